"""The regions of a release: those of its field offices, else those of the countries that it is about."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from calendar_app.extraction.cues import Cues
from calendar_app.extraction.spots import find_visited
from calendar_app.extraction.text import ReleaseText
from calendar_app.locales import load_locale
from calendar_app.locales.cue import any_of, maybe
from calendar_app.profiles.names import Mention


def find_regions(
    text: ReleaseText, offices: Iterable[str], about: Sequence[tuple[int, int]], venues: Iterable[str], cues: Cues
) -> tuple[str, ...]:
    """The slugs of the regions, in the profile's order.

    `about` are the ranges of the text that tell of the event (its sentences and the lead); `venues` are the codes of
    the countries in which it takes place. A release about no country in particular is of the default region, beside
    which the venue's own region stands.
    """
    profile = text.profile
    found = {profile.offices[slug].region for slug in offices} - {profile.default_region}
    if not found:
        found = _about(text, about, set(venues), cues)
    if not found:
        found = {profile.default_region} | {
            profile.countries[code].region for code in venues if code in profile.countries
        }
    return tuple(slug for slug in profile.regions if slug in found)


def _about(text: ReleaseText, about: Sequence[tuple[int, int]], venues: set[str], cues: Cues) -> set[str]:
    counts: dict[str, float] = defaultdict(float)
    for start, stop in dict.fromkeys(about):
        for mention in text.within(start, stop):
            if mention.kind in ("country", "adjective") and not _passing(text, mention, start, stop, venues, cues):
                counts[text.profile.countries[mention.id].region] += 1
        for city in find_visited(text.text[start:stop], text.language):
            if city.country in text.profile.countries:
                counts[text.profile.countries[city.country].region] += 1
        for slug, region in text.profile.regions.items():
            if re.search(rf"\b{re.escape(region.name)}(?:n)?\b", text.text[start:stop]):
                counts[slug] += 2
    most = max(counts.values(), default=0)
    return {slug for slug, count in counts.items() if count >= max(1, most * 0.6)}


def _passing(text: ReleaseText, mention: Mention, start: int, stop: int, venues: set[str], cues: Cues) -> bool:
    """Whether a country is named only as a venue, a funder, or somebody's affiliation."""
    words = _words(text.language)
    head = text.text[start : mention.start]
    if cues.funder.search(head) or words.affiliation.search(head[-90:]):
        return True
    if words.guests.search(head[-90:]) or words.role.match(text.text, mention.stop):
        return True
    in_place = mention.id in venues and words.in_place.search(head[-60:])
    return bool(in_place and not words.visit.search(head[-60:]))


@dataclass(frozen=True)
class _Words:
    """A language's words that make a country somebody's, compiled."""

    affiliation: re.Pattern[str]
    guests: re.Pattern[str]
    role: re.Pattern[str]
    visit: re.Pattern[str]
    in_place: re.Pattern[str]


@cache
def _words(language: str) -> _Words:
    locale = load_locale(language)
    words, the = locale.places, maybe(locale.titles.articles)
    return _Words(
        affiliation=re.compile(rf"\b(?:{any_of(words.affiliation)})\b[^.;]{{0,70}}\Z", re.IGNORECASE),
        guests=re.compile(rf"\b(?:{any_of(words.guests)})\s{the}\Z", re.IGNORECASE),
        role=re.compile(
            rf"\s(?:\w+\s)?(?:{any_of(words.role_behind)})|"
            rf"[’']s\s(?:{any_of(words.deed_of)}|(?:\w+\s){{0,5}}(?:{any_of(words.role_of)})\b)"
        ),
        visit=re.compile(rf"\b(?:{any_of(words.visits)})\s(?:\w+\s)?{the}\Z"),
        in_place=re.compile(rf"(?:\b(?:{any_of(words.at)})\s{the}|\b[^\W\d_a-z][\w’'-]+,\s)\Z"),
    )
