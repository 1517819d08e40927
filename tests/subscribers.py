"""Calendar clients that nobody here wrote, subscribed to an address, refreshed, and asked what they show of one month.

What they show is one line for each day of each event: "2027-06-08 10:00 Seminar", with the client's own mark of a
cancelled one behind it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Protocol

from conftest import SHARED, TOOLS

HELPERS = SHARED / "clients" / "helpers"
ZONE = "Europe/Skopje"


class Subscriber(Protocol):
    """A client with one subscription."""

    def refresh(self) -> None:
        """Asks the site again, as the client does by itself after some hours or when its user wants it."""

    def shown(self, month: date) -> list[str]:
        """The lines of the month that begins on this day."""

    def kept(self) -> int:
        """How many events the client keeps in all, in whatever month."""


def line(day: str, hour: str, title: str, status: str) -> str:
    """How an event stands on a day."""
    mark = "[cancelled]" if status.strip().upper() == "CANCELLED" else ""
    return " ".join(filter(None, (day, hour, title, mark)))


VDIRSYNCER = """[general]
status_path = "{folder}/status/"
[pair p]
a = "remote"
b = "local"
collections = null
[storage remote]
type = "http"
url = "{address}"
[storage local]
type = "filesystem"
path = "{folder}/calendar"
fileext = ".ics"
"""
KHAL = """[calendars]
[[subscribed]]
path = {folder}/calendar
[locale]
local_timezone = {zone}
default_timezone = {zone}
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
timeformat = %H:%M
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
[sqlite]
path = {folder}/khal.db
"""


class Khal:
    """vdirsyncer subscribes into a folder with a file for each event; khal shows it."""

    def __init__(self, address: str, folder: Path) -> None:
        self._calendar = folder / "calendar"
        self._calendar.mkdir(parents=True)
        self._khal, synced = folder / "khal.conf", folder / "vdirsyncer.conf"
        self._khal.write_text(KHAL.format(folder=folder, zone=ZONE))
        synced.write_text(VDIRSYNCER.format(folder=folder, address=address))
        homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"), str(folder))
        self._environment = os.environ | homes | {"VDIRSYNCER_CONFIG": str(synced), "NO_PROXY": "*"}
        self._run("vdirsyncer", "discover", answer="y\ny\n")
        self.refresh()

    def refresh(self) -> None:
        self._run("vdirsyncer", "sync")

    def shown(self, month: date) -> list[str]:
        wanted = [part for field in ("title", "status", "start-time", "all-day") for part in ("--json", field)]
        listed = self._run("khal", "-c", str(self._khal), "list", *wanted, month.isoformat(), f"{_days(month)}d")
        days = [json.loads(row) for row in listed.splitlines()]
        return sorted(
            line((month + timedelta(n)).isoformat(), event["start-time"], event["title"], event["status"])
            for n, events in enumerate(days)
            for event in events
        )

    def kept(self) -> int:
        return len(list(self._calendar.glob("*.ics")))

    def _run(self, program: str, *arguments: str, answer: str = "") -> str:
        command = [str(TOOLS / "venv" / "bin" / program), *arguments]
        done = subprocess.run(command, env=self._environment, input=answer, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout


_OPEN = """
const done = arguments[arguments.length - 1];
(async () => {
  document.getElementById("tabmail").openTab("calendar");
  while (!window.switchToView || !window.currentView()) await new Promise(go => setTimeout(go, 100));
  window.switchToView("month");
})().then(done, fault => done(String(fault)));
"""
_REFRESH = """
const done = arguments[arguments.length - 1];
const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
const calendar = cal.manager.getCalendars()[0];
const QueryInterface = ChromeUtils.generateQI(["calIObserver"]);
const nothing = () => {};
const observer = { QueryInterface, onStartBatch: nothing, onEndBatch: nothing, onAddItem: nothing,
  onModifyItem: nothing, onDeleteItem: nothing, onPropertyChanged: nothing, onPropertyDeleting: nothing,
  onLoad: () => { calendar.removeObserver(observer); done(null); },
  onError: (_, code, message) => { calendar.removeObserver(observer); done(`${code} ${message}`); } };
calendar.addObserver(observer);
calendar.refresh();
"""
# The month's boxes hold what a person sees of each day; they are read until they stand still.
_SHOWN = """
const [day, done] = arguments;
const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
const hour = time => time.isDate ? "" : cal.dtz.dateTimeToJsDate(time).toTimeString().slice(0, 5);
const read = () => [...window.currentView().querySelectorAll("calendar-month-day-box")].flatMap(box =>
  [...box.querySelectorAll("calendar-month-day-box-item")].map(shown => [
    box.date.icalString.replace(/^(....)(..)(..).*/, "$1-$2-$3"), hour(shown.occurrence.startDate),
    shown.querySelector(".event-name-label").textContent.trim(), shown.getAttribute("status") || ""]));
(async () => {
  const noon = cal.createDateTime(day + "T120000");
  noon.timezone = cal.dtz.defaultTimezone;
  window.goToDate(noon);
  let before, now = null, still = 0;
  for (let n = 0; n < 100 && still < 5; n++) {
    await new Promise(go => setTimeout(go, 100));
    [before, now] = [now, read()];
    still = JSON.stringify(before) === JSON.stringify(now) ? still + 1 : 0;
  }
  return now;
})().then(done, fault => done(String(fault)));
"""
_KEPT = """
const done = arguments[arguments.length - 1];
const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
cal.manager.getCalendars()[0].getItemsAsArray(Ci.calICalendar.ITEM_FILTER_ALL_ITEMS, 0, null, null)
  .then(items => done(items.length), fault => done(String(fault)));
"""


class Thunderbird:
    """Thunderbird without a screen, whose month view is read."""

    def __init__(self, driver: Any) -> None:
        self._driver = driver
        assert self._ask(_OPEN) is None

    def refresh(self) -> None:
        fault = self._ask(_REFRESH)
        assert fault is None, fault

    def shown(self, month: date) -> list[str]:
        rows = self._ask(_SHOWN, month.strftime("%Y%m%d"))
        assert isinstance(rows, list), rows
        return sorted(line(*row) for row in rows if row[0].startswith(month.strftime("%Y-%m-")))

    def kept(self) -> int:
        count = self._ask(_KEPT)
        assert isinstance(count, int), count
        return count

    def _ask(self, script: str, *given: str) -> Any:
        return self._driver.js(script, *given, asy=True)


@contextmanager
def thunderbird(address: str) -> Iterator[Thunderbird]:
    """A Thunderbird in a profile of its own, subscribed to an address on loopback."""
    if str(HELPERS) not in sys.path:
        sys.path.append(str(HELPERS))
    import tb

    with tb.thunderbird(address, ZONE) as driver:
        yield Thunderbird(driver)


def _days(month: date) -> int:
    return ((month + timedelta(31)).replace(day=1) - month).days
