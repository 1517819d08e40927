"""Cue words compiled into one pattern, for a language's lists."""

import re
from collections.abc import Iterable

from calendar_app.locales import Locale


def cue(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words or phrases as whole words, in any case; never matches the empty string."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    body = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered)
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w-])", re.IGNORECASE) if body else re.compile(r"(?!)")


def _event_nouns(locale: Locale) -> str:
    return "|".join(re.escape(noun) for noun in sorted(locale.events.nouns, key=len, reverse=True))


def new_event(locale: Locale) -> re.Pattern[str]:
    """How a text speaks of an event for the first time: "a regional forum", "the second module"."""
    ordinal = r"the (?:\d+(?:st|nd|rd|th)|\w+th|annual|first|second|third)"
    return re.compile(rf"\b(?:an?|{ordinal})\s(?:[\w-]+\s){{0,5}}?(?:{_event_nouns(locale)})\b", re.IGNORECASE)


def definite_event(locale: Locale) -> re.Pattern[str]:
    """How a text speaks of an event that it told of before: "The training", "This workshop"."""
    return re.compile(rf"(?i:the|this|these|that)\s(?:[a-z-]+\s)?(?i:{_event_nouns(locale)})\b")
