"""The map: the town of a place, the projection, the outlines, and the circles on them."""

import re
from collections import Counter
from itertools import combinations, pairwise, product
from math import hypot, pi, radians, sin, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendar_app.web.geography import HEIGHT, SCALE, WIDTH, Spot, in_view, locate, outlines, project
from calendar_app.web.views.cards import Scene
from calendar_app.web.views.mapping import LARGEST, REACH, Lead, MapView, map_of
from tests.web.builders import TODAY, profile

Counted = dict[tuple[str | None, str | None], int]

TOWNS = [
    ("Vienna", "Austria", "Vienna", "AT"),
    ("Hotel Arka, Skopje", "North Macedonia", "Skopje", "MK"),
    ("Neuer Saal, Hofburg, Vienna", "Austria", "Vienna", "AT"),
    ("Hofburg, 1010 Vienna", "Austria", "Vienna", "AT"),
    ("Hotel Codru, MD-2012 Chisinau", "Moldova", "Chisinau", "MD"),
    ("Hotel Astoria, Tbilisi, Georgia", "Georgia", "Tbilisi", "GE"),
    ("Hotel Astoria, Tbilisi, Georgia", None, "Tbilisi", "GE"),
    ("Tirana", "Republic of Albania", "Tirana", "AL"),
    ("The Hague", "The Netherlands", "The Hague", "NL"),
    ("Moscow", "Russian Federation", "Moscow", "RU"),
    ("St. Petersburg", "Russian Federation", "Saint Petersburg", "RU"),
    ("Ankara", "Türkiye", "Ankara", "TR"),
    ("Istanbul", "Turkey", "Istanbul", "TR"),
    ("Pristina", "Kosovo", "Pristina", "XK"),
    ("Vaduz", "Liechtenstein", "Vaduz", "LI"),
    ("Valletta", "Malta", "Valletta", "MT"),
    ("Luxembourg", "Luxembourg", "Luxembourg", "LU"),
    ("Durrës", "Albania", "Durrës", "AL"),
    ("Durres", "Albania", "Durrës", "AL"),
    ("Niš", "Serbia", "Niš", "RS"),
    ("Nis", "Serbia", "Niš", "RS"),
    ("Ниш", "Serbia", "Niš", "RS"),
    ("Алматы", "Kazakhstan", "Almaty", "KZ"),
    ("Gdansk", "Poland", "Gdańsk", "PL"),
    ("Biblioteca Pública, Ávila", "Spain", "Ávila", "ES"),
    ("Kiev", "Ukraine", "Kyiv", "UA"),
    ("Beograd", "Serbia", "Belgrade", "RS"),
    ("Washington", "United States", "Washington", "US"),
    ("Ottawa", "Canada", "Ottawa", "CA"),
    # the end of a venue's name
    ("Museum of City of Skopje", "North Macedonia", "Skopje", "MK"),
    ("OSCE Programme Office in Dushanbe", "Tajikistan", "Dushanbe", "TJ"),
    ("University of Novi Sad", "Serbia", "Novi Sad", "RS"),
    # the last part that is a town, and one that is all of a part before a part of a name
    ("London, Paris", "France", "Paris", "FR"),
    ("Odesa, Oblast of Kyiv", "Ukraine", "Odesa", "UA"),
    # one name in several countries
    ("Cambridge", "United Kingdom", "Cambridge", "GB"),
    ("Cambridge", "United States", "Cambridge", "US"),
    ("Valencia", "Spain", "Valencia", "ES"),
    ("Tripoli", "Lebanon", "Tripoli", "LB"),
    ("Bar", "Montenegro", "Bar", "ME"),
    ("Bar", "Ukraine", "Bar", "UA"),
    ("Birmingham", "United States", "Birmingham", "US"),
    # no country, but one town that the name means
    ("Vienna", None, "Vienna", "AT"),
    ("Prague", None, "Prague", "CZ"),
    ("Ohrid", None, "Ohrid", "MK"),
    ("Washington", None, "Washington", "US"),
    ("Vienna", "Ruritania", "Vienna", "AT"),
]


@pytest.mark.parametrize(("place", "country", "town", "code"), TOWNS)
def test_the_town_of_a_place(place: str, country: str | None, town: str, code: str) -> None:
    spot = locate(place, country)
    assert spot is not None
    assert (spot.town, spot.code, spot.exact) == (town, code, True)


@pytest.mark.parametrize(
    ("place", "country", "code"),
    [
        (None, "Albania", "AL"),
        ("", "Kyrgyzstan", "KG"),
        ("Hotel Arka", "North Macedonia", "MK"),
        ("Law Enforcement Academy of the Republic of Uzbekistan", "Uzbekistan", "UZ"),
        ("Bar Association", "Montenegro", "ME"),
        ("Vienna", "Germany", "DE"),
        ("Zoom", "Ukraine", "UA"),
        ("Georgia", None, "GE"),
    ],
)
def test_where_no_town_is_known_the_country_has_a_point_and_not_its_capital(
    place: str | None, country: str | None, code: str
) -> None:
    spot = locate(place, country)
    assert spot is not None
    assert (spot.town, spot.code, spot.exact) == (None, code, False)


@pytest.mark.parametrize(
    ("place", "country"),
    [
        (None, None),
        ("", ""),
        (", ,", None),
        ("Online", None),
        ("online", "Ukraine"),
        ("Zoom, online", "Ukraine"),
        ("Zoom", None),
        ("Hotel Arka", None),
        ("Parliament", None),
        ("University, Parliament", None),
        ("Embassy of France", None),
        ("1010", None),
        ("Cambridge", None),
        ("Valencia", None),
        ("Hotel Arka", "Ruritania"),
        ("\x00" * 50, "\u202e"),
    ],
)
def test_what_cannot_be_located(place: str | None, country: str | None) -> None:
    assert locate(place, country) is None


def _xy(place: str, country: str) -> tuple[float, float]:
    spot = locate(place, country)
    assert spot is not None
    return project(spot.latitude, spot.longitude)


def test_east_is_right_and_north_is_up() -> None:
    vienna, kyiv, rome = _xy("Vienna", "Austria"), _xy("Kyiv", "Ukraine"), _xy("Rome", "Italy")
    assert vienna[0] < kyiv[0]
    assert vienna[1] < rome[1]


@pytest.mark.parametrize(("latitude", "longitude"), [(35, 70), (45, -20), (52, 30), (60, 90), (70, 0)])
def test_areas_are_true(latitude: int, longitude: int) -> None:
    """A square of a tenth of a degree has on the map the area that it has on a sphere of the map's scale."""
    corners = [(0, 0), (0, 0.1), (0.1, 0.1), (0.1, 0), (0, 0)]
    ring = [project(latitude + up, longitude + right) for up, right in corners]
    area = abs(sum(one[0] * other[1] - other[0] * one[1] for one, other in pairwise(ring))) / 2
    height = sin(radians(latitude + 0.1)) - sin(radians(latitude))
    assert area == pytest.approx(SCALE**2 * radians(0.1) * height, rel=1e-3)


def test_the_point_opposite_the_centre_is_refused() -> None:
    with pytest.raises(ValueError, match="opposite"):
        project(-52.0, -150.0)


def _points(path: str) -> list[list[tuple[float, float]]]:
    """The rings of path data of the form "M x y l dx dy … z"."""
    rings = []
    for x, y, steps in re.findall(r"M(-?[\d.]+) ?(-?[\d.]+)l([^z]*)z", path):
        ring = [(float(x), float(y))]
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", steps)]
        assert len(numbers) % 2 == 0
        for right, down in zip(numbers[::2], numbers[1::2], strict=True):
            ring.append((ring[-1][0] + right, ring[-1][1] + down))
        rings.append(ring)
    assert "".join(re.findall(r"M[^z]*z", path)) == path
    return rings


def _is_within(x: float, y: float, path: str) -> bool:
    crossed = 0
    for ring in _points(path):
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
            crossed += (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)
    return crossed % 2 == 1


def test_every_state_of_the_area_is_drawn_or_beyond_the_view() -> None:
    drawn = {outline.code for outline in outlines()}
    partners = {"AF", "AU", "JP", "KR", "TH", "DZ", "EG", "IL", "JO", "MA", "TN"}
    assert {code for code in profile().countries if code not in partners} - drawn == {"CA", "US"}


def test_all_outlines_lie_on_the_map_with_what_is_cut_off_around_it() -> None:
    for outline in outlines():
        for x, y in (point for ring in _points(outline.path) for point in ring):
            assert -10 <= x <= WIDTH + 10, outline.code
            assert -10 <= y <= HEIGHT + 10, outline.code


@pytest.mark.parametrize(
    ("place", "country"),
    [
        ("Vienna", "Austria"), ("Bern", "Switzerland"), ("Skopje", "North Macedonia"), ("Madrid", "Spain"),
        ("Tashkent", "Uzbekistan"), ("Osh", "Kyrgyzstan"), ("Dushanbe", "Tajikistan"), ("Astana", "Kazakhstan"),
        ("Ankara", "Turkey"), ("Yerevan", "Armenia"), ("Ganja", "Azerbaijan"), ("Tbilisi", "Georgia"),
        ("Minsk", "Belarus"), ("Bucharest", "Romania"), ("Warsaw", "Poland"), ("Pristina", "Kosovo"),
        ("Luxembourg", "Luxembourg"), ("Simferopol", "Ukraine"), ("Nicosia", "Cyprus"), ("Moscow", "Russia"),
    ],
)  # fmt: skip
def test_a_town_lies_within_its_country(place: str, country: str) -> None:
    spot = locate(place, country)
    assert spot is not None
    inside = [o.code for o in outlines() if _is_within(*project(spot.latitude, spot.longitude), o.path)]
    assert inside == [spot.code]


@pytest.mark.parametrize("country", [c.name for c in profile().countries.values()])
def test_each_country_has_a_point_within_it(country: str) -> None:
    spot = locate(None, country)
    assert spot is not None
    x, y = project(spot.latitude, spot.longitude)
    path = next((outline.path for outline in outlines() if outline.code == spot.code), None)
    assert not in_view(x, y) or (path is not None and _is_within(x, y, path))


def mapped(counted: Counted, language: str = "en") -> MapView:
    """The map of some numbers of events by place and country."""
    numbers: Counter[Spot | None] = Counter()
    for (place, country), number in counted.items():
        numbers[locate(place, country)] += number
    return map_of(numbers, Scene(profile(), language, TODAY), lambda _: Lead("", False))


def test_pairs_of_one_town_are_one_circle() -> None:
    shown = mapped(
        {
            ("Hotel Arka, Skopje", "North Macedonia"): 7,
            ("Skopje", "North Macedonia"): 5,
            ("Скопје", "North Macedonia"): 1,
            (None, "North Macedonia"): 1,
            ("Moscow", "Russia"): 1,
            ("Moscow", "Russian Federation"): 1,
        }
    )
    assert [(dot.place.label, dot.place.town, dot.place.country) for dot in shown.dots] == [
        ("Skopje, North Macedonia: 13 events", "Skopje", "North Macedonia"),
        ("Moscow, Russian Federation: 2 events", "Moscow", "Russian Federation"),
        ("North Macedonia, town not known: 1 event", None, "North Macedonia"),
    ]
    assert shown.status == "16 events on the map."


def test_what_the_map_cannot_show_is_said() -> None:
    shown = mapped(
        {
            ("Vienna", "Austria"): 1,
            ("Washington", "United States"): 4,
            ("Ulaanbaatar", "Mongolia"): 1,
            (None, "Canada"): 1,
            ("online", None): 1200,
            (None, None): 2,
        }
    )
    assert [(one.town, one.country, one.number) for one in shown.distant] == [
        ("Washington", "United States", 4),
        (None, "Canada", 1),
        ("Ulan Bator", "Mongolia", 1),
    ]
    assert shown.unplaced == 1202
    assert (shown.status, shown.beyond, shown.missing) == (
        "1 event on the map.",
        "6 events lie beyond the map.",
        "1,202 events take place online or at a place that is not known.",
    )


def test_a_map_without_events() -> None:
    shown = mapped({})
    assert (shown.dots, shown.names, shown.sizes, shown.distant, shown.unplaced) == ((), (), (), (), 0)
    assert (shown.status, shown.beyond, shown.missing) == ("0 events on the map.", "", "")


PAIRS = [(place, country) for place, country, _, _ in TOWNS] + [(None, "Serbia"), ("online", None), (None, None)]
numbers = st.dictionaries(st.sampled_from(PAIRS), st.integers(1, 5000))


@settings(deadline=None)  # the first look-up reads the towns
@given(numbers)
def test_each_event_is_counted_once(counted: Counted) -> None:
    shown = mapped(counted)
    told = sum(dot.place.number for dot in shown.dots) + sum(one.number for one in shown.distant) + shown.unplaced
    assert told == sum(counted.values())
    assert mapped(dict(reversed(counted.items()))) == shown


@settings(deadline=None)  # the first look-up reads the towns
@given(numbers)
def test_areas_grow_with_numbers_and_the_small_lie_on_top(counted: Counted) -> None:
    dots = mapped(counted).dots
    assert [dot.place.number for dot in dots] == sorted((dot.place.number for dot in dots), reverse=True)
    assert all(in_view(dot.x, dot.y) and 3 <= dot.radius <= LARGEST for dot in dots)
    large = [dot for dot in dots if dot.radius > 3]
    for one, other in product(large, large):
        assert pi * one.radius**2 / one.place.number == pytest.approx(
            pi * other.radius**2 / other.place.number, rel=0.05
        )
    assert all(dot.reach >= max(dot.radius, REACH) for dot in dots)
    assert all(hypot(a.x - b.x, a.y - b.y) > 0 for a, b in pairwise(dots))


@settings(deadline=None)  # the first look-up reads the towns
@given(numbers)
def test_names_stand_beside_their_circles_on_the_map_and_clear_of_each_other(counted: Counted) -> None:
    shown = mapped(counted)
    known = {dot.place.town or dot.place.country for dot in shown.dots}
    lines = []
    for name in shown.names:
        width = 9 * len(name.text)
        lines.append((name.x - width if name.before else name.x, name.y))
        assert name.text in known
        assert lines[-1][0] >= 0
        assert lines[-1][0] + width <= WIDTH
    for (one, x, y), (other, right, down) in combinations(
        [(name, *line) for name, line in zip(shown.names, lines, strict=True)], 2
    ):
        apart = x + 9 * len(one.text) <= right or right + 9 * len(other.text) <= x
        assert apart or abs(y - down) >= 16


@pytest.mark.parametrize(
    ("most", "sizes"), [(1, ["1"]), (7, ["1", "5"]), (50, ["5", "10", "50"]), (2300, ["100", "500", "1,000"])]
)
def test_the_legend_has_round_numbers_in_the_scale_of_the_map(most: int, sizes: list[str]) -> None:
    shown = mapped({("Vienna", "Austria"): most})
    assert [size.label for size in shown.sizes] == sizes
    for size in shown.sizes:
        number = int(size.label.replace(",", ""))
        assert size.radius == pytest.approx(max(3, min(5, LARGEST / sqrt(most)) * sqrt(number)), abs=0.06)
    assert all(other.y - one.y >= one.radius + other.radius for one, other in pairwise(shown.sizes))


def test_figures_are_written_as_the_reader_writes_them() -> None:
    shown = mapped({("Vienna", "Austria"): 1200}, "de")
    assert (shown.dots[0].place.told, shown.sizes[-1].label) == ("1.200", "1.000")
