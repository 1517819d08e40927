"""Text and addresses from releases, made safe for every format: the one place where it is done."""

import re
from functools import lru_cache
from html import escape
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

_SPACE = re.compile(r"\s+")
_PLANE_ENDS = "".join(f"\\U{plane + 0xFFFE:08x}\\U{plane + 0xFFFF:08x}" for plane in range(0x10000, 0x110000, 0x10000))
# What XML 1.0 (2.2) or RFC 5545 (3.1) forbid or no reader shows: controls, lone surrogates, noncharacters, the BOM.
_UNFIT = re.compile(rf"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff{_PLANE_ENDS}]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_EMBEDDINGS, _ISOLATES = frozenset("\u202a\u202b\u202d\u202e"), frozenset("\u2066\u2067\u2068")
_POP_EMBEDDING, _POP_ISOLATE = "\u202c", "\u2069"
_MARKED = re.compile(r"[&<>\"'=]|(?:script|data):", re.IGNORECASE)
_PLAIN_URL = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9._~/-]*)?")
_HOST = re.compile(r"[A-Za-z0-9._~%:\[\]@!$&'()*+;=-]+")


def piece(text: str) -> str:
    """`text` as part of one line: white space of any kind is one space, what no format can carry is gone."""
    if _is_plain(text):
        return text
    text = _UNFIT.sub("", _SPACE.sub(" ", text))
    return _balanced(text) if _BIDI.search(text) else text


@lru_cache(maxsize=4096)
def line(text: str | None) -> str:
    """`text` as one line without space around it; empty for None."""
    if not text or _is_plain(text):
        return (text or "").strip()
    return _SPACE.sub(" ", piece(text)).strip()


@lru_cache(maxsize=1024)
def label(text: str | None) -> str:
    """`text` as a name in a list: CATEGORIES (RFC 5545 3.8.1.2) keeps no comma that all clients would read."""
    return line(re.sub(r"[,;\\]", " ", text or ""))


def markup(text: str) -> str:
    """`text` as inert HTML; readers that clean by pattern must not see an attribute or a script's address in it."""
    if _MARKED.search(text) is None:
        return text
    escaped = escape(text).replace("=", "&#61;")
    return re.sub(r"(script|data):", r"\1&#58;", escaped, flags=re.IGNORECASE)


def url(text: str | None) -> str | None:
    """`text` as an http or https URI (RFC 3986), None where it is none; never one that could run as a script."""
    text = (text or "").strip()
    if _PLAIN_URL.fullmatch(text):
        return text
    if not text or _UNFIT.search(text):
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname if parts.port != 0 else None
        netloc = parts.netloc if parts.netloc.isascii() else _idna(parts)
    except ValueError:  # a bad port or bracket, or a host that IDNA refuses
        return None
    if parts.scheme not in ("http", "https") or not host or not _HOST.fullmatch(netloc):
        return None
    return urlunsplit((parts.scheme, netloc, _quoted(parts.path), _quoted(parts.query), _quoted(parts.fragment)))


def _is_plain(text: str) -> bool:
    """Whether there is nothing to be cleaned, as in most texts: controls, bidi marks, noncharacters and every space but
    the blank are not printable to Python."""
    return text.isprintable() and "  " not in text


def _idna(parts: SplitResult) -> str:
    host = (parts.hostname or "").encode("idna").decode("ascii")
    return f"{host}:{parts.port}" if parts.port else host


def _quoted(part: str) -> str:
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", quote(part, safe="/:@!$&'()*+,;=~%?"))


def _balanced(text: str) -> str:
    """`text` without the bidi controls that open and never close, or close what is not open (UAX #9 3.3.2)."""
    dropped: set[int] = set()
    open_at: list[int] = []
    for match in _BIDI.finditer(text):
        at, sign = match.start(), match.group()
        if sign in _EMBEDDINGS or sign in _ISOLATES:
            open_at.append(at)
        elif sign == _POP_EMBEDDING and open_at and text[open_at[-1]] in _EMBEDDINGS:
            open_at.pop()
        elif sign == _POP_ISOLATE and any(text[start] in _ISOLATES for start in open_at):
            while text[start := open_at.pop()] in _EMBEDDINGS:
                dropped.add(start)
        else:
            dropped.add(at)
    dropped.update(open_at)
    return "".join(character for at, character in enumerate(text) if at not in dropped)
