"""What a press office tells in its life, and what it changes of it: releases and edits for the tests of publishing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from calendar_app.model import Extraction, FoundEvent, Release, Status

SKOPJE: dict[str, Any] = {"offices": ("mission-to-skopje",), "regions": ("south-eastern-europe",)}
TIRANA: dict[str, Any] = {"offices": ("presence-in-albania",), "regions": ("south-eastern-europe",)}
BISHKEK: dict[str, Any] = {"offices": ("programme-office-in-bishkek",), "regions": ("central-asia",)}

COURSE = FoundEvent("Training course on the protection of targets", date(2024, 11, 28), date(2024, 11, 29), **SKOPJE)
HEARING = FoundEvent("Public hearing on clean rivers", date(2024, 12, 3), date(2024, 12, 3), **TIRANA)
TALKS = FoundEvent("Regional talks on mountain roads", date(2023, 5, 10), date(2023, 5, 10), **BISHKEK)
SEMINAR = FoundEvent("Seminar for editors of school papers", date(2025, 2, 4), date(2025, 2, 4), **SKOPJE)
FORUM = FoundEvent("Forum of women mediators", date(2024, 6, 3), date(2024, 6, 5), **BISHKEK)

# The report tells of the course again; the paper has neither an id nor an address.
EVENTS = {
    "course": (COURSE,),
    "report": (COURSE, FORUM),
    "address": (HEARING, TALKS),
    "paper": (SEMINAR, FORUM, HEARING),
}
_DAYS = {"course": date(2024, 11, 1), "report": date(2024, 11, 12)}
_TEXT = """The office announces what it does for the public in the coming months, and invites journalists, teachers,
judges and everybody else who works on these questions to take part, listen, ask and tell of their own experience.
{} was written by the same pen."""


def told(name: str, events: tuple[FoundEvent, ...]) -> Extraction:
    """A release that tells of these events now."""
    version = sha256(repr(events).encode()).hexdigest().translate(str.maketrans("0123456789", "ghijklmnop"))
    text = f"{_TEXT.format(name)} {version[:8]}."
    named, url = name in ("course", "report"), "https://example.org/2" if name == "address" else None
    key = name if named else sha256(text.encode()).hexdigest()[:16]
    release = Release("office.txt", key, text, named=named, url=url, published=_DAYS.get(name))
    return Extraction(release, release.published, "en", (), (), (), events)


Edit = Callable[[FoundEvent], FoundEvent]


def another_day(event: FoundEvent) -> FoundEvent:
    return _shifted(event, 1)


def another_year(event: FoundEvent) -> FoundEvent:
    return _shifted(event, 364 if event.start.year < 2025 else -728)


def a_longer_title(event: FoundEvent) -> FoundEvent:
    return replace(event, title=f"{event.title}, open to all"[:80])


def another_title(event: FoundEvent) -> FoundEvent:
    return replace(event, title="Meeting of experts")


def another_office(event: FoundEvent) -> FoundEvent:
    offices = (SKOPJE, TIRANA, BISHKEK)
    at = next(at for at, office in enumerate(offices) if office["offices"] == event.offices)
    return replace(event, **offices[(at + 1) % len(offices)])


def another_place(event: FoundEvent) -> FoundEvent:
    return replace(event, place="Library" if event.place != "Library" else "Town hall")


def hours(event: FoundEvent) -> FoundEvent:
    ends = "15:00" if event.end_time != "15:00" else "16:00"
    return replace(event, end=event.start, start_time="10:00", end_time=ends, timezone="Europe/Skopje")


def cancelled(event: FoundEvent) -> FoundEvent:
    return replace(event, status=Status.CANCELLED)


def on_again(event: FoundEvent) -> FoundEvent:
    return replace(event, status=Status.CONFIRMED)


def moved_from_a_told_day(event: FoundEvent) -> FoundEvent:
    return replace(_shifted(event, 7), moved_from=event.start, moved=False)


def moved_from_an_untold_day(event: FoundEvent) -> FoundEvent:
    return replace(_shifted(event, 7), moved_from=None, moved=True)


EDITS: tuple[Edit, ...] = (
    another_day,
    another_year,
    a_longer_title,
    another_title,
    another_office,
    another_place,
    hours,
    cancelled,
    on_again,
    moved_from_a_told_day,
    moved_from_an_untold_day,
)


def _shifted(event: FoundEvent, days: int) -> FoundEvent:
    return replace(event, start=event.start + timedelta(days), end=event.end + timedelta(days))
