"""Releases read: their date spans with roles, their events with titles, places, offices and regions."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from calendar_app.extraction.cues import cues
from calendar_app.extraction.events import find_events
from calendar_app.extraction.listings import listed_events
from calendar_app.extraction.offices import find_offices
from calendar_app.extraction.reading import Reading, read_dates
from calendar_app.extraction.regions import find_regions
from calendar_app.extraction.roles import judge
from calendar_app.extraction.text import ReleaseText
from calendar_app.extraction.topics import find_topics
from calendar_app.model import Extraction, FoundEvent, Release
from calendar_app.profiles import Profile

__all__ = ["extract"]


def extract(
    releases: Sequence[Release],
    profile: Profile,
    reading_day: date,
    refuse: Callable[[Release, Exception], None] | None = None,
) -> Iterator[Extraction]:
    """What releases that stand together in one source tell, one Extraction for each, in order.

    A year that a release leaves out is taken from the release's own day, then from the releases beside it, then from
    `reading_day`, the day on which the source was read. A release on which the program fails is given to `refuse`
    with the fault and left out, so that one bad release never stops the others; without `refuse` the fault rises.
    """
    texts = [ReleaseText(release, profile) for release in releases]
    for text, reading in zip(texts, read_dates(texts, reading_day), strict=True):
        try:
            extraction = _extract(text, reading)
        except Exception as fault:
            if refuse is None:
                raise
            refuse(text.release, fault)
            continue
        yield extraction


def _extract(text: ReleaseText, reading: Reading) -> Extraction:
    language = text.release.language or text.profile.language
    words = cues(language)
    listed = listed_events(text, reading.spans, words)
    judged = judge(text, reading, listed, words)
    offices = find_offices(text)
    found = find_events(text, reading, judged, listed, offices, words)
    about = [event.sentence for event in found] + text.sentences[:2]
    venues = [code for code, country in text.profile.countries.items() if country.name in {e.country for e in found}]
    regions = find_regions(text, offices, about, venues, words)
    return Extraction(
        release=text.release,
        published=reading.published,
        language=language,
        offices=offices,
        regions=regions,
        spans=tuple(replace(item.span, offset=item.span.offset + text.release.offset) for item in judged),
        events=tuple(_complete(text, event, regions) for event in found),
        notes=tuple(note for item in judged for note in item.span.notes),
    )


def _complete(text: ReleaseText, event: FoundEvent, regions: tuple[str, ...]) -> FoundEvent:
    return replace(event, regions=regions, topics=find_topics(text, event))
