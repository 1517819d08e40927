"""From what phrases state to days: the year that is left out, the day that a relative word counts from."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

from calendar_app.dates.lexicon import Lexicon
from calendar_app.dates.phrase import Partial, Phrase
from calendar_app.dates.tense import is_gone, is_to_come
from calendar_app.model import DateSpan, Precision


@dataclass(frozen=True, slots=True)
class Reference:
    """The day that a text is read from. `origin` says whose day it is: the release's own ("release"), a release's
    beside it in the dump ("neighbour"), or the day of reading ("reading day"); `sure` that it is known and not taken
    from the dates that the text names."""

    day: date
    origin: str = "release"
    sure: bool = True


def resolve(
    phrases: Iterable[Phrase], text: str, reference: Reference, lexicon: Lexicon | None = None
) -> list[DateSpan]:
    """The spans of phrases found in `text`, in order. A phrase that is no day of any calendar (31 June) gives none.

    With the text's `lexicon` a date without a year in a sentence about the future is one to come, in one about the past
    one gone by, where the release's day is known.
    """
    spans: list[DateSpan] = []
    tense = lexicon if reference.origin == "release" and reference.sure else None
    for phrase in phrases:
        days = (
            _relative(phrase, reference, spans)
            if phrase.relative
            else _by_weekday(phrase, reference.day, spans)
            if phrase.last.month is None and phrase.last.day is not None
            else _in_year(phrase, spans[-1].end.year)
            if phrase.rule == "day-behind" and spans and phrase.last.year is None
            else _chosen(phrase, _near(phrase, reference.day, spans, text), reference.day, text, tense)
        )
        if days is None:
            continue
        start, end = _whole_week(days[0]) if phrase.precision is Precision.WEEK else days
        spans.append(
            DateSpan(
                text=text[phrase.start : phrase.stop],
                offset=phrase.start,
                start=start,
                end=end,
                precision=phrase.precision,
                rule=phrase.rule,
                stated=_stated(phrase),
                inferred=_origin(phrase, reference),
                notes=_notes(phrase, start),
            )
        )
    return _told_once(spans, text)


def _told_once(spans: list[DateSpan], text: str) -> list[DateSpan]:
    """The spans, of which "today, 7 July" and "this week, from 16 to 18 September" are one."""
    kept: list[DateSpan] = []
    for span in spans:
        before = kept[-1] if kept else None
        if before and _says_again(before, span) and _APPOSITION.fullmatch(text, before.stop, span.offset):
            span = replace(span, text=text[before.offset : span.stop], offset=before.offset)
            kept.pop()
        kept.append(span)
    return kept


def _says_again(before: DateSpan, span: DateSpan) -> bool:
    """Whether a date says which day a relative word before it meant, or which days of its week."""
    told = before.rule in ("relative-day", "relative-week") and not span.rule.startswith("relative")
    return told and span.precision is Precision.DAY and before.start <= span.start <= span.end <= before.end


_APPOSITION = re.compile(r",\s(?:[^\W\d_]{1,5}\s){0,2}")


def _whole_week(day: date) -> tuple[date, date]:
    """Monday to Sunday of the week that a day is in."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _stated(phrase: Phrase) -> frozenset[str]:
    year, month, day = phrase.last
    return _STATED[year is not None, month is not None, day is not None]


_STATED = {
    given: frozenset(name for name, there in zip(("year", "month", "day"), given, strict=True) if there)
    for given in product((False, True), repeat=3)
}


def _origin(phrase: Phrase, reference: Reference) -> str:
    if phrase.rule == "relative-neighbour":
        return "text"
    return "" if phrase.last.year is not None else reference.origin


def _notes(phrase: Phrase, start: date) -> tuple[str, ...]:
    if phrase.note and (phrase.weekday is None or phrase.weekday != start.weekday()):
        return (phrase.note,)
    if phrase.relative or phrase.weekday is None or phrase.weekday == start.weekday():
        return ()
    return (f"the text's weekday is not that of {start.isoformat()}, a {start:%A}",)


def _near(phrase: Phrase, day: date, before: list[DateSpan], text: str) -> date:
    """The day to which a phrase without a year is nearest: the last one of its sentence that has a year, if that is of
    the release's time, else the release's."""
    if phrase.last.year is not None or not before:
        return day
    last = before[-1]
    told = "year" in last.stated and -_SAME_TIME <= (last.start - day).days <= 2 * _SAME_TIME
    return last.start if told and not _APART.search(text, last.stop, phrase.start) else day


_SAME_TIME = 200  # days


def _by_weekday(phrase: Phrase, day: date, before: list[DateSpan]) -> tuple[date, date] | None:
    """The days of "Friday 14th": nearest to the last day spoken of, or to the release's, with that weekday."""
    spoken = before[-1].start if before and before[-1].precision is Precision.DAY else day
    near = spoken if abs((spoken - day).days) <= _AROUND else day
    first, last = phrase.first.day or 1, phrase.last.day or 1
    starts = [start for start in _days_numbered(first, near) if start.weekday() == phrase.weekday]
    start = min(starts, key=lambda start: abs((start - near).days), default=None)
    if start is None:
        return None
    end = start if first == last else next(end for end in _days_numbered(last, start) if end >= start)
    return (start, end) if (end - start).days <= _AROUND else None


def _days_numbered(number: int, near: date) -> list[date]:
    """The days with a number in the months around a day, in order."""
    middle = near.year * 12 + near.month - 1
    months = [divmod(month, 12) for month in range(middle - 2, middle + 4)]
    return [date(year, month + 1, number) for year, month in months if _is_day(year, month + 1, number)]


def _is_day(year: int, month: int, number: int) -> bool:
    return date.min.year <= year <= date.max.year and number <= monthrange(year, month)[1]


_AROUND = 62  # days that a weekday with its number may lie from the days spoken of
_APART = re.compile(r"[.!?]\s|\n")


def _chosen(phrase: Phrase, near: date, day: date, text: str, lexicon: Lexicon | None) -> tuple[date, date] | None:
    """The days of a phrase; of figures that may be read both ways, those of the reading that its weekday fits."""
    days = _absolute(phrase, near, day, text, lexicon)
    if phrase.other.month is None or phrase.weekday is None or (days and days[0].weekday() == phrase.weekday):
        return days
    readings = (phrase, phrase._replace(first=phrase.other, last=phrase.other))
    years = (phrase.last.year,) if phrase.last.year else (near.year, near.year - 1, near.year + 1)
    read = [found for reading in readings for year in years if (found := _in_year(reading, year))]
    fitting = [found for found in read if found[0].weekday() == phrase.weekday]
    return min(fitting, key=lambda found: abs((found[0] - near).days), default=days)


def _absolute(phrase: Phrase, near: date, day: date, text: str, lexicon: Lexicon | None) -> tuple[date, date] | None:
    """The days of a phrase; without a year, of those nearest to `near` the ones to come after `day`, or gone before it,
    where the text says which."""
    if phrase.last.year is not None:
        return _in_year(phrase, phrase.last.year)
    if phrase.precision is Precision.QUARTER:
        return _in_year(phrase, day.year)
    if phrase.sense == "year":
        return _in_year(phrase, day.year + phrase.shift)
    here = _in_year(phrase, near.year)
    if (
        here
        and phrase.sense != "before"
        and abs((here[0] - near).days) <= _HALF_YEAR
        and abs((here[1] - day).days) <= _NOW
    ):
        return here  # no other year can be nearer
    found = [days for year in (near.year - 1, near.year + 1) if (days := _in_year(phrase, year)) is not None]
    found = [*found, here] if here else found
    nearest = min(found, key=lambda days: abs((days[0] - near).days), default=None)
    if nearest is None or len(found) == 1:
        return nearest
    if phrase.sense == "before":
        return max((days for days in found if days[1] < day), default=nearest)
    if phrase.weekday == nearest[0].weekday():
        return nearest
    gone = nearest[1] < day - timedelta(days=_NOW)
    if gone and (phrase.sense == "after" or (lexicon and is_to_come(text, phrase.start, phrase.stop, lexicon))):
        return min((days for days in found if days[1] >= day), default=nearest)
    ahead = nearest[0] > day + timedelta(days=_NOW)
    if ahead and phrase.sense != "after" and lexicon and is_gone(text, phrase.start, phrase.stop, lexicon):
        return max((days for days in found if days[1] <= day), default=nearest)
    return nearest


_HALF_YEAR = 182  # days
_NOW = 60  # days; a release that speaks of the future may name its own last weeks, and of the past what it prepares


def _in_year(phrase: Phrase, year: int) -> tuple[date, date] | None:
    """First and last day with the phrase's end in `year`; a range that turns the year begins in the one before."""
    first_year = phrase.first.year
    if first_year is None:
        first_year = year if phrase.first.ordered_before(phrase.last) else year - 1
    try:
        start = date(first_year, phrase.first.month or 1, phrase.first.day or 1)
        end = _last_day(phrase.last, year)
    except (ValueError, OverflowError):
        return None
    longest = _LONGEST if phrase.first.year is None or phrase.first.year == phrase.last.year else _LONGEST_STATED
    return (start, end) if start <= end and (end - start).days <= longest else None


_LONGEST = 5 * 366  # days; a longer "range" joins two dates that have nothing to do with one another
_LONGEST_STATED = 100 * 366  # days of one that says both its years: a life, a term


def _last_day(partial: Partial, year: int) -> date:
    if partial.day is not None:
        return date(year, partial.month or 12, partial.day)
    month = partial.month or 12
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _relative(phrase: Phrase, reference: Reference, before: list[DateSpan]) -> tuple[date, date] | None:
    try:
        if phrase.rule == "relative-weekday":
            day = _of_week(phrase, before, reference.day)
            return day, day + timedelta(days=phrase.days - 1)
        if phrase.rule == "relative-season":
            return _season(phrase, reference.day)
        if phrase.rule == "relative-day-of-week":
            day = _whole_week(reference.day + timedelta(days=phrase.shift))[0] + timedelta(days=phrase.weekday or 0)
            return day, day + timedelta(days=phrase.days - 1)
        if phrase.rule == "relative-month":
            year, month = divmod(reference.day.year * 12 + reference.day.month - 1 + phrase.shift, 12)
            return date(year, month + 1, 1), _last_day(Partial(year, month + 1), year)
        if phrase.rule == "relative-weekend":
            monday, sunday = _whole_week(reference.day + timedelta(days=phrase.shift))
            return monday + timedelta(days=5), sunday
        if phrase.rule == "relative-neighbour":
            spoken = _last_spoken(before)
            base = reference.day if spoken is None else spoken.end if phrase.shift > 0 else spoken.start
            day = base + timedelta(days=phrase.shift)
            return day, day
        if phrase.rule == "relative-ahead":
            spoken = _last_spoken(before)
            start = spoken.start if spoken else reference.day
            return start, start + timedelta(days=phrase.shift - 1)
        day = reference.day + timedelta(days=phrase.shift)
    except (OverflowError, ValueError):
        return None
    return day, day


def _season(phrase: Phrase, day: date) -> tuple[date, date] | None:
    """The season before, around or after a day."""
    seasons = [found for year in range(day.year - 2, day.year + 3) if (found := _in_year(phrase, year))]
    if phrase.sense == "before":
        return max((days for days in seasons if days[1] < day), default=None)
    if phrase.sense == "after":
        return min((days for days in seasons if days[0] > day), default=None)
    return min(seasons, key=lambda days: max(days[0] - day, day - days[1]), default=None)


def _within(phrase: Phrase, before: list[DateSpan], near: date) -> date | None:
    """The day of a weekday within the range that was spoken of last: "16-19 December: … on Wednesday"."""
    last = _last_spoken(before, ranges=True)
    if last is None or (last.end - last.start).days > 6 or abs((last.start - near).days) > _SOON:
        return None
    day = last.start + timedelta(days=((phrase.weekday or 0) - last.start.weekday()) % 7)
    return day if day + timedelta(days=phrase.days - 1) <= last.end else None


def _last_spoken(before: list[DateSpan], *, ranges: bool = False) -> DateSpan | None:
    """The day, or range of days, that was spoken of last."""
    days = (span for span in before[: -_REMEMBERED - 1 : -1] if span.precision is Precision.DAY)
    return next((span for span in days if not ranges or span.start < span.end), None)


_REMEMBERED = 100  # spans; one farther back is forgotten


_SOON = 14  # days


def _of_week(phrase: Phrase, before: list[DateSpan], day: date) -> date:
    """The day of a weekday phrase: counted from the day spoken of last ("the preceding Thursday"), within the range
    spoken of last, else by its sense from the text's own day."""
    weekday = phrase.weekday or 0
    spoken = _last_spoken(before)
    if phrase.sense == "earlier":
        return _weekday(spoken.start if spoken else day, weekday, "before")
    if phrase.sense == "later":
        return _weekday(spoken.end if spoken else day, weekday, "after")
    return _within(phrase, before, day) or _weekday(_from(day, phrase, before), weekday, phrase.sense)


def _from(day: date, phrase: Phrase, spans: list[DateSpan]) -> date:
    """The day after which a weekday to come is looked for: the last one spoken of, if that is to come as well."""
    last = spans[-1].start if spans and spans[-1].rule == "relative-weekday" else day
    return max(day, last) if phrase.sense == "soon" else day


def _weekday(near: date, weekday: int, sense: str) -> date:
    """The weekday before, around (two days before, or to come) or after a day; "recent" and "soon" may be the day
    itself."""
    back = (near.weekday() - weekday) % 7
    if sense == "before":
        return near - timedelta(days=back or 7)
    if sense == "after":
        return near + timedelta(days=7 - back)
    if sense == "recent":
        return near - timedelta(days=back)
    if sense == "soon":
        return near + timedelta(days=-back % 7)
    return near - timedelta(days=back) if back < 3 else near + timedelta(days=7 - back)
