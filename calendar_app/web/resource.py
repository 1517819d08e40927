"""What an address answers with: its bytes as they are and compressed, and all headers, each worked out once.

The two forms are representations of one resource (RFC 9110 3.2). Each has a strong ETag of its own (8.8.3); a client
asks for one (12.5.3) and may say which it has (13.1.2).
"""

import gzip
import zlib
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from werkzeug.datastructures import Accept
from werkzeug.http import http_date, parse_accept_header, parse_date, parse_etags

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

MAX_AGE = 900
IDENTITY, GZIP = "identity", "gzip"
_LEAST = 500  # bytes: what is smaller fits into one packet as it is
_LONGEST_ACCEPT = 200
_COMPRESSION = 4  # texts of pages, calendars and feeds become at least so many times smaller
_OVERHEAD = 4096  # bytes: about what the headers of both forms take in memory
# Another zlib may compress the same text to other bytes, which then need another tag.
_COMPRESSOR = f"gzip of zlib {zlib.ZLIB_RUNTIME_VERSION}"


class Answer(NamedTuple):
    """A status line, headers and body; of a HEAD request the body is not sent."""

    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Resource:
    """Bytes of one media type, unchanged since `modified` (aware, whole seconds), and further headers of theirs."""

    def __init__(
        self, body: bytes, media_type: str, modified: datetime, headers: Mapping[str, str] | None = None
    ) -> None:
        self.body = body
        self.modified = modified
        self._last_modified = http_date(modified)
        common = {
            "Last-Modified": self._last_modified,
            "Cache-Control": f"public, max-age={MAX_AGE}",
            "Vary": "Accept-Encoding",
            **(headers or {}),
        }
        tag = etag_of(body)
        self._forms = {IDENTITY: _Form(body, tag, {"Content-Type": media_type}, common)}
        if len(body) >= _LEAST:
            coded = {"Content-Type": media_type, "Content-Encoding": GZIP}
            self._forms[GZIP] = _Form(body, etag_of(f"{tag} {_COMPRESSOR}".encode()), coded, common)

    @property
    def tags(self) -> tuple[str, ...]:
        """The ETags of all forms, without their quotes."""
        return tuple(form.tag for form in self._forms.values())

    @property
    def size(self) -> int:
        """The bytes that it takes in memory, nearly, with the compressed form, which is made when it is asked for."""
        return _OVERHEAD + len(self.body) + len(self.body) // _COMPRESSION

    def answer(self, environ: "WSGIEnvironment") -> Answer:
        """The answer to a GET or HEAD: the form that the client likes best, or 304 for one that it has and takes."""
        taken = codings(environ.get("HTTP_ACCEPT_ENCODING"))
        wanted = [self._forms[name] for name in taken if name in self._forms] or [self._forms[IDENTITY]]
        best = wanted[0]
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None:
            return next((form.unchanged for form in wanted if form.is_among(known)), best.whole)
        since = environ.get("HTTP_IF_MODIFIED_SINCE")
        return best.unchanged if since and self._is_unchanged(since) else best.whole

    def _is_unchanged(self, since: str) -> bool:
        if since == self._last_modified:
            return True
        moment = moment_of(since)
        return moment is not None and self.modified <= moment


class _Form:
    """One representation, as the answers that send it or say that it has not changed."""

    def __init__(self, body: bytes, tag: str, described: Mapping[str, str], common: Mapping[str, str]) -> None:
        self.tag = tag
        self._quoted = f'"{tag}"'
        self._body = body
        self._described = described
        self._common = {"ETag": self._quoted, **common}

    @cached_property
    def unchanged(self) -> Answer:
        return Answer("304 NOT MODIFIED", tuple(self._common.items()), b"")

    @cached_property
    def whole(self) -> Answer:
        body = _compressed(self._body) if "Content-Encoding" in self._described else self._body
        headers = {**self._described, "Content-Length": str(len(body)), **self._common}
        return Answer("200 OK", tuple(headers.items()), body)

    def is_among(self, known: str) -> bool:
        """Whether an If-None-Match names this form, by weak comparison (RFC 9110 13.1.2)."""
        return known == self._quoted or parse_etags(known).contains_weak(self.tag)


def etag_of(body: bytes) -> str:
    return sha256(body).hexdigest()[:32]


def moment_of(date: str | None) -> datetime | None:
    """The moment that a header names; None where it names none."""
    try:
        return parse_date(date)
    except OverflowError:  # a year or a zone of twenty digits
        return None


def codings(accepted: str | None) -> tuple[str, ...]:
    """Of the codings that we have, those that an Accept-Encoding takes, the best first (RFC 9110 12.5.3).

    A client that sends none takes any, but may not expect one. A header too long to be a browser's gets the bytes as
    they are.
    """
    if accepted is None:
        return (IDENTITY, GZIP)
    return _ranked(accepted) if len(accepted) <= _LONGEST_ACCEPT else (IDENTITY,)


@lru_cache(maxsize=256)
def _ranked(accepted: str) -> tuple[str, ...]:
    accept = parse_accept_header(accepted, Accept)
    compressed = accept.quality(GZIP if accept.find(GZIP) >= 0 else "x-gzip")
    if not compressed:
        return (IDENTITY,)
    if accept.find(IDENTITY) < 0:  # taken, but liked least
        return (GZIP, IDENTITY)
    plain = accept.quality(IDENTITY)
    if not plain:
        return (GZIP,)
    return (IDENTITY, GZIP) if plain > compressed else (GZIP, IDENTITY)


def _compressed(body: bytes) -> bytes:
    """The gzip form, which is the same bytes each time: no moment of compressing stands in it."""
    return gzip.compress(body, compresslevel=6, mtime=0)
