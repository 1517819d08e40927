"""Releases with annotations, read by the extractor and compared."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from calendar_app.extraction import extract
from calendar_app.model import Document, Extraction, FoundEvent, Role
from calendar_app.profiles import Profile, load_profile
from calendar_app.releases import cut

FOLDER = Path(__file__).parent.parent / "tests" / "releases"
_READING_DAY = date(2025, 11, 21)
_FIELDS = ("title", "place", "country", "start_time", "end_time")


@dataclass
class Tally:
    """Counts of what is right, given and wanted; tallies add up."""

    spans: int = 0
    spans_given: int = 0
    spans_wanted: int = 0
    roles: int = 0
    events: int = 0
    events_given: int = 0
    events_required: int = 0
    events_wanted: int = 0
    fields: dict[str, tuple[int, int]] = field(default_factory=lambda: dict.fromkeys(_FIELDS, (0, 0)))
    confidence: list[tuple[float, bool]] = field(default_factory=list)

    def __add__(self, other: "Tally") -> "Tally":
        counts = {
            name: getattr(self, name) + getattr(other, name)
            for name in self.__dataclass_fields__
            if name not in ("fields", "confidence")
        }
        both = {
            name: (self.fields[name][0] + other.fields[name][0], self.fields[name][1] + other.fields[name][1])
            for name in _FIELDS
        }
        return Tally(**counts, fields=both, confidence=[*self.confidence, *other.confidence])


def read_rows(file: Path) -> Iterator[dict[str, Any]]:
    """The rows of an annotated file."""
    for line in file.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


@cache
def _profile() -> Profile:
    return load_profile()


def read(row: dict[str, Any]) -> Extraction:
    """What the extractor makes of a row's release."""
    published = date.fromisoformat(row["published"]) if row.get("published") else None
    document = Document(row["id"], row["text"], single=True, key=row["id"], title=row.get("title"), published=published)
    return next(extract(cut(document, _profile()), _profile(), _READING_DAY))


def tally(row: dict[str, Any]) -> Tally:
    """A release's extraction compared with its row."""
    found = read(row)
    count = Tally(spans_given=len(found.spans), events_given=len(found.events))
    _spans(row, found, count)
    _events(row, found, count)
    return count


def _spans(row: dict[str, Any], found: Extraction, count: Tally) -> None:
    left = list(found.spans)
    for wanted in row.get("spans", []):
        count.spans_wanted += 1
        days = (date.fromisoformat(wanted["start"]), date.fromisoformat(wanted["end"]))
        text = wanted["text"]
        match = next((s for s in left if (s.start, s.end) == days and (s.text in text or text in s.text)), None)
        if match is not None:
            left.remove(match)
            count.spans += 1
            count.roles += _kind(match.role.value) == _kind(wanted["role"])


def _kind(role: str) -> str:
    return role if role in (Role.EVENT.value, Role.DEADLINE.value) else "background"


def _events(row: dict[str, Any], found: Extraction, count: Tally) -> None:
    left = list(found.events)
    right: set[int] = set()
    for wanted in row.get("events", []):
        required = not wanted.get("optional", False)
        count.events_wanted += required
        days = (date.fromisoformat(wanted["start"]), date.fromisoformat(wanted["end"]))
        same = [event for event in left if (event.start, event.end) == days]
        match = next((event for event in same if event.title == wanted.get("title")), same[0] if same else None)
        if match is None:
            continue
        left.remove(match)
        right.add(id(match))
        count.events += 1
        count.events_required += required
        _compare(wanted, match, count)
    count.confidence = [(event.confidence, id(event) in right) for event in found.events]


def _compare(wanted: dict[str, Any], event: FoundEvent, count: Tally) -> None:
    for name in _FIELDS:
        if name in wanted:
            right, of = count.fields[name]
            count.fields[name] = (right + ((getattr(event, name) or None) == (wanted[name] or None)), of + 1)
