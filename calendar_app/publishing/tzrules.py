"""The rule in force in a zone, read from the POSIX TZ string at the end of its TZif file (RFC 9636 3.3)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_NAME, _OFFSET = r"(?:<([A-Za-z0-9+-]+)>|([A-Za-z]+))", r"([+-]?\d+(?::\d+){0,2})"
_CHANGE = r",M(\d+)\.(\d)\.(\d)(?:/([+-]?\d+(?::\d+){0,2}))?"
_POSIX = re.compile(rf"{_NAME}{_OFFSET}(?:{_NAME}{_OFFSET}?{_CHANGE}{_CHANGE})?")
_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_DAY = 86400


@dataclass(frozen=True, slots=True)
class Change:
    """A moment when a zone's offset changes: the wall time before it, and the offsets and name around it."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str


@dataclass(frozen=True, slots=True)
class Yearly:
    """A change that comes every year on the `week`-th `weekday` (0 is Sunday; week 5 the last) of `month`.

    `seconds` after that day's midnight may be below zero or above a day: it then falls on another day.
    """

    month: int
    week: int
    weekday: int
    seconds: int
    before: timedelta
    after: timedelta
    name: str

    def change(self, year: int) -> Change:
        """The change in one year."""
        days = monthrange(year, self.month)[1]
        first = (date(year, self.month, 1).isoweekday() - self.weekday) % 7
        day = 1 + (-first) % 7 + 7 * (self.week - 1)
        day -= 7 if day > days else 0
        wall = datetime(year, self.month, day) + timedelta(seconds=self.seconds)
        return Change(wall, self.before, self.after, self.name)

    def recurrences(self) -> list[dict[str, object]]:
        """The change as RRULEs (RFC 5545 3.3.10): two where its days reach over the end of a month."""
        shift = self.seconds // _DAY
        day = _WEEKDAYS[(self.weekday + shift) % 7]
        rule: dict[str, object] = {"FREQ": "YEARLY", "BYMONTH": self.month}
        if not shift:
            return [rule | {"BYDAY": f"{-1 if self.week == 5 else self.week}{day}"}]
        length = monthrange(2001, self.month)[1]
        first = length - 6 if self.week == 5 else 7 * self.week - 6
        months: dict[int, list[int]] = {}
        for number in range(first + shift, first + shift + 7):
            on = date(2001, self.month, 1) + timedelta(days=number - 1)
            months.setdefault(on.month, []).append(on.day)
        return [rule | {"BYMONTH": m, "BYMONTHDAY": days, "BYDAY": day} for m, days in months.items()]

    @property
    def leap(self) -> bool:
        """Whether the days depend on leap years, so that `recurrences` cannot tell them."""
        shift = self.seconds // _DAY
        return bool(shift) and (self.month == 2 or (self.month == 3 and self.week == 1 and shift < 0))


@dataclass(frozen=True, slots=True)
class Rule:
    """A zone's lasting rule: one offset with its name, or that and the two changes of each year."""

    offset: timedelta
    name: str
    yearly: tuple[Yearly, ...] = ()


def parse_rule(posix: str) -> Rule | None:
    """The rule of a POSIX TZ string, None for a form that the zone database does not use (Jn, n)."""
    match = _POSIX.fullmatch(posix)
    if match is None:
        return None
    quoted, plain, offset, dst_quoted, dst_plain, dst_offset, *changes = match.groups()
    standard, name = timedelta(seconds=-_seconds(offset)), quoted or plain
    if not changes[0]:
        return Rule(standard, name)
    summer = timedelta(seconds=-_seconds(dst_offset)) if dst_offset else standard + timedelta(hours=1)
    yearly = (
        _yearly(changes[:4], standard, summer, dst_quoted or dst_plain),
        _yearly(changes[4:], summer, standard, name),
    )
    return None if any(change.leap for change in yearly) else Rule(standard, name, yearly)


def _yearly(fields: list[str], before: timedelta, after: timedelta, name: str) -> Yearly:
    month, week, weekday, clock = fields
    seconds = _seconds(clock) if clock else 2 * 3600
    return Yearly(int(month), int(week), int(weekday), seconds, before, after, name)


def _seconds(text: str) -> int:
    hours, minutes, seconds = ([int(part) for part in text.lstrip("+-").split(":")] + [0, 0])[:3]
    return (hours * 3600 + minutes * 60 + seconds) * (-1 if text.startswith("-") else 1)
