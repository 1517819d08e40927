"""What the extractor does on annotated releases of many organisations and languages, and what its confidence means.

    python -m benchmarks.reliability [FILE.jsonl…]       (tests/releases/*.jsonl when none are given)

Each row of a file is a release with the spans and events that a careful reader finds in it. The releases were written
for this project, in its own words, without a look at its rules; the rules were then improved with them, so that the
figures say what is reached and not what to expect of a text never seen.

spans, roles, events    precision, recall and F1, or the share that is right of those found
title, place, …         the share that is right of the events found, where the row says what is right
reliability             of the events given with a confidence, the share whose days are right
"""

import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from benchmarks.annotated import FOLDER, Tally, read_rows, tally

_BINS = (0.0, 0.7, 0.85, 0.92, 0.96, 1.01)


def main() -> None:
    """Prints one table a file and language, and the reliability table of all."""
    files = [Path(name) for name in sys.argv[1:]] or sorted(FOLDER.glob("*.jsonl"))
    by_language: dict[str, list[Tally]] = defaultdict(list)
    for file in files:
        for row in read_rows(file):
            by_language[f"{file.stem} {row['language']}"].append(tally(row))
    print(_HEAD)
    everything: list[Tally] = []
    for name, tallies in sorted(by_language.items()):
        print(_line(name, tallies))
        everything += tallies
    print(_line("all", everything))
    print("\nconfidence     events  right")
    sure = [pair for one in everything for pair in one.confidence]
    for low, high in pairwise(_BINS):
        inside = [right for confidence, right in sure if low <= confidence < high]
        if inside:
            print(f"{low:.2f} to {min(high, 1):.2f}  {len(inside):6}  {sum(inside) / len(inside):5.2f}")


_HEAD = (
    f"{'':14} {'releases':>8}  {'spans P':>7} {'R':>5}  {'roles':>6}  {'events P':>8} {'R':>5}"
    f"  {'title':>6} {'place':>6} {'hours':>6}"
)


def _line(name: str, tallies: list[Tally]) -> str:
    total = sum(tallies, Tally())
    spans = _share(total.spans, total.spans_given), _share(total.spans, total.spans_wanted)
    events = _share(total.events, total.events_given), _share(total.events_required, total.events_wanted)
    title, place, hours = (_share(*total.fields[name]) for name in ("title", "place", "start_time"))
    return (
        f"{name:14} {len(tallies):8}  {spans[0]:>7} {spans[1]:>5}  {_share(total.roles, total.spans):>6}"
        f"  {events[0]:>8} {events[1]:>5}  {title:>6} {place:>6} {hours:>6}"
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


if __name__ == "__main__":
    main()
