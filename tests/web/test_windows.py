"""Shorter calendars (`?past=`), cancelled events that have left, and the addresses that an office had before."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest
from flask.testing import FlaskClient

from calendar_app.model import Status
from calendar_app.profiles import Profile
from calendar_app.publishing import publish
from calendar_app.store import Store
from calendar_app.web import create_app

from .builders import IMPORTED, SITE, TODAY, extraction, found, profile

OFFICE = ("mission-to-skopje",)
FORMER = "spillover-mission"


def renamed() -> Profile:
    """The profile, with an office that had another slug."""
    offices = profile().offices
    office = replace(offices[OFFICE[0]], former=(FORMER,))
    return replace(profile(), offices=offices | {office.slug: office})


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("windows")
    days = {"Long ago": -400, "Last month": -30, "Yesterday": -1, "To come": 20}
    events = [
        found(title, TODAY + timedelta(days=days[title]), offices=OFFICE, regions=("south-eastern-europe",))
        for title in days
    ]
    events.append(found("Called off", date(2024, 1, 9), offices=OFFICE, status=Status.CANCELLED))
    events.append(found("In its old days", date(2021, 3, 3), offices=(FORMER,)))
    events.append(found("Elsewhere", date(2020, 5, 5), offices=("secretariat",)))
    told = [extraction(f"r{n}", f"Text {n}", replace(event, sentence=(0, 4))) for n, event in enumerate(events)]
    with Store.open(str(folder / "events.db")) as store:
        store.record(told, IMPORTED)
        with store.snapshot() as snapshot:
            publish(snapshot, renamed(), SITE, folder / "feeds")
        yield create_app(store, renamed(), SITE, folder / "feeds", lambda: TODAY).test_client()


def summaries(client: FlaskClient, address: str) -> list[str]:
    answer = client.get(address)
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    return [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(answer.data).events]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/feeds/offices/mission-to-skopje.ics", ["In its old days", "Long ago", "Last month", "Yesterday", "To come"]),
        ("/feeds/offices/mission-to-skopje.ics?past=90", ["Last month", "Yesterday", "To come"]),
        ("/feeds/offices/mission-to-skopje.ics?past=1", ["Yesterday", "To come"]),
        ("/feeds/offices/mission-to-skopje.ics?past=0", ["To come"]),
        ("/feeds/regions/south-eastern-europe.ics?past=0", ["To come"]),
        ("/feeds/all.ics?past=30", ["Last month", "Yesterday", "To come"]),
        (
            "/feeds/all.ics?past=99999",
            ["Elsewhere", "In its old days", "Long ago", "Last month", "Yesterday", "To come"],
        ),
        ("/feeds/offices/secretariat.ics?past=0", ["Elsewhere"]),  # no calendar is empty
        ("/agenda.ics?office=mission-to-skopje&past=1", ["Yesterday", "To come"]),
        ("/agenda.ics?past=1", ["Yesterday", "To come"]),
        (f"/feeds/offices/{FORMER}.ics", ["In its old days", "Long ago", "Last month", "Yesterday", "To come"]),
        (f"/feeds/offices/{FORMER}.ics?past=1", ["Yesterday", "To come"]),
        (f"/agenda.ics?office={FORMER}&past=1", ["Yesterday", "To come"]),
    ],
)
def test_which_events_a_calendar_has(client: FlaskClient, address: str, expected: list[str]) -> None:
    assert summaries(client, address) == expected


@pytest.mark.parametrize("past", ["x", "-1", "1.5", "999999", "٣"])
def test_what_is_no_number_of_days_is_refused(client: FlaskClient, past: str) -> None:
    for address in ("/feeds/all.ics", "/agenda.ics"):
        answer = client.get(address, query_string={"past": past})
        assert answer.status_code == 400
        assert "is no number of days; write “past” as in past=90" in answer.text


def test_a_shorter_calendar_names_its_own_address(client: FlaskClient) -> None:
    calendar = icalendar.Calendar.from_ical(client.get("/feeds/offices/mission-to-skopje.ics?past=90").data)
    assert str(calendar["SOURCE"]) == "https://calendar.example.org/feeds/offices/mission-to-skopje.ics?past=90"
    assert str(calendar["X-WR-CALNAME"]) == "OSCE Mission to Skopje"


def test_a_shorter_calendar_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/feeds/all.ics?past=30")
    again = client.get("/feeds/all.ics?past=30", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/feeds/none.ics?past=30").status_code == 404


def test_the_page_of_an_office_answers_at_its_former_address(client: FlaskClient) -> None:
    page = client.get(f"/offices/{FORMER}")
    assert page.status_code == 200
    assert 'rel="canonical" href="https://calendar.example.org/offices/mission-to-skopje"' in page.text
    assert "In its old days" in page.text
    assert "In its old days" in client.get("/?office=mission-to-skopje").text


def test_former_addresses_are_no_calendars_of_their_own(client: FlaskClient) -> None:
    assert FORMER not in client.get("/feeds/").text
    assert FORMER not in client.get("/feeds/index.json").text
    assert FORMER not in client.get("/feeds/feeds.opml").text


def test_a_cancelled_event_is_no_longer_in_feeds_of_filters(client: FlaskClient) -> None:
    assert "Called off" not in client.get("/agenda.atom?office=mission-to-skopje").text
    assert "Called off" in client.get("/?office=mission-to-skopje").text


def test_the_page_of_feeds_shows_archives_and_changes(tmp_path: Path) -> None:
    site = replace(SITE, most_entries=1)
    with Store.open(str(tmp_path / "events.db")) as store:
        told = extraction("r1", "Text", found("One", date(2023, 5, 5), sentence=(0, 4)))
        later = extraction("r2", "Text", found("Two", date(2024, 5, 5), sentence=(0, 4)))
        store.record([told, later], IMPORTED)
        store.record([replace(told, events=(replace(told.events[0], end=date(2023, 5, 6)),))], IMPORTED)
        with store.snapshot() as snapshot:
            publish(snapshot, profile(), site, tmp_path / "feeds")
        page = create_app(store, profile(), site, tmp_path / "feeds", lambda: TODAY).test_client().get("/feeds/").text
    for address in ("all-2023.ics", "all-2024.ics", "changes.atom", "changes.rss", "changes.json"):
        assert (tmp_path / "feeds" / address).exists()
        assert f'href="/feeds/{address}"' in page
    assert "changes.ics" not in page
