"""Events for the tests of publishing, each with what a test needs and sensible values for the rest."""

from datetime import UTC, date, datetime
from functools import cache
from uuid import NAMESPACE_DNS, uuid5

from calendar_app.model import Event, Evidence, Precision, Status
from calendar_app.profiles import Profile, load_profile
from calendar_app.publishing import Site

SITE = Site("https://calendar.example.org", "OSCE event calendar", "OSCE", "en", "OSCE Calendar")
CREATED = datetime(2024, 11, 1, 8, 0, tzinfo=UTC)
CHANGED = datetime(2024, 11, 5, 9, 30, tzinfo=UTC)
QUOTE = "The course takes place on 3-4 December 2024 in Skopje & is “open”."


@cache
def profile() -> Profile:
    return load_profile()


def evidence(quote: str = QUOTE, mark: tuple[int, int] | None = (26, 43), url: str | None = None) -> Evidence:
    address = "https://www.osce.org/releases/1" if url is None else url
    return Evidence("r1", "dump.txt", address, "A course", date(2024, 11, 1), (0, len(quote)), quote, mark)


def event(number: int = 1, **given: object) -> Event:
    """The event `number`: a two-day course in Skopje, but for what is given."""
    values: dict[str, object] = {
        "id": f"e{number}",
        "uid": f"{uuid5(NAMESPACE_DNS, str(number))}@osce.calendar-app",
        "sequence": 0,
        "created": CREATED,
        "changed": CHANGED,
        "title": f"Course number {number} on protecting targets",
        "start": date(2024, 12, 3),
        "end": date(2024, 12, 4),
        "place": "Hotel Arka, Skopje",
        "country": "North Macedonia",
        "offices": ("mission-to-skopje",),
        "regions": ("south-eastern-europe",),
        "topics": ("countering-terrorism",),
        "evidence": (evidence(),),
    }
    values |= given
    if "start" in given and "end" not in given:
        values["end"] = given["start"]
    return Event(**values)  # type: ignore[arg-type]


def timed(number: int = 2, day: date = date(2024, 12, 11), zone: str = "Europe/Skopje", **given: object) -> Event:
    """A one-day event from 12:00 to 15:00."""
    hours = {"start_time": "12:00", "end_time": "15:00", "timezone": zone}
    return event(number, **{"start": day, **hours, **given})


def many() -> list[Event]:
    """Events of every kind: days, spans, hours, a month, cancelled, tentative, closed, far and without a place."""
    return [
        event(1),
        timed(2),
        timed(3, date(2023, 7, 14), "Asia/Almaty", offices=("programme-office-in-astana",), regions=("central-asia",)),
        timed(4, date(2024, 6, 3), "Asia/Almaty", offices=("programme-office-in-astana",), regions=("central-asia",)),
        timed(5, date(2024, 11, 28), end=date(2024, 11, 29), start_time="10:00", end_time="16:00"),
        timed(6, date(2024, 11, 30), start_time="22:00", end_time="02:00"),
        timed(7, date(2024, 6, 20), "Europe/Vienna", end_time=None, offices=("secretariat",), regions=("osce-wide",)),
        timed(8, date(2024, 10, 30), "UTC"),
        event(9, start=date(2023, 12, 1), end=date(2023, 12, 31), precision=Precision.MONTH, status=Status.TENTATIVE),
        event(10, start=date(2023, 12, 28), end=date(2024, 1, 3), status=Status.CANCELLED, sequence=2),
        event(11, start=date(2024, 2, 29), closed=True, place=None, country="Kyrgyzstan", topics=()),
        event(12, start=date(2025, 3, 1), evidence=(), place="Bishkek", title="Ёлка — семинар; “quoted”, comma"),
        timed(13, date(2024, 4, 30), "Africa/Cairo", start_time="23:30", end_time=None),
        timed(14, date(2024, 3, 30), "America/Nuuk", offices=("parliamentary-assembly",)),
        timed(15, date(2024, 3, 29), "Asia/Jerusalem"),
    ]
