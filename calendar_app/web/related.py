"""Events that a reader of one may look for: of its series, of its offices, at its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from itertools import islice

from calendar_app.model import Event, Precision
from calendar_app.publishing import words
from calendar_app.store import words_of
from calendar_app.web.catalogue import Catalogue
from calendar_app.web.query import Filter

MOST = 5
_NEAR = timedelta(days=45)
_LOOKED_AT = 5000  # events around one; more than this on so few days are not all compared
_SERIES = 3  # words that a title must have to name a series


class Reason(IntEnum):
    """Why an event is related, the nearest relation first."""

    SERIES = 1
    OFFICE_AND_PLACE = 2
    OFFICE = 3
    PLACE = 4


@dataclass(frozen=True, slots=True)
class Related:
    """An event and how it is related."""

    event: Event
    reason: Reason


def related(event: Event, catalogue: Catalogue) -> list[Related]:
    """At most `MOST` events: those of the same series whenever they are, and of those some weeks before or behind the
    ones that share an office or a town; by relation, then by distance in days."""
    known: dict[str, Related] = {}
    for other, reason in (*_of_series(event, catalogue), *_near(event, catalogue)):
        if other.id != event.id:
            known.setdefault(other.id, Related(other, reason))
    return sorted(known.values(), key=lambda one: _rank(event, one))[:MOST]


def _rank(event: Event, one: Related) -> tuple[Reason, int, date, str]:
    return one.reason, _apart(event, one.event), one.event.start, one.event.id


def _of_series(event: Event, catalogue: Catalogue) -> Iterator[tuple[Event, Reason]]:
    """Events of the same offices whose titles differ in nothing but numbers."""
    name = _series(event.title)
    if len(name) < _SERIES:
        return
    rarest = sorted(set(name), key=lambda word: (-len(word), word))[:_SERIES]
    found = catalogue.matching(Filter(offices=event.offices, text=" ".join(rarest)))
    for other in islice(catalogue.first(found), _LOOKED_AT):
        if _series(other.title) == name and bool(event.offices) == bool(other.offices):
            yield other, Reason.SERIES


def _near(event: Event, catalogue: Catalogue) -> Iterator[tuple[Event, Reason]]:
    """Events some weeks before or behind that share an office, a town, or both."""
    if event.precision is not Precision.DAY:
        return
    town = _town(event)
    for other in islice(catalogue.first(catalogue.within(*_around(event))), _LOOKED_AT):
        if other.precision is not Precision.DAY:
            continue
        office, place = bool(set(event.offices) & set(other.offices)), bool(town) and _town(other) == town
        if office or place:
            yield other, Reason.OFFICE_AND_PLACE if office and place else Reason.OFFICE if office else Reason.PLACE


def _around(event: Event) -> tuple[date, date]:
    return max(event.start, date.min + _NEAR) - _NEAR, min(event.end, date.max - _NEAR) + _NEAR


def _series(title: str) -> list[str]:
    return [word for word in words_of(title) if not any(letter.isdigit() for letter in word)]


def _town(event: Event) -> tuple[str, str] | None:
    town = words.short_place(event)
    return (town.casefold(), (event.country or "").casefold()) if town else None


def _apart(one: Event, other: Event) -> int:
    """The days between two events; 0 where they overlap."""
    return max((other.start - one.end).days, (one.start - other.end).days, 0)
