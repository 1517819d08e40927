"""Release text cut into the stretches that a page marks: the sentences that gave events, and their date phrases."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from calendar_app.model import Event, Evidence
from calendar_app.publishing import clean


@dataclass(frozen=True, slots=True)
class _Ranges:
    """Sentences with the event that each gave, date phrases, and where each event is first read."""

    sentences: tuple[tuple[int, int, str], ...]
    dates: tuple[tuple[int, int], ...]
    anchors: dict[str, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `events` are the ids that were read from it, `starts` those whose sentence begins here."""

    text: str
    dated: bool = False
    events: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()


def quoted(evidence: Evidence) -> tuple[Piece, ...]:
    """The sentence of an event, its date phrase apart."""
    quote = evidence.quote
    start, stop = _within(evidence.mark, len(quote)) if evidence.mark else (0, 0)
    pieces = (Piece(quote[:start]), Piece(quote[start:stop], dated=True), Piece(quote[stop:]))
    return tuple(Piece(clean.piece(piece.text), piece.dated) for piece in pieces if piece.text)


def paragraphs(text: str, events: Iterable[Event], release: str, begin: int = 0) -> list[tuple[Piece, ...]]:
    """The lines of a release's text from `begin` on, each cut where a sentence or a date phrase begins or ends."""
    ranges = _ranges(len(text), events, release)
    found = []
    offset = 0
    for line in text.splitlines(keepends=True):
        start, offset = offset, offset + len(line)
        if offset > begin and line.strip():
            found.append(_pieces(text, max(start, begin), start + len(line.rstrip()), ranges))
    return [pieces for pieces in found if pieces]


def _ranges(length: int, events: Iterable[Event], release: str) -> _Ranges:
    sentences, dates = [], []
    anchors: dict[str, int] = {}
    for event in events:
        for evidence in event.evidence:
            start, stop = _within(evidence.sentence, length) if evidence.release == release else (0, 0)
            if start == stop:
                continue
            sentences.append((start, stop, event.id))
            anchors[event.id] = min(start, anchors.get(event.id, start))
            if evidence.mark and len(evidence.quote) == stop - start:
                first, last = _within(evidence.mark, stop - start)
                dates.append((start + first, start + last))
    return _Ranges(tuple(sentences), tuple(dates), anchors)


def _pieces(text: str, start: int, stop: int, ranges: _Ranges) -> tuple[Piece, ...]:
    cuts = {start, stop}
    marked = [*ranges.dates, *((first, last) for first, last, _ in ranges.sentences)]
    cuts.update(cut for span in marked for cut in span if start < cut < stop)
    edges = sorted(cuts)
    return tuple(
        Piece(
            text=clean.piece(text[first:last]),
            dated=any(a <= first and last <= b for a, b in ranges.dates),
            events=tuple(dict.fromkeys(event for a, b, event in ranges.sentences if a <= first and last <= b)),
            starts=tuple(event for event, anchor in ranges.anchors.items() if anchor == first),
        )
        for first, last in pairwise(edges)
        if last > first
    )


def _within(span: tuple[int, int], length: int) -> tuple[int, int]:
    start = min(max(span[0], 0), length)
    return start, min(max(span[1], start), length)
