"""From drafts and listings to events: their place, country, hours, status and confidence."""

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import date
from math import exp

from calendar_app.extraction.cues import Cues
from calendar_app.extraction.drafts import Draft, drafts, is_guess
from calendar_app.extraction.entries import Kind, Listed
from calendar_app.extraction.naming import fuller, title_in_text, title_of
from calendar_app.extraction.reading import Reading
from calendar_app.extraction.roles import NEW_DAY, OLD_DAY, PUT_OFF, Judged
from calendar_app.extraction.text import ReleaseText
from calendar_app.extraction.times import Hours, find_times
from calendar_app.extraction.whereabouts import country_name, draft_place, listed_place, near_countries, zone_of
from calendar_app.model import DateSpan, FoundEvent, Role, Status


def find_events(
    text: ReleaseText,
    reading: Reading,
    judged: Sequence[Judged],
    listed: Sequence[Listed],
    offices: tuple[str, ...],
    cues: Cues,
) -> list[FoundEvent]:
    """The events of a release, in the order of their dates' places in the text; their regions are still empty."""
    near = near_countries(text, offices)
    entries = [entry for entry in listed if entry.kind is Kind.EVENT and judged[entry.span].span.role is Role.EVENT]
    named = [entry if entry.title else replace(entry, title=title_in_text(text, reading, cues)) for entry in entries]
    found = [_from_list(text, reading, judged, entry, offices, near, cues) for entry in named if entry.title]
    told = _told(text, reading, judged, {entry.span for entry in listed}, offices, near, cues)
    return sorted(
        [*found, *(event for event in told if not _is_listed(event, found))], key=lambda event: event.span or 0
    )


def _told(
    text: ReleaseText,
    reading: Reading,
    judged: Sequence[Judged],
    listed: Set[int],
    offices: tuple[str, ...],
    near: Sequence[str],
    cues: Cues,
) -> list[FoundEvent]:
    """The events that the sentences of a release tell of, their main one first."""
    found = [draft for draft in drafts(text, reading, judged, listed, cues) if not listed or draft.title is not None]
    made = [_from_draft(text, reading, judged, draft, found[0], offices, near, cues) for draft in found]
    events = [event for event in made if event is not None]
    return [event if event is events[0] else _placed_with(events[0], event) for event in events]


def _is_listed(event: FoundEvent, listed: Sequence[FoundEvent]) -> bool:
    """Whether a list names an event of the same days, so that the sentence only speaks of it."""
    return any((other.start, other.end) == (event.start, event.end) for other in listed)


def _within(draft: Draft, main: Draft) -> bool:
    """Whether a draft is a part of the release's main event."""
    return draft is not main and main.start <= draft.start <= draft.end <= main.end


def _placed_with(main: FoundEvent, event: FoundEvent) -> FoundEvent:
    """A part of a main event without a place of its own is where the main event is."""
    if event.place is not None or not main.start <= event.start <= event.end <= main.end:
        return event
    return replace(event, place=main.place, country=main.country)


def _from_list(
    text: ReleaseText,
    reading: Reading,
    judged: Sequence[Judged],
    entry: Listed,
    offices: tuple[str, ...],
    near: Sequence[str],
    cues: Cues,
) -> FoundEvent:
    span = judged[entry.span].span
    title, place = listed_place(text, entry, near, cues)
    zone = place.timezone or zone_of(text, place.country, offices)
    return FoundEvent(
        title=title,
        start=span.start,
        end=span.end,
        start_time=entry.hours.begins if entry.hours else None,
        end_time=entry.hours.ends if entry.hours else None,
        timezone=(entry.hours.zone or zone) if entry.hours else None,
        place=place.name,
        country=country_name(text, place.country, offices),
        offices=offices,
        topics=(),
        status=_status(entry.cancelled, is_guess(span, reading)),
        confidence=_LISTED,
        span=entry.span,
        closed=entry.closed,
        sentence=_listed_sentence(text, span, entry),
    )


def _listed_sentence(text: ReleaseText, span: DateSpan, entry: Listed) -> tuple[int, int]:
    """From the date header to the place line, or only the entry's own lines where others stand in between."""
    ranges = [entry.line, *([entry.place] if entry.place else [])]
    if not text.text[span.stop : entry.line[0]].strip(" \t\r\n:.–—|*•-"):
        ranges.append((text.line(span.offset)[0], span.stop))
    return min(start for start, _ in ranges), max(stop for _, stop in ranges)


def _from_draft(
    text: ReleaseText,
    reading: Reading,
    judged: Sequence[Judged],
    draft: Draft,
    main: Draft,
    offices: tuple[str, ...],
    near: Sequence[str],
    cues: Cues,
) -> FoundEvent | None:
    span = judged[draft.span].span
    title = title_of(text, draft, main, reading, cues)
    if title is None:
        return None
    travel = cues.visit.search(title, 0, _TRAVEL) is not None
    place = draft_place(text, draft, judged, near, travel, _within(draft, main), cues)
    hours = find_times(
        text.text, *draft.sentence, text.language, reading.dates_within(*draft.sentence)
    ) or _hours_behind(text, draft, reading, cues)
    zone = place.timezone or zone_of(text, place.country, offices)
    cancelled = cues.cancelled.search(text.text, *draft.sentence)
    country, moved_from = country_name(text, place.country, offices), _moved_from(judged, draft)
    return FoundEvent(
        title=fuller(text, title, place, country, cues),
        start=draft.start,
        end=draft.end,
        start_time=hours.begins if hours else None,
        end_time=hours.ends if hours else None,
        timezone=(hours.zone or zone) if hours else None,
        place=place.name,
        country=country,
        offices=offices,
        status=_status(cancelled is not None or PUT_OFF in judged[draft.span].cues, draft.inferred),
        confidence=confidence(draft.weight, span, draft.inferred),
        moved=NEW_DAY in judged[draft.span].cues and moved_from is None,
        moved_from=moved_from,
        span=draft.span,
        closed=bool(cues.closed.search(text.text, *draft.sentence)),
        sentence=draft.sentence,
    )


def _moved_from(judged: Sequence[Judged], draft: Draft) -> date | None:
    """The first day on which an event was to be, where the release says that it was moved away from it."""
    item = judged[draft.span]
    if NEW_DAY not in item.cues:
        return None
    if draft.start == item.span.end > item.span.start:
        return item.span.start  # "moved from 10 to 24 September"
    left = [other.span.start for other in judged if OLD_DAY in other.cues]
    return left[0] if len(left) == 1 and left[0] != draft.start else None


_TRAVEL = 20  # characters at the beginning of a title that say that it is a visit: "Working visit"


def _status(cancelled: bool, guess: bool) -> Status:
    return Status.CANCELLED if cancelled else Status.TENTATIVE if guess else Status.CONFIRMED


def _hours_behind(text: ReleaseText, draft: Draft, reading: Reading, cues: Cues) -> Hours | None:
    """The hours that the sentence behind an event's gives: "The launch starts at 3 p.m."."""
    number = text.number(draft.sentence[0])
    for start, stop in text.sentences[number + 1 : number + 2]:
        if not reading.dates_within(start, stop) and cues.begins.search(text.text, start, stop):
            return find_times(text.text, start, stop, text.language)
    return None


def confidence(weight: float, span: DateSpan, inferred: bool) -> float:
    """How sure an event is: about the share of events with such cues that are right, as `benchmarks.reliability`
    measures it; less for what was inferred or contradicts itself."""
    sure = _MOST - (_MOST - _LEAST) * exp(-max(weight, 0.0))
    if inferred:
        sure *= 0.85
    elif span.rule == "relative-weekday":
        sure *= 0.92
    if span.notes:
        sure *= 0.8
    return round(sure, 2)


_LEAST, _MOST = 0.6, 0.97
_LISTED = 0.97  # an entry of a list
