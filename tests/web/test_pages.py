"""Pages of events, releases, offices, regions and feeds."""

import json
from itertools import pairwise
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from calendar_app.profiles import Profile

from .builders import HOSTILE, SITE, profile
from .reading import alternates, get, words

KEY = "https://www.osce.org/vienna?page=2"


def test_an_event_shows_the_sentence_that_it_was_read_from(client: FlaskClient, ids: dict[str, str]) -> None:
    page = get(client, f"/events/{ids['Course']}")
    assert words(page.one("h1")) == "Course for social workers"
    assert words(page.one("p", class_="event-when")) == "3–4 December 2024 10:00–16:00 each day, Skopje time"
    assert page.all("time", class_="dt-start")[0]["datetime"] == "2024-12-03"
    assert words(page.one("p", class_="event-where")) == "Hotel Arka, Skopje, North Macedonia"
    assert words(page.one("blockquote")).startswith("The OSCE Mission to Skopje holds")
    assert "The program is very sure of it (97%)." in words(page.one("p", class_="sure"))
    assert "read automatically" in words(page.one("p", class_="sure"))
    assert "published 19 November 2024" in words(page.one("figcaption"))
    assert page.one("a", rel="external")["href"] == "https://www.osce.org/mission-to-skopje/1"
    assert page.all("a", href=f"/releases/skopje#read-{ids['Course']}")
    assert page.all("a", href=f"/events/{ids['Course']}.ics")
    assert [words(badge) for badge in page.all("span", class_="badge")] == ["Closed event"]
    assert {words(name) for name in page.all("dd")} == {
        "Confirmed: the release states the date",
        "OSCE Mission to Skopje",
        "Transnational Threats Department",
        "South-Eastern Europe",
        "Policing",
    }


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("Course", "2024-12-03", "2024-12-04"),
        ("Committee", "2024-12-02T10:00+01:00", "2024-12-02T13:00+01:00"),
        ("Next", "2025-03", "2025-03"),
        ("Café", "2024-11-12", "2024-11-12"),
    ],
)
def test_machines_read_the_event(client: FlaskClient, ids: dict[str, str], name: str, start: str, end: str) -> None:
    page = get(client, f"/events/{ids[name]}")
    data = json.loads(page.one("script", type="application/ld+json").text)
    assert data["@type"] == "Event"
    assert data["url"] == f"{SITE.base_url}/events/{ids[name]}"
    assert (data["startDate"], data["endDate"]) == (start, end)
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert page.one("meta", property="og:title")["content"].startswith(name)
    assert page.one("meta", property="og:url")["content"] == data["url"]
    assert page.one("link", rel="canonical")["href"] == data["url"]


def test_a_cancelled_event_says_so_in_all_forms(client: FlaskClient, ids: dict[str, str]) -> None:
    page = get(client, f"/events/{ids[HOSTILE.split()[0]]}")
    assert words(page.all("span", class_="badge")[0]) == "Cancelled"
    assert page.one("title").text.startswith("Cancelled: ")
    assert json.loads(page.one("script", type="application/ld+json").text)["eventStatus"].endswith("EventCancelled")


def test_a_release_shows_where_its_events_were_read(client: FlaskClient, ids: dict[str, str]) -> None:
    page = get(client, f"/releases/{quote(KEY, safe='')}")
    assert words(page.one("h1")) == "Press release"
    assert page.one("title").text.startswith("Press release: A committee meets in Vienna")
    assert page.one("link", rel="canonical")["href"] == f"{SITE.base_url}/releases/{quote(KEY, safe='')}"
    assert {anchor["id"] for anchor in page.all("span", class_="anchor")} == {
        f"read-{ids['Committee']}",
        f"read-{ids['Next']}",
    }
    assert len(page.all("span", class_="sentence")) + len(page.all("mark")) >= 2
    assert [words(title) for title in page.all("h3", class_="card-title")] == ["Committee meeting", "Next round"]


def test_what_does_not_exist_is_said(client: FlaskClient) -> None:
    for path in (
        "/events/nothing",
        "/releases/nothing",
        "/offices/nowhere",
        "/regions/nowhere",
        "/nowhere",
        "/events/",
    ):
        page = get(client, path, 404)
        assert words(page.one("h1")) == "There is nothing here"
        assert words(page.one("p", class_="lead")).endswith(".")


def test_an_office_has_its_events_and_its_calendar(client: FlaskClient) -> None:
    page = get(client, "/offices/mission-to-skopje")
    assert words(page.one("h1")) == "OSCE Mission to Skopje"
    assert page.one("input", id="address")["value"] == f"{SITE.base_url}/feeds/offices/mission-to-skopje.ics"
    assert [link["href"] for link in alternates(page)] == [
        f"{SITE.base_url}/feeds/offices/mission-to-skopje.{suffix}" for suffix in ("ics", "atom", "rss", "json")
    ]
    assert words(page.one("p", role="status")) == "1 event now or to come."


def test_an_office_without_events_says_so_and_has_no_calendar(client: FlaskClient) -> None:
    page = get(client, "/offices/office-in-minsk")
    assert words(page.one("p", role="status")) == "No event has been read yet."
    assert not alternates(page)
    assert not page.all("input", id="address")
    assert "closed, 1998–2011" in words(page.one("p", class_="byline"))


def test_a_region_has_its_events_its_offices_and_its_calendar(client: FlaskClient) -> None:
    page = get(client, "/regions/central-asia")
    assert page.one("input", id="address")["value"] == f"{SITE.base_url}/feeds/regions/central-asia.ics"
    assert page.all("a", href="/offices/centre-in-ashgabat")


def known() -> Profile:
    return profile()


def test_all_offices_and_regions_are_listed(client: FlaskClient) -> None:
    offices = {link["href"] for link in get(client, "/offices/").all("a")}
    assert {f"/offices/{slug}" for slug in known().offices} <= offices
    regions = {link["href"] for link in get(client, "/regions/").all("a")}
    assert {f"/regions/{slug}" for slug in known().regions} <= regions


def test_every_feed_of_the_table_is_there(client: FlaskClient) -> None:
    page = get(client, "/feeds/")
    links = [link["href"] for link in page.all("a") if link["href"].startswith("/feeds/") and link["href"] != "/feeds/"]
    assert "/feeds/feeds.opml" in links
    assert "/feeds/regions/osce-wide.rss" in links
    assert len(links) == len(set(links))
    for link in links:
        assert client.get(link).status_code == 200, link


def test_every_link_of_the_site_leads_somewhere(client: FlaskClient) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        answer = client.get(path)
        assert answer.status_code == 200, path
        if answer.mimetype != "text/html" or "?" in path or path == "/feeds/index.html":
            continue
        page = get(client, path)
        found = {link.get("href") for link in page.elements if link.get("href").startswith("/")}
        found |= {
            link["href"].removeprefix(SITE.base_url) for link in page.all("link") if SITE.base_url in link["href"]
        }
        new = {link.partition("#")[0] for link in found} - seen
        seen |= new
        waiting += sorted(new)
    assert len(seen) > 40


def test_headings_stand_in_order(client: FlaskClient, ids: dict[str, str]) -> None:
    lists = ("/", "/offices/", "/regions/", "/feeds/", "/offices/mission-to-skopje", "/month/2024-12", "/year/2024")
    for path in (*lists, f"/events/{ids['Course']}"):
        levels = [
            int(element.tag[1]) for element in get(client, path).elements if element.tag in ("h1", "h2", "h3", "h4")
        ]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), path
