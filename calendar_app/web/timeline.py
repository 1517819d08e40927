"""Events in the order in which they are read: those to come soonest first, those gone by newest first, by day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from calendar_app.model import Event, Precision
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


def split(events: Iterable[Event], today: date) -> tuple[list[Event], list[Event], list[Event]]:
    """Events that go on today (or lie in it), those after today, and those before."""
    ordered = sorted(events, key=_order)
    now = [event for event in ordered if event.start <= today <= event.end]
    coming = [event for event in ordered if event.start > today]
    past = sorted((event for event in ordered if event.end < today), key=lambda event: event.start, reverse=True)
    return now, coming, past


def slice_page(events: Iterable[Event], today: date, paging: Paging, size: int = PAGE) -> Slice:
    """The page that is asked for: whole days, about `size` events."""
    now, coming, past = split(events, today)
    if paging.before is not None:
        behind = paging.before
        shown, earlier = _whole_days([event for event in past if event.start < behind], size)
        return Slice((), (), shown, None, earlier)
    if paging.after is not None:
        ahead = paging.after
        shown, later = _whole_days([event for event in coming if event.start > ahead], size)
        return Slice((), shown, (), later, None)
    ahead_shown, later = _whole_days(coming, size - len(now))
    room = size - len(now) - len(ahead_shown)
    past_shown, earlier = _whole_days(past, room) if room > 0 else ((), today if past else None)
    return Slice(tuple(now), ahead_shown, past_shown, later, earlier)


def groups(events: Iterable[Event]) -> list[Group]:
    """Neighbours that stand under one heading."""
    found = []
    for _, members in groupby(events, key=_heading_key):
        together = tuple(members)
        found.append(Group(together[0], together))
    return found


def _whole_days(events: Sequence[Event], size: int) -> tuple[tuple[Event, ...], date | None]:
    """The first events, never part of a day, and the last day shown when there are more behind it."""
    if len(events) <= size:
        return tuple(events), None
    cut = max(size, 1)
    while cut < len(events) and events[cut].start == events[cut - 1].start:
        cut += 1
    return tuple(events[:cut]), events[cut - 1].start if cut < len(events) else None


def _order(event: Event) -> tuple[date, bool, str, str, str, str]:
    exact = event.precision is Precision.DAY
    stretch = "" if exact else f"{event.precision} {event.end}"
    return event.start, exact, stretch, event.start_time or "", event.title, event.id


def _heading_key(event: Event) -> tuple[date, str, date | None]:
    exact = event.precision is Precision.DAY
    return event.start, event.precision, None if exact else event.end
