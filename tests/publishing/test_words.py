"""Dates and places in words."""

from datetime import date

import pytest

from calendar_app.model import Precision, Status
from calendar_app.publishing import words

from .builders import event, evidence, timed


@pytest.mark.parametrize(
    ("start", "end", "precision", "told"),
    [
        ("2024-12-03", "2024-12-03", "day", "3 December 2024"),
        ("2024-12-03", "2024-12-04", "day", "3–4 December 2024"),
        ("2024-11-28", "2024-12-04", "day", "28 November – 4 December 2024"),
        ("2023-12-28", "2024-01-03", "day", "28 December 2023 – 3 January 2024"),
        ("2023-12-04", "2023-12-10", "week", "4–10 December 2023"),
        ("2023-12-01", "2023-12-31", "month", "December 2023"),
        ("2024-09-01", "2024-11-30", "season", "September – November 2024"),
        ("2024-10-01", "2024-12-31", "quarter", "4th quarter 2024"),
        ("2024-01-01", "2024-12-31", "year", "2024"),
        ("2024-01-01", "2025-12-31", "year", "2024–2025"),
    ],
)
def test_days(start, end, precision, told):
    assert words.days(date.fromisoformat(start), date.fromisoformat(end), Precision(precision)) == told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "3–4 December 2024"),
        ("en-US", "December 3 – 4, 2024"),
        ("de", "3.–4. Dezember 2024"),
        ("fr", "3–4 décembre 2024"),
        ("xx", "3–4 December 2024"),
        ("not a tag!", "3–4 December 2024"),
    ],
)
def test_days_in_a_language(language, told):
    assert words.dates(event(), language) == told


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "11 December 2024, 12:00–15:00 (Europe/Skopje)"),
        ({"end_time": None}, "11 December 2024, 12:00 (Europe/Skopje)"),
        ({"zone": None}, "11 December 2024, 12:00–15:00 (local time)"),
        ({"start_time": None}, "11 December 2024"),
        ({"start_time": "noon"}, "11 December 2024"),
        ({"end": date(2024, 12, 12)}, "11–12 December 2024, 12:00–15:00 (Europe/Skopje)"),
        ({"start_time": "22:00", "end_time": "02:00"}, "11 December 2024, 22:00–02:00 (Europe/Skopje)"),
    ],
)
def test_when(given, told):
    assert words.when(timed(**given)) == told


@pytest.mark.parametrize(
    ("place", "country", "where", "short"),
    [
        ("Skopje", "North Macedonia", "Skopje, North Macedonia", "Skopje"),
        ("Hofburg, Vienna, Austria", "Austria", "Hofburg, Vienna, Austria", "Vienna"),
        (None, "Austria", "Austria", ""),
        ("Austria", "Austria", "Austria", "Austria"),
        ("Republic Training Centre of the Ministry of Interior, Bishkek", "Kyrgyzstan", None, "Bishkek"),
        ("Republic Training Centre of the Ministry of Interior", "Kyrgyzstan", None, ""),
        (None, None, "", ""),
    ],
)
def test_place(place, country, where, short):
    found = event(place=place, country=country)
    assert words.short_place(found) == short
    if where is not None:
        assert words.where(found) == where


def test_headline_begins_with_the_date():
    assert words.headline(event(title="Course")) == "3–4 December 2024 · Skopje · Course"
    assert (
        words.headline(event(title="Course", status=Status.CANCELLED))
        == "3–4 December 2024 · Skopje · Cancelled: Course"
    )
    tentative = words.headline(event(title="Course", place=None, status=Status.TENTATIVE))
    assert tentative == "3–4 December 2024 (tentative) · Course"


@pytest.mark.parametrize("mark", [None, (0, 0), (5, 4), (-3, 4), (0, 10_000)])
def test_a_mark_that_is_none_marks_nothing(mark):
    assert words.quotation(event(evidence=(evidence("On 3 May.", mark),))) == ("On 3 May.", "", "")


def test_a_mark_stays_on_its_phrase_when_text_before_it_is_cleaned():
    found = event(evidence=(evidence("\0 Held\r\n on\u2028\t3 May", (13, 18)),))
    assert words.quotation(found) == ("Held on ", "3 May", "")
