"""The page of an event: what it says, what machines read on it, where its links lead, and what is related."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from struct import unpack
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from calendar_app.model import Event, Precision, Status
from calendar_app.store import Store
from calendar_app.web import create_app
from calendar_app.web.adding import additions
from calendar_app.web.catalogue import Catalogues
from calendar_app.web.related import MOST, Reason, related

from .builders import HOSTILE, IMPORTED, SITE, STORE_ID, TODAY, extraction, extractions, found, profile
from .reading import Page, get, words

MOMENT = datetime(2024, 11, 1, tzinfo=UTC)


def test_an_event_shows_the_sentence_that_it_was_read_from(client: FlaskClient, ids: dict[str, str]) -> None:
    page = get(client, f"/events/{ids['Course']}")
    assert words(page.one("h1")) == "Course for social workers"
    assert words(page.one("p", class_="event-when")) == "3–4 December 2024 10:00–16:00 each day, Skopje time"
    assert page.all("time", class_="dt-start")[0]["datetime"] == "2024-12-03"
    assert words(page.one("p", class_="event-where")) == "Hotel Arka, Skopje, North Macedonia"
    assert words(page.one("blockquote")).startswith("The OSCE Mission to Skopje holds")
    assert "The program is very sure of it (97%)." in words(page.one("p", class_="sure"))
    assert "read automatically" in words(page.one("p", class_="sure"))
    assert "Published on 19 November 2024" in words(page.one("figcaption"))
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


def test_names_stand_in_the_language_that_they_have(client: FlaskClient, ids: dict[str, str]) -> None:
    page = get(client, f"/de/events/{ids['Course']}")
    assert [(words(link), link.get("lang")) for link in page.all("a", class_="p-organizer")] == [
        ("OSZE-Mission in Skopje", ""),
        ("Transnational Threats Department", "en"),
    ]


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


def structured(page: Page) -> dict[str, Any]:
    return dict(json.loads(page.one("script", type="application/ld+json").text))


def test_machines_read_where_an_event_is_and_whose(client: FlaskClient, ids: dict[str, str]) -> None:
    data = structured(get(client, f"/events/{ids['Course']}"))
    assert data["location"] == [
        {
            "@type": "Place",
            "name": "Hotel Arka, Skopje",
            "address": {"@type": "PostalAddress", "addressLocality": "Skopje", "addressCountry": "MK"},
        }
    ]
    assert data["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert data["inLanguage"] == "en"
    assert data["image"] == [f"{SITE.base_url}/static/og.png"]
    assert data["organizer"][0] == {
        "@type": "Organization",
        "name": "OSCE Mission to Skopje",
        "url": f"{SITE.base_url}/offices/mission-to-skopje",
    }


def test_what_is_not_known_of_an_event_is_left_out(client: FlaskClient, ids: dict[str, str]) -> None:
    data = structured(get(client, f"/events/{ids['Next']}"))
    assert not {"location", "organizer", "eventAttendanceMode", "previousStartDate"} & set(data)


def test_the_microformat_has_the_links_and_labels_of_the_event(client: FlaskClient, ids: dict[str, str]) -> None:
    page = get(client, f"/events/{ids['Course']}")
    article = page.all("article", class_="h-event")[0]
    assert words(page.one("h1", class_="p-name")) in words(article)
    assert page.one("a", class_="u-url u-uid")["href"] == f"/events/{ids['Course']}"
    assert page.one("data", class_="dt-end")["value"] == "2024-12-04"
    assert {words(one) for one in page.all("a", class_="p-category")} == {"South-Eastern Europe", "Policing"}
    assert page.one("input", id="permalink")["value"] == f"{SITE.base_url}/events/{ids['Course']}"


def test_a_page_that_is_linked_to_brings_a_picture(client: FlaskClient, ids: dict[str, str]) -> None:
    for path in (f"/events/{ids['Course']}", f"/de/events/{ids['Course']}", "/releases/skopje"):
        page = get(client, path)
        assert page.one("meta", property="og:image")["content"] == f"{SITE.base_url}/static/og.png"
        assert page.one("meta", property="og:image:alt")["content"]
        assert page.one("meta", name="twitter:card")["content"] == "summary_large_image"
        size = [int(page.one("meta", property=f"og:image:{side}")["content"]) for side in ("width", "height")]
        answer = client.get("/static/og.png")
        assert answer.mimetype == "image/png"
        assert list(unpack(">II", answer.data[16:24])) == size == [1200, 630]
        assert len(answer.data) < 60_000


def test_the_release_stands_around_the_sentence(client: FlaskClient, ids: dict[str, str]) -> None:
    page = get(client, f"/events/{ids['Course']}")
    assert [words(one) for one in page.all("p", class_="around")] == ["It is closed."]
    assert [words(one) for one in page.all("p", class_="p-summary")] == [
        "The OSCE Mission to Skopje holds a course for social workers on 3-4 December 2024."
    ]
    assert page.one("blockquote")["lang"] == "en"


@pytest.mark.parametrize(
    ("name", "notice"),
    [
        (HOSTILE.split()[0], "This event is cancelled."),
        ("Next", "The date of this event is tentative: it was inferred, the release does not state it in full."),
        ("Course", None),
    ],
)
def test_an_event_that_may_not_take_place_says_so(
    client: FlaskClient, ids: dict[str, str], name: str, notice: str | None
) -> None:
    page = get(client, f"/events/{ids[name]}")
    assert [words(one) for one in page.all("p", class_="event-notice")] == ([notice] if notice else [])


def test_a_cancelled_event_is_added_to_no_calendar_as_if_it_stood(client: FlaskClient, ids: dict[str, str]) -> None:
    page = get(client, f"/events/{ids[HOSTILE.split()[0]]}")
    assert [link["href"] for link in page.all("a", class_="button")] == [f"/events/{ids[HOSTILE.split()[0]]}.ics"]


def test_the_exact_days_are_said_to_be_unknown(client: FlaskClient, ids: dict[str, str]) -> None:
    page = get(client, f"/events/{ids['Next']}")
    assert "The exact days are not stated." in [words(one) for one in page.all("p", class_="adding-note")]


def event(title: str = "Course", start: date = date(2024, 12, 3), end: date | None = None, **given: Any) -> Event:
    return Event("e1", "u1", 0, MOMENT, MOMENT, title, start, end or start, **given)


def filled(one: Event, told: str = "Read it at https://calendar.example.org/events/e1") -> list[dict[str, str]]:
    """What each link fills in; no value stands twice."""
    links = [urlsplit(link.href) for link in additions(one, told)]
    assert [link.netloc for link in links] == ["calendar.google.com", "outlook.live.com", "outlook.office.com"]
    parsed = [parse_qs(link.query, keep_blank_values=True, strict_parsing=True) for link in links]
    assert all(len(values) == 1 for fields in parsed for values in fields.values())
    return [{name: values[0] for name, values in fields.items()} for fields in parsed]


WHENS = [
    pytest.param({}, "20241203/20241204", "2024-12-03", "2024-12-04", None, id="a day"),
    pytest.param({"end": date(2024, 12, 5)}, "20241203/20241206", "2024-12-03", "2024-12-06", None, id="three days"),
    pytest.param({"start": date(2024, 12, 31)}, "20241231/20250101", "2024-12-31", "2025-01-01", None, id="new year"),
    pytest.param(
        {"start_time": "10:00", "end_time": "13:30", "timezone": "Europe/Vienna"},
        "20241203T090000Z/20241203T123000Z",
        "2024-12-03T09:00:00Z",
        "2024-12-03T12:30:00Z",
        "Europe/Vienna",
        id="hours in winter",
    ),
    pytest.param(
        {"start": date(2024, 7, 3), "start_time": "01:00", "end_time": "02:00", "timezone": "Asia/Almaty"},
        "20240702T200000Z/20240702T210000Z",
        "2024-07-02T20:00:00Z",
        "2024-07-02T21:00:00Z",
        "Asia/Almaty",
        id="the day before in UTC",
    ),
    pytest.param(
        {"start_time": "22:00", "end_time": "01:00", "timezone": "Europe/Skopje"},
        "20241203T210000Z/20241204T000000Z",
        "2024-12-03T21:00:00Z",
        "2024-12-04T00:00:00Z",
        "Europe/Skopje",
        id="past midnight",
    ),
    pytest.param(
        {"start_time": "10:00", "timezone": "Europe/Skopje"},
        "20241203T090000Z/20241203T100000Z",
        "2024-12-03T09:00:00Z",
        "2024-12-03T10:00:00Z",
        "Europe/Skopje",
        id="no end",
    ),
    pytest.param(
        {"start_time": "10:00"}, "20241203/20241204", "2024-12-03", "2024-12-04", None, id="hours in no known zone"
    ),
    pytest.param(
        {"end": date(2024, 12, 4), "start_time": "10:00", "end_time": "16:00", "timezone": "Europe/Skopje"},
        "20241203/20241205",
        "2024-12-03",
        "2024-12-05",
        None,
        id="hours on two days",
    ),
    pytest.param(
        {"start": date(2025, 3, 1), "end": date(2025, 3, 31), "precision": Precision.MONTH},
        "20250301/20250401",
        "2025-03-01",
        "2025-04-01",
        None,
        id="a month",
    ),
]


@pytest.mark.parametrize(("given", "dates", "start", "end", "zone"), WHENS)
def test_each_calendar_gets_the_days_as_it_takes_them(
    given: dict[str, Any], dates: str, start: str, end: str, zone: str | None
) -> None:
    google, *microsoft = filled(event(**given))
    assert (google["action"], google["dates"], google.get("ctz")) == ("TEMPLATE", dates, zone)
    assert (google["crm"], google["trp"]) == ("AVAILABLE", "false")
    for fields in microsoft:
        assert (fields["path"], fields["rru"]) == ("/calendar/action/compose", "addevent")
        assert (fields["startdt"], fields["enddt"]) == (start, end)
        assert fields.get("allday") == (None if zone else "true")
        assert fields["freebusy"] == "free"


@pytest.mark.parametrize(
    "title", ["Café & bar = 100 % #1?", "a+b", "Конференция", "x&dates=20200101/20200102", "“Line”; c:\\d", "🎉 party"]
)
def test_titles_and_places_come_back_as_they_were(title: str) -> None:
    one = event(title, place=title, country="Austria")
    google, *microsoft = filled(one, f"{title}\nat home")
    assert (google["text"], google["location"], google["details"]) == (title, f"{title}, Austria", f"{title}\nat home")
    for fields in microsoft:
        assert (fields["subject"], fields["location"], fields["body"]) == (
            title,
            f"{title}, Austria",
            f"{title}\nat home",
        )
    assert not [link for link in additions(one, title) if set("+ <>\"'") & set(link.href)]


def test_a_hostile_title_stays_in_its_field() -> None:
    google, *microsoft = filled(event(HOSTILE))
    assert google["text"] == microsoft[0]["subject"] == " ".join(HOSTILE.replace("\u202e", "").split())


def test_an_endless_title_is_shortened() -> None:
    endless = event("word " * 5000, place="place " * 5000)
    assert all(len(link.href) < 2000 for link in additions(endless, "told"))


def test_the_notes_of_an_entry_hold_no_words_of_a_release(client: FlaskClient, ids: dict[str, str]) -> None:
    page = get(client, f"/events/{ids['Committee']}")
    (link,) = [link["href"] for link in page.all("a", class_="button") if "google" in link["href"]]
    assert parse_qs(urlsplit(link).query)["details"] == [
        "2 December 2024, 10:00–13:00, Vienna time.\n"
        f"Read automatically from a press release: {SITE.base_url}/events/{ids['Committee']}"
    ]


OFFICE, OTHER = "mission-to-skopje", "mission-to-serbia"
SOME = {
    "Ninth round of the water dialogue": {"offices": (OTHER,), "place": "Belgrade", "country": "Serbia"},
    "Course for judges": {"offices": (OFFICE,), "place": "Ohrid", "country": "North Macedonia"},
    "Visit to Skopje": {"place": "Hotel Arka, Skopje", "country": "North Macedonia"},
    "Skopje talks": {"offices": (OFFICE,), "place": "Skopje", "country": "North Macedonia"},
}
ASKED = {"offices": (OFFICE,), "place": "Skopje", "country": "North Macedonia"}


@contextmanager
def site(path: Path, told: list[Any]) -> Iterator[tuple[Store, FlaskClient]]:
    with Store.open(str(path / "events.db"), store_id=STORE_ID) as store:
        store.record(told, IMPORTED)
        yield store, create_app(store, profile(), SITE, path / "feeds", lambda: TODAY).test_client()


def reasons(path: Path, events: list[Any]) -> list[tuple[str, Reason]]:
    """The titles and years of what is related to the first event, with the reasons."""
    told = [extraction(f"r{at}", f"{one.title} on {one.start}.", one) for at, one in enumerate(events)]
    with site(path, told) as (store, _):
        catalogue = Catalogues(store, profile()).current()
        asked = next(one for one in store.events() if (one.title, one.start) == (events[0].title, events[0].start))
        return [(f"{one.event.title} {one.event.start.year}", one.reason) for one in related(asked, catalogue)]


def test_related_events_stand_by_their_relation_and_then_by_their_days(tmp_path: Path) -> None:
    day = date(2024, 12, 3)
    near = [found(title, day + timedelta(days=at), **given) for at, (title, given) in enumerate(SOME.items(), 1)]
    series = [found(f"Social dialogue forum {year}", date(year, 5, 5), **ASKED) for year in (2020, 2023)]
    far = found("Course for mayors", date(2024, 5, 3), **ASKED)
    assert reasons(tmp_path, [found("Social dialogue forum 2024", day, **ASKED), *near, *series, far]) == [
        ("Social dialogue forum 2023 2023", Reason.SERIES),
        ("Social dialogue forum 2020 2020", Reason.SERIES),
        ("Skopje talks 2024", Reason.OFFICE_AND_PLACE),
        ("Course for judges 2024", Reason.OFFICE),
        ("Visit to Skopje 2024", Reason.PLACE),
    ]


def test_a_title_that_many_have_is_no_series(tmp_path: Path) -> None:
    events = [found("Training course", date(year, 5, 5), offices=(OFFICE,)) for year in (2024, 2022)]
    assert reasons(tmp_path, events) == []


def test_no_more_than_some_are_related(tmp_path: Path) -> None:
    events = [
        found(title, date(2024, 12, at), **ASKED)
        for at, title in enumerate(["Fair", "Visit", "Election", "Concert", "Seminar", "Press tour", "Hearing"], 1)
    ]
    assert [title for title, _ in reasons(tmp_path, events)] == [f"{one.title} 2024" for one in events[1:6]]
    assert MOST == 5


def test_the_page_shows_related_events_with_the_reason(tmp_path: Path) -> None:
    told = [extraction(f"r{at}", title, found(title, date(2024, 12, 3), **ASKED)) for at, title in enumerate(SOME)]
    with site(tmp_path, told) as (store, client):
        first = store.events()[0]
        page = get(client, f"/events/{first.id}")
        assert words(page.one("h2", id="related")) == "Related events"
        assert {words(one) for one in page.all("p", class_="related-reason")} == {
            "Same office and place, around the same time"
        }
        assert len(page.all("h3", class_="card-title")) == 3
        assert first.title not in [words(one) for one in page.all("h3")]


def lines(page: Page) -> list[str]:
    """The changes that a page tells of, the newest first."""
    return [words(one) for one in page.all("li") if words(one).startswith(("Date:", "Topics:", "Status:"))]


def test_the_history_says_what_was_before_and_what_is_now(tmp_path: Path) -> None:
    told = extractions()[2]
    (water,) = told.events
    with site(tmp_path, [told]) as (store, client):
        (known,) = store.events()
        path = f"/events/{known.id}"
        assert not get(client, path).all("section", class_="changes")
        moved = replace(water, start=date(2024, 11, 14), end=date(2024, 11, 15), topics=())
        store.record([replace(told, events=(moved,))], IMPORTED + timedelta(days=1))
        page = get(client, path)
        assert lines(page) == [
            "Date: before 12 November 2024, now 14–15 November 2024",
            "Topics: before Water management, now not stated",
        ]
        assert [one.text for one in page.all("del")] == ["12 November 2024", "Water management"]
        data = structured(page)
        assert data["eventStatus"] == "https://schema.org/EventRescheduled"
        assert data["previousStartDate"] == ["2024-11-12"]
        store.record([replace(told, events=(replace(moved, status=Status.CANCELLED),))], IMPORTED + timedelta(days=2))
        page = get(client, path)
        assert lines(page)[0] == "Status: before confirmed, now cancelled"
        assert structured(page)["eventStatus"] == "https://schema.org/EventCancelled"


def test_the_history_has_names_in_the_language_of_the_reader(tmp_path: Path) -> None:
    told = extractions()[2]
    (water,) = told.events
    with site(tmp_path, [told]) as (store, client):
        changed = replace(
            water, offices=("mission-to-skopje",), regions=("south-eastern-europe",), topics=("policing",)
        )
        store.record([replace(told, events=(changed,))], IMPORTED + timedelta(days=1))
        page = get(client, f"/de/events/{store.events()[0].id}")
        assert [(words(one), words(two)) for one, two in zip(page.all("del"), page.all("ins"), strict=True)] == [
            ("OSZE-Projektkoordinator in Usbekistan", "OSZE-Mission in Skopje"),
            ("Zentralasien", "Südosteuropa"),
            ("Wasserwirtschaft", "Polizeiarbeit"),
        ]


@pytest.mark.parametrize(
    ("place", "country", "mode", "kinds"),
    [
        ("online", None, "Online", ["VirtualLocation"]),
        ("Vienna, online", "Austria", "Mixed", ["Place", "VirtualLocation"]),
        ("Nowhere Hall", None, "Offline", ["Place"]),
        (None, "Austria", "Offline", ["Place"]),
    ],
)
def test_machines_read_how_one_attends(
    tmp_path: Path, place: str | None, country: str | None, mode: str, kinds: list[str]
) -> None:
    told = extraction("r", "A talk.", found("Talk", date(2024, 12, 3), place=place, country=country))
    with site(tmp_path, [told]) as (store, client):
        data = structured(get(client, f"/events/{store.events()[0].id}"))
        assert data["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
        assert [one["@type"] for one in data["location"]] == kinds
        assert all(one.get("address") or one.get("url") for one in data["location"])


def test_a_withdrawn_event_says_that_no_release_tells_of_it(tmp_path: Path) -> None:
    told = extractions()[2]
    with site(tmp_path, [told]) as (store, client):
        (known,) = store.events()
        store.record([replace(told, events=())], IMPORTED)
        page = get(client, f"/events/{known.id}", 410)
        assert "no release tells of this event any more" in words(page.one("main")).lower()
