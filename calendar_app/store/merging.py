"""One event out of what several releases say of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from calendar_app.model import Event, FoundEvent, Status

# The fields whose change a subscriber sees; each change of one is a revision.
VISIBLE = (
    "title",
    "start",
    "end",
    "start_time",
    "end_time",
    "timezone",
    "place",
    "country",
    "offices",
    "regions",
    "topics",
    "status",
    "precision",
    "closed",
)


@dataclass(frozen=True, slots=True)
class Said:
    """What one release says of an event; `published` is the release's day."""

    release: str
    published: date | None
    found: FoundEvent

    @property
    def place(self) -> tuple[bool, date, str]:
        """Where it stands among others: the earliest release first, those without a day last."""
        return self.published is None, self.published or date.max, self.release


@dataclass(frozen=True, slots=True)
class Change:
    """A visible field with its value before and after."""

    field: str
    before: Any
    after: Any


def merged(said: Sequence[Said]) -> dict[str, Any]:
    """The visible fields of an event: those of its earliest release, where it is silent those of the next; its days and
    hours those of the latest that moved it, its status as the latest have it.

    The order in which releases were imported plays no part.
    """
    found = [one.found for one in sorted(said, key=lambda one: one.place)]
    values = {field: _first(found, field) for field in VISIBLE}
    # Hours are read in the zone of the release that gives them.
    values["timezone"] = _first(sorted(found, key=lambda event: event.start_time is None), "timezone")
    moved = next((event for event in reversed(found) if event.moved or event.moved_from), None)
    if moved:
        values |= {field: getattr(moved, field) for field in _DATED}
    return values | {"status": _status(found)}


# The fields that a release gives anew when it moves an event
_DATED = ("start", "end", "start_time", "end_time", "timezone", "precision")


def _status(found: Sequence[FoundEvent]) -> Status:
    """The status of an event by what its releases say of it, the latest last: a cancellation holds until a release
    tells of the event as one that is to be; a date that one states is not tentative because another inferred it."""
    if found[-1].status is Status.CANCELLED:
        return Status.CANCELLED
    sure = any(event.status is Status.CONFIRMED for event in found)
    return Status.CONFIRMED if sure else found[-1].status


def confidence(said: Sequence[Said]) -> float:
    """How sure an event is: as sure as the surest of its releases."""
    return max(one.found.confidence for one in said)


def changes(event: Event, values: dict[str, Any]) -> tuple[Change, ...]:
    """The visible fields in which an event differs from `values`; the order of offices, regions and topics is none."""
    found = [Change(field, getattr(event, field), values[field]) for field in VISIBLE]
    return tuple(change for change in found if _comparable(change.before) != _comparable(change.after))


def _first(found: Sequence[FoundEvent], field: str) -> Any:
    values = [getattr(event, field) for event in found]
    return next((value for value in values if value), values[0])


def _comparable(value: Any) -> Any:
    return frozenset(value) if isinstance(value, tuple) else value
