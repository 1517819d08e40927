"""Responses that a client may keep: strong ETag, Last-Modified, 304, media types, and the headers of every answer."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

from flask import Request, Response
from werkzeug.datastructures import Headers

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

MAX_AGE = 900
HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
MEDIA_TYPES = {
    "ics": "text/calendar; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
    "opml": "text/x-opml; charset=utf-8",
    "html": HTML,
}
SECURITY = {
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


def etag_of(body: bytes) -> str:
    return sha256(body).hexdigest()[:32]


def conditional(
    request: Request,
    body: bytes,
    media_type: str,
    modified: datetime,
    *,
    filename: str | None = None,
    shared: bool = False,
) -> Response:
    """The bytes, or 304 for a client that has them; `shared` ones may be read by scripts of other sites."""
    response = SiteResponse(body, content_type=media_type)
    response.set_etag(etag_of(body))
    response.last_modified = modified
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response.headers["Vary"] = "Accept-Encoding"
    if filename:
        response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    if shared:
        response.headers["Access-Control-Allow-Origin"] = "*"
    response.make_conditional(request)
    return response


def sentence(text: str, status: int, *, shared: bool = True) -> Response:
    """A plain answer in words, for clients that are no browsers."""
    response = SiteResponse(text.rstrip() + "\n", status=status, content_type=TEXT)
    response.headers["Cache-Control"] = "no-store"
    if shared:
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def policy(style: str = "") -> str:
    """The Content-Security-Policy: nothing from elsewhere, nothing inline but a style whose hash is named."""
    styles = f"'self' {style}".strip()
    return (
        f"default-src 'none'; style-src {styles}; script-src 'self'; img-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def secure(response: Response, *, encrypted: bool) -> Response:
    """The headers that every answer carries, errors included; `encrypted` says that the site has an https address."""
    for name, value in SECURITY.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", policy())
    if encrypted:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
