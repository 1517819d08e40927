"""How a text speaks of an event for the first time and how of one told before, for a language's lists."""

import re

from calendar_app.locales import Locale


def _event_nouns(locale: Locale) -> str:
    return "|".join(re.escape(noun) for noun in sorted(locale.events.nouns, key=len, reverse=True))


def new_event(locale: Locale) -> re.Pattern[str]:
    """How a text speaks of an event for the first time: "a regional forum", "the second module"."""
    words = [
        *locale.events.anew,
        *(f"{word} {nth}" for word in locale.events.definite for nth in locale.ordinals.words),
    ]
    either = "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
    nth = "|".join(map(re.escape, locale.ordinals.suffixes)) or "(?!)"
    return re.compile(
        rf"(?<!\w)(?:{either}|\d+(?:{nth}))\s(?:[\w-]+\s){{0,5}}?(?:{_event_nouns(locale)})\b", re.IGNORECASE
    )


def definite_event(locale: Locale) -> re.Pattern[str]:
    """How a text speaks of an event that it told of before: "The training", "This workshop"."""
    words = "|".join(map(re.escape, sorted(locale.events.definite, key=len, reverse=True))) or "(?!)"
    return re.compile(rf"(?i:{words})[\s’'](?:[^\W\d_A-Z][\w-]*\s)?(?i:{_event_nouns(locale)})\b")
