"""The page for frames on other sites, and the HTML that puts it there."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from calendar_app.store import Store
from calendar_app.web import create_app
from calendar_app.web.views.embed import MOST

from .builders import HOSTILE, IMPORTED, SITE, TODAY, extraction, found, profile
from .reading import Page, get, titles, words
from .test_hostile import ATTACKS, check

HARM = " ".join(HOSTILE.replace("\u202e", "").split())
FILTERS = [
    "/",
    "/?q=course",
    "/?q=%3Cscript%3Ealert(1)%3C/script%3E%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(2)%3E%20%27%20%26",
    "/?q=%22%20onerror%3D%22alert(1)",
    "/?q=%26x%3B%22%3E%26",
    "/?region=south-eastern-europe&office=mission-to-serbia&office=mission-to-skopje&from=2024-01-01",
]


def snippet(page: Page) -> tuple[str, str]:
    """Where the frame of a page's snippet leads, and its title; whatever is copied must be the same HTML."""
    shown = page.one("textarea", id="embed-code").text
    assert shown in [button["data-copy"] for button in page.all("button", class_="copy")]
    (frame,) = Page(shown).elements
    assert set(frame.attributes) == {"src", "title", "width", "height", "loading"}
    assert (frame.tag, frame["loading"]) == ("iframe", "lazy")
    return frame["src"], frame["title"]


@pytest.mark.parametrize("path", FILTERS)
def test_the_frame_has_the_filter_of_the_page(client: FlaskClient, path: str) -> None:
    page = get(client, path)
    address, title = snippet(page)
    canonical = page.one("link", rel="canonical")["href"]
    assert address == canonical.replace(f"{SITE.base_url}/", f"{SITE.base_url}/embed", 1)
    assert page.one("a", href=address.removeprefix(SITE.base_url))
    assert f"“{title}”" in words(page.one("h2", id="subscribe-head"))
    framed = get(client, address.removeprefix(SITE.base_url))
    assert framed.one("link", rel="canonical")["href"] == canonical
    assert set(titles(framed)) <= set(titles(page))
    assert titles(framed)


@pytest.mark.parametrize(
    ("path", "query"),
    [("/offices/mission-to-skopje", "office=mission-to-skopje"), ("/regions/central-asia", "region=central-asia")],
)
def test_the_frame_of_a_place_has_its_events(client: FlaskClient, path: str, query: str) -> None:
    assert snippet(get(client, path))[0] == f"{SITE.base_url}/embed?{query}"


def test_the_frame_speaks_the_language_that_was_chosen(client: FlaskClient) -> None:
    assert snippet(get(client, "/de/?q=course"))[0] == f"{SITE.base_url}/de/embed?q=course"
    page = get(client, "/de/embed?q=course")
    assert page.one("html")["lang"] == "de"
    assert page.one("time")["datetime"] == "2024-12-03"
    assert "Dezember" in words(page.one("time"))
    assert all(link["href"].startswith("/de/") for link in page.all("a"))


def test_next_events_come_first(client: FlaskClient) -> None:
    page = get(client, "/embed")
    assert titles(page) == ["Committee meeting", "Course for social workers", HARM, "Next round"]
    assert words(page.one("p", class_="embed-status")) == "Next events"
    assert [words(badge) for badge in page.all("span", class_="badge")] == [
        "Today",
        "Closed event",
        "Cancelled",
        "Tentative",
    ]


def test_where_nothing_is_upcoming_the_newest_past_events_stand(store: Store, feeds: Path) -> None:
    later = create_app(store, profile(), SITE, feeds, lambda: TODAY.replace(year=2030)).test_client()
    page = get(later, "/embed")
    assert titles(page)[0] == "Next round"
    assert "Nothing is upcoming" in words(page.one("p", class_="embed-status"))


def test_a_frame_is_never_empty(client: FlaskClient) -> None:
    page = get(client, "/embed?q=nothing-is-called-this")
    assert not titles(page)
    assert words(page.one("p", class_="embed-status")) == "No event matches this choice."
    assert [link["href"] for link in page.all("a")] == ["/?q=nothing-is-called-this"]


def test_a_frame_has_room_for_some(tmp_path: Path) -> None:
    days = [date(2024, 12, 10) + timedelta(days=number) for number in range(MOST + 2)]
    told = [extraction(f"r{day}", "Text.", found(f"Event of {day}", day)) for day in days]
    with Store.open(str(tmp_path / "events.db")) as store:
        store.record(told, IMPORTED)
        client = create_app(store, profile(), SITE, tmp_path, lambda: TODAY).test_client()
        assert titles(get(client, "/embed")) == [f"Event of {day}" for day in days[:MOST]]


def test_a_frame_has_no_site_around_it_and_leads_out_of_itself(client: FlaskClient) -> None:
    page = get(client, "/embed?q=course")
    assert not [element for element in page.elements if element.tag in ("header", "footer", "nav", "form", "script")]
    assert page.one("meta", name="robots")["content"] == "noindex"
    links = page.all("a")
    assert [link["href"] for link in links[-2:]] == ["/?q=course", "/?q=course#subscribe"]
    assert {(link["target"], link["rel"]) for link in links} == {("_blank", "noopener")}


def test_any_site_may_frame_it_and_no_other_page(client: FlaskClient) -> None:
    first = client.get("/embed")
    again = client.get("/embed", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    for answer in (first, again, client.get("/de/embed?q=course")):
        assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in answer.headers
    for path in ("/", "/feeds/", "/embed?office=nowhere", "/embed/x"):
        assert "frame-ancestors 'none'" in client.get(path).headers["Content-Security-Policy"], path


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
@pytest.mark.parametrize("name", ["q", "office", "from"])
def test_what_is_asked_for_is_inert(client: FlaskClient, name: str, attack: str) -> None:
    answer = client.get("/embed", query_string={name: attack})
    assert answer.status_code in (200, 400)
    check(Page(answer.text))
