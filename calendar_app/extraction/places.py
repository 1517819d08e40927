"""Where an event takes place: the venue and city that its sentence names, the country, and so the zone."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from calendar_app.extraction.cues import NAME, Cues
from calendar_app.extraction.gazetteer import City, find_city
from calendar_app.extraction.text import ReleaseText


@dataclass(frozen=True, slots=True)
class Place:
    """A place: `name` is venue and city as a person would write them, `country` a code; each None if not known."""

    name: str | None = None
    country: str | None = None
    timezone: str | None = None

    def or_else(self, other: "Place") -> "Place":
        """This place, with what it lacks taken from another that does not contradict it."""
        if self.country and other.country and self.country != other.country:
            return self
        return Place(self.name or other.name, self.country or other.country, self.timezone or other.timezone)


_FOLLOWED = re.compile(r",\s(?:the\s)?([A-ZÀ-Ž][\w’'-]+(?:\s(?:and\s)?[A-ZÀ-Ž][\w’'-]+){0,2})")
_VENUES = (
    "Hotel|Academy|Centre|Center|University|Institute|Hall|Hofburg|Palace|Parliament|Museum|Library|School|Faculty|"
    "Ministry|Airport|Theatre|Theater|House|Club|Building|Campus|College|Gallery|Stadium|Headquarters|Embassy|"
    "Council|Assembly|Park|Square|Lake|Court|Prison|Base|Courthouse|Castle|Arena|Auditorium|Residence|Complex"
)
_VENUE = re.compile(
    rf"\b(?:at(?:\sthe)?|in\sthe(?:\spremises\sof\sthe)?|on\sthe\spremises\sof(?:\sthe)?)\s"
    rf"(?:\w+[’']s\s)?((?:(?:[A-ZÀ-Ž][\w’'.&-]*|former|of|for|and|under)\s){{0,9}}(?:{_VENUES})\b"
    rf"(?:\s(?:of|for|under)(?:\sthe)?\s[A-ZÀ-Ž][\w’'-]+|\s[A-ZÀ-Ž][\w’'-]+)*)"
)
# Behind a verb of taking place, a capitalised name is the place even if no list of cities has it.
_TAKES_PLACE = re.compile(
    r"\b(?:held|took place|takes place|organi[sz]ed|concluded|hosted|started|opened|convened|conducted|ended|began|"
    r"met)"
    rf"(?:\s\w+ly)?,?\s(?:in|at)\s(?:the\s)?({NAME})"
)


def find_place(
    text: ReleaseText,
    start: int,
    stop: int,
    near: Collection[str],
    cues: Cues,
    *,
    own: bool = True,
    travel: bool = False,
    phrase: tuple[int, int] | None = None,
) -> Place:
    """The place that text[start:stop] names; `near` are the countries that the release is likely to be in.

    `own` says that this is the event's own sentence: only there a venue, or a name that no list of cities has, is
    taken. `travel` says that the event is a visit, so that "to Dublin" names where it is. `phrase` is the range of
    the event's date, beside which such a name may stand ("on 6-9 July 2023 in Kamianets-Podilsky").
    """
    sentence = _without_offices(text, start, stop)
    city, timezone, country = _city(text, sentence, near, own, travel, cues)
    venue = _venue(text, sentence, start) if own else None
    if own and city is None:
        city = _unlisted(text, sentence, phrase[1] - start if phrase else None)
    if city is None and venue is None and _is_online(sentence, cues):
        return Place("online")
    country = country or _country(text, start, stop)
    if venue and city is None and (behind := _behind_venue(text, sentence, venue, near)):
        city, timezone, country = behind
    names = [venue] if venue else []
    if city is not None and (not venue or city not in venue):
        names.append(city)
    return Place(", ".join(names) or None, country, timezone)


def _without_offices(text: ReleaseText, start: int, stop: int) -> str:
    """A sentence with its offices' names blanked: "the Programme Office in Bishkek" does not say that it was there."""
    sentence = text.text[start:stop]
    for mention in text.within(start, stop):
        if mention.kind == "office" and not _AT_OFFICE.search(text.text, max(0, mention.start - 14), mention.start):
            low, high = mention.start - start, mention.stop - start
            sentence = sentence[:low] + "\x00" * (high - low) + sentence[high:]
    return sentence


_AT_OFFICE = re.compile(r"\bat\s(?:the\s)?(?:OSCE\s)?\Z")


def _behind_venue(text: ReleaseText, sentence: str, venue: str, near: Collection[str]) -> tuple[str, str, str] | None:
    """Name, zone and country of the city behind a venue: "in the Hofburg, Vienna"."""
    behind = _FOLLOWED.match(sentence, sentence.find(venue) + len(venue))
    city = find_city(behind.group(1), near) if behind and not _codes(text, behind.group(1)) else None
    return (behind.group(1), city.timezone, city.country) if behind and city else None


def _city(
    text: ReleaseText, sentence: str, near: Collection[str], own: bool, travel: bool, cues: Cues
) -> tuple[str | None, str | None, str | None]:
    """Name as written, zone and country of the first city named behind a preposition."""
    words = cues.locale.places
    for match in cues.at.finditer(sentence):
        if match.group(1) in words.origin or (match.group(1) in words.to and not travel):
            continue
        behind = _FOLLOWED.match(sentence, match.end())
        countries = _codes(text, behind.group(1)) if behind else ()
        name = match.group(2)
        while name and not _codes(text, name):
            city = find_city(name, countries or near)
            if city is not None and _likely(city, near, countries, own):
                return name, city.timezone, city.country
            name = name.rpartition(" ")[0]
    return None, None, None


def _likely(city: City, near: Collection[str], countries: Collection[str], own: bool) -> bool:
    """Whether a name is rather a city than a namesake: near, or in the event's own sentence named with its country
    or large."""
    if city.country in near and (not countries or city.country in countries):
        return True
    return own and (city.country in countries or (not countries and city.population >= 100_000))


def _codes(text: ReleaseText, name: str) -> tuple[str, ...]:
    found = text.profile.names.find(name)
    return tuple(mention.id for mention in found if mention.kind == "country" and mention.start == 0)


_BESIDE_DATE = re.compile(rf",?\s(?:in|at)\s(?:the\s)?({NAME})")
_WIDER = ("Oblast", "Region", "Province", "District", "County", "Canton")


def _unlisted(text: ReleaseText, sentence: str, behind_date: int | None) -> str | None:
    """A place that no list of cities has: right behind the date, or behind a verb of taking place."""
    beside = _BESIDE_DATE.match(sentence, behind_date) if behind_date is not None else None
    match = beside or _TAKES_PLACE.search(sentence)
    if match is None or text.profile.names.find(match.group(1)) or _NO_PLACE.match(match.group(1).split()[0]):
        return None
    behind = _FOLLOWED.match(sentence, match.end())
    wider = behind is not None and behind.group(1).rpartition(" ")[2] in _WIDER
    return f"{match.group(1)}, {behind.group(1)}" if wider and behind else match.group(1)


_NO_PLACE = re.compile(
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December|Mon|Tues|Wednes|Thurs|"
    r"Fri|Satur|Sun)(?:day)?|Central|South|North|East|West|Western|Eastern|Northern|Southern|English|Russian|French|"
    r"German|OSCE|Europe|Asia)(?:[’']s)?\Z"
)


def _is_online(sentence: str, cues: Cues) -> bool:
    """Whether the event itself is called online: "a three-day online training"."""
    match = cues.online.search(sentence)
    return match is not None and bool(
        cues.nouns.search(sentence[match.end() : match.end() + 40]) or "held online" in sentence
    )


_IN_COUNTRY = re.compile(r"\b(?:in|to|across|throughout)\s(?:the\s)?\Z")


def _country(text: ReleaseText, start: int, stop: int) -> str | None:
    for mention in text.within(start, stop):
        if mention.kind == "country" and _IN_COUNTRY.search(text.text, max(start, mention.start - 20), mention.start):
            return mention.id
    return None


def _venue(text: ReleaseText, sentence: str, start: int) -> str | None:
    """The venue of a sentence: "the Law Enforcement Academy of the Republic of Uzbekistan", or an office's rooms."""
    for mention in text.within(start, start + len(sentence)):
        if mention.kind == "office" and "\x00" not in sentence[mention.start - start : mention.stop - start]:
            name = text.text[mention.start : mention.stop]
            return f"{text.profile.short} {name}" if mention.own and not name.startswith(text.profile.short) else name
    match = _VENUE.search(sentence)
    if match is None or len(match.group(1)) < 5 or sentence[match.end() : match.end() + 2] in ("’s", "'s"):
        return None
    return match.group(1).strip()


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


def without_place(title: str, near: Collection[str]) -> tuple[str, Place]:
    """A heading that ends with its place, and the place: "Training for judges, Hotel Park, Skopje"."""
    parts = title.split(", ")
    city = last_city(parts[-1], near) if len(parts) > 1 else Place()
    if city == Place():
        return title, city
    venue = len(parts) > 2 and re.search(rf"\b(?:{_VENUES})\b", parts[-2]) is not None
    kept = parts[: -2 if venue else -1]
    return ", ".join(kept), Place(", ".join(parts[len(kept) :]), city.country, city.timezone)
