"""Events on the map: a circle for each town, and what the map cannot show."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from calendar_app.profiles import Profile
from calendar_app.web.geography import HEIGHT, WIDTH, Spot, in_view, locate, project

LARGEST = 40.0  # map units; the radius that no circle exceeds
ONE_EVENT = 5.0  # map units; the radius of one event, where the largest circle leaves it at that
SMALLEST = 3.0  # map units; the radius that every circle has


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle in map units; `town` is None where it stands for a country in which no town is known."""

    x: float
    y: float
    radius: float
    label: str
    number: int
    town: str | None
    country: str


@dataclass(frozen=True, slots=True)
class Distant:
    """Events of one town, or of one country, beyond the view."""

    label: str
    number: int
    town: str | None
    country: str


@dataclass(frozen=True, slots=True)
class MapView:
    """A map of `width` by `height` units. `dots` are in the order in which they are drawn, the smallest on top.

    Each event is counted once: in a dot, in one of `distant`, or in `unplaced`, which says how many take place online
    or where nobody knows. `status` says so in a sentence.
    """

    width: int
    height: int
    dots: tuple[Dot, ...]
    distant: tuple[Distant, ...]
    unplaced: int
    status: str


def map_of(counted: Mapping[tuple[str | None, str | None], int], profile: Profile) -> MapView:
    """The map of some numbers of events by `Event.place` and `Event.country`; equal numbers give an equal map."""
    numbers: Counter[Spot | None] = Counter()
    for (place, country), number in counted.items():
        numbers[locate(place, country)] += number
    unplaced = numbers.pop(None, 0)
    ranked = _ranked(numbers, profile)
    shown = [(spot, number) for spot, number in ranked if _is_shown(spot)]
    distant = tuple(_distant(spot, number, profile) for spot, number in ranked if not _is_shown(spot))
    most = max((number for _, number in shown), default=0)
    return MapView(
        width=WIDTH,
        height=HEIGHT,
        dots=tuple(_dot(spot, number, most, profile) for spot, number in shown),
        distant=distant,
        unplaced=unplaced,
        status=_status(sum(number for _, number in shown), sum(one.number for one in distant), unplaced),
    )


def _ranked(numbers: Mapping[Spot | None, int], profile: Profile) -> list[tuple[Spot, int]]:
    """The spots that have events, those with most first."""
    found = [(spot, number) for spot, number in numbers.items() if spot is not None and number > 0]
    return sorted(found, key=lambda one: (-one[1], _name(one[0], profile), one[0].latitude, one[0].longitude))


def _is_shown(spot: Spot) -> bool:
    return in_view(*project(spot.latitude, spot.longitude))


def _dot(spot: Spot, number: int, most: int, profile: Profile) -> Dot:
    x, y = project(spot.latitude, spot.longitude)
    return Dot(
        x=round(x, 1),
        y=round(y, 1),
        radius=_radius(number, most),
        label=_label(spot, number, profile),
        number=number,
        town=spot.town,
        country=_country(spot, profile),
    )


def _radius(number: int, most: int) -> float:
    """A radius by which the area of a circle grows with its number, in the scale that the greatest number leaves."""
    return round(max(SMALLEST, min(ONE_EVENT, LARGEST / sqrt(most)) * sqrt(number)), 1)


def _distant(spot: Spot, number: int, profile: Profile) -> Distant:
    return Distant(_label(spot, number, profile), number, spot.town, _country(spot, profile))


def _label(spot: Spot, number: int, profile: Profile) -> str:
    return f"{_name(spot, profile)}: {_count(number)}"


def _name(spot: Spot, profile: Profile) -> str:
    country = _country(spot, profile)
    return f"{spot.town}, {country}" if spot.town else f"{country}, town not known"


def _country(spot: Spot, profile: Profile) -> str:
    """The country's name as events tell it: the profile's, else the usual one."""
    known = profile.countries.get(spot.code)
    return known.name if known else spot.country


def _status(shown: int, distant: int, unplaced: int) -> str:
    told = [f"{_count(shown)} on the map"]
    if distant:
        told.append(f"{distant:,} beyond it")
    if unplaced:
        told.append(f"{unplaced:,} online or at a place that is not known")
    return f"{', '.join(told)}."


def _count(number: int) -> str:
    return f"{number:,} {'event' if number == 1 else 'events'}"
