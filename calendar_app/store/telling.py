"""An extraction as the store keeps it: the release, what it says of each event, and where it says so."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from hashlib import sha256
from typing import Any

from calendar_app.model import Extraction, FoundEvent, Precision, Status

# These two depend on where the event stands in the text, and are kept as ranges.
_RANGES = ("span", "sentence")
_DAYS = ("start", "end", "moved_from")
_FIELDS = tuple(field.name for field in fields(FoundEvent) if field.name not in _RANGES)


@dataclass(frozen=True, slots=True)
class StoredRelease:
    """A release as it is stored: `published` and `language` are what its text or its source says."""

    key: str
    source: str
    offset: int
    url: str | None
    title: str | None
    published: date | None
    language: str | None
    text: str


def stored_release(extraction: Extraction, known: StoredRelease | None) -> StoredRelease:
    """The release to store: under the key by which it is known, with what was known where it is silent now."""
    release = extraction.release
    moved = known is None or known.text != release.text
    return StoredRelease(
        key=known.key if known else release.key,
        source=release.source if moved or known is None else known.source,
        offset=release.offset if moved or known is None else known.offset,
        url=release.url or (known.url if known else None),
        title=release.title or (known.title if known else None),
        published=extraction.published or (known.published if known else None),
        language=extraction.language or (known.language if known else None),
        text=release.text,
    )


def fingerprint(release: StoredRelease, extraction: Extraction) -> str:
    """A hash of a release and all that was read from it; not of the source, which is another on each machine."""
    told = [release.url, release.title, release.published, release.language, release.text]
    read = [[as_json(event), event.sentence, mark(extraction, event)] for event in extraction.events]
    return sha256(json.dumps([told, read], default=str).encode()).hexdigest()


def quote(extraction: Extraction, event: FoundEvent) -> str:
    """The sentence that an event was read from, behind its date where that stands elsewhere (as a header does)."""
    start, stop = event.sentence
    return _date_before(extraction, event) + extraction.release.text[start:stop]


_GAP = " … "


def _date_before(extraction: Extraction, event: FoundEvent) -> str:
    """The date phrase of an event whose sentence does not hold it; empty where it does."""
    if event.span is None:
        return ""
    span = extraction.spans[event.span]
    start = span.offset - extraction.release.offset
    return span.text + _GAP if start + len(span.text) <= event.sentence[0] else ""


def mark(extraction: Extraction, event: FoundEvent) -> tuple[int, int] | None:
    """The range of an event's date phrase in its quote; None where the quote does not hold all of it."""
    if event.span is None:
        return None
    span = extraction.spans[event.span]
    if _date_before(extraction, event):
        return 0, len(span.text)
    start = span.offset - extraction.release.offset - event.sentence[0]
    stop = start + len(span.text)
    return (start, stop) if start >= 0 and stop <= event.sentence[1] - event.sentence[0] else None


def as_json(event: FoundEvent) -> dict[str, Any]:
    """What a release says of an event, in JSON's types."""
    values = {field: getattr(event, field) for field in _FIELDS}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def from_json(values: dict[str, Any]) -> FoundEvent:
    """The event that `as_json` wrote down, without its ranges."""
    given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    given |= {name: date.fromisoformat(values[name]) for name in _DAYS if values.get(name)}
    given["status"], given["precision"] = Status(values["status"]), Precision(values["precision"])
    return FoundEvent(**given)


# PostgreSQL's index takes 2,704 bytes, some of which are its own: https://www.postgresql.org/docs/current/btree.html
_LONGEST = 2500


def fault(extraction: Extraction) -> str | None:
    """Why an extraction cannot be stored, on any database; None if it can."""
    if not extraction.release.key:
        return "the release has no key"
    for text in _texts(extraction):
        if not _is_text(text):
            return "the release has characters that are none (NUL or half a pair)"
    release = extraction.release
    if any(len(text.encode()) > _LONGEST for text in (release.key, release.url or "")):
        return f"the key or the address of the release is longer than {_LONGEST:,} bytes"
    for event in extraction.events:
        if event.end < event.start:
            return f"the event {event.title!r} ends before it starts"
        if not 0 <= event.sentence[0] <= event.sentence[1] <= len(extraction.release.text):
            return f"the sentence of the event {event.title!r} is outside the text"
        if event.span is not None and not 0 <= event.span < len(extraction.spans):
            return f"the event {event.title!r} points to no date span"
    return None


def _texts(extraction: Extraction) -> Iterator[str]:
    release = extraction.release
    yield from filter(None, (release.key, release.source, release.text, release.url, release.title))
    yield from filter(None, (extraction.language,))
    for event in extraction.events:
        yield from filter(None, (event.title, event.start_time, event.end_time, event.timezone))
        yield from filter(None, (event.place, event.country, *event.offices, *event.regions, *event.topics))


def asked(key: str) -> str:
    """A key to look for: the empty one, which nothing has, for one that no database would take."""
    return key if _is_text(key) else ""


def _is_text(text: str) -> bool:
    """Whether every database takes a text: it has no NUL and no half of a pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text
