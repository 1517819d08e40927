"""The feed of changes: what was moved, cancelled or corrected, each with what it was before and what it is now."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import feedparser
import pytest

from calendar_app.model import Event, Precision, Revision, Status
from tests.publishing.builders import SITE, event, profile
from tests.publishing.folder import put, tree
from tests.publishing.reading import Markup
from tests.store.builders import SKOPJE, edited, extraction, found

from .life import Life

WORKSHOP = found("Workshop on clean water", "2024-12-03", place="Ohrid", **SKOPJE)
SEMINAR = found("Seminar on archives", "2024-12-10", **SKOPJE)
ONE, TWO = extraction(WORKSHOP, key="one", url="https://example.org/1"), extraction(SEMINAR, key="two")
FORMS = ("changes.atom", "changes.rss", "changes.json")

CHANGES = {
    "moved": ({"start": date(2024, 12, 5), "end": date(2024, 12, 6)}, "Date: 3 December 2024 → 5–6 December 2024"),
    "hours": ({"start_time": "10:00", "timezone": "Europe/Skopje"}, "Date: 3 December 2024 → 3 December 2024, 10:00 (Europe/Skopje)"),
    "cancelled": ({"status": Status.CANCELLED}, "Status: confirmed → cancelled"),
    "tentative": ({"status": Status.TENTATIVE}, "Status: confirmed → tentative"),
    "title": ({"title": "Workshop on rivers"}, "Title: Workshop on clean water → Workshop on rivers"),
    "place": ({"place": "Bitola"}, "Place: Ohrid, North Macedonia → Bitola, North Macedonia"),
    "no place": ({"place": None, "country": None}, "Place: Ohrid, North Macedonia → not stated"),
    "office": ({"offices": ("secretariat",)}, "Offices: OSCE Mission to Skopje → OSCE Secretariat"),
    "closed": ({"closed": True}, "Closed: no → yes"),
    "month": ({"end": date(2024, 12, 31), "start": date(2024, 12, 1), "precision": Precision.MONTH}, "Date: 3 December 2024 → December 2024"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_tells_what_was_and_what_is(life: Life, change: str) -> None:
    """Before and after, in words that need no other entry."""
    given, told = CHANGES[change]
    life.tell(ONE)
    life.tell(edited(ONE, replace(WORKSHOP, **given)), days=1)
    (entry,) = life.feed("changes.atom").entries
    assert told in entry.summary.split("; ")
    assert life.feed("changes.rss").entries[0].id == entry.id


def test_there_is_no_feed_of_changes_before_the_first(life: Life) -> None:
    """No feed is empty, and the lists name none that is not there."""
    life.tell(ONE, TWO)
    life.tell(ONE, TWO, days=1)
    assert not set(FORMS) & life.files().keys()
    assert b"changes" not in life.read("index.json") + life.read("feeds.opml")
    life.tell(edited(ONE, replace(WORKSHOP, place="Bitola")), days=1)
    assert set(FORMS) <= life.files().keys()
    assert b"changes.atom" in life.read("index.json") and b"changes.atom" in life.read("feeds.opml")


def test_the_newest_change_comes_first_and_none_is_the_event_itself(life: Life) -> None:
    """Each change is an entry of its own, dated when it came; it stays as it was when the next one comes."""
    life.tell(ONE, TWO)
    life.tell(edited(ONE, replace(WORKSHOP, place="Bitola")), days=1)
    life.tell(edited(TWO, replace(SEMINAR, start=date(2024, 12, 11), end=date(2024, 12, 11))), days=1)
    earlier = life.feed("changes.atom").entries
    life.tell(edited(ONE, replace(WORKSHOP, place="Struga", title="Workshop on rivers")), days=1)
    entries = life.feed("changes.atom").entries
    assert [entry.title for entry in entries] == [
        "Changed: title, place · Workshop on rivers",
        "Moved from 10 December 2024 to 11 December 2024 · Seminar on archives",
        "Changed: place · Workshop on clean water",
    ]
    assert [entry.updated for entry in entries] == sorted((entry.updated for entry in entries), reverse=True)
    assert [(e.id, e.updated, e.title, e.summary) for e in entries[1:]] == [
        (e.id, e.updated, e.title, e.summary) for e in earlier
    ]
    assert len({entry.id for entry in entries} | {entry.id for entry in life.feed("all.atom").entries}) == 3 + 2
    assert life.feed("changes.atom").feed.updated == entries[0].updated


def test_what_was_withdrawn_is_never_announced(life: Life) -> None:
    """Neither that it went nor what it was; where nothing else was told of, the feed goes with it."""
    life.tell(extraction(WORKSHOP, SEMINAR, key="both"))
    moved = replace(WORKSHOP, place="Bitola")
    life.tell(edited(extraction(WORKSHOP, SEMINAR, key="both"), moved, SEMINAR), days=1)
    assert life.has("changes.atom")
    life.tell(edited(extraction(WORKSHOP, SEMINAR, key="both"), SEMINAR), days=1)
    assert not [path for path, data in life.files().items() if b"clean water" in data or b"changes.atom" in data]
    assert not set(FORMS) & life.files().keys()
    life.tell(edited(extraction(WORKSHOP, SEMINAR, key="both"), replace(SEMINAR, place="Struga")), days=1)
    assert life.entries("changes.atom") == ["Changed: place · Seminar on archives"]


def test_that_an_event_came_back_is_no_change(life: Life) -> None:
    """What was withdrawn by mistake is as it was."""
    life.tell(ONE, TWO)
    life.tell(edited(ONE), days=1)
    life.tell(ONE, days=1)
    assert life.titles() == ["Workshop on clean water", "Seminar on archives"]
    assert not life.has("changes.atom")


def test_the_enclosure_is_the_file_as_it_is(life: Life) -> None:
    """With its real length (RFC 4287 4.2.7.6), though the event changed again since."""
    life.tell(ONE)
    for place in ("Bitola", "the old town hall of Struga"):
        life.tell(edited(ONE, replace(WORKSHOP, place=place)), days=1)
    (event_id,) = life.ids()
    octets = len(life.read(f"events/{event_id}.ics"))
    for path in ("changes.atom", "changes.rss"):
        lengths = [link.length for entry in life.feed(path).entries for link in entry.links if link.rel == "enclosure"]
        assert lengths == [str(octets)] * 2
    items = json.loads(life.read("changes.json"))["items"]
    assert [item["attachments"][0]["size_in_bytes"] for item in items] == [octets] * 2


def test_programs_read_the_fields_that_changed(life: Life) -> None:
    """In machine form, in an extension whose name begins with an underscore."""
    life.tell(ONE)
    life.tell(edited(ONE, replace(WORKSHOP, place="Bitola")), days=1)
    (item,) = json.loads(life.read("changes.json"))["items"]
    assert item["_change"] == {"sequence": 1, "fields": {"place": {"before": "Ohrid", "after": "Bitola"}}}
    assert item["_event"]["place"] == "Bitola"


def revision(number: int, of: Event, *fields: tuple[str, str, str]) -> tuple[Event, Revision]:
    return of, Revision(of.id, number, datetime(2024, 11, 6, tzinfo=UTC) + timedelta(minutes=number), fields)


def test_changes_that_nobody_sees_crowd_no_other_out(tmp_path: Path) -> None:
    """A hundred entries are a hundred changes that are told."""
    found = event(1, sequence=500)
    changes = [revision(n, found, ("topics", "", "policing")) for n in range(500, 1, -1)]
    changes.append(revision(1, found, ("place", "Ohrid", "Skopje")))
    put([found], profile(), SITE, tmp_path, changes=changes)
    assert [entry.summary for entry in feedparser.parse(tree(tmp_path)["changes.atom"]).entries] == [
        "Place: Ohrid, North Macedonia → Hotel Arka, Skopje, North Macedonia"
    ]


def test_a_hundred_changes_at_most(tmp_path: Path) -> None:
    """The newest."""
    found = event(1, sequence=250, place="Place 250")
    changes = [revision(n, found, ("place", f"Place {n - 1}", f"Place {n}")) for n in range(250, 0, -1)]
    put([found], profile(), SITE, tmp_path, changes=changes)
    entries = feedparser.parse(tree(tmp_path)["changes.rss"]).entries
    assert len(entries) == 100
    assert Markup(entries[-1].summary).text == "Place: Place 150, North Macedonia → Place 151, North Macedonia"
