"""Where an event takes place: the venue and city that its sentence names, the country, and so the zone."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache

from calendar_app.extraction.countries import country_at, home_of
from calendar_app.extraction.cues import Cues
from calendar_app.extraction.forms import phrase_in_nominative
from calendar_app.extraction.gazetteer import City, find_city
from calendar_app.extraction.spots import (
    ATTACHED,
    OF_A_NAME,
    Spot,
    SpotReader,
    city_behind,
    find_spots,
    is_likely,
    place_patterns,
    unlisted_name,
)
from calendar_app.extraction.text import ReleaseText
from calendar_app.extraction.venues import find_names_before_city, find_venues, venue_words, without_whose
from calendar_app.locales import load_locale
from calendar_app.locales.cue import cue


@dataclass(frozen=True, slots=True)
class Place:
    """A place: venue and city as a person would write them, `country` a code; each None if not known."""

    venue: str | None = None
    city: str | None = None
    country: str | None = None
    timezone: str | None = None

    @property
    def name(self) -> str | None:
        """Venue and city in one; a venue that has the city in its own name says it once."""
        if self.venue and self.city and self.city not in self.venue:
            return f"{self.venue}, {self.city}"
        return self.venue or self.city

    def or_else(self, other: "Place") -> "Place":
        """This place, with what it lacks taken from another that does not contradict it."""
        if self.country and other.country and self.country != other.country:
            return self
        whole = other if self.name is None else self
        city = self.city or (other.city if self.venue != ONLINE else None)
        return Place(whole.venue, city, self.country or other.country, self.timezone or other.timezone)


ONLINE = "online"


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
    the event's date: of several places the one beside it is the event's.
    """
    if phrase is not None and stop - start > _WIDEST:
        start, stop = max(start, phrase[0] - _WIDEST // 2), min(stop, phrase[1] + _WIDEST // 2)
    sentence = _without_offices(text, start, stop)
    date, dates = _dates(text, start, stop, phrase)
    spots = find_spots(sentence, text.language, near, own=own, travel=travel or len(dates) > 1, dates=dates)
    spot = _chosen(spots, sentence, date, dates, cues)
    place = of_city(spot.city) if spot else Place()
    venue = _venue(text, sentence, start, date if len(dates) > 1 else None, dates, near) if own else None
    if own and spot is None and date is not None:
        place = Place(None, _beside_date(sentence, date, text.language))
    if place.city and text.profile.names.find(place.city) and place.country is None:
        place = Place()
    if venue is None and place.city is None and _is_online(sentence, cues):
        return Place(ONLINE)
    if place.country is None:
        place = replace(place, country=_country(text, start, stop))
    return _with_venue(place, venue) if venue else place


_WIDEST = 3000  # characters; what stands farther from a date in one sentence does not say where it was


def of_city(city: City) -> Place:
    return Place(None, city.name, city.country, city.timezone)


def _with_venue(place: Place, venue: Place) -> Place:
    """A venue at a place: the city that stands with the venue goes before one elsewhere in the sentence."""
    if venue.city:
        return venue
    return replace(place, venue=venue.venue).or_else(venue)


def _dates(
    text: ReleaseText, start: int, stop: int, phrase: tuple[int, int] | None
) -> tuple[tuple[int, int] | None, list[tuple[int, int]]]:
    """The event's date phrase in a sentence, and all of them, as ranges of it."""
    if phrase is None:
        return None, []
    own = (phrase[0] - start, phrase[1] - start)
    found = [(other.start - start, other.stop - start) for other in text.phrases if start <= other.start < stop]
    return next((other for other in found if other[0] < own[1] and own[0] < other[1]), own), found


def _without_offices(text: ReleaseText, start: int, stop: int) -> str:
    """A sentence with its offices' names blanked: "the Programme Office in Bishkek" does not say that it was there."""
    sentence = text.text[start:stop]
    for mention in text.within(start, stop):
        before = text.text[max(start, mention.start - _BEFORE) : mention.start]
        if mention.kind == "office" and not _at_office(text.language, text.profile.shorts).search(before):
            low, high = mention.start - start, mention.stop - start
            sentence = sentence[:low] + "\x00" * (high - low) + sentence[high:]
    return sentence


_BEFORE = 30  # characters of a preposition before an office's name: "on the premises of the"


@cache
def _at_office(language: str, shorts: tuple[str, ...]) -> re.Pattern[str]:
    """Words before an office's name that say that something is at it."""
    locale = load_locale(language)
    at = cue(locale.places.office_at).pattern
    words = "|".join(map(re.escape, (*locale.titles.articles, *shorts)))
    return re.compile(rf"{at}\s(?:(?:{words})\s){{0,2}}\Z")


def _chosen(
    spots: Sequence[Spot], sentence: str, date: tuple[int, int] | None, dates: Sequence[tuple[int, int]], cues: Cues
) -> Spot | None:
    """The event's own of a sentence's places: behind a verb of taking place, else the first; of a sentence with more
    dates the one that stands with the event's date."""
    if date is None or len(dates) < 2:
        return max(spots, key=lambda spot: spot.rank, default=None)
    group = _joined(sentence, date, dates)
    beside = _beside(spots, sentence, group, dates)
    if beside is None:
        return max(_free(spots, group, dates), key=lambda spot: spot.rank, default=None)
    series = [spot for spot in spots if spot.series == beside.series]
    apart = any(word in sentence for word in cues.locale.joiners.apart)
    return series[group.index(date)] if apart and len(series) == len(group) else beside


def _beside(
    spots: Sequence[Spot], sentence: str, group: Sequence[tuple[int, int]], dates: Sequence[tuple[int, int]]
) -> Spot | None:
    """The place nearest to joined dates in their clause, with no other date in between, one that is no part of a name
    before one that is ("the Embassy in Tirana")."""
    around = [
        ((spot.rank == OF_A_NAME, _gap((spot.start, spot.stop), (group[0][0], group[-1][1]))), spot)
        for spot in spots
        if _together(sentence, (spot.start, spot.stop), group, dates)
    ]
    return min(around, key=lambda found: found[0])[1] if around else None


def _together(
    sentence: str, name: tuple[int, int], group: Sequence[tuple[int, int]], dates: Sequence[tuple[int, int]]
) -> bool:
    """Whether a name stands in one clause with joined dates."""
    low, high = (name[1], group[0][0]) if name[1] <= group[0][0] else (group[-1][1], name[0])
    crossed = any(low <= other[0] < high for other in dates if other not in group)
    return not crossed and ";" not in sentence[low:high]


def _free(spots: Sequence[Spot], group: Sequence[tuple[int, int]], dates: Sequence[tuple[int, int]]) -> list[Spot]:
    """The places that do not stand with other dates."""
    others = [other for other in dates if other not in group]
    return [spot for spot in spots if all(_gap((spot.start, spot.stop), other) > ATTACHED for other in others)]


_JOINED = 8  # characters; dates as near as that are one list ("3 and 5 May")


def _joined(sentence: str, date: tuple[int, int], dates: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The dates that stand in one list with a date."""
    groups: list[list[tuple[int, int]]] = []
    for found in dates:
        gap = sentence[groups[-1][-1][1] : found[0]] if groups else ""
        if groups and len(gap) <= _JOINED and not any(sign in gap for sign in "();"):
            groups[-1].append(found)
        else:
            groups.append([found])
    return next((group for group in groups if date in group), [date])


def _beside_date(sentence: str, date: tuple[int, int], language: str) -> str | None:
    """A place that no list of cities has, right behind the date or right before it."""
    patterns = place_patterns(language)
    behind = patterns.beside.match(sentence, date[1])
    name = unlisted_name(sentence, behind.end(), language) if behind else None
    if name is not None:
        return name
    low = max(0, date[0] - _LONGEST_BEFORE)
    for match in patterns.beside.finditer(sentence, low, date[0]):
        name = unlisted_name(sentence, match.end(), language)
        if name and 0 < date[0] - match.end() - len(name) < ATTACHED:
            return name
    return None


_LONGEST_BEFORE = 60  # characters of a preposition and a name before a date


def _is_online(sentence: str, cues: Cues) -> bool:
    """Whether the event itself is called online: "a three-day online training"."""
    match = cues.online.search(sentence)
    return match is not None and bool(
        cues.nouns.search(sentence[match.end() : match.end() + 40])
        or cues.held.search(sentence, max(0, match.start() - _BEFORE), match.start())
    )


def _country(text: ReleaseText, start: int, stop: int) -> str | None:
    """The first country that a sentence says something is in."""
    patterns = place_patterns(text.language)
    named = {mention.start: mention.id for mention in text.within(start, stop) if mention.kind == "country"}
    for match in patterns.across.finditer(text.text, start, stop):
        code = named.get(match.end())
        if code is not None:
            return code
        country = country_at(text.text, match.end(), text.language)
        if country is not None:
            return country.code
    return None


def _venue(
    text: ReleaseText,
    sentence: str,
    start: int,
    date: tuple[int, int] | None,
    dates: Sequence[tuple[int, int]],
    near: Collection[str],
) -> Place | None:
    """The venue of a sentence, with the city that stands with it; an office's own rooms go before others."""
    for mention in text.within(start, start + len(sentence)):
        if mention.kind == "office" and "\x00" not in sentence[mention.start - start : mention.stop - start]:
            return Place(text.called(mention) if mention.own else text.text[mention.start : mention.stop])
    found = find_venues(sentence, text.language)
    if date is not None:
        group = _joined(sentence, date, dates)
        together = [venue for venue in found if _together(sentence, venue, group, dates)]
        found = sorted(together or _same_clause(sentence, found, date), key=lambda venue: _gap(venue, date))
    if not found:
        return _name_at_city(sentence, date, dates, text.language, near)
    low, high = found[0]
    whole = without_whose(sentence[low:high], text.language)
    whole = _INTO_OFFICE.sub("", whole) if sentence[high + 1 : high + 2] == "\x00" else whole
    return _venue_place(sentence, low, low + len(whole), text.language, near)


def _name_at_city(
    sentence: str,
    date: tuple[int, int] | None,
    dates: Sequence[tuple[int, int]],
    language: str,
    near: Collection[str],
) -> Place | None:
    """A name that no noun tells to be a venue's, by the city behind it: "at Norges Bank, Oslo"."""
    group = _joined(sentence, date, dates) if date is not None else ()
    reading = SpotReader(sentence, language, near, True)
    for low, high in find_names_before_city(sentence, language):
        listed = reading.spot(low) is not None or country_at(sentence, low, language) is not None
        if listed or (group and not _together(sentence, (low, high), group, dates)):
            continue
        behind = list(reading.series(high + 2, 0, 0))
        if len(behind) == 1 and not sentence[low:high].isupper():
            return replace(of_city(behind[0].city), venue=sentence[low:high])
    return None


_INTO_OFFICE = re.compile(r"(?:\s[a-z]+){1,2}\s[\w’'-]+\Z")  # "under the Kazakh" before "Chairmanship"


_CLOSING_NAME = re.compile(r",\s([^\W\d_a-zà-ÿа-яёђ-џ][\w’'-]{2,})(?=[.;)]|\s\(|\Z)")


def _same_clause(sentence: str, found: Sequence[tuple[int, int]], date: tuple[int, int]) -> list[tuple[int, int]]:
    return [
        venue for venue in found
        if ";" not in sentence[min(venue[1], date[1]) : max(venue[0], date[0])]
    ]  # fmt: skip


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(one[0] - other[1], other[0] - one[1])


def _venue_place(sentence: str, low: int, high: int, language: str, near: Collection[str]) -> Place:
    """A venue's name and the city behind it: "hôtel Westin, 3 rue de Castiglione, à Paris", "Museo de … de Bilbao"."""
    name = phrase_in_nominative(sentence[low:high].strip(), load_locale(language).titles)
    behind = city_behind(sentence, high, language, near)
    if behind is not None:
        return replace(of_city(behind), venue=name)
    town = _CLOSING_NAME.match(sentence, high)
    if town is not None and unlisted_name(sentence, town.start(1), language) == town[1]:
        return Place(name, town[1])
    cut = max(venue_words(language).city.finditer(name), key=lambda match: match.start(), default=None)
    if cut is not None and " " in name[: cut.start()]:
        city = find_city(name[cut.end() :], near, language)
        if city is not None and is_likely(city, near, None, True, language):
            return replace(of_city(city), venue=name[: cut.start()])
    alone = venue_words(language).adjectives_follow  # names behind a noun are whom it is called after
    within = None if alone else find_city(name.rpartition(" ")[2], near, language)
    if within is not None and within.country in {*near, *home_of(language)}:
        return Place(name, None, within.country, within.timezone)
    return Place(name)
