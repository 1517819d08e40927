"""Dates in figures with the words around them: "19. und 20.11.2024", "Di, 19.11.", "19.11.2024 to 21.11.2024"."""

import re
from itertools import pairwise

from calendar_app.dates.anchors import Anchors
from calendar_app.dates.grammar import MonthWords, phrases
from calendar_app.dates.lexicon import Lexicon, Token
from calendar_app.dates.numeric import BARE, OPEN, Order, numeric_phrases
from calendar_app.dates.phrase import NOTHING, Partial, Phrase, without_overlaps
from calendar_app.dates.runs import tidied, tokens_before
from calendar_app.dates.tense import is_last_day


def figure_phrases(
    text: str, anchors: Anchors, order: Order, months: MonthWords, lexicon: Lexicon
) -> tuple[list[Phrase], Order]:
    """The dates in figures around anchors, in order, and the order of day and month that they were read in.

    Days before them that share their month belong to them. A date without a year, or with two digits of one, counts
    only where a weekday, a preposition or the beginning of a line stands before it.
    """
    figures, order = numeric_phrases(text, anchors, order, lexicon)
    found: list[Phrase] = []
    for phrase in _joined(text, without_overlaps(figures), lexicon):
        found += _with_days_before(text, phrase, found[-1].stop if found else 0, months, lexicon)
    return found, order


def _joined(text: str, figures: list[Phrase], lexicon: Lexicon) -> list[Phrase]:
    """Those with a word of range between them as one: "19.11.2024 to 21.11.2024"."""
    joined: list[Phrase] = []
    for phrase in figures:
        before = joined[-1] if joined else None
        if before and phrase.start - before.stop < 16 and lexicon.joins(text[before.stop : phrase.start]):
            rule = f"{phrase.rule.removesuffix('-range')}-range"
            joined[-1] = phrase._replace(start=before.start, rule=rule, first=before.first)
            continue
        joined.append(phrase)
    return joined


def _with_days_before(text: str, phrase: Phrase, floor: int, months: MonthWords, lexicon: Lexicon) -> list[Phrase]:
    """A date in figures with the days and the weekday before it; nothing where it may be no date."""
    if ranged := _as_range(text, phrase, floor, lexicon):
        return [ranged]
    left, word = tokens_before(text, phrase.start, floor, lexicon)
    kinds = "".join(token.kind for token in left if token.kind != "o")
    told = phrase.rule.startswith(BARE) and _is_told(text, phrase, left, word, lexicon)
    if told and phrase.rule.startswith(OPEN) and not _is_no_hour(text, phrase, left, lexicon):
        return []
    if phrase.first == phrase.last and _SHARED.search(kinds) and not _is_decimal(text, left):
        read = phrases(tidied([*left, *_tokens(phrase)], word, ""), months)
        if read and read[-1].stop == phrase.stop and (told or not phrase.rule.startswith(BARE)):
            return [_figured(one, phrase) for one in read]
    if phrase.rule.startswith(BARE) and not told:
        return []
    return [phrase]


def _figured(one: Phrase, phrase: Phrase) -> Phrase:
    """A phrase that the grammar read of figures, with what is known of these."""
    if one.first == one.last == phrase.last:
        one = one._replace(other=phrase.other, note=phrase.note)
    return one._replace(rule=f"{one.rule}-figures")


def _as_range(text: str, phrase: Phrase, floor: int, lexicon: Lexicon) -> Phrase | None:
    """A date in figures with the one before it whose year it says: "dal 30.3 al 28.7.2024", "du 5/11 au 7/11/2024"."""
    if phrase.last.year is None or phrase.first != phrase.last or phrase.rule.startswith("day-iso"):
        return None
    match = _BEGINS.search(text, max(floor, phrase.start - _NEAR), phrase.start)
    if match is None or not lexicon.joins(match[3]):
        return None
    first = Partial(phrase.last.year, int(match[2]), int(match[1]))
    if not (1 <= int(match[2]) <= 12 and 1 <= int(match[1]) <= 31):
        return None
    if not first.ordered_before(phrase.last):
        first = first._replace(year=phrase.last.year - 1)
    return phrase._replace(start=match.start(), rule=f"{phrase.rule}-range", first=first, note="", other=NOTHING)


_NEAR = 24  # characters before a date in which the one before it begins
_BEGINS = re.compile(r"(?<![\w.,/:-])([0-9]{1,2})[./]\s?([0-9]{1,2})[./]?\s([^\W\d_]{1,8}(?:\s[^\W\d_]{1,4})?)\s\Z")


def _is_decimal(text: str, left: list[Token]) -> bool:
    """Whether the first number before a date is the end of another one ("30.3 al 28.7.2024")."""
    first = next(token for token in left if token.kind != "o")
    return first.kind == "d" and text[max(0, first.start - 1) : first.start] in (".", "/", ",", ":")


_SHARED = re.compile(r"(?:W|d(?:c?j[bf]?|ca?[bf]?|a[bf]?|s)W?c?)\Z")


def _tokens(phrase: Phrase) -> list[Token]:
    """A date in figures as the grammar's tokens, each of which stands for the whole of it."""
    year, month, day = phrase.last
    parts = [("d", day), ("M", month), ("Y", year)]
    return [Token(kind, value, phrase.start, phrase.stop) for kind, value in parts if value is not None]


def _is_told(text: str, phrase: Phrase, left: list[Token], word: str, lexicon: Lexicon) -> bool:
    """Whether what stands before figures says that they are a date: a weekday, "on", the beginning of a line."""
    last = left[-1].kind if left else ""
    if last == "W" or "W" in [token.kind for token in left[-2:]]:
        return True
    slash, either = "/" in text[phrase.start : phrase.stop], lexicon.locale.either_order
    if not left and (word in _BEGINNINGS or (word == "(" and not either) or phrase.start == 0):
        return _in_column(text, phrase) or _is_day_of_line(text, phrase, lexicon)
    if either:
        return False  # "on 9/11" is another thing
    on = text[left[-1].start : left[-1].stop].lower() if last == "o" else word if not left else ""
    if lexicon.locale.relative_weekday.get(on) == "tense" or is_last_day(text, phrase.start, lexicon):
        return True
    return (
        last in ("f", "b")
        or (last == "j" and len(left) == 1 and text[left[0].start].isalpha())
        or (last in ("j", "a", "s") and "d" in [token.kind for token in left])
        or (last == "o" and (not slash or _PADDED.search(text, phrase.start, phrase.stop) is not None))
    )


def _is_day_of_line(text: str, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether figures at the beginning of a line are a day: two digits for the month and the day, more than one day, a
    Roman month, or a weekday or hour behind ("1.06 (nd.)", "8.5. u 19h")."""
    if _PADDED.search(text, phrase.start, phrase.stop) or phrase.first != phrase.last or phrase.rule.endswith("-roman"):
        return True
    match = _BEHIND.match(text, phrase.stop)
    if match is None or lexicon.locale.either_order:
        return False
    word = match[1].lower()
    at = lexicon.locale.relative_weekday.get(word) == "tense" or word in lexicon.locale.times.at
    return word in lexicon.locale.weekday_words or (at and text[match.end() : match.end() + 1].isdigit())


def _is_no_hour(text: str, phrase: Phrase, left: list[Token], lexicon: Lexicon) -> bool:
    """Whether figures that nothing ends are a day, not an hour or an amount ("10.10 Coffee", "de 12.06 euros").

    The minutes of an hour are five, ten and so on, which months seldom are.
    """
    if _in_column(text, phrase):
        return True
    if lexicon.locale.either_order:
        return False
    behind = _BEHIND.match(text, phrase.stop)
    weekdays = lexicon.locale.weekday_words
    if "W" in [token.kind for token in left[-2:]] or (behind and behind[1].lower() in weekdays):
        return True
    if behind and behind[1].lower() in lexicon.locale.times.units:
        return False
    if _HOUR_BEHIND.match(text, phrase.stop):
        return True
    minutes = (phrase.last.day or 0) <= 24 and phrase.last.month in (5, 10)
    if is_last_day(text, phrase.start, lexicon) and not minutes:
        return True
    return not minutes and (lexicon.may_end(text, phrase.stop) or _CAPITAL.match(text, phrase.stop) is not None)


def _in_column(text: str, phrase: Phrase) -> bool:
    """Whether a line begins with figures as others near it do, all of them days and not all of them hours: "27.10",
    "10.10"; with slashes all of them days in order, one of which is no month: "12/1", "19/1"."""
    if text.rfind("\n", max(0, phrase.start - 3), phrase.start) < 0 and phrase.start > 3:
        return False
    low = max(0, phrase.start - _LINES_NEAR)
    lines = _LINES.findall(text, low, phrase.stop + _LINES_NEAR)
    if "/" in text[phrase.start : phrase.stop]:
        return _are_fixtures([(int(one), int(other)) for one, sign, other in lines if sign == "/"])
    padded = [(int(one), int(other)) for one, sign, other in lines if sign == "." and len(one) == len(other) == 2]
    hours = all(day <= 24 for day, _ in padded) and not all(month % 5 for _, month in padded)
    return len(padded) > 1 and not hours and all(0 < day < 32 and 0 < month < 13 for day, month in padded)


def _are_fixtures(figures: list[tuple[int, int]]) -> bool:
    """Whether three or more pairs of figures are days and months, in either order of the two, each later than the one
    before but for the turn of a year."""
    for days in (figures, [(day, month) for month, day in figures]):
        turned = [(month, day) for day, month in days]
        valid = all(0 < day < 32 and 0 < month < 13 for day, month in days) and any(day > 12 for day, _ in days)
        if len(days) > 2 and valid and sum(later <= earlier for earlier, later in pairwise(turned)) <= 1:
            return True
    return False


_BEHIND = re.compile(r"\s?\(?([^\W\d_]{1,12})\.?\s?")
_CAPITAL = re.compile(r"\s{1,2}[„«“\"]?[^\W\d_a-zà-ÿа-яёђ-џ]")
_HOUR_BEHIND = re.compile(r",?\s[0-9]{1,2}[:.][0-9]{2}(?![0-9.])")
_LINES = re.compile(r"(?:\A|\n)[ \t]{0,4}([0-9]{1,2})([./])([0-9]{1,2})(?![0-9./])")
_LINES_NEAR = 500  # characters to either side in which other lines speak for one
_BEGINNINGS = ("", "\n", "|", "•", "*", "–", "-")
_PADDED = re.compile(r"\d\d[./]\s?\d\d")
