"""Quality and speed of the date reader beside its peers, in one table and one run.

    python -m benchmarks.extraction [FILE…]       (timed on the seeds, else the bundled sample, when none are given)

The peers are installed with `pip install -e '.[benchmarks]'` and `npm install --prefix benchmarks`; one that is not
there is a row that says so. What counts are the ratios within a run, since machines differ and are shared.

P, R, F1     date spans of the seeds' gold: overlapping text and the same first and last day
exact        share of the phrases of tests/corpus/en.toml, each alone, of which just the right days are read
left alone   share of what only looks like a date in which no days are found
timed on     characters of text; slow readers get its beginning
ours is      how many times as fast find_spans is on the same text
20 MB        that text repeated and given whole, or (<) a tenth of it where a reader slows down so much
             that the whole would take more than a minute; a dash where even a steady reader would
"""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.chrono import Chrono
from benchmarks.limit import two_stage_scan
from benchmarks.ours import FindSpans, WholeExtract
from benchmarks.peers import Peer, peers
from benchmarks.quality import SHARED, Corpus, Score, Seed, corpus, on_lookalikes, on_phrases, on_seeds, seeds
from benchmarks.readers import Reader
from benchmarks.timing import seconds
from calendar_app.sample import sample_paths

_REFERENCE = date(2024, 11, 22)
_LONG = 20_000_000  # characters of the long text, the short one repeated
_PATIENCE = 60  # seconds; a reader that would take longer over the long text is not given it
_PREFIX = 4096  # characters with which the search for a prefix worth timing begins
_LEAST = 2.0  # seconds that a reader is timed for
_RELEASE = 2500  # characters of a common release


class Speed(NamedTuple):
    """Characters a second, and the number of characters that they were measured on."""

    rate: float
    characters: int


class Row(NamedTuple):
    """A line of the table; None is shown as a dash."""

    name: str
    version: str = ""
    score: Score | None = None
    exact: float | None = None
    alone: float | None = None
    short: Speed | None = None
    long: Speed | None = None


def main() -> None:
    """Prints the table, each row as soon as it is known."""
    dumps = seeds()
    texts = [Path(path).read_text(encoding="utf-8") for path in sys.argv[1:]] or [dump.text for dump in dumps]
    text = "\n".join(texts or [Path(path).read_text(encoding="utf-8") for path in sample_paths()[:2]])
    if not dumps:
        print(f"no seeds in ../{SHARED.name}: precision, recall and F1 are left out")
    print(_HEAD)
    ours, readers = FindSpans(), peers()
    base = _row(ours, dumps, corpus(), text)
    print(_line(base, base))
    whole = Row(WholeExtract().name, "", _score(WholeExtract(), dumps), None, None, *_speeds(WholeExtract(), text))
    print(_line(whole, base))
    print(_line(_limit(text), base))
    for reader in (Chrono("strict"), Chrono("casual"), *readers):
        missing = reader.missing()
        if missing:
            print(f"{reader.name:25} {reader.version():9} {missing}", flush=True)
        else:
            print(_line(_row(reader, dumps, corpus(), text), base), flush=True)
    for note in _notes(whole, readers):
        print(note)


def _row(reader: Reader, dumps: list[Seed], phrases: Corpus, text: str) -> Row:
    exact, alone = on_phrases(reader, phrases), on_lookalikes(reader, phrases)
    return Row(reader.name, reader.version(), _score(reader, dumps), exact, alone, *_speeds(reader, text))


def _score(reader: Reader, dumps: list[Seed]) -> Score | None:
    return on_seeds(reader, dumps) if dumps else None


def _speeds(reader: Reader, text: str) -> tuple[Speed, Speed | None]:
    """The speed on a text, or on as much of its beginning as takes about a second, and on the text made long."""
    size = _PREFIX
    while size < len(text) and reader.seconds(text[:size], _REFERENCE, 0.001) < _LEAST / 4:
        size *= 4
    short = _speed(reader, text[:size])
    return short, _long_speed(reader, text, short) if _LONG / short.rate < _PATIENCE else None


def _long_speed(reader: Reader, text: str, short: Speed) -> Speed:
    """The speed on the long text, or on a tenth of it if that shows a slowing down that cannot be waited for."""
    tenth = _speed(reader, _lengthened(text)[: _LONG // 10])
    slower = max(1.0, short.rate / tenth.rate)
    return _speed(reader, _lengthened(text)) if _LONG / tenth.rate * slower < _PATIENCE else tenth


def _speed(reader: Reader, text: str) -> Speed:
    return Speed(len(text) / reader.seconds(text, _REFERENCE, _LEAST), len(text))


def _limit(text: str) -> Row:
    speeds = []
    for one in (text, _lengthened(text)):
        data = one.encode()
        speeds.append(Speed(len(one) / seconds(lambda data=data: two_stage_scan(data), _LEAST), len(one)))
    return Row("two-stage scan (limit)", "", None, None, None, *speeds)


def _lengthened(text: str) -> str:
    return (text * (_LONG // len(text) + 1))[:_LONG]


_HEAD = (
    f"{'':25} {'version':9} {'P':>5} {'R':>5} {'F1':>5} {'exact':>7} {'left alone':>10}"
    f" {'characters/s':>13} {'timed on':>9} {'ours is':>8} {'20 MB: chars/s':>15} {'ours is':>8}"
)


def _line(row: Row, base: Row) -> str:
    scores = (row.score.precision, row.score.recall, row.score.f1) if row.score else (None, None, None)
    score = [f"{value:.3f}" if value is not None else "-" for value in scores]
    exact, alone = (f"{share:.1%}" if share is not None else "-" for share in (row.exact, row.alone))
    cells = [f"{cell:>5}" for cell in score] + [f"{exact:>7}", f"{alone:>10}"]
    cells += [f"{_rate(row.short):>13}", f"{row.short.characters if row.short else 0:9,}"]
    long, ratio = _bound("<", _rate(row.long), row.long), _bound(">", _ratio(base.long, row.long), row.long)
    cells += [f"{_ratio(base.short, row.short):>8}", f"{long:>15}", f"{ratio:>8}"]
    return f"{row.name:25} {row.version:9} {' '.join(cells)}"


def _rate(speed: Speed | None) -> str:
    return f"{float(f'{speed.rate:.3g}'):,.0f}" if speed else "-"


def _bound(sign: str, cell: str, speed: Speed | None) -> str:
    """A cell marked as a bound where the long text was cut."""
    return f"{sign} {cell}" if speed and speed.characters < _LONG else cell


def _ratio(ours: Speed | None, theirs: Speed | None) -> str:
    return f"{float(f'{ours.rate / theirs.rate:.2g}'):,g} x" if ours and theirs else "-"


def _notes(whole: Row, readers: list[Peer]) -> Iterator[str]:
    for speed in filter(None, (whole.short, whole.long)):
        yield (
            f"extract, whole: {speed.rate / _RELEASE:,.0f} releases of {_RELEASE / 1000} kB a second, "
            f"on {speed.characters:,} characters"
        )
    for reader in readers:
        if reader.faults:
            yield f"{reader.name} failed {len(reader.faults)} times, first with {reader.faults[0]}"


if __name__ == "__main__":
    main()
