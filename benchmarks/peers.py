"""Peers from PyPI, each given the language and the day of the text where it takes them.

An adapter turns what its peer gives into spans in the peer's favour: times without a date and durations are left out,
of two years the nearer is taken, offsets that count something else than characters of the text are mended. A peer
that reads one phrase, or is slow on long texts, gets its text in lines or sentences.
"""

import importlib
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from benchmarks.readers import Found
from benchmarks.timing import seconds

Adapter = Callable[[str, date], list[Found]]
_WHOLE_DAYS = "D)"  # how the TIMEX of a range in days ends; those in months, weeks and years end on the day behind


@dataclass
class Peer:
    """A library in this Python; `timed` is its bare call where its adapter does more than turn results into spans."""

    name: str
    distribution: str
    module: str
    adapter: Adapter
    timed: Callable[[str, date], object] | None = None
    faults: list[str] = field(default_factory=list)

    def version(self) -> str:
        try:
            return version(self.distribution)
        except PackageNotFoundError:
            return ""

    def missing(self) -> str:
        if not self.version():
            return "not installed"
        try:
            importlib.import_module(self.module)
        except Exception as fault:
            return f"cannot be imported: {fault}".partition(" (")[0]
        return ""

    def read(self, texts: Sequence[str], reference: date) -> list[list[Found]]:
        return [self._one(text, reference) for text in texts]

    def _one(self, text: str, reference: date) -> list[Found]:
        """The spans of one text; a text on which the peer fails has none, and the fault is kept."""
        try:
            return self.adapter(text, reference)
        except Exception as fault:
            self.faults.append(f"{type(fault).__name__} on {text[:40]!r}")
            return []

    def seconds(self, text: str, reference: date, least: float) -> float:
        call = self.timed or self._one
        return seconds(lambda: call(text, reference), least)


def dateparser_call(text: str, reference: date) -> list[tuple[str, datetime]]:
    """dateparser.search.search_dates, English."""
    from dateparser.search import search_dates

    return search_dates(text, languages=["en"], settings=_dateparser_settings(reference)) or []


def dateparser_spans(text: str, reference: date) -> list[Found]:
    """What search_dates finds; whether it is a day is asked of dateparser's own reading of the phrase alone."""
    from dateparser.date import DateDataParser

    parser = DateDataParser(languages=["en"], settings=_dateparser_settings(reference))
    found, at = [], 0
    for phrase, moment in dateparser_call(text, reference):
        start = text.find(phrase, at)
        if start >= 0:
            at = start + len(phrase)
            days = parser.get_date_data(phrase).period == "day"
            found.append(Found(start, at, moment.date(), moment.date(), days))
    return found


def _dateparser_settings(reference: date) -> dict[str, Any]:
    return {
        "RELATIVE_BASE": _noon(reference)
    }  # with DATE_ORDER "DMY" it reads more phrases but scores less on the gold


def datefinder_call(text: str, reference: date, strict: bool = False) -> list[tuple[int, str, list[Any]]]:
    """datefinder.extract, the interface that gives ranges, on each line, which is four times as fast as on the text."""
    import datefinder

    settings = {"reference_dt": _noon(reference), "locales": ["en"], "strict": strict, "first": "day"}
    return [(at, line, datefinder.extract(line, **settings)) for at, line in _lines(text)]


def datefinder_spans(text: str, reference: date, strict: bool = False) -> list[Found]:
    """What datefinder finds; its offsets count bytes."""
    found = []
    for at, line, matches in datefinder_call(text, reference, strict):
        data = line.encode()
        for match in matches:
            if match.kind != "duration":
                start, stop = (at + len(data[:offset].decode()) for offset in (match.start, match.end))
                days = match.grain not in ("week", "month", "year")
                found.append(Found(start, stop, *_datefinder_days(match.value), days))
    return found


def _datefinder_days(value: Any) -> tuple[date, date]:
    """First and last day of an interval, an absolute or a relative date of datefinder."""
    if hasattr(value, "start"):
        return value.start.date(), value.end.date()
    moment = value.datetime_value if hasattr(value, "datetime_value") else value.resolved_datetime
    return moment.date(), moment.date()


def ctparse_spans(text: str, reference: date) -> list[Found]:
    """ctparse on each sentence, since it gives one reading of a text: the best one that names days."""
    from ctparse import ctparse

    logging.getLogger("ctparse").setLevel(logging.ERROR)
    found = []
    for at, sentence in _sentences(text):
        parse = ctparse(sentence, ts=_noon(reference), latent_time=False)
        days = _ctparse_days(parse.resolution) if parse else None
        if parse and days:
            start, stop = _mended(sentence, parse.resolution.mstart, parse.resolution.mend)
            found.append(Found(at + start, at + stop, *days))
    return found


def _ctparse_days(resolution: Any) -> tuple[date, date] | None:
    """First and last day of a time or an interval of ctparse, None where one of them is not all there."""
    first, last = getattr(resolution, "t_from", resolution), getattr(resolution, "t_to", resolution)
    try:
        return date(first.year, first.month, first.day), date(last.year, last.month, last.day)
    except (AttributeError, TypeError, ValueError):
        return None


def _mended(sentence: str, start: int, stop: int) -> tuple[int, int]:
    """A range of the sentence as ctparse tidies it, as a range of the sentence: tidying keeps letters and digits."""
    from ctparse.ctparse import _preprocess_string

    tidied = _preprocess_string(sentence)
    letters = [at for at, character in enumerate(sentence) if character.isalnum()]
    before = sum(map(str.isalnum, tidied[:start]))
    inside = sum(map(str.isalnum, tidied[start:stop]))
    return (letters[before], letters[before + inside - 1] + 1) if inside else (start, stop)


def recognizers_spans(text: str, reference: date) -> list[Found]:
    """Recognizers-Text on each line: over a whole text it takes the square of its length, and its offsets drift."""
    from recognizers_date_time import Culture, recognize_datetime

    found = []
    for at, line in _lines(text):
        for result in recognize_datetime(line, Culture.English, reference=_noon(reference)):
            kind = result.type_name.rpartition(".")[2]
            if kind in ("date", "daterange", "datetime", "datetimerange") and result.resolution:
                start, stop = at + result.start, at + result.end + 1
                readings = [_timex(value, start, stop) for value in result.resolution["values"]]
                found += sorted(filter(None, readings), key=lambda one: abs((one.first - reference).days))[:1]
    return found


def _timex(value: dict[str, str], start: int, stop: int) -> Found | None:
    """One value of a Recognizers-Text resolution; None for one that is not resolved to days."""
    try:
        if "value" in value:
            day = date.fromisoformat(value["value"][:10])
            return Found(start, stop, day, day)
        first, last = date.fromisoformat(value["start"][:10]), date.fromisoformat(value["end"][:10])
    except (KeyError, ValueError):
        return None
    days = value["timex"].endswith(_WHOLE_DAYS) or "T" in value["timex"]
    return Found(start, stop, first, last if days else date.fromordinal(last.toordinal() - 1), days)


def daterangeparser_spans(text: str, reference: date) -> list[Found]:
    """daterangeparser on each line: it reads one phrase that stands alone, in the year of the clock."""
    from daterangeparser import parse
    from pyparsing import ParseException

    found = []
    for at, line in _lines(text):
        try:
            first, last = parse(line)
        except ParseException:
            continue
        found.append(Found(at, at + len(line), first.date(), (last or first).date()))
    return found


_SENTENCE_END = re.compile(r"(?<=[.!?])[ ]+(?=[A-Z“\"])|\n")


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text, each with its offset."""
    return _parts(text, _SENTENCE_END)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text, each with its offset."""
    return _parts(text, re.compile(r"\n"))


def _parts(text: str, end: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    start = 0
    for match in end.finditer(text):
        if text[start : match.start()].strip():
            yield start, text[start : match.start()]
        start = match.end()
    if text[start:].strip():
        yield start, text[start:]


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))


def peers() -> list[Peer]:
    """The peers from PyPI, installed or not."""
    return [
        Peer("dateparser.search_dates", "dateparser", "dateparser.search", dateparser_spans, dateparser_call),
        Peer("datefinder", "datefinder", "datefinder", datefinder_spans, datefinder_call),
        Peer(
            "datefinder, strict",
            "datefinder",
            "datefinder",
            partial(datefinder_spans, strict=True),
            partial(datefinder_call, strict=True),
        ),
        Peer("ctparse", "ctparse", "ctparse", ctparse_spans),
        Peer("Recognizers-Text", "recognizers-text-suite", "recognizers_date_time", recognizers_spans),
        Peer("daterangeparser", "daterangeparser", "daterangeparser", daterangeparser_spans),
    ]
