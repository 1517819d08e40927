"""Where on a map an event takes place, and the outlines of the countries that the map shows.

The map is in Lambert's azimuthal equal-area projection of a sphere, so that circles whose areas stand for numbers lie
on countries whose areas are in proportion. It shows Europe, the South Caucasus and Central Asia in `WIDTH` by `HEIGHT`
map units, x to the right and y down.
"""

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import cos, radians, sin, sqrt
from threading import Lock

from calendar_app.extraction.countries import countries_in, country_at, english_name
from calendar_app.extraction.gazetteer import City, listed_city
from calendar_app.extraction.places import ONLINE
from calendar_app.publishing.clean import line

WIDTH, HEIGHT = 1000, 640
CENTRE = (52.0, 30.0)  # latitude and longitude, degrees; the point that is not distorted
SCALE = 870.0  # map units to one radius of the earth
MIDDLE = (480.0, 350.0)  # map units; where the centre lies

_LANGUAGE = "en"  # of the names of countries, and of most places
_KEPT = 1 << 15  # places that were looked up; a store of many years has some thousands
_LOOKING = Lock()  # the first look-up reads all towns of the world: once, whoever else asks meanwhile
_LARGE = 200_000  # inhabitants from which a town is known by its name alone, even far from the map
_SHORTEST = 4  # letters of a town at the end of a venue's name; shorter ones are other words, too


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of the earth in degrees (WGS 84), north and east positive; `code` is the country's, ISO 3166-1 alpha-2,
    `zone` the town's time zone, as IANA names it.

    `exact` says that the point is that of a town. Where it is not, `town` is None and the point is one within the
    country that stands for all of it.
    """

    town: str | None
    country: str
    code: str
    latitude: float
    longitude: float
    exact: bool
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A country's land and islands as SVG path data in map units; what reaches beyond the view is cut off there."""

    code: str
    name: str
    path: str


@lru_cache(maxsize=_KEPT)
def locate(place: str | None, country: str | None) -> Spot | None:
    """The spot of an event: its town, else a point of its country; None where neither is known.

    `place` is venue and town as `Event.place` has them ("Hotel Arka, Skopje"), `country` an English name. The last part
    of the place that is a town of the country goes before others, then one at the end of a venue's name ("Museum of
    the City of Skopje"). Without a country only a name that means one town far more than others is taken, and what is
    held online takes place nowhere.
    """
    parts = [part for part in map(str.strip, line(place).split(",")) if part]
    code = _code(line(country)) or (_code_of_all(parts[-1]) if parts else None)
    city = _town(parts, code)
    if city is not None and city.country is not None:
        name = english_name(city.country) or city.country
        return Spot(city.name, name, city.country, city.latitude, city.longitude, True, city.timezone)
    if code is None or any(part.casefold() == ONLINE for part in parts):
        return None
    point = _data().points.get(code)
    return Spot(None, english_name(code) or code, code, *point, False) if point else None


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Degrees in map units, x and y (Snyder, Map Projections: A Working Manual, 1987, equations 22-4, 22-5 and 24-2).

    Raises ValueError for the one point opposite the centre, which has no place on the map.
    """
    high, middle = radians(latitude), radians(CENTRE[0])
    turn = radians(longitude - CENTRE[1])
    near = 1 + sin(middle) * sin(high) + cos(middle) * cos(high) * cos(turn)
    if near < 1e-12:
        raise ValueError(f"{latitude}, {longitude} is opposite the map's centre")
    size = SCALE * sqrt(2 / near)
    x = cos(high) * sin(turn)
    y = cos(middle) * sin(high) - sin(middle) * cos(high) * cos(turn)
    return MIDDLE[0] + size * x, MIDDLE[1] - size * y


def in_view(x: float, y: float) -> bool:
    """Whether a point in map units is on the map."""
    return 0 <= x <= WIDTH and 0 <= y <= HEIGHT


def outlines() -> tuple[Outline, ...]:
    """The countries that the map shows, in the order of their codes."""
    return _data().outlines


@dataclass(frozen=True, slots=True)
class _Data:
    outlines: tuple[Outline, ...]
    points: dict[str, tuple[float, float]]


@cache
def _data() -> _Data:
    """What `tools/outlines.py` wrote: for each country a point, and a path where it is on the map."""
    told = json.loads(files(__package__).joinpath("data", "outlines.json").read_text(encoding="utf-8"))
    return _Data(
        tuple(Outline(code, english_name(code) or code, path) for code, path in told["paths"].items()),
        {code: (latitude, longitude) for code, (latitude, longitude) in told["points"].items()},
    )


def _code(name: str) -> str | None:
    """The country that a name names and no other: "Republic of Albania", "The Netherlands"."""
    codes = {found.code for found in countries_in(name, 0, len(name), _LANGUAGE)}
    return codes.pop() if len(codes) == 1 else None


def _code_of_all(part: str) -> str | None:
    """The country whose name is all of a part of a place; not that of an "Embassy of France"."""
    found = country_at(part, 0, _LANGUAGE)
    return found.code if found is not None and found.stop == len(part) else None


def _town(parts: list[str], code: str | None) -> City | None:
    """The town of a place's parts, the last one first."""
    for part in reversed(parts):
        city = _city(_without_figures(part), code)
        if city is not None and (code or _is_unmistakable(city)):
            return city
    if code is None:
        return None
    endings = (ending for part in reversed(parts) for ending in _endings(_without_figures(part)))
    return next((city for ending in endings if (city := _city(ending, code))), None)


def _city(name: str, code: str | None) -> City | None:
    with _LOOKING:
        city = listed_city(name, (code,) if code else (), _LANGUAGE) if name else None
    return city if city is not None and city.country is not None and city.country == (code or city.country) else None


def _is_unmistakable(city: City) -> bool:
    """Whether a name alone means a town: "University" and "Hall" are small ones overseas."""
    return city.population >= _LARGE or any(outline.code == city.country for outline in outlines())


def _without_figures(part: str) -> str:
    """A part of an address without its numbers: "1010 Vienna", "MD-2012 Chisinau"."""
    return " ".join(word for word in part.split() if not any(sign.isdigit() for sign in word))


def _endings(part: str) -> list[str]:
    """What may be a town at the end of a venue's name, the longest first."""
    words = part.split()
    endings = (" ".join(words[start:]) for start in range(1, len(words)) if words[start][0].isupper())
    return [ending for ending in endings if len(ending) >= _SHORTEST]
