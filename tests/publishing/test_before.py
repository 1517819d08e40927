"""A folder that was published into before: what was touched is written again, and nothing that was there misleads."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from calendar_app.model import Revision, Status
from calendar_app.publishing.ledger import NAME

from .builders import CHANGED, SITE, event, profile
from .folder import put, render, tree

EVENTS = [event(1), event(2, offices=("secretariat",), regions=("osce-wide",))]


def test_only_what_was_touched_is_written_again(tmp_path):
    events = [*EVENTS, event(3, offices=("presence-in-albania",))]
    put(events, profile(), SITE, tmp_path)
    moved = [event(2, offices=("secretariat",), regions=("osce-wide",), title="Other", sequence=1), *events[::2]]
    done = put(moved, profile(), SITE, tmp_path, number=2, since={"e2": 2})
    written = {path.rpartition(".")[0] for path in done.feeds}
    assert written == {"all", "offices/secretariat", "regions/osce-wide"}
    assert tree(tmp_path) == render(moved, profile(), SITE)


@pytest.mark.parametrize("path", ["all.ics", "offices/secretariat.atom", "events/e1.ics", "index.html", "index.json"])
@pytest.mark.parametrize("harm", ["gone", "other bytes"])
def test_what_others_did_to_a_file_is_mended(tmp_path, path, harm):
    put(EVENTS, profile(), SITE, tmp_path)
    before = tree(tmp_path)
    (tmp_path / path).unlink()
    if harm == "other bytes":
        (tmp_path / path).write_text("other")
    put(EVENTS, profile(), SITE, tmp_path)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("harm", [b"", b"rubbish", None])
def test_a_broken_ledger_is_begun_anew(tmp_path, harm):
    put(EVENTS, profile(), SITE, tmp_path)
    if harm is None:
        (tmp_path / NAME).unlink()
    else:
        (tmp_path / NAME).write_bytes(harm)
    more = [*EVENTS, event(5)]
    put(more, profile(), SITE, tmp_path, number=2, since={"e5": 2})
    assert tree(tmp_path) == render(more, profile(), SITE)


def test_another_site_writes_all_anew(tmp_path):
    put(EVENTS, profile(), SITE, tmp_path)
    there = replace(SITE, base_url="https://elsewhere.example.org")
    put(EVENTS, profile(), there, tmp_path)
    assert tree(tmp_path) == render(EVENTS, profile(), there)


def test_a_publish_that_changes_nothing_writes_nothing(tmp_path):
    put(EVENTS, profile(), SITE, tmp_path)
    done = put(EVENTS, profile(), SITE, tmp_path)
    assert (done.written, done.removed, done.feeds) == (0, 0, ())


def test_a_calendar_is_never_left_empty(tmp_path):
    """An event that turns out to be another office's stays where nothing else would be."""
    put([event(1)], profile(), SITE, tmp_path)
    moved = event(1, offices=("secretariat",), sequence=1, changed=CHANGED)
    put([moved], profile(), SITE, tmp_path, number=2, since={"e1": 2})
    assert b"SEQUENCE:1" in (tmp_path / "offices/mission-to-skopje.ics").read_bytes()
    put([moved, event(2)], profile(), SITE, tmp_path, number=3, since={"e1": 2, "e2": 3})
    assert (tmp_path / "offices/mission-to-skopje.ics").read_bytes().count(b"BEGIN:VEVENT") == 1


def test_an_event_of_another_office_stays_only_where_nothing_else_would(tmp_path: Path) -> None:
    """It is neither that office's again once it is cancelled, nor before its withdrawn events."""
    moved = event(1, offices=("secretariat",), sequence=1)
    cancelled = event(1, offices=("secretariat",), sequence=2, status=Status.CANCELLED)
    put([event(1)], profile(), SITE, tmp_path)
    put([moved], profile(), SITE, tmp_path, number=2, since={"e1": 2})
    put([cancelled, event(2)], profile(), SITE, tmp_path, number=3, since={"e1": 3, "e2": 3})
    assert tree(tmp_path) == render([cancelled, event(2)], profile(), SITE)
    gone = frozenset({"e2"})
    earlier = event(2, start=date(2024, 6, 3))
    put([cancelled, earlier], profile(), SITE, tmp_path, number=4, since={"e1": 3, "e2": 4}, gone=gone)
    assert tree(tmp_path) == render([cancelled, earlier], profile(), SITE, gone=gone)


def test_archives_go_on_when_the_ledger_is_lost(tmp_path: Path) -> None:
    """One whose last event is withdrawn goes, whatever became of the ledger."""
    few = replace(SITE, most_entries=2)
    events = [event(1, start=date(2023, 5, 10)), event(2), event(3), event(4)]
    put(events, profile(), few, tmp_path)
    assert (tmp_path / "all-2023.ics").exists()
    (tmp_path / NAME).unlink()
    given = {"number": 2, "since": {"e1": 2}, "gone": frozenset({"e1"})}
    put(events, profile(), few, tmp_path, **given)
    assert tree(tmp_path) == render(events, profile(), few, **given)


def test_a_calendar_that_an_event_left_goes_on_when_the_ledger_is_lost(tmp_path: Path) -> None:
    put([event(1)], profile(), SITE, tmp_path)
    moved = event(1, offices=("secretariat",), sequence=1)
    put([moved], profile(), SITE, tmp_path, number=2, since={"e1": 2})
    before = tree(tmp_path)
    (tmp_path / NAME).unlink()
    put([moved], profile(), SITE, tmp_path, number=2, since={"e1": 2})
    assert tree(tmp_path) == before
    later = event(1, offices=("secretariat",), sequence=2, title="Another name")
    put([later], profile(), SITE, tmp_path, number=3, since={"e1": 3})
    assert b"Another name" in (tmp_path / "offices/mission-to-skopje.ics").read_bytes()


def test_the_feed_of_changes_goes_with_the_last_event_that_changed(tmp_path: Path) -> None:
    changed = [(event(1), Revision("e1", 1, CHANGED, (("title", "A course", event(1).title),)))]
    put(EVENTS, profile(), SITE, tmp_path, changes=changed)
    assert (tmp_path / "changes.atom").exists()
    put(EVENTS, profile(), SITE, tmp_path, number=2, since={"e1": 2}, gone=frozenset({"e1"}))
    assert tree(tmp_path) == render(EVENTS, profile(), SITE, gone=frozenset({"e1"}))


def test_a_withdrawn_event_that_stands_alone_later_is_told_as_cancelled_everywhere(tmp_path: Path) -> None:
    events, gone = [event(1), event(2, start=date(2024, 6, 3))], frozenset({"e1", "e2"})
    put(events, profile(), SITE, tmp_path)
    put(events, profile(), SITE, tmp_path, number=2, since={"e1": 2}, gone=frozenset({"e1"}))
    put(events, profile(), SITE, tmp_path, number=3, since={"e1": 2, "e2": 3}, gone=gone)
    assert tree(tmp_path) == render(events, profile(), SITE, gone=gone)


def test_a_change_is_still_told_behind_many_that_no_reader_sees(tmp_path: Path) -> None:
    hidden = [(event(1), Revision("e1", at, CHANGED, (("topics", "", "a"),))) for at in range(9, 1, -1)]
    seen = (event(2), Revision("e2", 1, CHANGED, (("title", "A course", event(2).title),)))
    put(EVENTS, profile(), replace(SITE, most_entries=3), tmp_path, changes=[*hidden, seen])
    assert b"A course" in (tmp_path / "changes.atom").read_bytes()
