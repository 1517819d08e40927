"""Release text cut into the stretches that a page marks: dates by their roles, and the sentences that gave events."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from calendar_app.extraction.text import ReleaseText
from calendar_app.model import DateSpan, Event, Evidence, Release, Role
from calendar_app.profiles import Profile
from calendar_app.publishing import clean
from calendar_app.store import StoredRelease

_FARTHEST = 1200  # characters before and behind a sentence in which its neighbours are looked for
_NEIGHBOURS = 2  # sentences


@dataclass(frozen=True, slots=True)
class Marked:
    """A date phrase of a text: its range, its role, and the span, where the phrase was read again."""

    start: int
    stop: int
    role: Role
    span: DateSpan | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `events` are the ids that were read from it, `starts` those whose sentence begins here.

    `date` is the date phrase that it belongs to, and `closes` says that it is the last stretch of that.
    """

    text: str
    events: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    date: Marked | None = None
    closes: bool = False


@dataclass(frozen=True, slots=True)
class _Ranges:
    """Sentences with the event that each gave, date phrases in order and apart, and where each event is first read."""

    sentences: tuple[tuple[int, int, str], ...]
    dates: tuple[Marked, ...]
    anchors: dict[str, int]

    def within(self, start: int, stop: int) -> "_Ranges":
        """Those that touch a range of the text."""
        low = bisect_right(self.dates, start, key=lambda date: date.stop)
        high = bisect_left(self.dates, stop, key=lambda date: date.start)
        touching = tuple(one for one in self.sentences if one[0] < stop and start < one[1])
        anchors = {event: at for event, at in self.anchors.items() if start <= at < stop}
        return _Ranges(touching, self.dates[low:high], anchors)

    def date_at(self, offset: int) -> Marked | None:
        """The date phrase at an offset."""
        at = bisect_right(self.dates, offset, key=lambda date: date.start)
        return self.dates[at - 1] if at and offset < self.dates[at - 1].stop else None


def quoted(evidence: Evidence) -> tuple[Piece, ...]:
    """The sentence of an event, its date phrase apart."""
    quote = evidence.quote
    start, stop = _within(evidence.mark, len(quote)) if evidence.mark else (0, 0)
    marked = Marked(start, stop, Role.EVENT)
    pieces = (Piece(quote[:start]), Piece(quote[start:stop], date=marked, closes=True), Piece(quote[stop:]))
    return tuple(replace(piece, text=clean.piece(piece.text)) for piece in pieces if piece.text)


def around(release: StoredRelease, sentence: tuple[int, int], profile: Profile, begin: int = 0) -> tuple[str, str]:
    """The sentences before one and behind it, some of each, from `begin` on; empty where there are none."""
    text = release.text
    start, stop = _within(sentence, len(text))
    low, high = max(begin, start - _FARTHEST), min(len(text), stop + _FARTHEST)
    before = _sentences(release, low, start, profile)
    if low > begin:  # the first may begin before
        before = before[1:]
    behind = _sentences(release, stop, high, profile)
    if high < len(text):  # the last may be cut
        behind = [one for one in behind if one[1] < high]
    return _joined(text, before[-_NEIGHBOURS:]), _joined(text, behind[:_NEIGHBOURS])


def _sentences(release: StoredRelease, start: int, stop: int, profile: Profile) -> list[tuple[int, int]]:
    """The ranges of the sentences in a part of a release, as they are read from it."""
    part = Release(release.source, release.key, release.text[start:stop], language=release.language)
    return [(start + first, start + last) for first, last in ReleaseText(part, profile).sentences]


def paragraphs(
    text: str, events: Iterable[Event], release: str, begin: int = 0, spans: Sequence[DateSpan] = ()
) -> list[tuple[Piece, ...]]:
    """The lines of a release's text from `begin` on, each cut where a sentence or a date phrase begins or ends.

    `spans` are the dates of the text; the phrases that the events were read from go before them.
    """
    ranges = _ranges(len(text), events, release, spans)
    found = []
    offset = 0
    for line in text.splitlines(keepends=True):
        start, offset = offset, offset + len(line)
        if offset > begin and line.strip():
            found.append(_pieces(text, max(start, begin), start + len(line.rstrip()), ranges))
    return [pieces for pieces in found if pieces]


def _joined(text: str, sentences: Sequence[tuple[int, int]]) -> str:
    return clean.line(text[sentences[0][0] : sentences[-1][1]]) if sentences else ""


def _ranges(length: int, events: Iterable[Event], release: str, spans: Sequence[DateSpan]) -> _Ranges:
    sentences, told = [], []
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
                told.append(Marked(start + first, start + last, Role.EVENT))
    return _Ranges(tuple(sentences), _dates(length, told, spans), anchors)


def _dates(length: int, told: Sequence[Marked], spans: Sequence[DateSpan]) -> tuple[Marked, ...]:
    """The date phrases, none over another: those of the events, then those that were read again, in order of place."""
    read = [Marked(*_within((span.offset, span.stop), length), span.role, span) for span in spans]
    again = {(one.start, one.stop): one.span for one in read}
    known = [replace(one, span=again.get((one.start, one.stop))) for one in told]
    taken = sorted((one.start, one.stop) for one in known)
    stops = _furthest(taken)
    free = [one for one in read if not _overlaps(one, taken, stops)]
    found: list[Marked] = []
    for one in sorted((*known, *free), key=lambda one: (one.start, -one.stop)):
        start = max(one.start, found[-1].stop if found else 0)
        if start < one.stop:
            found.append(replace(one, start=start))
    return tuple(found)


def _furthest(ranges: Sequence[tuple[int, int]]) -> list[int]:
    """For each range how far those up to it reach."""
    furthest: list[int] = []
    for _, stop in ranges:
        furthest.append(max(stop, furthest[-1] if furthest else stop))
    return furthest


def _overlaps(one: Marked, ranges: Sequence[tuple[int, int]], furthest: Sequence[int]) -> bool:
    at = bisect_left(ranges, (one.stop, 0))
    return at > 0 and furthest[at - 1] > one.start


def _pieces(text: str, start: int, stop: int, ranges: _Ranges) -> tuple[Piece, ...]:
    near = ranges.within(start, stop)
    cuts = {start, stop}
    marked = [*((date.start, date.stop) for date in near.dates), *((first, last) for first, last, _ in near.sentences)]
    cuts.update(cut for span in marked for cut in span if start < cut < stop)
    pieces = []
    for first, last in pairwise(sorted(cuts)):
        date = near.date_at(first)
        pieces.append(
            Piece(
                text=clean.piece(text[first:last]),
                events=tuple(dict.fromkeys(event for a, b, event in near.sentences if a <= first and last <= b)),
                starts=tuple(event for event, anchor in near.anchors.items() if anchor == first),
                date=date,
                closes=date is not None and last == min(date.stop, stop),
            )
        )
    return tuple(pieces)


def _within(span: tuple[int, int], length: int) -> tuple[int, int]:
    start = min(max(span[0], 0), length)
    return start, min(max(span[1], start), length)
