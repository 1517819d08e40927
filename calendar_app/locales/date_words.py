"""The words of a language in and around its dates, as its file has them."""

from pydantic import Field

from calendar_app.locales.shape import Shape


class Ordinals(Shape):
    """How the number of a day is written. Behind a date, a day without a month is of the same month behind one of
    `alone` ("il 24"), with an ordinal's ending behind one of `alone_ended` ("on the 26th")."""

    suffixes: tuple[str, ...] = ()
    period: bool = False
    words: dict[str, int] = {}
    behind: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    alone_ended: tuple[str, ...] = ()


class Joiners(Shape):
    """Words within dates, and those (`until`) that make the day behind them the last one of something; `year_end` are
    abbreviations behind a year, whose stop ends no sentence ("2024 r.")."""

    range: tuple[str, ...]
    and_: tuple[str, ...] = Field(alias="and")
    from_: tuple[str, ...] = Field(default=(), alias="from")
    until: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    between_behind: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    year_end: tuple[str, ...] = ()


class BareMonth(Shape):
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    never_day: tuple[str, ...] = ()


class Named(Shape):
    """Words that make a name of the date beside them: a street, a school, a party; and those (`every`) that make it a
    day of each year or month; all lower case."""

    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    every: tuple[str, ...] = ()


class Durations(Shape):
    units: dict[str, int]
    numbers: dict[str, int]
    ahead: tuple[str, ...] = ()


class Periods(Shape):
    """Words for stretches that are no days; all lower case.

    `parts` are first and last day of a part of a month; where `year_first`, a year may stand before its season.
    """

    early: tuple[str, ...] = ()
    mid: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    half: tuple[str, ...] = ()
    quarter: tuple[str, ...] = ()
    link: tuple[str, ...] = ()
    week_of: tuple[str, ...] = ()
    ordinals: dict[str, int] = {}
    parts: dict[str, tuple[int, int]] = {}
    year_first: bool = False
