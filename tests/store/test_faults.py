"""Imports that break off, releases that cannot be stored, and pages that are no releases."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid5

import pytest

from calendar_app.model import Extraction
from calendar_app.store import Store

from .builders import NOW, SKOPJE, STORE_ID, edited, extraction, found

REPOSITORY = Path(__file__).parents[2]

WATER = found("Regional conference on clean water", "2024-12-03", "2024-12-04")
HEARING = found("Public hearing on violence against women", "2024-11-25", start_time="10:00", **SKOPJE)
KICK_OFF = found("Kick-off event for the 16 Days of Activism", "2024-11-25", start_time="19:30", **SKOPJE)


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with Store.open(address, store_id=STORE_ID) as opened:
        yield opened


_KILLED = """
import os, sys
from calendar_app.store import Store, recording
from tests.store.builders import NOW, extraction
from tests.store.test_faults import HEARING, KICK_OFF, WATER

path, step, last = sys.argv[1], sys.argv[2], int(sys.argv[3])
real, calls = getattr(recording, step), []

def dying(*given):
    calls.append(1)
    if len(calls) == last:
        os._exit(9)
    return real(*given)

setattr(recording, step, dying)
with Store.open(path) as store:
    store.record([extraction(HEARING, key="one"), extraction(KICK_OFF, WATER, key="two")], NOW)
"""


def test_what_came_before_a_fault_is_kept(store: Store) -> None:
    def broken() -> Iterator[Extraction]:
        yield extraction(HEARING, key="one")
        yield extraction(KICK_OFF, WATER, key="two")
        raise RuntimeError("the source is gone")

    with pytest.raises(RuntimeError):
        store.record(broken(), NOW)
    assert len(store.events()) == 3
    assert store.release("two") is not None


@pytest.mark.parametrize("call", [1, 2, 3])
@pytest.mark.parametrize("step", ["_write_evidence", "_mint"])
def test_a_killed_import_leaves_whole_releases(address: str, step: str, call: int) -> None:
    """The process dies at the first, second or third call of a step of writing: the second release has two."""
    command = [sys.executable, "-c", _KILLED, address, step, str(call)]
    assert subprocess.run(command, check=False, cwd=REPOSITORY).returncode == 9
    with Store.open(address) as store:
        assert len(store.events()) == len(store.release_events("one")) == (call > 1)
        assert store.release("two") is None
        store.record([extraction(HEARING, key="one"), extraction(KICK_OFF, WATER, key="two")], NOW)
        assert len(store.events()) == 3


@pytest.mark.parametrize(
    "bad",
    [
        extraction(WATER, key="bad", text="a lone \ud800 surrogate"),
        extraction(WATER, key="bad", text="a NUL \0"),
        extraction(replace(WATER, title="\udfff"), key="bad", text="x"),
        extraction(replace(WATER, end=date(2024, 12, 1)), key="bad"),
        extraction(replace(WATER, sentence=(0, 10_000)), key="bad"),
        extraction(replace(WATER, span=3), key="bad"),
        extraction(WATER, key=""),
    ],
    ids=["surrogate", "nul", "title", "end before start", "sentence", "span", "no key"],
)
def test_a_bad_release_does_not_stop_the_others(store: Store, bad: Extraction) -> None:
    done = store.record([extraction(HEARING, key="one"), bad, extraction(KICK_OFF, key="two")], NOW)
    assert (done.releases_new, done.events_new, len(done.refused)) == (2, 2, 1)
    assert "made-up.txt, offset 0, release" in str(done.refused[0])
    assert store.release("bad") is None


def test_a_value_that_the_database_refuses_is_one_bad_release(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    real = uuid5
    monkeypatch.setattr("calendar_app.store.recording.uuid5", lambda store_id, name: real(store_id, "event 1"))
    done = store.record([extraction(HEARING, key="one"), extraction(WATER, key="two")], NOW)
    assert (done.releases_new, len(done.refused), len(store.events())) == (1, 1, 1)
    assert store.release("two") is None


def test_an_error_page_under_a_known_key_is_refused(store: Store) -> None:
    told = extraction(found(), key="k", text="A workshop on clean water was held in Bitola on 3 December 2024 for all.")
    store.record([told], NOW)
    done = store.record([edited(told, text="The page that you look for cannot be found.")], NOW)
    assert [error.what for error in done.refused] == [
        "another text, without any event, stands where this release stood; it was left as it was"
    ]
    assert [event.title for event in store.events()] == [found().title]
    done = store.record([edited(told, text="A workshop on clean water was held in Bitola for all.")], NOW)
    assert done.events_withdrawn == 1
    assert store.events() == []
