"""The agenda site over 100,000 events, under 16 connections.

    python -m benchmarks.site [EVENTS] [SECONDS]        (100000 events, 10 seconds a row when not given)

The site is served by gunicorn with two processes of four threads, between which the kernel shares the connections out,
and asked by wrk for agenda pages, months and searches. "again" asks for the same fifty pages in turn, as readers of a
day do; "new" asks for a page that was never asked for before each time, so that nothing is kept of it. Times are
milliseconds.
"""

import os
import re
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from sqlalchemy import create_engine, select

from benchmarks.publishing import fill, site
from benchmarks.serving import served
from calendar_app.profiles import load_profile
from calendar_app.store import Store, sqlite
from calendar_app.store.schema import events
from calendar_app.store.words import index_events
from calendar_app.web import create_app, make_ready

_FOLDER = "CALENDAR_APP_BENCHMARK"
_CONNECTIONS = 16
_DAY = date(2015, 6, 1)
_SERVER = [
    sys.executable, "-m", "gunicorn", "--bind=127.0.0.1:{port}", "--workers=2", "--threads=4", "--reuse-port",
    "--log-level=warning", "--timeout=120", "benchmarks.site:{side}()",
]  # fmt: skip
_FIFTY = "n = (n + 1) % 50"
_EACH = "n = n + 1"
_ASK = """
n = {first}
request = function()
  {next}
  return wrk.format("GET", {path})
end
"""
_KINDS = {
    "agenda": '"/?office=mission-to-skopje&from=20" .. string.format("%02d", n % 15 + 6) .. "-01-01&to=2026-"'
    ' .. string.format("%02d-%02d", n % 12 + 1, math.floor(n / 12) % 28 + 1)',
    "month": '"/month/" .. string.format("%d-%02d", 2006 + math.floor(n / 12) % 20, n % 12 + 1) .. "?q=course+"'
    " .. (n % 900)",
    "search": '"/?q=seminar+" .. (n % 90000)',
}
_LATENCY = re.compile(r"(50|99)%\s+([0-9.]+)(us|ms|s)")
_RATE = re.compile(r"Requests/sec:\s+([0-9.]+)")
_UNIT = {"us": 0.001, "ms": 1.0, "s": 1000.0}


def ours() -> Flask:
    """The site over the folder that the environment names, its events read as `calendar-app serve` does."""
    folder = Path(os.environ[_FOLDER])
    store = Store.open(str(folder / "events.sqlite"))
    app = create_app(store, load_profile(), site(), folder / "feeds", lambda: _DAY)
    make_ready(app)
    return app


def make(folder: Path, number: int) -> None:
    """A store of so many events, with the index of their words."""
    store = folder / "events.sqlite"
    fill(store, number, load_profile())
    with create_engine(f"sqlite:///{store}").begin() as connection:
        ids = connection.scalars(select(events.c.id)).all()
        for start in range(0, len(ids), 500):
            index_events(connection, sqlite, ids[start : start + 500])


def measure(port: int, folder: Path, kind: str, how: str, first: int, seconds: float) -> str:
    """A row: requests a second, median and 99th percentile."""
    script = folder / "ask.lua"
    script.write_text(_ASK.format(first=first, next=_FIFTY if how == "again" else _EACH, path=_KINDS[kind]))
    command = ["wrk", "-t1", f"-c{_CONNECTIONS}", f"-d{seconds:g}s", "--latency", "-s", str(script)]
    said = subprocess.run([*command, f"http://127.0.0.1:{port}"], check=True, capture_output=True, text=True).stdout
    rate = _RATE.search(said)
    if not rate or "Socket errors" in said:
        raise SystemExit(said)
    times = {share: float(value) * _UNIT[unit] for share, value, unit in _LATENCY.findall(said)}
    faults = re.search(r"Non-2xx.*: (\d+)", said)
    return (
        f"{kind:8} {how:6} {float(rate[1]):10.0f} {times['50']:8.1f} {times['99']:8.1f}  {faults[0] if faults else ''}"
    )


def main() -> None:
    """Prints a row for each kind of page."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 10
    with TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, number)
        with served(_SERVER, "ours", folder) as port:
            subprocess.run(["wrk", "-t1", "-c4", "-d8s", "--timeout", "60s", f"http://127.0.0.1:{port}/"],
                           check=True, capture_output=True)  # fmt: skip
            time.sleep(1)
            print(f"{number} events\n{'page':8} {'asked':6} {'a second':>10} {'median':>8} {'p99':>8}")
            for at, kind in enumerate(_KINDS):
                measure(port, folder, kind, "again", 0, 2)  # which makes those pages
                for how in ("again", "new"):
                    print(measure(port, folder, kind, how, 1000 * at, seconds), flush=True)


if __name__ == "__main__":
    main()
