"""One state of the store, as publishers and the site read it: what was touched since they were there last."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sqlalchemy import Connection, and_, func, or_, select

from calendar_app.model import Event, Revision
from calendar_app.store.loading import load_latest_revisions, load_marked
from calendar_app.store.schema import events, meta
from calendar_app.store.words import WordIndex

_AT_ONCE = 500  # events


class Snapshot:
    """A state of the store: the same for as long as its transaction lasts."""

    def __init__(self, connection: Connection, index: WordIndex) -> None:
        self._connection = connection
        self._index = index
        row = connection.execute(select(meta.c.store_id, meta.c.touched, meta.c.read)).one()
        self._id, self._number = str(row.store_id), int(row.touched)
        self._read: date | None = row.read

    @property
    def store_id(self) -> str:
        return self._id

    @property
    def number(self) -> int:
        """The number that the last touched event has; it grows with each import that touches one."""
        return self._number

    @property
    def day(self) -> date:
        """The day (UTC) on which releases were last read; what is published depends on no other clock."""
        return self._read or date.min

    def touched(self, after: int) -> Iterator[Sequence[tuple[Event, bool]]]:
        """The events with a number above `after`, some hundreds at a time, each with whether it was withdrawn."""
        number, last = after, ""
        query = select(events.c.touched, events.c.id).order_by(events.c.touched, events.c.id).limit(_AT_ONCE)
        while True:
            behind = or_(events.c.touched > number, and_(events.c.touched == number, events.c.id > last))
            rows = self._connection.execute(query.where(behind if last else events.c.touched > after)).all()
            if rows:
                number, last = rows[-1]
                yield self.events([row.id for row in rows])
            if len(rows) < _AT_ONCE:
                return

    def listed(self, after: int) -> list[tuple[Event, int, bool]]:
        """The events with a number of touching above `after`, without their evidence; each with its own number among
        all events, and with whether it was withdrawn."""
        chosen = select(events.c.id).where(events.c.touched > after)
        return load_marked(self._connection, chosen, quoted=False)

    def numbers_of(self, word: str) -> list[int]:
        """The numbers of the events that have a word beginning with a folded one; see `words.words_of`."""
        return self._index.numbers_of(self._connection, word)

    def events(self, ids: Collection[str]) -> Sequence[tuple[Event, bool]]:
        """The events of some ids, each with whether it was withdrawn, in no order that means anything."""
        if not ids:
            return ()
        known = load_marked(self._connection, select(events.c.id).where(events.c.id.in_(ids)))
        return [(event, gone) for event, _, gone in known]

    def revisions(self, most: int) -> list[tuple[Event, Revision]]:
        """The last changes of events that were not withdrawn, the newest first."""
        latest = load_latest_revisions(self._connection, most)
        told = {event.id: event for event, _ in self.events({revision.event for revision in latest})}
        return [(told[revision.event], revision) for revision in latest]

    def first_day(self) -> date | None:
        """The day on which the first event was stored; None for a store without events."""
        first = self._connection.scalar(select(func.min(events.c.created)))
        return first.date() if first else None
