"""A small store for the tests of the site: releases made up for them, with the events that they tell of."""

from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from calendar_app.model import Extraction, FoundEvent, Precision, Release, Status
from calendar_app.profiles import Profile, load_profile
from calendar_app.publishing import Site

TODAY = date(2024, 12, 2)
IMPORTED = datetime(2024, 11, 20, 9, 0, tzinfo=UTC)
STORE_ID = UUID(int=5)
SITE = Site("https://calendar.example.org", "OSCE event calendar", "OSCE", "en", "OSCE Calendar")
HOSTILE = """<script>alert(1)</script>"><img src=x onerror=alert(2)> ' & \u202egnp.exe ]]> {{ 7*7 }} </title>"""

SKOPJE = "The OSCE Mission to Skopje holds a course for social workers on 3-4 December 2024. It is closed."
VIENNA = "A committee meets in Vienna on 2 December 2024.\nThe next round will be in March 2025."
WATER = "Experts discussed water on 12 November 2024 in Tashkent."
GLUED = f"{HOSTILE}\nThe event on 5 December 2024 is {HOSTILE}."


@cache
def profile() -> Profile:
    return load_profile()


def found(title: str, start: date, end: date | None = None, **given: Any) -> FoundEvent:
    return FoundEvent(title, start, end or start, **given)


def extraction(key: str, text: str, *events: FoundEvent, **given: Any) -> Extraction:
    release = Release("made-up.jsonl", key, text, **given)
    return Extraction(release, given.get("published"), "en", (), (), (), events)


def extractions() -> list[Extraction]:
    """Four releases: past, today, coming, cancelled, tentative, closed, a month, and one that means harm."""
    return [
        extraction(
            "skopje",
            SKOPJE,
            found(
                "Course for social workers",
                date(2024, 12, 3),
                date(2024, 12, 4),
                start_time="10:00",
                end_time="16:00",
                timezone="Europe/Skopje",
                place="Hotel Arka, Skopje",
                country="North Macedonia",
                offices=("mission-to-skopje", "transnational-threats-department"),
                regions=("south-eastern-europe",),
                topics=("policing",),
                closed=True,
                confidence=0.97,
                sentence=(0, SKOPJE.index(" It is")),
            ),
            url="https://www.osce.org/mission-to-skopje/1",
            published=date(2024, 11, 19),
        ),
        extraction(
            "https://www.osce.org/vienna?page=2",
            VIENNA,
            found(
                "Committee meeting",
                date(2024, 12, 2),
                start_time="10:00",
                end_time="13:00",
                timezone="Europe/Vienna",
                place="Hofburg, Vienna",
                country="Austria",
                regions=("osce-wide",),
                confidence=0.8,
                sentence=(0, 47),
            ),
            found(
                "Next round",
                date(2025, 3, 1),
                date(2025, 3, 31),
                precision=Precision.MONTH,
                status=Status.TENTATIVE,
                regions=("osce-wide",),
                confidence=0.6,
                sentence=(48, len(VIENNA)),
            ),
        ),
        extraction(
            "water",
            WATER,
            found(
                "Café meeting on water",
                date(2024, 11, 12),
                place="Tashkent",
                country="Uzbekistan",
                offices=("project-co-ordinator-in-uzbekistan",),
                regions=("central-asia",),
                topics=("water-management",),
                sentence=(0, len(WATER)),
            ),
            published=date(2024, 11, 13),
        ),
        extraction(
            "glued",
            GLUED,
            found(
                HOSTILE,
                date(2024, 12, 5),
                place=HOSTILE,
                offices=("mission-to-serbia",),
                regions=("south-eastern-europe",),
                status=Status.CANCELLED,
                sentence=(GLUED.index("The event"), len(GLUED)),
            ),
            title=HOSTILE,
            url="javascript:alert(1)",
        ),
    ]
