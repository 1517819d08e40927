"""Phrases that count from another day: "yesterday", "next week", "the previous day", "over the next two days"."""

import re
from collections import Counter
from collections.abc import Iterator, Set
from functools import cache

from calendar_app.dates.lexicon import Lexicon
from calendar_app.dates.phrase import Partial, Phrase
from calendar_app.dates.quotes import in_quotation
from calendar_app.model import Precision

_QUOTED = 1500  # characters; a quotation that opened farther back is taken to be over


def relative_phrases(text: str, lexicon: Lexicon, start: int, stop: int) -> Iterator[Phrase]:
    """All relative phrases of text[start:stop] but those of a weekday.

    Those in a quotation, or that mean "nowadays", are left out.
    """
    for needle, (heads, any_head) in _needles(lexicon).items():
        at = text.find(needle, start, stop)
        while at >= 0:
            for before, length, kinds in heads.get(text[at - 2 : at], any_head):
                begin, end = at - before, at - before + length
                kind = kinds.get(text[begin : begin + 1].lower() + text[begin + 1 : end]) if begin >= 0 else None
                if (
                    kind
                    and (phrase := _phrase(text, begin, end, kind, lexicon))
                    and not in_quotation(text, begin, _QUOTED)
                ):
                    yield phrase
            at = text.find(needle, at + len(needle), stop)


# How far before a needle phrases begin, how long they are, and which ones with their kinds
_Places = list[tuple[int, int, dict[str, str]]]


@cache
def _needles(lexicon: Lexicon) -> dict[str, tuple[dict[str, _Places], _Places]]:
    """What is looked for: a few strings of which each phrase has one ("day" in "today", "yesterday", "the next day"),
    since each is a pass over the text; by the two letters before it the phrases' places, and those of any letters.
    """
    return {needle: _by_head(places) for needle, places in _cover(lexicon).items()}


def _by_head(places: dict[tuple[int, int], dict[str, str]]) -> tuple[dict[str, _Places], _Places]:
    any_head = [(before, length, kinds) for (before, length), kinds in places.items() if before < 2]
    heads: dict[str, dict[tuple[int, int], dict[str, str]]] = {}
    for (before, length), kinds in places.items():
        for phrase, kind in kinds.items() if before >= 2 else ():
            head = phrase[before - 2 : before]
            for written in {head, head.capitalize()} if before == 2 else {head}:
                heads.setdefault(written, {}).setdefault((before, length), {})[phrase] = kind
    found = {head: [(*place, kinds) for place, kinds in placed.items()] + any_head for head, placed in heads.items()}
    return found, any_head


def _cover(lexicon: Lexicon) -> dict[str, dict[tuple[int, int], dict[str, str]]]:
    """For each needle its places in phrases and their lengths, with the phrases and their kinds.

    A greedy cover (Chvátal 1979) with parts of words that are not among the language's commonest.
    """
    locale = lexicon.locale
    kinds = {
        "day": locale.relative,
        "neighbour": locale.neighbour_day,
        "week": locale.relative_week,
        "weekend": locale.relative_weekend,
        "month": locale.relative_month,
        "quarter": _quarters(lexicon),
        "ahead": locale.durations.ahead,
    }
    left = {word: kind for kind, words in kinds.items() for word in words}
    found: dict[str, dict[tuple[int, int], dict[str, str]]] = {}
    while left:
        parts = Counter(part for phrase in left for part in _parts(phrase, locale.common))
        needle = max(parts, key=lambda part: (parts[part], len(part), part))
        for phrase in [phrase for phrase in left if needle in _parts(phrase, locale.common)]:
            place = (phrase.index(needle, 1), len(phrase))
            found.setdefault(needle, {}).setdefault(place, {})[phrase] = left.pop(phrase)
    return found


def _parts(phrase: str, common: Set[str]) -> set[str]:
    """The parts of a phrase's words by which it may be looked for, none so short that many other words have it.

    Its first two letters are in none, since the first may be a capital and two letters before a part tell most phrases
    apart.
    """
    words = [word for word in phrase[2:].split(" ") if word not in common]
    found = {word[low:high] for word in words for low in range(len(word)) for high in range(low + 4, len(word) + 1)}
    return {part for part in {*found, *words} if len(part) > 2} or {phrase[2:]}


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
        return _week(text, start, stop, 7 * locale.relative_week[word], lexicon)
    if kind == "month":
        if _names_month(text, stop, lexicon):
            return None  # "el próximo mes de mayo"
        return Phrase(start, stop, "relative-month", Precision.MONTH, shift=locale.relative_month[word])
    if kind == "quarter":
        last = 3 * _quarters(lexicon)[word]
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


@cache
def _quarters(lexicon: Lexicon) -> dict[str, int]:
    """The quarters of a year by what they are called: "the second quarter"; but not "the last quarter"."""
    locale = lexicon.locale
    numbered = {
        f"{ordinal} {quarter}": number
        for ordinal, number in locale.periods.ordinals.items()
        for quarter in locale.periods.quarter
        if ordinal not in locale.relative_weekday and len(ordinal) > 2
    }
    return {words: number for words, number in numbered.items() if 1 <= number <= 4}


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
