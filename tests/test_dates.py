"""The date grammar: one value, many phrases; and what only looks like a date."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from conftest import EXAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st

from calendar_app.dates import find_spans
from calendar_app.locales import languages, load_locale

CORPUS = Path(__file__).parent / "corpus"


def _cases() -> list[tuple[str, date, str, list[str]]]:
    cases = []
    for file in sorted(CORPUS.glob("*.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        for value in data["value"]:
            for frame in ["{}", "({})", *(data["frames"] if value.get("framed", True) else ())]:
                cases += [(file.stem, data["reference"], frame.format(p), value["spans"]) for p in value["phrases"]]
    return cases


def _sentences() -> list[tuple[str, date, str, list[str]]]:
    cases = []
    for file in sorted(CORPUS.glob("*.toml")):
        for block in tomllib.loads(file.read_text(encoding="utf-8")).get("sentences", []):
            cases += [(file.stem, block["reference"], text, spans) for text, spans in block["read"]]
    return cases


def _lookalikes() -> list[tuple[str, date, str]]:
    cases = []
    for file in sorted(CORPUS.glob("*.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        for frame in ["{}", "({}).", *data["frames"]]:
            phrases = [frame.format(phrase) for block in data["nothing"] for phrase in block["phrases"]]
            cases += [(file.stem, data["reference"], phrase) for phrase in phrases]
    return cases


def _read(text: str, reference: date, language: str) -> list[str]:
    return [f"{span.start}/{span.end}" for span in find_spans(text, reference, language)]


@pytest.mark.parametrize(("language", "reference", "phrase", "spans"), _cases())
def test_phrase(language: str, reference: date, phrase: str, spans: list[str]) -> None:
    assert _read(phrase, reference, language) == spans


@pytest.mark.parametrize(("language", "reference", "text", "spans"), _sentences())
def test_sentence(language: str, reference: date, text: str, spans: list[str]) -> None:
    assert _read(text, reference, language) == spans


@pytest.mark.parametrize(("language", "reference", "phrase"), _lookalikes())
def test_lookalike(language: str, reference: date, phrase: str) -> None:
    found = [s for s in find_spans(phrase, reference, language) if s.precision == "day"]
    assert found == []


@pytest.mark.parametrize("code", languages())
def test_examples_beside_the_rules(code: str) -> None:
    examples = load_locale(code).example
    assert examples
    for example in examples:
        assert tuple(_read(example.text, date(2024, 11, 22), code)) == example.spans


def test_a_span_points_into_the_text() -> None:
    text = "In Skopje, from 28 to 29 November and on 3-4 December, courses are held."
    for span in find_spans(text, date(2024, 11, 22)):
        assert text[span.offset : span.stop] == span.text


def test_what_is_stated_and_what_inferred_stay_apart() -> None:
    yearless, full = find_spans("On 10 July and, once more, on 12 July 2023.", date(2023, 7, 11))
    assert yearless.stated == {"day", "month"}
    assert yearless.inferred == "release"
    assert full.stated == {"day", "month", "year"}
    assert full.inferred == ""


@pytest.mark.parametrize(
    ("reference", "phrase", "expected"),
    [
        (date(2024, 1, 3), "20 December", date(2023, 12, 20)),
        (date(2023, 12, 20), "3 January", date(2024, 1, 3)),
        (date(2024, 7, 1), "1 July", date(2024, 7, 1)),
        (date(2024, 2, 29), "29 February", date(2024, 2, 29)),
        (date(2023, 3, 1), "29 February", date(2024, 2, 29)),
    ],
)
def test_a_year_left_out_is_the_nearest(reference: date, phrase: str, expected: date) -> None:
    assert [span.start for span in find_spans(phrase, reference)] == [expected]


def test_a_weekday_that_contradicts_its_date_is_said() -> None:
    assert find_spans("on Monday, 19 November 2024")[0].notes
    assert not find_spans("on Tuesday, 19 November 2024")[0].notes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3/4/2024", "2024-04-03"),
        ("3/4/2024 and 11/19/2024", "2024-03-04"),
        ("3/4/2024 and 19/11/2024", "2024-04-03"),
        ("3/4/2024, 11/19/2024 and 19/11/2024", "2024-04-03"),
        ("3.4.2024 and 11/19/2024", "2024-04-03"),
        ("2024-03-04", "2024-03-04"),
    ],
)
def test_the_text_shows_the_order_of_its_figures(text: str, expected: str) -> None:
    assert str(find_spans(text)[0].start) == expected


def test_without_a_reference_the_text_gives_its_own() -> None:
    assert [str(span.start) for span in find_spans("VIENNA, 7 July 2023 – on 5 July")] == ["2023-07-07", "2023-07-05"]
    assert find_spans("on 5 July") == []


_PIECES = st.sampled_from(
    ["12", "31", "0", "2024", "99999999999", "July", "May", "Dec.", "Monday", " ", "  ", "\n", ",", "/", "-", "–", ".", ":", "to", "and", "from",
     "between", "the", "of", "on the", "26th", "Thu", "4/10", "12/2024", "10.10", "6-8.06", "XI", "Uhr", "next week", "venerdì", "il", "do", "г.", "bis", "2024 r.", "st", "th", "today", "last Friday", "over the next two weeks", "(", "“", "\u202e", "\x00", "é", "📅"]
)  # fmt: skip


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.lists(_PIECES, max_size=30).map("".join) | st.lists(_PIECES, max_size=30).map(" ".join) | st.text(max_size=80),
    st.sampled_from(("en", *languages())),
)
def test_any_text_is_read_without_a_fault(text: str, language: str) -> None:
    end = 0
    for span in find_spans(text, date(2024, 11, 22), language):
        assert text[span.offset : span.stop] == span.text
        assert span.offset >= end
        assert span.start <= span.end
        end = span.stop
