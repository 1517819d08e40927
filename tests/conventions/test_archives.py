"""Archives by year: what no longer stands in a calendar or feed is one step behind it (RFC 5005 4)."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from calendar_app.model import Status
from tests.store.builders import SKOPJE, edited, extraction, found

from .life import ATOM, CENTRAL_ASIA, HISTORY, Life
from .life import SKOPJE as OFFICE

YEARS = (2022, 2023, 2024)
RELEASES = [
    extraction(found(f"Meeting {n} of {year}", f"{year}-0{n}-11", **SKOPJE), key=f"{year}-{n}")
    for year in YEARS
    for n in range(1, 5)
]


@pytest.fixture
def life(life: Life) -> Life:
    """An office whose feeds have no room for its events of three years."""
    life.site = replace(life.site, most_entries=3)
    life.tell(*RELEASES)
    return life


def links(life: Life, path: str) -> dict[str, str]:
    """The pages beside a page of a feed, by their relations, as paths below feeds/."""
    found = ElementTree.fromstring(life.read(path)).findall(f"{ATOM}link")
    pages = {link.attrib["rel"]: link.attrib["href"] for link in found}
    assert len(pages) == len(found)
    return {rel: href.removeprefix(life.site.feed_url("")) for rel, href in pages.items() if rel != "alternate"}


def chain(life: Life, calendar: str) -> list[str]:
    """The pages of a feed, the newest first, as a reader walks them."""
    pages = [f"{calendar}.atom"]
    while previous := links(life, pages[-1]).get("prev-archive"):
        pages.append(previous)
    return pages


def test_a_reader_walks_from_the_feed_to_its_oldest_archive_and_back(life: Life) -> None:
    """prev-archive and next-archive are one chain, and each archive names the feed that goes on as current."""
    pages = chain(life, OFFICE)
    assert pages == [f"{OFFICE}.atom", *(f"{OFFICE}-{year}.atom" for year in reversed(YEARS))]
    for page, older in pairwise(pages[1:]):
        assert links(life, older)["next-archive"] == page
    assert "next-archive" not in links(life, pages[0]) | links(life, pages[1])
    assert [links(life, page).get("current") for page in pages] == [None, *[f"{OFFICE}.atom"] * 3]


def test_an_archive_says_that_it_is_one_and_the_feed_does_not(life: Life) -> None:
    """fh:archive stands in the pages that no one need ask for again."""
    marked = [
        ElementTree.fromstring(life.read(page)).find(f"{HISTORY}archive") is not None for page in chain(life, OFFICE)
    ]
    assert marked == [False, True, True, True]


def test_the_pages_of_a_feed_have_one_id_and_each_its_own_address(life: Life) -> None:
    """They are one feed (RFC 5005 1); self is where a page is served."""
    pages = chain(life, OFFICE)
    assert len({life.feed(page).feed.id for page in pages}) == 1
    assert [links(life, page)["self"] for page in pages] == pages


def test_every_event_stands_in_the_archive_of_its_year_alone(life: Life) -> None:
    """In the calendar and in the feed of the year; nothing is lost on the way."""
    for year in YEARS:
        expected = {f"Meeting {n} of {year}" for n in range(1, 5)}
        assert set(life.titles(f"{OFFICE}-{year}")) == expected
        assert {title.rpartition(" · ")[2] for title in life.entries(f"{OFFICE}-{year}.atom")} == expected
    assert len(life.entries(f"{OFFICE}.atom")) == len(life.entries(f"{OFFICE}.rss")) == 3


def test_what_happens_in_one_year_changes_no_other_archive(life: Life) -> None:
    """An archive stays as it is to the byte as long as its events do."""
    before = life.files(".ics", ".atom")
    life.tell(
        edited(RELEASES[-1], found("Meeting 4 of 2024, moved", "2024-04-12", **SKOPJE)),
        extraction(found("Another", "2024-05-01", **SKOPJE)),
        days=1,
    )
    assert {path for path, data in life.files(".ics", ".atom").items() if "-20" in path and before[path] != data} == {
        f"{calendar}-2024.{suffix}"
        for calendar in (OFFICE, "all", "regions/south-eastern-europe")
        for suffix in ("ics", "atom")
    }


def test_a_first_event_of_a_new_year_touches_the_last_archive_alone(life: Life) -> None:
    """It gets the link to the next one."""
    before = life.files(".atom")
    life.tell(extraction(found("Another", "2025-01-07", **SKOPJE)), days=1)
    changed = {path for path, data in life.files(".atom").items() if before.get(path, data) != data}
    assert {path for path in changed if "-20" in path and path.startswith(OFFICE)} == {f"{OFFICE}-2024.atom"}
    assert links(life, f"{OFFICE}-2024.atom")["next-archive"] == f"{OFFICE}-2025.atom"


def test_an_event_that_moves_to_another_year_moves_to_its_archive(life: Life) -> None:
    """Also where its old year is left without any: that archive goes, and the chain closes over it."""
    for release in RELEASES[4:8]:
        (event,) = release.events
        life.tell(edited(release, replace(event, start=date(2024, 6, 3), end=date(2024, 6, 3))), days=1)
    assert len(life.titles(f"{OFFICE}-2024")) == 8
    assert chain(life, OFFICE) == [f"{OFFICE}.atom", f"{OFFICE}-2024.atom", f"{OFFICE}-2022.atom"]
    assert links(life, f"{OFFICE}-2022.atom")["next-archive"] == f"{OFFICE}-2024.atom"
    assert not life.has(f"{OFFICE}-2023.ics")


def test_archives_leave_out_what_was_withdrawn_and_what_was_cancelled_long_ago(life: Life) -> None:
    """As the calendars that they are archives of."""
    (first,), (second,) = RELEASES[0].events, RELEASES[1].events
    life.tell(edited(RELEASES[0]), edited(RELEASES[1], replace(second, status=Status.CANCELLED)), days=1)
    assert sorted(life.titles(f"{OFFICE}-2022")) == ["Meeting 3 of 2022", "Meeting 4 of 2022"]
    assert not [path for path, data in life.files(".ics", ".atom").items() if first.title.encode() in data]


def test_there_is_no_archive_where_the_calendar_and_its_feeds_have_all(life: Life) -> None:
    """They would say nothing new."""
    life.tell(extraction(found("Meeting in Bishkek", regions=("central-asia",))), days=1)
    assert life.has(f"{CENTRAL_ASIA}.ics")
    assert not [path for path in life.files() if path.startswith(f"{CENTRAL_ASIA}-")]


def test_what_a_calendar_has_no_room_for_stands_in_an_archive(life: Life) -> None:
    """Long events fill a calendar before their number does."""
    life.site = replace(life.site, most_entries=100, most_octets=5000)
    life.publish()
    kept = life.titles(OFFICE)
    assert 0 < len(kept) < len(RELEASES)
    assert kept[-1] == "Meeting 4 of 2024"
    archived = [title for year in YEARS for title in life.titles(f"{OFFICE}-{year}")]
    assert sorted(archived) == sorted(release.events[0].title for release in RELEASES)


def test_what_comes_is_kept_before_what_was(life: Life) -> None:
    """The window of a calendar is cut from its oldest events."""
    life.site = replace(life.site, most_events=5)
    life.tell(extraction(found("Far away", "2031-05-05", **SKOPJE)), days=1)
    assert life.titles(OFFICE) == [*(f"Meeting {n} of 2024" for n in range(1, 5)), "Far away"]


def test_the_lists_name_archives(life: Life) -> None:
    """For programs and people who look for what is over."""
    for path in ("index.json", "index.html"):
        assert f"{OFFICE}-2022.ics" in life.read(path).decode()


def test_archives_are_the_same_however_they_came_to_be(life: Life, tmp_path) -> None:
    """Step by step or at once."""
    for number in range(3):
        life.tell(extraction(found(f"More {number}", f"202{number + 2}-07-01", **SKOPJE), key=f"more{number}"), days=1)
    before = life.files()
    life.out = tmp_path / "another"
    life.publish()
    assert life.files() == before
