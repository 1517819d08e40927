"""Opening: migrations, locks, and a sentence for all that can be wrong with a place."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from calendar_app.errors import StoreError
from calendar_app.model import Extraction
from calendar_app.store import Store, database, sqlite
from calendar_app.store.database import Database
from calendar_app.store.schema import SCHEMA_VERSION, metadata
from calendar_app.store.sketches import BANDS

from .builders import NOW, dump, execute, extraction, found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "calendar.sqlite"


def test_the_migrations_make_the_schema(address: str) -> None:
    Store.open(address).close()
    opened = Database(address)
    with opened.reading() as connection:
        options = {"include_name": lambda name, kind, _: kind != "table" or not name.startswith("event_words")}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
    opened.close()


def test_the_newest_migration_is_the_schema_version() -> None:
    config = Config()
    config.set_main_option("script_location", "calendar_app.store:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [SCHEMA_VERSION]


def test_an_empty_file_is_migrated(path: Path) -> None:
    path.touch()
    with Store.open(str(path)) as store:
        assert store.events() == []


def test_a_database_without_tables_is_migrated(address: str) -> None:
    execute(address, "CREATE TABLE alembic_version (version_num VARCHAR)")
    with Store.open(address) as store:
        assert store.events() == []


def test_the_releases_of_an_older_database_get_their_sketches(address: str) -> None:
    text = "Experts from the whole region met in Vienna to discuss clean water."
    key = sha256(text.encode()).hexdigest()[:16]
    with Store.open(address) as store:
        store.record([extraction(key=key, text=text, named=False), extraction(key="given"), _at_address()], NOW)
    before = dump(address)
    assert execute(address, "SELECT count(*) FROM release_marks") == [(BANDS,)]
    execute(
        address,
        "DROP TABLE release_marks",
        "DROP TABLE event_words",
        "DROP INDEX ix_events_number",
        "ALTER TABLE events DROP COLUMN number",
        "UPDATE alembic_version SET version_num = '0003'",
    )
    Store.open(address).close()
    assert dump(address) == before


def test_the_events_of_an_older_database_are_found_by_their_words(address: str) -> None:
    water = found("Café on clean water", "2024-12-03", place="Tashkent")
    told = [extraction(water, key=f"r{n}", text="Experts met.") for n in range(3)]
    with Store.open(address) as store:
        store.record([*told, extraction(found("Course", "2024-12-09"), key="c", text="Trainees.")], NOW)
    execute(address, "DROP TABLE event_words", "DROP INDEX ix_events_number")
    execute(address, "ALTER TABLE events DROP COLUMN number", "UPDATE alembic_version SET version_num = '0004'")
    with Store.open(address) as store, store.snapshot() as snapshot:
        numbers = {number: event.title for event, number, _ in snapshot.listed(0)}
        known = {word: [numbers[one] for one in snapshot.numbers_of(word)] for word in ("cafe", "wat", "tash", "cours")}
    assert known == {"cafe": [water.title], "wat": [water.title], "tash": [water.title], "cours": ["Course"]}


def _at_address() -> Extraction:
    return extraction(key="hash", text="A course on water.", url="https://example.org/1", named=False)


def test_opening_again_changes_nothing(address: str) -> None:
    Store.open(address).close()
    before = dump(address)
    Store.open(address).close()
    assert dump(address) == before


def test_a_broken_migration_leaves_nothing(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = database._upgrade

    def broken(connection: object) -> None:
        real(connection)  # type: ignore[arg-type]
        raise RuntimeError("pulled the plug")

    monkeypatch.setattr(database, "_upgrade", broken)
    with pytest.raises(RuntimeError):
        Store.open(address)
    assert dump(address) == ""
    monkeypatch.undo()
    Store.open(address).close()


def test_a_newer_database_is_refused_and_left_alone(address: str) -> None:
    Store.open(address).close()
    execute(address, "UPDATE alembic_version SET version_num = '0042'")
    before = dump(address)
    with pytest.raises(StoreError, match=rf"0042.*{SCHEMA_VERSION}.*install") as refused:
        Store.open(address)
    assert refused.value.where == Database(address).where
    assert dump(address) == before


@pytest.mark.parametrize(
    "script",
    [
        ["CREATE TABLE notes (text TEXT)"],
        ["CREATE TABLE events (id TEXT)", "CREATE TABLE alembic_version (version_num VARCHAR)"],
    ],
    ids=["other tables", "other migrations"],
)
def test_a_database_of_another_program_is_refused_and_left_alone(address: str, script: list[str]) -> None:
    execute(address, *script)
    before = dump(address)
    with pytest.raises(StoreError, match="another program"):
        Store.open(address)
    assert dump(address) == before


def _not_a_database(folder: Path) -> Path:
    (folder / "notes.txt").write_text("Meeting on 3 December.\n" * 100, encoding="utf-8")
    return folder / "notes.txt"


def _directory(folder: Path) -> Path:
    return folder


def _no_directory(folder: Path) -> Path:
    return folder / "nowhere" / "calendar.sqlite"


def _in_a_file(folder: Path) -> Path:
    return _not_a_database(folder) / "calendar.sqlite"


def _unwritable(folder: Path) -> Path:
    return Path("/proc/calendar.sqlite")


def _truncated(folder: Path) -> Path:
    path = folder / "calendar.sqlite"
    Store.open(str(path)).close()
    path.write_bytes(path.read_bytes()[:6000])
    return path


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (_not_a_database, "not a database; give"),
        (_directory, "a directory; give"),
        (_no_directory, "no such directory; make it"),
        (_in_a_file, "no such directory; make it"),
        (_unwritable, "cannot be opened; give"),
        (_truncated, "damaged; restore"),
    ],
)
def test_what_is_no_store_is_named(tmp_path: Path, make: Callable[[Path], Path], what: str) -> None:
    path = make(tmp_path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError, match=what) as refused:
        Store.open(str(path))
    assert str(path).startswith(refused.value.where)
    assert before is None or path.read_bytes() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="cannot be opened"):
        Store.open(str(tmp_path / "calendar.sqlite"))


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("://", "no database URL; give"),
        ("postgresql://user:secret@host:port/db", "no database URL; give"),
        ("postgresql://user:se@cret:@[/db", "no database URL; give"),
        ("nosuch://user:secret@host/db", "not known; give"),
        ("postgresql+nodriver://user:secret@host/db?password=secret", "not known; give"),
    ],
)
def test_what_is_no_url_is_named(url: str, what: str) -> None:
    with pytest.raises(StoreError, match=what) as refused:
        Store.open(url)
    assert "cret" not in str(refused.value)


def test_a_database_that_cannot_be_written_says_so(path: Path) -> None:
    Store.open(str(path)).close()
    with (
        Store.open(f"sqlite:///file:{path}?mode=ro&uri=true") as store,
        pytest.raises(StoreError, match="cannot be written; give yourself"),
    ):
        store.record([extraction(found())], NOW)


def test_a_full_disk_says_so_and_keeps_what_was_stored(path: Path) -> None:
    with Store.open(str(path)) as store:
        store.record([extraction(found(), key="first")], NOW)
        with store._database.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match="disk is full; free"):
            store.record([extraction(found(), key="second", text="long " * 10_000)], NOW)
        assert store.release("first") and not store.release("second")


def test_a_locked_database_is_waited_for_then_named_and_can_be_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store.open(str(path)).close()
    monkeypatch.setattr(sqlite, "_PRAGMAS", ("PRAGMA busy_timeout = 50",))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Store.open(str(path)) as store:
        with pytest.raises(StoreError, match=r"another process is writing.*try again"):
            store.record([extraction(found())], NOW)
        assert store.events() == []
        other.execute("ROLLBACK")
        assert store.record([extraction(found())], NOW).events_new == 1
    other.close()


def test_connections_are_set_up(path: Path) -> None:
    with Store.open(str(path)) as store, store._database.reading() as connection:
        settings = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        ]
    assert settings == ["wal", 1, 5000]


def test_many_processes_may_make_one_store(address: str) -> None:
    """Four processes open the same new database and record the same releases: one store, no doubles."""
    workers = [
        subprocess.Popen([sys.executable, "-c", _WORKER, address], cwd=Path(__file__).parents[2]) for _ in range(4)
    ]
    assert [worker.wait() for worker in workers] == [0] * 4
    with Store.open(address) as store:
        assert len(store.events()) == 20
        assert all(event.sequence == 0 for event in store.events())


def test_memory_is_a_place_too() -> None:
    with Store.open(":memory:") as store:
        assert store.record([extraction(found())], NOW).events_new == 1
        assert len(store.events()) == 1


_WORKER = """
import sys
from calendar_app.store import Store
from tests.store.builders import NOW, extraction, found

with Store.open(sys.argv[1]) as store:
    store.record([extraction(found(f"Meeting {n} of experts"), key=f"k{n}") for n in range(20)], NOW)
"""
