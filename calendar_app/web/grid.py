"""The days of a month in weeks, and its events laid out in them."""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from re import compile as pattern

from calendar_app.model import Event, Precision
from calendar_app.web.catalogue import Catalogue
from calendar_app.web.query import Filter

WEEK = 7
_MONTH = pattern(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Bar:
    """An event of several days in one week: its first and last column from 0, and whether it begins and ends there."""

    event: Event
    first: int
    last: int
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class Week:
    """Seven columns: the days of the month in them (None beyond it), the lanes of bars, and the events of one day."""

    days: tuple[date | None, ...]
    lanes: tuple[tuple[Bar, ...], ...]
    singles: tuple[tuple[Event, ...], ...]


def weeks(month: date, events: Iterable[Event], first_weekday: int = 0) -> tuple[Week, ...]:
    """The weeks of the month of a day with the events that are known to the day; `first_weekday` counts from Monday.

    An event of several days stands once in each week that it touches, one of a single day once.
    """
    exact = [event for event in events if event.precision is Precision.DAY]
    return tuple(_week(days, exact) for days in _rows(month, first_weekday))


def lanes(bars: Iterable[Bar]) -> tuple[tuple[Bar, ...], ...]:
    """Bars in as few lanes as hold them without overlap; those that begin first stand on top, of them the longest."""
    found: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda one: (one.first, -one.last)):
        lane = next((lane for lane in found if lane[-1].last < bar.first), None)
        if lane is None:
            found.append([bar])
        else:
            lane.append(bar)
    return tuple(tuple(lane) for lane in found)


def month_of(text: str) -> date | None:
    """The first day of a month that is written as in 2024-12; None for anything else."""
    match = _MONTH.fullmatch(text)
    if match is None or not 1 <= int(match[2]) <= 12 or int(match[1]) < date.min.year:
        return None
    return date(int(match[1]), int(match[2]), 1)


def last_of(month: date) -> date:
    """The last day of the month of a day."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def months_of(catalogue: Catalogue, today: date) -> tuple[date, date]:
    """The first and the last month that have a page; those of today where there is no event."""
    first, last = catalogue.extent or (today, today)
    return first.replace(day=1), last.replace(day=1)


def usual_month(catalogue: Catalogue, wanted: Filter, today: date) -> date:
    """The month that is shown where none is asked for: that of today, or of the newest event where nothing comes."""
    found = catalogue.matching(wanted) or catalogue.all
    newest = next(catalogue.last(found), None)
    day = newest.start if newest and not found & catalogue.within(today, None) else today
    first, last = months_of(catalogue, today)
    return min(max(day.replace(day=1), first), last)


def years_of(catalogue: Catalogue, today: date) -> list[int]:
    """The years that have a page: those in which there is an event, or that of today where there is none."""
    first, last = months_of(catalogue, today)
    several = range(first.year, last.year + 1)
    return [year for year in several if catalogue.within(date(year, 1, 1), date(year, 12, 31))] or [today.year]


def usual_year(catalogue: Catalogue, wanted: Filter, today: date) -> int:
    """The year that is shown where none is asked for: the one nearest to the usual month."""
    year = usual_month(catalogue, wanted, today).year
    return min(years_of(catalogue, today), key=lambda one: abs(one - year))


def beside(several: Sequence[int], year: int) -> tuple[int | None, int | None]:
    """The neighbours of a year among several, which are in order."""
    at = bisect_right(several, year)
    before = several[at - 2] if at > 1 else None
    return before, several[at] if at < len(several) else None


def _rows(month: date, first_weekday: int) -> list[tuple[date | None, ...]]:
    first = month.replace(day=1)
    days: list[date | None] = [None] * ((first.weekday() - first_weekday) % WEEK)
    days += [first.replace(day=number) for number in range(1, last_of(first).day + 1)]
    days += [None] * (-len(days) % WEEK)
    return [tuple(days[at : at + WEEK]) for at in range(0, len(days), WEEK)]


def _week(days: tuple[date | None, ...], events: Sequence[Event]) -> Week:
    known = [(day, column) for column, day in enumerate(days) if day]
    (first, offset), (last, _) = known[0], known[-1]
    bars = []
    singles: list[list[Event]] = [[] for _ in days]
    for event in events:
        end = max(event.start, event.end)
        if event.start > last or end < first:
            continue
        begin, stop = max(event.start, first), min(end, last)
        if event.start == end:
            singles[offset + (begin - first).days].append(event)
        else:
            columns = offset + (begin - first).days, offset + (stop - first).days
            bars.append(Bar(event, *columns, begins=begin == event.start, ends=stop == end))
    return Week(days, lanes(bars), tuple(map(tuple, singles)))
