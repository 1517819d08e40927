"""The fields of work that an event belongs to, by the profile's cue words."""

import re
from functools import cache

from calendar_app.extraction.text import ReleaseText
from calendar_app.model import FoundEvent, Topic
from calendar_app.releases.words import cue


@cache
def _pattern(topic: Topic) -> re.Pattern[str]:
    return cue(topic.cues)


def find_topics(text: ReleaseText, event: FoundEvent) -> tuple[str, ...]:
    """The slugs of at most three topics, those that the title and the event's sentence speak of most first."""
    start, stop = event.sentence
    near = f"{event.title}\n{text.text[start:stop]}"
    counts = {slug: len(_pattern(topic).findall(near)) for slug, topic in text.profile.topics.items()}
    found = sorted((slug for slug, count in counts.items() if count), key=lambda slug: -counts[slug])
    return tuple(found[:3])
