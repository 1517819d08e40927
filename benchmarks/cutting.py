"""How well dumps are cut into releases, on dumps made of annotated releases that follow one another.

    python -m benchmarks.cutting [FILE.jsonl…]           (tests/releases/*.jsonl when none are given)
    python -m benchmarks.cutting --fit [FILE.jsonl…]     the weights of a lead's signs, by logistic regression, from
                                                         the releases that name an office, the sample, and the
                                                         gold
    python -m benchmarks.cutting --unseen                how well the gold's dumps are cut with weights fitted, from
                                                         zero, to all the others

Each dump has releases of one language in an order made at random, with their headlines or without, and no blank line
anywhere. P and R are those of the beginnings found. "own offices" are the releases that name an office of the profile.
"""

import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from benchmarks.annotated import FOLDER, read_rows
from benchmarks.ours import LANGUAGE
from benchmarks.quality import seeds
from calendar_app.dates import find_phrases
from calendar_app.model import Document
from calendar_app.profiles import Profile, load_profile
from calendar_app.releases import cut
from calendar_app.releases.cutting import names_offices, rarities, read_on
from calendar_app.releases.leads import WEIGHTS, Open, is_date_header, lead_cues, settled, signs
from calendar_app.releases.paragraphs import read_paragraphs
from calendar_app.sample import sample_paths

_SIZE = 25  # releases of a dump
_DUMPS = 8  # dumps of a language, half of them with headlines
_ENDS = re.compile(r"[.?!:”\"’)…]\s*\Z")


Sample = tuple[dict[str, float], bool]  # the signs of a paragraph, and whether it begins a release


@dataclass(frozen=True)
class Dump:
    """Releases after one another, and where they begin."""

    language: str
    text: str
    starts: frozenset[int]


@cache
def _profile() -> Profile:
    return load_profile()


def dumps(rows: Sequence[dict[str, Any]], number: int = _DUMPS) -> Iterator[Dump]:
    """Dumps of the rows of each language; listings are left out, which no dump has."""
    by_language: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if sum(_ENDS.search(line) is None for line in row["text"].split("\n") if line.strip()) < 3:
            by_language[row["language"]].append(row)
    for language, chosen in sorted(by_language.items()):
        for seed in range(number):
            random = Random(seed)
            sample = random.sample(chosen, min(_SIZE, len(chosen)))
            yield _dump(language, [_lines(row["text"], headline=seed % 2 == 0) for row in sample])


def _lines(text: str, *, headline: bool) -> str:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    while not headline and len(lines) > 1 and not _ENDS.search(lines[0]):
        lines.pop(0)
    return "\n".join(lines)


def sample_dumps() -> list[Dump]:
    """The dumps of the bundled sample."""
    begun = tomllib.loads((FOLDER.parent / "corpus_sample.toml").read_text(encoding="utf-8"))
    found = []
    for path in sorted(path for path in sample_paths() if path.endswith(".txt")):
        text = Path(path).read_text(encoding="utf-8")
        starts = frozenset(text.index(words) for words in begun[Path(path).name])
        found.append(Dump(LANGUAGE, text, starts))
    return found


def _gold_dumps() -> list[Dump]:
    return [Dump(LANGUAGE, seed.text, frozenset(seed.starts)) for seed in seeds()]


def _fitting(rows: Sequence[dict[str, Any]], whole: Sequence[Dump]) -> list[Sample]:
    """The samples of dumps made of releases that name an office, and of whole dumps, often enough to count beside."""
    made = dumps([row for row in rows if row.get("offices")], 3 * _DUMPS)
    return [sample for dump in (*made, *(list(whole) * (24 * _DUMPS))) for sample in samples(dump)]


def _dump(language: str, releases: Sequence[str]) -> Dump:
    starts, text = set(), ""
    for release in releases:
        starts.add(len(text))
        text += release + "\n"
    return Dump(language, text, frozenset(starts))


def score(dump: Dump) -> tuple[int, int, int]:
    """How many beginnings are right, given and wanted; the first one, which cannot be missed, is left out."""
    document = Document("dump", dump.text, language=dump.language)
    given = {release.offset for release in cut(document, _profile())} - {0}
    wanted = dump.starts - {0}
    return len(given & wanted), len(given), len(wanted)


def samples(dump: Dump) -> Iterator[Sample]:
    """The signs of each paragraph that no single one settles, by what truly stands before it, and whether it begins a
    release."""
    cues = lead_cues(dump.language, _profile())
    phrases = find_phrases(dump.text, dump.language)
    paragraphs = read_paragraphs(dump.text, phrases, _profile(), dump.language, cues.generic)
    rarity, named, before = rarities(paragraphs), names_offices(paragraphs), None
    current = Open(0, named)
    for paragraph in paragraphs:
        begins = paragraph.begin in dump.starts
        if before is not None and not settled(dump.text, paragraph, current):
            yield signs(dump.text, paragraph, before, current, rarity, cues), begins
        if begins:
            current = Open(paragraph.begin, named)
        read_on(current, paragraph, header=is_date_header(dump.text, paragraph))
        before = paragraph


def fitted(
    found: Sequence[Sample], near: Mapping[str, float], rounds: int = 300, decay: float = 0.01
) -> dict[str, float]:
    """Weights by logistic regression (gradient descent with momentum), with a quadratic penalty for what leads away
    from those that are near: a sign that the dumps hardly have keeps its weight."""
    weights, speed = dict(near), dict.fromkeys(near, 0.0)
    for _ in range(rounds):
        slope = {name: decay * (weights[name] - near[name]) for name in near}
        for given, begins in found:
            sum_ = sum(weights.get(name, 0.0) * value for name, value in given.items())
            miss = 1 / (1 + exp(-max(-30.0, min(30.0, sum_)))) - begins
            for name, value in given.items():
                if value and name in slope:
                    slope[name] += miss * value / len(found)
        for name in near:
            speed[name] = 0.9 * speed[name] - 0.8 * slope[name]
            weights[name] += speed[name]
    return {name: round(value, 1) for name, value in weights.items()}


def main() -> None:
    """Prints precision and recall for each language, or fitted weights."""
    names = [name for name in sys.argv[1:] if not name.startswith("--")]
    files = [Path(name) for name in names] or sorted(FOLDER.glob("*.jsonl"))
    rows = [row for file in files for row in read_rows(file)]
    if "--fit" in sys.argv:
        for name, weight in fitted(_fitting(rows, [*sample_dumps(), *_gold_dumps()]), WEIGHTS).items():
            print(f'    "{name}": {weight},')
        return
    totals: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    if "--unseen" in sys.argv:
        with patch.dict(WEIGHTS, fitted(_fitting(rows, sample_dumps()), dict.fromkeys(WEIGHTS, 0.0))):
            totals["the gold"] = [score(dump) for dump in _gold_dumps()]
        _print(totals)
        return
    for number, dump in enumerate(dumps(rows)):
        for name in (dump.language, "all", "with headlines" if number % 2 == 0 else "without"):
            totals[name].append(score(dump))
    own = [row for row in rows if row.get("offices") and row["language"] == LANGUAGE]
    totals["own offices, en"] = [score(dump) for dump in dumps(own)]
    _print(totals)


def _print(totals: Mapping[str, Sequence[tuple[int, int, int]]]) -> None:
    print(f"{'':16} {'P':>6} {'R':>6}")
    for name, counts in totals.items():
        right, given, wanted = (sum(column) for column in zip(*counts, strict=True))
        print(f"{name:16} {right / max(1, given):6.3f} {right / max(1, wanted):6.3f}")


if __name__ == "__main__":
    main()
