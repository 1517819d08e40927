"""One store in two kinds of database: whatever is told, both hold and give the same, byte for byte."""

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLES
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from servers import Server

from calendar_app import sample
from calendar_app.model import Extraction, FoundEvent
from calendar_app.pipeline import Refusals, extractions
from calendar_app.profiles import Profile, load_profile
from calendar_app.publishing import Site, publish
from calendar_app.store import Store

from .builders import NOW, STORE_ID, dump, extraction, found

REPOSITORY = Path(__file__).parents[2]


def everything(store: Store) -> list[tuple[str, bool]]:
    """The ids of all events, with whether each was withdrawn."""
    with store.snapshot() as snapshot:
        return sorted((event.id, gone) for chunk in snapshot.touched(0) for event, gone in chunk)


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load_profile()


@pytest.fixture
def pair(server: Server, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The addresses of an empty database of each kind."""
    with server.database() as url:
        yield str(tmp_path / "store.sqlite"), url


def _told(releases: list[Extraction], addresses: tuple[str, ...], now: datetime = NOW) -> list[Any]:
    """What stores of one id say when they are told the same, and give when they are asked."""
    told = []
    for address in addresses:
        with Store.open(address, store_id=STORE_ID) as store:
            recorded = store.record(releases, now)
            refused = [str(error) for error in recorded.refused]
            told.append((replace(recorded, refused=()), refused, store.events(), everything(store)))
    return told


HARD = [
    extraction(found("Ωmega ﬁ 会議 🕊 e\u0301 é"), key="é"),
    extraction(found("Tab\there, line\nthere, \x01 and \x7f"), key="e\u0301"),
    extraction(found("Trailing blanks  "), key="k "),
    extraction(found("Without blanks"), key="k"),
    extraction(found("The first of days", "0001-01-01"), key="first"),
    extraction(found("The last of days", "9999-12-31"), key="last"),
    extraction(found("Percent %s and %(x)s, \\ ' \" ? :name"), key="%s"),
    extraction(found("A third", confidence=1 / 3), key="third"),
    extraction(found("", timezone="", place="", start_time=""), key="empty"),
    extraction(found("Long title " * 5000), key="long"),
    extraction(found("A long address"), key="url", url="https://example.org/" + "é" * 1240),
    extraction(found("Too long an address"), key="url2", url="https://example.org/" + "é" * 1241),
    extraction(found("Too long a key"), key="k" * 2501),
    extraction(found("A long key"), key="".join(chr(0x4E00 + n * 7919 % 20000) for n in range(833))),
    extraction(found("NUL \0"), key="nul"),
    extraction(found("half \ud800"), key="half"),
    extraction(found("half"), key="half \udfff"),
]


def test_hard_values_are_kept_or_refused_alike(pair: tuple[str, str]) -> None:
    one, other = _told(HARD, pair)
    assert one == other
    assert len(one[1]) == 5
    assert dump(pair[0]) == dump(pair[1])


def test_of_two_releases_that_a_third_may_be_both_take_the_first_by_its_bytes(pair: tuple[str, str]) -> None:
    """A language has "a" before "B"."""
    common = "Experts from several countries discussed rivers."
    texts = {
        "a": "Lakes, mountains, glaciers, forests, meadows.",
        "B": "Bridges, tunnels, harbours, railways, airports.",
    }
    told = [extraction(found(), key=key, url="https://example.org/", text=common + texts[key]) for key in texts]
    told.append(extraction(found(), key="third", url="https://example.org/", text=common))
    one, other = _told(told, pair)
    assert one == other
    with Store.open(pair[1]) as store:
        stored = [store.release(key) for key in ("a", "B", "third")]
    assert [release and release.text == common for release in stored] == [False, True, None]


@pytest.mark.parametrize("key", ["nobody", "", "\0", "e\0", "\ud800", "'", "%s", "é" * 5000])
def test_what_is_not_there_is_not_found(address: str, key: str) -> None:
    with Store.open(address) as store:
        store.record([extraction(found(), key="e")], NOW)
        assert store.event(key) is store.release(key) is None
        assert not store.is_withdrawn(key)
        assert store.revisions(key) == store.release_events(key) == []


KEYS = ("a", "B", "b", "_", "é")
EVENTS = st.builds(
    found,
    st.sampled_from(("Conference on clean water", "Training course for border police", "Workshop for judges"))
    | st.text(max_size=8),
    st.sampled_from(("2024-12-03", "2024-12-04")),
    place=st.sampled_from((None, "Vienna", "Linz")) | st.text(max_size=3),
    offices=st.sampled_from(((), ("a",), ("B", "a"), ("é",))),
    start_time=st.sampled_from((None, "10:00", "14:00")),
    confidence=st.floats(0, 1),
    moved_from=st.sampled_from((None, date(2024, 12, 3), date(2024, 12, 5))),
)


def test_stores_stay_the_same_whatever_they_are_told(server: Server) -> None:
    class Twins(RuleBasedStateMachine):
        """Two stores of one id, told the same releases in the same order."""

        def __init__(self) -> None:
            super().__init__()
            self.open = ExitStack()
            addresses = (":memory:", self.open.enter_context(server.database()))
            self.stores = [self.open.enter_context(Store.open(one, store_id=STORE_ID)) for one in addresses]

        @rule(
            key=st.sampled_from(KEYS),
            events=st.lists(EVENTS, max_size=3),
            url=st.sampled_from((None, "https://example.org/")),
            published=st.sampled_from((None, "2024-11-01", "2024-11-02")),
        )
        def told(self, key: str, events: list[FoundEvent], url: str | None, published: str | None) -> None:
            told = extraction(*events, key=key, url=url, published=published)
            one, other = (store.record([told], NOW) for store in self.stores)
            assert [error.what for error in one.refused] == [error.what for error in other.refused]
            assert (one.events_new, one.events_changed) == (other.events_new, other.events_changed)

        @invariant()
        def they_give_the_same(self) -> None:
            one, other = self.stores
            assert one.events() == other.events()
            assert everything(one) == everything(other)
            for event in one.events():
                assert one.revisions(event.id) == other.revisions(event.id)
            for key in KEYS:
                assert one.release(key) == other.release(key)
                assert one.release_events(key) == other.release_events(key)

        def teardown(self) -> None:
            self.open.close()

    checks = [HealthCheck.too_slow]
    calm = settings(max_examples=max(1, EXAMPLES // 200), stateful_step_count=12, suppress_health_check=checks)
    run_state_machine_as_test(Twins, settings=calm)


def _read(sources: list[str], profile: Profile, day: date) -> list[Extraction]:
    refused = Refusals()
    found = list(extractions(sources, None, profile, day, refused))
    assert refused.errors == []
    return found


def _published(
    address: str, releases: list[Extraction], profile: Profile, now: datetime, out: Path
) -> dict[str, bytes]:
    """The feeds of a new store with the sample's id."""
    with Store.open(address, store_id=sample.STORE_ID, uid_name=profile.uid_name) as store:
        assert store.record(releases, now).refused == ()
        site = Site("http://127.0.0.1:5000", "OSCE events", profile.short, profile.language, profile.name)
        with store.snapshot() as snapshot:
            publish(snapshot, profile, site, out)
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("[!.]*") if path.is_file()}


@pytest.fixture(scope="module")
def of_sample(profile: Profile) -> list[Extraction]:
    """What is read in the bundled sample."""
    return _read(sample.sample_paths(), profile, sample.READING_DAY)


def test_the_feeds_of_the_sample_are_the_same(
    pair: tuple[str, str], profile: Profile, of_sample: list[Extraction], tmp_path: Path
) -> None:
    folders = (tmp_path / "one", tmp_path / "other")
    one, other = (
        _published(address, of_sample, profile, sample.RECORDED, out)
        for address, out in zip(pair, folders, strict=True)
    )
    assert len(one) > 100
    assert one == other
    assert dump(pair[0]) == dump(pair[1])


def test_the_feeds_of_the_real_releases_are_the_same(
    pair: tuple[str, str], profile: Profile, shared: Path, tmp_path: Path
) -> None:
    moment = datetime(2025, 1, 10, 12, tzinfo=UTC)
    seeds = sorted(str(path) for path in (shared / "seeds").glob("*.txt"))
    releases = _read(seeds, profile, moment.date())
    folders = (tmp_path / "one", tmp_path / "other")
    one, other = (
        _published(address, releases, profile, moment, out) for address, out in zip(pair, folders, strict=True)
    )
    assert len(one) > 100
    assert one == other
    assert dump(pair[0]) == dump(pair[1])


def test_eight_imports_at_once_make_the_store_of_one(
    new_database: Callable[[], str], tmp_path: Path, of_sample: list[Extraction]
) -> None:
    alone, together = new_database(), new_database()
    with Store.open(alone, store_id=STORE_ID) as store:
        store.record(of_sample, NOW)
    read = tmp_path / "read"
    read.write_bytes(pickle.dumps(of_sample))
    command = [sys.executable, "-c", _IMPORT, together, str(read)]
    workers = [subprocess.Popen(command, cwd=REPOSITORY) for _ in range(8)]
    assert [worker.wait() for worker in workers] == [0] * 8
    assert dump(together) == dump(alone)


_IMPORT = """
import pickle, sys
from pathlib import Path
from calendar_app.store import Store
from tests.store.builders import NOW, STORE_ID

with Store.open(sys.argv[1], store_id=STORE_ID) as store:
    store.record(pickle.loads(Path(sys.argv[2]).read_bytes()), NOW)
"""
