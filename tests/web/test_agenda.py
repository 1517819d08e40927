"""The agenda: which events a filter shows, in which order, and what the page says of them."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from calendar_app.store import Store
from calendar_app.web import create_app

from .builders import HOSTILE, SITE, TODAY, profile
from .reading import alternates, get, titles, words

COMMITTEE, COURSE, NEXT, CAFE = "Committee meeting", "Course for social workers", "Next round", "Café meeting on water"
HARM = " ".join(HOSTILE.replace("\u202e", "").split())


def test_now_then_upcoming_then_past(client: FlaskClient) -> None:
    page = get(client, "/")
    assert [words(heading) for heading in page.all("h2", class_="part-head")] == [
        "Going on now",
        "Upcoming events",
        "Past events",
    ]
    assert titles(page) == [COMMITTEE, COURSE, HARM, NEXT, CAFE]
    assert words(page.one("p", role="status")) == "4 events now or to come, 1 past."


def test_a_span_stands_once_at_its_first_day_with_its_range(client: FlaskClient) -> None:
    page = get(client, "/?office=mission-to-skopje")
    assert [words(heading) for heading in page.all("h3", class_="day-head")] == ["Tuesday 3 December 2024"]
    assert words(page.one("p", class_="card-when")).startswith("3–4 December 2024")
    assert "2 days" in words(page.one("p", class_="card-when"))
    assert "10:00–16:00 each day, Skopje time" in words(page.one("p", class_="card-when"))


def test_a_month_is_no_day(client: FlaskClient) -> None:
    page = get(client, "/?q=round")
    assert words(page.one("h3", class_="day-head")) == "March 2025"
    assert page.one("h3", class_="day-head").text.strip() == page.all("time")[0].text.strip()
    assert page.all("time")[0]["datetime"] == "2025-03"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("office=mission-to-skopje", [COURSE]),
        ("office=mission-to-skopje&office=project-co-ordinator-in-uzbekistan", [COURSE, CAFE]),
        ("office=mission-to-skopje&region=central-asia", []),
        ("region=osce-wide", [COMMITTEE, NEXT]),
        ("topic=water-management", [CAFE]),
        ("q=cafe", [CAFE]),
        ("q=CAFÉ+WATER", [CAFE]),
        ("q=transnational+threats", [COURSE]),
        ("q=experts+discussed", [CAFE]),
        ("q=central+asia", [CAFE]),
        ("q=%25", []),
        ("from=2024-12-04&to=2024-12-04", [COURSE]),
        ("to=2024-12-01", [CAFE]),
        ("from=2025-03-15", [NEXT]),
        ("utm_source=mail", [COMMITTEE, COURSE, HARM, NEXT, CAFE]),
    ],
)
def test_filters(client: FlaskClient, query: str, expected: list[str]) -> None:
    assert titles(get(client, f"/?{query}")) == expected


BAD = [
    "office=no",
    "from=2024-13-01",
    "from=2024-12-02&to=2024-12-01",
    "q=a&q=b",
    "before=x",
    "before=2024-01-01&after=x",
]


@pytest.mark.parametrize("query", BAD)
def test_a_bad_question_gets_a_page_with_a_sentence(client: FlaskClient, query: str) -> None:
    page = get(client, f"/?{query}", 400)
    assert words(page.one("h1")) == "That request cannot be answered"
    assert words(page.one("p", class_="lead")).endswith(".")


def test_nothing_found_is_said_and_offers_the_way_back(client: FlaskClient) -> None:
    page = get(client, "/?q=nothinglikethis")
    assert words(page.one("p", role="status")) == "No event matches this choice."
    assert not alternates(page)
    assert [chip["href"] for chip in page.all("a", class_="chip")] == ["/"]


def test_the_form_keeps_what_was_chosen(client: FlaskClient) -> None:
    page = get(client, "/?office=mission-to-skopje&q=course&from=2024-12-01")
    assert page.one("form")["method"] == "get"
    checked = [box["value"] for box in page.all("input", type="checkbox") if "checked" in box.attributes]
    assert checked == ["mission-to-skopje"]
    assert page.one("input", name="q")["value"] == "course"
    assert page.one("input", name="from")["value"] == "2024-12-01"


def test_each_chip_takes_one_value_away(client: FlaskClient) -> None:
    page = get(client, "/?to=2025-01-01&office=mission-to-skopje&q=a%26b&office=mission-to-serbia")
    assert [chip["href"] for chip in page.all("a", class_="chip")] == [
        "/?office=mission-to-skopje&q=a%26b&to=2025-01-01",
        "/?office=mission-to-serbia&q=a%26b&to=2025-01-01",
        "/?office=mission-to-serbia&office=mission-to-skopje&to=2025-01-01",
        "/?office=mission-to-serbia&office=mission-to-skopje&q=a%26b",
    ]


def test_parameters_have_one_order_and_all_forms_have_the_same(client: FlaskClient) -> None:
    page = get(client, "/?to=2025-01-01&q=course&region=south-eastern-europe&office=mission-to-skopje&utm_source=x")
    query = "office=mission-to-skopje&region=south-eastern-europe&q=course&to=2025-01-01"
    assert page.one("link", rel="canonical")["href"] == f"{SITE.base_url}/?{query}"
    assert {link["type"]: link["href"] for link in alternates(page)} == {
        "text/calendar": f"{SITE.base_url}/agenda.ics?{query}",
        "application/atom+xml": f"{SITE.base_url}/agenda.atom?{query}",
        "application/rss+xml": f"{SITE.base_url}/agenda.rss?{query}",
        "application/feed+json": f"{SITE.base_url}/agenda.json?{query}",
    }
    assert page.one("input", id="address")["value"] == f"{SITE.base_url}/agenda.ics?{query}"


def test_all_events_are_subscribed_to_where_they_are_published(client: FlaskClient) -> None:
    page = get(client, "/")
    assert page.one("input", id="address")["value"] == f"{SITE.base_url}/feeds/all.ics"
    assert page.one("link", rel="canonical")["href"] == f"{SITE.base_url}/"


def test_counts_tell_what_a_further_choice_would_show(client: FlaskClient) -> None:
    page = get(client, "/?region=south-eastern-europe")
    options = {words(option) for option in page.all("label", class_="option")}
    assert "OSCE Mission to Skopje 1 1 event" in options
    assert "OSCE Project Co-ordinator in Uzbekistan 0 0 events" in options
    assert "Central Asia 1 1 event" in options


def test_nothing_upcoming_is_said_and_past_events_shown(store: Store, feeds: Path) -> None:
    later = create_app(store, profile(), SITE, feeds, lambda: TODAY.replace(year=2030)).test_client()
    page = get(later, "/")
    assert words(page.one("p", role="status")) == "Nothing is upcoming. 5 past events, the newest first."
    assert titles(page) == [NEXT, HARM, COURSE, COMMITTEE, CAFE]
    assert len(page.all("span", class_="badge-past")) == 5


def test_pages_of_past_events_are_plain_links(client: FlaskClient) -> None:
    page = get(client, "/?before=2024-11-13")
    assert titles(page) == [CAFE]
    assert page.one("link", rel="canonical")["href"] == f"{SITE.base_url}/?before=2024-11-13"
    assert "before=2024-11-12" not in client.get("/?before=2024-11-13").text
    assert words(get(client, "/?before=2024-11-12", 404).one("p", class_="lead")).startswith("There are no more events")
    assert get(client, "/?after=2025-03-01", 404)


def test_standing_is_told_in_words(client: FlaskClient) -> None:
    page = get(client, "/")
    assert [words(badge) for badge in page.all("span", class_="badge")] == [
        "Today",
        "Closed event",
        "Cancelled",
        "Tentative",
        "Past",
    ]


def test_an_empty_store_is_no_error(tmp_path: Path) -> None:
    with Store.open(str(tmp_path / "empty.db")) as empty:
        app: Flask = create_app(empty, profile(), SITE, tmp_path, lambda: TODAY)
        page = get(app.test_client(), "/")
        assert words(page.one("p", role="status")) == "There are no events yet."
        assert not alternates(page)
        assert words(get(app.test_client(), "/feeds/").one("h1")) == "Calendars and feeds"
        assert app.test_client().get("/agenda.ics").status_code == 404
