"""Dates in figures: "19.11.2024", "11/19/2024", "2024-11-19/2024-11-21", "19.–21.11.2024", "19 XI 2024", "19.11."

They are looked for by what all of them have, a sign before a figure, since a search for digits would stop at every
number of a text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from calendar_app.dates.anchors import Anchors
from calendar_app.dates.lexicon import Lexicon
from calendar_app.dates.phrase import NOTHING, Partial, Phrase
from calendar_app.model import Precision

BARE = "day-numeric-short"  # the rule of a date without a year, or with two digits of one: perhaps none
OPEN = "day-numeric-short-open"  # the rule of one that no closing stop ends either: perhaps an hour ("10.10")


class Order(NamedTuple):
    """The order of day and month, "dmy" or "mdy", and whether it is sure: the language's only one, or shown."""

    name: str
    sure: bool


_DASH = r"\s?[-–—]\s?"
_ISO = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
_DATE = re.compile(
    rf"(?:{_ISO}(?:/{_ISO})?"  # groups 1-6
    # the beginning of a range, "19.–", "19.11.–", "19.11.2024 –": groups 7-9
    rf"|(?:([0-9]{{1,2}})(?:[./]?\s?(?:([0-9]{{1,2}})\.?(?:[\s/]?([0-9]{{4}})\.?)?)?)?{_DASH})?"
    # "21.11.2024", "21. 11.", "21/11/24", "21/11": groups 10-13
    r"([0-9]{1,2})([./])\s?([0-9]{1,2})(?:\11\s?([0-9]{4}|[0-9]{2})(?![0-9])|(?:(?<=/[0-9])|(?<=/[0-9]{2}))|\.(?![0-9])|(?<=\.[01][0-9])(?![0-9])))"
    r"(?![\w/]|[.,:-][0-9]|%)"
)
_FIGURES = r"[0-9](?:[0-9./]|(?<=\.)\s){0,11}"
_NUMBER_BEFORE = re.compile(rf"(?<![\w.,/:-]){_FIGURES}(?:\s?[-–—]\s?{_FIGURES})?\Z")
_SECOND = re.compile(r"(?<=/)[0-9]{1,2}\Z")
_SHORT = re.compile(r"[0-9]{1,2}/[0-9]{2}/[0-9]{2}")
_DOTTED_SHORT = re.compile(r"[0-9]{1,2}\.[0-9]\.[0-9]{2}|[0-9]\.[0-9]{1,2}\.[0-9]{2}")  # "3.5.20", a version
_WINDOW = 28  # characters before a needle in which its date begins
_ROMAN_NUMBERS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN = {name: number for number, name in enumerate(_ROMAN_NUMBERS, 1)}
_ROMAN_DATE = re.compile(r"(?<![\w.,/:-])([0-9]{1,2})\.?(?:\s?[-–—]\s?([0-9]{1,2})\.?)?\s\Z")
_ROMAN_MONTH = re.compile(r"(X?I{1,3}|I?[VX]|VI{1,3})(?:\.?\s((?:20|19)[0-9]{2}))?(?!\w)")
_ROMAN_WINDOW = 12  # characters before a month in Roman numbers in which its days begin


def numeric_phrases(text: str, anchors: Anchors, order: Order, lexicon: Lexicon) -> tuple[list[Phrase], Order]:
    """All dates in figures around anchors, in any order (the same one may come more than once), and the order of day
    and month that they were read in: what a number over 12 among them shows, else `order`."""
    matches: list[re.Match[str]] = []
    found: list[Phrase] = []
    for at in (*_before_years(text, anchors.years), *anchors.signs):
        if match := _match(text, at):
            matches.append(match)
        elif text.startswith("/20", at) and (phrase := _month_of_year(text, at, lexicon)):
            found.append(phrase)
    order = _shown_by_figures(matches, order, lexicon)
    found += [phrase for match in matches if (phrase := _phrase(match, order))]
    found += _roman_phrases(text, anchors.romans)
    return found, order


def shown_by_words(phrases: Iterable[Phrase], order: Order) -> Order:
    """The order in which a text writes its months in words: "Nov. 19, 2024" or "19 November 2024"."""
    counts = Counter(phrase.rule.rpartition("-")[2] for phrase in phrases)
    if counts["mdy"] == counts["dmy"]:
        return order
    return Order("mdy" if counts["mdy"] > counts["dmy"] else "dmy", True)


def _shown_by_figures(matches: list[re.Match[str]], order: Order, lexicon: Lexicon) -> Order:
    shown = {
        "mdy" if int(match[12]) > 12 else "dmy"
        for match in matches
        if match[10] and max(int(match[10]), int(match[12])) > 12 and (match[13] or _leads(match, lexicon))
    }
    return Order(shown.pop(), True) if len(shown) == 1 else order


def _leads(match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether figures begin a line ("19/1 Semi-final") or stand behind a weekday."""
    if match[11] == "/" and match.string[max(0, match.start() - 1) : match.start()] in ("", "\n"):
        return True
    words = match.string[max(0, match.start() - 14) : match.start()].split()
    return bool(words) and words[-1].strip(".,").lower() in lexicon.locale.weekday_words


def _before_years(text: str, years: list[int]) -> Iterator[int]:
    """Where a period stands between a figure and a year."""
    for year in years:
        at = year - 2 if text[year - 1] == " " else year - 1
        if at > 0 and text[at] == "." and text[at - 1].isdigit():
            yield at


def _match(text: str, at: int) -> re.Match[str] | None:
    """The date in figures around a sign in it."""
    before = _NUMBER_BEFORE.search(text, max(0, at - _WINDOW), at)
    match = _DATE.match(text, before.start()) if before else None
    if match is None and (second := _SECOND.search(text, at - 2, at)):
        match = _DATE.match(text, second.start())  # "19./20.11."
    return match


def _month_of_year(text: str, at: int, lexicon: Lexicon) -> Phrase | None:
    """ "12/2024" behind "for" or "in", or at the end of a line behind a comma; elsewhere it is a document's number."""
    match = _MONTH_OF_YEAR.search(text, max(0, at - _WINDOW), at + 5)
    year = _YEAR_BEHIND.match(text, at)
    if match is None or year is None or not 1 <= int(match[3]) <= 12:
        return None
    ends_line = match[2] and text[year.end() : year.end() + 1] in ("", "\n")
    if not ends_line and (match[1] or "").lower() not in lexicon.locale.bare_month.before:
        return None
    month = Partial(int(year[1]), int(match[3]))
    return Phrase(match.start(3), year.end(), "month-numeric", Precision.MONTH, month, month)


_MONTH_OF_YEAR = re.compile(r"(?:(?<!\w)([^\W\d_]+)|[^\W\d_](,))\s([0-9]{1,2})(?=/)")
_YEAR_BEHIND = re.compile(r"/(20[0-9]{2})(?![\w/]|[.,-][0-9])")


def _phrase(match: re.Match[str], order: Order) -> Phrase | None:
    first, last = _iso(match) if match[1] else _figures(match, order)
    if _DOTTED_SHORT.fullmatch(match.group()) or (match[11] == "." and int(match[12]) > 12):
        return None
    if not (_is_date(first) and _is_date(last)) or (last.year == first.year and not first.ordered_before(last)):
        return None
    stated = match[1] or match[7] or (match[13] and (len(match[13]) == 4 or _SHORT.fullmatch(match.group())))
    rule = "day-iso" if match[1] else "day-numeric" if stated else BARE if _is_closed(match) else OPEN
    rule = f"{rule}-range" if first != last else rule
    note = "" if match[1] or order.sure else _either(first, last, match[11])
    other = last._replace(month=last.day, day=last.month) if note else NOTHING
    return Phrase(match.start(), match.end(), rule, Precision.DAY, first, last, note=note, other=other)


def _is_closed(match: re.Match[str]) -> bool:
    """Whether a date in figures has a year, a slash or a closing stop."""
    return bool(match[13]) or match[11] == "/" or match.group().endswith(".")


def _either(first: Partial, last: Partial, separator: str) -> str:
    """What to say of a date of which nothing shows whether day or month comes first."""
    day, month = last.day or 0, last.month or 0
    if separator != "/" or first != last or day == month or max(day, month) > 12:
        return ""
    return f"the text does not show whether day {day} of month {month} or day {month} of month {day} is meant"


def _iso(match: re.Match[str]) -> tuple[Partial, Partial]:
    first = Partial(int(match[1]), int(match[2]), int(match[3]))
    return first, Partial(int(match[4]), int(match[5]), int(match[6])) if match[4] else first


def _figures(match: re.Match[str], order: Order) -> tuple[Partial, Partial]:
    dotted = "dmy" if match[11] == "." else order.name  # with full stops the day always comes first
    last = _ordered(int(match[10]), int(match[12]), _year(match[13]), dotted)
    if match[7] is None:
        return last, last
    year = int(match[9]) if match[9] else last.year
    if match[8] and "/" in match.group():
        return _ordered(int(match[7]), int(match[8]), year, order.name), last
    return Partial(year, int(match[8]) if match[8] else last.month, int(match[7])), last


def _year(figures: str | None) -> int | None:
    """A year; one of two digits is of this century."""
    return None if figures is None else int(figures) + (2000 if len(figures) == 2 else 0)


def _ordered(one: int, two: int, year: int | None, order: str) -> Partial:
    """Day and month of a numeric date: by their size where that decides, else by the language's order."""
    month_first = two > 12 or (order == "mdy" and one <= 12)
    return Partial(year, one, two) if month_first else Partial(year, two, one)


def _roman_phrases(text: str, anchors: list[int]) -> Iterator[Phrase]:
    """ "19 XI 2024", "19–21 XI": looked for by what a month in Roman numbers begins with."""
    for at in anchors:
        days = _ROMAN_DATE.search(text, max(0, at - _ROMAN_WINDOW), at + 1)
        month = _ROMAN_MONTH.match(text, at + 1)
        if days and month and (phrase := _roman_phrase(days, month)):
            yield phrase


def _roman_phrase(days: re.Match[str], month: re.Match[str]) -> Phrase | None:
    last = Partial(int(month[2]) if month[2] else None, _ROMAN[month[1]], int(days[2] or days[1]))
    first = last._replace(day=int(days[1]))
    if not (_is_date(first) and _is_date(last) and first.ordered_before(last)):
        return None
    rule = "day-roman" if month[2] else f"{BARE}-roman"
    return Phrase(days.start(), month.end(), rule, Precision.DAY, first, last)


def _is_date(partial: Partial) -> bool:
    if 0 in (partial.month, partial.day):
        return False
    try:
        date(partial.year or 2000, partial.month or 1, partial.day or 1)
    except ValueError:
        return False
    return True
