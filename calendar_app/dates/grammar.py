"""The date grammar: rules over token classes, the same for every language.

A run is a stretch of tokens that could all belong to dates. `groups` cuts it into groups of one month each by one
pattern over its class letters; `phrases` joins groups into ranges and splits lists of days. Patterns see a run of at
most a few dozen letters, never the text, so the whole is linear in the text whatever the text.
"""

import re
from calendar import monthrange
from collections.abc import Set
from itertools import pairwise
from typing import NamedTuple

from calendar_app.dates.lexicon import Token
from calendar_app.dates.phrase import Partial, Phrase
from calendar_app.model import Precision

_MORE = r"(?:c?j[bf]?|ca?[bf]?|a[bf]?|s)"
# In the order in which they are tried; a group has exactly one month.
#   day, month, year hyphened        "19-Nov-2024", "8-Mai"
#   days, month, year     "27-30 June", "5-7 and 12-14 May 2024", "19 of November, 2024"
#   month, days, year     "November 21 and 22, 2024"; a day followed by a month belongs to that month;
#                         a bare comma joins days only where "and" or a year follows, so not in "June 10, 15 officers"
#   month, year           "June 2023";   month alone   "in October"
_DAY_GROUP = (
    r"(?P<hyphened>djM(?:j(?P<y0>Y))?)"
    rf"|(?P<dmy>(?P<d1>d(?:{_MORE}d)*)M(?:c?(?P<y1>Y))?)"
)
_MONTH_GROUP = r"|(?P<mdy>M(?P<d2>d(?:(?:j|s)d(?!M)|(?:cd(?!M))*c?ad(?!M)|(?:cd(?!M))+(?=c?Y))*)(?:c?(?P<y2>Y))?)"
_BARE_GROUP = r"|(?P<my>Mc?(?P<y3>Y))|(?P<m>M)"
_GROUP = re.compile(_DAY_GROUP + _MONTH_GROUP + _BARE_GROUP)
_DAY_FIRST = re.compile(_DAY_GROUP + r"|(?P<mdy>(?!))" + _BARE_GROUP)


class _Group(NamedTuple):
    """One month with its days and year; `start` and `stop` index the run's tokens."""

    rule: str
    days: tuple[int, ...]
    month: int
    year: int | None
    start: int
    stop: int


class Run(NamedTuple):
    """Tokens that stand together, tidied: skipped words and weekdays are gone from `tokens`, their place is kept.

    `before` is the lower-case word before the run, `behind` the one behind the word that it was found by.
    """

    tokens: tuple[Token, ...]
    kinds: str
    before: str
    behind: str
    weekdays: dict[int, Token]


class MonthWords(NamedTuple):
    """How a language writes its months: whether also before the day ("July 12"), and the words, before it and behind,
    with which a month alone is a date; behind those of `never_day` no day follows it."""

    first: bool
    before: Set[str]
    behind: Set[str]
    never_day: Set[str]


def phrases(run: Run, months: MonthWords) -> list[Phrase]:
    """All date phrases of a run, in order."""
    found: list[Phrase] = []
    pattern = _GROUP if months.first else _DAY_FIRST
    groups = _with_years(run, [_group(run, match) for match in pattern.finditer(run.kinds)])
    index = 0
    while index < len(groups):
        group = groups[index]
        if index + 1 < len(groups):
            behind = groups[index + 1]
            if joined := _range(run, group, behind) or _adjoining(run, group, behind, months):
                found.append(joined)
                index += 2
                continue
        found.extend(_single(run, group, months))
        index += 1
    return _over_months_end(run, found) if len(found) > 1 else found


def _over_months_end(run: Run, found: list[Phrase]) -> list[Phrase]:
    """Days that follow one another over the end of a month as one phrase: "30 June and 1 July"."""
    joined = found[:1]
    for phrase in found[1:]:
        before = joined[-1]
        if _is_next_day(before.last, phrase.first) and _linked(run, before.stop, phrase.start):
            joined[-1] = before._replace(stop=phrase.stop, rule=phrase.rule, last=phrase.last)
        else:
            joined.append(phrase)
    return joined


def _is_next_day(last: Partial, first: Partial) -> bool:
    if first.day != 1 or last.day is None or first.month is None or last.month is None:
        return False
    year = last.year or first.year
    if year is None and last.month == 2:
        return False  # the last day of February is not known
    return (
        first.month == last.month % 12 + 1
        and (first.year or year) == (year + (last.month == 12) if year else None)
        and last.day == monthrange(year or 2023, last.month)[1]
    )


def _linked(run: Run, stop: int, start: int) -> bool:
    """Whether only "and" stands between two places of a run, and it does not say "respectively"."""
    between = "".join(token.kind for token in run.tokens if stop <= token.start < start)
    return between in ("a", "ca") and "r" not in run.kinds


def _is_hyphened(run: Run, match: re.Match[str]) -> bool:
    """Whether day and month stand together, "8-Mai", with no blank around the hyphen."""
    day, hyphen, month = run.tokens[match.start() : match.start() + 3]
    return day.stop == hyphen.start and hyphen.stop == month.start


# The days and the year of each rule's pattern
_PARTS = {"hyphened": ("", "y0"), "dmy": ("d1", "y1"), "mdy": ("d2", "y2"), "my": ("", "y3"), "m": ("", "")}


def _group(run: Run, match: re.Match[str]) -> _Group:
    rule = match.lastgroup or ""
    if rule == "hyphened" and not match["y0"] and not _is_hyphened(run, match):
        month = match.start() + 2
        return _Group("m", (), run.tokens[month].value, None, month, month + 1)
    days_name, year_name = _PARTS[rule]
    days = tuple(range(*match.span(days_name))) if days_name else ()
    year_at = match.start(year_name) if year_name else -1
    return _Group(
        rule=rule,
        days=(match.start(),) if rule == "hyphened" else days,
        month=run.tokens[run.kinds.index("M", match.start())].value,
        year=run.tokens[year_at].value if year_at >= 0 else None,
        start=match.start(),
        stop=match.end(),
    )


def _with_years(run: Run, groups: list[_Group]) -> list[_Group]:
    """A year said once at the end holds for the groups joined before it: "21 and 25 May and 3 June 2024"."""
    for index in range(len(groups) - 2, -1, -1):
        left, right = groups[index], groups[index + 1]
        between = run.kinds[left.stop : right.start]
        if left.year is None and right.year is not None and _JOINED.fullmatch(between):
            turns = "j" in between and left.month > right.month
            groups[index] = left._replace(year=right.year - 1 if turns else right.year)
    return groups


_JOINED = re.compile("[jacsfb]*")


def _range(run: Run, left: _Group, right: _Group) -> Phrase | None:
    """Two groups as one range: "28 June to 3 July", "between 28 June and 3 July", "June to August 2023"."""
    between = run.kinds[left.stop : right.start]
    if between not in ("j", "cj", "s") and not (between == "a" and _is_between(run, left.start, right.stop)):
        return None
    if bool(left.days) != bool(right.days) or len(left.days) > 1 or len(right.days) > 1:
        return None
    first = Partial(left.year, left.month, _day(run, left))
    last = Partial(right.year if right.year is not None else left.year, right.month, _day(run, right))
    if last.year is not None and first.year == last.year and not first.ordered_before(last):
        if right.year is not None and left.year is not None and left.year != right.year:
            return None
        last = last._replace(year=last.year + 1)
    precision = Precision.DAY if left.days else Precision.MONTH
    return _phrase(run, left.start, right.stop, f"range-{left.rule}-{right.rule}", precision, first, last)


def _adjoining(run: Run, left: _Group, right: _Group, months: MonthWords) -> Phrase | None:
    """Two months that follow one another as one phrase: "in October and November 2023"."""
    if left.days or right.days or run.kinds[left.stop : right.start] != "a" or not _is_told(run, left, months):
        return None
    turns = left.month == 12 and right.month == 1
    if right.month != left.month % 12 + 1 or left.year != (right.year - turns if right.year else None):
        return None
    first, last = Partial(left.year, left.month), Partial(right.year, right.month)
    return _phrase(run, left.start, right.stop, "months", Precision.MONTH, first, last)


def _is_told(run: Run, group: _Group, months: MonthWords) -> bool:
    """Whether what stands beside a month says that it is one: a year, "in", "since", nothing else in its line."""
    opened = group.start > 0 and run.kinds[group.start - 1] in "jfb"
    told = (group.start == 0 and run.before in months.before) or run.behind in months.behind
    heads = run.kinds == "M" and run.before in ("", "\n") and run.behind == "\n"
    return group.year is not None or opened or told or heads


def _is_between(run: Run, start: int, stop: int) -> bool:
    """Whether the text says "between" before or behind the tokens start..stop-1."""
    return run.kinds[max(0, start - 1) : start] == "b" or run.kinds[stop : stop + 1] == "e"


def _day(run: Run, group: _Group) -> int | None:
    return run.tokens[group.days[0]].value if group.days else None


def _single(run: Run, group: _Group, months: MonthWords) -> list[Phrase]:
    if group.rule == "m":
        partial = Partial(group.year, group.month)
        known = _is_told(run, group, months)
        return [_phrase(run, group.start, group.stop, "month", Precision.MONTH, partial, partial)] if known else []
    if group.rule == "my":
        partial = Partial(group.year, group.month)
        return [_phrase(run, group.start, group.stop, "month-year", Precision.MONTH, partial, partial)]
    if group.rule == "mdy" and group.year is None and group.start == 0 and run.before in months.never_day:
        partial = Partial(None, group.month)
        return [_phrase(run, group.start, group.start + 1, "month", Precision.MONTH, partial, partial)]
    return _days(run, group)


def _days(run: Run, group: _Group) -> list[Phrase]:
    """The days of a group: ranges, neighbours joined by "and", and what is left as single days."""
    items = _items(run, group)
    found = []
    for number, (low, high) in enumerate(items):
        first = group.start if group.rule == "mdy" and number == 0 else low
        last = group.stop if number == len(items) - 1 else high + 1
        start, stop = run.tokens[low].value, run.tokens[high].value
        rule = "day" if low == high else "day-range"
        found.append(
            _phrase(
                run,
                first,
                last,
                f"{rule}-{group.rule}",
                Precision.DAY,
                Partial(group.year, group.month, start),
                Partial(group.year, group.month, stop),
            )
        )
    return found


def _items(run: Run, group: _Group) -> list[tuple[int, int]]:
    """Token indexes (first day, last day) of each item in a list of days."""
    where = [index for index in group.days if run.kinds[index] == "d"]
    apart = run.kinds[group.stop : group.stop + 1] == "r"
    between = _is_between(run, group.start, group.stop)
    items: list[tuple[int, int]] = [(where[0], where[0])]
    for left, right in pairwise(where):
        joiner = run.kinds[left + 1 : right]
        low, high = run.tokens[left].value, run.tokens[right].value
        neighbours = high == low + 1 and not apart
        if joiner == "s" and (not neighbours or run.tokens[right].padded):
            return []  # "MC Dec 4/18", "Dec 4/05": a document's number
        pair = between and len(where) == 2 and low < high
        if ("j" in joiner and low < high) or (joiner == "a" and pair) or neighbours:
            items[-1] = (items[-1][0], right)
        else:
            items.append((right, right))
    return items


def _phrase(run: Run, first: int, last: int, rule: str, precision: Precision, begin: Partial, end: Partial) -> Phrase:
    """A phrase over the tokens first..last-1."""
    weekday = next((run.weekdays[index] for index in range(first, last) if index in run.weekdays), None)
    named = run.weekdays.get(first)
    return Phrase(
        start=named.start if named else run.tokens[first].start,
        stop=run.tokens[last - 1].stop,
        rule=rule,
        precision=precision,
        first=begin,
        last=end,
        weekday=weekday.value if weekday else None,
    )
