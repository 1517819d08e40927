"""How time grows with the text: T(2n)/T(n) of 2 is a straight line, of 4 a square.

    python -m benchmarks.growth [SECONDS]       (the longest that one run may take, 40 when not given)

Read are ordinary releases, texts made to be hard, and near-matches: for each rule of the grammar the beginning of a
phrase that it reads, repeated without ever coming to the end that would make it a date. `find_spans` goes to 16 MB and
the whole `extract` to 4 MB, less where a text so dense in dates would take longer than SECONDS. Counted is the time of
the processor. Ratios of single runs on a shared machine wobble: where one is too high all sizes are run again, twice at
most, and the best run of each counts.
"""

import re
import sys
import time
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

from benchmarks.ours import LANGUAGE, extractions
from benchmarks.quality import corpus, seeds
from benchmarks.timing import seconds
from calendar_app.dates import find_spans
from calendar_app.sample import sample_paths

_REFERENCE = date(2024, 11, 22)
_MEGABYTE = 1 << 20
_DOUBLINGS = 2
_LEAST = 0.5  # seconds that each size is timed for
_TOO_HIGH, _AGAIN = 2.3, 2

HARD = [
    "1", " ", ".", "“", "A-B ", "abc.Def ", "May ", "12 ", "today ", "over the next ", "1, 2 and 3 May, ",
    "on 5 May 2024 we met ", "5 May:\n",
]  # fmt: skip
NEAR = [
    "12 to ", "1, 2, 3, ", "May to ", "between 5 and ", "January 1-", "19.11.", "19.–", "2024-11-", "12/11/",
    "the twenty-first of ", "on Monday ", "the week of ", "late ", "Q2 ", "the first half of ", "spring ", "next ",
]  # fmt: skip


def near_matches() -> dict[str, str]:
    """For each rule that reads a phrase of the corpus alone, its shortest such phrase without the last word or sign."""
    phrases: dict[str, str] = {}
    ours = corpus()
    for phrase in sorted(ours.phrases, key=lambda phrase: (len(phrase), phrase)):
        spans = find_spans(phrase, ours.reference, LANGUAGE)
        if len(spans) == 1:
            phrases.setdefault(spans[0].rule, phrase)
    return {rule: _without_end(phrase) for rule, phrase in sorted(phrases.items())}


def _without_end(phrase: str) -> str:
    """A phrase without its last word, or without its last sign where it is one word."""
    return re.sub(r"\w+\W*\Z", "", phrase) or f"{phrase[:-1]} "


def growth(name: str, call: Callable[[str], object], unit: str, largest: int, patience: float) -> None:
    """Prints one line: the time and speed at the largest size that patience allows, and the ratios up to it."""
    probe = _time(call, _repeated(unit, _MEGABYTE // 4), 0.0)
    while largest > _MEGABYTE and probe * 4 * largest / _MEGABYTE > patience:
        largest //= 2
    sizes = [largest >> halvings for halvings in range(_DOUBLINGS, -1, -1)]
    texts = [_repeated(unit, size) for size in sizes]
    times = [_time(call, text, _LEAST) for text in texts]
    for _ in range(_AGAIN):
        if max(later / earlier for earlier, later in pairwise(times)) > _TOO_HIGH:
            times = [min(best, _time(call, text, _LEAST)) for best, text in zip(times, texts, strict=True)]
    ratios = " ".join(f"{later / earlier:.2f}" for earlier, later in pairwise(times))
    speed = largest / times[-1] / _MEGABYTE
    print(f"{name:44} {largest // _MEGABYTE:3} MB {times[-1]:8.2f} s {speed:8.2f} MB/s   {ratios}", flush=True)


def _time(call: Callable[[str], object], text: str, least: float) -> float:
    return seconds(lambda: call(text), least, time.process_time)


def _repeated(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def _spans(text: str) -> object:
    return find_spans(text, _REFERENCE, LANGUAGE)


def _whole(text: str) -> object:
    return extractions(text, _REFERENCE)


def main() -> None:
    """Prints the lines of find_spans for all texts, then those of the whole extract for releases and hard texts."""
    patience = float(sys.argv[1]) if len(sys.argv) > 1 else 40.0
    sample = [Path(path).read_text(encoding="utf-8") for path in sample_paths()[:2]]
    releases = {"releases": "\n".join([seed.text for seed in seeds()] or sample)}
    hard = releases | {repr(unit): unit for unit in HARD}
    near = {repr(unit): unit for unit in NEAR} | {f"{rule} {unit!r}": unit for rule, unit in near_matches().items()}
    for title, call, largest, units in (("find_spans", _spans, 16, hard | near), ("extract, whole", _whole, 4, hard)):
        print(f"{title:44} {'size':>6} {'time':>10} {'speed':>13}   T(2n)/T(n)")
        for name, unit in units.items():
            growth(name, call, unit, largest * _MEGABYTE, patience)
        print()


if __name__ == "__main__":
    main()
