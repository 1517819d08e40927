"""A published calendar of 500 events, served by the site and by a bare Flask route that returns the same bytes.

    python -m benchmarks.serving [ROUNDS] [SECONDS]     (5 rounds of 3 seconds when not given)

Both are served by the same server (waitress; gunicorn too, if it is installed) with as many threads, each in a process
of its own on the loopback, and are measured with wrk in turn, so that what disturbs one disturbs the other. Compared
are the calendar as it is, and 304 for a client that has it: there the bare route does nothing but return an empty 304.
The bare route does not compress, so "200 gzip" stands beside its plain calendar. A line gives the medians of the
requests a second and of the ratios of the rounds, with the least and the greatest ratio.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from http.client import HTTPConnection, HTTPMessage
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import UUID

from flask import Flask, Response

from calendar_app.model import Extraction, FoundEvent, Release
from calendar_app.profiles import load_profile
from calendar_app.publishing import Site, publish
from calendar_app.store import Store
from calendar_app.web import create_app

_EVENTS = 500
_THREADS, _CONNECTIONS = 8, 4  # waitress logs each request that has to wait for a thread
_FOLDER = "CALENDAR_APP_BENCHMARK"
_SITE = Site("http://127.0.0.1:5000", "Calendar", "OSCE")
_DAY, _MOMENT = date(2024, 11, 26), datetime(2024, 11, 26, 9, tzinfo=UTC)
_PATH, _BARE_304 = "/feeds/all.ics", "/unchanged"
_RATE = re.compile(r"Requests/sec:\s+([0-9.]+)")
_FAULTS = re.compile(r"Socket errors|Non-2xx")
_ASKED = 0.8


@dataclass(frozen=True)
class Case:
    """What is asked of each side: a path and headers."""

    name: str
    path: str
    bare_path: str
    headers: dict[str, str]
    status: int


def ours() -> Flask:
    """The site over the folder that the environment names."""
    folder = Path(os.environ[_FOLDER])
    return create_app(Store.open(str(folder / "events.sqlite")), load_profile(), _SITE, folder / "feeds", lambda: _DAY)


def bare() -> Flask:
    """A route that returns the bytes of the calendar, and one that returns an empty 304."""
    body = (Path(os.environ[_FOLDER]) / _PATH[1:]).read_bytes()
    app = Flask("bare")

    @app.get(_PATH)
    def calendar() -> Response:
        return Response(body, mimetype="text/calendar")

    @app.get(_BARE_304)
    def unchanged() -> Response:
        return Response(status=304)

    return app


def make(folder: Path) -> int:
    """Publishes the calendar below a folder; gives back its bytes."""
    with Store.open(str(folder / "events.sqlite"), store_id=UUID(int=1)) as store:
        recorded = store.record(map(_told, range(_EVENTS)), _MOMENT)
        assert recorded.events_new == _EVENTS
        with store.snapshot() as snapshot:
            publish(snapshot, load_profile(), _SITE, folder / "feeds")
    return (folder / _PATH[1:]).stat().st_size


def _told(number: int) -> Extraction:
    """A release about one event, unlike all others."""
    day = _DAY + timedelta(days=number)
    title = f"Course {number} for officers of the border police"
    text = f"The Mission to Skopje holds course {number} for officers of the border police on {day:%-d %B %Y}."
    event = FoundEvent(
        title, day, day, "10:00", "16:00", "Europe/Skopje", "Skopje", "North Macedonia",
        ("mission-to-skopje",), ("south-eastern-europe",), ("policing",), sentence=(0, len(text)),
    )  # fmt: skip
    release = Release("made.jsonl", f"release-{number}", text, published=_DAY)
    return Extraction(release, _DAY, "en", (), (), (), (event,))


def servers() -> dict[str, list[str]]:
    """The command of each server that is installed, for an application and a port."""
    python = sys.executable
    commands = {
        "waitress": [python, "-m", "waitress", "--listen=127.0.0.1:{port}", f"--threads={_THREADS}", "--call",
                     "benchmarks.serving:{side}"],
        "gunicorn": [python, "-m", "gunicorn", "--bind=127.0.0.1:{port}", f"--threads={_THREADS}",
                     "--log-level=warning", "benchmarks.serving:{side}()"],
    }  # fmt: skip
    return {name: command for name, command in commands.items() if find_spec(name)}


@contextmanager
def served(command: list[str], side: str, folder: Path) -> Iterator[int]:
    """The port of a side that is being served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    words = [word.format(port=port, side=side) for word in command]
    log = folder / f"{port}.log"
    with log.open("wb") as said:
        process = subprocess.Popen(words, env=os.environ | {_FOLDER: str(folder)}, stdout=said, stderr=said)
    try:
        if not _answers(port, process):
            raise SystemExit(log.read_text())
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _answers(port: int, process: subprocess.Popen[bytes]) -> bool:
    """Whether a server takes connections before it ends, or half a minute has gone."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except OSError:
            time.sleep(0.1)
    return False


def cases(port: int) -> list[Case]:
    etag = asked(port, _PATH, {})[1]["ETag"]
    return [
        Case("200", _PATH, _PATH, {}, 200),
        Case("200 gzip", _PATH, _PATH, {"Accept-Encoding": "gzip"}, 200),
        Case("304", _PATH, _BARE_304, {"If-None-Match": etag}, 304),
    ]


def asked(port: int, path: str, headers: dict[str, str]) -> tuple[int, HTTPMessage, bytes]:
    """Status, headers and body of one answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    told = answer.status, answer.headers, answer.read()
    connection.close()
    return told


def check(case: Case, our_port: int, bare_port: int) -> None:
    """Stops where the two do not answer alike."""
    status, headers, body = asked(our_port, case.path, case.headers)
    bare_status, _, bare_body = asked(bare_port, case.bare_path, case.headers)
    coded = "Content-Encoding" in headers
    if (status, bare_status) != (case.status, case.status) or (body != bare_body and not coded):
        raise SystemExit(f"the answers to {case.name} are not alike")


def rate(port: int, path: str, headers: dict[str, str], seconds: float) -> float:
    """Requests a second, by wrk."""
    given = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{_CONNECTIONS}", f"-d{seconds:g}s", *given, f"http://127.0.0.1:{port}{path}"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = _RATE.search(said)
    if not found or _FAULTS.search(said):
        raise SystemExit(said)
    return float(found[1])


def compare(server: str, command: list[str], folder: Path, rounds: int, seconds: float) -> None:
    """Prints a line for each case."""
    with ExitStack() as running:
        our_port, bare_port = (running.enter_context(served(command, side, folder)) for side in ("ours", "bare"))
        todo = cases(our_port)
        rates: dict[str, list[tuple[float, float]]] = {case.name: [] for case in todo}
        for case in todo:
            check(case, our_port, bare_port)
        for _ in range(rounds):
            for case in todo:
                mine = rate(our_port, case.path, case.headers, seconds)
                rates[case.name].append((mine, rate(bare_port, case.bare_path, case.headers, seconds)))
    for name, pairs in rates.items():
        ratios = [mine / other for mine, other in pairs]
        medians = [median(side) for side in zip(*pairs, strict=True)]
        line = f"{server:10} {name:9} {medians[0]:10.0f} {medians[1]:10.0f} {median(ratios):7.2f}"
        few = "  too few" if median(ratios) < _ASKED else ""
        print(f"{line}  ({min(ratios):.2f} to {max(ratios):.2f}){few}", flush=True)


def main() -> None:
    """Prints how many events and bytes the calendar has, and a table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 3
    if not shutil.which("wrk"):
        raise SystemExit("wrk is not installed; it measures (apt-get install wrk)")
    with TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{_EVENTS} events, {make(folder)} bytes; requests a second, {rounds} rounds of {seconds:g} s each")
        print(f"{'server':10} {'answer':9} {'ours':>10} {'bare':>10} {'ratio':>7}")
        for server, command in servers().items():
            compare(server, command, folder, rounds, seconds)


if __name__ == "__main__":
    main()
