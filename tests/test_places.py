"""Where events take place: texts in all languages beside the places that they name."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from calendar_app.extraction import extract
from calendar_app.extraction.countries import countries_in
from calendar_app.extraction.gazetteer import find_city
from calendar_app.extraction.places import Place
from calendar_app.extraction.venues import find_venues
from calendar_app.locales import languages
from calendar_app.model import Document, Extraction
from calendar_app.profiles import load_profile
from calendar_app.releases import cut

CASES = tomllib.loads((Path(__file__).parent / "corpus_places.toml").read_text(encoding="utf-8"))["place"]


def _extracted(text: str) -> Extraction:
    profile = load_profile()
    document = Document("test", text, single=True, key="1", published=date(2025, 4, 1))
    return next(iter(extract(cut(document, profile), profile, date(2026, 11, 21))))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}: {case['name']}")
def test_places(case: dict[str, Any]) -> None:
    found = _extracted(case["text"])
    assert [f"{event.place or '-'} / {event.country or '-'}" for event in found.events] == case["places"]
    assert found.language == case["language"]


def test_every_language_has_cases() -> None:
    assert {case["language"] for case in CASES} == set(languages())


@pytest.mark.parametrize(
    ("name", "near", "language", "found"),
    [
        ("Bishkek", (), "en", ("Bishkek", "KG")),
        ("Valencia", (), "en", ("Valencia", None)),
        ("Valencia", ("ES",), "en", ("Valencia", "ES")),
        ("Birmingham", (), "en", ("Birmingham", "GB")),
        ("Georgetown", (), "en", ("Georgetown", "GY")),
        ("Warszawie", (), "pl", ("Warszawa", "PL")),
        ("Łodzi", (), "pl", ("Łódź", "PL")),
        ("Подгорици", (), "sr", ("Подгорица", "ME")),
        ("Tetovë", (), "sq", ("Tetovë", "MK")),
        ("Nowhereville", (), "en", None),
        ("", (), "en", None),
    ],
)
def test_cities(name: str, near: tuple[str, ...], language: str, found: tuple[str, str | None] | None) -> None:
    city = find_city(name, near, language)
    assert (city and (city.name, city.country)) == found


@pytest.mark.parametrize(
    ("text", "language", "codes"),
    [
        ("from Sri Lanka and the United Kingdom", "en", ["LK", "GB"]),
        ("эксперты из Казахстана, Молдовы и Кыргызской Республики", "ru", ["KZ", "MD", "KG"]),
        ("eksperci z Polski, Francji i Ukrainy", "pl", ["PL", "FR", "UA"]),
        ("Panairi i librit", "sq", []),
        ("украинские эксперты", "ru", []),
        ("aus der Schweiz und Österreich", "de", ["CH", "AT"]),
    ],
)
def test_countries(text: str, language: str, codes: list[str]) -> None:
    assert [country.code for country in countries_in(text, 0, len(text), language)] == codes


@pytest.mark.parametrize(
    ("sentence", "language", "venues"),
    [
        (
            "was held at the Law Academy of the Republic of Elbonia yesterday",
            "en",
            ["Law Academy of the Republic of Elbonia"],
        ),
        ("at the Ministry’s request in the hall", "en", []),
        ("in the Ministry’s Training Centre in Elbonia", "en", ["Training Centre"]),
        ("at the Women's Resource Centre", "en", ["Women's Resource Centre"]),
        ("in the Hofburg on Monday", "en", ["Hofburg"]),
        ("au palais des congrès de Grenoble", "fr", ["palais des congrès de Grenoble"]),
        ("à l’hôtel Lutetia à Paris", "fr", ["hôtel Lutetia"]),
        ("presso il Parco archeologico del Colosseo", "it", []),
        ("в Музее истории", "ru", []),
        ("", "en", []),
    ],
)
def test_venues(sentence: str, language: str, venues: list[str]) -> None:
    assert [sentence[start:stop] for start, stop in find_venues(sentence, language)] == venues


def test_a_place_takes_nothing_from_one_in_another_country() -> None:
    here, there = Place("Town Hall", None, "AT"), Place(None, "Skopje", "MK", "Europe/Skopje")
    assert here.or_else(there) == here
    assert Place("Town Hall").or_else(there).name == "Town Hall, Skopje"
    assert Place("University of Tirana", "Tirana").name == "University of Tirana"


def test_regions_of_a_visit() -> None:
    text = "VIENNA, 2 May 2025 – The OSCE Secretary General will visit Tirana and Skopje from 3 to 5 May."
    assert _extracted(text).regions == ("south-eastern-europe",)


@pytest.mark.parametrize(
    "piece", ["in Tirana ", "’da", "at the Hall of ", "Niš (5 May 2025), ", "5 May 2025 in Paris and ", "Hotel, "]
)
def test_time_grows_with_the_text(piece: str) -> None:
    assert _extracted(f"The Office held a seminar on 5 May 2025 in Skopje {piece * 400}") is not None
