"""Phrases that count from another day: "yesterday", "next week", "last summer", "the previous day"."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from calendar_app.dates.lexicon import Lexicon
from calendar_app.dates.phrase import Partial, Phrase
from calendar_app.dates.quotes import in_quotation
from calendar_app.locales.cue import any_of
from calendar_app.model import Precision

_QUOTED = 1500  # characters; a quotation that opened farther back is taken to be over


def relative_phrases(text: str, places: Iterable[tuple[int, int]], lexicon: Lexicon) -> Iterator[Phrase]:
    """The relative phrases, but those of a weekday, at the places where the words of one stand.

    Those of days and weeks in a quotation, or that mean "nowadays", are left out.
    """
    for start, stop in places:
        phrase = _phrase(text, start, stop, lexicon)
        if phrase and (phrase.precision is Precision.SEASON or not in_quotation(text, start, _QUOTED)):
            yield phrase


def _phrase(text: str, start: int, stop: int, lexicon: Lexicon) -> Phrase | None:
    locale = lexicon.locale
    word = text[start].lower() + text[start + 1 : stop]
    kind = lexicon.relative[word]
    if kind == "season":
        return _season(text, start, stop, locale.seasons[word], lexicon)
    if start and (text[start - 1].isalnum() or text[start - 1] in "'’-"):
        return None
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


def _season(text: str, start: int, stop: int, months: tuple[int, int], lexicon: Lexicon) -> Phrase | None:
    """ "last summer", "l'automne prochain": a season by the words beside it; None where none says which."""
    if text[stop : stop + 1].isalnum() or (start and text[start - 1].isalnum()):
        return None
    end, sense = lexicon.told_behind(text, stop)
    if not sense:
        before = _season_before(lexicon).search(text, max(0, start - _ADJECTIVE), start)
        if before is None:
            return None
        start, sense = before.start(), _season_senses(lexicon)[before[1].lower()]
    season = Phrase(start, end, "relative-season", Precision.SEASON, sense=sense)
    return season._replace(first=Partial(None, months[0]), last=Partial(None, months[1]))


_ADJECTIVE = 20  # characters before a season in which the word that says which begins


@cache
def _season_senses(lexicon: Lexicon) -> dict[str, str]:
    """The words before a season that say which."""
    locale = lexicon.locale
    return {
        word: sense
        for word, sense in {**locale.relative_weekday, **locale.relative_season}.items()
        if sense in ("before", "around", "after")
    }


@cache
def _season_before(lexicon: Lexicon) -> re.Pattern[str]:
    words = any_of(_season_senses(lexicon))
    return re.compile(rf"(?<![\w-])({words})(?:(?<=[’'])|\s)\Z", re.IGNORECASE)


_GOES_ON = re.compile(r"[\w'’-]| of\b")


def _week(text: str, start: int, stop: int, shift: int, lexicon: Lexicon) -> Phrase:
    """ "next week", or with the weekdays before it "Wednesday of next week", "Monday to Wednesday this week"."""
    before = _WEEKDAY_BEFORE.search(text, max(0, start - 48), start)
    weekday = lexicon.locale.weekday_words.get(before[3].lower()) if before else None
    if before is None or weekday is None:
        return Phrase(start, stop, "relative-week", Precision.WEEK, shift=shift)
    day = Phrase(before.start(3), stop, "relative-day-of-week", Precision.DAY, weekday=weekday, shift=shift)
    first = lexicon.locale.weekday_words.get(before[1].lower()) if before[1] else None
    if first is None or first >= weekday or not lexicon.links(before[2]):
        return day
    return day._replace(start=before.start(), weekday=first, days=weekday - first + 1)


def _names_month(text: str, stop: int, lexicon: Lexicon) -> bool:
    match = _NAME_BEHIND.match(text, stop)
    return match is not None and match[1].lower() in lexicon.locale.month_words


_NAME_BEHIND = re.compile(r"\s(?:[^\W\d_]{1,3}[\s'’])?([^\W\d_]+)")
_WEEKDAY_BEFORE = re.compile(
    r"(?<!\w)(?:([^\W\d_]{3,16})\s?([-–—]|[^\W\d_]{1,7})\s?)?(?<!\w)([^\W\d_]{3,16})\s(?:[^\W\d_]{1,3}\s)?\Z"
)


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
    numbers = any_of(durations.numbers)
    units = any_of(durations.units)
    return re.compile(rf"\s({numbers}|\d{{1,2}})\s({units})s?\b", re.IGNORECASE)


_OF_TODAY = re.compile(r"\b(?:(?<!as )of|than|between|for|until|till|and|to|in|from) \Z", re.IGNORECASE)


def _nowadays(text: str, start: int) -> bool:
    """ "the challenges of today", "between yesterday and tomorrow": an age, not a day."""
    return bool(_OF_TODAY.search(text, max(0, start - 9), start))
