"""A subscriber's life: releases come, change and contradict each other; calendar clients that have subscribed ask again
and show each event once, as it now is. Everything runs: the commands, the site, and the clients."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from conftest import TOOLS, need
from relay import Relay, relayed
from subscribers import HELPERS, Khal, Subscriber, thunderbird

PROGRAM = str(Path(sys.executable).parent / "calendar-app")
CALENDAR = "/feeds/offices/mission-to-skopje.ics"
JUNE = date(2027, 6, 1)
CLIENTS = ("khal", "thunderbird")


@dataclass(frozen=True)
class Step:
    """What comes in, and the lines of June that it takes away and brings."""

    name: str
    releases: dict[str, str]
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    changes: bool = True


RESCUE = tuple(f"2027-06-{day} Training course on mountain rescue for volunteers" for day in (14, 15, 16))
RESCUE_OFF = tuple(f"2027-06-{day} Cancelled: {RESCUE[0][11:]} [cancelled]" for day in (14, 15, 16))
ROAD, ARCHIVES = "Workshop on road safety for traffic police", "Seminar on the archives of municipal courts"
STEPS = (
    Step(
        "subscribed",
        {
            "road": "On 2 June 2027, the OSCE Mission to Skopje will hold a workshop on road safety for traffic police in Bitola.",
            "archives": "On 8 June 2027 at 10:00, the OSCE Mission to Skopje will hold a seminar on the archives of municipal courts in Ohrid.",
            "rescue": "From 14 to 16 June 2027, the OSCE Mission to Skopje will hold a training course on mountain rescue for volunteers in Tetovo.",
            "libraries": "On 21 June 2027, the OSCE Mission to Skopje will hold a round table on school libraries in Kumanovo.",
            "rivers": "On 24 June 2027, the OSCE Mission to Skopje will hold a public forum on river cleaning in Strumica.",
        },
        new=(
            f"2027-06-02 {ROAD}",
            f"2027-06-08 10:00 {ARCHIVES}",
            *RESCUE,
            "2027-06-21 Round table on school libraries",
            "2027-06-24 Public forum on river cleaning",
        ),
    ),
    Step("nothing happens", {}, changes=False),
    Step(
        "moved in its own release",
        {
            "road": "On 4 June 2027, the OSCE Mission to Skopje will hold a workshop on road safety for traffic police in Bitola."
        },
        gone=(f"2027-06-02 {ROAD}",),
        new=(f"2027-06-04 {ROAD}",),
    ),
    Step(
        "postponed by another release",
        {
            "archives-later": "The seminar on the archives of municipal courts in Ohrid has been postponed from 8 June 2027 to 10 June 2027 at 14:00, the OSCE Mission to Skopje said."
        },
        gone=(f"2027-06-08 10:00 {ARCHIVES}",),
        new=(f"2027-06-10 14:00 {ARCHIVES}",),
    ),
    Step(
        "cancelled by another release",
        {
            "rescue-off": "The training course on mountain rescue for volunteers in Tetovo, planned for 14 to 16 June 2027, has been cancelled, the OSCE Mission to Skopje said."
        },
        gone=RESCUE,
        new=RESCUE_OFF,
    ),
    Step(
        "withdrawn",
        {
            "libraries": "The OSCE Mission to Skopje is preparing a round table on school libraries in Kumanovo; its day will be announced later."
        },
        gone=("2027-06-21 Round table on school libraries",),
    ),
    Step(
        "title corrected",
        {
            "rivers": "On 24 June 2027, the OSCE Mission to Skopje will hold a public forum on river restoration in Strumica."
        },
        gone=("2027-06-24 Public forum on river cleaning",),
        new=("2027-06-24 Public forum on river restoration",),
    ),
    Step(
        "another event",
        {
            "media": "From 28 to 29 June 2027, the OSCE Mission to Skopje will hold a summer school on media literacy in Struga."
        },
        new=("2027-06-28 Summer school on media literacy", "2027-06-29 Summer school on media literacy"),
    ),
    Step(
        "told of again",
        {"libraries": "On 22 June 2027, the OSCE Mission to Skopje will hold a round table on school libraries in Kumanovo."},
        new=("2027-06-22 Round table on school libraries",),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """What a client shows after a refresh, how many events it keeps, and how the site answered it."""

    shown: list[str]
    kept: int
    answers: list[tuple[int, bool]]


class Office:
    """The releases of an office and what the program makes of them, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store, self.feeds = str(folder / "store.sqlite"), str(folder / "feeds")

    def tell(self, releases: dict[str, str]) -> None:
        """Imports releases and publishes."""
        rows = [
            {"id": key, "url": f"https://example.org/{key}", "published": "2027-05-03", "text": text}
            for key, text in releases.items()
        ]
        source = self.folder / "releases.jsonl"
        source.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
        if rows:
            self._run("import", str(source), "--database", self.store)
        self._run("publish", "--database", self.store, "--out", self.feeds)

    @contextmanager
    def served(self) -> Iterator[int]:
        """The port of the site over the store and the feeds."""
        command = [PROGRAM, "serve", "--port", "0", "--database", self.store, "--out", self.feeds]
        server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert server.stderr is not None
        try:
            told = re.search(r"http://127\.0\.0\.1:(\d+)", server.stderr.readline())
            assert told is not None
            yield int(told.group(1))
        finally:
            server.terminate()
            server.wait(10)

    def _run(self, *command: str) -> None:
        done = subprocess.run([PROGRAM, *command], capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr


def _there(client: str) -> bool:
    if client == "thunderbird":
        return shutil.which("thunderbird") is not None and (HELPERS / "tb.py").is_file()
    return all((TOOLS / "venv" / "bin" / program).is_file() for program in ("khal", "vdirsyncer"))


@contextmanager
def _subscribed(relays: dict[str, Relay], folder: Path) -> Iterator[dict[str, Subscriber]]:
    with ExitStack() as stack:
        clients: dict[str, Subscriber] = {}
        for name, relay in relays.items():
            address = relay.address + CALENDAR
            clients[name] = (
                stack.enter_context(thunderbird(address)) if name == "thunderbird" else Khal(address, folder / name)
            )
        yield clients


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Seen]]:
    """What each client that is there shows after each step. Each has a relay of its own before the one site."""
    if not any(map(_there, CLIENTS)):
        return {}
    folder = tmp_path_factory.mktemp("life")
    office = Office(folder)
    office.tell(STEPS[0].releases)
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(len(CLIENTS)))
        port = stack.enter_context(office.served())
        relays = {client: stack.enter_context(relayed(port)) for client in CLIENTS if _there(client)}
        clients = stack.enter_context(_subscribed(relays, folder))
        found: dict[str, dict[str, Seen]] = {client: {} for client in clients}
        for step in STEPS:
            if step is not STEPS[0]:
                office.tell(step.releases)
            for name, seen in zip(clients, pool.map(_refreshed, clients.values(), relays.values()), strict=True):
                found[name][step.name] = seen
        return found


def _refreshed(client: Subscriber, relay: Relay) -> Seen:
    relay.answers.clear()
    client.refresh()
    return Seen(client.shown(JUNE), client.kept(), list(relay.answers))


def _expected(name: str) -> set[str]:
    """The lines of June after a step."""
    lines: set[str] = set()
    for step in STEPS:
        lines = lines - set(step.gone) | set(step.new)
        if step.name == name:
            break
    return lines


def _seen(life: dict[str, dict[str, Seen]], client: str, step: Step) -> Seen:
    name = "thunderbird" if client == "thunderbird" else "clients"
    need(name, client in life, f"{client} is not installed")
    return life[client][step.name]


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_a_client_shows_each_event_once_as_it_now_is(life: dict[str, dict[str, Seen]], client: str, step: Step) -> None:
    seen = _seen(life, client, step)
    expected = _expected(step.name)
    assert seen.shown == sorted(expected)
    assert seen.kept == len({line[11:] for line in expected})


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("step", STEPS[1:], ids=lambda step: step.name)
def test_each_refresh_asks_the_site(life: dict[str, dict[str, Seen]], client: str, step: Step) -> None:
    """Thunderbird asks whether there is something new (RFC 9110 13.1.2); vdirsyncer always fetches all."""
    answers = _seen(life, client, step).answers
    asked = client == "thunderbird"
    assert answers == [(304 if asked and not step.changes else 200, asked)]
