"""The store: everything that is known of releases and events, behind a few verbs."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import TracebackType
from typing import Self
from uuid import UUID, uuid4

from sqlalchemy import Connection, insert, select, update

from calendar_app.errors import StoreError
from calendar_app.model import Event, Extraction, Release, Revision
from calendar_app.store.database import Database, UnstorableError
from calendar_app.store.identity import Held, corrected, fitting, known_release
from calendar_app.store.loading import load_events, load_release, load_releases_behind, load_revisions
from calendar_app.store.recording import record_release
from calendar_app.store.schema import events, evidence, meta
from calendar_app.store.snapshot import Snapshot
from calendar_app.store.telling import StoredRelease, asked, fault


@dataclass(frozen=True, slots=True)
class Recorded:
    """What an import did; `refused` are the releases that could not be stored.

    A found event is counted as new, same, changed or joined; a joined one that fills or corrects fields as both. One
    that its release tells of no more is counted as untold where others do, else as withdrawn.
    """

    releases_new: int = 0
    releases_known: int = 0
    events_new: int = 0
    events_changed: int = 0
    events_same: int = 0
    events_joined: int = 0
    events_untold: int = 0
    events_withdrawn: int = 0
    refused: tuple[StoreError, ...] = ()


class Store:
    """The releases and events of one database; every method is one transaction, and may be called from any thread."""

    def __init__(self, database: Database, store_id: UUID) -> None:
        self._database = database
        self._id = store_id

    @classmethod
    def open(cls, url: str, *, store_id: UUID | None = None, uid_name: str = "osce.calendar-app") -> Self:
        """The store at a path or SQLAlchemy URL, made if there is none, brought up to date if it is older.

        `store_id` and `uid_name` are for a new store, which keeps them for life: uids are made of them. Raises
        StoreError for what is no store, cannot be opened, or was written by a newer program.
        """
        database = Database(url)
        try:
            if not database.is_current():
                with database.migrating() as connection:
                    _identify(connection, store_id or uuid4(), uid_name)
            with database.reading() as connection:
                return cls(database, UUID(connection.execute(select(meta.c.store_id)).scalar_one()))
        except BaseException:
            database.close()
            raise

    @property
    def id(self) -> UUID:
        """What this store's uids are made of."""
        return self._id

    def record(self, extractions: Iterable[Extraction], now: datetime) -> Recorded:
        """Stores releases and reconciles their events, one transaction for each release.

        `now` is aware. A release that cannot be stored is refused and the next one taken; a database that fails
        raises StoreError, and the releases before are stored. One that seems to be a stored release, corrected, is
        held until all have come by: where both come, they are two.
        """
        moment = now.astimezone(UTC).replace(microsecond=0)
        counts: Counter[str] = Counter()
        refused: list[StoreError] = []
        seen: set[str] = set()
        held: list[Held] = []
        for extraction in extractions:
            try:
                counts += self._record(extraction, moment, seen, held)
            except UnstorableError as error:
                refused.append(_refusal(extraction.release, error.what))
        for extraction, key in corrected(held, seen):
            try:
                counts += self._record_held(extraction, key, moment)
            except UnstorableError as error:
                refused.append(_refusal(extraction.release, error.what))
        with self._database.writing() as connection:
            _note_day(connection, moment.date())
        return Recorded(**counts, refused=tuple(refused))

    def events(self) -> list[Event]:
        """All events with their evidence, ordered by start, start time (none first) and id."""
        with self._database.reading() as connection:
            return load_events(connection)

    def event(self, event_id: str) -> Event | None:
        """One event with its evidence."""
        with self._database.reading() as connection:
            return next(iter(load_events(connection, select(events.c.id).where(events.c.id == asked(event_id)))), None)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The store as it is now, whatever is written meanwhile."""
        with self._database.reading() as connection:
            yield Snapshot(connection, self._database.index)

    def is_withdrawn(self, event_id: str) -> bool:
        """Whether an event was withdrawn; not so for one that never was."""
        with self._database.reading() as connection:
            query = select(events.c.id).where(events.c.id == asked(event_id), events.c.withdrawn.is_not(None))
            return connection.scalar(query) is not None

    def revisions(self, event_id: str) -> list[Revision]:
        """The visible changes of an event, the oldest first."""
        with self._database.reading() as connection:
            return load_revisions(connection, asked(event_id))

    def release(self, key: str) -> StoredRelease | None:
        """One release."""
        with self._database.reading() as connection:
            return load_release(connection, asked(key))

    def releases(self, behind: str, most: int) -> list[StoredRelease]:
        """The first releases whose keys stand behind one, empty for the very first, in the database's order of keys."""
        with self._database.reading() as connection:
            return load_releases_behind(connection, asked(behind), most)

    def release_events(self, key: str) -> list[Event]:
        """The events that a release is evidence for, ordered as all events are."""
        with self._database.reading() as connection:
            told = select(evidence.c.event).where(evidence.c.release == asked(key), evidence.c.told)
            return load_events(connection, told)

    def close(self) -> None:
        """Gives the database back; the store is of no use afterwards."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _record(self, extraction: Extraction, now: datetime, seen: set[str], held: list[Held]) -> Counter[str]:
        """Records a release and adds its key to those that were seen, or adds it to those that are held."""
        reason = fault(extraction)
        if reason:
            raise UnstorableError(reason)
        with self._database.writing() as connection:
            known = known_release(connection, extraction)
            fits = {} if known else fitting(connection, extraction, seen)
            if fits:
                held.append(Held(extraction, fits))
                return Counter()
            seen.add(known.key if known else extraction.release.key)
            return record_release(connection, self._database.index, extraction, known, now)

    def _record_held(self, extraction: Extraction, corrects: str | None, now: datetime) -> Counter[str]:
        with self._database.writing() as connection:
            known = known_release(connection, extraction)
            if known is None and corrects is not None:
                known = load_release(connection, corrects)
            return record_release(connection, self._database.index, extraction, known, now)


def _note_day(connection: Connection, day: date) -> None:
    known = meta.c.read.is_not(None) & (meta.c.read == day)
    connection.execute(update(meta).where(~known).values(read=day))


def _refusal(release: Release, reason: str) -> StoreError:
    where = f"{release.source}, offset {release.offset}, release {release.key!r}"
    return StoreError(reason, where=where, remedy="correct this release and import it again")


def _identify(connection: Connection, store_id: UUID, uid_name: str) -> None:
    """Gives a new store its id."""
    if connection.scalar(select(meta.c.store_id)) is None:
        connection.execute(insert(meta).values(store_id=str(store_id), uid_name=uid_name, events_minted=0))
