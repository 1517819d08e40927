"""What is SQLite's own: its file, how a transaction begins, its index of words, and what its errors mean."""

from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from calendar_app.errors import StoreError

_PRAGMAS = ("PRAGMA foreign_keys = ON", "PRAGMA busy_timeout = 5000")

# What SQLite says, what it means and what to do; the first that fits is taken.
_FAILURES = (
    ("locked", "another process is writing to the database", "try again when it is done"),
    ("full", "the disk is full", "free some space and try again"),
    ("readonly", "the database cannot be written", "give yourself write permission, or give another path"),
    ("not a database", "the file is not a database", "give a calendar-app database or the path of a new one"),
    ("malformed", "the database is damaged", "restore a backup, or import the releases into a new one"),
    ("disk I/O", "the disk cannot be read or written", "look at the disk, then try again"),
    ("unable to open", "the database cannot be opened", "give a path where you may read and write"),
)

DRIVER = "sqlite+pysqlite"
NO_DRIVER = "install a Python that has sqlite3"


def where(url: URL) -> str:
    """The path of a database, for people."""
    return url.database or str(url)


def engine(url: URL) -> Engine:
    """The engine of a URL, whose transactions begin as `Database` promises."""
    made = create_engine(url)
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", _begin)
    return made


def check_place(url: URL) -> None:
    """Raises StoreError where no file can be."""
    file = _file(url)
    if file is None:
        return
    if file.is_dir():
        raise StoreError("this is a directory", where=where(url), remedy="give the path of a database file")
    if not file.parent.is_dir():
        raise StoreError("there is no such directory", where=str(file.parent), remedy="make it, or give another path")


def make_ready(engine: Engine) -> None:
    """Sets WAL, which stays with the file: readers go on while one writes."""
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA journal_mode = WAL")


def meaning(error: BaseException) -> tuple[str, str]:
    """What an error of the driver means, and what to do."""
    for sign, what, remedy in _FAILURES:
        if sign in str(error):
            return what, remedy
    return f"the database failed: {error}", "try again, or restore a backup"


def make_index(connection: Connection) -> None:
    """The index of words: FTS5 (https://www.sqlite.org/fts5.html), to which a word is what stands between blanks."""
    options = "tokenize = 'ascii', prefix = '2 3 4', detail = none"
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE event_words USING fts5 (words, {options})")


def write_words(connection: Connection, words: dict[int, str]) -> None:
    """Writes the words of events by their numbers."""
    if words:
        connection.exec_driver_sql("DELETE FROM event_words WHERE rowid = ?", [(number,) for number in words])
        connection.exec_driver_sql("INSERT INTO event_words (rowid, words) VALUES (?, ?)", list(words.items()))


def numbers_of(connection: Connection, word: str) -> list[int]:
    """The numbers of the events that have a word beginning with a folded one."""
    # As one text: a row for each number takes three times as long.
    query = "SELECT group_concat(rowid) FROM event_words WHERE event_words MATCH ?"
    found: str | None = connection.exec_driver_sql(query, (f'"{word}"*',)).scalar_one()
    return [int(number) for number in found.split(",")] if found else []


def _file(url: URL) -> Path | None:
    """The file of a URL; None where there is none to look at."""
    name = url.database
    return None if not name or name == ":memory:" or name.startswith("file:") else Path(name)


def _prepare(connection: Any, record: object) -> None:
    # The sqlite3 module would begin transactions of its own, and late; `_begin` does it instead.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    # A reader that turns writer fails at once when another writes, so writers say so first.
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
