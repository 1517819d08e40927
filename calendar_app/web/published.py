"""Files of the folder that `publish` writes, found by their address and never outside of it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from re import compile as pattern

from calendar_app.web.http import MEDIA_TYPES

_ADDRESS = pattern(rf"(?:[A-Za-z0-9_-]+/){{0,3}}[A-Za-z0-9_-]{{1,150}}\.({'|'.join(MEDIA_TYPES)})")


@dataclass(frozen=True, slots=True)
class Published:
    """The bytes of a published file and what a response says of them."""

    body: bytes
    media_type: str
    modified: datetime
    filename: str


def find(folder: Path, address: str) -> Published | None:
    """The file at an address below the folder; None where there is none or the address could lead elsewhere."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    root = folder.resolve()
    path = (root / address).resolve()
    if not path.is_relative_to(root):
        return None
    try:
        with path.open("rb") as file:
            modified = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)
            return Published(file.read(), _media_type(path.name), modified, path.name)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None


def _media_type(name: str) -> str:
    if name == "index.json":
        return "application/json; charset=utf-8"
    return MEDIA_TYPES[name.rpartition(".")[2]]
