"""The set of files, and that it is a function of the events alone."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from calendar_app.errors import PublishError
from calendar_app.publishing import newest, selections, window

from .builders import CHANGED, SITE, event, evidence, many, profile
from .folder import render
from .reading import parsed

ROOT = Path(__file__).parents[2]
HASH = """
import hashlib
from tests.publishing.folder import render
from tests.publishing.builders import SITE, many, profile
files = render(many(), profile(), SITE)
print(hashlib.sha256(b"".join(path.encode() + data for path, data in files.items())).hexdigest())
"""


def test_files():
    files = render(many(), profile(), SITE)
    chosen = {path.rpartition(".")[0] for path in files if not path.startswith(("events/", "index", "feeds"))}
    assert chosen == {
        "all",
        "offices/mission-to-skopje",
        "offices/programme-office-in-astana",
        "offices/secretariat",
        "offices/parliamentary-assembly",
        "regions/south-eastern-europe",
        "regions/central-asia",
        "regions/osce-wide",
    }
    assert all(f"{path}.{suffix}" in files for path in chosen for suffix in ("ics", "rss", "atom", "json"))
    assert {path for path in files if path.startswith("events/")} == {f"events/{found.id}.ics" for found in many()}
    assert {"feeds.opml", "index.html", "index.json"} <= files.keys()


def test_nothing_comes_of_no_events():
    with pytest.raises(PublishError, match="no events to publish"):
        render([], profile(), SITE)


def test_same_bytes_in_any_order_and_in_any_process():
    assert render(many(), profile(), SITE) == render(reversed(many()), profile(), SITE)
    environments = [{"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}, {"PYTHONHASHSEED": "2", "LC_ALL": "C", "TZ": "UTC"}]
    hashes = {
        subprocess.run(
            [sys.executable, "-c", HASH], cwd=ROOT, env=os.environ | more, capture_output=True, text=True, check=True
        ).stdout
        for more in environments
    }
    assert len(hashes) == 1


def test_an_id_cannot_lead_out_of_its_folder():
    with pytest.raises(PublishError, match="no path of a feed"):
        render([event(id="../../etc/passwd")], profile(), SITE)


def test_events_of_no_known_office_are_in_all():
    assert [found.path for found in selections([event(offices=("gone",), regions=())], profile())] == ["all"]


def test_window_keeps_the_newest_thousand_oldest_first():
    events = [event(n, start=date(2024, 1, 1) + timedelta(days=n)) for n in range(1200)]
    kept = window(reversed(events))
    assert [found.id for found in kept] == [f"e{n}" for n in range(200, 1200)]


@pytest.mark.parametrize(("octets", "kept"), [(900_000, 10), (5200, 5), (10, 1)])
def test_window_by_size_keeps_at_least_one(octets, kept):
    events = [event(n, start=date(2024, 1, 1) + timedelta(days=n)) for n in range(10)]
    data = render(events, profile(), replace(SITE, most_octets=octets))["all.ics"]
    assert [str(found["UID"]) for found in parsed(data).events] == [found.uid for found in events[-kept:]]
    assert len(data) <= octets or kept == 1


def test_no_calendar_is_over_900_kilobytes():
    long = evidence("word " * 600, None)
    events = [event(n, start=date(2024, 1, 1) + timedelta(days=n), evidence=(long,)) for n in range(500)]
    data = render(events, profile(), SITE)["all.ics"]
    assert 890_000 < len(data) <= 900_000
    assert str(parsed(data).events[-1]["UID"]) == events[-1].uid


def test_newest():
    late = event(1, changed=CHANGED + timedelta(days=1))
    ties = [event(n, start=date(2024, 12, day)) for n, day in ((3, 5), (2, 5), (4, 9))]
    assert [found.id for found in newest([*ties, late])] == ["e1", "e4", "e2", "e3"]
    assert len(newest([event(n) for n in range(9)], 5)) == 5
