"""Phrases that count from another day: "yesterday", "last Friday", "the previous day", "over the next two days"."""

import re
from collections.abc import Iterator
from functools import cache

from calendar_app.dates.lexicon import Lexicon
from calendar_app.dates.phrase import Phrase
from calendar_app.dates.quotes import in_quotation
from calendar_app.model import Precision

_QUOTED = 1500  # characters; a quotation that opened farther back is taken to be over


def relative_phrases(text: str, lexicon: Lexicon, start: int, stop: int) -> Iterator[Phrase]:
    """All relative phrases of text[start:stop] but those of a weekday.

    Those in a quotation, or that mean "nowadays", are left out.
    """
    for ending, words in _endings(lexicon).items():
        at = text.find(ending, start, stop)
        while at >= 0:
            end = at + len(ending)
            for length, kinds in words.items():
                begin = end - length
                kind = kinds.get(text[begin : begin + 1].lower() + text[begin + 1 : end]) if begin >= 0 else None
                if (
                    kind
                    and (phrase := _phrase(text, begin, end, kind, lexicon))
                    and not in_quotation(text, begin, _QUOTED)
                ):
                    yield phrase
            at = text.find(ending, end, stop)


@cache
def _endings(lexicon: Lexicon) -> dict[str, dict[int, dict[str, str]]]:
    """By the last letters of a phrase (which are what is looked for, so that "today", "yesterday" and "the next day"
    cost one search) and by its length: the phrases and their kinds."""
    locale = lexicon.locale
    found: dict[str, dict[int, dict[str, str]]] = {}
    kinds = {
        "day": locale.relative,
        "neighbour": locale.neighbour_day,
        "week": locale.relative_week,
        "ahead": locale.durations.ahead,
    }
    for kind, words in kinds.items():
        for word in words:
            found.setdefault(word[1:][-4:] or word, {}).setdefault(len(word), {})[word] = kind
    return found


def weekday_phrase(text: str, anchor: re.Match[str], lexicon: Lexicon) -> Phrase | None:
    """ "last Friday", by the weekday that an anchor found; None where no word before it says which."""
    weekday = lexicon.locale.weekday_words.get(anchor.group().lower())
    behind = _WORD_BEHIND.match(text, anchor.end()) if lexicon.locale.relative_weekday_behind else None
    told = lexicon.locale.relative_weekday_behind.get(behind[1].lower()) if behind else None
    if weekday is not None and behind and told:
        return Phrase(anchor.start(), behind.end(), "relative-weekday", Precision.DAY, weekday=weekday, sense=told)
    before = _WORD_BEFORE.search(text, max(0, anchor.start() - 12), anchor.start())
    sense = lexicon.locale.relative_weekday.get(before.group(1).lower()) if before else None
    if weekday is None or before is None or sense is None or in_quotation(text, anchor.start(), _QUOTED):
        return None
    if (
        sense == "tense"
        and anchor.group().lower() in lexicon.abbreviations
        and text[anchor.end() : anchor.end() + 1] != "."
    ):
        return None  # a short word that means more than a weekday ("во пет градови", "in five towns")
    if sense == "tense":
        return _by_tense(text, before.end(), anchor.end(), weekday, lexicon)
    return Phrase(before.start(1), anchor.end(), "relative-weekday", Precision.DAY, weekday=weekday, sense=sense)


def _by_tense(text: str, start: int, stop: int, weekday: int, lexicon: Lexicon) -> Phrase:
    """ "on Monday": the one to come where the sentence speaks of the future, else the last one."""
    line = max(text.rfind("\n", max(0, start - 160), start), text.rfind(". ", max(0, start - 160), start))
    around = text[max(line + 1, start - 160, 0) : stop + 60].partition("\n")[0]
    sense = "soon" if _future(lexicon).search(around) else "recent"
    return Phrase(start, stop, "relative-weekday", Precision.DAY, weekday=weekday, sense=sense)


@cache
def _future(lexicon: Lexicon) -> re.Pattern[str]:
    words = "|".join(map(re.escape, lexicon.locale.roles.future)) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


_WORD_BEHIND = re.compile(r"\s([^\W\d_]+)")
_WORD_BEFORE = re.compile(r"(?<![\w'’-])([^\W\d_]+)\s\Z")


def _phrase(text: str, start: int, stop: int, kind: str, lexicon: Lexicon) -> Phrase | None:
    locale = lexicon.locale
    if start and (text[start - 1].isalnum() or text[start - 1] in "'’-"):
        return None
    word = text[start].lower() + text[start + 1 : stop]
    if kind == "ahead":
        return _ahead(text, start, stop, lexicon)
    if _GOES_ON.match(text, stop):
        return None
    if kind == "week":
        return Phrase(start, stop, "relative-week", Precision.WEEK, shift=7 * locale.relative_week[word])
    if kind == "day":
        shift = None if _nowadays(text, start) else locale.relative[word]
        return Phrase(start, stop, "relative-day", Precision.DAY, shift=shift) if shift is not None else None
    return Phrase(start, stop, "relative-neighbour", Precision.DAY, shift=locale.neighbour_day[word])


_GOES_ON = re.compile(r"[\w'’-]| of\b")


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
