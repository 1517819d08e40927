"""A language's words as token classes, one letter each, so that the grammar can be written over classes.

d day number   Y year   M month   W weekday   j range joiner   a and   c comma   s slash
f from         b between          o skipped word   r "respectively"   x anything else
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from calendar_app.locales import Locale, load_locale


class Token(NamedTuple):
    """A token of a run: its class, its number (day, year, month or weekday), and its range in the text."""

    kind: str
    value: int
    start: int
    stop: int
    ends_sentence: bool = False

    @property
    def padded(self) -> bool:
        """Whether a one-digit number is written with a leading zero."""
        return self.value < 10 and self.stop - self.start == 2


class Lexicon:
    """What the scanner and the grammar need of one language, compiled."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        joiners = locale.joiners
        self._kinds: dict[str, tuple[str, int]] = {",": ("c", 0), "/": ("s", 0)}
        for kind, words in (
            ("j", joiners.range), ("a", joiners.and_), ("f", joiners.from_), ("b", joiners.between),
            ("o", joiners.skip), ("r", joiners.apart),
        ):  # fmt: skip
            self._kinds.update(dict.fromkeys(words, (kind, 0)))
        self._kinds.update({word: ("W", number) for word, number in locale.weekday_words.items()})
        self._kinds.update({word: ("M", number) for word, number in locale.month_words.items()})
        self._abbreviations = _abbreviations(locale.month_words) | _abbreviations(locale.weekday_words)
        suffixes = "|".join(map(re.escape, locale.ordinals.suffixes)) or r"(?!)"
        self.token = re.compile(rf"(\d+)(?:{suffixes})?(?![^\W_])|\d+|([^\W\d_]+)(\.)?|([^\w\s])|(\n)")
        self.anchor = re.compile(self._anchor_pattern([*locale.month_words, *locale.weekday_words]))

    def _anchor_pattern(self, words: list[str]) -> str:
        """Month and weekday words as they are written, longest first, ended by no letter.

        What stands before a word is checked later: a pattern that begins with a letter lets the scan skip to the next
        such letter, one that begins with a look-behind does not.
        """
        shapes = (str.title, str.upper) if self.locale.capitalised else (str.lower, str.title, str.upper)
        spellings = sorted({shape(word) for word in words for shape in shapes}, key=lambda word: (-len(word), word))
        return f"(?:{'|'.join(map(re.escape, spellings))})(?![^\\W\\d_])"

    def classify(self, text: str, match: re.Match[str]) -> Token:
        """The token that a match of `token` is."""
        number, word, period, sign, _newline = match.groups()
        start, stop = match.span()
        if number is not None:
            return self._number(text, number, start, stop)
        if word is None:
            kind, value = self._kinds.get(sign, ("x", 0)) if sign else ("x", 0)
            return Token(kind, value, start, stop)
        lower = word.lower()
        kind, value = self._kinds.get(lower, ("x", 0))
        if kind in "MW" and self.locale.capitalised and not word[0].isupper():
            kind = "x"
        if not period:
            return Token(kind, value, start, stop)
        ends_sentence = kind in "MW" and lower not in self._abbreviations
        return Token(kind, value, start, stop - 1, ends_sentence)

    @staticmethod
    def _number(text: str, digits: str, start: int, stop: int) -> Token:
        """A day (1..31), a year (1800..2199), or neither: a clock time, a share, a part of a longer number."""
        if len(digits) > 4 or text[stop : stop + 1] == "%" or _INSIDE_NUMBER.match(text, stop):
            return Token("x", 0, start, stop)
        value = int(digits)
        if len(digits) == 4:
            return Token("Y" if 1800 <= value < 2200 else "x", value, start, stop)
        return Token("d" if len(digits) <= 2 and 1 <= value <= 31 else "x", value, start, stop)

    def tokens(self, text: str, start: int, stop: int) -> Iterator[Token]:
        """All tokens of a stretch of text."""
        return (self.classify(text, match) for match in self.token.finditer(text, start, stop))


def _abbreviations(words: dict[str, int]) -> set[str]:
    """The words that are short for another of the same month or weekday; only these take a period within a date."""
    return {
        word
        for word in words
        for long in words
        if long != word and long.startswith(word) and words[long] == words[word]
    }


_INSIDE_NUMBER = re.compile(r"[:.]\d|,\d{3}\b")


@cache
def lexicon(code: str) -> Lexicon:
    """The compiled lexicon of a language."""
    return Lexicon(load_locale(code))
