"""What programs fetch: the published files and the calendars and feeds of filters."""

import json
from pathlib import Path

import feedparser
import icalendar
import pytest
from flask.testing import FlaskClient

from calendar_app.store import Store

from .builders import SITE

TYPES = {
    "ics": "text/calendar; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}


@pytest.mark.parametrize("suffix", TYPES)
def test_published_files_are_served_as_they_are(client: FlaskClient, feeds: Path, suffix: str) -> None:
    answer = client.get(f"/feeds/offices/mission-to-skopje.{suffix}")
    assert answer.status_code == 200
    assert answer.data == (feeds / f"offices/mission-to-skopje.{suffix}").read_bytes()
    assert answer.headers["Content-Type"] == TYPES[suffix]
    assert answer.headers["Content-Disposition"] == f'inline; filename="mission-to-skopje.{suffix}"'
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_other_published_files_have_their_types(client: FlaskClient) -> None:
    kinds = {
        name: client.get(f"/feeds/{name}").headers["Content-Type"]
        for name in ("feeds.opml", "index.html", "index.json")
    }
    assert kinds == {
        "feeds.opml": "text/x-opml; charset=utf-8",
        "index.html": "text/html; charset=utf-8",
        "index.json": "application/json; charset=utf-8",
    }


def test_the_type_follows_the_address_and_not_what_is_accepted(client: FlaskClient) -> None:
    for accepted in ("text/html", "application/json", "", "*/*"):
        answer = client.get("/feeds/all.ics", headers={"Accept": accepted})
        assert answer.headers["Content-Type"] == TYPES["ics"]


@pytest.mark.parametrize("suffix", TYPES)
def test_a_filter_of_the_page_filters_each_form(client: FlaskClient, suffix: str) -> None:
    answer = client.get(f"/agenda.{suffix}?q=caf%C3%A9&region=central-asia")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == TYPES[suffix]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    text = answer.text.replace("\r\n ", "")
    assert "Café meeting on water" in text
    assert "Committee" not in text


def test_a_feed_of_a_filter_names_its_own_address(client: FlaskClient) -> None:
    url = f"{SITE.base_url}/agenda.atom?region=central-asia&q=caf%C3%A9"
    feed = feedparser.parse(client.get("/agenda.atom?q=caf%C3%A9&region=central-asia").data)
    assert not feed.bozo
    assert [link["href"] for link in feed.feed.links if link["rel"] == "self"] == [url]
    assert json.loads(client.get("/agenda.json?q=caf%C3%A9&region=central-asia").data)["feed_url"] == url.replace(
        ".atom", ".json"
    )


def test_without_a_filter_all_events_come(client: FlaskClient, store: Store) -> None:
    calendar = icalendar.Calendar.from_ical(client.get("/agenda.ics").data)
    assert len(calendar.events) == len(store.events())
    assert client.get("/agenda.ics").data == client.get("/feeds/all.ics").data


def test_the_same_question_gets_the_same_bytes(client: FlaskClient) -> None:
    first = client.get("/agenda.ics?q=course&office=mission-to-skopje")
    again = client.get("/agenda.ics?utm_source=x&office=mission-to-skopje&q=course&office=mission-to-skopje")
    assert first.data == again.data
    assert first.headers["ETag"] == again.headers["ETag"]
    assert first.headers["Last-Modified"] == again.headers["Last-Modified"]


@pytest.mark.parametrize("suffix", TYPES)
def test_an_empty_calendar_is_never_served(client: FlaskClient, suffix: str) -> None:
    answer = client.get(f"/agenda.{suffix}?q=nothinglikethis")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "never published" in answer.text
    assert client.get(f"/feeds/offices/office-in-minsk.{suffix}").status_code == 404


def test_a_bad_filter_is_answered_in_plain_text(client: FlaskClient) -> None:
    answer = client.get("/agenda.ics?from=soon")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text == ("“soon” is not a date; write “from” as year-month-day, for example 2024-11-25.\n")


def test_one_event_can_be_kept(client: FlaskClient, ids: dict[str, str]) -> None:
    answer = client.get(f"/events/{ids['Committee']}.ics")
    assert answer.headers["Content-Type"] == TYPES["ics"]
    assert [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(answer.data).events] == [
        "Committee meeting"
    ]
    assert client.get("/events/nothing.ics").headers["Content-Type"] == "text/plain; charset=utf-8"


ESCAPES = [
    "../events.db",
    "..%2fevents.db",
    "%2e%2e/%2e%2e/etc/passwd",
    "....//....//etc/passwd",
    "..\\..\\etc\\passwd.json",
    "%5c..%5c..%5cx.ics",
    "/etc/passwd",
    "//etc/passwd",
    "offices/../../outside.json",
    "offices/%2e%2e/%2e%2e/outside.json",
    "./all.ics",
    "offices//mission-to-skopje.ics",
    "all.ics/",
    "all.ics%00",
    "all.ics%00.json",
    "%00",
    ".lock",
    "offices/.hidden.ics",
    ".hidden/all.ics",
    "all.ICS",
    "all",
    "all.php",
    "offices",
    "offices/",
    "CON.ics%20",
    "all.ics%0d%0aX-Bad:1",
    "all.ics::$DATA",
    "~root/all.ics",
    "C:/all.ics",
    "file:///etc/passwd",
    "a" * 3000 + ".ics",
    "a/" * 500 + "a.ics",
    "%ff%fe.ics",
    "٣.ics",
    "linked.json",
    "linked/secret.json",
    "folder.ics",
]


@pytest.mark.parametrize("payload", ESCAPES, ids=range(len(ESCAPES)))
def test_no_address_leads_out_of_the_folder(client: FlaskClient, feeds: Path, payload: str) -> None:
    secret = feeds.parent / "outside.json"
    secret.write_text('{"secret": true}')
    (feeds.parent / "secret.json").write_text("secret")
    for name, target in (("linked.json", secret), ("linked", feeds.parent)):
        if not (feeds / name).exists():
            (feeds / name).symlink_to(target)
    (feeds / "folder.ics").mkdir(exist_ok=True)
    answer = client.get(f"/feeds/{payload}")
    assert answer.status_code == 404
    assert "secret" not in answer.text
    assert "root:" not in answer.text


def test_health_and_robots(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/robots.txt").text == "User-agent: *\nAllow: /\n"
    assert client.get("/robots.txt").headers["Content-Type"] == "text/plain; charset=utf-8"
