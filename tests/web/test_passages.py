"""Marked text: nothing of it is lost, whatever the ranges say."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from calendar_app.model import DateSpan, Event, Evidence, Role
from calendar_app.store import StoredRelease
from calendar_app.web.passages import Marked, Piece, around, paragraphs, quoted

from .builders import profile

TEXT = "A course was held.\nIt took place on 3-4 December 2024 in Skopje. More follow."
MOMENT = datetime(2024, 11, 1, tzinfo=UTC)
EVENT = Event(
    id="e1",
    uid="u1",
    sequence=0,
    created=MOMENT,
    changed=MOMENT,
    title="Course",
    start=date(2024, 12, 3),
    end=date(2024, 12, 4),
)


def evidence(sentence: tuple[int, int], mark: tuple[int, int] | None, text: str = TEXT) -> Evidence:
    return Evidence("r1", "dump.txt", None, None, None, sentence, text[sentence[0] : sentence[1]], mark)


def test_the_date_phrase_is_marked_in_its_sentence() -> None:
    told = evidence((19, 64), (17, 34))
    assert quoted(told) == (
        Piece("It took place on "),
        Piece("3-4 December 2024", date=Marked(17, 34, Role.EVENT), closes=True),
        Piece(" in Skopje."),
    )
    event = replace(EVENT, evidence=(told,))
    assert paragraphs(TEXT, [event], "r1") == [
        (Piece("A course was held."),),
        (
            Piece("It took place on ", events=("e1",), starts=("e1",)),
            Piece("3-4 December 2024", ("e1",), date=Marked(36, 53, Role.EVENT), closes=True),
            Piece(" in Skopje.", events=("e1",)),
            Piece(" More follow."),
        ),
    ]


def test_what_other_releases_say_is_not_marked_here() -> None:
    event = replace(EVENT, evidence=(replace(evidence((19, 64), (17, 34)), release="r2"),))
    assert all(not piece.events for pieces in paragraphs(TEXT, [event], "r1") for piece in pieces)


def test_text_before_the_body_is_left_out() -> None:
    assert paragraphs(TEXT, [], "r1", begin=19) == [
        (Piece("It took place on 3-4 December 2024 in Skopje. More follow."),)
    ]


ranges = st.tuples(st.integers(-5, 120), st.integers(-5, 120))


def span(start: int, stop: int, role: Role) -> DateSpan:
    return DateSpan(TEXT[start:stop], start, date(2024, 12, 3), date(2024, 12, 4), role=role)


def test_the_phrase_of_an_event_goes_before_one_that_was_read_again() -> None:
    event = replace(EVENT, evidence=(evidence((19, 64), (17, 34)),))
    again = [span(0, 8, Role.BACKGROUND), span(38, 60, Role.BACKGROUND), span(36, 53, Role.DEADLINE)]
    pieces = [piece for line in paragraphs(TEXT, [event], "r1", spans=again) for piece in line if piece.date]
    assert [(piece.text, piece.date.role) for piece in pieces if piece.date] == [
        ("A course", Role.BACKGROUND),
        ("3-4 December 2024", Role.EVENT),
    ]
    assert pieces[1].date is not None and pieces[1].date.span == again[2]


def test_a_date_over_a_sentence_s_end_is_told_of_once() -> None:
    event = replace(EVENT, evidence=(evidence((19, 40), None),))
    pieces = [piece for line in paragraphs(TEXT, [event], "r1", spans=[span(36, 53, Role.EVENT)]) for piece in line]
    assert [(piece.text, piece.closes) for piece in pieces if piece.date] == [
        ("3-4 ", False),
        ("December 2024", True),
    ]


def near(text: str, start: int, stop: int, begin: int = 0, language: str = "en") -> tuple[str, str]:
    release = StoredRelease("r1", "dump.txt", 0, None, None, None, language, text)
    return around(release, (start, stop), profile(), begin)


def test_some_sentences_stand_around_one() -> None:
    text = "Zero is. One is. Two is.\nThree is. Four on 5 May. Five is. Six is. Seven is."
    at = text.index("Four")
    assert near(text, at, at + 14) == ("Two is. Three is.", "Five is. Six is.")
    assert near(text, 0, 8) == ("", "One is. Two is.")
    assert near(text, 9, 16, begin=9)[0] == ""
    assert near(text, len(text), len(text) + 9) == ("Six is. Seven is.", "")


def test_a_date_does_not_end_a_sentence_around_one() -> None:
    text = "Es war am 22. November 2024 in Wien. Hier ist es."
    at = text.index("Hier")
    assert near(text, at, len(text), language="de")[0] == "Es war am 22. November 2024 in Wien."


def test_a_sentence_far_off_is_not_cut_for_its_neighbours() -> None:
    text = "x" * 3000 + " and so on. Here it is. " + "y" * 3000
    at = text.index("Here")
    assert near(text, at, at + 11) == ("", "")


@given(st.lists(st.tuples(ranges, st.none() | ranges), max_size=5), st.text(alphabet="ab .\n\u2028", max_size=100))
def test_no_range_loses_or_doubles_text(told: list[tuple[tuple[int, int], tuple[int, int] | None]], text: str) -> None:
    found = tuple(evidence(sentence, mark, text) for sentence, mark in told)
    event = replace(EVENT, evidence=found)
    spans = [span(*mark, Role.DEADLINE) for _, mark in told if mark and mark[0] >= 0]
    pieces = [piece for line in paragraphs(text, [event], "r1", spans=spans) for piece in line]
    assert "".join("".join(piece.text for piece in pieces).split()) == "".join(text.split())
    assert sum(len(piece.starts) for piece in pieces) <= 1
    for one in found:
        assert "".join(piece.text for piece in quoted(one)).split() == one.quote.split()
