"""The store in real databases: what is kept, what changes, and what never does."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest
import sqlalchemy

from calendar_app.model import DateSpan, Evidence, Revision, Status
from calendar_app.store import Recorded, Store, StoredRelease

from .builders import NOW, SKOPJE, STORE_ID, dump, edited, execute, extraction, found

LATER = NOW + timedelta(days=3)

WATER = found("Regional conference on clean water", "2024-12-03", "2024-12-04", offices=("a", "b"), topics=("t",))
HEARING = found("Public hearing on violence against women", "2024-11-25", start_time="10:00", **SKOPJE)
KICK_OFF = found("Kick-off event for the 16 Days of Activism", "2024-11-25", start_time="19:30", **SKOPJE)
EXPERTS = found("Meeting of experts", "2024-11-25", **SKOPJE)

RELEASES = [
    extraction(WATER, key="announced", published="2024-11-01", url="https://example.org/1"),
    extraction(HEARING, KICK_OFF, EXPERTS, key="skopje"),
    extraction(replace(WATER, title="Conference on clean water", place="Vienna"), key="told", published="2024-12-05"),
    extraction(key="nothing", text="No event here."),
]


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with Store.open(address, store_id=STORE_ID) as opened:
        yield opened


def test_an_import_says_what_it_did(store: Store) -> None:
    assert store.record(RELEASES, NOW) == Recorded(releases_new=4, events_new=4, events_joined=1, events_changed=1)
    assert store.record(RELEASES, LATER) == Recorded(releases_known=4, events_same=5)


def test_importing_twice_changes_not_a_byte(address: str) -> None:
    with Store.open(address) as store:
        store.record(RELEASES, NOW)
    before = dump(address)
    with Store.open(address) as store:
        store.record(reversed(RELEASES), NOW + timedelta(hours=1))
        # From another folder, behind another release, and without what was known of it.
        elsewhere = replace(RELEASES[0].release, source="/elsewhere.txt", offset=7, url=None, published=None)
        store.record([replace(RELEASES[0], release=elsewhere, published=None)], NOW + timedelta(hours=1))
    assert dump(address) == before


def test_the_day_of_the_last_import_is_known(address: str) -> None:
    """A cancelled event is told of for 30 days: the day to count from is the store's, not the clock's."""
    with Store.open(address) as store:
        for moment in (NOW, LATER, NOW):
            store.record(RELEASES, moment)
            with store.snapshot() as snapshot:
                assert snapshot.day == moment.date()


def test_what_was_touched_is_found_by_its_number(address: str) -> None:
    with Store.open(address) as store:
        store.record(RELEASES[:2], NOW)
        with store.snapshot() as snapshot:
            number = snapshot.number
            every = {event.id for chunk in snapshot.touched(0) for event, _ in chunk}
            assert every == {event.id for event in store.events()}
            assert list(snapshot.touched(number)) == []
        store.record(RELEASES, LATER)
        with store.snapshot() as snapshot:
            touched = {event.id for chunk in snapshot.touched(number) for event, _ in chunk}
            assert touched == {event.id for event in store.events()} - every | {
                event.id for event in store.events() if event.sequence
            }


@pytest.mark.parametrize("seed", range(10))
def test_any_order_gives_the_same_events(address: str, seed: int) -> None:
    shuffled = random.Random(seed).sample(RELEASES, len(RELEASES))
    with Store.open(address) as store:
        store.record(shuffled, NOW)
        assert {(event.title, event.start, event.end, event.place) for event in store.events()} == {
            (WATER.title, WATER.start, WATER.end, "Vienna"),
            *((event.title, event.start, event.end, None) for event in (HEARING, KICK_OFF, EXPERTS)),
        }


def test_the_same_imports_make_the_same_store(new_database: Callable[[], str]) -> None:
    one, two = new_database(), new_database()
    for address in (one, two):
        with Store.open(address, store_id=STORE_ID) as store:
            store.record(RELEASES, NOW)
    assert dump(one) == dump(two)


def test_events_come_back_whole_and_in_order(store: Store) -> None:
    store.record(RELEASES, NOW)
    told = store.events()
    assert [(event.title, event.start_time) for event in told] == [
        ("Meeting of experts", None),
        (HEARING.title, "10:00"),
        (KICK_OFF.title, "19:30"),
        (WATER.title, None),
    ]
    water = told[-1]
    assert (water.offices, water.topics, water.end, water.place) == (("a", "b"), ("t",), date(2024, 12, 4), "Vienna")
    assert [piece.release for piece in water.evidence] == ["announced", "told"]
    assert [store.event(event.id) for event in told] == told
    assert store.event("nobody") is None


def test_releases_come_back(store: Store) -> None:
    store.record(RELEASES, NOW)
    assert store.release("announced") == StoredRelease(
        key="announced",
        source="made-up.txt",
        offset=0,
        url="https://example.org/1",
        title=None,
        published=date(2024, 11, 1),
        language="en",
        text=RELEASES[0].release.text,
    )
    assert store.release("nobody") is None
    assert [event.title for event in store.release_events("skopje")] == [EXPERTS.title, HEARING.title, KICK_OFF.title]
    assert store.release_events("nothing") == []


class TestIdentity:
    def test_ids_are_made_of_the_store_and_a_number(self, store: Store) -> None:
        store.record(RELEASES, NOW)
        assert store.id == STORE_ID
        uuids = [uuid5(STORE_ID, f"event {number}") for number in (1, 2, 3, 4)]
        assert {event.uid for event in store.events()} == {f"{uuid}@osce.calendar-app" for uuid in uuids}
        assert {event.id for event in store.events()} == {uuid.hex[:12] for uuid in uuids}

    def test_a_store_keeps_its_id_and_name(self, address: str) -> None:
        with Store.open(address, uid_name="example.calendar-app") as store:
            id_ = store.id
        with Store.open(address, store_id=STORE_ID, uid_name="other") as store:
            assert store.id == id_ != STORE_ID
            store.record(RELEASES, NOW)
            assert all(event.uid.endswith("@example.calendar-app") for event in store.events())

    def test_a_number_is_not_used_again_after_a_delete(self, address: str, store: Store) -> None:
        store.record([extraction(HEARING)], NOW)
        first = store.events()[0].uid
        execute(address, "DELETE FROM events")
        store.record([extraction(KICK_OFF, key="k2")], NOW)
        assert store.events()[0].uid == f"{uuid5(STORE_ID, 'event 2')}@osce.calendar-app" != first

    def test_an_id_that_is_taken_grows(self, address: str, store: Store) -> None:
        store.record([extraction(HEARING)], NOW)
        second = uuid5(STORE_ID, "event 2").hex
        execute(address, "DELETE FROM evidence")
        execute(address, "DELETE FROM event_offices")
        execute(address, "DELETE FROM event_regions")
        execute(address, f"UPDATE events SET id = '{second[:12]}'")
        store.record([extraction(WATER, key="k2")], NOW)
        assert [event.id for event in store.events()] == [second[:12], second[:13]]

    def test_a_moved_date_keeps_the_uid(self, store: Store) -> None:
        store.record([extraction(HEARING)], NOW)
        (before,) = store.events()
        moved = replace(HEARING, start=date(2024, 11, 26), end=date(2024, 11, 26))
        store.record([edited(extraction(HEARING), moved)], LATER)
        (after,) = store.events()
        assert (after.uid, after.id, after.start) == (before.uid, before.id, date(2024, 11, 26))


class TestChange:
    def test_a_visible_change_is_a_revision(self, store: Store) -> None:
        told = extraction(HEARING)
        store.record([told], NOW)
        other = replace(HEARING, place="Parliament", offices=("x", "y"), closed=True, start=date(2024, 11, 26))
        other = replace(other, end=date(2024, 11, 26), status=Status.TENTATIVE)
        assert store.record([edited(told, other)], LATER) == Recorded(releases_known=1, events_changed=1)
        (event,) = store.events()
        assert (event.sequence, event.created, event.changed) == (1, NOW, LATER)
        assert (event.offices, event.place, event.status) == (("x", "y"), "Parliament", Status.TENTATIVE)
        assert store.revisions(event.id) == [
            Revision(
                event.id,
                1,
                LATER,
                (
                    ("start", "2024-11-25", "2024-11-26"),
                    ("end", "2024-11-25", "2024-11-26"),
                    ("place", "", "Parliament"),
                    ("offices", "mission-to-skopje", "x, y"),
                    ("status", "confirmed", "tentative"),
                    ("closed", "no", "yes"),
                ),
            )
        ]

    @pytest.mark.parametrize("now", [NOW - timedelta(days=400), NOW, NOW + timedelta(milliseconds=900)])
    def test_changed_never_stands_still(self, store: Store, now: datetime) -> None:
        told = extraction(HEARING)
        store.record([told], NOW)
        for sequence, place in enumerate(("Parliament", "Museum"), start=1):
            store.record([edited(told, replace(HEARING, place=place))], now)
            (event,) = store.events()
            assert (event.sequence, event.changed) == (sequence, NOW + timedelta(seconds=sequence))
            assert event.created == NOW

    def test_confidence_is_no_change(self, store: Store) -> None:
        told = extraction(HEARING)
        store.record([told], NOW)
        assert store.record([edited(told, replace(HEARING, confidence=0.25))], LATER).events_same == 1
        (event,) = store.events()
        assert (event.confidence, event.sequence, event.changed) == (0.25, 0, NOW)

    def test_moments_are_utc_in_whole_seconds(self, store: Store) -> None:
        now = datetime(2024, 11, 20, 12, 0, 1, 999_999, tzinfo=timezone(timedelta(hours=2)))
        store.record([extraction(HEARING)], now)
        (event,) = store.events()
        assert event.created == event.changed == datetime(2024, 11, 20, 10, 0, 1, tzinfo=UTC)
        assert event.changed.utcoffset() == timedelta(0)

    def test_an_edited_text_under_the_same_address_is_the_same_release(self, store: Store) -> None:
        url = "https://example.org/water"
        text = "Experts from the whole region met in Vienna on 3 December to discuss clean water and rivers."
        store.record([extraction(WATER, key="first-hash", url=url, text=text)], NOW)
        moved = replace(WATER, start=date(2024, 12, 4))
        corrected = extraction(moved, key="second-hash", url=url, text=text.replace("3 Dec", "4 Dec"))
        assert store.record([corrected], LATER) == Recorded(releases_known=1, events_changed=1)
        assert store.record([corrected], LATER) == Recorded(releases_known=1, events_same=1)
        stored = store.release("first-hash")
        assert stored is not None and stored.text == corrected.release.text
        assert store.release("second-hash") is None
        assert [event.start for event in store.events()] == [date(2024, 12, 4)]

    def test_releases_of_one_list_address_stay_apart(self, store: Store) -> None:
        url = "https://example.org/press-releases"
        told = [extraction(event, key=event.title, url=url) for event in (WATER, HEARING, EXPERTS)]
        assert store.record(told, NOW) == Recorded(releases_new=3, events_new=3)


class TestEvidence:
    TEXT = "Intro.  On 25 November, a hearing is held. More."
    PHRASE = DateSpan("25 November", 100 + 11, date(2024, 11, 25), date(2024, 11, 25))

    @pytest.mark.parametrize(
        ("span", "sentence", "mark"),
        [
            (0, (8, 42), (3, 14)),
            (None, (8, 42), None),
            (0, (8, 20), None),
            (0, (12, 42), None),
            (0, (11, 22), (0, 11)),
            (0, (0, 0), None),
        ],
    )
    def test_quote_and_mark(
        self, store: Store, span: int | None, sentence: tuple[int, int], mark: tuple[int, int] | None
    ) -> None:
        event = replace(HEARING, span=span, sentence=sentence)
        told = extraction(event, text=self.TEXT, published="2024-11-20", spans=(self.PHRASE,), offset=100)
        store.record([told], NOW)
        quote = self.TEXT[slice(*sentence)]
        assert store.events()[0].evidence == (
            Evidence("k1", "made-up.txt", None, None, date(2024, 11, 20), sentence, quote, mark),
        )
        assert mark is None or quote[slice(*mark)] == "25 November"

    def test_a_date_that_heads_its_event_stands_before_the_quote(self, store: Store) -> None:
        event = replace(HEARING, span=0, sentence=(43, 48))
        store.record([extraction(event, text=self.TEXT, spans=(self.PHRASE,), offset=100)], NOW)
        (evidence,) = store.events()[0].evidence
        assert (evidence.quote, evidence.mark) == ("25 November … More.", (0, 11))

    def test_evidence_follows_an_edit(self, store: Store) -> None:
        told = extraction(replace(HEARING, sentence=(0, 6)), text=self.TEXT)
        store.record([told], NOW)
        store.record([edited(told, replace(HEARING, sentence=(1, 7)), text="X" + self.TEXT)], LATER)
        (event,) = store.events()
        assert [(piece.sentence, piece.quote) for piece in event.evidence] == [((1, 7), "Intro.")]
        assert event.sequence == 0


def test_reading_takes_the_same_number_of_queries_for_any_number_of_events(store: Store) -> None:
    counts = []
    for size in (1, 40):
        store.record([extraction(found(f"Meeting {n}"), key=f"k{size}-{n}") for n in range(size)], NOW)
        seen: list[str] = []
        note = _noting(seen)
        sqlalchemy.event.listen(sqlalchemy.Engine, "before_cursor_execute", note)
        store.events()
        sqlalchemy.event.remove(sqlalchemy.Engine, "before_cursor_execute", note)
        counts.append(sum(statement.startswith("SELECT") for statement in seen))
    assert counts == [5, 5]


@pytest.mark.parametrize("most", [1, 2, 3, 9])
def test_releases_are_read_in_parts_of_any_size(store: Store, most: int) -> None:
    keys = ["a", "B", "ä", "Z/1", "z", "zz", "10", "9", "\u017e", "a b"]
    store.record([extraction(key=key, text=f"Text {key}") for key in keys], NOW)
    seen: list[str] = []
    while part := store.releases(seen[-1] if seen else "", most):
        assert len(part) <= most
        seen += [release.key for release in part]
    assert sorted(seen) == sorted(keys)
    assert store.releases("a", 1)[0] == store.release(store.releases("a", 1)[0].key)


@pytest.mark.parametrize("key", ["\0", "a\0b", "\ud800"])
def test_releases_behind_a_key_that_none_can_have_are_all(store: Store, key: str) -> None:
    store.record(RELEASES, NOW)
    assert store.releases(key, 9) == store.releases("", 9)


def test_candidates_are_found_by_an_index(tmp_path: Path) -> None:
    path = str(tmp_path / "store.sqlite")
    Store.open(path).close()
    plan = execute(path, "EXPLAIN QUERY PLAN SELECT id FROM events WHERE start IN ('2024-12-03')")
    assert "ix_events_start" in plan[0][-1]


def test_a_store_of_another_id_mints_other_uids(new_database: Callable[[], str]) -> None:
    uids = []
    for number in (1, 2):
        with Store.open(new_database(), store_id=UUID(int=number)) as store:
            store.record(RELEASES, NOW)
            uids.append({event.uid for event in store.events()})
    assert not uids[0] & uids[1]


def _noting(seen: list[str]) -> Any:
    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        seen.append(statement)

    return note
