"""A language's words as token classes, one letter each, so that the grammar can be written over classes.

d day number   Y year   M month   W weekday   j range joiner   a and   c comma   s slash
f from         b between          o skipped word   r "respectively"   e "between", said behind
u "days"        x anything else
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from calendar_app.locales import Locale, load_locale
from calendar_app.locales.cue import any_of


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
        self._classes = {**_numbers(locale), **self._words(locale), ",": ("c", 0), "/": ("s", 0)}
        self.ranges = frozenset(word for word in locale.joiners.range if word.isalpha())
        self._needs_period = locale.with_period
        both = locale.month_words.keys() & locale.weekday_words.keys()
        self._weekday_too = {shape(word): locale.weekday_words[word] for word in both for shape in self._shapes(word)}
        self.abbreviations = _abbreviations(locale.month_words) | _abbreviations(locale.weekday_words)
        suffixes = any_of(locale.ordinals.suffixes)
        joined = "".join(f"{re.escape(word)}|" for word in self._classes if "'" in word or "’" in word)  # "п'ятниця"
        self._token = re.compile(rf"{joined}\d+(?:{suffixes})?(?![^\W_])|\d+|[^\W\d_]+|{_ENCLOSED}|[^\w\s]|\n")
        # a period behind a number makes it an ordinal: in some languages always, else before a dash or a month
        months = "|".join(map(re.escape, self._spellings([*locale.month_words])))
        ordinal = r"\.(?!\d)" if locale.ordinals.period else rf"\.\s?(?:[-–—]|(?:{months})(?![^\W\d_]))"
        self._ordinal = re.compile(ordinal)
        self._behind_day = _behind_day(locale)
        self.anchors = self._spellings([*locale.month_words, *locale.weekday_words])
        self.quarters = _quarters(locale)
        self.relative = _relative(locale, self.quarters)

    def _words(self, locale: Locale) -> dict[str, tuple[str, int]]:
        """Each word as it may be written, with its class and number."""
        joiners = locale.joiners
        kinds = {word: ("W", number) for word, number in locale.weekday_words.items()}
        kinds |= {word: ("M", number) for word, number in locale.month_words.items()}
        kinds |= {word.replace("'", "’"): kind for word, kind in kinds.items() if "'" in word}
        named = {shape(word): kind for word, kind in kinds.items() for shape in self._shapes(word)}
        named |= {f"({word}{stop})": kind for word, kind in named.items() if kind[0] == "W" for stop in ("", ".")}
        for kind, words in (
            ("j", joiners.range), ("a", joiners.and_), ("f", joiners.from_), ("b", joiners.between),
            ("o", joiners.skip), ("r", joiners.apart), ("e", joiners.between_behind), ("u", joiners.days),
        ):  # fmt: skip
            named |= {shape(word): (kind, 0) for word in words for shape in (str.lower, _title, str.upper)}
        return named

    def _shapes(self, word: str) -> tuple[Callable[[str], str], ...]:
        """How a month's or weekday's word is written: in some languages with a capital only."""
        capital = self.locale.capitalised and word not in self.locale.lower
        return (_title, str.upper) if capital else (str.lower, _title, str.upper)

    def _spellings(self, words: list[str]) -> list[str]:
        """Month and weekday words as they are written."""
        written = {*words, *(word.replace("'", "’") for word in words)}
        return sorted(
            {shape(word) for word in written for shape in self._shapes(word)}, key=lambda word: (-len(word), word)
        )

    def kind(self, word: str) -> tuple[str, int]:
        """The class of a word without a period behind it, and its number."""
        kind = self._classes.get(word, _OTHER)
        return _OTHER if kind[0] in "MW" and self._is_other(word) else kind

    def may_end(self, text: str, stop: int) -> bool:
        """Whether what stands behind a number lets it be a day: a sign, the end of the line or one of the small words
        that stand behind dates ("and", "at"); no noun, no hour, no other number."""
        match = _BEHIND_DAY.match(text, stop)
        if match is None:
            return False
        closed = match[1] is None or (text[stop] == "." and not self.locale.ordinals.period)
        return closed or match[1].lower() in self._behind_day

    def told_behind(self, text: str, stop: int) -> tuple[int, str]:
        """Where the one or two words end that say which weekday or month is meant ("viernes próximo", "e premte e
        kaluar"), and what they say; nothing where they say nothing."""
        senses = self.locale.relative_weekday_behind
        match = _WORDS_BEHIND.match(text, stop) if senses else None
        for words in (2, 1) if match else ():
            if match and match[words] and (sense := senses.get(text[stop + 1 : match.end(words)].lower())):
                return match.end(words), sense
        return stop, ""

    def joins(self, between: str) -> bool:
        """Whether the words between two dates make a range of them ("to", "–", "deri më")."""
        kinds = self._kinds(between)
        return "j" in kinds and all(kind in "jo" for kind in kinds)

    def links(self, between: str) -> bool:
        """Whether the words between two weekdays or dates link them: "and", "to", "and on"."""
        return self._kinds(between)[:1] in (["a"], ["j"])

    def _kinds(self, words: str) -> list[str]:
        return [self._classes.get(word.strip("."), _OTHER)[0] for word in words.split()]

    def tokens(self, text: str, start: int, stop: int) -> Iterator[Token]:
        """All tokens of a stretch of text; the period of an abbreviated month or weekday belongs to it."""
        classes = self._classes
        before, period = "", -1  # the class of the token before, and where its period stands, which is no token
        for match in self._token.finditer(text, start, stop):
            word = match.group()
            begin, end = match.span()
            kind, value = classes.get(word, _OTHER)
            if kind == "M" and before != "d" and word in self._weekday_too and _DAY_BEHIND.match(text, end):
                kind, value = "W", self._weekday_too[word]  # "mar 25/11", martedì
            before = kind
            if kind in _PLAIN:
                if word != "." or begin != period:
                    yield Token(kind, value, begin, end)
            elif text.startswith(".", end):
                token, its_own = self._before_period(text, kind, value, word, begin, end)
                period = end if its_own else -1
                yield token
            elif (kind in "dY" and _PART_OF_NUMBER.match(text, end)) or (kind in "MW" and self._is_other(word)):
                yield Token("x", 0, begin, end)
            else:
                yield Token(kind, value, begin, end)

    def words_before(self, text: str, anchor: int, floor: int) -> tuple[list[Token], str] | None:
        """The tokens before an anchor that can belong to a date, and the lower-case word before them, where nothing but
        numbers and words with one blank between them stands there; else None. Much quicker than `tokens`."""
        found: list[Token] = []
        end = anchor - 1
        while len(found) < _MOST_WORDS and end > floor and text[end] == " ":
            begin = text.rfind(" ", max(floor, end - _LONGEST_WORD), end) + 1
            if begin == 0:
                return None
            word = text[begin:end]
            if line := word.rfind("\n") + 1:
                begin, word = begin + line, word[line:]
            if word.endswith(","):
                word = word[:-1]
                found.append(Token("c", 0, end - 1, end))
            kind, value = self._classes.get(word, _OTHER)
            if kind == "x" and word.isalpha():
                return found[::-1], word.lower()
            if kind == "x" and (days := _DASHED.fullmatch(word)):
                found += self._dashed(days, begin)
            elif kind in "xMW":
                return None
            else:
                found.append(Token(kind, value, begin, begin + len(word)))
            if line:
                return found[::-1], "\n"
            end = begin - 1
        return None

    def _dashed(self, days: re.Match[str], begin: int) -> list[Token]:
        """The tokens of "27-30", the last one first."""
        return [
            Token(*self._classes.get(part, _OTHER), begin + days.start(number), begin + days.end(number))
            for number, part in ((3, days[3]), (2, days[2]), (1, days[1]))
        ]

    def _before_period(self, text: str, kind: str, value: int, word: str, begin: int, end: int) -> tuple[Token, bool]:
        """A number, month, weekday or skipped word with a period behind it, and whether the period is its own."""
        if kind in "MW":
            short = word.lower() in self.abbreviations
            return Token(kind, value, begin, end, not short), short
        if kind == "d" and self._ordinal.match(text, end):
            return Token(kind, value, begin, end), True
        if kind in "Yo" and self._keeps_period(word) and _GOES_ON.match(text, end):
            return Token(kind, value, begin, end), True
        if kind in "dY" and _PART_OF_NUMBER.match(text, end):
            return Token("x", 0, begin, end), False
        return Token(kind, value, begin, end), False

    def _keeps_period(self, word: str) -> bool:
        """Whether a period behind a word or number within a date is its own: "2024.", "2024 r."."""
        return self.locale.ordinals.period or word in self.locale.joiners.year_end

    def _is_other(self, word: str) -> bool:
        """Whether a word is a month or weekday only with a period, which it has not."""
        return bool(self._needs_period) and word.lower() in self._needs_period


def _title(word: str) -> str:
    return word[:1].upper() + word[1:]


_ENCLOSED = r"\([^\W\d_]{2,16}\.?\)|[«„\"]\d{1,2}[»“”\"]"  # "19 (Tuesday) November", "«19» November"
_DAY_BEHIND = re.compile(r"\.?\s\d{1,2}(?!\d)")
_OTHER = ("x", 0)
_MOST_WORDS, _LONGEST_WORD = 6, 24
_DASHED = re.compile(r"(0?[1-9]|[12][0-9]|3[01])([-–—])(0?[1-9]|[12][0-9]|3[01])")
_PLAIN = frozenset("xjacsfbreu")  # classes for which it does not matter what stands behind
_GOES_ON = re.compile(r"\.(?=\s?[^\W\d_A-ZÀ-ÞА-ЯЁЂ-Џ]|\s?[-–—])")
_PART_OF_NUMBER = re.compile(r"[:.]\d|,\d{3}\b|%")  # a clock time, a decimal, a part of a longer number, a share


def _numbers(locale: Locale) -> dict[str, tuple[str, int]]:
    """Days 1 to 31, with and without a leading zero and the ordinals' endings, and years 1800 to 2199."""
    days = {spelling: ("d", day) for day in range(1, 32) for spelling in (str(day), f"{day:02}")}
    days |= {f"{day}{end}": ("d", day) for day in range(1, 32) for end in locale.ordinals.suffixes}
    days |= {f"{opened}{day}{closed}": ("d", day) for day in range(1, 32) for opened, closed in _QUOTES}
    return days | {str(year): ("Y", year) for year in range(1800, 2200)}


def _relative(locale: Locale, quarters: dict[str, int]) -> dict[str, str]:
    """All phrases that count from another day, in lower case, with what kind each is."""
    kinds: dict[str, Iterable[str]] = {
        "day": locale.relative,
        "neighbour": locale.neighbour_day,
        "week": locale.relative_week,
        "weekend": locale.relative_weekend,
        "month": locale.relative_month,
        "quarter": quarters,
        "season": locale.seasons,
        "ahead": locale.durations.ahead,
    }
    return {phrase: kind for kind, phrases in kinds.items() for phrase in phrases}


def _quarters(locale: Locale) -> dict[str, int]:
    """The quarters of a year by what they are called: "the second quarter"; but not "the last quarter"."""
    numbered = {
        f"{ordinal} {quarter}": number
        for ordinal, number in locale.periods.ordinals.items()
        for quarter in locale.periods.quarter
        if ordinal not in locale.relative_weekday and len(ordinal) > 2
    }
    return {words: number for words, number in numbered.items() if 1 <= number <= 4}


_WORDS_BEHIND = re.compile(r"\s([^\W\d_]+)(?:\s([^\W\d_]+))?")
# what may follow a day alone: nothing, a sign or a word, but neither a number nor a letter
_BEHIND_DAY = re.compile(
    r"\.?(?:[ \t]{0,8}(?:\Z|\n|[;)»”\"|](?!\d)|,(?!\s?\d))|\s[-–—(]\s?(?!\d)|[ ]([^\W\d_]+)\b(?!\s\d))"
)


def _behind_day(locale: Locale) -> frozenset[str]:
    """The small words that stand behind dates."""
    times, joiners = locale.times, locale.joiners
    given = (*times.at, *times.from_, *joiners.range, *joiners.and_, *locale.places.at, *locale.places.venue_at)
    tense = [word for word, sense in locale.relative_weekday.items() if sense == "tense"]
    firsts = {words.split()[0] for words in given if words}
    return frozenset(firsts.union(tense)).difference(joiners.skip)


_QUOTES = (("«", "»"), ("„", "“"), ("„", "”"), ('"', '"'))


def _abbreviations(words: dict[str, int]) -> set[str]:
    """The short words for a month or weekday, whose period does not end a sentence."""
    short = {word for word in words if len(word) <= 4}
    begun = {
        word
        for word in short
        for long in words
        if long != word and long.startswith(word) and words[long] == words[word]
    }
    return begun | {word for word in short if len(word) <= 3}


@cache
def lexicon(code: str) -> Lexicon:
    """The compiled lexicon of a language."""
    return Lexicon(load_locale(code))
