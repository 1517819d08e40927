"""Dates in figures: "19.11.2024", "11/19/2024", "2024-11-19/2024-11-21", "19.–21.11.2024", "19.-21.11."

They are looked for by what all of them have, the beginning of a year or month behind a separator, since a search for
digits would stop at every number of a text.
"""

import re
from collections.abc import Iterator
from datetime import date

from calendar_app.dates.phrase import Partial, Phrase
from calendar_app.model import Precision

_NEEDLES = ("/20", "/19", ".20", ".19", ". 20", ". 19", "-0", "-1", ".–", ".-")
_DASH = r"\s?[-–—]\s?"
_ISO = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
_DATE = re.compile(
    rf"(?:{_ISO}(?:/{_ISO})?"  # groups 1-6
    # the beginning of a range, "19.–", "19.11.–", "19.11.2024 –": groups 7-9
    rf"|(?:([0-9]{{1,2}})(?:\.\s?(?:([0-9]{{1,2}})\.?(?:\s?([0-9]{{4}})\.?)?)?)?{_DASH})?"
    r"([0-9]{1,2})([./])\s?([0-9]{1,2})(?:\11\s?([0-9]{4})|\.(?![0-9])))"  # "21.11.2024", "21. 11.": groups 10-13
    r"(?![\w/]|[.,:-][0-9])"
)
_FIGURES = r"[0-9](?:[0-9./]|(?<=\.)\s){0,11}"
_NUMBER_BEFORE = re.compile(rf"(?<![\w.,/:-]){_FIGURES}(?:\s?[-–—]\s?{_FIGURES})?\Z")
_WINDOW = 28  # characters before a needle in which its date begins


def numeric_phrases(text: str, start: int, stop: int, order: str) -> tuple[list[Phrase], str]:
    """All dates in figures in text[start:stop], in any order (the same one may come more than once), and the order of
    day and month that they were read in.

    That is the order which the text itself shows by a number over 12, else `order` ("dmy" or "mdy").
    """
    matches = list(_matches(text, start, stop))
    order = _shown_order(matches, order)
    return [phrase for match in matches if (phrase := _phrase(match, order))], order


def _shown_order(matches: list[re.Match[str]], default: str) -> str:
    shown = {
        "mdy" if int(match[12]) > 12 else "dmy"
        for match in matches
        if match[10] and match[13] and max(int(match[10]), int(match[12])) > 12
    }
    return shown.pop() if len(shown) == 1 else default


def _matches(text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    for needle in _NEEDLES:
        at = text.find(needle, start, stop)
        while at >= 0:
            if text[at - 1 : at].isdigit():
                before = _NUMBER_BEFORE.search(text, max(0, at - _WINDOW), at)
                match = _DATE.match(text, before.start()) if before else None
                if match:
                    yield match
            at = text.find(needle, at + 1, stop)


def _phrase(match: re.Match[str], order: str) -> Phrase | None:
    if match[13] is None and match[1] is None and match[7] is None:
        return None  # "21.11." alone may be a paragraph's number
    first, last = _iso(match) if match[1] else _figures(match, order)
    if not (_is_date(first) and _is_date(last)) or (last.year == first.year and not first.ordered_before(last)):
        return None
    rule = "day-iso" if match[1] else "day-numeric"
    return Phrase(match.start(), match.end(), f"{rule}-range" if first != last else rule, Precision.DAY, first, last)


def _iso(match: re.Match[str]) -> tuple[Partial, Partial]:
    first = Partial(int(match[1]), int(match[2]), int(match[3]))
    return first, Partial(int(match[4]), int(match[5]), int(match[6])) if match[4] else first


def _figures(match: re.Match[str], order: str) -> tuple[Partial, Partial]:
    dotted = "dmy" if match[11] == "." else order  # with full stops the day always comes first
    last = _ordered(int(match[10]), int(match[12]), int(match[13]) if match[13] else None, dotted)
    if match[7] is None:
        return last, last
    month = int(match[8]) if match[8] else last.month
    return Partial(int(match[9]) if match[9] else last.year, month, int(match[7])), last


def _ordered(one: int, two: int, year: int | None, order: str) -> Partial:
    """Day and month of a numeric date: by their size where that decides, else by the language's order."""
    month_first = two > 12 or (order == "mdy" and one <= 12)
    return Partial(year, one, two) if month_first else Partial(year, two, one)


def _is_date(partial: Partial) -> bool:
    try:
        date(partial.year or 2000, partial.month or 1, partial.day or 1)
    except ValueError:
        return False
    return True
