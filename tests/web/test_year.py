"""The year: its steps of colour, and that each number is that of the agenda behind it."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from calendar_app.model import Precision
from calendar_app.store import Store
from calendar_app.web import create_app
from calendar_app.web.catalogue import Catalogue
from calendar_app.web.context import KEY, Context
from calendar_app.web.query import Filter, parse_filter
from calendar_app.web.views.cards import Scene
from calendar_app.web.views.year import STEPS, Heat, YearPage, steps, year_page

from .builders import IMPORTED, SITE, TODAY, extraction, found, profile
from .reading import Page, get, words

REGIONS = ("central-asia", "south-eastern-europe")
OFFICES = ("mission-to-skopje", "mission-to-serbia", "project-co-ordinator-in-uzbekistan")


@given(st.integers(0, 100_000))
def test_steps_hold_each_number_once(most: int) -> None:
    ranges = steps(most)
    assert len(ranges) <= STEPS
    assert all(first <= last for first, last in ranges)
    assert [first for first, _ in ranges] == [1, *(last + 1 for _, last in ranges[:-1])][: len(ranges)]
    assert (ranges[-1][1] if ranges else 0) == most


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (0, ()),
        (1, ((1, 1),)),
        (6, ((1, 1), (2, 3), (4, 4), (5, 6))),
        (25, ((1, 1), (2, 4), (5, 9), (10, 16), (17, 25))),
    ],
)
def test_steps_are_narrow_where_numbers_are_small(most: int, expected: tuple[tuple[int, int], ...]) -> None:
    assert steps(most) == expected


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """Two years of events, some over weeks, some over the New Year, some of no region or no office."""
    folder = tmp_path_factory.mktemp("years")
    told = [
        found(
            f"Event {number}",
            date(2023, 1, 1) + timedelta(days=number * 7 % 720),
            date(2023, 1, 1) + timedelta(days=number * 7 % 720 + number % 20),
            regions=REGIONS[: number % 3],
            offices=OFFICES[number % 4 : number % 4 + 2],
            precision=Precision.MONTH if number % 11 == 0 else Precision.DAY,
        )
        for number in range(150)
    ]
    with Store.open(str(folder / "events.db")) as store:
        store.record([extraction(f"r{n}", f"Text {n}", event) for n, event in enumerate(told)], IMPORTED)
        app = create_app(store, profile(), SITE, folder / "feeds", lambda: TODAY)
        at = app.extensions[KEY]
        assert isinstance(at, Context)
        yield at.catalogue()


FILTERS = [
    Filter(),
    Filter(regions=("central-asia",)),
    Filter(offices=("mission-to-serbia", "mission-to-skopje"), text="event"),
    Filter(since=date(2024, 2, 7), until=date(2024, 6, 12)),
    Filter(since=date(2024, 12, 31)),
]


def shown(catalogue: Catalogue, year: int, wanted: Filter, by: str, language: str = "en") -> YearPage:
    page = year_page(catalogue, year, wanted, by, Scene(profile(), language, TODAY))
    assert page is not None
    return page


@pytest.mark.parametrize("by", ["region", "office"])
@pytest.mark.parametrize("wanted", FILTERS)
def test_every_number_is_that_of_its_agenda(catalogue: Catalogue, wanted: Filter, by: str) -> None:
    page = shown(catalogue, 2024, wanted, by)
    for heat in (page.weeks, page.months):
        for row in heat.rows:
            assert len(row.cells) == len(heat.columns)
            for cell in (*row.cells, row.total):
                assert bool(cell.href) == bool(cell.number)
                assert f": {cell.number} event" in cell.told
                if cell.number:
                    assert catalogue.matching(filter_of(cell.href)).bit_count() == cell.number
    check_steps(page.weeks)
    check_steps(page.months)


def filter_of(href: str) -> Filter:
    """The filter of a link to the agenda, read by the site's own reader of addresses."""
    parts = urlsplit(href)
    assert parts.path == "/"
    return parse_filter(parse_qsl(parts.query), profile())


def check_steps(heat: Heat) -> None:
    """The more events, the higher the step; none has no step."""
    cells = sorted((cell.number, cell.step) for row in heat.rows for cell in row.cells)
    assert [step for _, step in cells] == sorted(step for _, step in cells)
    assert all((step == 0) == (number == 0) for number, step in cells)
    assert {step for _, step in cells if step} <= {step.step for step in heat.legend}


@pytest.mark.parametrize("language", ["en", "de", "fr", "ru"])
@pytest.mark.parametrize("year", [2023, 2024])
def test_the_weeks_of_a_year_have_each_day_once(catalogue: Catalogue, year: int, language: str) -> None:
    firsts = [column.first for column in shown(catalogue, year, Filter(), "region", language).weeks.columns]
    assert firsts[0] == date(year, 1, 1)
    assert {day.weekday() for day in firsts[1:]} == {0}
    assert {(after - before).days for before, after in pairwise(firsts[1:])} == {7}
    assert (date(year, 12, 31) - firsts[-1]).days < 7


def test_what_has_no_row_is_counted_in_words(catalogue: Catalogue) -> None:
    page = shown(catalogue, 2024, Filter(), "region")
    within = catalogue.within(date(2024, 1, 1), date(2024, 12, 31))
    without = (within & ~catalogue.having("region", REGIONS)).bit_count()
    assert without
    assert page.elsewhere == f"{without} events are of no region."
    assert page.status == f"{within.bit_count()} events in 2024."
    assert not shown(catalogue, 2024, Filter(regions=REGIONS), "region").elsewhere


def test_a_chosen_region_is_the_one_row(catalogue: Catalogue) -> None:
    page = shown(catalogue, 2024, Filter(regions=("central-asia",)), "region")
    assert [row.name.text for row in page.weeks.rows] == ["Central Asia"]


def test_years_without_events_have_no_page(catalogue: Catalogue) -> None:
    page = shown(catalogue, 2023, Filter(), "region")
    assert page.previous is None
    assert page.next is not None
    assert page.next.href == "/year/2024"
    for year in (1, 2022, 2027, 9999):
        assert year_page(catalogue, year, Filter(), "region", Scene(profile(), "en", TODAY)) is None


def cells(page: Page) -> dict[str, str]:
    """The cells of the chart, by their names."""
    return {link["aria-label"]: link["href"] for link in page.all("a") if "data-column" in link.attributes}


def test_the_page_of_a_year(client: FlaskClient) -> None:
    page = get(client, "/year/2024")
    assert words(page.one("h1")) == "2024"
    assert words(page.one("p", role="status")) == "4 events in 2024."
    assert cells(page) == {
        "South-Eastern Europe, 2–8 December 2024: 2 events": (
            "/?region=south-eastern-europe&from=2024-12-02&to=2024-12-08"
        ),
        "Central Asia, 11–17 November 2024: 1 event": "/?region=central-asia&from=2024-11-11&to=2024-11-17",
        "OSCE-wide, 2–8 December 2024: 1 event": "/?region=osce-wide&from=2024-12-02&to=2024-12-08",
    }
    assert [words(caption) for caption in page.all("caption")] == ["Events by week, 2024", "Events by month, 2024"]
    assert "1 event" in {words(step) for step in page.all("li")}


def test_the_tables_say_what_the_chart_says(client: FlaskClient) -> None:
    page = get(client, "/year/2024")
    named = [link for link in page.all("a") if ": " in link.get("aria-label") and "data-column" not in link.attributes]
    tables = {link["aria-label"]: words(link) for link in named if link["href"].startswith("/?")}
    for name in cells(page):
        assert tables[name] == name.rpartition(" ")[0].rpartition(" ")[2]
    known = {cell["id"] for cell in page.all("th") if "id" in cell.attributes}
    assert {name for cell in page.all("td") for name in cell.get("headers").split()} <= known


def test_by_office(client: FlaskClient) -> None:
    page = get(client, "/year/2024?by=office&q=course")
    assert page.one("link", rel="canonical")["href"] == f"{SITE.base_url}/year/2024?q=course&by=office"
    assert page.one("input", type="hidden")["value"] == "office"
    assert [chip["href"] for chip in page.all("a", class_="chip")] == ["/year/2024?by=office"]
    assert "/?office=mission-to-skopje&q=course&from=2024-12-02&to=2024-12-08" in cells(page).values()
    assert get(client, "/year/2024?by=nothing", 400)
    assert get(client, "/year/2024?by=office&by=region", 400)
    canonical = get(client, "/year/2024?by=region").one("link", rel="canonical")["href"]
    assert canonical == f"{SITE.base_url}/year/2024"


def test_months_lead_to_their_pages(client: FlaskClient) -> None:
    page = get(client, "/year/2024?q=course")
    months = {link["href"] for link in page.all("a") if link["href"].startswith("/month/")}
    assert months == {"/month/2024-11?q=course", "/month/2024-12?q=course"}


@pytest.mark.parametrize("path", ["/year/2023", "/year/0000", "/year/9999", "/year/24", "/year/x"])
def test_other_years_are_not_there(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_usual_year_and_nothing_found(client: FlaskClient) -> None:
    assert get(client, "/year/").one("link", rel="canonical")["href"] == f"{SITE.base_url}/year/2024"
    page = get(client, "/year/2025?q=nothinglikethis")
    assert words(page.one("p", role="status")) == "No event in 2025 matches this choice."
    assert not cells(page)


def test_a_row_says_which_language_its_name_is_in(catalogue: Catalogue) -> None:
    page = shown(catalogue, 2024, Filter(offices=("mission-to-croatia", "mission-to-skopje")), "office", "de")
    assert {(row.name.text, row.name.lang) for row in page.weeks.rows} == {
        ("OSCE Mission to Croatia", "en"),
        ("OSZE-Mission in Skopje", ""),
    }
