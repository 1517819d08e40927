"""Whether the sentence around a date speaks of the future or of the past."""

import re
from functools import cache

from calendar_app.dates.lexicon import Lexicon
from calendar_app.locales.cue import cue

_CLAUSE = 240  # characters before a date that may say whether it is to come


def speaks_of_future(text: str, start: int, stop: int, lexicon: Lexicon, floor: int | None = None) -> bool:
    """Whether the sentence around text[start:stop] (from `floor` on) speaks of the future."""
    low, high = _clause(text, start, stop)
    return (
        _future(lexicon).search(text, low if floor is None else max(low, floor), high if floor is None else stop)
        is not None
    )


def speaks_of_past(text: str, start: int, stop: int, lexicon: Lexicon, floor: int | None = None) -> bool:
    """Whether the sentence around text[start:stop] (from `floor` on) speaks of the past."""
    low, high = _clause(text, start, stop)
    return (
        _past(lexicon).search(text, low if floor is None else max(low, floor), high if floor is None else stop)
        is not None
    )


def _clause(text: str, start: int, stop: int) -> tuple[int, int]:
    low = max(0, start - _CLAUSE, text.rfind("\n", 0, start) + 1)
    end = text.rfind(". ", low, start)
    while end > low + 3 and not text[end - 3 : end].islower():
        end = text.rfind(". ", low, end)  # an abbreviation's
    line = text.find("\n", stop, stop + 60)
    return max(low, end), line if line >= 0 else stop + 60


@cache
def _future(lexicon: Lexicon) -> re.Pattern[str]:
    return cue(lexicon.locale.roles.future)


@cache
def _past(lexicon: Lexicon) -> re.Pattern[str]:
    return cue(lexicon.locale.roles.past)
