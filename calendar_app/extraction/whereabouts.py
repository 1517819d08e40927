"""Where the events of a release take place: from their own sentence, from those around it, from the dateline."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from calendar_app.extraction.addresses import address_place, dateline_place, place_line, without_place
from calendar_app.extraction.countries import capital, countries_in, english_name
from calendar_app.extraction.cues import Cues
from calendar_app.extraction.drafts import Draft
from calendar_app.extraction.entries import Listed
from calendar_app.extraction.gazetteer import find_city
from calendar_app.extraction.places import ONLINE, Place, find_place
from calendar_app.extraction.roles import Judged
from calendar_app.extraction.spots import find_spots, named_seats  # fmt: skip
from calendar_app.extraction.text import ReleaseText
from calendar_app.locales import load_locale
from calendar_app.locales.cue import cue
from calendar_app.model import Role


def near_countries(text: ReleaseText, offices: Sequence[str]) -> tuple[str, ...]:
    """The countries that a release is likely to be in: those of its field offices, else all that it names."""
    own = [text.profile.offices[slug].country for slug in offices]
    field = [code for slug, code in zip(offices, own, strict=True) if code and _in_the_field(text, slug)]
    named = [mention.id for mention in text.mentions if mention.kind in ("country", "adjective", "seat")]
    return tuple(dict.fromkeys(field or named))


def _in_the_field(text: ReleaseText, slug: str) -> bool:
    return text.profile.offices[slug].region != text.profile.default_region


def listed_place(text: ReleaseText, entry: Listed, near: Sequence[str], cues: Cues) -> tuple[str, Place]:
    """An entry's title and place: of its place line, else of the end of its title, else of the words in it."""
    if entry.place is None:
        title, place = without_place(entry.title, near, text.language)
        place = place if place != Place() else find_place(text, *entry.line, near, cues)
    else:
        title, place = entry.title, _labelled_place(text, entry.place, near, cues)
    if entry.city is not None:
        place = place.or_else(_labelled_place(text, entry.city, near, cues))
    if place.city is None and place.name != ONLINE:
        place = place.or_else(_of_all(text, near, cues) or place_line(text, near))
    if place.country or place.name == ONLINE:
        return title, place
    return title, replace(place, country=_only_country(text, near))


def _of_all(text: ReleaseText, near: Sequence[str], cues: Cues) -> Place | None:
    """The place that a sentence without a date gives all events of a list: "Meetings are held at the Town Hall"."""
    for match in _habitual(text.language).finditer(text.text, max(0, len(text.text) - _FOOT)):
        start, stop = text.sentence(match.start())
        dated = any(start <= phrase.start < stop for phrase in text.phrases[-_LAST:])
        if dated or _past(text.language).search(text.text, start, match.start()):
            continue
        place = find_place(text, start, stop, near, cues)
        if place.venue:
            return place
    return None


_FOOT = 2000  # characters at the end of a text in which it says where the events of its list are
_LAST = 100  # dates that may stand there


@cache
def _habitual(language: str) -> re.Pattern[str]:
    return cue(load_locale(language).places.habitual)


@cache
def _past(language: str) -> re.Pattern[str]:
    return cue(load_locale(language).roles.past)


def _labelled_place(text: ReleaseText, line: tuple[int, int], near: Sequence[str], cues: Cues) -> Place:
    """The place that a line is, behind its label."""
    named = address_place(text.text[line[0] : line[1]], near, text.language)
    found = find_place(text, *line, near, cues)
    return replace(named, country=named.country or found.country, timezone=named.timezone or found.timezone)


def draft_place(
    text: ReleaseText, draft: Draft, judged: Sequence[Judged], near: Sequence[str], travel: bool, part: bool, cues: Cues
) -> Place:
    """The place that the event's sentence names, else the sentences around it, else the dateline.

    For a `part` of the main event only its own sentence counts: what stands around it may speak of the whole.
    """
    behind_label = text.labelled(cues.place_labels) if cues.time_labels.match(text.text, *draft.sentence) else None
    if behind_label:
        return _labelled_place(text, behind_label, near, cues)
    best = find_place(text, *draft.sentence, near, cues, travel=travel, phrase=draft.phrase)
    if part:
        return best
    told = [sentence for sentence in _told_where(text) if sentence != draft.sentence]
    best = _around(text, draft, best, told, near, cues)
    if best.name == ONLINE:
        return best if best.country else replace(best, country=_spoken_of(text, draft))
    if best == Place():
        best = place_line(text, near)
    dated = next((item.span.offset for item in judged[:3] if item.span.role is Role.DATELINE), None)
    written = dateline_place(text, dated, near) if dated is not None else Place()
    if cues.locale.places.dateline and (best == Place() or (best.venue and not best.city)):
        best = best.or_else(written)
    if best.country is None:
        best = replace(best, country=_spoken_of(text, draft) or written.country or _only_country(text, near))
    return best


def _around(
    text: ReleaseText, draft: Draft, best: Place, told: Sequence[tuple[int, int]], near: Sequence[str], cues: Cues
) -> Place:
    """A place with what it lacks from the sentences that say where it was, those behind and the first ones, and from
    the names of those whom the text is of."""
    for start, stop in told:
        place = find_place(text, start, stop, near, cues)
        best = replace(best, venue=best.venue or place.venue).or_else(place)
    number = text.number(draft.sentence[0])
    for start, stop in [*text.sentences[number + 1 : number + 3], *text.sentences[:3]]:
        if best.city is not None and best.country is not None:
            return best
        if (start, stop) != draft.sentence:
            best = best.or_else(find_place(text, start, stop, near, cues, own=False))
    if best.venue and not best.city:
        seat = next(named_seats(text.text[: text.release.body_start + _HEAD], text.language, near), None)
        best = best.or_else(Place(None, seat.name, seat.country, seat.timezone)) if seat else best
    return best


def _only_country(text: ReleaseText, near: Sequence[str]) -> str | None:
    """The country of the city that a text begins with, else the one country whose cities it names, or itself."""
    first = text.phrases[0].start if text.phrases else 0
    if 0 < first - text.release.body_start < _OPENING:
        city = dateline_place(text, first, near)
        if city.country:
            return city.country
    head = text.text[: text.release.body_start + _HEAD]
    cities = [spot.city for spot in find_spots(head, text.language, near)]
    cities += named_seats(head, text.language, near)
    codes = {city.country for city in cities if city.country}
    codes |= {country.code for country in countries_in(head, 0, len(head), text.language)}
    return codes.pop() if len(codes) == 1 else None


_HEAD = 2000  # characters in which a text says which country it is of
_OPENING = 40  # characters of a place before a text's first date


def _told_where(text: ReleaseText) -> list[tuple[int, int]]:
    """The sentences that say of the event where it was: "The event took place in the town hall"."""
    told = _was_at(text.language)
    return [(start, stop) for start, stop in text.sentences if told.match(text.text, start, stop)][:2]


@cache
def _was_at(language: str) -> re.Pattern[str]:
    words, relative = load_locale(language).places, cue(load_locale(language).roles.relative).pattern
    subject = "|".join(re.escape(word.capitalize()) for word in words.told_of) or "(?!)"
    between = rf"\s(?:[\w-]+\s){{0,3}}?[\w-]*(?:,[^,;]{{1,120}})?,?\s?(?:{relative}\s)?"
    return re.compile(rf"(?:{subject}){between}{cue(words.tells).pattern}")


def _spoken_of(text: ReleaseText, draft: Draft) -> str | None:
    """The one country that the event's sentence speaks of, a country's name before an adjective."""
    mentions = text.within(*draft.sentence)
    for kind in ("country", "adjective"):
        codes = {mention.id for mention in mentions if mention.kind == kind}
        if len(codes) == 1:
            return codes.pop()
    return None


def country_name(text: ReleaseText, code: str | None, offices: Sequence[str]) -> str | None:
    """The name of a country, or else of the office's: the profile's where it has one, else the usual one."""
    if code is None:
        code = next((text.profile.offices[s].country for s in offices if _in_the_field(text, s)), None)
    country = text.profile.countries.get(code) if code else None
    return country.name if country else english_name(code) if code else None


def zone_of(text: ReleaseText, code: str | None, offices: Sequence[str]) -> str | None:
    """The zone of a country, which is its capital's, else of the office."""
    country = text.profile.countries.get(code) if code else None
    if country is not None and country.timezone:
        return country.timezone
    city = find_city(capital(code) or "", (code,)) if code else None
    if city is not None:
        return city.timezone
    return next((text.profile.offices[slug].timezone for slug in offices if text.profile.offices[slug].timezone), None)
