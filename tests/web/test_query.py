"""Query strings: what they ask for, and the one order in which they are written back."""

from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_app.web.query import BadQueryError, Filter, Paging, parse_cursor, parse_filter, parse_limit, parse_paging

from .builders import profile


def parsed(query: str) -> Filter:
    return parse_filter(parse_qsl(query, keep_blank_values=True), profile())


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("office=&region=&q=&from=&to=", ""),
        ("q=water+wells&office=mission-to-skopje", "office=mission-to-skopje&q=water%20wells"),
        ("office=mission-to-skopje&office=mission-to-serbia", "office=mission-to-serbia&office=mission-to-skopje"),
        ("office=mission-to-skopje&office=mission-to-skopje", "office=mission-to-skopje"),
        (
            "to=2024-12-31&from=2024-12-01&topic=youth&region=osce-wide&q=a&office=mission-to-skopje",
            "office=mission-to-skopje&region=osce-wide&topic=youth&q=a&from=2024-12-01&to=2024-12-31",
        ),
        ("q=%20%20a%09b%0d%0a", "q=a%20b"),
        ("utm_source=x&q=a&fbclid=1", "q=a"),
        ("q=a&q=a", "q=a"),
        ("q=Š%26%3D%2B", "q=%C5%A0%26%3D%2B"),
    ],
)
def test_one_canonical_order(query: str, canonical: str) -> None:
    assert parsed(query).query == canonical
    assert parsed(parsed(query).query) == parsed(query)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("office=nowhere", "there is no office “nowhere”"),
        ("region=Central-Asia", "there is no region"),
        ("topic=%00", "there is no topic"),
        ("from=yesterday", "is not a date"),
        ("from=2024-02-30", "is not a date"),
        ("from=20241201", "is not a date"),
        ("from=2024-W49-1", "is not a date"),
        ("to=9999999999", "is not a date"),
        ("from=٢٠٢٤-١٢-٠١", "is not a date"),
        ("from=2024-12-02&to=2024-12-01", "is behind the last"),
        ("q=a&q=b", "more than once"),
        ("from=2024-12-02&from=2024-12-03", "more than once"),
        ("q=" + "a" * 201, "longer than 200"),
        ("&".join(f"office=o{number}" for number in range(51)), "more than 50"),
    ],
)
def test_what_cannot_be_answered_is_said(query: str, says: str) -> None:
    with pytest.raises(BadQueryError, match=says):
        parsed(query)


def test_a_value_can_be_taken_away() -> None:
    wanted = parsed("office=mission-to-skopje&office=mission-to-serbia&q=a&from=2024-12-01")
    assert wanted.without("office", "mission-to-serbia").query == "office=mission-to-skopje&q=a&from=2024-12-01"
    assert wanted.without("q", "a").without("from").query == "office=mission-to-serbia&office=mission-to-skopje"


def test_a_page_lies_before_a_day_or_after_it() -> None:
    assert parse_paging([("before", "2024-12-01")]) == Paging(before=date(2024, 12, 1))
    assert parse_paging([("after", "2024-12-01")]) == Paging(after=date(2024, 12, 1))
    with pytest.raises(BadQueryError, match="not both"):
        parse_paging([("before", "2024-12-01"), ("after", "2024-12-01")])


names = st.sampled_from(["office", "region", "topic", "type", "q", "from", "to", "other"])


@given(
    st.lists(st.tuples(names, st.text(max_size=30) | st.sampled_from(["osce-wide", "youth", "visit", "2024-12-01"])))
)
def test_any_parameters_are_read_or_refused(pairs: list[tuple[str, str]]) -> None:
    try:
        wanted = parse_filter(pairs, profile())
    except BadQueryError as error:
        assert str(error).endswith(".")
        assert error.remedy
    else:
        assert parse_filter(reversed(pairs), profile()) == wanted
        assert parsed(wanted.query) == wanted


@pytest.mark.parametrize(("value", "limit"), [("", 50), (" ", 50), ("1", 1), ("200", 200), ("007", 7)])
def test_a_limit_is_a_number_of_items(value: str, limit: int) -> None:
    assert parse_limit([("limit", value), ("q", "5")]) == limit


@pytest.mark.parametrize("value", ["0", "201", "-1", "1.5", "٢", "1e2", "x", "9" * 5000, "\u202e7"])
def test_a_limit_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(BadQueryError, match="is no number from 1 to 200; write"):
        parse_limit([("limit", value)])


def test_a_cursor_is_given_once() -> None:
    assert parse_cursor([("cursor", "abc"), ("limit", "5")]) == "abc"
    assert parse_cursor([]) == ""
    with pytest.raises(BadQueryError, match="more than once"):
        parse_cursor([("cursor", "a"), ("cursor", "b")])
