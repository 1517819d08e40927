"""What a folder of feeds holds: each event as it was last written there, and in which calendars it stands.

It is a small database in the folder itself, and can be deleted at any time: the next publish writes all anew. With it a
publish looks only at the events that were touched since the last one and at the calendars that they stand in.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Self

from calendar_app.errors import PublishError
from calendar_app.publishing.parts import Extent, Part, Zone

NAME = ".ledger.sqlite"
_VERSION = 2
_SCHEMA = """
CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE parts (
  event TEXT PRIMARY KEY, updated TEXT NOT NULL, zone TEXT, first INTEGER, last INTEGER, leaves TEXT, octets INTEGER,
  ics BLOB NOT NULL, atom BLOB, rss BLOB, json BLOB
);
CREATE INDEX parts_leaves ON parts (leaves) WHERE leaves IS NOT NULL;
CREATE TABLE placed (
  selection TEXT NOT NULL, retired INTEGER NOT NULL, by_date TEXT NOT NULL, by_change TEXT NOT NULL,
  year INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (selection, retired, by_date)
) WITHOUT ROWID;
CREATE INDEX placed_change ON placed (selection, retired, by_change DESC, event);
CREATE INDEX placed_year ON placed (selection, retired, year, by_change DESC, event);
CREATE INDEX placed_event ON placed (event);
CREATE TABLE calendars (
  selection TEXT PRIMARY KEY, events INTEGER NOT NULL, updated TEXT NOT NULL, years TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE files (path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL) WITHOUT ROWID;
"""

Place = tuple[str, int]  # the path of a selection, and the year in which an event begins

# How an event stands in a selection, in the column `retired`; 1 is retired. It shows where none stands in a lower way.
_ALIVE, _LEFT = 0, 2


@dataclass(frozen=True, slots=True)
class Row:
    """An event for the ledger: where it stands, by what it is sorted there, and as what it is written.

    `leaves` is the first day on which it stands nowhere any more; an event that is `retired` already, because it was
    withdrawn, stands only where nothing else would.
    """

    event: str
    selections: Sequence[str]
    year: int
    by_date: str
    by_change: str
    retired: bool
    leaves: date | None
    octets: int
    ics: Part
    atom: Part


@dataclass(frozen=True, slots=True)
class Shown:
    """Which events of a selection are shown: those that are not retired; where there are none, the newest of those that
    are, and only where there are none of these either, one that is another office's now. `standing` are so many."""

    selection: str
    retired: int
    standing: int

    @property
    def events(self) -> int:
        """How many events it has, those that are retired not counted."""
        return 0 if self.retired else self.standing

    def values(self, most: int) -> tuple[str, int, int]:
        """What a query for up to so many of them asks with."""
        return self.selection, self.retired, most if self.retired == _ALIVE else 1


class Ledger:
    """The ledger of a folder, within one transaction: what is not committed was never written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    @contextmanager
    def open(cls, folder: Path, identity: str) -> Iterator[Self]:
        """The ledger of a folder; an empty one where there is none, or where it was written for another `identity`: of
        another store, for another site, or by another version of the writers."""
        path = folder / NAME
        connection = _connected(path, identity)
        with closing(connection):
            try:
                yield cls(connection)
                connection.execute("COMMIT")
            except sqlite3.Error as error:
                raise _told(error, path) from error

    @property
    def number(self) -> int:
        """The store's number up to which its events are in the ledger; 0 for an empty one."""
        return int(self.note("number") or 0)

    def note(self, name: str) -> str | None:
        """What was noted under a name."""
        row = self._connection.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return row and str(row[0])

    def keep(self, name: str, value: object) -> None:
        """Notes a value under a name."""
        self._connection.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, str(value)))

    def put(self, rows: Sequence[Row]) -> set[Place]:
        """Takes events in, in place of what they were before; gives all places that are touched by them."""
        before = self._places_of([row.event for row in rows])
        if before:
            self._connection.executemany("DELETE FROM placed WHERE event = ?", [(event,) for event in before])
        self._connection.executemany(
            "INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)", map(_as_part, rows)
        )
        self._place([(path, int(row.retired), row) for row in rows for path in row.selections])
        for row in (row for row in reversed(rows) if row.event in before):
            left = {path for path, _ in before[row.event]} - set(row.selections)
            # A calendar is never left without any event, though its last one is of another office now.
            self._place([(path, _LEFT, row) for path in sorted(left) if not self.known(path)])
        touched = {(path, row.year) for row in rows for path in row.selections}
        return touched.union(*before.values())

    def _place(self, placed: Sequence[tuple[str, int, Row]]) -> None:
        values = [(path, retired, row.by_date, row.by_change, row.year, row.event) for path, retired, row in placed]
        self._connection.executemany("INSERT INTO placed VALUES (?, ?, ?, ?, ?, ?)", values)

    def leave(self, selection: str, event: str) -> set[Place]:
        """Lets an event stand in a selection that it left, where nothing else does; gives the place, if it is known."""
        self._connection.execute(
            f"""INSERT INTO placed SELECT ?1, {_LEFT}, by_date, by_change, year, event
                FROM placed WHERE event = ?2 LIMIT 1""",
            (selection, event),
        )
        return {place for place in self._places_of([event])[event] if place[0] == selection}

    def retire(self, day: date) -> set[Place]:
        """Takes the cancelled events out that have stood long enough on a day, and puts those back that have not."""
        touched: set[Place] = set()
        query = "SELECT event, leaves <= ? FROM parts WHERE leaves IS NOT NULL"
        for event, left in self._connection.execute(query, (day.isoformat(),)).fetchall():
            moved = self._connection.execute(
                f"UPDATE placed SET retired = ?1 WHERE event = ?2 AND retired NOT IN (?1, {_LEFT})", (left, event)
            )
            touched |= self._places_of([event])[event] if moved.rowcount else set()
        return touched

    def shown(self, selection: str) -> Shown | None:
        """Which events of a selection are shown; None where it has none, not even retired ones."""
        query = "SELECT retired, count(*) FROM placed WHERE selection = ? GROUP BY retired ORDER BY retired LIMIT 1"
        row = self._connection.execute(query, (selection,)).fetchone()
        return row and Shown(selection, *row)

    def window(self, shown: Shown, most: int) -> list[Part]:
        """The newest events of a selection by date, as they stand in calendars, oldest first; of those that are retired
        the one that its feeds have."""
        order = "by_change DESC, event" if shown.retired else "by_date DESC"
        query = f"""SELECT {_ICS} FROM (
            SELECT event, by_date FROM placed WHERE selection = ? AND retired = ? ORDER BY {order} LIMIT ?
        ) JOIN parts USING (event) ORDER BY by_date"""
        return [_calendar_part(row) for row in self._connection.execute(query, shown.values(most))]

    def extent(self, selection: str, year: int) -> Extent:
        """The extent of the events of a selection that begin in a year."""
        query = f"SELECT max(updated), zone, min(first), max(last) {_OF_YEAR} GROUP BY zone ORDER BY zone"
        rows = self._connection.execute(query, (selection, year)).fetchall()
        zones = tuple(Zone(zone, first, last) for _, zone, first, last in rows if zone)
        return Extent(datetime.fromisoformat(max(updated for updated, *_ in rows)), zones)

    def of_year(self, selection: str, year: int) -> Iterator[Part]:
        """The events of a selection that begin in a year, as they stand in calendars, oldest first."""
        query = f"""SELECT {_ICS} FROM placed JOIN parts USING (event)
            WHERE selection = ? AND retired = 0 AND by_date BETWEEN ? AND ? ORDER BY by_date"""
        days = (f"{year:04}-01-01", f"{year:04}-12-32")
        return map(_calendar_part, self._connection.execute(query, (selection, *days)))

    def entries_of_year(self, selection: str, year: int) -> Iterator[Part]:
        """The same events as entries of an Atom feed, those first that appeared or changed last."""
        query = f"SELECT atom, updated {_OF_YEAR} ORDER BY by_change DESC, event"
        rows = self._connection.execute(query, (selection, year))
        return (Part(body, datetime.fromisoformat(updated)) for body, updated in rows)

    def newest(self, shown: Shown, most: int) -> list[str]:
        """The ids of the events of a selection that appeared or changed last; newest first."""
        query = """SELECT event FROM placed WHERE selection = ? AND retired = ?
            ORDER BY by_change DESC, event LIMIT ?"""
        return [event for (event,) in self._connection.execute(query, shown.values(most))]

    def unwritten(self, events: Sequence[str]) -> dict[str, int]:
        """Those of some events that were never written as entries of RSS and JSON, and the size of their files."""
        query = "SELECT event, octets FROM parts WHERE json IS NULL AND event IN (SELECT value FROM json_each(?))"
        return dict(self._connection.execute(query, (json.dumps(events),)))

    def write(self, rss: Mapping[str, Part], json: Mapping[str, Part]) -> None:
        """Keeps events, by their ids, as entries of RSS and JSON."""
        values = [(part.body, json[event].body, event) for event, part in rss.items()]
        self._connection.executemany("UPDATE parts SET rss = ?, json = ? WHERE event = ?", values)

    def entries(self, events: Sequence[str]) -> list[dict[str, Part]]:
        """Events as entries of each form: "atom", "rss" and "json"."""
        query = "SELECT event, updated, atom, rss, json FROM parts WHERE event IN (SELECT value FROM json_each(?))"
        rows = self._connection.execute(query, (json.dumps(events),))
        written = {event: _entries(datetime.fromisoformat(updated), bodies) for event, updated, *bodies in rows}
        return [written[event] for event in events]

    def years(self, selection: str) -> list[int]:
        """The years of a selection's events, in order."""
        found, year = [], -1
        query = "SELECT min(year) FROM placed WHERE selection = ? AND retired = 0 AND year > ?"
        while (year := self._connection.execute(query, (selection, year)).fetchone()[0]) is not None:
            found.append(year)
        return found

    def known(self, selection: str) -> bool:
        """Whether a selection has any event, be it retired."""
        query = "SELECT 1 FROM placed WHERE selection = ? LIMIT 1"
        return self._connection.execute(query, (selection,)).fetchone() is not None

    def list_calendar(self, selection: str, events: int, updated: datetime, years: Sequence[int]) -> None:
        """Notes a calendar that is published, with its number of events, its last change and its archives."""
        row = (selection, events, updated.isoformat(), " ".join(map(str, years)))
        self._connection.execute("INSERT OR REPLACE INTO calendars VALUES (?, ?, ?, ?)", row)

    def unlist_calendar(self, selection: str) -> None:
        """Notes that a calendar or feed is not published any more."""
        self._connection.execute("DELETE FROM calendars WHERE selection = ?", (selection,))

    def archives(self, selection: str) -> list[int] | None:
        """The years of a published calendar's archives; None for one that is not published."""
        row = self._connection.execute("SELECT years FROM calendars WHERE selection = ?", (selection,)).fetchone()
        return None if row is None else [int(year) for year in row[0].split()]

    def calendars(self) -> dict[str, tuple[int, datetime, list[int]]]:
        """The calendars that are published: number of events, last change and years of archives by their paths."""
        rows = self._connection.execute("SELECT * FROM calendars")
        return {
            path: (events, datetime.fromisoformat(updated), [int(year) for year in years.split()])
            for path, events, updated, years in rows
        }

    def forget_file(self, path: str) -> None:
        """Notes that a file was taken away."""
        self._connection.execute("DELETE FROM files WHERE path = ?", (path,))

    def note_files(self, written: Iterable[tuple[str, int, int]]) -> None:
        """Notes files as they were written: their paths, octets, and times in nanoseconds."""
        self._connection.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", written)

    def files(self) -> dict[str, tuple[int, int]]:
        """The files that were noted: octets and time in nanoseconds by path."""
        rows = self._connection.execute("SELECT path, size, modified FROM files")
        return {path: (size, modified) for path, size, modified in rows}

    def events(self) -> Iterator[tuple[str, int]]:
        """The ids of all events, with the sizes of their files in octets."""
        return iter(self._connection.execute("SELECT event, octets FROM parts ORDER BY event"))

    def _places_of(self, events: Sequence[str]) -> dict[str, set[Place]]:
        """Where events stand, by their ids; those that stand nowhere are not in it."""
        found: defaultdict[str, set[Place]] = defaultdict(set)
        query = "SELECT event, selection, year FROM placed WHERE event IN (SELECT value FROM json_each(?))"
        for event, selection, year in self._connection.execute(query, (json.dumps(events),)):
            found[event].add((selection, year))
        return found


_OF_YEAR = "FROM placed JOIN parts USING (event) WHERE selection = ? AND retired = 0 AND year = ?"
_ICS = "ics, updated, zone, first, last"


def _as_part(row: Row) -> tuple[object, ...]:
    zone = row.ics.zone or Zone("", 0, 0)
    leaves = row.leaves and row.leaves.isoformat()
    used = (zone.key or None, zone.first, zone.last)
    return (row.event, row.ics.updated.isoformat(), *used, leaves, row.octets, row.ics.body, row.atom.body)


def _calendar_part(row: tuple[bytes, str, str | None, int, int]) -> Part:
    body, updated, zone, first, last = row
    return Part(body, datetime.fromisoformat(updated), Zone(zone, first, last) if zone else None)


def _entries(updated: datetime, bodies: Iterable[bytes]) -> dict[str, Part]:
    return {form: Part(body, updated) for form, body in zip(("atom", "rss", "json"), bodies, strict=True)}


def _connected(path: Path, identity: str) -> sqlite3.Connection:
    try:
        connection = _existing(path, identity)
        if connection is None:
            forget(path.parent)
            connection = _begun(path)
            # One statement at a time: executescript would commit.
            for statement in filter(str.strip, _SCHEMA.split(";")):
                connection.execute(statement)
            connection.execute("INSERT INTO notes VALUES ('identity', ?)", (_marked(identity),))
        return connection
    except (sqlite3.Error, OSError) as error:
        raise _told(error, path) from error


def _existing(path: Path, identity: str) -> sqlite3.Connection | None:
    """The ledger that is there, if it is one and of this identity."""
    if not path.is_file() or path.is_symlink():
        return None
    connection = None
    with suppress(sqlite3.DatabaseError):
        connection = _begun(path)
        known = connection.execute("SELECT value FROM notes WHERE name = 'identity'").fetchone()
        if known == (_marked(identity),):
            return connection
    if connection is not None:
        connection.close()
    return None


def forget(folder: Path) -> None:
    """Deletes the ledger of a folder, so that the next publish writes all anew."""
    for name in (NAME, f"{NAME}-journal"):
        (folder / name).unlink(missing_ok=True)


def _begun(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    connection.execute("BEGIN IMMEDIATE")
    return connection


def _marked(identity: str) -> str:
    return f"{_VERSION} {identity}"


def _told(error: Exception, path: Path) -> PublishError:
    return PublishError(
        f"what was published before cannot be noted ({error})",
        where=str(path),
        remedy="look at the disk, or delete this file; then publish again; old feeds stand",
    )


_CACHE = 8_000  # kibibytes
