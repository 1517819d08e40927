"""The scores that Lighthouse gives pages of the sample's site, and what costs points.

    npm install --prefix ~/.cache/lighthouse lighthouse@12     (13 needs Node 22)
    python -m benchmarks.lighthouse [PATH…]     (a page of each kind when none is given)

The system's Chromium is used, as a phone with a slow line, which is what Lighthouse takes when nothing else is said.
A score is from 0 to 100; performance depends on what else the machine does. $LIGHTHOUSE names another program.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import urlopen

from tools.site import CHROMIUM_OPTIONS, chromium, sample_site

_PROGRAM = Path.home() / ".cache" / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
_PAGES = (
    "/", "/?q=training", "/?q=nothing-is-called-this", "/month/2024-11", "/year/2024", "/map", "/offices/",
    "/offices/mission-to-skopje", "/regions/", "/regions/central-asia", "/feeds/", "/api/", "/de/",
    "/embed?region=central-asia",
)  # fmt: skip
_TRIES = 3  # now and then the browser is gone before it is asked
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def report(program: str, browser: str, url: str, folder: Path) -> dict[str, Any]:
    """What Lighthouse says of one page."""
    out, flags = folder / "report.json", " ".join(("--headless=new", *CHROMIUM_OPTIONS))
    command = [program, url, "--quiet", "--output=json", f"--output-path={out}", f"--chrome-flags={flags}",
               f"--only-categories={','.join(_CATEGORIES)}"]  # fmt: skip
    environment = os.environ | {"CHROME_PATH": browser}
    for _ in range(_TRIES):
        done = subprocess.run(command, capture_output=True, text=True, timeout=180, env=environment)
        if not done.returncode:
            break
    else:
        raise SystemExit(f"Lighthouse cannot look at {url}: {done.stderr.strip()}")
    told: dict[str, Any] = json.loads(out.read_bytes())
    return told


def scores(told: dict[str, Any]) -> list[str]:
    """The score of each category, in words where there is none."""
    found = [told["categories"][name]["score"] for name in _CATEGORIES]
    return ["none" if score is None else f"{100 * score:.0f}" for score in found]


def costs(told: dict[str, Any]) -> list[str]:
    """The audits with weight that are not passed, and why."""
    weighed = (ref["id"] for name in _CATEGORIES for ref in told["categories"][name]["auditRefs"] if ref["weight"])
    failed = [audit for name in weighed if (audit := told["audits"][name])["score"] not in (None, 1)]
    return [
        f"{a['id']} {a['score']:.2f}: {a.get('explanation') or a.get('displayValue') or a['title']}" for a in failed
    ]


def _paths(address: str) -> list[str]:
    """A page of each kind, with an event and a release as the API lists them."""
    found = {}
    for name in ("events", "releases"):
        with urlopen(f"{address}/api/v1/{name}?limit=1", timeout=30) as answer:
            found[name] = json.load(answer)["items"][0]["links"]["page"].removeprefix(address)
    return [*_PAGES, *found.values()]


def main() -> None:
    """Prints a line of scores for each page, and a line for each thing that costs points."""
    program, browser = os.environ.get("LIGHTHOUSE", str(_PROGRAM)), chromium()
    if browser is None or not Path(program).is_file():
        raise SystemExit("it needs Chromium and Lighthouse: npm install --prefix ~/.cache/lighthouse lighthouse@12")
    with TemporaryDirectory() as name, sample_site(Path(name)) as address:
        print(f"{'page':44}" + "".join(f"{category:>16}" for category in _CATEGORIES))
        for path in sys.argv[1:] or _paths(address):
            told = report(program, browser, address + path, Path(name))
            print(f"{path:44}" + "".join(f"{score:>16}" for score in scores(told)), flush=True)
            for cost in costs(told):
                print(f"    {cost}", flush=True)


if __name__ == "__main__":
    main()
