"""Hours of the day in a stretch of text, as 24-hour "HH:MM", and the zone that the text gives them in."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from calendar_app.extraction.gazetteer import find_city
from calendar_app.locales import Locale, load_locale
from calendar_app.locales.cue import any_of, maybe
from calendar_app.locales.event_words import TimeWords


class Hours(NamedTuple):
    """When an event begins and, if the text says so, ends ("HH:MM"); `zone` is an IANA name, None where the text gives
    none; `start` and `stop` are the range of the words in the text."""

    begins: str
    ends: str | None
    zone: str | None
    stop: int
    start: int


class _Clock(NamedTuple):
    """An hour in the text, its range with its unit, and how it is written: `sign` is ":", ".", "h" or "" for a bare
    number, `told` says that a unit or half of the day stands behind it."""

    hour: int
    minute: int
    half: str
    sign: str
    told: bool
    start: int
    stop: int


def find_times(text: str, start: int, stop: int, language: str, dates: Sequence[tuple[int, int]] = ()) -> Hours | None:
    """The first hours of text[start:stop] outside the ranges `dates`, which are in order; None if it has none.

    A bare number is no hour ("from 3 to 5"), nor is one after which doors open or registration begins.
    """
    words = _words(language)
    clocks = [clock for clock in _clocks(text, start, stop, words) if not _inside(clock, dates)]
    for index, clock in enumerate(clocks):
        head = text[max(start, clock.start - 40) : clock.start]
        if words.not_start.search(head):
            continue
        behind = clocks[index + 1] if index + 1 < len(clocks) else None
        if behind is not None and words.to.fullmatch(text, clock.stop, behind.start):
            opened = words.from_.search(head) is not None
            if hours := _range(text, clock, behind, opened, words):
                return hours
        introduced = words.at.search(head) is not None or _follows_date(text, clock, dates)
        if _is_sure(clock, introduced) and (begins := _written(clock, clock.half)):
            return Hours(begins, None, *_zone(text, clock.stop, words), clock.start)
    return None


def hour_ranges(
    text: str, start: int, stop: int, language: str, dates: Sequence[tuple[int, int]] = ()
) -> list[tuple[int, int]]:
    """The ranges of all hours in text[start:stop] outside the ranges `dates`, in order; bare numbers are none."""
    words = _words(language)
    return [
        (clock.start, clock.stop)
        for clock in _clocks(text, start, stop, words)
        if not _inside(clock, dates)
        and _is_sure(clock, words.at.search(text, max(start, clock.start - 40), clock.start) is not None)
    ]


class _Words(NamedTuple):
    may_begin: re.Pattern[str]
    clock: re.Pattern[str]
    at: re.Pattern[str]
    hour: re.Pattern[str]
    from_: re.Pattern[str]
    to: re.Pattern[str]
    not_start: re.Pattern[str]
    am: frozenset[str]
    pm: frozenset[str]
    named: dict[str, str]
    zones: dict[str, str]
    zone: re.Pattern[str]


@cache
def _words(language: str) -> _Words:
    locale: Locale = load_locale(language)
    times: TimeWords = locale.times
    halves, units, named = any_of([*times.am, *times.pm]), any_of(times.units), any_of(times.named)
    the = maybe(locale.titles.articles)
    clock = (
        r"(?<![\w:/+,.$€£])(?:(?P<hour>[01]?\d|2[0-4])(?:(?P<sign>:|\.|\s?[hH]\s?)(?P<minute>[0-5]\d)(?::\d\d)?)?(?!\d|[.,:/]\d|\s?[%$€£])"
        rf"(?P<unit>\s?(?:{units})(?!\w))?(?:\s?(?P<half>{halves})(?!\w))?|(?P<named>{named})(?!\w))"
    )
    return _Words(
        may_begin=re.compile(rf"[0-9]|{any_of({shape(name) for name in times.named for shape in _SHAPES})}"),
        clock=re.compile(clock, re.IGNORECASE),
        at=re.compile(rf"(?<!\w)(?:{any_of(times.at)})[:,]?\s{the}\Z|(?:\A|\n|[|(\t])\s*\Z", re.IGNORECASE),
        hour=re.compile(rf"(?<!\w)(?:{any_of(times.hour)})[:.]?\s?\Z", re.IGNORECASE),
        from_=re.compile(rf"(?<!\w)(?:{any_of(times.from_)})\s\Z", re.IGNORECASE),
        to=re.compile(rf"\s?(?:[-–—]|{any_of(times.to)})\s?", re.IGNORECASE),
        not_start=re.compile(rf"(?<!\w)(?:{any_of(times.not_start)})(?!\w)[^.;\n\d]{{0,25}}\Z", re.IGNORECASE),
        am=frozenset(_letters(word) for word in times.am),
        pm=frozenset(_letters(word) for word in times.pm),
        named=times.named,
        zones=times.zones,
        zone=re.compile(rf",?\s\(?(?:(?P<abbreviation>{any_of(times.zones)})(?!\w)|(?P<city>[A-Z]\w+)\stime\b)"),
    )


_SHAPES = (str.lower, str.upper, str.capitalize)


def _letters(word: str) -> str:
    return word.lower().replace(".", "").replace(" ", "").replace("\xa0", "")


def _clocks(text: str, start: int, stop: int, words: _Words) -> Iterator[_Clock]:
    done = start
    for begin in words.may_begin.finditer(text, start, stop):
        match = words.clock.match(text, begin.start(), stop) if begin.start() >= done else None
        if match is None:
            continue
        done = match.end()
        if name := match["named"]:
            hour, _, minute = words.named[name.lower()].partition(":")
            yield _Clock(int(hour), int(minute), "", ":", True, *match.span())
            continue
        half = _letters(match["half"] or "")
        sign = (match["sign"] or "").strip().lower()
        yield _Clock(
            hour=int(match["hour"]),
            minute=int(match["minute"] or 0),
            half="am" if half in words.am else "pm" if half in words.pm else "",
            sign=sign,
            told=bool(match["unit"] or half or words.hour.search(text, max(start, match.start() - 16), match.start())),
            start=match.start(),
            stop=match.end(),
        )


def _inside(clock: _Clock, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether an hour stands in one of the ranges, which are in order."""
    before = bisect_left(ranges, (clock.stop,)) - 1
    return before >= 0 and ranges[before][1] > clock.start


def _follows_date(text: str, clock: _Clock, dates: Sequence[tuple[int, int]]) -> bool:
    """Whether an hour stands right behind a date, with no more than signs between: "1 October, 19.00"."""
    before = bisect_left(dates, (clock.start,)) - 1
    return before >= 0 and not text[dates[before][1] : clock.start].strip(" ,.;|()–—-")


def _is_sure(clock: _Clock, introduced: bool) -> bool:
    """Whether an hour that stands alone is one."""
    return clock.told or clock.sign in (":", "h") or (clock.sign == "." and introduced)


def _range(text: str, first: _Clock, last: _Clock, opened: bool, words: _Words) -> Hours | None:
    signs = (first.sign, last.sign)
    sure = first.told or last.told or ":" in signs or "h" in signs or signs == (".", ".")
    if not sure or (not first.sign and not first.told and not last.told and not opened):
        return None
    half = first.half or (last.half if first.hour <= last.hour % 12 or last.half == "am" or first.hour == 12 else "am")
    begins, ends = _written(first, half if last.half else first.half), _written(last, last.half)
    if begins is None or ends is None:
        return None
    return Hours(begins, ends, *_zone(text, last.stop, words), first.start)


def _written(clock: _Clock, half: str) -> str | None:
    hour = clock.hour
    if half and not 1 <= hour <= 12:
        return None
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    if hour == 24:
        hour = 0
    return f"{hour:02}:{clock.minute:02}"


def _zone(text: str, at: int, words: _Words) -> tuple[str | None, int]:
    """The zone named behind hours, and where it ends: "10:00 CET", "10:00 (Kyiv time)"."""
    match = words.zone.match(text, at)
    if match is None:
        return None, at
    if match["abbreviation"]:
        return words.zones[match["abbreviation"]], match.end()
    city = find_city(match["city"])
    return (city.timezone, match.end()) if city else (None, at)
