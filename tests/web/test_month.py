"""The month: its weeks, the lanes of its bars, its page, and which months there are."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from calendar_app.model import Event, Precision, Status
from calendar_app.store import Store
from calendar_app.web import create_app
from calendar_app.web.grid import WEEK, Bar, Week, month_of, weeks
from calendar_app.web.views.month import MOST_LANES, MOST_LISTED, MOST_SINGLES

from .builders import HOSTILE, IMPORTED, SITE, TODAY, extraction, found, profile
from .reading import Page, alternates, get, titles, words

MONTH = date(2024, 12, 1)
MOMENT = datetime(2024, 11, 1, tzinfo=UTC)
first_days = st.integers(-20, 50).map(lambda number: MONTH + timedelta(days=number))
spans = st.lists(st.tuples(first_days, st.integers(0, 40)), max_size=40)
months = st.dates().map(lambda day: day.replace(day=1))


def events(known: list[tuple[date, int]], precision: Precision = Precision.DAY) -> list[Event]:
    return [
        Event(f"e{n}", f"u{n}", 0, MOMENT, MOMENT, "Event", start, start + timedelta(days=length), precision=precision)
        for n, (start, length) in enumerate(known)
    ]


def days_of(week: Week) -> list[date]:
    return [day for day in week.days if day]


def bars_of(week: Week) -> list[Bar]:
    return [bar for lane in week.lanes for bar in lane]


@given(months, st.integers(0, 6))
def test_the_weeks_of_a_month_have_each_of_its_days_once(month: date, first_weekday: int) -> None:
    found = weeks(month, [], first_weekday)
    flat = [day for week in found for day in days_of(week)]
    assert flat == [month + timedelta(days=number) for number in range(len(flat))]
    assert flat[-1] == date.max or (flat[-1] + timedelta(days=1)).day == 1
    for week in found:
        assert len(week.days) == len(week.singles) == WEEK
        assert all((day.weekday() - first_weekday) % WEEK == at for at, day in enumerate(week.days) if day)


@given(spans, st.integers(0, 6))
def test_no_two_bars_of_a_lane_overlap(known: list[tuple[date, int]], first_weekday: int) -> None:
    for week in weeks(MONTH, events(known), first_weekday):
        for lane in week.lanes:
            assert lane
            assert all(before.last < after.first for before, after in pairwise(lane))
        most = max((sum(bar.first <= at <= bar.last for bar in bars_of(week)) for at in range(WEEK)), default=0)
        assert len(week.lanes) == most, "more lanes than events of one day"


@given(spans, st.integers(0, 6))
def test_an_event_stands_once_in_each_week_that_it_touches(known: list[tuple[date, int]], first_weekday: int) -> None:
    stored = events(known)
    for week in weeks(MONTH, stored, first_weekday):
        days = days_of(week)
        touching = [event.id for event in stored if event.start <= days[-1] and event.end >= days[0]]
        shown = [bar.event.id for bar in bars_of(week)] + [event.id for day in week.singles for event in day]
        assert sorted(shown) == sorted(touching)
        for bar in bars_of(week):
            covered = [day for day in week.days[bar.first : bar.last + 1] if day]
            assert covered == [day for day in days if bar.event.start <= day <= bar.event.end]
            assert (bar.begins, bar.ends) == (bar.event.start in covered, bar.event.end in covered)
        for day, singles in zip(week.days, week.singles, strict=True):
            assert all(event.start == event.end == day for event in singles)


def test_what_is_not_known_to_the_day_stands_on_no_day() -> None:
    assert not any(bars_of(week) for week in weeks(MONTH, events([(MONTH, 30)], Precision.MONTH)))


@pytest.mark.parametrize(
    ("text", "month"),
    [("2024-12", MONTH), ("0001-01", date.min), ("9999-12", date(9999, 12, 1))]
    + [(text, None) for text in ("2024-13", "2024-00", "0000-01", "2024", "2024-1", "2024-12-01", "٢٠٢٤-12", "x", "")],
)
def test_months_in_addresses(text: str, month: date | None) -> None:
    assert month_of(text) == month


def bars(page: Page) -> list[str]:
    return [words(bar) for bar in page.all("a", class_="bar")]


def of_days(page: Page) -> list[str]:
    return [words(link) for link in page.all("a", class_="entry-of-day")]


def heads(page: Page) -> dict[str, str]:
    """The path of each day that leads somewhere, by its name."""
    return {words(link): link["href"] for link in page.all("a") if "data-day" in link.attributes}


def test_the_page_of_a_month(client: FlaskClient) -> None:
    page = get(client, "/month/2024-12")
    assert words(page.one("h1")) == words(page.one("caption")) == "December 2024"
    assert words(page.one("p", role="status")) == "3 events."
    assert [head["title"] for head in page.all("abbr")][::6] == ["Monday", "Sunday"]
    assert bars(page) == ["Course for social workers, 3–4 December 2024 Closed event"]
    assert of_days(page)[0] == "10:00–13:00, Vienna time Committee meeting Today"
    assert of_days(page)[1].endswith("Cancelled")
    assert heads(page) == {
        "2 Monday, 2 December 2024: 1 event 1": "/?from=2024-12-02&to=2024-12-02",
        "3 Tuesday, 3 December 2024: 1 event 1": "/?from=2024-12-03&to=2024-12-03",
        "4 Wednesday, 4 December 2024: 1 event 1": "/?from=2024-12-04&to=2024-12-04",
        "5 Thursday, 5 December 2024: 1 event 1": "/?from=2024-12-05&to=2024-12-05",
    }
    assert titles(page)[:2] == ["Committee meeting", "Course for social workers"]
    assert len(titles(page)) == 3


def test_today_is_told_in_words(client: FlaskClient) -> None:
    today = get(client, "/month/2024-12").one("th", class_="is-today")
    assert today["id"] == "day-2"
    assert today["aria-current"] == "date"
    assert words(today).endswith("Today")
    assert not get(client, "/month/2024-11").all("th", class_="is-today")


def test_cells_name_the_days_that_they_stand_under(client: FlaskClient) -> None:
    page = get(client, "/month/2024-12")
    days = {cell["id"] for cell in page.all("th", scope="col") if "id" in cell.attributes}
    assert days == {f"day-{number}" for number in range(1, 32)}
    bar = page.one("td", colspan="2")
    assert bar["headers"] == "day-3 day-4"
    named = [name for cell in page.all("td") for name in cell.get("headers").split()]
    assert set(named) <= days
    assert page.source.count("<tr") == 1 + 2 * 6 + 1


def test_a_month_without_days_is_in_the_list(client: FlaskClient) -> None:
    page = get(client, "/month/2025-03")
    assert titles(page) == ["Next round"]
    assert not heads(page)
    assert not bars(page) + of_days(page)


def test_neighbours_and_bounds(client: FlaskClient) -> None:
    def neighbours(path: str) -> list[str]:
        return [link["href"] for link in get(client, path).all("a") if link.get("rel") in ("prev", "next")]

    assert neighbours("/month/2024-11") == ["/month/2024-12"]
    assert neighbours("/month/2024-12?q=course") == ["/month/2024-11?q=course", "/month/2025-01?q=course"]
    assert neighbours("/month/2025-03") == ["/month/2025-02"]
    for month in ("2024-10", "2025-04", "0001-01", "9999-12", "2024-13", "x"):
        assert words(get(client, f"/month/{month}", 404).one("p", class_="lead")).endswith(".")


def test_an_empty_month_leads_to_the_nearest_events(client: FlaskClient) -> None:
    page = get(client, "/month/2025-01")
    assert words(page.one("p", role="status")) == "There is no event this month."
    near = [link["href"] for link in page.all("a") if words(link) in ("December 2024", "March 2025")]
    assert {"/month/2024-12", "/month/2025-03"} <= set(near)
    page = get(client, "/month/2025-01?q=course")
    assert words(page.one("p", role="status")) == "No event of this month matches this choice."


def test_the_filter_stays(client: FlaskClient) -> None:
    page = get(client, "/month/2024-12?topic=policing&office=mission-to-skopje&utm_source=x")
    query = "office=mission-to-skopje&topic=policing"
    assert page.one("link", rel="canonical")["href"] == f"{SITE.base_url}/month/2024-12?{query}"
    assert page.one("form")["action"] == "/month/2024-12"
    assert [chip["href"] for chip in page.all("a", class_="chip")] == [
        "/month/2024-12?topic=policing",
        "/month/2024-12?office=mission-to-skopje",
    ]
    assert len(bars(page)) == 1
    assert not of_days(page)
    assert next(iter(heads(page).values())) == f"/?{query}&from=2024-12-03&to=2024-12-03"
    assert page.one("input", id="address")["value"] == f"{SITE.base_url}/agenda.ics?{query}"
    assert len(alternates(page)) == 4
    switch = [link for link in page.elements if link.get("href") in (f"/?{query}", f"/year/2024?{query}")]
    assert len([link for link in switch if link.tag == "a"]) >= 2
    assert get(client, "/month/2024-12?office=nowhere", 400)


@pytest.mark.parametrize("path", ["/", "/month/2024-12", "/year/2024"])
def test_one_view_is_the_present_one(client: FlaskClient, path: str) -> None:
    page = get(client, f"{path}?q=course")
    (present,) = [link for link in page.all("a") if link.get("aria-current") == "page" and "q=course" in link["href"]]
    assert present["href"] == f"{path}?q=course"
    assert {"/?q=course", "/map?q=course"} <= {link["href"] for link in page.all("a")}


def test_the_month_of_today_is_shown_at_an_address_of_its_own(client: FlaskClient) -> None:
    page = get(client, "/month/?q=course")
    assert page.one("link", rel="canonical")["href"] == f"{SITE.base_url}/month/2024-12?q=course"
    assert words(page.one("h1")) == "December 2024"


@pytest.mark.parametrize(
    ("today", "query", "expected"),
    [
        (TODAY, "", "December 2024"),
        (TODAY, "?q=water", "November 2024"),
        (TODAY, "?q=nothinglikethis", "December 2024"),
        (date(2030, 1, 1), "", "March 2025"),
        (date(2030, 1, 1), "?q=course", "December 2024"),
        (date(2020, 1, 1), "", "November 2024"),
    ],
)
def test_the_usual_month(store: Store, feeds: Path, today: date, query: str, expected: str) -> None:
    client = create_app(store, profile(), SITE, feeds, lambda: today).test_client()
    assert words(get(client, f"/month/{query}").one("h1")) == expected


def test_past_and_cancelled_are_told_in_words(store: Store, feeds: Path) -> None:
    client = create_app(store, profile(), SITE, feeds, lambda: date(2024, 12, 4)).test_client()
    page = get(client, "/month/2024-12")
    assert words(page.one("p", role="status")) == "3 events, 1 past."
    assert bars(page) == ["Course for social workers, 3–4 December 2024 Closed event Going on"]
    assert of_days(page)[0].endswith("Committee meeting Past")
    assert of_days(page)[1].endswith("Cancelled")


def test_weeks_begin_and_read_as_in_the_language(client: FlaskClient) -> None:
    page = get(client, "/de/month/2024-12")
    assert words(page.one("h1")) == "Dezember 2024"
    assert page.all("abbr")[0]["title"] == "Montag"
    assert page.one("form")["action"] == "/de/month/2024-12"


def test_titles_of_releases_stay_text(client: FlaskClient) -> None:
    page = get(client, "/month/2024-12")
    assert not [element for element in page.elements if element.get("onerror")]
    assert all(image["src"].startswith("/qr/") for image in page.all("img"))
    assert " ".join(HOSTILE.replace("\u202e", "").split()) in of_days(page)[1]


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A month with days that are too full, spans beyond its ends, and more events than a list holds."""
    folder = tmp_path_factory.mktemp("crowded")
    told = [found(f"Span {n}", date(2024, 12, 2), date(2024, 12, 5)) for n in range(MOST_LANES + 2)]
    told += [found(f"Meeting {n}", date(2024, 12, 3)) for n in range(MOST_SINGLES + 1)]
    told += [found("Into the year", date(2024, 12, 28), date(2025, 1, 2), status=Status.CANCELLED)]
    told += [found("Mandate", date(2024, 12, 30), date(9000, 1, 1))]
    told += [found(f"Talk {n}", date(2025, 2, 3) + timedelta(days=n % 20)) for n in range(MOST_LISTED + 20)]
    known = [extraction(f"r{n}", f"Text {n}", replace(event, sentence=(0, 4))) for n, event in enumerate(told)]
    with Store.open(str(folder / "events.db")) as store:
        store.record(known, IMPORTED)
        yield create_app(store, profile(), SITE, folder / "feeds", lambda: TODAY).test_client()


def test_a_day_that_is_too_full_leads_to_its_agenda(crowded: FlaskClient) -> None:
    page = get(crowded, "/month/2024-12")
    more = {link["href"]: words(link) for link in page.all("a", class_="month-more")}
    assert more == {
        "/?from=2024-12-02&to=2024-12-02": "+2 more",
        "/?from=2024-12-03&to=2024-12-03": "+3 more",
        "/?from=2024-12-04&to=2024-12-04": "+2 more",
        "/?from=2024-12-05&to=2024-12-05": "+2 more",
    }
    for path in more:
        number = next(int(head.split()[-1]) for head, href in heads(page).items() if href == path)
        assert len(titles(get(crowded, path))) == number
    assert len(titles(page)) == MOST_LANES + 2 + MOST_SINGLES + 1 + 2


def test_a_span_says_that_it_goes_on(crowded: FlaskClient) -> None:
    known = "Into the year, 28 December 2024 – 2 January 2025"
    assert [bar for bar in bars(get(crowded, "/month/2024-12")) if bar.startswith("Into")] == [
        f"{known}, goes on Cancelled",
        f"{known}, continued and goes on Cancelled",
    ]
    assert [bar for bar in bars(get(crowded, "/month/2025-01")) if bar.startswith("Into")] == [
        f"{known}, continued Cancelled"
    ]


def test_a_list_that_is_too_long_leads_to_the_agenda(crowded: FlaskClient) -> None:
    page = get(crowded, "/month/2025-02?to=2025-02-25")
    assert len(titles(page)) == MOST_LISTED
    rest = page.one("a", href="/?from=2025-02-01&to=2025-02-25")
    assert words(rest) == f"All {MOST_LISTED + 21} events of this month"


def test_an_event_without_end_makes_no_months_without_end(crowded: FlaskClient) -> None:
    assert get(crowded, "/month/2025-12")
    assert get(crowded, "/month/2026-01", 404)
    assert get(crowded, "/year/2026", 404)


def test_an_empty_store_has_the_month_of_today(tmp_path: Path) -> None:
    with Store.open(str(tmp_path / "empty.db")) as empty:
        client = create_app(empty, profile(), SITE, tmp_path, lambda: TODAY).test_client()
        page = get(client, "/month/")
        assert words(page.one("p", role="status")) == "There is no event this month."
        assert not alternates(page)
        assert words(get(client, "/year/").one("p", role="status")) == "There is no event in 2024."
        assert get(client, "/month/2024-11", 404)
        assert get(client, "/year/2023", 404)
