"""How well a reader reads: on the seeds' gold as score.py counts spans, and on our own corpus of phrases."""

import json
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.readers import Found, Reader

_ROOT = Path(__file__).parents[1]
SHARED = _ROOT.parent / "shared"
_GOLD = SHARED / "gold" / "releases.jsonl"
_CORPUS = _ROOT / "tests" / "corpus" / "en.toml"
_DUMPS = {"000": date(2023, 7, 12), "002": date(2024, 11, 22)}  # the day that each dump is from


class Seed(NamedTuple):
    """A dump of real releases, the day it is from, where they begin, and the spans that annotators marked in it."""

    text: str
    reference: date
    starts: list[int]
    spans: list[dict[str, Any]]


class Score(NamedTuple):
    """Precision and recall of spans; there is no precision where no span was given."""

    precision: float | None
    recall: float

    @property
    def f1(self) -> float:
        both = (self.precision or 0.0) + self.recall
        return 2 * (self.precision or 0.0) * self.recall / both if both else 0.0


class Corpus(NamedTuple):
    """Phrases with the first and last days that they name, and what only looks like a date."""

    reference: date
    phrases: list[str]
    days: list[list[tuple[str, str]]]
    lookalikes: list[str]


def seeds() -> list[Seed]:
    """The seed dumps with their gold, none where they do not lie beside the repository."""
    if not _GOLD.exists():
        return []
    rows = [json.loads(line) for line in _GOLD.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = []
    for name, reference in _DUMPS.items():
        file = next((SHARED / "seeds").glob(f"{name}*.txt"))
        own = [row for row in rows if row["file"] == name]
        spans = [span for row in own for span in row["spans"]]
        found.append(Seed(file.read_bytes().decode(), reference, [row["char_start"] for row in own], spans))
    return found


def on_seeds(reader: Reader, dumps: Sequence[Seed]) -> Score:
    """Precision and recall of a reader on the explicit, day-precise spans of the seeds."""
    hits = wanted = right = given = 0
    for dump in dumps:
        found = reader.read([dump.text], dump.reference)[0]
        due = [gold for gold in dump.spans if _is_due(gold)]
        wanted += len(due)
        hits += sum(any(_overlap(gold, one) and _right(gold, one) for one in found) for gold in due)
        for one in found:
            near = [gold for gold in dump.spans if _overlap(gold, one)]
            if one.days and _counts(near):
                given += 1
                right += any(gold["explicit"] and _right(gold, one) for gold in near)
    return Score(right / given if given else None, hits / wanted)


def _is_due(gold: dict[str, Any]) -> bool:
    return gold["explicit"] and not gold.get("optional")


def _counts(near: list[dict[str, Any]]) -> bool:
    """Whether a span over these gold spans is right or wrong: not where all of them are implicit."""
    return not near or any(gold["explicit"] for gold in near)


def _overlap(gold: dict[str, Any], found: Found) -> bool:
    return bool(gold["offset"] < found.stop and found.start < gold["offset"] + len(gold["text"]))


def _right(gold: dict[str, Any], found: Found) -> bool:
    days = [found.first.isoformat(), found.last.isoformat()]
    return days in [[gold["start"], gold["end"]], *gold.get("also", [])]


def corpus() -> Corpus:
    """Our own phrases in English, each standing alone."""
    data = tomllib.loads(_CORPUS.read_text(encoding="utf-8"))
    values = [(phrase, value["spans"]) for value in data["value"] for phrase in value["phrases"]]
    return Corpus(
        reference=data["reference"],
        phrases=[phrase for phrase, _ in values],
        days=[[_pair(span) for span in spans] for _, spans in values],
        lookalikes=[phrase for block in data["nothing"] for phrase in block["phrases"]],
    )


def _pair(span: str) -> tuple[str, str]:
    first, _, last = span.partition("/")
    return first, last


def on_phrases(reader: Reader, ours: Corpus) -> float:
    """The share of phrases of which a reader gives just the days that they name, in order."""
    read = reader.read(ours.phrases, ours.reference)
    days = [[(one.first.isoformat(), one.last.isoformat()) for one in found] for found in read]
    return sum(map(list.__eq__, days, ours.days)) / len(ours.days)


def on_lookalikes(reader: Reader, ours: Corpus) -> float:
    """The share of look-alikes in which a reader finds no days."""
    read = reader.read(ours.lookalikes, ours.reference)
    return sum(not any(one.days for one in found) for found in read) / len(read)
