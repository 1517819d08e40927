"""The last good bytes, whatever happens: calendar clients that meet an error may not ask again until they are restarted."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import need

from calendar_app.publishing import publish
from calendar_app.store import Store
from calendar_app.web import create_app
from calendar_app.web.published import published_files

from .builders import IMPORTED, SITE, STORE_ID, TODAY, extractions, profile
from .wire import Address, Answer, ask, serving

SUFFIXES = ("ics", "rss", "atom", "json")
NOTHING = "no calendar or feed has this address, or it has no events yet; see the list at /feeds/.\n"


@dataclass(frozen=True)
class Served:
    """A site of its own that a test may break."""

    address: Address
    store: Store
    database: Path
    feeds: Path

    def get(self, path: str, **headers: str) -> Answer:
        return ask(self.address, "GET", path, {name.replace("_", "-"): value for name, value in headers.items()})

    def event_files(self) -> list[str]:
        return [f"/events/{event.id}.ics" for event in self.store.events()]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Served]:
    database, feeds = tmp_path / "events.db", tmp_path / "feeds"
    with Store.open(str(database), store_id=STORE_ID) as store:
        store.record(extractions(), IMPORTED)
        with store.snapshot() as snapshot:
            publish(snapshot, profile(), SITE, feeds)
        with serving(create_app(store, profile(), SITE, feeds, lambda: TODAY)) as address:
            yield Served(address, store, database, feeds)


def _remove(file: Path) -> None:
    file.unlink()


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _loop(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.name)


def _outside(file: Path) -> None:
    (file.parent.parent / "outside.ics").write_bytes(b"secret")
    file.unlink()
    file.symlink_to("../outside.ics")


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _forbidden(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b" ")
    file.chmod(0)
    need("user", not os.access(file, os.R_OK), "nothing is unreadable for the superuser")


def _no_folder(file: Path) -> None:
    shutil.rmtree(file.parent)


def _folder_is_file(file: Path) -> None:
    shutil.rmtree(file.parent)
    file.parent.write_bytes(b"x")


# What happens to a file, and what an address answers that was never asked before.
FILE_FAULTS = [
    (_remove, 404),
    (_empty, 503),
    (_folder, 404),
    (_loop, 503),
    (_outside, 404),
    (_pipe, 404),
    (_forbidden, 503),
    (_no_folder, 404),
    (_folder_is_file, 404),
]


@pytest.mark.parametrize("fault", [fault for fault, _ in FILE_FAULTS])
def test_a_file_that_fails_is_served_as_it_was_last(
    site: Served, caplog: pytest.LogCaptureFixture, fault: Callable[[Path], None]
) -> None:
    before = site.get("/feeds/all.ics")
    fault(site.feeds / "all.ics")
    for path in ("/feeds/all.ics", "/feeds/all.ics?x=1"):
        after = site.get(path)
        assert after.raw == before.raw
        assert site.get(path, If_None_Match=before.headers["etag"]).status == 304
        assert site.get(path, Accept_Encoding="gzip").headers["content-encoding"] == "gzip"
    numbers = [record.getMessage().split()[1] for record in caplog.records if record.levelname == "ERROR"]
    assert len(set(numbers)) == 6


@pytest.mark.parametrize(("fault", "status"), FILE_FAULTS)
def test_a_file_that_fails_and_was_never_served_is_refused_in_plain_words(
    site: Served, fault: Callable[[Path], None], status: int
) -> None:
    fault(site.feeds / "all.ics")
    answer = site.get("/feeds/all.ics")
    _is_plain(answer, status)
    assert (answer.body.decode() == NOTHING) == (status == 404)


def test_a_file_that_is_mended_is_served_again(site: Served) -> None:
    before = site.get("/feeds/all.ics")
    file = site.feeds / "all.ics"
    good = file.read_bytes()
    _loop(file)
    assert site.get("/feeds/all.ics").body == good
    file.unlink()
    file.write_bytes(good.replace(b"Committee", b"Council"))
    after = site.get("/feeds/all.ics", If_None_Match=before.headers["etag"])
    assert (after.status, after.body) == (200, file.read_bytes())


def test_what_memory_has_no_room_for_is_served_from_the_disk(tmp_path: Path) -> None:
    folder = published_files(tmp_path, encrypted=False, most=10_000)
    for name in ("a.ics", "b.ics"):
        (tmp_path / name).write_bytes(name.encode() * 200)
        found = folder.current(name)
        assert found is not None
        assert found.body == name.encode() * 200
    assert folder.last("a.ics") is None
    assert folder.last("b.ics") is not None
    (tmp_path / "c.ics").write_bytes(b"c" * 20_000)
    assert folder.current("c.ics") is not None
    assert folder.last("c.ics") is None
    assert folder.last("b.ics") is not None


def _rubbish(database: Path) -> None:
    database.write_bytes(b"this was a database " * 1000)


def _emptied(database: Path) -> None:
    database.write_bytes(b"")


def _torn(database: Path) -> None:
    whole = database.read_bytes()
    database.write_bytes(whole[: len(whole) // 2])


DATABASE_FAULTS = [_rubbish, _emptied, _torn, _remove]


def _break(site: Served, fault: Callable[[Path], None]) -> None:
    """The database goes bad and is opened anew, as after its disk failed."""
    site.store.close()
    for extra in ("-wal", "-shm"):
        site.database.with_name(site.database.name + extra).unlink(missing_ok=True)
    fault(site.database)


@pytest.mark.parametrize("fault", DATABASE_FAULTS)
def test_what_was_sent_last_is_sent_when_the_database_fails(
    site: Served, caplog: pytest.LogCaptureFixture, fault: Callable[[Path], None]
) -> None:
    paths = [f"/agenda.{suffix}{query}" for suffix in SUFFIXES for query in ("", "?region=central-asia&q=caf%C3%A9")]
    paths += site.event_files()
    before = {path: site.get(path) for path in paths}
    assert {answer.status for answer in before.values()} == {200}
    _break(site, fault)
    for path in paths:
        assert site.get(path).raw == before[path].raw, path
        assert site.get(path, If_None_Match=before[path].headers["etag"]).status == 304
    again = site.get("/agenda.ics?utm_source=x&q=caf%C3%A9&region=central-asia")
    assert again.body == before["/agenda.ics?region=central-asia&q=caf%C3%A9"].body
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 2 * len(paths) + 1


@pytest.mark.parametrize("fault", DATABASE_FAULTS)
def test_without_a_database_the_published_calendar_stands_for_all_events(
    site: Served, fault: Callable[[Path], None]
) -> None:
    event_file = site.event_files()[0]
    _break(site, fault)
    for suffix in SUFFIXES:
        answer = site.get(f"/agenda.{suffix}")
        assert (answer.status, answer.body) == (200, (site.feeds / f"all.{suffix}").read_bytes())
        assert answer.headers["content-type"] == site.get(f"/feeds/all.{suffix}").headers["content-type"]
        _is_plain(site.get(f"/agenda.{suffix}?q=course"), 503)
    for path in (event_file, "/feeds/events/never-published.ics"):
        _is_plain(site.get(path), 503)
    shutil.rmtree(site.feeds)
    assert site.get("/agenda.ics").status == 200
    assert site.get("/robots.txt").status == 200


def test_without_a_database_and_published_files_calendars_are_refused_in_plain_words(site: Served) -> None:
    shutil.rmtree(site.feeds)
    _break(site, _rubbish)
    for suffix in SUFFIXES:
        _is_plain(site.get(f"/agenda.{suffix}"), 503)


@pytest.mark.parametrize("path", ["/", "/offices/", "/regions/central-asia", "/feeds/", "/events/x", "/releases/water"])
def test_a_page_says_that_the_database_fails(site: Served, caplog: pytest.LogCaptureFixture, path: str) -> None:
    _break(site, _rubbish)
    answer = site.get(path)
    assert (answer.status, answer.headers["retry-after"]) == (503, "120")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    (record,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert record.getMessage().split()[1] in answer.body.decode()
    assert str(site.database) not in answer.body.decode()


def test_a_database_that_is_mended_is_read_again(site: Served) -> None:
    before = site.get("/agenda.ics?q=course")
    site.store.close()
    good = site.database.read_bytes()
    _break(site, _rubbish)
    assert site.get("/agenda.ics?q=course").raw == before.raw
    site.store.close()
    site.database.write_bytes(good)
    assert site.get("/").status == 200
    assert site.get("/agenda.ics?q=course").raw == before.raw
    assert site.get("/agenda.ics?q=nothinglikethis").status == 404


def _is_plain(answer: Answer, status: int) -> None:
    """A refusal for programs: words, no calendar and no page, and when to come back."""
    assert answer.status == status
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert (answer.headers.get("retry-after") == "120") == (answer.status == 503)
    assert not answer.body.startswith((b"BEGIN", b"<", b"{"))
