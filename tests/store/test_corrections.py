"""Releases of dumps, which have no id: corrected in many ways, imported in any order, and found again."""

import json
from collections import Counter
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

from conftest import EXAMPLES
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from calendar_app.model import Event, Extraction
from calendar_app.store import Store
from calendar_app.store.resemblance import Telling, resemblance
from calendar_app.store.sketches import marks

from .builders import NOW, extraction, found
from .edits import OF_FACTS, OF_WORDS, Edit, edit
from .texts import CORPUS, TESTS, identity, told

ANNOTATED = sorted((TESTS / "releases").glob("*.jsonl"))
EVERY = max(1, 15_000 // EXAMPLES)  # of the annotated releases, how few are edited
LATER = NOW + timedelta(days=3)


def telling(one: Extraction) -> Telling:
    return Telling(one.release.source, one.release.text, one.published, one.events)


class TestAnnotated:
    """The annotated releases, read as if they had no id."""

    def test_no_two_are_one(self) -> None:
        texts = [text for text, _ in _annotated()]
        sketches = [set(enumerate(marks(text))) for text in texts]
        near = [(one, other) for one, other in combinations(range(len(texts)), 2) if sketches[one] & sketches[other]]
        assert [pair for pair in near if resemblance(*(Telling("", texts[at], None, ()) for at in pair))] == []

    def test_each_is_found_again_after_random_edits(self) -> None:
        missed = [
            one.release.text[:80]
            for number, one in enumerate(_some())
            for changed in [edit(one.release.text, Random(number), OF_WORDS, 1 + number % 5)]
            if not _is_found(one, changed, "second.txt")
        ]
        assert missed == []

    def test_most_are_found_again_after_a_name_or_a_number_was_corrected(self) -> None:
        """A day at the head of a release is that of another release, and is not corrected."""
        texts = [edit(one.release.text, Random(number), OF_FACTS, 1) for number, one in enumerate(_some())]
        again = sum(_is_found(one, text, one.release.source) for one, text in zip(_some(), texts, strict=True))
        assert again >= 0.95 * len(texts)


def _annotated() -> list[tuple[str, date | None]]:
    """The texts of the annotated releases with the days on which they were published."""
    rows = [json.loads(line) for path in ANNOTATED for line in path.read_text(encoding="utf-8").splitlines()]
    texts = ["\n".join(filter(None, (row.get("title"), row["text"]))) for row in rows]
    days = [date.fromisoformat(row["published"]) if row.get("published") else None for row in rows]
    return list(zip(texts, days, strict=True))


@cache
def _some() -> list[Extraction]:
    return [one for text, day in _annotated()[::EVERY] for one in told(text, published=day)]


def _is_found(one: Extraction, text: str, source: str) -> bool:
    (other,) = told(text, source=source, published=one.release.published)
    near = set(enumerate(marks(text))) & set(enumerate(marks(one.release.text)))
    return bool(near) and resemblance(telling(other), telling(one)) is not None


class TestSeeds:
    """The real dumps, and copies of them in which somebody corrected words."""

    def test_copies_make_no_second_release_and_the_originals_bring_back_what_was(
        self, shared: Path, path: Path, store: Store
    ) -> None:
        dumps = _dumps(shared)
        original = [one for dump_ in dumps for one in dump_]
        done = store.record(original, NOW)
        known, events = identity(store), _shown(store.events())
        said = Counter(release for _, releases in known for release in releases)
        for seed in range(3):
            copies = _copies(dumps, Random(seed))
            again = store.record(copies, LATER)
            assert (again.releases_new, again.releases_known, again.refused) == (0, done.releases_new, ())
            # Some edits make a text say more than it said.
            more = Counter(release for _, releases in identity(store) for release in releases)
            uids = {uid for uid, _ in known}
            new = [releases for uid, releases in identity(store) if uid not in uids]
            assert all(more[release] > said[release] for releases in new for release in releases)
        store.record(original, LATER)
        assert identity(store) == known
        assert _shown(store.events()) == events
        for one in original:
            stored = store.release(one.release.key)
            assert stored is not None and stored.text == one.release.text


def _dumps(shared: Path) -> list[list[Extraction]]:
    paths = sorted((shared / "seeds").glob("*.txt"))
    return [told(path.read_text(encoding="utf-8"), source=path.name, single=False) for path in paths]


def _copies(dumps: list[list[Extraction]], random: Random) -> list[Extraction]:
    """The releases of each dump, edited, as those of another file, in any order."""
    copies = []
    for number, dump_ in enumerate(random.sample(dumps, len(dumps))):
        texts = [edit(one.release.text, random, OF_WORDS, 2) for one in random.sample(dump_, len(dump_))]
        copies += told(*texts, source=f"copy-{number}.jsonl")
    return copies


def _shown(events: list[Event]) -> list[tuple[Any, ...]]:
    return [(event.uid, event.title, event.start, event.end, event.place, event.offices) for event in events]


class Dumps(RuleBasedStateMachine):
    """Dumps of releases without id, corrected and imported in any order: each release and its event stay themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Store.open(":memory:")
        self.texts = {number: _course(number) for number in range(len(TOWNS))}
        self.known: dict[int, str] = {}
        self.corrected: Counter[int] = Counter()

    @rule(number=st.sampled_from(range(3)), kind=st.sampled_from(OF_WORDS), random=st.randoms(use_true_random=False))
    def correct(self, number: int, kind: Edit, random: Random) -> None:
        if self.corrected[number] < 3:  # between two imports
            self.texts[number] = kind(self.texts[number], random)
            self.corrected[number] += 1

    @rule(numbers=st.lists(st.sampled_from(range(3)), unique=True), source=st.sampled_from(("a.txt", "b.txt")))
    def import_some(self, numbers: list[int], source: str) -> None:
        self.store.record([_told(self.texts[number], number, source) for number in numbers], NOW)
        for number in numbers:
            self.corrected[number] = 0
            self._is_one(number)

    @rule(number=st.sampled_from(range(3)), source=st.sampled_from(("a.txt", "b.txt")))
    def import_one_as_it_was_at_first(self, number: int, source: str) -> None:
        self.texts[number] = _course(number)
        self.import_some([number], source)

    @invariant()
    def no_release_is_another(self) -> None:
        assert len(self.store.events()) == len(self.known) == len(set(self.known.values()))

    def teardown(self) -> None:
        self.store.close()

    def _is_one(self, number: int) -> None:
        (event,) = [event for event in self.store.events() if event.place == TOWNS[number]]
        assert self.known.setdefault(number, event.uid) == event.uid
        assert len(event.evidence) == 1


TOWNS = ("Bitola", "Tetovo", "Ohrid")


def _course(number: int) -> str:
    """The texts of a press office: the same words, other facts."""
    changes = (("Bitola", TOWNS[number]), ("4 June", f"{4 + number} June"), ("22 police", f"{22 + number} police"))
    text = CORPUS["texts"]["course"].strip()
    for was, becomes in changes:
        text = text.replace(was, becomes)
    return text


def _told(text: str, number: int, source: str) -> Extraction:
    """A release without id, whose key is made of its words."""
    event = found("Course on the investigation of crime", f"2024-06-0{4 + number}", place=TOWNS[number])
    key = sha256(" ".join(text.split()).encode()).hexdigest()[:16]
    return extraction(event, key=key, text=text, source=source, named=False, published=f"2024-06-0{4 + number}")


TestDumps = Dumps.TestCase
TestDumps.settings = settings(max_examples=EXAMPLES // 50, stateful_step_count=12, deadline=None)
