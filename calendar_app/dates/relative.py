"""Phrases that count from another day: "yesterday", "last Friday", "the previous day", "over the next two days"."""

import re
from collections.abc import Iterator
from functools import cache

from calendar_app.dates.lexicon import Lexicon
from calendar_app.dates.phrase import Phrase
from calendar_app.model import Precision


def relative_phrases(text: str, lexicon: Lexicon) -> Iterator[Phrase]:
    """All relative phrases of a text but those of a weekday; those in a quotation, or that mean "nowadays", are left
    out."""
    for kind, needle, pattern in _rules(lexicon):
        at = text.find(needle)
        while at >= 0:
            match = pattern.match(text, at - 1) if at else None
            if match and (phrase := _phrase(text, match, kind, lexicon)) and not _quoted(text, match.start()):
                yield phrase
            at = text.find(needle, at + len(needle))


@cache
def _rules(lexicon: Lexicon) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """(kind, literal to find, pattern matched from the letter before it); the literal leaves out the first letter, so
    that a word is found with and without a capital in one go."""
    locale = lexicon.locale
    numbers = "|".join(sorted(locale.durations.numbers, reverse=True))
    units = "|".join(locale.durations.units)
    kinds = (
        ("day", locale.relative, r"(?![\w'’-])"),
        ("neighbour", locale.neighbour_day, r"\b(?! of\b)"),
        ("ahead", locale.durations.ahead, rf" ({numbers}|\d+) ({units})s?\b"),
    )
    return tuple(
        (kind, word[1:], re.compile(rf"[{word[0]}{word[0].upper()}]{re.escape(word[1:])}{behind}"))
        for kind, words, behind in kinds
        for word in words
    )


def weekday_phrase(text: str, anchor: re.Match[str], lexicon: Lexicon) -> Phrase | None:
    """ "last Friday", by the weekday that an anchor found; None where no word before it says which."""
    weekday = lexicon.locale.weekday_words.get(anchor.group().lower())
    before = _WORD_BEFORE.search(text, max(0, anchor.start() - 12), anchor.start())
    sense = lexicon.locale.relative_weekday.get(before.group(1).lower()) if before else None
    if weekday is None or before is None or sense is None or _quoted(text, anchor.start()):
        return None
    return Phrase(before.start(1), anchor.end(), "relative-weekday", Precision.DAY, weekday=weekday, sense=sense)


_WORD_BEFORE = re.compile(r"(?<![\w'’-])([^\W\d_]+)\s\Z")


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
