"""The commonest dates, "on 27-30 June 2023 the…", read by one look at what stands around their month.

What is read here the grammar would read alike, after many more steps; whatever else stands around the month is left to
it.
"""

import re
from functools import cache

from calendar_app.dates.lexicon import Lexicon
from calendar_app.dates.phrase import Partial, Phrase
from calendar_app.model import Precision

# A month, perhaps a year, and behind it one or two words, a sign that no date goes on after, or the end of a sentence
_BEHIND = re.compile(
    r"([^\W\d_]+)(?: ((?:19|20)\d\d))?(?:(?:,| [–—-])? ([^\W\d_]+)(?: ([^\W\d_]+))?(?=[ \n,;:.)])|[:;)](?!\d)|\n|\Z"
    r"|(\.)(?:\n|\Z|\s[“\"A-ZÀ-ÞА-ЯЁЂ-Џ]))"
)
_NEAR = 48  # characters before a month in which its days and the two words before them stand
_SIGNS = ".,;:)”"


def plain_phrase(text: str, month: int, floor: int, lexicon: Lexicon) -> Phrase | None:
    """One day, one range of days, or the month of a year, at the month word at an offset, where only blanks part them
    and neither the words before (from `floor` on) nor what is behind can belong to a date; else None."""
    behind = _BEHIND.match(text, month)
    if behind is None:
        return None
    name, given, word, after, ended = behind.groups()
    kind, number = lexicon.kind(name)
    if kind != "M" or (word and not _ends(word, after, lexicon)) or (ended and name.lower() in lexicon.abbreviations):
        return None
    words = text[max(floor, month - _NEAR) : month].replace("\n", " \n ").split(" ")
    year = int(given) if given else None
    stop = behind.end(2 if given else 1)
    if words.pop() or not words:
        return None
    days, length = _days_at_end(words, lexicon)
    if not _begins(words, lexicon):
        return None
    if days is None:
        only = Partial(year, number)
        return Phrase(month, stop, "month-year", Precision.MONTH, only, only) if given else None
    first, last = Partial(year, number, days[0]), Partial(year, number, days[1])
    rule = "day-dmy" if first == last else "day-range-dmy"
    return Phrase(month - length, stop, rule, Precision.DAY, first, last)


def _ends(word: str, after: str | None, lexicon: Lexicon) -> bool:
    """Whether the word behind a date belongs to none, nor, if it is one like "the", the one after it."""
    kind = lexicon.kind(word)[0]
    return kind == "x" or (kind == "o" and after is not None and lexicon.kind(after)[0] == "x")


def _days_at_end(words: list[str], lexicon: Lexicon) -> tuple[tuple[int, int] | None, int]:
    """Takes the day or days from the end of the words, and says how many characters they are with the blank behind."""
    days = _days()
    last = days.get(words[-1])
    if last is None:
        return None, 0
    length = len(words.pop()) + 1
    if (
        len(words) > 2
        and words[-1] in lexicon.ranges
        and (first := days.get(words[-2]))
        and first[1] < last[0] == last[1]
    ):
        length += len(words.pop()) + len(words.pop()) + 2
        return (first[0], last[1]), length
    return last, length


def _begins(words: list[str], lexicon: Lexicon) -> bool:
    """Whether the last of some words, of which the first may be cut, belongs to no date; nor, if it is one like "on" or
    "from", the one before it."""
    for word in words[:0:-1][:2]:
        kind = lexicon.kind(word)[0]
        if kind not in "fo":
            bare = word.rstrip(_SIGNS)
            return word == "\n" or (kind == "x" and bare.isalpha() and lexicon.kind(bare)[0] == "x")
    return False


@cache
def _days() -> dict[str, tuple[int, int]]:
    """Days and ranges of days as they are written with nothing but figures and a dash."""
    written = {spelling: day for day in range(1, 32) for spelling in (str(day), f"{day:02}")}
    ranges = {
        f"{first}{dash}{last}": (written[first], written[last])
        for first in written
        for last in written
        for dash in "-–—"
        if written[first] < written[last]
    }
    return {spelling: (day, day) for spelling, day in written.items()} | ranges
