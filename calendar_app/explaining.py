"""How one text is read, with the reasons: what `explain` shows."""

from collections.abc import Sequence
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
from calendar_app.locales import load_locale
from calendar_app.model import Document, FoundEvent, Precision, Release, Role
from calendar_app.profiles import Profile
from calendar_app.releases import cut


@dataclass(frozen=True)
class Explanation:
    """A text's reading: its language, each span with its cues and what became of it, the offices with their weights,
    the events."""

    language: str
    language_name: str
    published: date | None
    reference: Reference
    judged: tuple[Judged, ...]
    outcomes: tuple[str, ...]
    offices: tuple[tuple[str, float], ...]
    regions: tuple[str, ...]
    events: tuple[FoundEvent, ...]


def explain_text(text: str, profile: Profile, reading_day: date) -> Explanation:
    """The reading of a text as a single release that was read on `reading_day`."""
    release = next(iter(cut(Document("text", text, key="text", single=True), profile)), None)
    release = release or Release(source="text", key="text", text=text)
    prepared = ReleaseText(release, profile)
    words = cues(prepared.language)
    reading = read_dates([prepared], reading_day)[0]
    extraction = next(extract([release], profile, reading_day))
    weights = office_weights(prepared)
    judged = judge(prepared, reading, listed_events(prepared, reading.spans, words), words)
    return Explanation(
        language=prepared.language,
        language_name=load_locale(prepared.language).name,
        published=reading.published,
        reference=reading.reference,
        judged=tuple(judged),
        outcomes=tuple(_outcome(index, judged, extraction.events) for index in range(len(judged))),
        offices=tuple((slug, round(weight, 1)) for slug, weight in sorted(weights.items(), key=lambda item: -item[1])),
        regions=extraction.regions,
        events=extraction.events,
    )


def _outcome(index: int, judged: Sequence[Judged], events: Sequence[FoundEvent]) -> str:
    """What became of a span: the number of its event, or why it made none."""
    span = judged[index].span
    made = next((number for number, event in enumerate(events, 1) if event.span == index), None)
    if made is not None:
        return f"made event {made}"
    if span.role is not Role.EVENT:
        return f"no event, since it is {_ROLES[span.role]}"
    if span.precision is not Precision.DAY:
        return "no event, since it names no day"
    within = next((n for n, event in enumerate(events, 1) if event.start <= span.start <= span.end <= event.end), None)
    if within is not None:
        return f"no event of its own: its days are those of event {within}, and its words name no other"
    return "no event, since its words name none, or one that other words tell of better"


_ROLES = {
    Role.DATELINE: "the day on which the text was written",
    Role.BACKGROUND: "background",
    Role.DEADLINE: "a deadline",
}
