"""Titles that name one event, and titles that only look like it."""

import json
from itertools import combinations
from pathlib import Path

import pytest

from calendar_app.store.titles import alike, likeness, words

ONE = [
    ("Conference on Media Freedom in the OSCE region", "OSCE conference on media freedom"),
    (
        "Workshop on the protection of vulnerable targets from terrorist attacks",
        "Workshop on protecting vulnerable targets from terrorism",
    ),
    ("Study visit of Ukrainian forensic document experts to Dublin", "Study visit to Dublin of forensic experts"),
    ("Ministerial Council", "MINISTERIAL COUNCIL"),
    ("Дискуссия о свободе СМИ в цифровую эпоху", "Дискуссия о свободе СМИ в цифровую эпоху (Ташкент)"),
    ("IBM", "ibm"),
]

TWO = [
    # 25 November in Skopje
    (
        "Kick-off event for the 16 Days of Activism, led by the UN and supported by the OSCE",
        "Public hearing on violence against women and girls",
    ),
    # 11 December in Skopje and Bitola
    (
        "Presentation of a methodology for a Femicide Watch in North Macedonia",
        "Third meeting of the Bitola Task Force of police and Roma representatives",
    ),
    (
        "Training course for lawyers: the rights of trafficking victims",
        "Training for social workers on trafficking and the protection of victims",
    ),
    (
        "National training for trainers on travel document security (first course)",
        "National training for trainers on travel document security (second course)",
    ),
    ("Workshop for judges on human trafficking", "Workshop for prosecutors on human trafficking"),
    ("Training course", "Training course on negotiation skills"),
    ("58th round of the Geneva International Discussions", "59th round of the Geneva International Discussions"),
    (
        "Module 1 of the regional course for border police instructors on forged travel documents and identity fraud",
        "Module 2 of the regional course for border police instructors on forged travel documents and identity fraud",
    ),
    ("IBM", "EU"),
    ("", "Conference on water"),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_one_event(one: str, other: str) -> None:
    assert alike(one, other) and alike(other, one)


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_events(one: str, other: str) -> None:
    assert not alike(one, other) and not alike(other, one)


def test_no_two_annotated_events_are_alike(shared: Path) -> None:
    lines = (shared / "gold" / "releases.jsonl").read_text(encoding="utf-8").splitlines()
    titles = [event["title"] for line in lines for event in json.loads(line)["events"]]
    assert [pair for pair in combinations(titles, 2) if alike(*pair)] == []


def test_likeness_is_a_share() -> None:
    assert likeness(words("clean water"), words("CLEAN WATER")) == 1
    assert likeness(words("clean water"), words("clean energy")) == 0.5
    assert likeness(words("clean water"), words("")) == 0
    assert likeness(words(""), words("")) == 1
