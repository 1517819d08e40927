"""From spans to events: which spans tell of one event, where it was, what it is called."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from calendar_app.extraction.cues import Cues
from calendar_app.extraction.durations import stretch
from calendar_app.extraction.listings import Listed, clean_title, listed_events
from calendar_app.extraction.places import Place, dateline_place, find_place, last_city
from calendar_app.extraction.reading import Reading
from calendar_app.extraction.roles import Judged
from calendar_app.extraction.text import ReleaseText
from calendar_app.extraction.times import find_times
from calendar_app.extraction.titles import Title, best_title, shorten
from calendar_app.model import DateSpan, FoundEvent, Precision, Role, Status

NAMES_IT = 1.5  # the weight from which a title names its own event rather than point at one told before


@dataclass(frozen=True, slots=True)
class _Draft:
    """An event in the making."""

    span: int
    phrase: tuple[int, int]
    start: date
    end: date
    sentence: tuple[int, int]
    weight: float
    title: Title | None
    inferred: bool


def find_events(
    text: ReleaseText, reading: Reading, judged: Sequence[Judged], offices: tuple[str, ...], cues: Cues
) -> list[FoundEvent]:
    """The events of a release, in the order of their dates' places in the text; their regions are still empty."""
    near = _near(text, offices)
    listed = listed_events(text, judged, cues)
    if listed:
        return [_from_list(text, reading, judged, entry, offices, near, cues) for entry in listed]
    drafts = _merged(_joined_ends(text, _drafts(text, reading, judged, cues), cues))
    events = [_from_draft(text, reading, judged, draft, offices, near, cues) for draft in drafts]
    return [event if event is events[0] else _placed_with(events[0], event) for event in events]


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


def _drafts(text: ReleaseText, reading: Reading, judged: Sequence[Judged], cues: Cues) -> list[_Draft]:
    """One draft for each span that dates an event to the day."""
    dates = [(span.offset, span.stop) for span in reading.spans]
    drafts = []
    for index, item in enumerate(judged):
        span = item.span
        if span.role is not Role.EVENT or span.precision is not Precision.DAY or _is_apposition(text, judged, index):
            continue
        start, stop = text.sentence(span.offset)
        head, tail = text.text[start : span.offset], text.text[span.stop : stop]
        whole = stretch(head, _with_next(text, start, stop, tail), span.end, cues) if span.start == span.end else None
        first, last = whole or (span.start, span.end)
        drafts.append(
            _Draft(
                span=index,
                phrase=(span.offset, span.stop),
                start=first,
                end=last,
                sentence=(start, stop),
                weight=item.weight,
                title=best_title(text, start, stop, dates, cues),
                inferred=whole is not None or _is_guess(span, reading),
            )
        )
    return drafts


def _with_next(text: ReleaseText, start: int, stop: int, tail: str) -> str:
    """The rest of a sentence and the one behind it, where the length of an event often stands."""
    number = text.number(start)
    behind = text.sentences[number + 1] if number + 1 < len(text.sentences) else (stop, stop)
    return tail + text.text[stop : behind[1]][:250]


def _is_apposition(text: ReleaseText, judged: Sequence[Judged], index: int) -> bool:
    """Whether a span only says again what the next says in full: "today, 7 July"."""
    if index + 1 >= len(judged):
        return False
    span, behind = judged[index].span, judged[index + 1].span
    return (
        span.rule == "relative-day"
        and text.text[span.stop : behind.offset] in (", ", " ", " (")
        and span.start == behind.start
    )


def _is_guess(span: DateSpan, reading: Reading) -> bool:
    """Whether a date was inferred from something that may be wrong; a missing year beside known releases is not."""
    if span.inferred == "reading day":
        return True
    if span.rule.startswith("relative"):
        return span.inferred != "release" or reading.published is None or span.rule in ("relative-ahead",)
    return False


def _joined_ends(text: ReleaseText, drafts: list[_Draft], cues: Cues) -> list[_Draft]:
    """ "took up its work on 7 June and will end on 18 July": two spans of a sentence, one event."""
    joined: list[_Draft] = []
    for draft in drafts:
        before = joined[-1] if joined else None
        if before is not None and before.sentence == draft.sentence and before.end < draft.end:
            opening = text.text[draft.sentence[0] : before.phrase[0]]
            between = text.text[before.phrase[1] : draft.phrase[0]]
            if cues.begins.search(opening) and (cues.ends.search(between) or _UNTIL.search(between)):
                joined[-1] = replace(before, end=draft.end)
                continue
        joined.append(draft)
    return joined


_UNTIL = re.compile(r"\b(?:until|till|through|run to|runs to|last until)\s\Z")


def _merged(drafts: list[_Draft]) -> list[_Draft]:
    """Drafts of the same event made one; those that only point into another event's days dropped."""
    kept: list[_Draft] = []
    for draft in drafts:
        twin = next((n for n, other in enumerate(kept) if _same(other, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            kept[twin] = _better(kept[twin], draft)
    main = kept[0] if kept else None
    return [draft for draft in kept if draft is main or _stands_alone(draft, main)]


def _same(one: _Draft, other: _Draft) -> bool:
    if (one.start, one.end) == (other.start, other.end):
        return True
    inside = one.start <= other.start <= one.end or other.start <= one.start <= other.end
    return inside and (one.inferred or other.inferred) and not (_names(one) and _names(other))


def _names(draft: _Draft) -> bool:
    return draft.title is not None and draft.title.weight >= NAMES_IT


def _better(one: _Draft, other: _Draft) -> _Draft:
    """The event of two drafts: the first's, with the better title; a longer guess gives way to a stated day no more
    than a stated day to a guess."""
    titles = [title for title in (one.title, other.title) if title is not None]
    title = max(titles, key=lambda title: title.weight, default=None)
    if one.inferred == other.inferred:
        return replace(one, title=title)
    start, end = min(one.start, other.start), max(one.end, other.end)
    return replace(
        one, start=start, end=end, title=title, inferred=one.inferred or (start, end) != (one.start, one.end)
    )


def _stands_alone(draft: _Draft, main: _Draft | None) -> bool:
    """Whether a further date of a release is an event of its own: it names one, on other days or by a name."""
    if main is None or draft.title is None:
        return False
    if " " not in draft.title.text:
        return False
    within = main.start <= draft.start and draft.end <= main.end
    return draft.title.weight >= (NAMES_IT + 1 if within else NAMES_IT)


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
    place = _listed_place(text, entry, near, cues)
    zone = place.timezone or _zone(text, place.country, offices)
    return FoundEvent(
        title=entry.title,
        start=span.start,
        end=span.end,
        start_time=entry.times[0] if entry.times else None,
        end_time=entry.times[1] if entry.times else None,
        timezone=zone if entry.times else None,
        place=place.name,
        country=_country_name(text, place.country, offices),
        offices=offices,
        topics=(),
        status=Status.TENTATIVE if _is_guess(span, reading) else Status.CONFIRMED,
        confidence=0.95,
        span=entry.span,
        closed=entry.closed,
        sentence=(text.line(span.offset)[0], entry.place[1] if entry.place else entry.line[1]),
    )


def _listed_place(text: ReleaseText, entry: Listed, near: Sequence[str], cues: Cues) -> Place:
    if entry.place is None:
        return find_place(text, *entry.line, near, cues)
    name = text.text[entry.place[0] : entry.place[1]]
    found = find_place(text, *entry.place, near, cues)
    city = last_city(name, near)
    return Place(name, city.country or found.country, city.timezone or found.timezone)


def _from_draft(
    text: ReleaseText,
    reading: Reading,
    judged: Sequence[Judged],
    draft: _Draft,
    offices: tuple[str, ...],
    near: Sequence[str],
    cues: Cues,
) -> FoundEvent:
    span = judged[draft.span].span
    title = _title(text, draft, reading, cues)
    travel = bool(re.match(r"(?:\w+\s)?visit\b", title, re.IGNORECASE))
    place = _place(text, draft, judged, near, travel, cues)
    times = find_times(text.text[draft.sentence[0] : draft.sentence[1]])
    zone = place.timezone or _zone(text, place.country, offices)
    cancelled = cues.cancelled.search(text.text, *draft.sentence)
    country = _country_name(text, place.country, offices)
    return FoundEvent(
        title=_where(text, title, place, country, cues),
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


def _title(text: ReleaseText, draft: _Draft, reading: Reading, cues: Cues) -> str:
    """The title of an event: of its own sentence, else of the sentences before it, else the headline."""
    found = draft.title
    if found is None or found.weight < NAMES_IT:
        found = _title_before(text, draft, reading, cues) or found
    met = _meeting_with(text, draft)
    if met and (found is None or found.weight < NAMES_IT):
        return met
    if found is None or found.weight < 0.5:
        return clean_title(text.release.title, cues) if text.release.title else _plain_title(text, draft, found)
    return _enriched(text, draft, found)


def _title_before(text: ReleaseText, draft: _Draft, reading: Reading, cues: Cues) -> Title | None:
    dates = [(span.offset, span.stop) for span in reading.spans]
    number = text.number(draft.sentence[0])
    for index in [*range(number - 1, max(-1, number - 4), -1), 0, 1]:
        if 0 <= index < len(text.sentences):
            found = best_title(text, *text.sentences[index], dates, cues)
            if found is not None and found.weight >= NAMES_IT:
                return found
    return None


_MET = re.compile(r"\bmet\b(?:[^.;]{0,40}?,)?\swith\s(?:the\s)?([^,.;]{5,90})")


def _meeting_with(text: ReleaseText, draft: _Draft) -> str | None:
    """ "met today, 7 July, with the President of…": a title from the verb."""
    match = _MET.search(text.text, *draft.sentence)
    return (
        shorten(f"Meeting with the {match.group(1)}" if " the " in match.group() else f"Meeting with {match.group(1)}")
        if match
        else None
    )


def _plain_title(text: ReleaseText, draft: _Draft, found: Title | None) -> str:
    if found is not None:
        return _enriched(text, draft, found)
    start, stop = draft.sentence
    return shorten(" ".join(text.text[start:stop].split()).strip(" .:"), 90)


def _enriched(text: ReleaseText, draft: _Draft, title: Title) -> str:
    """A title that says who or where when its words alone do not say what: "Meeting of representatives of…"."""
    name = title.text
    sentence = text.text[draft.sentence[0] : draft.sentence[1]]
    if re.match(r"(?:Visit|Working visit|Official visit)\b", name):
        return _visit(text, draft, name)
    if " " not in name and (subject := _SUBJECT.match(sentence)):
        return shorten(f"{name} of {subject.group(1)[0].lower()}{subject.group(1)[1:]}")
    return name


def _where(text: ReleaseText, title: str, place: Place, country: str | None, cues: Cues) -> str:
    """A title that says no more than what kind of event it is, made fuller: the release's headline in its stead, else
    with where it was ("Roundtable discussion in Skopje")."""
    if any(word[0].isupper() for word in title.split()[1:]) or len(title.split()) > 3 or "“" in title:
        return title
    if any(word in _SAYS_MORE for word in title.split()):
        return title
    if text.release.title:
        return clean_title(text.release.title, cues)
    where = place.name.rpartition(", ")[2] if place.name and place.name != "online" else country
    return f"{title} in {where}" if where else title


_SAYS_MORE = ("on", "of", "for", "to", "with", "about", "against")


_SUBJECT = re.compile(
    r"((?:Representatives|Experts|Members|Officials|Delegates)\sof\s[^,;:.]{5,80}?)(?=,|\s(?:met|concluded|held|gathered|from)\b)"
)


def _visit(text: ReleaseText, draft: _Draft, name: str) -> str:
    """Whose visit it is, when the sentence says so by an office's name."""
    start, stop = draft.sentence
    for mention in text.within(start, stop):
        if mention.kind in ("office", "head"):
            office = text.text[mention.start : mention.stop]
            kind, _, rest = name.partition(" to ")
            short = text.profile.short
            whose = office if office.startswith(short) else f"{short} {office}"
            return shorten(f"{kind} of the {whose}" + (f" to {rest}" if rest else ""), 120)
    return name


def _place(
    text: ReleaseText, draft: _Draft, judged: Sequence[Judged], near: Sequence[str], travel: bool, cues: Cues
) -> Place:
    """The place that the event's sentence names, else the sentences around it, else the dateline."""
    best = find_place(text, *draft.sentence, near, cues, travel=travel)
    number = text.number(draft.sentence[0])
    around = [*text.sentences[number + 1 : number + 3], *text.sentences[:3]]
    told = _told_where(text, cues)
    for start, stop in [*told, *around]:
        if best.name is not None and best.country is not None:
            return best
        best = best.or_else(find_place(text, start, stop, near, cues, own=(start, stop) in told))
    if best == Place() and judged and judged[0].span.role is Role.DATELINE:
        best = dateline_place(text, judged[0].span.offset, near)
    return best if best.country else replace(best, country=_spoken_of(text, draft))


def _told_where(text: ReleaseText, cues: Cues) -> list[tuple[int, int]]:
    """The sentences that say of the event where it was: "The activity took place at Lake Issyk-Kul"."""
    return [(start, stop) for start, stop in text.sentences if _WAS_AT.match(text.text, start, stop)][:2]


_WAS_AT = re.compile(
    r"(?:The|This|These|Both|It)\s(?:[\w-]+\s){0,3}?[\w-]*,?\s?(?:which\s)?"
    r"(?:took place|was held|were held|takes place|will take place|will be held|was hosted|held)\b"
)


def _spoken_of(text: ReleaseText, draft: _Draft) -> str | None:
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
