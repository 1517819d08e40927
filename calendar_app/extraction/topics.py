"""The fields of work that an event belongs to, by the profile's cue words."""

import re
from collections import Counter
from functools import cache

from calendar_app.extraction.text import ReleaseText
from calendar_app.locales.cue import cue
from calendar_app.model import FoundEvent, Topic


@cache
def _pattern(topics: tuple[Topic, ...]) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """One pattern of all topics' cues, and the topics of each cue."""
    of_cue: dict[str, tuple[str, ...]] = {}
    for topic in topics:
        for word in topic.cues:
            of_cue[word] = (*of_cue.get(word, ()), topic.slug)
    return cue(of_cue), of_cue


def find_topics(text: ReleaseText, event: FoundEvent) -> tuple[str, ...]:
    """The slugs of at most three topics, those that the title and the event's sentence speak of most first."""
    start, stop = event.sentence
    pattern, of_cue = _pattern(tuple(text.profile.topics.values()))
    found = pattern.findall(f"{event.title}\n{text.text[start:stop]}")
    counts = Counter(slug for word in found for slug in of_cue.get(" ".join(word.lower().split()), ()))
    order = list(text.profile.topics)
    return tuple(sorted(counts, key=lambda slug: (-counts[slug], order.index(slug)))[:3])
