"""When a release was published, and so what its dates count from.

A release's own day comes first: its metadata, its dateline, "today, 7 July". Without one, the days that its text
gives in full; then the releases beside it in the same dump; last the day on which the dump was read.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from calendar_app.dates import Phrase, Reference, lexicon, resolve
from calendar_app.extraction.datelines import find_dateline
from calendar_app.extraction.text import ReleaseText
from calendar_app.model import DateSpan, Precision


@dataclass(frozen=True)
class Reading:
    """A release's date phrases resolved: `published` is what the release itself says, `reference` what was used,
    `dateline` where the dateline's date stands."""

    published: date | None
    reference: Reference
    phrases: tuple[Phrase, ...]
    spans: tuple[DateSpan, ...]
    dateline: int | None

    @cached_property
    def _dates(self) -> list[tuple[int, int]]:
        return [(span.offset, span.stop) for span in self.spans]

    def dates_within(self, start: int, stop: int) -> list[tuple[int, int]]:
        """The ranges of the spans that begin in a range of the text, in order."""
        return self._dates[bisect_left(self._dates, (start,)) : bisect_left(self._dates, (stop,))]


def read_dates(texts: Sequence[ReleaseText], reading_day: date) -> list[Reading]:
    """The readings of releases that stand together in one source, in order."""
    phrases = [text.phrases for text in texts]
    datelines = [find_dateline(text, found) for text, found in zip(texts, phrases, strict=True)]
    said = [_said(dateline) for dateline in datelines]
    own = [text.release.published or day for text, day in zip(texts, said, strict=True)]
    neighbours = _Neighbours([own[i] or _last_full_day(phrases[i]) for i in range(len(texts))])
    readings = []
    for index, (text, found) in enumerate(zip(texts, phrases, strict=True)):
        reference = _reference(index, own[index], found, neighbours, reading_day)
        published = own[index] or _published_today(text.text, found, reference)
        if published is not None:
            reference = Reference(said[index] or published, "release")
        spans = tuple(resolve(found, text.text, reference, lexicon(text.language)))
        dateline = datelines[index]
        readings.append(Reading(published, reference, found, spans, dateline.start if dateline else None))
    return readings


class _Neighbours:
    """The known days of the releases of a source, and the nearest of them to a release without one."""

    def __init__(self, days: Sequence[date | None]) -> None:
        self._behind = self._nearest(days[::-1])[::-1]
        self._before = self._nearest(days)

    @staticmethod
    def _nearest(days: Sequence[date | None]) -> list[tuple[int, date] | None]:
        """For each place the last known day before it, with how far away it stands."""
        found: list[tuple[int, date] | None] = []
        last: tuple[int, date] | None = None
        for day in days:
            found.append(last)
            last = (1, day) if day is not None else (last[0] + 1, last[1]) if last else None
        return found

    def nearest(self, index: int) -> date | None:
        """The day of the nearest release; of two equally near the one behind, which in a dump is the older."""
        around = [found for found in (self._behind[index], self._before[index]) if found is not None]
        return min(around, key=lambda found: found[0])[1] if around else None


def _reference(
    index: int, own: date | None, phrases: Sequence[Phrase], neighbours: _Neighbours, reading_day: date
) -> Reference:
    if own is not None:
        return Reference(own, "release")
    beside = neighbours.nearest(index)
    full = _full_days(phrases)
    if full and beside is not None:
        near = min(full, key=lambda day: abs((day - beside).days))
        near = near if abs((near - beside).days) <= _SAME_SEASON else max(full)
        return Reference(near, "release", sure=False)
    if full:
        return Reference(max(full), "release", sure=False)
    return Reference(beside, "neighbour") if beside is not None else Reference(reading_day, "reading day")


_SAME_SEASON = 90  # days; a full date this near to the neighbours' is the release's time, not its history


def _said(dateline: Phrase | None) -> date | None:
    """The day that a dateline gives in full."""
    if dateline is None or dateline.last.year is None:
        return None
    days = _full_days([dateline])
    return days[0] if days else None


def _full_days(phrases: Sequence[Phrase]) -> list[date]:
    """The last days of all phrases that give day, month and year."""
    found = []
    for phrase in phrases:
        if phrase.precision is Precision.DAY and not phrase.relative and phrase.last.year is not None:
            found += [span.end for span in resolve([phrase], "", Reference(date(2000, 1, 1)))]
    return found


def _last_full_day(phrases: Sequence[Phrase]) -> date | None:
    return max(_full_days(phrases), default=None)


_COMMA = re.compile(r",?\s(?:\w+,\s)?\Z")


def _published_today(text: str, phrases: Sequence[Phrase], reference: Reference) -> date | None:
    """The day of "today, 7 July": what the text itself calls today is the day on which it was published."""
    for today, named in pairwise(phrases):
        between = text[today.stop : named.start]
        if today.rule == "relative-day" and today.shift == 0 and not named.relative and _COMMA.fullmatch(between):
            spans = resolve([named], text, reference)
            if spans and spans[0].precision is Precision.DAY and spans[0].start == spans[0].end:
                return spans[0].start
    return None
