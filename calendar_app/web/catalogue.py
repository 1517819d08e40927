"""All events as lists ask for them, held in memory: sets of events are the bits of whole numbers.

A filter is a few operations on such sets, and how many events a further choice would show is the number of bits of
another: both take microseconds for a hundred thousand events. What a page shows of an event is there, too; its evidence
is not. A catalogue is made of what a store holds at one moment, and brought up to date by what was touched since.
"""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property, partial
from threading import Lock
from typing import TypeVar

from calendar_app.kinds import KINDS, kind_of
from calendar_app.model import Event, Precision
from calendar_app.profiles import Profile
from calendar_app.store import Store, words_of
from calendar_app.web.memory import Memory
from calendar_app.web.query import REPEATABLE, Filter

# A set of events: the bit of each is its place in the order of days.
Events = int
Key = TypeVar("Key")

_SHORT = timedelta(days=31)
_YEAR = timedelta(days=366)
_BLOCK = 4096  # bits that are looked at together
_REMEMBERED = 16 << 20  # bytes of the events of words and days; a map asks for the names of some hundred towns


class Catalogue:
    """The events of a store that were not withdrawn, as they were at a `state`: its number, and the `day` on which
    releases were last read. `find` gives the numbers of those that have a word beginning so."""

    def __init__(
        self,
        state: tuple[int, date],
        events: Iterable[tuple[Event, int]],
        profile: Profile,
        find: Callable[[str], Iterable[int]],
    ) -> None:
        known = sorted(events, key=lambda one: _order(one[0]))
        self.state = state
        self.profile = profile
        self._events = [event for event, _ in known]
        self._starts = [event.start for event in self._events]
        self._long = [at for at, event in enumerate(self._events) if event.end - event.start > _SHORT]
        self._places = {of_event: at for at, (_, of_event) in enumerate(known)}
        self._having = self._labels()
        self._find = find
        self._remembered: Memory[Events] = Memory(_REMEMBERED)

    def __len__(self) -> int:
        return len(self._events)

    @property
    def day(self) -> date:
        return self.state[1]

    @property
    def all(self) -> Events:
        return (1 << len(self._events)) - 1

    def matching(self, wanted: Filter) -> Events:
        """The events that a filter lets through."""
        found = self.within(wanted.since, wanted.until)
        for name in REPEATABLE:
            if chosen := wanted.chosen(name):
                found &= self.having(name, chosen)
        words = words_of(wanted.text)
        for word in words:
            found &= self._once(f"word {word}", partial(self._with_word, word))
        return found if words or not wanted.text else 0

    def having(self, name: str, slugs: Iterable[str]) -> Events:
        """The events that have any of some slugs in a dimension."""
        found = 0
        for slug in slugs:
            found |= self._having[name].get(slug, 0)
        return found

    def counts(self, wanted: Filter, name: str) -> dict[str, int]:
        """How many events each value of a dimension has among those that the rest of the filter lets through; all
        values that any event has."""
        rest = self.matching(wanted.without(name))
        return {slug: (rest & having).bit_count() for slug, having in self._having[name].items()}

    def within(self, since: date | None, until: date | None) -> Events:
        """The events that have a day between two, which are inclusive; none where the first is behind the last."""
        if since is not None and until is not None and since > until:
            return 0
        found = self.all if until is None else self.all & ~self.after(until)
        return found if since is None else found & (~self.before(since) | self.going_on(since))

    def going_on(self, day: date) -> Events:
        """The events that have begun on a day or before, and end on it or later."""
        return self._once(f"day {day}", partial(self._going_on, day))

    def _going_on(self, day: date) -> Events:
        stop = bisect_right(self._starts, day)
        first = bisect_left(self._starts, day - _SHORT) if day - date.min > _SHORT else 0
        near = (*(at for at in self._long if at < first), *range(first, stop))
        return _bits([at for at in near if self._events[at].end >= day])

    def before(self, day: date) -> Events:
        """The events that begin before a day."""
        return (1 << bisect_left(self._starts, day)) - 1

    def after(self, day: date) -> Events:
        """The events that begin after a day."""
        return self.all & ~((1 << bisect_right(self._starts, day)) - 1)

    def past(self, day: date) -> Events:
        """The events that ended before a day."""
        return self.all & ~self.within(day, None)

    def first(self, found: Events) -> Iterator[Event]:
        """The events of a set from the first to the last."""
        return (self._events[at] for at in _in_order(found))

    def grouped(self, found: Events, key: Callable[[Event], Key]) -> dict[Key, Events]:
        """The events of a set by what they have in common."""
        places: dict[Key, list[int]] = {}
        for at in _in_order(found):
            places.setdefault(key(self._events[at]), []).append(at)
        return {common: _bits(several) for common, several in places.items()}

    def last(self, found: Events) -> Iterator[Event]:
        """The events of a set from the last to the first."""
        while found:
            start = max(0, found.bit_length() - _BLOCK)
            block = found >> start
            found &= (1 << start) - 1
            while block:
                at = block.bit_length() - 1
                yield self._events[start + at]
                block ^= 1 << at

    def years(self, found: Events) -> list[int]:
        """The years in which some events begin, in order."""
        return [year for year, begun in self._begun.items() if found & begun]

    @cached_property
    def extent(self) -> tuple[date, date] | None:
        """The first and the last day of all events, of which each counts for a year at most; None without events."""
        if not self._events:
            return None
        return self._starts[0], max(min(event.end, _year_after(event.start)) for event in self._events)

    @cached_property
    def _begun(self) -> dict[int, Events]:
        """The events that begin in a year, by year."""
        several = sorted({day.year for day in self._starts})
        return {year: self.all & ~self.before(date(year, 1, 1)) & ~self.after(date(year, 12, 31)) for year in several}

    def _labels(self) -> dict[str, dict[str, Events]]:
        """The events of each slug by dimension, in the profile's order."""
        places: dict[str, dict[str, list[int]]] = {
            "office": {slug: [] for slug in self.profile.offices},
            "region": {slug: [] for slug in self.profile.regions},
            "topic": {slug: [] for slug in self.profile.topics},
            "type": {kind: [] for kind in KINDS},
        }
        for at, event in enumerate(self._events):
            offices = [office.slug for office in self.profile.offices_of(event.offices)]
            labels = {
                "office": offices,
                "region": event.regions,
                "topic": event.topics,
                "type": (kind_of(event.title),),
            }
            for name, slugs in labels.items():
                for slug in slugs:
                    if slug in places[name]:
                        places[name][slug].append(at)
        return {
            name: {slug: _bits(several) for slug, several in known.items() if several} for name, known in places.items()
        }

    def _once(self, key: str, find: Callable[[], Events]) -> Events:
        """What `find` gives, which is remembered."""
        found = self._remembered.get(key)
        if found is None:
            found = find()
            self._remembered.put(key, found, sys.getsizeof(found))
        return found

    def _with_word(self, word: str) -> Events:
        return self._of_numbers(self._find(word)) | self._named(word)

    def _of_numbers(self, numbers: Iterable[int]) -> Events:
        """The events of some numbers, those that are withdrawn passed over."""
        return _bits([at for number in numbers if (at := self._places.get(number)) is not None])

    def _named(self, word: str) -> Events:
        """The events of the offices, regions and topics that have a word beginning so in their names."""
        found = 0
        for known, name, slug in self._names[bisect_left(self._names, (word,)) :]:
            if not known.startswith(word):
                break
            found |= self._having[name].get(slug, 0)
        return found

    @cached_property
    def _names(self) -> list[tuple[str, ...]]:
        """The words of names in order, each with the dimension and the slug of whose name it is."""
        profile = self.profile
        named = (("office", profile.offices), ("region", profile.regions), ("topic", profile.topics))
        return sorted(
            (word, name, slug)
            for name, several in named
            for slug, one in several.items()
            for word in words_of(one.name)
        )


class Catalogues:
    """The catalogue of a store as it is now, for all who ask at the same time."""

    def __init__(self, store: Store, profile: Profile) -> None:
        self._store = store
        self._profile = profile
        self._known: dict[str, tuple[Event, int]] = {}
        self._current: Catalogue | None = None
        self._lock = Lock()

    def current(self) -> Catalogue:
        """The catalogue of the store as it is now; brought up to date where it has changed."""
        with self._store.snapshot() as snapshot:
            current = self._current
            if current is not None and current.state == (snapshot.number, snapshot.day):
                return current
        with self._lock, self._store.snapshot() as snapshot:
            state = (snapshot.number, snapshot.day)
            if self._current is None or self._current.state != state:
                for event, number, withdrawn in snapshot.listed(self._current.state[0] if self._current else 0):
                    self._known.pop(event.id, None)
                    if not withdrawn:
                        self._known[event.id] = (event, number)
                self._current = Catalogue(state, self._known.values(), self._profile, self._numbers_of)
            return self._current

    def _numbers_of(self, word: str) -> list[int]:
        with self._store.snapshot() as snapshot:
            return snapshot.numbers_of(word)


def _bits(places: Sequence[int]) -> Events:
    """The set of the events at some places."""
    if not places:
        return 0
    marks = bytearray(max(places) // 8 + 1)
    for at in places:
        marks[at >> 3] |= 1 << (at & 7)
    return int.from_bytes(marks, "little")


def _in_order(events: Events) -> Iterator[int]:
    """The places of the events of a set, in order."""
    start = 0
    while events >> start:
        block = (events >> start) & ((1 << _BLOCK) - 1)
        while block:
            yield start + (block & -block).bit_length() - 1
            block &= block - 1
        start += _BLOCK


def _year_after(day: date) -> date:
    return day + min(_YEAR, date.max - day)


def _order(event: Event) -> tuple[date, bool, str, str, str, str]:
    """By their first days; those known less exactly than to the day stand first, as a stretch of time."""
    exact = event.precision is Precision.DAY
    stretch = "" if exact else f"{event.precision} {event.end}"
    return event.start, exact, stretch, event.start_time or "", event.title, event.id
