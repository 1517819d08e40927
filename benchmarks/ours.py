"""Our own readers: the bare date spans, and whole releases extracted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from benchmarks.readers import Found
from benchmarks.timing import seconds
from calendar_app.dates import find_spans
from calendar_app.extraction import extract
from calendar_app.model import DateSpan, Document, Extraction, Precision
from calendar_app.profiles import Profile, load_profile
from calendar_app.releases import cut

LANGUAGE = "en"


@cache
def _profile() -> Profile:
    """The built-in profile, loaded once: a run of many releases loads it once."""
    return load_profile()


def extractions(text: str, reading_day: date) -> list[Extraction]:
    """All that a dump tells, from the cutting of it to its events."""
    profile = _profile()
    return list(extract(cut(Document("dump", text), profile), profile, reading_day))


@dataclass(frozen=True)
class FindSpans:
    """`calendar_app.dates.find_spans`, given the language as the peers are."""

    name: str = "find_spans"

    def version(self) -> str:
        return ""

    def missing(self) -> str:
        return ""

    def read(self, texts: Sequence[str], reference: date) -> list[list[Found]]:
        return [[_found(span) for span in find_spans(text, reference, LANGUAGE)] for text in texts]

    def seconds(self, text: str, reference: date, least: float) -> float:
        return seconds(lambda: find_spans(text, reference, LANGUAGE), least)


@dataclass(frozen=True)
class WholeExtract:
    """`calendar_app.extraction.extract`, each release by its own day; `reference` is the day of the reading."""

    name: str = "extract, whole"

    def version(self) -> str:
        return ""

    def missing(self) -> str:
        return ""

    def read(self, texts: Sequence[str], reference: date) -> list[list[Found]]:
        return [[_found(span) for one in extractions(text, reference) for span in one.spans] for text in texts]

    def seconds(self, text: str, reference: date, least: float) -> float:
        return seconds(lambda: extractions(text, reference), least)


def _found(span: DateSpan) -> Found:
    return Found(span.offset, span.stop, span.start, span.end, span.precision is Precision.DAY)
