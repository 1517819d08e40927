"""Dates that take their month or year from a line above them that says no more than that.

JANUARY 2025                       2025
Fri 10 – Sun 12 | Gospel           10 January – Ordinary Meeting
Tue 14 | Talks
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from calendar_app.dates.lexicon import Lexicon, Token
from calendar_app.dates.phrase import Phrase, without_overlaps
from calendar_app.model import Precision

_LINE_END = re.compile(r"\n")
_FARTHEST = 6000  # characters below a heading that it still holds for
_YEAR_LINE = re.compile(r"\n[ \t]*((?:19|20)\d\d)[ \t]*:?[ \t]*(?=\n|\Z)")
_FIRST_LINE = re.compile(r"[ \t]*((?:19|20)\d\d)[ \t]*:?[ \t]*(?=\n|\Z)")
_YEAR_IN_TITLE = re.compile(r"(?:[^\n\d]{3,120}\n\s{0,4})?[^\n\d]{3,120}((?:19|20)\d\d)[ \t]{0,4}\n")
_SHOWN = re.compile(r"\S")
_BEFORE = re.compile(r"[\s•*·#|–—-]*\Z")
_BEHIND = re.compile(r"[\s:.]*(?=\n|\Z)")
_LEADING = re.compile(r"[ \t]*(?:[•*·–—-][ \t]*)?")
_DAYS = re.compile(r"(Wc?)?d(?:jW?c?d)?")
_SIGN = re.compile(r"\s*(?:[|:\t–—]|\s-\s)")
_ENDS = re.compile(r"\s*[|:\t–—,.-]|\s+[^\W\d_]")
_LONGEST = 40  # characters of a day at the beginning of a line: "Wednesday 10 – Friday 12"


def with_headings(text: str, found: list[Phrase], lexicon: Lexicon) -> list[Phrase]:
    """The phrases of a text, and those that a month's heading makes of the days below it; a year that stands alone on
    a line is the year of those below it that have none."""
    found = _with_years(text, found)
    added = list(_under_months(text, found, lexicon))
    return without_overlaps([*found, *added]) if added else found


def _with_years(text: str, found: list[Phrase]) -> list[Phrase]:
    first = _FIRST_LINE.match(text)
    lines = [*([first] if first else []), *_YEAR_LINE.finditer(text)]
    years = [(match.start(), int(match[1])) for match in lines]
    if years:
        return [_in_year(phrase, years) for phrase in found]
    begins = _SHOWN.search(text)
    title = _YEAR_IN_TITLE.match(text, begins.start()) if begins else None
    if title is None or any(phrase.start < title.end() and phrase.last.day is not None for phrase in found):
        return found
    return [_in_year(phrase, [(0, int(title[1]))]) if _leads_line(text, phrase) else phrase for phrase in found]


def _leads_line(text: str, phrase: Phrase) -> bool:
    line = text.rfind("\n", max(0, phrase.start - 20), phrase.start) + 1
    return line > 0 and _BEFORE.fullmatch(text, line, phrase.start) is not None


def _in_year(phrase: Phrase, years: list[tuple[int, int]]) -> Phrase:
    above = [(at, year) for at, year in years if phrase.start - _FARTHEST < at < phrase.start]
    if not above or phrase.relative or phrase.last.year is not None or phrase.last.month is None:
        return phrase
    year = above[-1][1]
    first = year if phrase.first.ordered_before(phrase.last) else year - 1
    return phrase._replace(first=phrase.first._replace(year=first), last=phrase.last._replace(year=year))


def _under_months(text: str, found: list[Phrase], lexicon: Lexicon) -> Iterator[Phrase]:
    """The days of the lines below each month that stands alone on its line."""
    months = [phrase for phrase in found if phrase.precision is Precision.MONTH and _is_heading(text, phrase)]
    for month, end in pairwise([*months, None]):
        if month is None or month.first != month.last:
            continue
        stop = min(month.stop + _FARTHEST, end.start if end else len(text))
        edges = [match.end() for match in _LINE_END.finditer(text, month.stop, stop)]
        for low, high in pairwise([*edges, stop]):
            if phrase := _day_of(text, low, high, month, lexicon):
                yield phrase


def _is_heading(text: str, phrase: Phrase) -> bool:
    line = text.rfind("\n", max(0, phrase.start - 20), phrase.start) + 1
    alone = (line > 0 or phrase.start < 20) and _BEFORE.fullmatch(text, line, phrase.start)
    return bool(alone and _BEHIND.match(text, phrase.stop) and "\n" in text[phrase.stop : phrase.stop + 20])


def _day_of(text: str, low: int, high: int, month: Phrase, lexicon: Lexicon) -> Phrase | None:
    """The day or days of the month with which a line begins: "Tue 14 |", "13-17 Sub-Committee"."""
    lead = _LEADING.match(text, low, high)
    start = lead.end() if lead else low
    tokens: list[Token] = []
    for token in lexicon.tokens(text, start, min(high, start + _LONGEST)):
        if token.kind not in "dWjco":
            break
        tokens.append(token)
    tokens = [token for token in tokens if token.kind != "o"]
    match = _DAYS.match("".join(token.kind for token in tokens))
    if match is None:
        return None
    tokens = tokens[: match.end()]
    days = [token for token in tokens if token.kind == "d"]
    bare = not match[1] and len(days) == 1  # "14 people": a bare number needs a sign behind it
    if not (_SIGN if bare else _ENDS).match(text, days[-1].stop):
        return None
    named = next((token for token in tokens if token.kind == "W"), None)
    first, last = (month.first._replace(day=token.value) for token in (days[0], days[-1]))
    return Phrase(
        start=named.start if named and named.start < days[0].start else days[0].start,
        stop=days[-1].stop,
        rule="day-under-month" if first == last else "day-range-under-month",
        precision=Precision.DAY,
        first=first,
        last=last,
        weekday=named.value if named else None,
    )
