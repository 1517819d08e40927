"""The page of a release: its text with every date marked by its role, and the events that it gave."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask.testing import FlaskClient

from calendar_app.extraction import extract
from calendar_app.model import Release, Role
from calendar_app.store import Store, StoredRelease
from calendar_app.web import create_app
from calendar_app.web.rereading import LONGEST, Rereading, spans_of

from .builders import IMPORTED, SITE, STORE_ID, TODAY, profile
from .reading import Page, get, words

KEY = "https://www.osce.org/vienna?page=2"
TITLE = "OSCE Mission trains judges"
TEXT = (
    f"{TITLE}\nSKOPJE, 2 December 2024 – The OSCE Mission to Skopje will hold a training course for judges on "
    "10-11 December 2024 in Ohrid.\nThe course is based on the Convention signed on 4 November 1950.\n"
    "The deadline for applications is 6 December 2024. Judges from all courts are invited."
)
STORED = StoredRelease("judges", "made-up.jsonl", 0, None, TITLE, date(2024, 12, 2), "en", TEXT)


def test_a_release_shows_where_its_events_were_read(client: FlaskClient, ids: dict[str, str]) -> None:
    page = get(client, f"/releases/{quote(KEY, safe='')}")
    assert words(page.one("h1")) == "Press release"
    assert page.one("title").text.startswith("Press release: A committee meets in Vienna")
    assert page.one("link", rel="canonical")["href"] == f"{SITE.base_url}/releases/{quote(KEY, safe='')}"
    assert {anchor["id"] for anchor in page.all("span", class_="anchor")} == {
        f"read-{ids['Committee']}",
        f"read-{ids['Next']}",
    }
    assert len(page.all("span", class_="sentence")) + len(page.all("mark")) >= 2
    assert [words(title) for title in page.all("h3", class_="card-title")] == ["Committee meeting", "Next round"]


def read(path: Path, text: str = TEXT, **given: Any) -> tuple[Page, str]:
    """The page of a release that was read by the program itself, and the id of its first event."""
    release = Release("made-up.jsonl", "judges", text, named=True, **{"title": TITLE, "language": "en", **given})
    with Store.open(str(path / "events.db"), store_id=STORE_ID) as store:
        store.record(list(extract([release], profile(), TODAY)), IMPORTED)
        client = create_app(store, profile(), SITE, path / "feeds", lambda: TODAY).test_client()
        return get(client, "/releases/judges"), store.events()[0].id


def dates(page: Page) -> list[tuple[str, str]]:
    """The dates that are marked, with their roles."""
    return [(mark.text, mark["class"].removeprefix("date date-")) for mark in page.all("mark")]


def test_every_date_is_marked_by_its_role(tmp_path: Path) -> None:
    page, event_id = read(tmp_path)
    assert dates(page) == [
        ("2 December 2024", "dateline"),
        ("10-11 December 2024", "event"),
        ("4 November 1950", "background"),
        ("6 December 2024", "deadline"),
    ]
    told = [words(one) for one in page.all("span", class_="sr-only") if "(" in one.text]
    assert told == [
        "(Date on which the release was written: 2 December 2024)",
        "(Date of an event: 10–11 December 2024)",
        "(Background: a date of history, of a document, or of no event: 4 November 1950)",
        "(Deadline: 6 December 2024)",
    ]
    assert page.all("mark")[1]["title"] == "10–11 December 2024"
    assert page.one("article", class_="release-text")["lang"] == "en"
    assert page.one("a", class_="to-sentence")["href"] == f"#read-{event_id}"
    assert page.one("span", class_="anchor")["id"] == f"read-{event_id}"


def test_the_legend_has_the_roles_that_occur_in_words(tmp_path: Path, client: FlaskClient) -> None:
    page, _ = read(tmp_path)
    legend = page.one("section", class_="legend")
    for name in ("Date of an event", "Date on which the release was written", "Deadline", "Background"):
        assert name in words(legend)
    other = words(get(client, "/releases/skopje").one("section", class_="legend"))
    assert "Date of an event" in other
    assert "Deadline" not in other


def test_a_release_that_is_too_long_shows_the_dates_of_its_events(tmp_path: Path) -> None:
    page, _ = read(tmp_path, TEXT + "\n" + "And so on. " * (LONGEST // 11))
    assert dates(page) == [("10-11 December 2024", "event")]
    assert "only the dates of its events are marked" in words(page.one("p", class_="note"))


def test_a_release_is_read_again_as_it_was_first() -> None:
    spans = spans_of(STORED, profile(), TODAY)
    first = next(extract([Release("x", "judges", TEXT, title=TITLE, language="en")], profile(), TODAY))
    assert spans == first.spans
    assert [span.role for span in spans] == [Role.DATELINE, Role.EVENT, Role.BACKGROUND, Role.DEADLINE]


def test_a_release_is_read_again_once() -> None:
    rereading = Rereading(profile())
    assert rereading.spans(STORED, TODAY) is rereading.spans(replace(STORED), date(2025, 1, 1))
    assert rereading.spans(replace(STORED, published=None, text="On 4 May."), TODAY) is not None


def test_a_release_that_cannot_be_read_has_no_spans() -> None:
    assert spans_of(replace(STORED, language="not a language"), profile(), TODAY) is None


def test_a_year_from_elsewhere_is_not_said(tmp_path: Path) -> None:
    page, _ = read(tmp_path, "The OSCE Mission to Skopje will hold a training course for judges on 10 May.", title=None)
    (mark,) = page.all("mark")
    assert mark.get("title") == ""
    assert "(Date of an event)" in [words(one) for one in page.all("span", class_="sr-only")]
