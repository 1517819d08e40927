"""Events in the order in which they are read: those to come soonest first, those gone by newest first, by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from calendar_app.model import Event, Precision
from calendar_app.web.catalogue import Catalogue, Events
from calendar_app.web.query import Paging

PAGE = 50


@dataclass(frozen=True, slots=True)
class Group:
    """Events that begin on one day, or in one longer stretch of time when their text names no day."""

    first: Event
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """One page: what goes on, what comes, what is gone, and the days at which the next pages begin."""

    now: tuple[Event, ...]
    coming: tuple[Event, ...]
    past: tuple[Event, ...]
    later: date | None
    earlier: date | None


def slice_page(catalogue: Catalogue, found: Events, today: date, paging: Paging, size: int = PAGE) -> Slice:
    """The page that is asked for of some events: whole days, about `size` events."""
    coming, past = found & catalogue.after(today), found & catalogue.past(today)
    if paging.before is not None:
        shown, earlier = _newest_first(catalogue, past & catalogue.before(paging.before), size)
        return Slice((), (), shown, None, earlier)
    if paging.after is not None:
        shown, later = _whole_days(catalogue.first(coming & catalogue.after(paging.after)), size)
        return Slice((), shown, (), later, None)
    now = tuple(catalogue.first(found & catalogue.going_on(today)))
    ahead, later = _whole_days(catalogue.first(coming), size - len(now))
    room = size - len(now) - len(ahead)
    gone, earlier = _newest_first(catalogue, past, room) if room > 0 else ((), today if past else None)
    return Slice(now, ahead, gone, later, earlier)


def groups(events: Iterable[Event]) -> list[Group]:
    """Neighbours that stand under one heading."""
    found = []
    for _, members in groupby(events, key=_heading_key):
        together = tuple(members)
        found.append(Group(together[0], together))
    return found


def _newest_first(catalogue: Catalogue, past: Events, size: int) -> tuple[tuple[Event, ...], date | None]:
    """The last days of some events, the newest first, those of a day in their order; see `_whole_days`."""
    shown, earlier = _whole_days(catalogue.last(past), size)
    days = (list(day) for _, day in groupby(shown, key=lambda event: event.start))
    return tuple(event for day in days for event in reversed(day)), earlier


def _whole_days(events: Iterable[Event], size: int) -> tuple[tuple[Event, ...], date | None]:
    """The first events, never part of a day, and the last day shown when there are more behind it."""
    shown: list[Event] = []
    for event in events:
        if len(shown) >= max(size, 1) and event.start != shown[-1].start:
            return tuple(shown), shown[-1].start
        shown.append(event)
    return tuple(shown), None


def _heading_key(event: Event) -> tuple[date, str, date | None]:
    exact = event.precision is Precision.DAY
    return event.start, event.precision, None if exact else event.end
