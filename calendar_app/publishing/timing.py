"""When an event is, as a calendar understands it: whole days, or hours of one day in a named zone."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from calendar_app.model import Event
from calendar_app.publishing.timezones import UTC_NAMES, known_zone

_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00")
_FIRST_YEAR, _LAST_YEAR = 1950, 2200  # beyond these a zone's rules mean nothing
_STATED_NO_END = timedelta(hours=1)
_LAST_DAY = date.max - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Timing:
    """`end` is exclusive (RFC 5545 3.6.1). Both are dates, or both wall times in `zone`."""

    start: date
    end: date
    zone: str | None = None
    assumed_end: bool = False


def timing(event: Event) -> Timing:
    """The days of an event, or its hours where it has one day, a start time and a zone that is known.

    Hours over several days are never one block through the night: the span stands all day and words tell the hours.
    """
    start, last = min(event.start, _LAST_DAY), min(max(event.start, event.end), _LAST_DAY)
    begins = clock(event.start_time)
    zone = known_zone(event.timezone)
    if begins is None or zone is None or start != last or not _FIRST_YEAR <= start.year <= _LAST_YEAR:
        return Timing(start, last + timedelta(days=1))
    first = datetime.combine(start, begins)
    ends = clock(event.end_time)
    if ends is None or ends == begins:
        return Timing(first, first + _STATED_NO_END, zone, assumed_end=True)
    stop = datetime.combine(start, ends)
    return Timing(first, stop if stop > first else stop + timedelta(days=1), zone)


def clock(text: str | None) -> time | None:
    """The time of an "HH:MM", None for anything else; "24:00" is midnight."""
    match = _CLOCK.fullmatch(text) if text else None
    if match is None:
        return None
    return time(int(match[1]), int(match[2])) if match[1] else time(0)


def is_utc(zone: str) -> bool:
    """Whether a zone is UTC itself, which is written with a Z and needs no VTIMEZONE."""
    return zone in UTC_NAMES


def utc(moment: datetime) -> datetime:
    """A stored moment in UTC and whole seconds."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
