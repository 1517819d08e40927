"""Dates in figures with the words around them: "19. und 20.11.2024", "Di, 19.11.", "19.11.2024 to 21.11.2024"."""

import re

from calendar_app.dates.grammar import MonthWords, phrases
from calendar_app.dates.lexicon import Lexicon, Token
from calendar_app.dates.numeric import BARE, Order, numeric_phrases
from calendar_app.dates.phrase import Phrase, without_overlaps
from calendar_app.dates.runs import tidied, tokens_before


def figure_phrases(
    text: str, start: int, stop: int, order: Order, months: MonthWords, lexicon: Lexicon
) -> tuple[list[Phrase], Order]:
    """The dates in figures of text[start:stop], in order, and the order of day and month that they were read in.

    Days before them that share their month belong to them. A date without a year, or with two digits of one, counts
    only where a weekday, a preposition or the beginning of a line stands before it.
    """
    figures, order = numeric_phrases(text, start, stop, order, lexicon)
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
    left, word = tokens_before(text, phrase.start, floor, lexicon)
    kinds = "".join(token.kind for token in left if token.kind != "o")
    told = _is_told(text, phrase, left, word, lexicon)
    if phrase.first == phrase.last and _SHARED.search(kinds) and not _is_decimal(text, left):
        read = phrases(tidied([*left, *_tokens(phrase)], word, ""), months)
        if read and read[-1].stop == phrase.stop and (told or phrase.rule != BARE):
            return [one._replace(rule=f"{one.rule}-figures") for one in read]
    if phrase.rule.startswith(BARE) and not told:
        return []
    return [phrase]


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
        return _PADDED.search(text, phrase.start, phrase.stop) is not None
    if either:
        return False  # "on 9/11" is another thing
    on = text[left[-1].start : left[-1].stop].lower() if last == "o" else word if not left else ""
    if lexicon.locale.relative_weekday.get(on) == "tense":
        return True
    return (
        last in ("f", "b")
        or (last in ("j", "a", "s") and "d" in [token.kind for token in left])
        or (last == "o" and (not slash or _PADDED.search(text, phrase.start, phrase.stop) is not None))
    )


_BEGINNINGS = ("", "\n", "|", "•", "*", "–", "-")
_PADDED = re.compile(r"\d\d[./]\s?\d\d")
