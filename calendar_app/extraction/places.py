"""Where an event takes place: the venue and city that its sentence names, the country, and so the zone."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from calendar_app.extraction.cues import Cues
from calendar_app.extraction.gazetteer import City, find_city
from calendar_app.extraction.text import ReleaseText


@dataclass(frozen=True, slots=True)
class Place:
    """A place: `name` is venue and city as a person would write them, `country` a code; each None if not known."""

    name: str | None = None
    country: str | None = None
    timezone: str | None = None


_NAME = r"[A-ZÀ-Ž][\w’'-]+(?:[ -](?:(?:of|de|la|el|upon|am|an der|i) )?[A-ZÀ-Ž][\w’'-]+){0,3}"
_AT = re.compile(rf"\b(?:in|at|near|to|from)\s(?:the\scity\sof\s|the\stown\sof\s|the\scapital\s,?)?({_NAME})")
_FOLLOWED = re.compile(r",\s(?:the\s)?([A-ZÀ-Ž][\w’'-]+(?:\s(?:and\s)?[A-ZÀ-Ž][\w’'-]+){0,2})")
_WORD_OF_PLACE = (
    "Hotel|Academy|Centre|Center|University|Institute|Hall|Hofburg|Palace|Parliament|Museum|Library|School|Faculty|"
    "Ministry|Airport|Theatre|Theater|House|Club|Building|Campus|College|Gallery|Stadium|Headquarters|Embassy|"
    "Council|Assembly|Park|Square|Lake|Court|Prison|Base|Courthouse|Office|Castle|Arena|Auditorium|Residence|Secretariat"
)
_VENUE = re.compile(
    rf"\b(?:at|in|in the premises of|on the premises of)\s(?:the\s)?((?:(?:[A-ZÀ-Ž][\w’'.&-]*|former|of|the|for|and|under)\s){{0,9}}?"
    rf"(?:{_WORD_OF_PLACE})(?:\s(?:of|for|under|and|the|at)(?:\s(?:the|and|of))?\s[A-ZÀ-Ž][\w’'-]+|\s[A-ZÀ-Ž][\w’'-]+)*)"
)


def find_place(
    text: ReleaseText, start: int, stop: int, near: Collection[str], cues: Cues, travel: bool = False
) -> Place:
    """The place that text[start:stop] names; `near` are the countries that the release is likely to be in.

    `travel` says that the event is a visit, so that "to Dublin" names where it is and "from Kyiv" does not.
    """
    sentence = text.text[start:stop]
    city, country = _city(text, sentence, start, near, travel)
    venue = _venue(sentence)
    if city is None and venue is None and cues.online.search(sentence):
        return Place("online")
    if country is None:
        country = _country(text, start, stop)
    names = [venue] if venue else []
    if city is not None and (not venue or city[0] not in venue):
        names.append(city[0])
    return Place(", ".join(names) or None, city[1].country if city else country, city[1].timezone if city else None)


def _city(
    text: ReleaseText, sentence: str, start: int, near: Collection[str], travel: bool
) -> tuple[tuple[str, City] | None, str | None]:
    """The first city named behind a preposition, with its name as written; else the first country so named."""
    for match in _AT.finditer(sentence):
        preposition = match.group()[:4].split()[0]
        if preposition == "from" or (preposition == "to" and not travel):
            continue
        behind = _FOLLOWED.match(sentence, match.end())
        countries = _codes(text, behind.group(1)) if behind else ()
        name = match.group(1)
        while name:
            if _codes(text, name):
                break
            city = find_city(name, countries or near)
            if city is not None and (countries == () or city.country in countries) and _likely(city, near, countries):
                return (name, city), None
            name = name.rpartition(" ")[0]
    return None, None


def _likely(city: City, near: Collection[str], countries: Collection[str]) -> bool:
    """Whether a name is rather a city than a namesake: near, named with its country, or large."""
    return city.country in near or city.country in countries or city.population >= 300_000


def _codes(text: ReleaseText, name: str) -> tuple[str, ...]:
    found = text.profile.names.find(name)
    return tuple(mention.id for mention in found if mention.kind == "country" and mention.start == 0)


_IN_COUNTRY = re.compile(r"\b(?:in|to|across|throughout)\s(?:the\s)?\Z")


def _country(text: ReleaseText, start: int, stop: int) -> str | None:
    for mention in text.within(start, stop):
        if mention.kind == "country" and _IN_COUNTRY.search(text.text, max(start, mention.start - 20), mention.start):
            return mention.id
    return None


def _venue(sentence: str) -> str | None:
    match = _VENUE.search(sentence)
    return match.group(1).strip() if match and len(match.group(1)) > 4 else None


def dateline_place(text: ReleaseText, stop: int, near: Collection[str]) -> Place:
    """The city of a dateline whose date begins at `stop`."""
    return last_city(text.text[text.release.body_start : stop], near)


def last_city(names: str, near: Collection[str]) -> Place:
    """The city that a list of names ends with: "Hotel Arka, Skopje", "WASHINGTON/ TASHKENT"."""
    for part in reversed(re.split(r"[,/]", names)):
        name = part.strip()
        name = name.title() if name.isupper() else name
        city = find_city(name, near)
        if city is not None:
            return Place(name, city.country, city.timezone)
    return Place()
