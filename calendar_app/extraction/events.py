"""From drafts and listings to events: their place, country, hours, status and confidence."""

import re
from collections.abc import Sequence
from dataclasses import replace

from calendar_app.extraction.cues import Cues
from calendar_app.extraction.drafts import Draft, drafts, is_guess
from calendar_app.extraction.listings import Listed, listed_events
from calendar_app.extraction.naming import fuller, title_of
from calendar_app.extraction.places import Place, dateline_place, find_place, last_city, without_place
from calendar_app.extraction.reading import Reading
from calendar_app.extraction.roles import Judged
from calendar_app.extraction.text import ReleaseText
from calendar_app.extraction.times import find_times
from calendar_app.model import DateSpan, FoundEvent, Role, Status


def find_events(
    text: ReleaseText, reading: Reading, judged: Sequence[Judged], offices: tuple[str, ...], cues: Cues
) -> list[FoundEvent]:
    """The events of a release, in the order of their dates' places in the text; their regions are still empty."""
    near = _near(text, offices)
    listed = listed_events(text, judged, cues)
    if listed:
        return [_from_list(text, reading, judged, entry, offices, near, cues) for entry in listed]
    found = drafts(text, reading, judged, cues)
    made = [_from_draft(text, reading, judged, draft, _within(draft, found), offices, near, cues) for draft in found]
    events = [event for event in made if event is not None]
    return [event if event is events[0] else _placed_with(events[0], event) for event in events]


def _within(draft: Draft, found: Sequence[Draft]) -> bool:
    """Whether a draft is a part of the release's main event."""
    main = found[0]
    return draft is not main and main.start <= draft.start <= draft.end <= main.end


def _placed_with(main: FoundEvent, event: FoundEvent) -> FoundEvent:
    """A part of a main event without a place of its own is where the main event is."""
    if event.place is not None or not main.start <= event.start <= event.end <= main.end:
        return event
    return replace(event, place=main.place, country=main.country)


def _near(text: ReleaseText, offices: Sequence[str]) -> tuple[str, ...]:
    """The countries that a release is likely to be in: those of its field offices, else all that it names."""
    own = [text.profile.offices[slug].country for slug in offices]
    field = [code for slug, code in zip(offices, own, strict=True) if code and _in_the_field(text, slug)]
    named = [mention.id for mention in text.mentions if mention.kind in ("country", "adjective", "seat")]
    return tuple(dict.fromkeys(field or named))


def _in_the_field(text: ReleaseText, slug: str) -> bool:
    return text.profile.offices[slug].region != text.profile.default_region


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
    title, place = _listed_place(text, entry, near, cues)
    zone = place.timezone or _zone(text, place.country, offices)
    return FoundEvent(
        title=title,
        start=span.start,
        end=span.end,
        start_time=entry.times[0] if entry.times else None,
        end_time=entry.times[1] if entry.times else None,
        timezone=zone if entry.times else None,
        place=place.name,
        country=_country_name(text, place.country, offices),
        offices=offices,
        topics=(),
        status=Status.TENTATIVE if is_guess(span, reading) else Status.CONFIRMED,
        confidence=0.95,
        span=entry.span,
        closed=entry.closed,
        sentence=_listed_sentence(text, span, entry),
    )


def _listed_sentence(text: ReleaseText, span: DateSpan, entry: Listed) -> tuple[int, int]:
    """From the date header to the place line, or only the entry's own lines where others stand in between."""
    together = not text.text[span.stop : entry.line[0]].strip(" \t\r\n:.–—|*•-")
    start = text.line(span.offset)[0] if together else entry.line[0]
    return start, entry.place[1] if entry.place else entry.line[1]


def _listed_place(text: ReleaseText, entry: Listed, near: Sequence[str], cues: Cues) -> tuple[str, Place]:
    """An entry's title and place: of its place line, else of the end of its title, else of the words in it."""
    if entry.place is None:
        title, place = without_place(entry.title, near)
        return title, place if place != Place() else find_place(text, *entry.line, near, cues)
    name = text.text[entry.place[0] : entry.place[1]]
    return entry.title, replace(last_city(name, near).or_else(find_place(text, *entry.place, near, cues)), name=name)


def _from_draft(
    text: ReleaseText,
    reading: Reading,
    judged: Sequence[Judged],
    draft: Draft,
    part: bool,
    offices: tuple[str, ...],
    near: Sequence[str],
    cues: Cues,
) -> FoundEvent | None:
    span = judged[draft.span].span
    title = title_of(text, draft, reading, cues)
    if title is None:
        return None
    travel = bool(re.match(r"(?:\w+\s)?visit\b", title, re.IGNORECASE))
    place = _place(text, draft, judged, near, travel, part, cues)
    times = find_times(text.text[draft.sentence[0] : draft.sentence[1]])
    zone = place.timezone or _zone(text, place.country, offices)
    cancelled = cues.cancelled.search(text.text, *draft.sentence)
    country = _country_name(text, place.country, offices)
    return FoundEvent(
        title=fuller(text, title, place, country, cues),
        start=draft.start,
        end=draft.end,
        start_time=times[0] if times else None,
        end_time=times[1] if times else None,
        timezone=zone if times else None,
        place=place.name,
        country=country,
        offices=offices,
        status=Status.CANCELLED if cancelled else Status.TENTATIVE if draft.inferred else Status.CONFIRMED,
        confidence=confidence(draft.weight, span, draft.inferred),
        span=draft.span,
        closed=bool(cues.closed.search(text.text, *draft.sentence)),
        sentence=draft.sentence,
    )


def confidence(weight: float, span: DateSpan, inferred: bool) -> float:
    """How sure an event is, 0 to 1: the weight of its cues, less for what was inferred or contradicts itself."""
    sure = min(0.99, 0.55 + 0.08 * max(weight, 0.0))
    if inferred:
        sure *= 0.8
    elif span.inferred:
        sure *= 0.97
    if span.notes:
        sure *= 0.8
    return round(sure, 2)


def _place(
    text: ReleaseText, draft: Draft, judged: Sequence[Judged], near: Sequence[str], travel: bool, part: bool, cues: Cues
) -> Place:
    """The place that the event's sentence names, else the sentences around it, else the dateline.

    For a `part` of the main event only its own sentence counts: what stands around it may speak of the whole.
    """
    behind_label = text.labelled(cues.place_labels) if cues.time_labels.match(text.text, *draft.sentence) else None
    if behind_label:
        name = text.text[behind_label[0] : behind_label[1]].strip(" .")
        return replace(last_city(name, near).or_else(find_place(text, *behind_label, near, cues)), name=name)
    best = find_place(text, *draft.sentence, near, cues, travel=travel, phrase=draft.phrase)
    if part:
        return best
    number = text.number(draft.sentence[0])
    around = [*text.sentences[number + 1 : number + 3], *text.sentences[:3]]
    told = _told_where(text, cues)
    for start, stop in [*told, *around]:
        if best.name is not None and best.country is not None:
            return best
        best = best.or_else(find_place(text, start, stop, near, cues, own=(start, stop) in told))
    dated = judged and judged[0].span.role is Role.DATELINE
    if best == Place() and dated and cues.locale.places.dateline:
        best = dateline_place(text, judged[0].span.offset, near)
    return best if best.country else replace(best, country=_spoken_of(text, draft))


def _told_where(text: ReleaseText, cues: Cues) -> list[tuple[int, int]]:
    """The sentences that say of the event where it was: "The activity took place at Lake Issyk-Kul"."""
    return [(start, stop) for start, stop in text.sentences if _WAS_AT.match(text.text, start, stop)][:2]


_WAS_AT = re.compile(
    r"(?:The|This|These|Both|It)\s(?:[\w-]+\s){0,3}?[\w-]*,?\s?(?:which\s)?"
    r"(?:took place|was held|were held|takes place|will take place|will be held|was hosted|held)\b"
)


def _spoken_of(text: ReleaseText, draft: Draft) -> str | None:
    """The one country that the event's sentence speaks of, a country's name before an adjective."""
    mentions = text.within(*draft.sentence)
    for kind in ("country", "adjective"):
        codes = {mention.id for mention in mentions if mention.kind == kind}
        if len(codes) == 1:
            return codes.pop()
    return None


def _country_name(text: ReleaseText, code: str | None, offices: Sequence[str]) -> str | None:
    if code is None:
        code = next((text.profile.offices[s].country for s in offices if _in_the_field(text, s)), None)
    country = text.profile.countries.get(code) if code else None
    return country.name if country else None


def _zone(text: ReleaseText, code: str | None, offices: Sequence[str]) -> str | None:
    """The zone of a country, else of the office."""
    country = text.profile.countries.get(code) if code else None
    if country is not None and country.timezone:
        return country.timezone
    return next((text.profile.offices[slug].timezone for slug in offices if text.profile.offices[slug].timezone), None)
