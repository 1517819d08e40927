"""The real releases imported again and again, in any order, each by itself, and with near-duplicates among them."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from calendar_app.model import Event, Extraction
from calendar_app.pipeline import Refusals, extractions
from calendar_app.profiles import load_profile
from calendar_app.publishing import Site, publish
from calendar_app.store import Store
from calendar_app.store.telling import as_json

from .builders import STORE_ID
from .edits import OF_WORDS, edit
from .texts import READING_DAY, identity, told

FIRST = datetime(2024, 6, 1, 12, tzinfo=UTC)
ROUNDS = 10
NEAR_DUPLICATES = 10  # of a round
SITE = Site("https://calendar.example.org", "OSCE events", "OSCE")

# What says when an event changed, and not what it is.
_MOMENTS = re.compile(rb"^(?:SEQUENCE|DTSTAMP|LAST-MODIFIED):.*\r\n", re.MULTILINE)

Accept = Callable[[Extraction, Extraction], bool]


@pytest.fixture(scope="module")
def originals(shared: Path) -> list[Extraction]:
    """What is read in the real dumps."""
    refused = Refusals()
    paths = [str(path) for path in sorted((shared / "seeds").glob("*.txt"))]
    found = list(extractions(paths, None, load_profile(), READING_DAY, refused))
    assert len(found) == 40 and refused.errors == []
    return found


@pytest.fixture(scope="module")
def once(originals: list[Extraction], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The feeds of a store into which the releases were imported once."""
    with _filled(originals) as store:
        return _published(store, tmp_path_factory.mktemp("once"))


def test_near_duplicates_that_say_the_same_leave_every_byte_as_it_was(
    originals: list[Extraction], once: dict[str, bytes], tmp_path: Path
) -> None:
    # The others have days without a year, which are read by what stands beside them in the dump.
    clear = [one for one in originals if _say_the_same(one, _alone(one, one.release.text, "alone.txt"))]
    assert len(clear) > len(originals) / 2
    with _filled(originals) as store:
        known = identity(store)
        for number in range(ROUNDS):
            _import_round(store, originals, number, clear, _say_the_same)
            assert identity(store) == known
        _import(store, originals)
        assert _published(store, tmp_path) == once


def test_near_duplicates_that_say_another_thing_leave_only_the_moments_of_their_changes(
    originals: list[Extraction], once: dict[str, bytes], tmp_path: Path
) -> None:
    """A misspelt title is seen, and so is its correction: SEQUENCE and LAST-MODIFIED have grown, and the feeds, which
    have the last changes first, are in another order. An event that only the edit told of is withdrawn."""
    with _filled(originals) as store:
        known, events = identity(store), _shown(store)
        for number in range(ROUNDS):
            _import_round(store, originals, number, originals, lambda one, other: True)
        _import(store, originals)
        assert identity(store) == known
        assert _shown(store) == events
        published = _published(store, tmp_path)
    assert published["all.ics"] != once["all.ics"]
    before, after = (
        {path: _MOMENTS.sub(b"", data) for path, data in files.items() if path.endswith(".ics")}
        for files in (once, published)
    )
    assert before == after


@contextmanager
def _filled(originals: list[Extraction]) -> Iterator[Store]:
    with Store.open(":memory:", store_id=STORE_ID) as store:
        assert store.record(originals, FIRST).releases_new == len(originals)
        yield store


def _import_round(
    store: Store, originals: list[Extraction], number: int, copied: list[Extraction], accept: Accept
) -> None:
    """All releases and near-duplicates of some that are `copied`, each a document of its own."""
    random = Random(number)
    documents = [replace(one, release=replace(one.release, source=f"{number}.txt")) for one in originals]
    for at, one in enumerate(random.sample(copied, NEAR_DUPLICATES)):
        documents.append(_near_duplicate(one, f"{number}-{at}.txt", random, accept))
    random.shuffle(documents)
    _import(store, documents, FIRST + timedelta(days=number))


def _import(store: Store, documents: list[Extraction], now: datetime = FIRST) -> None:
    for one in documents:
        done = store.record([one], now)
        assert (done.releases_new, done.releases_known, done.refused) == (0, 1, ()), one.release


def _near_duplicate(one: Extraction, source: str, random: Random, accept: Accept) -> Extraction:
    """The release as somebody else wrote it down: with one edit or two, and another text in any case."""
    while True:
        other = _alone(one, edit(one.release.text, random, OF_WORDS, random.randint(1, 2)), source)
        if other.release.key != one.release.key and accept(one, other):
            return other


def _alone(one: Extraction, text: str, source: str) -> Extraction:
    (other,) = told(text, source=source, published=one.published)
    return other


def _say_the_same(one: Extraction, other: Extraction) -> bool:
    return list(map(as_json, one.events)) == list(map(as_json, other.events))


def _published(store: Store, out: Path) -> dict[str, bytes]:
    with store.snapshot() as snapshot:
        publish(snapshot, load_profile(), SITE, out)
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("[!.]*") if path.is_file()}


def _shown(store: Store) -> list[Event]:
    """All of the events but the moments of their changes and the names of the files that they were read from."""
    return [
        replace(
            event,
            sequence=0,
            changed=event.created,
            evidence=tuple(replace(piece, source="") for piece in event.evidence),
        )
        for event in store.events()
    ]
