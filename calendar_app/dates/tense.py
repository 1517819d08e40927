"""Whether the sentence around a date speaks of the future or of the past."""

import re
from functools import cache

from calendar_app.dates.lexicon import Lexicon
from calendar_app.locales.cue import any_of, cue

_BEFORE, _BEHIND = 240, 60  # characters of a clause before a date and behind it
_UNTIL = 40  # characters from "until" to the day that it is said of
_NEAR = 60  # characters before a day in which a verb before it stands that it belongs to


def speaks_of_future(text: str, start: int, stop: int, lexicon: Lexicon, floor: int | None = None) -> bool:
    """Whether the clause around text[start:stop] (from `floor` to `stop`, if given) speaks of the future."""
    return _future(lexicon).search(text, *_clause(text, start, stop, floor)) is not None


def speaks_of_past(text: str, start: int, stop: int, lexicon: Lexicon, floor: int | None = None) -> bool:
    """Whether the clause around text[start:stop] (from `floor` to `stop`, if given) speaks of the past."""
    return _past(lexicon).search(text, *_clause(text, start, stop, floor)) is not None


def is_to_come(text: str, start: int, stop: int, lexicon: Lexicon) -> bool:
    """Whether a day is one to come: its clause speaks of the future, or gives it as the last day of something ("until
    Thursday", "by noon on Friday") and does not speak of the past."""
    if speaks_of_future(text, start, stop, lexicon):
        return True
    return is_last_day(text, start, lexicon) and not speaks_of_past(text, start, stop, lexicon)


def is_planned(text: str, start: int, stop: int, lexicon: Lexicon) -> bool:
    """Whether a clause says what is planned for a day and does not speak of the past: "opens on Monday"."""
    planned = _present(lexicon).search(text, *_clause(text, start, stop, None))
    return planned is not None and not speaks_of_past(text, start, stop, lexicon)


def is_gone(text: str, start: int, stop: int, lexicon: Lexicon) -> bool:
    """Whether a day is one gone by: what stands near it in its clause speaks of the past, and the clause not of the
    future."""
    if is_last_day(text, start, lexicon) or speaks_of_future(text, start, stop, lexicon):
        return False
    low, high = _clause(text, start, stop, None)
    ends = _PAUSE.search(text, stop, high)
    return _past(lexicon).search(text, max(low, start - _NEAR), ends.start() if ends else high) is not None


_PAUSE = re.compile(r"[,–—(«»“”„\"]")


def is_last_day(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether the words right before a day make it the last one of something: "until", "by noon on"."""
    return _until(lexicon).search(text, max(0, start - _UNTIL), start) is not None


_CLOSED = re.compile(r"[.!?][”“\"»)]?\s+(?=[^\W\d_a-zà-ÿа-яёђ-џ]|[“„«\"(])|;\s|\n|\Z")


def _clause(text: str, start: int, stop: int, floor: int | None) -> tuple[int, int]:
    far = max(0, start - _BEFORE)
    low = max(far, text.rfind("\n", far, start) + 1, text.rfind("; ", far, start) + 1)
    end = text.rfind(". ", low, start)
    while end > low + 3 and ("." in text[end - 3 : end] or not text[end - 3 : end].islower()):
        end = text.rfind(". ", low, end)  # an abbreviation's
    low = max(low, end)
    if floor is not None:
        return max(low, floor), stop
    high = min(len(text), stop + _BEHIND)
    closed = _CLOSED.search(text, stop, high)
    return low, closed.start() if closed else high


@cache
def _until(lexicon: Lexicon) -> re.Pattern[str]:
    """What makes a day the last one of something, with an hour between the two ("by noon on", "do 18:00")."""
    locale, times = lexicon.locale, lexicon.locale.times
    tense = (word for word, sense in locale.relative_weekday.items() if sense in ("tense", "around"))
    given = (*times.named, *times.units, *times.am, *times.pm, *times.at, *times.hour, *tense, *locale.joiners.skip)
    between, until = (any_of(words)
                      for words in (frozenset(given), frozenset(locale.joiners.until)))  # fmt: skip
    hour = r"[0-9]{1,2}(?:[:.h][0-9]{2})?"
    return re.compile(rf"(?<!\w)(?:{until})(?:(?<=[’'])|\s)(?:(?:{hour}|{between})[,.]?\s){{0,5}}\Z", re.IGNORECASE)


@cache
def _future(lexicon: Lexicon) -> re.Pattern[str]:
    return cue(lexicon.locale.roles.future)


@cache
def _present(lexicon: Lexicon) -> re.Pattern[str]:
    return cue(lexicon.locale.roles.present)


@cache
def _past(lexicon: Lexicon) -> re.Pattern[str]:
    return cue(lexicon.locale.roles.past)
