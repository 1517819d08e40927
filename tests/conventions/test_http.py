"""HTTP, line by line, as a client sees it on the wire; what the other tests of the site do not hold yet."""

import os
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest

from calendar_app.web import create_app
from tests.publishing.reading import parsed
from tests.store.builders import SKOPJE, edited, extraction, found
from tests.web.reading import Page, titles
from tests.web.wire import Address, ask, serving

from .life import SKOPJE as OFFICE
from .life import Life

TODAY = date(2024, 11, 20)
ONE = extraction(found("Workshop on clean water", "2024-12-03", "2024-12-04", **SKOPJE), key="one")
TWO = extraction(found("Seminar on archives", "2025-01-10", **SKOPJE), key="two")
FORMS = ("ics", "atom", "rss", "json")
PUBLIC = [f"/feeds/{OFFICE}", "/feeds/all", "/agenda"]


@pytest.fixture
def site(life: Life) -> Iterator[Address]:
    """The site of two events, being served."""
    life.tell(ONE, TWO)
    with serving(create_app(life.store, life.profile, life.site, life.out, lambda: TODAY)) as address:
        yield address


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("suffix", FORMS)
def test_a_public_feed_has_no_memory_of_who_asks(site: Address, path: str, suffix: str) -> None:
    """No cookie, the same for all, kept for a quarter of an hour, and open to the scripts of other sites."""
    answer = ask(site, "GET", f"{path}.{suffix}", {"Cookie": "session=1", "Origin": "https://other.example"})
    assert answer.raw == ask(site, "GET", f"{path}.{suffix}").raw
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "public, max-age=900"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["access-control-allow-origin"] == "*"


def test_the_same_bytes_have_the_same_tag(site: Address, life: Life) -> None:
    """An ETag is a hash: at another address, and after the site was started again."""
    tag = ask(site, "GET", "/feeds/all.ics").headers["etag"]
    assert ask(site, "GET", "/agenda.ics").headers["etag"] == tag
    with serving(create_app(life.store, life.profile, life.site, life.out, lambda: TODAY)) as another:
        assert ask(another, "GET", "/feeds/all.ics").headers["etag"] == tag


def test_last_modified_moves_when_an_event_is_withdrawn(site: Address, life: Life) -> None:
    """Also in a published file, where the newest event left is older than the one that went."""
    os.utime(life.out / "all.ics", (1_700_000_000, 1_700_000_000))
    before = ask(site, "GET", "/feeds/all.ics").headers
    life.tell(edited(TWO), days=1)
    after = ask(site, "GET", "/feeds/all.ics", {"If-Modified-Since": before["last-modified"]})
    assert after.status == 200
    moments = [parsedate_to_datetime(headers["last-modified"]) for headers in (before, after.headers)]
    assert moments[0] < moments[1]
    assert len(parsed(after.body).events) == 1


@pytest.mark.parametrize("suffix", FORMS)
def test_a_calendar_whose_events_all_went_still_answers_with_one(site: Address, life: Life, suffix: str) -> None:
    """Never 200 with an empty calendar, and no error at an address that clients know."""
    life.tell(edited(ONE), edited(TWO), extraction(found("Meeting in Vienna"), key="vienna"), days=1)
    answer = ask(site, "GET", f"/feeds/{OFFICE}.{suffix}")
    assert answer.status == 200
    assert b"Cancelled: " in answer.body


@pytest.mark.parametrize(
    "query",
    ["", "office=mission-to-skopje", "q=archives", "from=2025-01-01", "region=south-eastern-europe&to=2024-12-31"],
)
def test_the_query_of_a_page_is_that_of_its_calendar_and_feeds(site: Address, query: str) -> None:
    """The same events in all forms."""
    shown = set(titles(Page(ask(site, "GET", f"/?{query}").body.decode())))
    calendar = parsed(ask(site, "GET", f"/agenda.ics?{query}").body)
    assert {str(event["SUMMARY"]) for event in calendar.events} == shown != set()
    for suffix in ("atom", "rss", "json"):
        body = ask(site, "GET", f"/agenda.{suffix}?{query}").body.decode()
        assert all((title in body) == (title in shown) for title in ("Workshop on clean water", "Seminar on archives"))


@pytest.mark.parametrize("page", ["before=2024-12-31", "after=2024-12-31"])
def test_a_calendar_has_no_pages(site: Address, page: str) -> None:
    """What turns the pages of the agenda cuts no calendar."""
    assert ask(site, "GET", f"/agenda.ics?{page}").body == ask(site, "GET", "/agenda.ics").body


def test_the_address_of_a_calendars_page_shows_its_events(site: Address, life: Life) -> None:
    """URL of a calendar is the agenda with the same filter."""
    for path in ("all", OFFICE, "regions/south-eastern-europe"):
        calendar = parsed(ask(site, "GET", f"/feeds/{path}.ics").body)
        page = urlsplit(str(calendar["URL"]))
        assert f"{page.scheme}://{page.netloc}" == life.site.base_url
        shown = titles(Page(ask(site, "GET", f"{page.path}?{page.query}").body.decode()))
        assert sorted(shown) == sorted(str(event["SUMMARY"]) for event in calendar.events)


def test_robots_may_read_every_feed(site: Address) -> None:
    """A calendar service that honours robots.txt must not be turned away; it answers 200."""
    answer = ask(site, "GET", "/robots.txt")
    rules = RobotFileParser()
    rules.parse(answer.body.decode().splitlines())
    assert answer.status == 200
    for path in PUBLIC:
        assert all(rules.can_fetch("Google-Calendar-Importer", f"{path}.{suffix}") for suffix in FORMS)
