"""The page of the map: what its circles and its table say, and where they lead."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from calendar_app.publishing import publish
from calendar_app.store import Store
from calendar_app.web import create_app
from calendar_app.web.geography import WIDTH
from calendar_app.web.query import LONGEST_TEXT
from calendar_app.web.views.mapping import REACH

from .builders import IMPORTED, SITE, TODAY, extraction, found, profile
from .reading import Page, get, titles, words

# Title, place and country of an event each.
EVENTS = [
    ("Round table on courts", "Kyiv", "Ukraine"),
    ("Round table on roads", "Hotel Dnipro, Kiev", "Ukraine"),
    ("Seminar on trade", "St. Petersburg", "Russian Federation"),
    ("Seminar on rails", "Hotel Astoria, St. Petersburg", "Russian Federation"),
    ("Seminar on ports", "Bar", "Montenegro"),
    ("Course for the bar association", "Podgorica", "Montenegro"),
    ("Course for judges", None, "Montenegro"),
    ("Visit to Podgorica told in Vienna", "Hofburg, Vienna", "Austria"),
    ("Briefing", "Washington", "United States"),
    ("Lecture", "online", None),
    ("Gathering", "Hotel Arka", None),
]


@pytest.fixture(scope="module")
def travelling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The site over events in many places."""
    folder = tmp_path_factory.mktemp("travelling")
    told = [
        extraction(str(at), title, found(title, date(2024, 12, 2) + timedelta(at), place=place, country=country))
        for at, (title, place, country) in enumerate(EVENTS)
    ]
    with Store.open(str(folder / "events.db")) as store:
        assert store.record(told, IMPORTED).events_new == len(EVENTS)
        with store.snapshot() as snapshot:
            publish(snapshot, profile(), SITE, folder / "feeds")
        yield create_app(store, profile(), SITE, folder / "feeds", lambda: TODAY).test_client()


def circles(page: Page) -> dict[str, str]:
    """What the circles say that a keyboard reaches, and where they lead."""
    links = [link for link in page.all("a") if "tabindex" not in link.attributes and re.search(r": \d", link.text)]
    return {words(link): link["href"] for link in links}


def test_circles_and_the_table_say_the_same(client: FlaskClient) -> None:
    page = get(client, "/map")
    assert words(page.one("h1")) == "Map"
    assert circles(page) == {
        "Skopje, North Macedonia: 1 event": "/?q=Skopje",
        "Tashkent, Uzbekistan: 1 event": "/?q=Tashkent",
        "Vienna, Austria: 1 event": "/?q=Vienna",
    }
    cells = [words(cell) for cell in page.elements if cell.tag in ("th", "td")]
    assert cells[3:] == [
        *("Skopje", "North Macedonia", "1"),
        *("Tashkent", "Uzbekistan", "1"),
        *("Vienna", "Austria", "1"),
    ]
    assert words(page.one("p", role="status")) == (
        "3 events on the map. 2 events take place online or at a place that is not known."
    )


@pytest.mark.parametrize(
    ("label", "href", "shown"),
    [
        # two spellings of a town, neither of which finds the other
        ("Kyiv, Ukraine: 2 events, among all of Ukraine", "/?q=Ukraine", 2),
        # the spelling of the events, not that of the list of towns
        ("Saint Petersburg, Russian Federation: 2 events", "/?q=St.%20Petersburg", 2),
        # a name that is a word, too, or that others mention
        ("Bar, Montenegro: 1 event", "/?q=Bar", 2),
        ("Podgorica, Montenegro: 1 event", "/?q=Podgorica%20Montenegro", 1),
        ("Vienna, Austria: 1 event", "/?q=Vienna", 1),
        ("Montenegro, town not known: 1 event", "/?q=Montenegro", 3),
    ],
)
def test_a_circle_leads_to_its_events(travelling: FlaskClient, label: str, href: str, shown: int) -> None:
    assert circles(get(travelling, "/map"))[label] == href
    assert len(titles(get(travelling, href))) == shown


@pytest.mark.parametrize("query", ["", "?q=round", "?q=seminar&from=2024-12-03", "?region=central-asia"])
def test_all_links_of_places_lead_to_at_least_what_they_count(travelling: FlaskClient, query: str) -> None:
    """In the table, too, and beside the filter that the map already has."""
    page = get(travelling, f"/map{query}")
    on_the_map = circles(page)
    for label, href in on_the_map.items():
        counted = int(re.findall(r": (\d+)", label)[0])
        assert len(titles(get(travelling, href))) >= counted
    table = [link["href"] for link in page.all("a") if link["href"] in on_the_map.values()]
    assert len(table) == 3 * len(on_the_map)  # circle, what surrounds it, and row


def test_towns_and_countries_are_named_in_the_language_and_searched_as_releases_write_them(
    travelling: FlaskClient,
) -> None:
    found = circles(get(travelling, "/de/map"))
    assert found["Wien, Österreich: 1 Veranstaltung"] == "/de/?q=Vienna"
    assert found["Montenegro, Ort nicht bekannt: 1 Veranstaltung"] == "/de/?q=Montenegro"
    told = "Kiew, Ukraine: 2 Veranstaltungen, unter allen dieses Landes (Ukraine)"
    assert found[told] == "/de/?q=Ukraine"
    cells = [words(cell) for cell in get(travelling, "/de/map").all("td")]
    assert "Vereinigte Staaten" in cells


def test_the_map_keeps_the_filter(travelling: FlaskClient) -> None:
    page = get(travelling, "/map?q=seminar&to=2024-12-31")
    assert set(circles(page).values()) == {
        "/?q=seminar%20Bar&to=2024-12-31",
        "/?q=seminar%20St.%20Petersburg&to=2024-12-31",
    }
    assert page.one("form")["action"] == "/map"
    assert [chip["href"] for chip in page.all("a", class_="chip")] == ["/map?to=2024-12-31", "/map?q=seminar"]
    assert page.one("link", rel="canonical")["href"] == f"{SITE.base_url}/map?q=seminar&to=2024-12-31"
    assert "/?q=seminar&to=2024-12-31" in [link["href"] for link in page.all("a")]


def test_one_spelling_among_the_chosen_leads_to_the_town(travelling: FlaskClient) -> None:
    assert circles(get(travelling, "/map?q=roads")) == {"Kyiv, Ukraine: 1 event": "/?q=roads%20Kiev"}


def test_a_text_that_leaves_no_room_for_a_town_leads_nowhere(travelling: FlaskClient) -> None:
    text = ("trade " * LONGEST_TEXT)[: LONGEST_TEXT - 5].strip()
    page = get(travelling, f"/map?q={text}")
    assert not circles(page)
    assert "Saint Petersburg" in [words(cell) for cell in page.all("th")]


def test_what_is_not_on_the_map_is_said_and_listed(travelling: FlaskClient) -> None:
    page = get(travelling, "/map")
    status = page.one("p", role="status")
    assert words(status) == (
        "8 events on the map. 1 event lies beyond the map. 2 events take place online or at a place that is not known."
    )
    assert words(page.one("h3", id="beyond")) == "Beyond the map"
    assert "Washington" in [words(link) for link in page.all("a", href="/?q=Washington")]
    assert words(page.one("p", id="missing")).endswith("The agenda has all events of this choice.")


def test_the_map_of_what_is_not_over(travelling: FlaskClient) -> None:
    ahead = f"/map?from={TODAY}"
    assert ahead in [link["href"] for link in get(travelling, "/map").all("a")]
    page = get(travelling, ahead)
    assert "Only events that are not over" not in page.source


def test_links_stay_in_the_language_of_the_path(travelling: FlaskClient) -> None:
    assert "/de/?q=Vienna" in circles(get(travelling, "/de/map")).values()


def test_a_choice_without_events_has_no_map(client: FlaskClient) -> None:
    page = get(client, "/map?q=nothinglikethis")
    assert words(page.one("p", role="status")) == "No event matches this choice."
    assert not page.all("svg", class_="map")
    assert "/map" in [link["href"] for link in page.all("a")]


def test_a_bad_question_gets_a_page_with_a_sentence(client: FlaskClient) -> None:
    assert words(get(client, "/map?from=x", 400).one("h1")) == "That request cannot be answered"


def test_a_store_without_events_says_so(tmp_path: Path) -> None:
    with Store.open(str(tmp_path / "events.db")) as store:
        page = get(create_app(store, profile(), SITE, tmp_path, lambda: TODAY).test_client(), "/map")
    assert words(page.one("p", role="status")) == "There are no events yet."
    assert not page.all("form")


def test_what_a_click_means_is_24_pixels_wide_on_the_narrowest_map() -> None:
    """WCAG 2.2, 2.5.8."""
    style = files("calendar_app.web").joinpath("static", "map.css").read_text(encoding="utf-8")
    (least,) = re.findall(r"\.map \{[^}]*min-width: (\d+)rem", style)
    assert 2 * REACH * int(least) * 16 / WIDTH >= 24
