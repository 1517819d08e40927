"""VTIMEZONE (RFC 5545 3.6.5) written as RRULEs, right for every day of the events that use it.

icalendar's own add_missing_timezones() writes RDATE lists, which Thunderbird, ical.js, vobject and iCal4j misread.
"""

import re
import zoneinfo
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import icalendar

from calendar_app.publishing.tzrules import Change, Rule, parse_rule

UTC_NAMES = frozenset({"UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"})
# Not the machine's own settings, and not the copies of the database that count leap seconds.
_KEY = re.compile(r"(?!posix/|right/|posixrules|localtime|Factory)[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}")
_EPOCH = 1970


def known_zone(key: str | None) -> str | None:
    """`key` where it names a zone of the IANA database, else None."""
    return key if key and len(key) < 64 and _KEY.fullmatch(key) and _zone(key) else None


def vtimezone(key: str, first: date, last: date) -> icalendar.Timezone:
    """The VTIMEZONE of a known zone for events from `first` to `last`.

    Where the zone's lasting rule holds for all those years, it is that rule and the same bytes whatever the years;
    where it does not, each earlier change stands singly before the rule.
    """
    years = range((first - timedelta(days=1)).year, (last + timedelta(days=1)).year + 1)
    rule = _rule(key)
    held = years.stop
    while held > years.start and rule and _holds(key, rule, held - 1):
        held -= 1
    component = icalendar.Timezone()
    component.add("tzid", key)
    if held > years.start:
        _add_state(component, key, years.start)
        for year in range(years.start, held):
            for change in _changes(key, year):
                _add(component, change.wall, change, {})
    if rule and held < years.stop:
        _add_rule(component, rule, min(_EPOCH, held) if held == years.start else held, held == years.start)
    return component


def _add_rule(component: icalendar.Timezone, rule: Rule, year: int, alone: bool) -> None:
    """The lasting rule from `year` on; a single offset stands only where nothing else does."""
    if not rule.yearly and alone:
        wall = datetime(year, 1, 1)
        _add(component, wall, Change(wall, rule.offset, rule.offset, rule.name), {})
    for yearly in rule.yearly:
        for recurrence in yearly.recurrences():
            changes = (yearly.change(later) for later in range(year, year + 40))
            change = next(change for change in changes if change.wall.month == recurrence["BYMONTH"])
            _add(component, change.wall, change, recurrence)


def _add_state(component: icalendar.Timezone, key: str, year: int) -> None:
    """The offset that holds at the beginning of a year, so that no event is before the first observance."""
    # at the instant from which `_changes` looks, so that a change on the very turn of the year is not lost
    begin = datetime(year, 1, 1, tzinfo=UTC).astimezone(_zone(key))
    offset, name = begin.utcoffset() or timedelta(), begin.tzname() or key
    wall = datetime(year, 1, 1)
    _add(component, wall, Change(wall, offset, offset, name), {})


def _add(component: icalendar.Timezone, start: datetime, change: Change, recurrence: dict[str, object]) -> None:
    summer = change.after > change.before
    part = icalendar.TimezoneDaylight() if summer else icalendar.TimezoneStandard()
    part.add("dtstart", start)
    part.add("tzoffsetfrom", change.before)
    part.add("tzoffsetto", change.after)
    part.add("tzname", change.name)
    if recurrence:
        part.add("rrule", icalendar.vRecur(recurrence))
    component.add_component(part)


def _holds(key: str, rule: Rule, year: int) -> bool:
    """Whether the lasting rule tells all of a year's offsets as the zone database does."""
    if rule.yearly:
        told = sorted((yearly.change(year) for yearly in rule.yearly), key=lambda change: change.wall)
        return told == list(_changes(key, year))
    offset = datetime(year, 1, 1, tzinfo=_zone(key)).utcoffset()
    return offset == rule.offset and not _changes(key, year)


@lru_cache(maxsize=4096)
def _changes(key: str, year: int) -> tuple[Change, ...]:
    """The changes of a zone's offset in one UTC year, found by looking at every third day and halving between."""
    zone = _zone(key)
    found: list[Change] = []
    day, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    while day < end:
        later = min(day + timedelta(days=3), end)
        low, high = day, later
        if low.astimezone(zone).utcoffset() != high.astimezone(zone).utcoffset():
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
                same = middle.astimezone(zone).utcoffset() == low.astimezone(zone).utcoffset()
                low, high = (middle, high) if same else (low, middle)
            before = low.astimezone(zone).utcoffset() or timedelta()
            after = high.astimezone(zone)
            wall = high.replace(tzinfo=None) + before
            found.append(Change(wall, before, after.utcoffset() or timedelta(), after.tzname() or key))
        day = later
    return tuple(found)


@lru_cache(maxsize=1024)
def _zone(key: str) -> zoneinfo.ZoneInfo | None:
    try:
        return zoneinfo.ZoneInfo(key)
    except (KeyError, ValueError, OSError):
        return None


@lru_cache(maxsize=1024)
def _rule(key: str) -> Rule | None:
    data = _tzif(key)
    return parse_rule(data.rstrip(b"\n").rpartition(b"\n")[2].decode("ascii", "replace")) if data else None


def _tzif(key: str) -> bytes:
    """The TZif file that zoneinfo reads: the first on its path, else that of the tzdata package."""
    for folder in zoneinfo.TZPATH:
        file = Path(folder) / key
        if file.is_file():
            return file.read_bytes()
    packaged = files("tzdata").joinpath("zoneinfo", *key.split("/"))
    return packaged.read_bytes() if packaged.is_file() else b""
