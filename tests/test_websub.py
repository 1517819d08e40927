"""WebSub: a hub that really listens is told of the feeds that changed, and the feeds name it."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import feedparser
import pytest
from test_cli import LEAD, OTHER, files, run


@pytest.fixture
def hub() -> Iterator[Any]:
    """A hub on loopback; `told` are the forms that it was sent, `answer` the status that it answers with."""

    class Hub(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.server.told.append((self.headers["Content-Type"], parse_qs(body)))  # type: ignore[attr-defined]
            self.send_response(self.server.answer)  # type: ignore[attr-defined]
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    server.told, server.answer = [], 204
    server.url = f"http://127.0.0.1:{server.server_port}/hub"
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def commands(tmp_path: Path, hub: Any) -> list[str]:
    config = tmp_path / "settings.toml"
    config.write_text(
        f'database = "{tmp_path}/store.sqlite"\nout = "{tmp_path}/feeds"\nhub = "{hub.url}"\n'
        'base_url = "https://events.example.org"\n'
    )
    return ["--config", str(config)]


def _import(folder: Path, name: str, text: str, commands: list[str]) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    assert run("import", str(folder / name), *commands).returncode == 0


def test_the_hub_is_told_of_what_changed_and_of_nothing_else(tmp_path: Path, hub: Any, commands: list[str]) -> None:
    _import(tmp_path, "a.txt", LEAD, commands)
    assert run("publish", *commands).returncode == 0
    ((kind, form),) = hub.told
    assert kind == "application/x-www-form-urlencoded" and form["hub.mode"] == ["publish"]
    base = "https://events.example.org/feeds"
    of = ("all", "offices/programme-office-in-bishkek", "regions/central-asia")
    assert set(form["hub.url"]) == {f"{base}/{path}.{suffix}" for path in of for suffix in ("atom", "rss", "json")}
    assert run("publish", *commands).returncode == 0
    assert len(hub.told) == 1
    _import(tmp_path, "b.txt", OTHER, commands)
    assert run("publish", *commands).returncode == 0
    assert f"{base}/regions/south-eastern-europe.atom" in hub.told[1][1]["hub.url"]
    assert f"{base}/regions/central-asia.atom" not in hub.told[1][1]["hub.url"]


def test_the_feeds_name_their_hub(tmp_path: Path, hub: Any, commands: list[str]) -> None:
    _import(tmp_path, "a.txt", LEAD, commands)
    assert run("publish", *commands).returncode == 0
    for suffix in ("atom", "rss"):
        feed = feedparser.parse((tmp_path / "feeds" / f"all.{suffix}").read_bytes()).feed
        links = {link.rel: link.href for link in feed.links}
        assert links["hub"] == hub.url
        assert links["self"] == f"https://events.example.org/feeds/all.{suffix}"
    feed = json.loads((tmp_path / "feeds" / "all.json").read_bytes())
    assert feed["hubs"] == [{"type": "WebSub", "url": hub.url}]


@pytest.mark.parametrize("fault", ["it refuses", "it is not there"])
def test_a_hub_that_fails_takes_nothing_away(tmp_path: Path, hub: Any, commands: list[str], fault: str) -> None:
    _import(tmp_path, "a.txt", LEAD, commands)
    if fault == "it refuses":
        hub.answer = 500
    else:
        hub.shutdown()
        hub.server_close()
    done = run("publish", *commands)
    assert done.returncode == 1
    assert f"{hub.url}: the hub was not told of the changed feeds: " in done.stderr and "Traceback" not in done.stderr
    assert any(path.name == "all.atom" for path in files(tmp_path / "feeds"))
