"""What a release means for known events, decided without a database."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_app.model import Status
from calendar_app.store.merging import Said
from calendar_app.store.reconcile import Changed, Joined, KnownRelease, Same, is_revision, reconcile

from .builders import SKOPJE, Ledger, edited, extraction, found, kinds, known

HEARING = found("Public hearing on violence against women and girls", "2024-11-25", start_time="10:00", **SKOPJE)
KICK_OFF = found("Kick-off event for the 16 Days of Activism", "2024-11-25", start_time="19:30", **SKOPJE)
FEMICIDE = found("Presentation of a methodology for a Femicide Watch", "2024-12-11", place="Skopje", **SKOPJE)
BITOLA = found("Third meeting of the Bitola Task Force", "2024-12-11", place="Bitola", **SKOPJE)
SKOPJE_DAYS = (HEARING, KICK_OFF, FEMICIDE, BITOLA)

WATER = found("Regional conference on clean water", "2024-12-03", "2024-12-04", offices=("a",), country="Austria")


class TestKnownRelease:
    def test_the_same_again_is_the_same(self) -> None:
        ledger = Ledger()
        told = extraction(*SKOPJE_DAYS)
        assert kinds(ledger.record(told)) == ["New"] * 4
        again = ledger.record(told)
        assert kinds(again) == ["Same"] * 4
        assert [ledger.events[one.event.id].event.title for one in again if isinstance(one, Same)] == [
            event.title for event in SKOPJE_DAYS
        ]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("title", "Public debate on violence"),
            ("start_time", "11:00"),
            ("start_time", None),
            ("place", "Parliament, Skopje"),
            ("offices", ("mission-to-skopje", "secretariat")),
            ("closed", True),
            ("end", date(2024, 11, 26)),
        ],
    )
    def test_what_it_now_says_otherwise_is_changed(self, field: str, value: Any) -> None:
        ledger = Ledger()
        told = extraction(*SKOPJE_DAYS)
        ledger.record(told)
        other = replace(HEARING, **{field: value})
        decision = ledger.record(edited(told, other, *SKOPJE_DAYS[1:]))[0]
        assert isinstance(decision, Changed)
        assert [(one.field, one.before, one.after) for one in decision.changes] == [
            (field, getattr(HEARING, field), value)
        ]

    def test_a_moved_date_keeps_its_event(self) -> None:
        ledger = Ledger()
        told = extraction(FEMICIDE, BITOLA)
        ledger.record(told)
        moved = replace(BITOLA, start=date(2024, 12, 12), end=date(2024, 12, 12))
        assert kinds(ledger.record(edited(told, FEMICIDE, moved))) == ["Same", "Changed"]
        assert len(ledger.events) == 2

    def test_confidence_alone_is_no_change(self) -> None:
        ledger = Ledger()
        told = extraction(HEARING)
        ledger.record(told)
        (decision,) = ledger.record(edited(told, replace(HEARING, confidence=0.4)))
        assert isinstance(decision, Same) and decision.confidence == 0.4

    def test_what_is_not_found_again_is_withdrawn_and_what_is_added_is_new(self) -> None:
        ledger = Ledger()
        told = extraction(HEARING, BITOLA)
        ledger.record(told)
        assert kinds(ledger.record(edited(told, HEARING, WATER))) == ["Same", "New", "Withdrawn"]
        assert ledger.visible() == {(event.title, event.start, event.end) for event in (HEARING, WATER)}

    def test_what_comes_back_is_the_event_that_was_withdrawn(self) -> None:
        ledger = Ledger()
        told = extraction(HEARING, BITOLA)
        ledger.record(told)
        ledger.record(edited(told, HEARING))
        assert kinds(ledger.record(told)) == ["Same", "Changed"]
        assert kinds(ledger.record(told)) == ["Same", "Same"]
        assert len(ledger.events) == 2

    def test_what_others_tell_of_stays(self) -> None:
        ledger = Ledger()
        told = extraction(replace(HEARING, place="Parliament"), key="first", published="2024-11-01")
        ledger.record(told)
        ledger.record(extraction(HEARING, key="second", published="2024-11-26"))
        assert kinds(ledger.record(edited(told))) == ["Untold", "Changed"]
        assert [one.event.place for one in ledger.events.values()] == [None]
        assert kinds(ledger.record(told)) == ["Changed"]

    def test_a_withdrawn_event_is_nobody_elses(self) -> None:
        ledger = Ledger()
        told = extraction(HEARING, key="first")
        ledger.record(told)
        ledger.record(edited(told))
        assert kinds(ledger.record(extraction(HEARING, key="second"))) == ["New"]

    def test_equal_days_come_before_equal_names(self) -> None:
        first = found("Training for prosecutors on trafficking", "2024-11-21", "2024-11-22")
        second = found("Training for prosecutors on trafficking", "2024-11-25", "2024-11-26")
        ledger = Ledger()
        told = extraction(first, second)
        ledger.record(told)
        assert kinds(ledger.record(edited(told, second, first))) == ["Same", "Same"]

    def test_a_second_release_that_is_edited_speaks_only_where_the_first_is_silent(self) -> None:
        ledger = Ledger()
        ledger.record(extraction(WATER, key="a", published="2024-11-01"))
        report = extraction(WATER, key="b", published="2024-12-05")
        ledger.record(report)
        other = replace(WATER, title="Regional conference on clean water ends", place="Vienna")
        (decision,) = ledger.record(edited(report, other))
        assert isinstance(decision, Changed)
        assert [change.field for change in decision.changes] == ["place"]


class TestNewRelease:
    def test_announced_and_reported_is_one_event(self) -> None:
        ledger = Ledger()
        ledger.record(extraction(WATER, key="a", published="2024-11-01"))
        told = replace(WATER, title="Conference on clean water", place="Vienna", country=None)
        decisions = ledger.record(extraction(told, key="b", published="2024-12-05"))
        assert kinds(decisions) == ["Joined", "Changed"]
        assert isinstance(decisions[1], Changed)
        assert [(one.field, one.before, one.after) for one in decisions[1].changes] == [("place", None, "Vienna")]

    def test_nothing_to_fill_is_no_change(self) -> None:
        ledger = Ledger()
        ledger.record(extraction(WATER, key="a"))
        assert kinds(ledger.record(extraction(WATER, key="b"))) == ["Joined"]

    @pytest.mark.parametrize(
        "given",
        [
            {"start": date(2024, 12, 2)},
            {"end": date(2024, 12, 5)},
            {"country": "Germany"},
            {"offices": ("b",)},
            {"start_time": "11:00"},
            {"end_time": "18:00"},
            {"timezone": "Europe/Kyiv"},
            {"place": "Linz"},
            {"title": "Regional conference on clean energy"},
        ],
        ids=lambda given: next(iter(given)),
    )
    def test_what_contradicts_is_another_event(self, given: dict[str, Any]) -> None:
        full = replace(WATER, start_time="10:00", end_time="16:00", timezone="Europe/Vienna", place="Hofburg, Vienna")
        ledger = Ledger()
        ledger.record(extraction(full, key="a"))
        assert kinds(ledger.record(extraction(replace(full, **given), key="b"))) == ["New"]

    @pytest.mark.parametrize(
        "given",
        [
            {"country": None},
            {"offices": ()},
            {"offices": ("b", "a")},
            {"start_time": None, "end_time": None, "timezone": None},
            {"start_time": None, "end_time": None, "timezone": "Europe/Kyiv"},
            {"place": None},
            {"place": "Vienna"},
        ],
        ids=str,
    )
    def test_what_is_silent_does_not_contradict(self, given: dict[str, Any]) -> None:
        full = replace(WATER, start_time="10:00", end_time="16:00", timezone="Europe/Vienna", place="Hofburg, Vienna")
        ledger = Ledger()
        ledger.record(extraction(full, key="a"))
        assert kinds(ledger.record(extraction(replace(full, **given), key="b"))) == ["Joined"]

    def test_events_of_one_office_on_one_day_stay_apart(self) -> None:
        ledger = Ledger()
        for index, event in enumerate(SKOPJE_DAYS):
            assert kinds(ledger.record(extraction(event, key=f"k{index}"))) == ["New"]

    def test_two_events_of_one_release_are_never_one(self) -> None:
        ledger = Ledger()
        assert kinds(ledger.record(extraction(WATER, WATER, key="a"))) == ["New", "New"]
        assert kinds(ledger.record(extraction(WATER, WATER, WATER, key="b"))) == ["Joined", "Joined", "New"]
        assert len(ledger.events) == 3

    def test_the_likest_title_is_joined(self) -> None:
        near = known(Said("a", None, WATER), id="z")
        far = known(Said("b", None, replace(WATER, title="Regional conference on clean water for mayors")), id="y")
        (decision,) = reconcile(extraction(WATER, key="c"), None, [far, near])
        assert isinstance(decision, Joined) and decision.event == near.event

    def test_an_event_of_the_same_release_is_no_candidate(self) -> None:
        own = known(Said("a", None, WATER))
        release = KnownRelease("a", None, (own,))
        assert kinds(reconcile(extraction(WATER, WATER, key="a"), release, [own])) == ["Same", "New"]


class TestMovedAndCancelled:
    PLANNED = extraction(replace(WATER, start_time="10:00", place="Vienna"), key="planned", published="2024-11-01")

    @pytest.mark.parametrize("first", [0, 1])
    @pytest.mark.parametrize("told_as", [{"moved_from": WATER.start}, {"moved": True}], ids=["day told", "not told"])
    def test_a_second_release_moves_an_event(self, first: int, told_as: dict[str, Any]) -> None:
        later = replace(WATER, start=date(2024, 12, 10), end=date(2024, 12, 11), **told_as)
        told = [self.PLANNED, extraction(later, key="moved", published="2024-11-20")]
        ledger = Ledger()
        ledger.record(told[first])
        ledger.record(told[1 - first])
        (one,) = ledger.events.values()
        assert (one.event.start, one.event.end) == (later.start, later.end)
        assert (one.event.start_time, one.event.place) == (None, "Vienna")
        for release in told:
            assert kinds(ledger.record(release)) == ["Same"]

    def test_which_of_several_was_moved_cannot_be_told(self) -> None:
        ledger = Ledger()
        for number, day in enumerate((date(2024, 12, 3), date(2024, 12, 5))):
            ledger.record(extraction(replace(WATER, start=day, end=day), key=f"r{number}", published="2024-11-01"))
        moved = replace(WATER, start=date(2024, 12, 10), end=date(2024, 12, 10), moved=True)
        assert kinds(ledger.record(extraction(moved, key="moved", published="2024-11-20"))) == ["New"]

    def test_what_was_over_is_not_moved(self) -> None:
        ledger = Ledger()
        ledger.record(extraction(WATER, key="planned", published="2024-11-01"))
        moved = replace(WATER, start=date(2025, 3, 10), end=date(2025, 3, 10), moved=True)
        assert kinds(ledger.record(extraction(moved, key="moved", published="2025-02-20"))) == ["New"]

    def test_one_of_another_name_is_not_moved(self) -> None:
        later = replace(WATER, title="Seminar on policing", start=date(2024, 12, 10), moved_from=WATER.start)
        ledger = Ledger()
        ledger.record(self.PLANNED)
        assert kinds(ledger.record(extraction(later, key="moved"))) == ["New"]

    @pytest.mark.parametrize("first", [0, 1])
    def test_a_second_release_cancels_an_event(self, first: int) -> None:
        told = [self.PLANNED, extraction(replace(WATER, status=Status.CANCELLED), key="off", published="2024-11-20")]
        ledger = Ledger()
        ledger.record(told[first])
        ledger.record(told[1 - first])
        assert [one.event.status for one in ledger.events.values()] == [Status.CANCELLED]

    @pytest.mark.parametrize(
        ("earlier", "later", "status"),
        [
            (Status.CANCELLED, Status.CONFIRMED, Status.CONFIRMED),
            (Status.TENTATIVE, Status.CONFIRMED, Status.CONFIRMED),
            (Status.CONFIRMED, Status.TENTATIVE, Status.CONFIRMED),
            (Status.TENTATIVE, Status.CANCELLED, Status.CANCELLED),
        ],
    )
    def test_the_status_of_several_releases(self, earlier: Status, later: Status, status: Status) -> None:
        ledger = Ledger()
        ledger.record(extraction(replace(WATER, status=earlier), key="a", published="2024-11-01"))
        ledger.record(extraction(replace(WATER, status=later), key="b", published="2024-11-02"))
        assert [one.event.status for one in ledger.events.values()] == [status]


def test_a_revision_keeps_most_of_its_words() -> None:
    text = "Experts from the region met in Vienna on 3 December to discuss clean water and healthy rivers."
    assert is_revision(text.replace("3 December", "4 December"), text)
    assert not is_revision("Police officers in Skopje learnt how to recognize victims of human trafficking.", text)


@given(st.permutations(range(6)))
def test_announcements_and_reports_meet_in_any_order(order: list[int]) -> None:
    told = [
        extraction(WATER, key="water-announced", published="2024-11-01"),
        extraction(replace(WATER, title="Conference on clean water", place="Vienna"), key="a", published="2024-12-05"),
        extraction(HEARING, KICK_OFF, key="skopje-announced", published="2024-11-20"),
        extraction(replace(HEARING, start_time=None, place="Skopje"), key="b", published="2024-11-26"),
        extraction(replace(KICK_OFF, closed=True), key="c", published="2024-11-27"),
        extraction(FEMICIDE, BITOLA, key="skopje-december"),
    ]
    ledger = Ledger()
    for index in order:
        ledger.record(told[index])
    assert ledger.visible() == {(event.title, event.start, event.end) for event in (WATER, *SKOPJE_DAYS)}
