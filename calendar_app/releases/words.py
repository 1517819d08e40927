"""How a text speaks of an event for the first time and how of one told before, for a language's lists."""

import re

from calendar_app.locales import Locale
from calendar_app.locales.cue import any_of, cue


def new_event(locale: Locale) -> re.Pattern[str]:
    """How a text speaks of an event for the first time: "a regional forum", "the second module"."""
    numbered = (f"{word} {nth}" for word in locale.events.definite for nth in locale.ordinals.words)
    anew = cue([*locale.events.anew, *numbered]).pattern
    nth = any_of(locale.ordinals.suffixes)
    nouns = cue(locale.events.nouns).pattern
    return re.compile(rf"(?:{anew}|(?<!\w)\d+(?:{nth}))\s(?:[\w-]+\s){{0,5}}?{nouns}")


def definite_event(locale: Locale) -> re.Pattern[str]:
    """How a text speaks of an event that it told of before: "The training", "This workshop"."""
    words, nouns = cue(locale.events.definite).pattern, cue(locale.events.nouns).pattern
    return re.compile(rf"{words}[\s’'](?:[^\W\d_A-Z][\w-]*\s)?{nouns}")
