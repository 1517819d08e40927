"""Every kind of page before outside checks: axe in light and dark on phone and desk, two checkers of HTML; its links."""

import json
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from conftest import TOOLS, need
from outside import DRIVERS, complaints, need_clients

from .browsing import Browser, Page
from .conftest import Sample
from .kinds import KINDS, path_of

WIDTHS, COLOURS = (390, 1280), ("light", "dark")
AXE = TOOLS / "node" / "node_modules" / "axe-core" / "axe.min.js"
RULES = """() => axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"],
}).then(({violations}) => violations.map(({id, nodes}) => `${id}: ${nodes.map(({target}) => target.join(" ")).slice(0, 3).join(", ")}`))"""
HTML_RULES = {"root": True, "extends": ["html-validate:standard", "html-validate:a11y"]}
# All that is folded, open; those of one name would close one another.
OPEN = """() => [...document.querySelectorAll("details")].map((it) => { it.removeAttribute("name"); it.open = true; }).length"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LINKS = """() => [...document.querySelectorAll("a[href], link[href], script[src], img[src], form[action]")]
  .map((it) => new URL(it.getAttribute("href") || it.getAttribute("src") || it.getAttribute("action"), location))
  .filter(({hash, href}) => !(hash && href === location.origin + location.pathname + location.search + hash && document.getElementById(hash.slice(1))))
  .map(({href}) => href)"""


@pytest.fixture(scope="module")
def addresses(browser: Browser, sample: Sample) -> dict[str, str]:
    """The address of each kind of page."""
    with browser.new_page(base_url=sample.address) as page:
        return {kind: sample.address + path_of(page, kind) for kind in KINDS}


def _source(address: str) -> bytes:
    try:
        with urlopen(address, timeout=30) as answer:
            return bytes(answer.read())
    except HTTPError as error:
        return error.read()


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(page: Page, addresses: dict[str, str], kind: str) -> None:
    need("clients", AXE.is_file(), "axe-core is not installed")
    page.goto(addresses[kind])
    page.evaluate(AXE.read_text())
    found = {(width, colours, "folded"): _faults(page, width, colours) for width in WIDTHS for colours in COLOURS}
    if page.evaluate(OPEN):
        pairs = zip(WIDTHS, COLOURS, strict=True)
        found |= {(width, colours, "open"): _faults(page, width, colours) for width, colours in pairs}
    assert {state: faults for state, faults in found.items() if faults} == {}


def _faults(page: Page, width: int, colours: str) -> list[str]:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=colours)
    wider = page.evaluate(WIDER)
    return page.evaluate(RULES) + [f"{wider} pixels wider than the window"] * (wider > 0)


def test_checkers_of_html_find_nothing(addresses: dict[str, str], tmp_path: Path) -> None:
    """Each reads all pages at once: a start for every page would take most of the time."""
    need_clients()
    for kind, address in addresses.items():
        (tmp_path / f"{kind.replace(' ', '-')}.html").write_bytes(_source(address))
    assert complaints([[str(DRIVERS / "check_html_vnu"), str(tmp_path)]]) == []
    (tmp_path / ".htmlvalidate.json").write_text(json.dumps(HTML_RULES))
    command = [TOOLS / "node" / "node_modules" / ".bin" / "html-validate", "-f", "text", tmp_path]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_no_link_is_broken(page: Page, sample: Sample, addresses: dict[str, str]) -> None:
    """Of each kind of page, all that lies on the site: it answers, and has the place that the link names."""
    told: dict[str, str] = {}
    for kind, address in addresses.items():
        page.goto(address)
        told |= dict.fromkeys((link for link in page.evaluate(LINKS) if link.startswith(sample.address)), kind)
    with ThreadPoolExecutor(4) as pool:
        faults = dict(zip(told, pool.map(_fault, told), strict=True))
    assert len(told) > 200
    assert [f"{link} on “{told[link]}”: {fault}" for link, fault in faults.items() if fault] == []


def _fault(link: str) -> str:
    """What is wrong with a link, or nothing."""
    address, _, fragment = link.partition("#")
    try:
        with urlopen(address, timeout=30) as answer:
            body = answer.read()
    except HTTPError as error:
        return str(error)
    there = not fragment or re.search(rf'\bid="{re.escape(fragment)}"'.encode(), body)
    return "" if there else "the page has no such place"
