"""The whole program as a stranger meets it: `calendar-app run`, and a real browser on the pages."""

import json
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SHARED, need
from test_clients import TOOLS

CHROMIUM = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = [
    "/",
    "/?region=central-asia&q=training",
    "/?q=nothing-is-called-this",
    "/offices/",
    "/offices/mission-to-skopje",
    "/regions/",
    "/feeds/",
    "/embed",
    "/#subscribe",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the sample's site, served by the program itself."""
    folder = tmp_path_factory.mktemp("run")
    program = str(Path(sys.executable).parent / "calendar-app")
    command = [program, "run", "--port", "0", "--base-url", "http://127.0.0.1:5000", "--out", str(folder / "feeds")]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    found = None
    for line in server.stderr:
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            break
    assert found is not None
    yield found.group()
    server.terminate()
    server.wait(10)


def _seen(url: str, folder: Path) -> str:
    """A page as Chromium holds it after its scripts have run."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    need("chromium", chromium is not None, "there is no Chromium")
    command = [str(chromium), *CHROMIUM, f"--user-data-dir={folder / 'chromium'}", "--dump-dom", url]
    return subprocess.run(command, capture_output=True, timeout=120, check=True).stdout.decode()


def _get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return str(answer.read().decode())


def test_the_agenda_shows_events_and_says_that_none_is_upcoming(site: str, tmp_path: Path) -> None:
    page = _seen(site + "/", tmp_path)
    assert "Presentation of a methodology for a Femicide Watch" in page
    assert "Nothing is upcoming" in page


def test_from_the_agenda_to_the_sentence(site: str, tmp_path: Path) -> None:
    agenda = _seen(f"{site}/?office=programme-office-in-bishkek&q=digitalization", tmp_path)
    event = re.findall(r'href="(/events/[0-9a-f]+)"', agenda)
    assert len(set(event)) == 1
    page = _seen(site + event[0], tmp_path)
    assert re.search(r"<mark[^>]*>June 30</mark>", page)
    release = re.search(r'href="(/releases/[^"#]+)', page)
    assert release
    assert "regional forum" in _seen(site + release.group(1), tmp_path)


def test_the_subscribe_box_is_a_dialog_where_scripts_run(site: str, tmp_path: Path) -> None:
    assert '<details class="subscribe"' in _get(site + "/")
    page = _seen(site + "/#subscribe", tmp_path)
    assert '<details class="subscribe"' not in page
    assert re.search(r'<dialog class="subscribe-dialog" aria-labelledby="subscribe-head" open', page)


def test_feeds_under_the_same_paths(site: str) -> None:
    for path in ("all.ics", "offices/mission-to-skopje.ics", "regions/central-asia.atom", "feeds.opml", "index.json"):
        kept = Path(__file__).parent.parent / "feeds" / path
        assert _get(f"{site}/feeds/{path}") == kept.read_bytes().decode() or path == "index.json"


@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing(site: str, page: str) -> None:
    driver = SHARED / "clients" / "drivers" / "check_a11y_axe"
    need(
        "clients",
        driver.is_file() and (TOOLS / "node" / "node_modules" / "axe-core").is_dir(),
        "axe-core is not installed",
    )
    done = subprocess.run([str(driver), site + page], capture_output=True, timeout=120)
    said = json.loads(done.stdout.decode().strip().splitlines()[-1])
    assert said["ok"], said["problems"][:3]
