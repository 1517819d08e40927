"""Releases made at random, in any order: no event is lost, doubled, or given the name of another."""

from collections import Counter
from typing import Any

from conftest import EXAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from calendar_app.model import FoundEvent
from calendar_app.store.reconcile import Changed, New

from .builders import Ledger, edited, extraction, found, kinds

TITLES = (
    "Regional conference on clean water",
    "Training course for border police",
    "Public hearing on media freedom",
    "Workshop for judges on human trafficking",
    "Workshop for prosecutors on human trafficking",
)


@st.composite
def _found_events(draw: st.DrawFn) -> FoundEvent:
    start = draw(st.sampled_from(("2024-12-03", "2024-12-04", "2024-12-05")))
    return found(
        draw(st.sampled_from(TITLES)),
        start,
        draw(st.sampled_from((start, "2024-12-06"))),
        place=draw(st.sampled_from((None, "Vienna", "Hofburg, Vienna", "Linz"))),
        country=draw(st.sampled_from((None, "Austria", "Germany"))),
        offices=draw(st.sampled_from(((), ("a",), ("a", "b"), ("c",)))),
        start_time=draw(st.sampled_from((None, "10:00", "14:00"))),
        confidence=draw(st.sampled_from((0.5, 1.0))),
    )


RELEASES = st.lists(st.lists(_found_events(), max_size=4), max_size=5)


@given(RELEASES)
def test_every_found_event_gets_one_place_and_no_event_two(releases: list[list[FoundEvent]]) -> None:
    ledger = Ledger()
    for index, events in enumerate(releases):
        decisions = ledger.record(extraction(*events, key=f"k{index}"))
        placed = [one for one in decisions if not isinstance(one, Changed)]
        assert [one.found for one in placed] == list(range(len(events)))
        joined = [one.event.id for one in placed if not isinstance(one, New)]
        assert len(joined) == len(set(joined))


@given(RELEASES, st.randoms())
def test_all_again_in_any_order_changes_nothing(releases: list[list[FoundEvent]], random: Any) -> None:
    told = [extraction(*events, key=f"k{index}") for index, events in enumerate(releases)]
    ledger = Ledger()
    for one in told:
        ledger.record(one)
    before = dict(ledger.events)
    random.shuffle(told)
    for one in told:
        assert set(kinds(ledger.record(one))) <= {"Same"}
    assert {id_: one.event for id_, one in ledger.events.items()} == {id_: one.event for id_, one in before.items()}


@given(st.lists(_found_events(), min_size=1, max_size=4), st.lists(_found_events(), max_size=4))
def test_re_reading_never_loses_an_event(events: list[FoundEvent], later: list[FoundEvent]) -> None:
    ledger = Ledger()
    told = extraction(*events)
    ledger.record(told)
    before = set(ledger.events)
    ledger.record(edited(told, *later))
    assert before <= set(ledger.events)
    assert len(ledger.events) <= len(events) + len(later)
    assert set(kinds(ledger.record(edited(told, *later)))) <= {"Same"}


class Imports(RuleBasedStateMachine):
    """Releases imported and edited in any order: nothing told is lost, doubled, or given the name of another."""

    def __init__(self) -> None:
        super().__init__()
        self.ledger = Ledger()
        self.told: dict[str, list[FoundEvent]] = {}
        self.seen: dict[str, int] = {}

    @rule(key=st.sampled_from("abcd"), events=st.lists(_found_events(), max_size=4))
    def told_anew(self, key: str, events: list[FoundEvent]) -> None:
        self.ledger.record(extraction(*events, key=key, published=f"2024-11-0{'abcd'.index(key) + 1}"))
        self.told[key] = events

    @rule(key=st.sampled_from("abcd"), of=st.randoms())
    def told_the_same_again(self, key: str, of: Any) -> None:
        for again in of.sample(sorted(self.told), len(self.told)):
            day = f"2024-11-0{'abcd'.index(again) + 1}"
            assert set(kinds(self.ledger.record(extraction(*self.told[again], key=again, published=day)))) <= {"Same"}

    @invariant()
    def each_found_event_is_told_by_one_event(self) -> None:
        for key, events in self.told.items():
            said = [one.found for known in self.ledger.events.values() for one in known.said if one.release == key]
            assert Counter(said) == Counter(events)

    @invariant()
    def an_event_that_is_told_of_is_what_its_releases_say(self) -> None:
        for one in self.ledger.events.values():
            assert len({said.release for said in one.said}) == len(one.said)
            assert not set(one.said) & set(one.former)

    @invariant()
    def no_event_is_forgotten_and_no_sequence_falls(self) -> None:
        for id_, sequence in self.seen.items():
            assert self.ledger.events[id_].event.sequence >= sequence
        self.seen = {id_: one.event.sequence for id_, one in self.ledger.events.items()}


TestImports = Imports.TestCase
TestImports.settings = settings(max_examples=EXAMPLES // 15, stateful_step_count=12, deadline=None)
