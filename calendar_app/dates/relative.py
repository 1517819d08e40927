"""Phrases that count from another day: "yesterday", "last Friday", "the previous day", "over the next two days"."""

import re
from collections.abc import Iterator
from functools import cache

from calendar_app.dates.lexicon import Lexicon
from calendar_app.dates.phrase import Phrase
from calendar_app.model import Precision


def relative_phrases(text: str, lexicon: Lexicon) -> Iterator[Phrase]:
    """All relative phrases of a text; those in a quotation, or that mean "nowadays", are left out."""
    for rule, needle, pattern in _rules(lexicon):
        at = text.find(needle)
        while at >= 0:
            match = pattern.match(text, at)
            if match and (phrase := _phrase(text, match, rule, lexicon)) and not _quoted(text, match.start()):
                yield phrase
            at = text.find(needle, at + len(needle))


@cache
def _rules(lexicon: Lexicon) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """(kind, literal to find, pattern matched at the literal); one literal per word and capital."""
    locale = lexicon.locale
    weekdays = "|".join(sorted(map(str.title if locale.capitalised else str, locale.weekday_words), reverse=True))
    numbers = "|".join(sorted(locale.durations.numbers, reverse=True))
    units = "|".join(locale.durations.units)
    rules = []
    for word in locale.relative:
        rules += [("day", shape, re.compile(rf"{shape}(?![\w'’-])")) for shape in _shapes(word)]
    for word in locale.relative_weekday:
        rules += [("weekday", f"{shape} ", re.compile(rf"{shape} ({weekdays})\b")) for shape in _shapes(word)]
    for word in locale.neighbour_day:
        rules += [("neighbour", shape, re.compile(rf"{shape}\b(?! of\b)")) for shape in _shapes(word)]
    for word in locale.durations.ahead:
        rules += [("ahead", shape, re.compile(rf"{shape} ({numbers}|\d+) ({units})s?\b")) for shape in _shapes(word)]
    return tuple(rules)


def _shapes(word: str) -> tuple[str, str]:
    return word, word[0].upper() + word[1:]


def _phrase(text: str, match: re.Match[str], kind: str, lexicon: Lexicon) -> Phrase | None:
    locale = lexicon.locale
    start, stop = match.span()
    if start and (text[start - 1].isalnum() or text[start - 1] in "'’-"):
        return None
    word = match.group().lower()
    if kind == "day":
        if _nowadays(text, start):
            return None
        return Phrase(start, stop, "relative-day", Precision.DAY, shift=locale.relative[word])
    if kind == "weekday":
        sense = locale.relative_weekday[word.split()[0]]
        weekday = locale.weekday_words[match.group(1).lower()]
        return Phrase(start, stop, "relative-weekday", Precision.DAY, weekday=weekday, sense=sense)
    if kind == "neighbour":
        return Phrase(start, stop, "relative-neighbour", Precision.DAY, shift=locale.neighbour_day[word])
    number = match.group(1)
    count = int(number[:3]) if number.isdigit() else locale.durations.numbers[number]
    days = count * locale.durations.units[match.group(2)]
    return Phrase(start, stop, "relative-ahead", Precision.DAY, shift=days) if 0 < days <= 366 else None


_OF_TODAY = re.compile(r"\b(?:of|than|between|for|until|till|and|to|in|from) \Z", re.IGNORECASE)


def _nowadays(text: str, start: int) -> bool:
    """ "the challenges of today", "between yesterday and tomorrow": an age, not a day."""
    return bool(_OF_TODAY.search(text, max(0, start - 9), start))


def _quoted(text: str, at: int) -> bool:
    """Whether an offset lies in a quotation: what its speaker calls today need not be the release's day."""
    line = text.rfind("\n", 0, at) + 1
    head = text[max(line, at - 1500) : at]
    opened, closed = head.rfind("“"), head.rfind("”")
    if opened > closed:
        return True
    return head.count('"') % 2 == 1
