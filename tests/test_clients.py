"""What is published, in front of programs that nobody here wrote: calendar parsers, feed readers, calendar clients. They
get each file from a disk and from the site."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import feedparser
import icalendar
import pytest
from conftest import need
from outside import DRIVERS, complaints, need_clients

from calendar_app import sample
from calendar_app.pipeline import Refusals, extractions
from calendar_app.profiles import load_profile
from calendar_app.publishing.select import MOST_ENTRIES
from calendar_app.store import Store

FEEDS = Path(__file__).parent.parent / "feeds"
PROGRAM = str(Path(sys.executable).parent / "calendar-app")
PARSERS = ("icalendar", "icaljs", "libical", "bytes")
SLOWER = ("vobject", "nodeical", "khal")
READERS = ("feedparser", "rssparser")


def _published(*suffixes: str) -> list[Path]:
    return sorted(path for path in FEEDS.rglob("*") if path.suffix in suffixes)


def _name(path: Path) -> str:
    return str(path.relative_to(FEEDS))


@pytest.mark.parametrize("path", _published(".ics"), ids=_name)
def test_icalendar_reads_it(path: Path) -> None:
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    assert calendar.walk("VEVENT")
    assert not [error for component in calendar.walk() for error in component.errors]


@pytest.mark.parametrize("path", _published(".rss", ".atom"), ids=_name)
def test_feedparser_reads_it(path: Path) -> None:
    found = feedparser.parse(path.read_bytes())
    assert not found.bozo
    assert found.entries


@pytest.mark.parametrize("path", [path for path in _published(".json") if path.name != "index.json"], ids=_name)
def test_json_feed(path: Path) -> None:
    feed = json.loads(path.read_bytes())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert all(item["id"] and item["date_published"] for item in feed["items"])


@dataclass(frozen=True)
class Publication:
    """Published feeds, where the site serves them, and how many events the store has for each path."""

    feeds: Path
    address: str
    events: dict[str, int]

    def paths(self, *suffixes: str) -> list[str]:
        return sorted(
            str(path.relative_to(self.feeds)) for path in self.feeds.rglob("*") if path.suffix.lstrip(".") in suffixes
        )

    def check(self, tool: str, path: str, *, served: bool) -> list[str]:
        """The command that holds a file against an outside tool, and the number of events in it against the store's."""
        place = f"{self.address}/feeds/{path}" if served else str(self.feeds / path)
        stem, _, suffix = path.rpartition(".")
        events = self.events[stem] if suffix == "ics" else min(self.events[stem], MOST_ENTRIES)
        kind = "ics" if suffix == "ics" else "feed"
        return [str(DRIVERS / f"check_{kind}_{tool}"), place, "--expect", str(events)]


@pytest.fixture(scope="module", params=["sample", "seeds"])
def publication(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Publication]:
    """What the program makes of the sample and of the real releases."""
    need_clients()
    sources = sample.sample_paths()
    if request.param == "seeds":
        sources = sorted(str(path) for path in (request.getfixturevalue("shared") / "seeds").glob("*.txt"))
    folder = tmp_path_factory.mktemp(request.param)
    store, feeds = str(folder / "store.sqlite"), folder / "feeds"
    _record(sources, store)
    subprocess.run([PROGRAM, "publish", "--out", str(feeds), "--database", store], capture_output=True, check=True)
    command = [PROGRAM, "serve", "--port", "0", "--out", str(feeds), "--database", store]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            told = re.search(r"http://127\.0\.0\.1:\d+", server.stderr.readline())
            assert told is not None
            yield Publication(feeds, told.group(), _events(store))
        finally:
            server.terminate()


def _record(sources: Sequence[str], store: str) -> None:
    """Keeps releases as on the sample's day: drivers take an entry that is dated now for one whose date was not read."""
    profile, refused = load_profile("osce"), Refusals()
    with Store.open(store, uid_name=profile.uid_name) as opened:
        opened.record(extractions(tuple(sources), None, profile, sample.READING_DAY, refused), sample.RECORDED)
    assert refused.errors == []


def _events(store: str) -> dict[str, int]:
    """How many events the store has for each calendar, by the calendar's path without its suffix."""
    with Store.open(store) as opened:
        events = opened.events()
    paths = ["all"] * len(events)
    paths += [f"events/{event.id}" for event in events]
    paths += [f"offices/{slug}" for event in events for slug in event.offices]
    paths += [f"regions/{slug}" for event in events for slug in event.regions]
    return {path: paths.count(path) for path in paths}


@pytest.mark.parametrize("served", [False, True], ids=["file", "site"])
def test_outside_parsers_read_every_calendar(publication: Publication, served: bool) -> None:
    checks = [publication.check(tool, path, served=served) for path in publication.paths("ics") for tool in PARSERS]
    assert complaints(checks) == []


@pytest.mark.parametrize("served", [False, True], ids=["file", "site"])
def test_outside_readers_read_every_feed(publication: Publication, served: bool) -> None:
    feeds = publication.paths("rss", "atom")
    assert complaints([publication.check(tool, path, served=served) for path in feeds for tool in READERS]) == []


@pytest.mark.parametrize("served", [False, True], ids=["file", "site"])
def test_outside_validators_find_no_fault_in_the_index(publication: Publication, served: bool) -> None:
    place = f"{publication.address}/feeds/index.html" if served else str(publication.feeds / "index.html")
    tools = ("html_vnu", "html_htmlvalidate", "a11y_axe")
    assert complaints([[str(DRIVERS / f"check_{tool}"), place] for tool in tools]) == []


# A first day behind the last is refused with 400, as in the agenda: OpenAPI has no words for it.
BACKWARDS = "tool: GET /api/v1/events: ST202 Schema-valid request rejected"


def test_an_outside_tester_finds_the_api_as_its_document_says(publication: Publication) -> None:
    command = [str(DRIVERS / "check_api_schemathesis"), f"{publication.address}/api/openapi.json", "--examples", "20"]
    found = complaints([command])
    assert all(complaint.endswith(f": {[BACKWARDS]}") for complaint in found), found


def test_slower_tools_read_the_calendar_and_feeds_of_all(publication: Publication) -> None:
    checks = [publication.check(tool, "all.ics", served=served) for tool in SLOWER for served in (False, True)]
    checks += [publication.check("newsboat", path, served=True) for path in ("all.atom", "all.rss")]
    assert complaints(checks) == []


def test_thunderbird_subscribes(publication: Publication) -> None:
    need("thunderbird", shutil.which("thunderbird") is not None, "Thunderbird is not installed")
    office = max(
        (path for path in publication.paths("ics") if path.startswith("offices/")),
        key=lambda path: publication.events[path.removesuffix(".ics")],
    )
    paths = ("all.ics", office, "all.atom")
    assert complaints([publication.check("thunderbird", path, served=True) for path in paths]) == []
