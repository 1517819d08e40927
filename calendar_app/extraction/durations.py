"""The other end of an event of which a text gives one end and the length: "a three-week course started on 10 July"."""

import re
from datetime import date, timedelta

from calendar_app.extraction.cues import Cues

_FRIDAY, _MONDAY = 4, 0
_BEHIND = 25  # characters behind a date: "today concluded a two-day course"


def stretch(head: str, tail: str, day: date, cues: Cues) -> tuple[date, date] | None:
    """First and last day of an event that begins or ends on `day`, by the verb before the date in `head` (the
    sentence up to the date) or right behind it, and the length named in the sentence; None if one of them is missing.

    A length in weeks that begins on a Monday ends on a Friday, as courses do; and the other way about.
    """
    length = cues.duration.search(head) or cues.duration.search(tail)
    if length is None:
        return None
    number, unit = length.group(1).lower(), length.group(2).lower()
    count = int(number) if number.isdigit() else cues.locale.durations.numbers[number]
    days = count * cues.locale.durations.units[unit]
    ends, begins = _last(cues.ends, head), _last(cues.begins, head)
    if ends == begins:
        near = tail[:_BEHIND]
        ends, begins = _last(cues.ends, near), _last(cues.begins, near)
    if not 1 < days <= 120 or ends == begins:
        return None
    weeks = days % 7 == 0 and days > 7 - 1 and unit != "day"
    if ends > begins:
        first = day - timedelta(days=days - 3 if weeks and day.weekday() == _FRIDAY else days - 1)
        return first, day
    return day, day + timedelta(days=days - 3 if weeks and day.weekday() == _MONDAY else days - 1)


def _last(pattern: re.Pattern[str], head: str) -> int:
    return max((match.start() for match in pattern.finditer(head)), default=-1)
