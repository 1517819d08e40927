"""The map page: a circle for each town, a table of the same numbers, and what the map cannot show."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from math import sqrt

from calendar_app.model import Country, Event
from calendar_app.profiles import Profile
from calendar_app.publishing.clean import line
from calendar_app.web import paths
from calendar_app.web.catalogue import Catalogue, Events
from calendar_app.web.geography import HEIGHT, WIDTH, Outline, Spot, in_view, locate, outlines, project
from calendar_app.web.naming import country_in, town_in
from calendar_app.web.query import LONGEST_TEXT, Filter
from calendar_app.web.text import plain
from calendar_app.web.views.agenda import filter_title
from calendar_app.web.views.cards import Scene
from calendar_app.web.views.form import Chip, Choice, chips, choices

LARGEST = 40.0  # map units; the radius that no circle exceeds
ONE_EVENT = 5.0  # map units; the radius of one event, where the largest circle leaves it at that
SMALLEST = 3.0  # map units; the radius that every circle has
REACH = 19.0  # map units; the radius within which a click still means a circle: 24 CSS pixels across at 0.64 a unit

_Box = tuple[float, float, float, float]  # map units: left, top, right, bottom
_LETTER, _LINE = 10.0, 20.0  # map units; the width of a letter of a name on the map, and the height of its line
_GAP = 5.0  # map units between a circle and its name
_MOST_NAMED = 30
_LEGEND: _Box = (16.0, 16.0, 160.0, 220.0)  # over the Atlantic
_ROUND = tuple(digit * 10**power for power in range(7) for digit in (1, 5))  # numbers of the legend
_SPELLINGS = 3  # of a town or a country that are tried in a search


@dataclass(frozen=True, slots=True)
class Lead:
    """The agenda of a place's events; `of_town` says that it is that of the town, not of its whole country.

    `href` is empty where no search finds them all.
    """

    href: str
    of_town: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A town and its number of events; `town` is None where it stands for a country in which no town is known."""

    town: str | None
    country: str
    number: int
    told: str
    label: str
    lead: Lead


@dataclass(frozen=True, slots=True)
class Dot:
    """A place as a circle in map units; a click within `reach` of it means it, unless it hits another."""

    x: float
    y: float
    radius: float
    reach: float
    place: Place


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a town on the map: where its line of text begins, in map units, or ends where `before` is true."""

    x: float
    y: float
    text: str
    before: bool


@dataclass(frozen=True, slots=True)
class Size:
    """A circle of the legend, in map units, and the number of events that it means."""

    x: float
    y: float
    radius: float
    label: str


@dataclass(frozen=True, slots=True)
class MapView:
    """A map of `width` by `height` units. `dots` are in the order in which they are drawn, the smallest on top.

    Each event is counted once: in a dot, in one of the `distant` places, or as one that takes place online or where
    nobody knows. `status`, `beyond` and `missing` say so in sentences, the last two empty where there are none.
    """

    width: int
    height: int
    dots: tuple[Dot, ...]
    names: tuple[Name, ...]
    sizes: tuple[Size, ...]
    distant: tuple[Place, ...]
    unplaced: int
    status: str
    beyond: str
    missing: str


@dataclass(frozen=True, slots=True)
class MapPage:
    """All that the page of the map shows; `path` is its canonical path, `title` its filter in words, `action` where its
    form leads.

    `ahead` is the path of the map of the events that are not over; empty where the filter has days of its own.
    """

    path: str
    title: str
    wanted: Filter
    total: int
    map: MapView
    land: tuple[Outline, ...]
    agenda: str
    ahead: str
    choices: tuple[Choice, ...]
    chips: tuple[Chip, ...]
    action: str = paths.map_()


def map_page(catalogue: Catalogue, wanted: Filter, scene: Scene) -> MapPage:
    """The map of the events that the filter lets through."""
    held = catalogue.grouped(catalogue.matching(wanted), _spot)
    numbers = {spot: events.bit_count() for spot, events in held.items()}
    dated = wanted.since or wanted.until
    return MapPage(
        path=paths.map_(wanted),
        title=filter_title(wanted, scene),
        wanted=wanted,
        total=sum(numbers.values()),
        map=map_of(numbers, scene, lambda spot: lead_of(spot, held[spot], catalogue, wanted)),
        land=outlines(),
        agenda=paths.agenda(wanted),
        ahead="" if dated else paths.map_(replace(wanted, since=scene.today)),
        choices=choices(catalogue, wanted, scene),
        chips=chips(wanted, scene, paths.map_),
    )


def map_of(numbers: Mapping[Spot | None, int], scene: Scene, lead: Callable[[Spot], Lead]) -> MapView:
    """The map of the numbers of events of some spots; equal numbers give an equal map."""
    ranked = [(spot, _place(spot, number, scene, lead(spot))) for spot, number in _ranked(numbers, scene)]
    shown = [(spot, place) for spot, place in ranked if _is_shown(spot)]
    distant = tuple(place for spot, place in ranked if not _is_shown(spot))
    most = max((place.number for _, place in shown), default=0)
    dots = tuple(_dot(spot, place, most) for spot, place in shown)
    unplaced = numbers.get(None, 0)
    return MapView(
        width=WIDTH,
        height=HEIGHT,
        dots=dots,
        names=_names(dots),
        sizes=_sizes(most, scene),
        distant=distant,
        unplaced=unplaced,
        status=_status(sum(place.number for _, place in shown), scene),
        beyond=_beyond(sum(place.number for place in distant), scene),
        missing=_missing(unplaced, scene),
    )


def lead_of(spot: Spot, events: Events, catalogue: Catalogue, wanted: Filter) -> Lead:
    """The agenda of the events of a spot that a filter lets through: that of a search which finds all of them."""
    for texts in (_names_of_town(spot, catalogue.profile), _spellings_of_town(spot, catalogue.first(events))):
        found = _narrowest(texts, events, catalogue, wanted)
        if found is not None:
            return Lead(paths.agenda(found), True)
    found = _narrowest(_names_of_country(spot, catalogue.first(events), catalogue.profile), events, catalogue, wanted)
    return Lead(paths.agenda(found) if found is not None else "", False)


def _narrowest(texts: Iterable[str], events: Events, catalogue: Catalogue, wanted: Filter) -> Filter | None:
    """The filter that finds all of some events and fewest others, with one of some texts added to its own."""
    best, fewest = None, 0
    for text in texts:
        narrowed = replace(wanted, text=plain(f"{wanted.text} {text}"))
        found = catalogue.matching(narrowed)
        if events & ~found or len(narrowed.text) > LONGEST_TEXT:
            continue
        if found == events:
            return narrowed
        if best is None or found.bit_count() < fewest:
            best, fewest = narrowed, found.bit_count()
    return best


def _names_of_town(spot: Spot, profile: Profile) -> list[str]:
    """The town alone, and with its country where the name alone also finds events that only mention it."""
    return [spot.town, f"{spot.town} {_country(spot, profile)}"] if spot.town else []


def _spellings_of_town(spot: Spot, events: Iterable[Event]) -> list[str]:
    """The parts of places that mean the town, as most of its events write them."""
    if spot.town is None:
        return []
    parts = Counter(part.strip() for event in events for part in reversed(line(event.place).split(",")))
    meant = (part for part, _ in parts.most_common() if locate(part, spot.country) == spot)
    return list(islice(meant, _SPELLINGS))


def _names_of_country(spot: Spot, events: Iterable[Event], profile: Profile) -> list[str]:
    """The country's names: the profile's, the usual one, and those that most events write."""
    written = Counter(line(event.country) for event in events if event.country)
    return [_country(spot, profile), spot.country, *(name for name, _ in written.most_common(_SPELLINGS))]


def _spot(event: Event) -> Spot | None:
    return locate(event.place, event.country)


def _ranked(numbers: Mapping[Spot | None, int], scene: Scene) -> list[tuple[Spot, int]]:
    """The spots that have events, those with most first."""
    found = [(spot, number) for spot, number in numbers.items() if spot is not None and number > 0]
    return sorted(found, key=lambda one: (-one[1], _name(one[0], scene), one[0].latitude, one[0].longitude))


def _is_shown(spot: Spot) -> bool:
    return in_view(*project(spot.latitude, spot.longitude))


def _place(spot: Spot, number: int, scene: Scene, lead: Lead) -> Place:
    return Place(
        town=_town_told(spot, scene),
        country=_country_told(spot, scene),
        number=number,
        told=scene.number(number),
        label=_label(spot, number, scene, lead),
        lead=lead,
    )


def _dot(spot: Spot, place: Place, most: int) -> Dot:
    x, y = project(spot.latitude, spot.longitude)
    radius = _radius(place.number, most)
    return Dot(round(x, 1), round(y, 1), radius, max(radius, REACH), place)


def _radius(number: int, most: int) -> float:
    """A radius by which the area of a circle grows with its number, in the scale that the greatest number leaves."""
    return round(max(SMALLEST, min(ONE_EVENT, LARGEST / sqrt(most)) * sqrt(number)), 1)


def _names(dots: tuple[Dot, ...]) -> tuple[Name, ...]:
    """The names of the towns with most events that have room beside their circles."""
    names: list[Name] = []
    taken = [_LEGEND, *(_around(dot) for dot in dots[:_MOST_NAMED])]
    for dot in dots[:_MOST_NAMED]:
        for before in (False, True):
            box = _beside(dot, before=before)
            if box[0] >= 0 and box[2] <= WIDTH and not any(_overlap(box, other) for other in taken):
                names.append(Name(box[2] if before else box[0], dot.y, dot.place.town or dot.place.country, before))
                taken.append(box)
                break
    return tuple(names)


def _around(dot: Dot) -> _Box:
    return dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius


def _beside(dot: Dot, *, before: bool) -> _Box:
    """The room that the name of a circle's town takes on its right, or on its left."""
    width = _LETTER * len(dot.place.town or dot.place.country)
    left = round(dot.x - dot.radius - _GAP - width if before else dot.x + dot.radius + _GAP, 1)
    return left, dot.y - _LINE / 2, round(left + width, 1), dot.y + _LINE / 2


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _sizes(most: int, scene: Scene) -> tuple[Size, ...]:
    """The legend: up to three round numbers, one below the other."""
    sizes: list[Size] = []
    x, y = _LEGEND[0] + LARGEST, _LEGEND[1] + 2 * _LINE
    for number in [figure for figure in _ROUND if figure <= most][-3:]:
        radius = _radius(number, most)
        y += max(radius, _LINE / 2)
        sizes.append(Size(x, round(y, 1), radius, scene.number(number)))
        y += max(radius, _LINE / 2) + _GAP
    return tuple(sizes)


def _label(spot: Spot, number: int, scene: Scene, lead: Lead) -> str:
    """What a circle says: its place, its number, and that it leads to more where it does."""
    values = {"place": _name(spot, scene), "num": scene.number(number), "country": _country_told(spot, scene)}
    if spot.town and lead.href and not lead.of_town:
        told = scene.ngettext(
            "%(place)s: %(num)s event, among all of %(country)s",
            "%(place)s: %(num)s events, among all of %(country)s",
            number,
        )
    else:
        told = scene.ngettext("%(place)s: %(num)s event", "%(place)s: %(num)s events", number)
    return told % values


def _name(spot: Spot, scene: Scene) -> str:
    town, country = _town_told(spot, scene), _country_told(spot, scene)
    return f"{town}, {country}" if town else scene.gettext("%(country)s, town not known") % {"country": country}


def _town_told(spot: Spot, scene: Scene) -> str | None:
    return town_in(scene.language, spot.town, spot.zone) if spot.town else None


def _country_told(spot: Spot, scene: Scene) -> str:
    """The country's name in the language of the reader."""
    known = scene.profile.countries.get(spot.code) or Country(spot.code, spot.country, region="")
    return country_in(scene.language, known, scene.profile.language)


def _country(spot: Spot, profile: Profile) -> str:
    """The country's name as events tell it: the profile's, else the usual one."""
    known = profile.countries.get(spot.code)
    return known.name if known else spot.country


def _status(number: int, scene: Scene) -> str:
    told = scene.ngettext("%(num)s event on the map.", "%(num)s events on the map.", number)
    return told % {"num": scene.number(number)}


def _beyond(number: int, scene: Scene) -> str:
    if not number:
        return ""
    told = scene.ngettext("%(num)s event lies beyond the map.", "%(num)s events lie beyond the map.", number)
    return told % {"num": scene.number(number)}


def _missing(number: int, scene: Scene) -> str:
    if not number:
        return ""
    told = scene.ngettext(
        "%(num)s event takes place online or at a place that is not known.",
        "%(num)s events take place online or at a place that is not known.",
        number,
    )
    return told % {"num": scene.number(number)}
