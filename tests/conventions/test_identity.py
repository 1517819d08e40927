"""Identity and change: what a subscriber's program goes by when it tells one event from another, and new from old."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from calendar_app.model import Status
from tests.store.builders import SKOPJE, edited, extraction, found

from .life import FIRST_DAY, Life
from .life import SKOPJE as OFFICE

WORKSHOP = found("Workshop on clean water", "2024-12-03", "2024-12-04", place="Ohrid", **SKOPJE)
SEMINAR = found("Seminar on archives", "2024-12-10", **SKOPJE)
ONE, OTHER = extraction(WORKSHOP, key="one", url="https://example.org/1"), extraction(SEMINAR, key="two")


def uids(life: Life, calendar: str = "all") -> list[str]:
    return [str(event["UID"]) for event in life.events(calendar)]


def test_a_uid_is_made_of_nothing_that_an_event_says(life: Life) -> None:
    """It is opaque, and behind the @ stands a name that never changes."""
    life.tell(ONE)
    (uid,) = uids(life)
    assert re.fullmatch(r"[0-9a-f-]{36}@osce\.calendar-app", uid)


def test_an_event_has_one_uid_wherever_it_stands(life: Life) -> None:
    """The same in every calendar and feed that it appears in."""
    life.tell(ONE)
    (uid,) = uids(life)
    calendars = life.files(".ics")
    assert len(calendars) == 4
    assert all(uids(life, path.removesuffix(".ics")) == [uid] for path in calendars)
    entries = [entry.id for path in life.files(".atom", ".rss") for entry in life.feed(path).entries]
    assert entries == [f"urn:uuid:{uid.partition('@')[0]}"] * 6


def test_no_two_events_have_one_uid(life: Life) -> None:
    """Clients keep one of two events with the same UID."""
    life.tell(extraction(WORKSHOP, replace(WORKSHOP, start=date(2024, 12, 5), end=date(2024, 12, 5)), SEMINAR))
    assert len(set(uids(life))) == 3


CHANGES = {
    "start": {"start": date(2024, 12, 2)},
    "end": {"end": date(2024, 12, 5)},
    "place": {"place": "Bitola"},
    "title": {"title": "Workshop on clean rivers"},
    "status": {"status": Status.CANCELLED},
}


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_counts_one_and_going_back_counts_on(life: Life, change: str) -> None:
    """SEQUENCE grows by one when start, end, place, title or status changes; it never falls."""
    steps = [ONE, edited(ONE, replace(WORKSHOP, **CHANGES[change])), ONE]
    seen = []
    for release in steps:
        life.tell(release, days=1)
        seen.append((life.event()["SEQUENCE"], str(life.event()["UID"])))
    assert [sequence for sequence, _ in seen] == [0, 1, 2]
    assert len({uid for _, uid in seen}) == 1


@pytest.mark.parametrize("change", CHANGES)
def test_moments_move_with_a_change_and_never_stand_for_now(life: Life, change: str) -> None:
    """LAST-MODIFIED and DTSTAMP are the moment of the last visible change, whenever it is published."""
    life.tell(ONE)
    life.tell(ONE, OTHER, days=1)
    assert [event["DTSTAMP"].dt for event in life.events(OFFICE)] == [FIRST_DAY, life.now]
    life.tell(edited(ONE, replace(WORKSHOP, **CHANGES[change])), days=1)
    changed = life.now
    life.tell(days=5)
    (event,) = (event for event in life.events() if event["SEQUENCE"] == 1)
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == changed


def test_publishing_again_gives_the_same_bytes(life: Life, tmp_path) -> None:
    """What is published depends on what is stored alone: another folder and another day change nothing."""
    life.tell(ONE, OTHER)
    life.tell(edited(ONE, replace(WORKSHOP, place="Bitola")), days=1)
    before = life.files()
    life.tell(days=2)
    assert life.files() == before
    life.out = tmp_path / "another"
    life.publish()
    assert life.files() == before


DAYS = {
    "of the event": (date(2024, 12, 4), True),
    "30 days later": (date(2025, 1, 3), True),
    "31": (date(2025, 1, 4), False),
}


@pytest.mark.parametrize("day", DAYS)
def test_a_cancelled_event_stands_for_thirty_days_behind_its_last(life: Life, day: str) -> None:
    """Counted to the day on which releases were last read, whatever the clock says; then it goes from all calendars and
    feeds, but its own file stays."""
    life.tell(ONE, OTHER)
    life.tell(edited(ONE, replace(WORKSHOP, status=Status.CANCELLED)), days=1)
    read, stands = DAYS[day]
    life.now = datetime(read.year, read.month, read.day, 12, tzinfo=UTC)
    life.tell()
    assert ("Cancelled: Workshop on clean water" in life.titles()) == stands
    assert len(life.events(OFFICE)) == len(life.entries(f"{OFFICE}.rss")) == len(life.entries("all.atom")) == 1 + stands
    (event_id,) = (event.id for event in life.store.events() if event.status is Status.CANCELLED)
    assert life.titles(f"events/{event_id}") == ["Cancelled: Workshop on clean water"]


def test_a_cancelled_event_has_a_higher_sequence_and_says_so_in_its_title(life: Life) -> None:
    """Some clients show STATUS:CANCELLED as alive."""
    life.tell(ONE)
    life.tell(edited(ONE, replace(WORKSHOP, status=Status.CANCELLED)), days=1)
    event = life.event()
    assert (event["STATUS"], event["SEQUENCE"], event["SUMMARY"]) == ("CANCELLED", 1, f"Cancelled: {WORKSHOP.title}")


def test_a_withdrawn_event_is_gone_from_every_file(life: Life) -> None:
    """It was never real: no calendar has it, no feed announces it, its own file is taken away."""
    life.tell(extraction(WORKSHOP, SEMINAR, key="one"))
    life.tell(edited(extraction(WORKSHOP, SEMINAR, key="one"), SEMINAR), days=1)
    assert not [path for path, data in life.files().items() if b"clean water" in data]
    assert len(life.files("index.json", ".ics")) == 4 + 1
    assert not life.has("changes.atom")


def test_the_last_event_of_a_calendar_is_shown_as_cancelled_when_it_is_withdrawn(life: Life) -> None:
    """Never a calendar without events: clients keep the old ones, or stop with an error."""
    life.tell(ONE, extraction(found("Meeting in Vienna"), key="vienna"))
    life.tell(edited(ONE), days=1)
    event = life.event(OFFICE)
    assert (event["STATUS"], event["SEQUENCE"], event["SUMMARY"]) == ("CANCELLED", 1, f"Cancelled: {WORKSHOP.title}")
    assert life.titles() == ["Meeting in Vienna"]
    life.tell(OTHER, days=1)
    assert life.titles(OFFICE) == [SEMINAR.title]


def test_the_last_event_of_a_feed_is_cancelled_in_every_form(life: Life) -> None:
    """Also where it was withdrawn before the others left, and is written in a form for the first time."""
    life.tell(ONE, OTHER)
    life.tell(edited(ONE), days=1)
    elsewhere = replace(SEMINAR, offices=("secretariat",), regions=("osce-wide",))
    life.tell(edited(OTHER, elsewhere), days=1)
    for suffix in ("ics", "atom", "rss", "json"):
        assert f"Cancelled: {WORKSHOP.title}".encode() in life.read(f"{OFFICE}.{suffix}"), suffix


def test_the_calendar_and_its_feeds_show_the_same_last_event(life: Life) -> None:
    """The one that was withdrawn last, though another was later in the year."""
    life.tell(ONE, OTHER, extraction(found("Meeting in Vienna"), key="vienna"))
    life.tell(edited(OTHER), days=1)
    life.tell(edited(ONE), days=1)
    assert life.titles(OFFICE) == [f"Cancelled: {WORKSHOP.title}"]
    for suffix in ("atom", "rss"):
        (title,) = life.entries(f"{OFFICE}.{suffix}")
        assert title.endswith(f"Cancelled: {WORKSHOP.title}")


def test_an_event_that_left_its_office_goes_when_another_comes_though_it_was_cancelled(life: Life) -> None:
    """It stayed only because nothing else was there."""
    life.tell(ONE)
    elsewhere = replace(WORKSHOP, offices=("secretariat",), status=Status.CANCELLED)
    life.tell(edited(ONE, elsewhere), days=1)
    assert life.titles(OFFICE) == [f"Cancelled: {WORKSHOP.title}"]
    life.tell(OTHER, days=1)
    assert life.titles(OFFICE) == [SEMINAR.title]


def test_announced_and_reported_is_one_event_with_two_releases(life: Life) -> None:
    """The same event announced first and reported later."""
    life.tell(ONE)
    life.tell(extraction(WORKSHOP, key="report", url="https://example.org/2", published="2024-12-05"), days=16)
    assert sorted(map(str, life.event()["ATTACH"])) == ["https://example.org/1", "https://example.org/2"]
