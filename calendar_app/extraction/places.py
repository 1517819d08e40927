"""Where an event takes place: the venue and city that its sentence names, the country, and so the zone."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from calendar_app.extraction.countries import country_at, country_of_short, spoken_in
from calendar_app.extraction.cues import Cues
from calendar_app.extraction.gazetteer import City, find_city
from calendar_app.extraction.text import ReleaseText
from calendar_app.extraction.venues import find_venues, venue_end, venue_words, without_whose
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


@dataclass(frozen=True, slots=True)
class Spot:
    """A city, or a name in the place of one, that a sentence says something is at: its range and how sure it is.

    `series` numbers the lists of a sentence ("in Oş ve Bişkek'te" is one): the spots of one stand together.
    """

    start: int
    stop: int
    city: City
    rank: int
    series: int


_OF_A_NAME, _PLAIN, _HELD = range(3)  # the ranks of spots


@dataclass(frozen=True)
class _Patterns:
    """A language's words of place, compiled."""

    at: re.Pattern[str]
    held: re.Pattern[str]
    organisation: re.Pattern[str]
    visits: re.Pattern[str]
    suffix: re.Pattern[str]
    seats: re.Pattern[str]
    beside: re.Pattern[str]
    across: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    words = load_locale(language).places
    between = rf"(?:(?:{_any(words.city)})\s?)?"
    everywhere = (*words.at, *words.to, *words.origin)
    return _Patterns(
        at=re.compile(rf"(?<![\w-])({_capital(everywhere)})\s{between}(?=[^\W\d_])"),
        held=re.compile(rf"{cue(words.held).pattern}(?:\s\w+ly)?,?\s\Z"),
        organisation=re.compile(rf"\b(?:{_any(words.organisations)})\s\Z"),
        visits=re.compile(rf"{cue(words.visits).pattern}\s{between}"),
        suffix=re.compile(rf"[’'](?:{_any(words.suffixes)})(?!\w)"),
        seats=re.compile(rf"(?<!\w)(?:{_any(words.seats)})\s"),
        beside=re.compile(rf",?\s(?:{_any(words.at)})\s(?:the\s)?(?=[^\W\d_])"),
        across=re.compile(rf"(?<!\w)(?:{_capital((*words.at, *words.to, *words.across))})\s(?:the\s)?(?=[^\W\d_])"),
    )


def _any(words: Collection[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


def _capital(words: Collection[str]) -> str:
    """Words that may have a capital, the longest first."""
    ordered = sorted(set(words), key=len, reverse=True)
    return "|".join(f"[{word[0]}{word[0].upper()}]{re.escape(word[1:])}" for word in ordered) or "(?!)"


_WORD = re.compile(r"[^\W\d_](?:\w|[’'.-](?=\w))*")
_PARTICLES = {"of", "de", "la", "el", "upon", "am", "an", "der", "i", "del", "di", "na", "nad", "sur", "du", "le"}
_LONGEST_NAME = 4  # words


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
    place = _of_city(spot.city) if spot else Place()
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


def _of_city(city: City) -> Place:
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
        if mention.kind == "office" and not _AT_OFFICE.search(text.text, max(0, mention.start - 14), mention.start):
            low, high = mention.start - start, mention.stop - start
            sentence = sentence[:low] + "\x00" * (high - low) + sentence[high:]
    return sentence


_AT_OFFICE = re.compile(r"\bat\s(?:the\s)?(?:OSCE\s)?\Z")


def find_spots(
    sentence: str,
    language: str,
    near: Collection[str],
    *,
    own: bool = True,
    travel: bool = False,
    dates: Sequence[tuple[int, int]] = (),
) -> list[Spot]:
    """The cities that a sentence says something is at, in order; with `travel` also those that a visit is to.

    A list of cities goes on behind `dates`: "to Baku on 1 and 2 June and Yerevan on 3 June".
    """
    words, patterns = load_locale(language).places, _patterns(language)
    reading = _Reading(sentence, language, near, own, dates)
    found: list[Spot] = []
    for number, match in enumerate(patterns.at.finditer(sentence)):
        if found and match.start() < found[-1].stop:
            continue
        preposition = match.group(1)
        preposition = preposition if preposition in (*words.at, *words.to, *words.origin) else preposition.lower()
        aim = preposition in words.to and preposition not in words.at
        if (preposition in words.origin and preposition not in words.at) or (aim and not travel):
            continue
        rank = _rank(sentence, match.start(), patterns)
        listed = list(reading.series(match.end(), rank, number))
        if not listed and own and rank == _HELD and preposition in words.at:
            listed = reading.unlisted(match.end(), number)
        found += listed
    if words.suffixes:
        found += _suffixed(reading, patterns)
    if travel or language != "en":
        visited = patterns.visits.finditer(sentence)
        found += [spot for match in visited for spot in reading.series(match.end(), _PLAIN, -match.end())]
    return sorted({spot.start: spot for spot in found}.values(), key=lambda spot: spot.start)


def _rank(sentence: str, start: int, patterns: _Patterns) -> int:
    head = sentence[max(0, start - 40) : start]
    if patterns.held.search(head):
        return _HELD
    return _OF_A_NAME if patterns.organisation.search(head) else _PLAIN


_AND = re.compile(
    r"\)?(?:\s\([^()]{1,60}\))?(?:,?\s(?:and|et|e|y|și|und|i|ve|dhe|и|та|й|і|oraz|as well as)\s|,\s|/)(?=[^\W\d_])"
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """How a sentence's names are read: in which language, with which countries near, in the event's own sentence or
    not, behind which dates a list goes on."""

    sentence: str
    language: str
    near: Collection[str]
    own: bool
    dates: Sequence[tuple[int, int]] = ()

    def series(self, at: int, rank: int, number: int) -> Iterator[Spot]:
        """The cities of a list that begins at an offset: "Niš, Novi Pazar and Subotica"."""
        spot = self.spot(at, rank, number)
        while spot is not None:
            yield spot
            joined = _AND.match(self.sentence, self._behind_date(spot.stop))
            spot = self.spot(joined.end(), rank, number) if joined else None

    def _behind_date(self, at: int) -> int:
        return next((stop for start, stop in self.dates if 0 <= start - at <= _ATTACHED), at)

    def unlisted(self, at: int, number: int) -> list[Spot]:
        """A name that no list of cities has, where one must stand: behind a verb of taking place."""
        name = unlisted_name(self.sentence, at, self.language)
        return [Spot(at, at + len(name), City(name, None, None, 0), _HELD, number)] if name else []

    def spot(self, at: int, rank: int = 0, number: int = 0) -> Spot | None:
        """The city whose name begins at an offset, the longest name first; none where a country's name does."""
        country = country_at(self.sentence, at, self.language)
        for stop in _name_ends(self.sentence, at):
            if country is not None and stop <= country.stop:
                return None
            behind = _country_behind(self.sentence, stop, self.language)
            city = find_city(self.sentence[at:stop], (behind[0],) if behind else self.near, self.language)
            if city is not None and _likely(city, self.near, behind[0] if behind else None, self.own, self.language):
                return Spot(at, behind[1] if behind else stop, city, rank, number)
        return None


def find_visited(sentence: str, language: str) -> Iterator[City]:
    """The cities that somebody of the organisation goes to see: "will visit Tirana and Skopje", not a visit to them."""
    reading = _Reading(sentence, language, (), True)
    for match in _patterns(language).visits.finditer(sentence):
        if " " not in match.group().strip():
            for spot in reading.series(match.end(), _PLAIN, 0):
                yield spot.city


_ATTACHED = 6  # characters between a place and the date that stands with it


def _name_ends(sentence: str, at: int) -> list[int]:
    """Where a name that begins at an offset may end, the farthest first."""
    ends: list[int] = []
    word = _WORD.match(sentence, at)
    while word is not None and len(ends) < _LONGEST_NAME:
        if word.group()[0].isupper():
            stop = word.end()
            ends.append(stop - 2 if word.group()[-2:] in ("’s", "'s") else stop)
        elif not ends or word.group() not in _PARTICLES:
            break
        word = _WORD.match(sentence, word.end() + 1) if sentence[word.end() : word.end() + 1] in _BLANKS else None
    return ends[::-1]


_BLANKS = (" ", "\xa0", "\n")
_BEHIND = re.compile(r",\s(?:the\s)?|\s\((?:the\s)?")


def _country_behind(sentence: str, stop: int, language: str) -> tuple[str, int] | None:
    """The country that stands behind a city, and where its name ends: "Tallinn, Estonia", "Nanjing (CHN)"."""
    opens = _BEHIND.match(sentence, stop)
    if opens is None:
        return None
    country = country_at(sentence, opens.end(), language)
    if country is not None:
        return country.code, country.stop
    short = sentence[opens.end() : opens.end() + 4]
    code = country_of_short(short[:3]) if short.endswith(")") else None
    return (code, opens.end() + 3) if code else None


def _likely(city: City, near: Collection[str], country: str | None, own: bool, language: str) -> bool:
    """Whether a name is rather a city than a namesake: near, or in the event's own sentence named with its country
    or large, or at home in the text's language."""
    if city.country in near and country in (None, city.country):
        return True
    if country is not None:
        return own and city.country == country
    return own and (city.population >= _LARGE or (language != "en" and city.country in spoken_in(language)))


_LARGE = 100_000  # inhabitants of a city that is known far away


_LONGEST_WORD = 40  # characters


def _suffixed(reading: _Reading, patterns: _Patterns) -> Iterator[Spot]:
    """The cities before a suffix of place: "Antalya'da"."""
    sentence = reading.sentence
    for match in patterns.suffix.finditer(sentence):
        start = match.start()
        for _ in range(2):
            start = max(sentence.rfind(" ", max(0, start - _LONGEST_WORD), max(0, start - 1)) + 1, 0)
            name = sentence[start : match.start()]
            city = find_city(name, reading.near, reading.language) if name[:1].isupper() else None
            if city is not None and _likely(city, reading.near, None, reading.own, reading.language):
                yield Spot(start, match.end(), city, _PLAIN, -match.end())
                break


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
    """The place nearest to joined dates in their clause, with no other date in between."""
    around = [
        (_gap((spot.start, spot.stop), (group[0][0], group[-1][1])), spot)
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
    return [spot for spot in spots if all(_gap((spot.start, spot.stop), other) > _ATTACHED for other in others)]


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
    patterns = _patterns(language)
    behind = patterns.beside.match(sentence, date[1])
    name = unlisted_name(sentence, behind.end(), language) if behind else None
    if name is not None:
        return name
    low = max(0, date[0] - _LONGEST_BEFORE)
    for match in patterns.beside.finditer(sentence, low, date[0]):
        name = unlisted_name(sentence, match.end(), language)
        if name and 0 < date[0] - match.end() - len(name) < _ATTACHED:
            return name
    return None


_LONGEST_BEFORE = 60  # characters of a preposition and a name before a date


def unlisted_name(sentence: str, at: int, language: str) -> str | None:
    """A name at an offset where a place's must stand; none where another thing's does."""
    words = load_locale(language).places
    ends = _name_ends(sentence, at)
    name = sentence[at : ends[0]] if ends else ""
    first = _WORD.match(name)
    if first is None or len(name) < 3 or name.isupper() or country_at(sentence, at, language):
        return None
    if re.sub(r"[’']s\Z", "", first.group()) in words.nowhere or venue_words(language).noun.search(name):
        return None
    wider = _FOLLOWED.match(sentence, ends[0])
    return f"{name}, {wider.group(1)}" if wider and wider.group(1).rpartition(" ")[2] in words.wider else name


_FOLLOWED = re.compile(r",\s(?:the\s)?([A-ZÀ-Ž][\w’'-]+(?:\s(?:and\s)?[A-ZÀ-Ž][\w’'-]+){0,2})")


def _is_online(sentence: str, cues: Cues) -> bool:
    """Whether the event itself is called online: "a three-day online training"."""
    match = cues.online.search(sentence)
    return match is not None and bool(
        cues.nouns.search(sentence[match.end() : match.end() + 40]) or "held online" in sentence
    )


def _country(text: ReleaseText, start: int, stop: int) -> str | None:
    """The first country that a sentence says something is in."""
    patterns = _patterns(text.language)
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
            name = text.text[mention.start : mention.stop]
            short = text.profile.short
            return Place(f"{short} {name}" if mention.own and not name.startswith(short) else name)
    found = find_venues(sentence, text.language)
    if date is not None:
        group = _joined(sentence, date, dates)
        together = [venue for venue in found if _together(sentence, venue, group, dates)]
        found = sorted(together or _same_clause(sentence, found, date), key=lambda venue: _gap(venue, date))
    if not found:
        return None
    low, high = found[0]
    whole = without_whose(sentence[low:high], text.language)
    whole = _INTO_OFFICE.sub("", whole) if sentence[high + 1 : high + 2] == "\x00" else whole
    return _venue_place(sentence, low, low + len(whole), text.language, near)


_INTO_OFFICE = re.compile(r"(?:\s[a-z]+){1,2}\s[\w’'-]+\Z")  # "under the Kazakh" before "Chairmanship"


def _same_clause(sentence: str, found: Sequence[tuple[int, int]], date: tuple[int, int]) -> list[tuple[int, int]]:
    return [
        venue for venue in found
        if ";" not in sentence[min(venue[1], date[1]) : max(venue[0], date[0])]
    ]  # fmt: skip


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(one[0] - other[1], other[0] - one[1])


def _venue_place(sentence: str, low: int, high: int, language: str, near: Collection[str]) -> Place:
    """A venue's name and the city behind it: "hôtel Westin, 3 rue de Castiglione, à Paris", "Museo de … de Bilbao"."""
    name = sentence[low:high].strip()
    behind = city_behind(sentence, high, language, near)
    if behind is not None:
        return replace(_of_city(behind), venue=name)
    cut = max(venue_words(language).city.finditer(name), key=lambda match: match.start(), default=None)
    if cut is not None and " " in name[: cut.start()]:
        city = find_city(name[cut.end() :], near, language)
        if city is not None and _likely(city, near, None, True, language):
            return replace(_of_city(city), venue=name[: cut.start()])
    alone = venue_words(language).adjectives_follow  # names behind a noun are whom it is called after
    within = None if alone else find_city(name.rpartition(" ")[2], near, language)
    if within is not None and within.country in {*near, *(spoken_in(language) if language != "en" else ())}:
        return Place(name, None, within.country, within.timezone)
    return Place(name)


_MOST_PARTS = 4  # of an address
_POSTCODE = re.compile(r"(?:[A-Z]{1,2}-)?\d{4,6}\s|\d{2}-\d{3}\s")


def city_behind(sentence: str, at: int, language: str, near: Collection[str]) -> City | None:
    """The city that an address ends with which begins behind an offset: ", 2 Khreshchatyk Street, Kyiv"."""
    patterns, streets = _patterns(language), load_locale(language).places.streets
    reading = _Reading(sentence, language, near, True)
    for _ in range(_MOST_PARTS):
        opens = _OPENS.match(sentence, at)
        begins = opens.end() if opens else at
        code = _POSTCODE.match(sentence, begins)
        begins = code.end() if code else begins
        leads = patterns.at.match(sentence, begins + (not opens))
        if not opens and not leads:
            return None
        spot = reading.spot(leads.end() if leads else begins)
        if spot is not None:
            return spot.city
        at = sentence.find(",", begins)
        part = sentence[begins:at] if at >= 0 else ""
        if len(part) > 50 or not (re.search(r"\d", part) or any(street in part for street in streets)):
            return None
    return None


_OPENS = re.compile(r",\s|\s\(")


def named_seats(text: str, language: str, near: Collection[str]) -> Iterator[City]:
    """The cities in the names of those whom a text is of: "City of Graz", "Universität Heidelberg"."""
    for match in _patterns(language).seats.finditer(text):
        spot = _Reading(text, language, near, True).spot(match.end())
        if spot is not None:
            yield spot.city


def dateline_place(text: ReleaseText, stop: int, near: Collection[str]) -> Place:
    """The city of a dateline whose date begins at `stop`."""
    return last_city(text.text[text.release.body_start : stop], near, text.language)


def last_city(names: str, near: Collection[str], language: str = "en") -> Place:
    """The city that a list of names ends with: "Hotel Arka, Skopje", "WASHINGTON/ TASHKENT"."""
    zones = load_locale(language).times.zones
    parts = re.split(r"[,/\t|]|\s[–—-]\s|[()]", names)
    for part in reversed(parts):
        name = re.sub(r"\A(?:[A-Z]{1,2}-)?[\d\s-]*|[\d\s]+\w{0,2}\Z", "", part).strip(" .:")
        written = name.title() if name.isupper() else name
        city = find_city(written, near, language) if name and name not in zones else None
        if city is not None:
            return _of_city(city._replace(name=written))
    return Place()


def address_place(text: str, near: Collection[str], language: str) -> Place:
    """The place of an address: its first part with a name, and the city; what a street is called is left out."""
    whole = _Reading(text, language, near, True).spot(0)
    if whole is not None and not text[whole.stop :].strip(" .)"):
        return _of_city(whole.city)
    place = last_city(text, near, language)
    words = load_locale(language).places
    parts = [part.strip(" .") for part in re.split(r",\s|\t|\s[|–—]\s", text)]
    kept = [
        part for part in parts
        if part and not re.search(r"\d", part) and not any(street in part.split() for street in words.streets)
    ]  # fmt: skip
    if place.city is None or len(kept) == len(parts):
        return replace(place, venue=text.strip(" ."), city=None)
    named = [part for part in kept if place.city not in part]
    return replace(place, venue=", ".join(named) or None)


_COLUMN = re.compile(r",\s|\s[|–—]\s")


def without_place(title: str, near: Collection[str], language: str = "en") -> tuple[str, Place]:
    """A heading that ends with its place, and the place: "Training for judges, Hotel Park, Skopje"."""
    breaks = list(_COLUMN.finditer(title))
    if not breaks:
        return title, Place()
    last = title[breaks[-1].end() :]
    spot = _Reading(last, language, near, True).spot(0)
    city = _of_city(spot.city) if spot and spot.stop >= len(last) - 1 else last_city(last, near, language)
    if city == Place():
        return title, city
    before = title[breaks[-2].end() : breaks[-1].start()] if len(breaks) > 1 else ""
    nouns = venue_words(language)
    is_venue = nouns.noun.search(before) is not None
    venue = before if is_venue else None
    return title[: breaks[-2 if is_venue else -1].start()], replace(city, venue=venue)


def place_line(text: ReleaseText, near: Collection[str]) -> Place:
    """The place that one of the first lines is: "Lisbon, Portugal", "Museo Civico, Bassano del Grappa"."""
    for number, line in enumerate(text.text[:_HEAD].split("\n")):
        if number == 0 and (city := _heading_city(line, text.language, near)) is not None:
            return _of_city(city)
        reading = _Reading(line, text.language, near, True)
        spot = reading.spot(0)
        if spot is not None and "," in line[spot.start : spot.stop]:
            return _of_city(spot.city)
        stop = venue_end(line, 0, venue_words(text.language)) if line else None
        city = city_behind(line, stop, text.language, near) if stop and line[stop : stop + 1] == "," else None
        if city is not None and stop:
            return replace(_of_city(city), venue=line[:stop])
    return Place()


def _heading_city(line: str, language: str, near: Collection[str]) -> City | None:
    """The city that stands at the end of a heading, or in it behind a preposition: "…, London: exhibitions"."""
    if line.endswith(".") or len(line) > _LONGEST_HEADING:
        return None
    for part in re.split(r":|\s[–—|]\s", line):
        name = part.rpartition(", ")[2].strip()
        city = find_city(name, near, language) if name and name != line else None
        if city is not None and _likely(city, near, None, True, language):
            return city
    spots = find_spots(line, language, near)
    if len(spots) == 1:
        return spots[0].city
    return _home_city(line, language) if language != "en" else None


def _home_city(line: str, language: str) -> City | None:
    """The last city of the language's own countries that a heading names: "Stadtbibliothek Tübingen"."""
    home = spoken_in(language)
    words = _HEADING_WORD.findall(line)
    for count in (2, 1):
        for index in range(len(words) - count, -1, -1):
            name = " ".join(words[index : index + count])
            name = name.title() if name.isupper() else name
            city = find_city(name, home, language) if name[0].isupper() and len(name) > 3 else None
            if city is not None and city.country in home:
                return city
    return None


_HEADING_WORD = re.compile(r"[^\W\d_][\w’'-]*")


_LONGEST_HEADING = 120  # characters
_HEAD = 400  # characters in which such a line stands
