"""Whether the sentence around a date speaks of the future or of the past."""

import re
from functools import cache

from calendar_app.dates.lexicon import Lexicon
from calendar_app.locales.cue import cue

_CLAUSE = 240  # characters before a date that may say whether it is to come
_BEHIND = 60  # and behind it, where its sentence goes on


def speaks_of_future(text: str, start: int, stop: int, lexicon: Lexicon, floor: int | None = None) -> bool:
    """Whether the sentence around text[start:stop] (from `floor` on, then up to `stop`) speaks of the future."""
    return _future(lexicon).search(text, *_clause(text, start, stop, floor)) is not None


def speaks_of_past(text: str, start: int, stop: int, lexicon: Lexicon, floor: int | None = None) -> bool:
    """Whether the sentence around text[start:stop] (from `floor` on, then up to `stop`) speaks of the past."""
    return _past(lexicon).search(text, *_clause(text, start, stop, floor)) is not None


def will_be(text: str, start: int, stop: int, lexicon: Lexicon) -> bool:
    """Whether the sentence around text[start:stop] speaks of the future, and not only the one behind it."""
    low, high = _clause(text, start, stop)
    end = text.find(". ", stop, high)
    return _future(lexicon).search(text, low, end if end >= 0 else high) is not None


def _clause(text: str, start: int, stop: int, floor: int | None = None) -> tuple[int, int]:
    low = max(0, start - _CLAUSE, text.rfind("\n", 0, start) + 1)
    end = text.rfind(". ", low, start)
    while end > low + 3 and not text[end - 3 : end].islower():
        end = text.rfind(". ", low, end)  # an abbreviation's
    low = max(low, end)
    if floor is not None:
        return max(low, floor), stop
    line = text.find("\n", stop, stop + _BEHIND)
    return low, line if line >= 0 else stop + _BEHIND


@cache
def _future(lexicon: Lexicon) -> re.Pattern[str]:
    return cue(lexicon.locale.roles.future)


@cache
def _past(lexicon: Lexicon) -> re.Pattern[str]:
    return cue(lexicon.locale.roles.past)
