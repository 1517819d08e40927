"""What is published, in front of programs that nobody here wrote: calendar parsers, feed readers, a calendar client."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import feedparser
import icalendar
import pytest
from conftest import SHARED, need

FEEDS = Path(__file__).parent.parent / "feeds"
DRIVERS = SHARED / "clients" / "drivers"
TOOLS = Path(os.environ.get("CLIENTS", Path.home() / ".cache" / "calendar-clients"))
PARSERS = ("icalendar", "icaljs", "libical", "bytes")
SLOWER = ("vobject", "nodeical", "khal")
READERS = ("feedparser", "rssparser")


def _published(*suffixes: str) -> list[Path]:
    return sorted(path for path in FEEDS.rglob("*") if path.suffix in suffixes)


def _name(path: Path) -> str:
    return str(path.relative_to(FEEDS))


@pytest.fixture(scope="module")
def seeds_feeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The feeds of the real releases."""
    folder = tmp_path_factory.mktemp("seeds")
    seeds = sorted(str(path) for path in (shared / "seeds").glob("*.txt"))
    program = str(Path(sys.executable).parent / "calendar-app")
    command = [
        program,
        "run",
        *seeds,
        "--no-serve",
        "--out",
        str(folder / "feeds"),
        "--database",
        str(folder / "store.sqlite"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "feeds"


def _check(tool: str, path: Path) -> str | None:
    """What an outside tool has to say against a file; None if nothing."""
    done = subprocess.run([str(DRIVERS / tool), str(path)], capture_output=True, timeout=300)
    said = json.loads(done.stdout.decode().strip().splitlines()[-1])
    return None if said["ok"] else f"{tool} {path.name}: {said['problems'][:3]}"


def _complaints(checks: list[tuple[str, Path]]) -> list[str]:
    need("clients", (TOOLS / "venv").is_dir() and DRIVERS.is_dir(), "the outside clients are not installed")
    with ThreadPoolExecutor(2) as pool:
        return [said for said in pool.map(lambda check: _check(*check), checks) if said]


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


def test_outside_parsers_read_the_samples_calendars() -> None:
    calendars = [path for path in _published(".ics") if path.parent.name != "events"]
    single = _published(".ics")[:4]
    checks = [(f"check_ics_{tool}", path) for path in [*calendars, *single] for tool in PARSERS]
    checks += [(f"check_ics_{tool}", FEEDS / "all.ics") for tool in SLOWER]
    assert _complaints(checks) == []


def test_outside_readers_read_the_samples_feeds() -> None:
    feeds = [FEEDS / f"{name}.{suffix}" for name in ("all", "regions/central-asia") for suffix in ("rss", "atom")]
    assert _complaints([(f"check_feed_{tool}", path) for path in feeds for tool in READERS]) == []


def test_outside_parsers_read_the_seeds_calendars(seeds_feeds: Path) -> None:
    calendars = sorted([*seeds_feeds.glob("*.ics"), *seeds_feeds.glob("*/*.ics")])
    for path in calendars:
        assert icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    for path in sorted(
        [
            *seeds_feeds.glob("*.rss"),
            *seeds_feeds.glob("*/*.rss"),
            *seeds_feeds.glob("*.atom"),
            *seeds_feeds.glob("*/*.atom"),
        ]
    ):
        assert not feedparser.parse(path.read_bytes()).bozo
    checks = [(f"check_ics_{tool}", path) for path in calendars if path.parent.name != "events" for tool in PARSERS]
    checks += [(f"check_ics_{tool}", seeds_feeds / "all.ics") for tool in SLOWER]
    checks += [(f"check_feed_{tool}", seeds_feeds / f"all.{suffix}") for tool in READERS for suffix in ("rss", "atom")]
    assert _complaints(checks) == []
