"""The folders that are served: the one that `publish` writes, and the files that pages load."""

from pathlib import Path

from calendar_app.publishing.index import STYLE_HASH
from calendar_app.web.folder import Folder
from calendar_app.web.http import MEDIA_TYPES, SVG, for_all, policy, security

_MEGABYTE = 1 << 20
_STATIC = Path(__file__).parent / "static"
_STATIC_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": SVG,
    "png": "image/png",
}


def published_files(folder: Path, *, encrypted: bool, most: int = 64 * _MEGABYTE) -> Folder:
    """The published calendars and feeds with all headers of their answers."""
    common = security(encrypted=encrypted)
    own = {"Content-Security-Policy": policy(STYLE_HASH)}  # the index works from a disk, so it brings its style along

    def headers(name: str) -> dict[str, str]:
        return {**common, **(own if name.endswith(".html") else {}), **for_all(name)}

    return Folder(folder, MEDIA_TYPES | {"index.json": "application/json; charset=utf-8"}, headers, most)


def static_files(*, encrypted: bool) -> Folder:
    """The styles, the scripts and the pictures of the site."""
    common = security(encrypted=encrypted)
    return Folder(_STATIC, _STATIC_TYPES, lambda name: common, _MEGABYTE)
