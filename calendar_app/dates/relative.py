"""Phrases that count from another day: "yesterday", "next week", "the previous day", "over the next two days"."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from calendar_app.dates.lexicon import Lexicon
from calendar_app.dates.phrase import Partial, Phrase
from calendar_app.dates.quotes import in_quotation
from calendar_app.model import Precision

_QUOTED = 1500  # characters; a quotation that opened farther back is taken to be over


def relative_phrases(text: str, places: Iterable[tuple[int, int]], lexicon: Lexicon) -> Iterator[Phrase]:
    """The relative phrases, but those of a weekday, at the places where the words of one stand.

    Those in a quotation, or that mean "nowadays", are left out.
    """
    for start, stop in places:
        phrase = _phrase(text, start, stop, lexicon)
        if phrase and not in_quotation(text, start, _QUOTED):
            yield phrase


def _phrase(text: str, start: int, stop: int, lexicon: Lexicon) -> Phrase | None:
    locale = lexicon.locale
    if start and (text[start - 1].isalnum() or text[start - 1] in "'’-"):
        return None
    word = text[start].lower() + text[start + 1 : stop]
    kind = lexicon.relative[word]
    if kind == "ahead":
        return _ahead(text, start, stop, lexicon)
    if _GOES_ON.match(text, stop):
        return None
    if kind == "week":
        return _week(text, start, stop, 7 * locale.relative_week[word], lexicon)
    if kind == "month":
        if _names_month(text, stop, lexicon):
            return None  # "el próximo mes de mayo"
        return Phrase(start, stop, "relative-month", Precision.MONTH, shift=locale.relative_month[word])
    if kind == "quarter":
        last = 3 * lexicon.quarters[word]
        return Phrase(start, stop, "quarter", Precision.QUARTER, Partial(None, last - 2), Partial(None, last))
    if kind == "weekend":
        return Phrase(start, stop, "relative-weekend", Precision.DAY, shift=7 * locale.relative_weekend[word])
    if kind == "day":
        shift = None if _nowadays(text, start) else locale.relative[word]
        return Phrase(start, stop, "relative-day", Precision.DAY, shift=shift) if shift is not None else None
    return Phrase(start, stop, "relative-neighbour", Precision.DAY, shift=locale.neighbour_day[word])


_GOES_ON = re.compile(r"[\w'’-]| of\b")


def _week(text: str, start: int, stop: int, shift: int, lexicon: Lexicon) -> Phrase:
    """ "next week", or with the weekday before it "Wednesday of next week"."""
    before = _WEEKDAY_BEFORE.search(text, max(0, start - 24), start)
    weekday = lexicon.locale.weekday_words.get(before[1].lower()) if before else None
    if before is None or weekday is None:
        return Phrase(start, stop, "relative-week", Precision.WEEK, shift=shift)
    return Phrase(before.start(), stop, "relative-day-of-week", Precision.DAY, weekday=weekday, shift=shift)


def _names_month(text: str, stop: int, lexicon: Lexicon) -> bool:
    match = _NAME_BEHIND.match(text, stop)
    return match is not None and match[1].lower() in lexicon.locale.month_words


_NAME_BEHIND = re.compile(r"\s(?:[^\W\d_]{1,3}[\s'’])?([^\W\d_]+)")
_WEEKDAY_BEFORE = re.compile(r"(?<!\w)([^\W\d_]{3,16})\s(?:[^\W\d_]{1,3}\s)?\Z")


def _ahead(text: str, start: int, stop: int, lexicon: Lexicon) -> Phrase | None:
    """ "over the next" with the number and unit behind it."""
    match = _length(lexicon).match(text, stop)
    if match is None:
        return None
    number, durations = match.group(1).lower(), lexicon.locale.durations
    count = int(number) if number.isdigit() else durations.numbers[number]
    days = count * durations.units[match.group(2).lower()]
    return Phrase(start, match.end(), "relative-ahead", Precision.DAY, shift=days) if 0 < days <= 366 else None


@cache
def _length(lexicon: Lexicon) -> re.Pattern[str]:
    durations = lexicon.locale.durations
    numbers = "|".join(map(re.escape, sorted(durations.numbers, key=len, reverse=True))) or "(?!)"
    units = "|".join(map(re.escape, sorted(durations.units, key=len, reverse=True))) or "(?!)"
    return re.compile(rf"\s({numbers}|\d{{1,2}})\s({units})s?\b", re.IGNORECASE)


_OF_TODAY = re.compile(r"\b(?:of|than|between|for|until|till|and|to|in|from) \Z", re.IGNORECASE)


def _nowadays(text: str, start: int) -> bool:
    """ "the challenges of today", "between yesterday and tomorrow": an age, not a day."""
    return bool(_OF_TODAY.search(text, max(0, start - 9), start))
