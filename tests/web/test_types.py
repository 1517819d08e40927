"""The type of an event as a dimension of the filter: on the page, in counts and chips, in calendars and feeds."""

from urllib.parse import parse_qsl

import pytest
from flask.testing import FlaskClient

from calendar_app.kinds import KINDS
from calendar_app.store import Store
from calendar_app.web.catalogue import Catalogues
from calendar_app.web.query import BadQueryError, Filter, parse_filter
from calendar_app.web.wording import TYPES

from .builders import SITE, profile
from .reading import alternates, get, titles, words

COMMITTEE, COURSE, NEXT, CAFE = "Committee meeting", "Course for social workers", "Next round", "Café meeting on water"


def test_every_kind_has_a_name_of_its_own() -> None:
    assert tuple(TYPES) == KINDS
    assert len(set(TYPES.values())) == len(KINDS)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("type=training", [COURSE]),
        ("type=meeting", [COMMITTEE, CAFE]),
        ("type=training&type=meeting", [COMMITTEE, COURSE, CAFE]),
        ("type=meeting&region=central-asia", [CAFE]),
        ("type=meeting&to=2024-12-01", [CAFE]),
        ("type=training&q=cafe", []),
        ("type=election", []),
        ("type=", [COMMITTEE, COURSE, NEXT, CAFE]),
    ],
)
def test_a_type_filters_the_page(client: FlaskClient, query: str, expected: list[str]) -> None:
    shown = titles(get(client, f"/?{query}"))
    assert [title for title in shown if "script" not in title] == expected


@pytest.mark.parametrize("suffix", ["ics", "rss", "atom", "json"])
def test_a_type_filters_each_form(client: FlaskClient, suffix: str) -> None:
    answer = client.get(f"/agenda.{suffix}?type=meeting&type=visit")
    assert answer.status_code == 200
    text = answer.text.replace("\r\n ", "")
    assert COMMITTEE in text
    assert CAFE in text
    assert COURSE not in text
    assert NEXT not in text


def test_a_calendar_of_a_type_is_named_after_it(client: FlaskClient) -> None:
    text = client.get("/agenda.ics?type=training").text.replace("\r\n ", "")
    assert f"X-WR-CALNAME:{SITE.title}: Training\r\n" in text


def test_what_has_no_type_on_the_list_is_refused(client: FlaskClient) -> None:
    with pytest.raises(BadQueryError, match="there is no type “party”") as caught:
        parse_filter([("type", "party")], profile())
    assert caught.value.remedy == "choose a type from the list"
    assert words(get(client, "/?type=party", 400).one("h1")) == "That request cannot be answered"
    assert client.get("/agenda.ics?type=Training").status_code == 400


def test_types_stand_behind_topics_and_before_the_text() -> None:
    query = "to=2024-12-31&q=a&type=visit&type=training&topic=youth&office=mission-to-skopje&region=osce-wide"
    wanted = parse_filter(parse_qsl(query), profile())
    assert wanted.types == ("training", "visit")
    assert wanted.query == (
        "office=mission-to-skopje&region=osce-wide&topic=youth&type=training&type=visit&q=a&to=2024-12-31"
    )
    assert wanted.without("type", "visit").types == ("training",)


def test_the_page_of_a_type_names_its_calendars(client: FlaskClient) -> None:
    page = get(client, "/?q=course&type=training")
    assert page.one("link", rel="canonical")["href"] == f"{SITE.base_url}/?type=training&q=course"
    assert {link["href"] for link in alternates(page)} == {
        f"{SITE.base_url}/agenda.{suffix}?type=training&q=course" for suffix in ("ics", "atom", "rss", "json")
    }


def test_chips_and_the_form_say_the_type_in_words(client: FlaskClient) -> None:
    page = get(client, "/?type=training&type=election")
    assert [words(chip) for chip in page.all("a", class_="chip")] == [
        "Remove Type Election ×",
        "Remove Type Training ×",
    ]
    assert [chip["href"] for chip in page.all("a", class_="chip")] == ["/?type=training", "/?type=election"]
    boxes = page.all("input", type="checkbox", name="type")
    assert [box["value"] for box in boxes] == ["training", "meeting", "election", "other"]
    assert [box["value"] for box in boxes if "checked" in box.attributes] == ["training", "election"]
    options = [words(label) for label in page.all("label", class_="option")]
    assert options[-4:] == ["Training 1 events", "Meeting 2 events", "Election 0 events", "Other 2 events"]


def test_counts_are_those_of_the_rest_of_the_filter(store: Store) -> None:
    catalogue = Catalogues(store, profile()).current()
    assert catalogue.counts(Filter(), "type") == {"training": 1, "meeting": 2, "other": 2}
    chosen = Filter(types=("training",), regions=("central-asia",))
    assert catalogue.counts(chosen, "type") == {"training": 0, "meeting": 1, "other": 0}
    assert catalogue.counts(Filter(types=("meeting",)), "topic") == {"policing": 0, "water-management": 1}
