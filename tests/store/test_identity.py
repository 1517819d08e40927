"""Releases without id and address: which are one, corrected, and which are two that were written in the same words."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from calendar_app.store import Recorded, Store
from calendar_app.store.resemblance import count_exchanged, facts
from calendar_app.store.sketches import BANDS, marks

from .builders import NOW, dump
from .texts import CORPUS, identity, told

LATER = NOW + timedelta(days=3)


def _pairs(kind: str) -> Iterator[Any]:
    for row in CORPUS[kind]:
        after = before = CORPUS["texts"][row["text"]].strip()
        for was, becomes in row["change"]:
            assert was in after
            after = after.replace(was, becomes)
        files = {"same": ["first.txt"], "other": ["second.txt"]}.get(row.get("file", ""), ["first.txt", "second.txt"])
        yield from (pytest.param(before, after, file, id=f"{row['why']} ({file})") for file in files)


class TestDecision:
    @pytest.mark.parametrize(("before", "after", "file"), list(_pairs("one")))
    def test_a_correction_is_the_release(self, store: Store, before: str, after: str, file: str) -> None:
        store.record(told(before), NOW)
        known = identity(store)
        done = store.record(told(after, source=file), LATER)
        assert (done.releases_new, done.releases_known, done.events_new) == (0, 1, 0)
        assert identity(store) == known
        (key,) = {piece.release for event in store.events() for piece in event.evidence}
        stored = store.release(key)
        assert stored is not None and stored.text == after

    @pytest.mark.parametrize(("before", "after", "file"), list(_pairs("two")))
    def test_a_text_told_anew_is_another_release(self, store: Store, before: str, after: str, file: str) -> None:
        store.record(told(before), NOW)
        known = store.events()
        done = store.record(told(after, source=file), LATER)
        assert (done.releases_new, done.releases_known) == (1, 0)
        kept = {event.id: event for event in store.events()}
        assert all(kept[event.id].start == event.start for event in known)

    def test_names_and_numbers_are_facts(self) -> None:
        assert facts("The course in Bitola, on 4 June, is full. Experts of the OSCE speak…\nВ Ташкенте и Бухаре.") == {
            "bitola", "4", "june", "osce", "ташкенте", "бухаре",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("before", "after", "exchanged"),
        [
            ("a b", "a b", 0),
            ("bitola", "bitola ohrid", 0),
            ("bitola", "ohrid", 1),
            ("bitola 12 june", "ohrid 13 july", 3),
            ("bitola", "btiola", 0),
            ("bitola", "bitla", 0),
            ("bitola", "bittola", 0),
            ("bitola", "bitolo", 0),
            ("iran", "iraq", 1),
            ("10000", "10001", 1),
            ("austria", "australia", 1),
        ],
    )
    def test_what_stands_in_the_place_of_another_is_counted(self, before: str, after: str, exchanged: int) -> None:
        mine, others = frozenset(before.split()), frozenset(after.split())
        assert count_exchanged(mine, others) == count_exchanged(others, mine) == exchanged


class TestSketch:
    def test_it_is_the_same_on_every_machine(self) -> None:
        assert marks("Experts met in Vienna on 3 December.")[:2] == (-8330812772816178298, 4220314435280476807)

    def test_it_has_one_number_for_each_band_which_a_database_can_hold(self) -> None:
        found = marks(CORPUS["texts"]["course"])
        assert len(found) == BANDS and all(-(2**63) <= mark < 2**63 for mark in found)

    def test_a_text_without_words_has_none(self) -> None:
        assert marks("… – !") == ()


class TestRuns:
    """What a run of the import makes of texts that are alike, in whatever order they come."""

    BEFORE = CORPUS["texts"]["course"].strip()
    TYPO = BEFORE.replace("investigation", "investigaiton")
    OTHER = BEFORE.replace("practise", "rehearse")

    @pytest.mark.parametrize("order", [(0, 1), (1, 0)])
    def test_a_text_that_comes_by_itself_is_not_what_another_was(self, store: Store, order: tuple[int, int]) -> None:
        store.record(told(self.BEFORE), NOW)
        both = [*told(self.BEFORE), *told(self.TYPO, source="second.txt")]
        done = store.record([both[at] for at in order], LATER)
        assert (done.releases_known, done.releases_new) == (1, 1)
        again = store.record([both[at] for at in order], LATER)
        assert (again.releases_known, again.releases_new, again.events_changed) == (2, 0, 0)

    def test_both_are_new_to_an_empty_store(self, store: Store) -> None:
        done = store.record([*told(self.BEFORE), *told(self.TYPO)], NOW)
        assert done.releases_new == 2

    def test_of_two_corrections_the_likest_is_the_release(self, store: Store) -> None:
        (before,) = told(self.BEFORE)
        store.record([before], NOW)
        worse = self.TYPO.replace("questioning", "hearing")
        done = store.record([*told(worse), *told(self.TYPO)], LATER)
        assert (done.releases_known, done.releases_new) == (1, 1)
        stored = store.release(before.release.key)
        assert stored is not None and stored.text == self.TYPO

    def test_a_correction_that_comes_twice_is_one(self, store: Store) -> None:
        store.record(told(self.BEFORE), NOW)
        done = store.record([*told(self.TYPO), *told(self.TYPO, source="second.txt")], LATER)
        assert (done.releases_known, done.releases_new) == (2, 0)

    def test_of_two_stored_ones_the_likest_is_corrected(self, store: Store) -> None:
        first, second = told(self.BEFORE), told(self.OTHER)
        store.record([*first, *second], NOW)
        corrected = self.OTHER.replace("investigation", "investigaiton")
        assert store.record([*told(corrected)], LATER).releases_new == 0
        texts = [stored.text for one in (*first, *second) if (stored := store.release(one.release.key))]
        assert texts == [self.BEFORE, corrected]

    def test_a_correction_is_found_again_after_a_correction(self, path: Path, store: Store) -> None:
        store.record(told(self.BEFORE), NOW)
        twice = self.TYPO.replace("questioning", "hearing")
        for text in (self.TYPO, self.TYPO, twice, twice):
            assert store.record(told(text), LATER).releases_known == 1
        before = dump(str(path))
        store.record(told(twice), LATER)
        assert dump(str(path)) == before

    def test_what_comes_back_as_it_was_is_not_refused(self, path: Path, store: Store) -> None:
        """A text without events is corrected until no word of it is left, and comes back."""
        words = "wherever people gather rivers carry stories about forgotten bridges toward distant mountains"
        others = "yesterday nobody listened while engineers quietly measured narrow streets beneath crumbling towers"
        store.record(told(words), NOW)
        before = dump(str(path))
        corrected = words.split()
        for at, word in enumerate(others.split()):
            corrected = [*corrected[:at], word, *corrected[at + 1 :]]
            assert store.record(told(" ".join(corrected)), NOW).releases_known == 1
        assert store.record(told(words), NOW) == Recorded(releases_known=1)
        assert dump(str(path)) == before

    @pytest.mark.parametrize("given", [{"key": "7"}, {"url": "https://example.org/7"}], ids=str)
    def test_one_with_an_id_or_an_address_has_no_other_text(self, store: Store, given: dict[str, str]) -> None:
        store.record(told(self.BEFORE), NOW)
        assert store.record(told(self.TYPO, **given), LATER).releases_new == 1
        assert store.record(told(self.OTHER), LATER).releases_known == 1
        stored = store.release("7")
        assert stored is None or stored.text == self.TYPO

    def test_one_that_got_an_address_is_no_longer_found_by_its_text(self, store: Store) -> None:
        store.record(told(self.BEFORE), NOW)
        store.record(told(self.BEFORE, url="https://example.org/7"), NOW)
        assert store.record(told(self.TYPO), LATER).releases_new == 1
