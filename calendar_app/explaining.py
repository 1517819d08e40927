"""How one text is read, with the reasons: what `explain` shows."""

from dataclasses import dataclass
from datetime import date

from calendar_app.dates import Reference
from calendar_app.extraction import extract
from calendar_app.extraction.cues import cues
from calendar_app.extraction.listings import listed_events
from calendar_app.extraction.offices import office_weights
from calendar_app.extraction.reading import read_dates
from calendar_app.extraction.roles import Judged, judge
from calendar_app.extraction.text import ReleaseText
from calendar_app.model import FoundEvent, Release
from calendar_app.profiles import Profile


@dataclass(frozen=True)
class Explanation:
    """A text's reading: each span with its cues, the offices with their weights, the events."""

    published: date | None
    reference: Reference
    judged: tuple[Judged, ...]
    offices: tuple[tuple[str, float], ...]
    regions: tuple[str, ...]
    events: tuple[FoundEvent, ...]


def explain_text(text: str, profile: Profile, reading_day: date) -> Explanation:
    """The reading of a text as a single release that was read on `reading_day`."""
    release = Release(source="text", key="text", text=text)
    prepared = ReleaseText(release, profile)
    words = cues(profile.language)
    reading = read_dates([prepared], reading_day)[0]
    extraction = next(extract([release], profile, reading_day))
    weights = office_weights(prepared, words)
    return Explanation(
        published=reading.published,
        reference=reading.reference,
        judged=tuple(judge(prepared, reading, listed_events(prepared, reading.spans, words), words)),
        offices=tuple((slug, round(weight, 1)) for slug, weight in sorted(weights.items(), key=lambda item: -item[1])),
        regions=extraction.regions,
        events=extraction.events,
    )
