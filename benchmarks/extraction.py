"""Speed of the date-span reader beside dateparser's search_dates, and how time grows with the text.

    python -m benchmarks.extraction [FILE…]       (the bundled sample when no files are given)

Both read the same text in the same run; what counts is the ratio, since machines differ and are shared. The second
table doubles the text up to 16 MB: ordinary releases, and texts made to be hard. T(2n)/T(n) of 2 is a straight line.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

from dateparser.search import search_dates

from calendar_app.dates import find_spans
from calendar_app.extraction import extract
from calendar_app.model import Document
from calendar_app.profiles import load_profile
from calendar_app.releases import cut
from calendar_app.sample import sample_paths

REFERENCE = date(2024, 11, 22)
MEGABYTE = 1 << 20
WORST = {
    "digits": "1",
    "blanks": " ",
    "stops": ".",
    "months": "May ",
    "days": "12 ",
    "days and joiners": "12 to ",
    "lists of days": "1, 2 and 3 May, ",
    "today": "today ",
    "over the next": "over the next ",
    "one long line of dates": "on 5 May 2024 we met ",
    "short lines of dates": "5 May:\n",
    "capitals": "A-B ",
    "quotation marks": "“",
    "glued sentences": "abc.Def ",
}


def seconds(call: Callable[[], object], least: float = 0.2) -> float:
    """The best of several runs of a call, in seconds."""
    best, spent = float("inf"), 0.0
    while spent < least:
        start = time.perf_counter()
        call()
        took = time.perf_counter() - start
        best, spent = min(best, took), spent + took
    return best


def beside_dateparser(text: str) -> None:
    spans = find_spans(text, REFERENCE)
    ours = seconds(lambda: find_spans(text, REFERENCE))
    theirs = seconds(lambda: search_dates(text, languages=["en"]))
    found = search_dates(text, languages=["en"]) or []
    print(f"{len(text):,} characters             spans    characters/s      spans/s")
    print(f"calendar_app.find_spans     {len(spans):8,} {len(text) / ours:15,.0f} {len(spans) / ours:12,.0f}")
    print(f"dateparser.search_dates     {len(found):8,} {len(text) / theirs:15,.0f} {len(found) / theirs:12,.0f}")
    by_spans = len(spans) / ours * theirs / max(1, len(found))
    print(f"ratio of characters/s {theirs / ours:,.0f}; ratio of spans/s {by_spans:,.0f}\n")


def growth(name: str, call: Callable[[str], object], unit: str, sizes: list[int]) -> None:
    times = []
    for size in sizes:
        text = (unit * (size // len(unit) + 1))[:size]
        times.append(seconds(lambda text=text: call(text), least=0.05))
    ratios = [later / earlier for earlier, later in pairwise(times)]
    speed = sizes[-1] / times[-1] / 1e6
    print(
        f"{name:28} {times[-1]:8.2f} s {speed:9.2f} MB/s   T(2n)/T(n) " + " ".join(f"{ratio:.2f}" for ratio in ratios)
    )


def whole(text: str) -> int:
    """A dump read whole: cut, and each release extracted."""
    profile = load_profile()
    return sum(1 for _ in extract(cut(Document("dump", text), profile), profile, REFERENCE))


def main() -> None:
    text = "\n".join(Path(path).read_text(encoding="utf-8") for path in sys.argv[1:] or sample_paths()[:2])
    beside_dateparser(text)
    releases = whole(text)
    took = seconds(lambda: whole(text), least=1)
    print(f"whole extract: {releases / took:,.0f} releases/s, {len(text) / took / 1e6:.2f} million characters/s\n")
    sizes = [4 * MEGABYTE, 8 * MEGABYTE, 16 * MEGABYTE]
    growth("find_spans, releases", lambda t: find_spans(t, REFERENCE), text, sizes)
    for name, unit in WORST.items():
        growth(f"find_spans, {name}", lambda t: find_spans(t, REFERENCE), unit, sizes)
    print()
    sizes = [MEGABYTE, 2 * MEGABYTE, 4 * MEGABYTE]
    growth("extract, releases", whole, text, sizes)
    for name, unit in WORST.items():
        growth(f"extract, {name}", whole, unit, [MEGABYTE // 4, MEGABYTE // 2, MEGABYTE])


if __name__ == "__main__":
    main()
