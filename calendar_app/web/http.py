"""Responses of the application: what a client may keep, plain sentences, and the headers of every answer."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING

from flask import Request, Response
from werkzeug.datastructures import Headers
from werkzeug.exceptions import PreconditionFailed

from calendar_app.web.resource import Resource, moment_of

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
SVG = "image/svg+xml; charset=utf-8"
JSON = "application/json; charset=utf-8"
PROBLEM = "application/problem+json"
MEDIA_TYPES = {
    "ics": "text/calendar; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
    "opml": "text/x-opml; charset=utf-8",
    "html": HTML,
}
METHODS = "GET, HEAD, OPTIONS"
ANYONE = {"Access-Control-Allow-Origin": "*"}
_SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class SiteResponse(Response):
    """A response whose 304 repeats Last-Modified (RFC 9110 15.4.5 lets it; werkzeug takes it out)."""

    def get_wsgi_headers(self, environ: "WSGIEnvironment") -> Headers:
        headers = super().get_wsgi_headers(environ)
        if self.status_code == 304 and "Last-Modified" in self.headers:
            headers["Last-Modified"] = self.headers["Last-Modified"]
        return headers


class Freshness:
    """Since when a URL answers with the bytes that it has now; so Last-Modified moves when an event is deleted, too."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC), most: int = 2000) -> None:
        self._now = now
        self._most = most
        self._seen: OrderedDict[str, tuple[str, datetime]] = OrderedDict()
        self._lock = Lock()

    def since(self, url: str, etag: str) -> datetime:
        with self._lock:
            known = self._seen.pop(url, None)
            if known is None or known[0] != etag:
                known = (etag, self._moment(known))
            self._seen[url] = known
            while len(self._seen) > self._most:
                self._seen.popitem(last=False)
            return known[1]

    def _moment(self, known: tuple[str, datetime] | None) -> datetime:
        now = self._now().replace(microsecond=0)
        return max(now, known[1] + timedelta(seconds=1)) if known else now


def conditional(request: Request, resource: Resource) -> Response:
    """The bytes, or 304 for a client that has them. Raises PreconditionFailed for one that wants others."""
    wanted, since = request.if_match, moment_of(request.headers.get("If-Unmodified-Since"))
    if wanted and not any(wanted.contains(tag) for tag in resource.tags):
        raise PreconditionFailed
    if not wanted and since is not None and resource.modified > since:
        raise PreconditionFailed
    answer = resource.answer(request.environ)
    return SiteResponse(answer.body, answer.status, list(answer.headers))


def is_public(path: str) -> bool:
    """Whether an address is that of a calendar or feed or of the API: programs ask for it, and scripts of other sites
    may read it."""
    suffix = path.rpartition(".")[2]
    return (suffix in MEDIA_TYPES and suffix != "html") or is_api(path) or _is_below(path, "/feeds/")


def is_api(path: str) -> bool:
    """Whether an address is one of the API, which answers in JSON whatever happens."""
    return _is_below(path, "/api/")


def _is_below(path: str, folder: str) -> bool:
    """Whether an address stands in a folder; the folder's own is that of a page."""
    return path.startswith(folder) and path != folder


def for_all(filename: str) -> dict[str, str]:
    """The headers of a public file that is saved under a name."""
    return {"Content-Disposition": f'inline; filename="{filename}"', **ANYONE}


def options(*, public: bool) -> Response:
    """What can be done at an address, also said to a browser whose page is of another site (CORS preflight)."""
    response = SiteResponse(status=204)
    del response.headers["Content-Type"]
    response.headers["Allow"] = METHODS
    if public:
        response.headers.update(ANYONE)
        response.headers["Access-Control-Allow-Methods"] = METHODS
        response.headers["Access-Control-Allow-Headers"] = "*"
        response.headers["Access-Control-Max-Age"] = "86400"
    return response


def sentence(text: str, status: int) -> Response:
    """A plain answer in words, for clients that are no browsers."""
    response = SiteResponse(text.rstrip() + "\n", status=status, content_type=TEXT)
    response.headers["Cache-Control"] = "no-store"
    response.headers.update(ANYONE)
    return response


def policy(style: str = "", *, framed_by: str = "'none'") -> str:
    """The Content-Security-Policy: nothing from elsewhere, nothing inline but a style whose hash is named; in a frame
    of no site but those given."""
    styles = f"'self' {style}".strip()
    return (
        f"default-src 'none'; style-src {styles}; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
        f"form-action 'self'; base-uri 'none'; frame-ancestors {framed_by}"
    )


def security(*, encrypted: bool) -> dict[str, str]:
    """The headers that every answer carries, errors included; `encrypted` says that the site has an https address."""
    headers = _SECURITY | {"Content-Security-Policy": policy()}
    return headers | {"Strict-Transport-Security": "max-age=31536000"} if encrypted else headers


def secure(response: Response, headers: Mapping[str, str]) -> Response:
    """The response with those of the headers that it does not have."""
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    return response
