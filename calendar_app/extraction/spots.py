"""The cities that a text says something is at: behind a preposition of place, with a suffix, in an address."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from calendar_app.extraction.countries import capital, country_at, country_of_short, home_of
from calendar_app.extraction.gazetteer import City, find_city
from calendar_app.extraction.venues import venue_words
from calendar_app.locales import load_locale
from calendar_app.locales.cue import any_of, cue, maybe


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


_NAME = r"[A-ZÀ-Ž][\w’'-]+"
OF_A_NAME, PLAIN, HELD = range(3)  # the ranks of spots


@dataclass(frozen=True)
class PlacePatterns:
    """A language's words of place, compiled."""

    at: re.Pattern[str]
    held: re.Pattern[str]
    organisation: re.Pattern[str]
    visits: re.Pattern[str]
    suffix: re.Pattern[str]
    seats: re.Pattern[str]
    beside: re.Pattern[str]
    across: re.Pattern[str]
    joined: re.Pattern[str]
    country: re.Pattern[str]
    wider: re.Pattern[str]


@cache
def place_patterns(language: str) -> PlacePatterns:
    locale = load_locale(language)
    words, and_ = locale.places, any_of((*locale.joiners.and_, *locale.places.joined))
    between = rf"(?:(?:{any_of(words.city)})\s?)?"
    the = maybe(locale.titles.articles)
    everywhere = (*words.at, *words.to, *words.origin)
    return PlacePatterns(
        at=re.compile(rf"(?<![\w-])({_capital(everywhere)})\s{between}(?=[^\W\d_])"),
        held=re.compile(rf"{cue(words.held).pattern}(?:\s\w+ly)?,?\s\Z"),
        organisation=re.compile(rf"\b(?:{any_of(words.organisations)})\s(?:[^\W\d_a-zа-я][\w-]+\s){{0,2}}\Z"),
        visits=re.compile(rf"{cue(words.visits).pattern}\s{between}"),
        suffix=re.compile(rf"[’'](?:{any_of(words.suffixes)})(?!\w)"),
        seats=re.compile(rf"(?<!\w)(?:{any_of(words.seats)})\s"),
        beside=re.compile(rf",?\s(?:{any_of(words.at)})\s{the}(?=[^\W\d_])"),
        across=re.compile(rf"(?<!\w)(?:{_capital((*words.at, *words.to, *words.across))})\s{the}(?=[^\W\d_])"),
        joined=re.compile(rf"\)?(?:\s\([^()]{{1,60}}\))?(?:,?\s(?:{and_})\s|,\s|/)(?=[^\W\d_])"),
        country=re.compile(rf",\s{the}|\s\({the}"),
        wider=re.compile(rf",\s{the}({_NAME}(?:\s(?:(?:{and_})\s)?{_NAME}){{0,2}})"),
    )


def _capital(words: Collection[str]) -> str:
    """Words that may have a capital, the longest first."""
    ordered = sorted(set(words), key=len, reverse=True)
    return "|".join(f"[{word[0]}{word[0].upper()}]{re.escape(word[1:])}" for word in ordered) or "(?!)"


_WORD = re.compile(r"[^\W\d_](?:\w|[’'.-](?=\w))*")
_LONGEST_NAME = 4  # words


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
    words, patterns = load_locale(language).places, place_patterns(language)
    reading = SpotReader(sentence, language, near, own, dates)
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
        if not listed and own and rank == HELD and preposition in words.at:
            listed = reading.unlisted(match.end(), number)
        found += listed
    if words.suffixes:
        found += _suffixed(reading, patterns)
    if travel or home_of(language):
        visited = patterns.visits.finditer(sentence)
        found += [spot for match in visited for spot in reading.series(match.end(), PLAIN, -match.end())]
    return sorted({spot.start: spot for spot in found}.values(), key=lambda spot: spot.start)


def _rank(sentence: str, start: int, patterns: PlacePatterns) -> int:
    head = sentence[max(0, start - 40) : start]
    if patterns.held.search(head):
        return HELD
    return OF_A_NAME if patterns.organisation.search(head) else PLAIN


@dataclass(frozen=True, slots=True)
class SpotReader:
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
            joined = self._joined.match(self.sentence, self._behind_date(spot.stop))
            spot = self.spot(joined.end(), rank, number) if joined else None

    @property
    def _joined(self) -> re.Pattern[str]:
        return place_patterns(self.language).joined

    def _behind_date(self, at: int) -> int:
        return next((stop for start, stop in self.dates if 0 <= start - at <= ATTACHED), at)

    def unlisted(self, at: int, number: int) -> list[Spot]:
        """A name that no list of cities has, where one must stand: behind a verb of taking place."""
        name = unlisted_name(self.sentence, at, self.language)
        return [Spot(at, at + len(name), City(name, None, None, 0), HELD, number)] if name else []

    def spot(self, at: int, rank: int = 0, number: int = 0) -> Spot | None:
        """The city whose name begins at an offset, the longest name first; none where a country's name does."""
        country = country_at(self.sentence, at, self.language)
        for stop in _name_ends(self.sentence, at, self.language):
            within = country is not None and stop <= country.stop
            if within and country is not None and not _is_city_state(country.code, self.sentence[at:stop]):
                return None
            behind = _country_behind(self.sentence, stop, self.language)
            city = find_city(self.sentence[at:stop], (behind[0],) if behind else self.near, self.language)
            if city is not None and is_likely(city, self.near, behind[0] if behind else None, self.own, self.language):
                return Spot(at, behind[1] if behind else stop, city, rank, number)
        return None


def find_visited(sentence: str, language: str) -> Iterator[City]:
    """The cities that somebody of the organisation goes to see: "will visit Tirana and Skopje", not a visit to them."""
    reading = SpotReader(sentence, language, (), True)
    for match in place_patterns(language).visits.finditer(sentence):
        if " " not in match.group().strip():
            for spot in reading.series(match.end(), PLAIN, 0):
                yield spot.city


@cache
def _is_city_state(code: str, name: str) -> bool:
    """Whether a country's name is also its capital's: "Luxembourg", "Singapore"."""
    return capital(code) == name


ATTACHED = 6  # characters between a place and the date that stands with it


def _name_ends(sentence: str, at: int, language: str) -> list[int]:
    """Where a name that begins at an offset may end, the farthest first."""
    particles = load_locale(language).places.particles
    ends: list[int] = []
    word = _WORD.match(sentence, at)
    while word is not None and len(ends) < _LONGEST_NAME:
        if word.group()[0].isupper():
            stop = word.end()
            ends.append(stop - 2 if word.group()[-2:] in ("’s", "'s") else stop)
        elif not ends or word.group() not in particles:
            break
        word = _WORD.match(sentence, word.end() + 1) if sentence[word.end() : word.end() + 1] in _BLANKS else None
    return ends[::-1]


_BLANKS = (" ", "\xa0", "\n")


def _country_behind(sentence: str, stop: int, language: str) -> tuple[str, int] | None:
    """The country that stands behind a city, and where its name ends: "Tallinn, Estonia", "Nanjing (CHN)"."""
    opens = place_patterns(language).country.match(sentence, stop)
    if opens is None:
        return None
    country = country_at(sentence, opens.end(), language)
    if country is not None:
        return country.code, country.stop
    short = sentence[opens.end() : opens.end() + 4]
    code = country_of_short(short[:3]) if short.endswith(")") else None
    return (code, opens.end() + 3) if code else None


def is_likely(city: City, near: Collection[str], country: str | None, own: bool, language: str) -> bool:
    """Whether a name is rather a city than a namesake: near, or in the event's own sentence named with its country
    or large, or at home in the text's language."""
    if city.country in near and country in (None, city.country):
        return True
    if country is not None:
        return own and city.country == country
    return own and (city.population >= _LARGE or city.country in home_of(language))


_LARGE = 50_000  # inhabitants of a city that is known far away
_LONGEST_WORD = 40  # characters


def _suffixed(reading: SpotReader, patterns: PlacePatterns) -> Iterator[Spot]:
    """The cities before a suffix of place: "Antalya'da"."""
    sentence = reading.sentence
    for match in patterns.suffix.finditer(sentence):
        start = match.start()
        for _ in range(2):
            start = max(sentence.rfind(" ", max(0, start - _LONGEST_WORD), max(0, start - 1)) + 1, 0)
            name = sentence[start : match.start()]
            city = find_city(name, reading.near, reading.language) if name[:1].isupper() else None
            if city is not None and is_likely(city, reading.near, None, reading.own, reading.language):
                yield Spot(start, match.end(), city, PLAIN, -match.end())
                break


def unlisted_name(sentence: str, at: int, language: str) -> str | None:
    """A name at an offset where a place's must stand; none where another thing's does."""
    words = load_locale(language).places
    ends = _name_ends(sentence, at, language)
    name = sentence[at : ends[0]] if ends else ""
    first = _WORD.match(name)
    if first is None or len(name) < 3 or name.isupper() or country_at(sentence, at, language):
        return None
    if re.sub(r"[’']s\Z", "", first.group()) in words.nowhere or venue_words(language).noun.search(name):
        return None
    wider = place_patterns(language).wider.match(sentence, ends[0])
    return f"{name}, {wider.group(1)}" if wider and wider.group(1).rpartition(" ")[2] in words.wider else name


_MOST_PARTS = 4  # of an address
_POSTCODE = re.compile(r"(?:[A-Z]{1,2}-)?\d{4,6}\s|\d{2}-\d{3}\s")


def city_behind(sentence: str, at: int, language: str, near: Collection[str]) -> City | None:
    """The city that an address ends with which begins behind an offset: ", 2 Khreshchatyk Street, Kyiv"."""
    patterns, streets = place_patterns(language), load_locale(language).places.streets
    reading = SpotReader(sentence, language, near, True)
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
    for match in place_patterns(language).seats.finditer(text):
        spot = SpotReader(text, language, near, True).spot(match.end())
        if spot is not None:
            yield spot.city
