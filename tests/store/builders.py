"""Releases and events made up for the tests of the store."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, select, text

from calendar_app.model import DateSpan, Event, Extraction, FoundEvent, Release
from calendar_app.store.database import Database
from calendar_app.store.merging import Said, confidence, merged
from calendar_app.store.reconcile import (
    Changed,
    Decision,
    KnownEvent,
    KnownRelease,
    New,
    Untold,
    Withdrawn,
    reconcile,
)
from calendar_app.store.schema import metadata

NOW = datetime(2024, 11, 20, 9, 30, 15, tzinfo=UTC)
STORE_ID = UUID("5a1e7b1c-0000-4000-8000-000000000001")
SKOPJE: dict[str, Any] = {
    "offices": ("mission-to-skopje",),
    "country": "North Macedonia",
    "regions": ("south-eastern-europe",),
}


def found(title: str = "Workshop on clean water", start: str = "2024-12-03", end: str = "", **given: Any) -> FoundEvent:
    return FoundEvent(title, date.fromisoformat(start), date.fromisoformat(end or start), **given)


def extraction(
    *events: FoundEvent,
    key: str = "k1",
    text: str = "",
    published: str | None = None,
    spans: tuple[DateSpan, ...] = (),
    **given: Any,
) -> Extraction:
    """A release that tells of events; its text is made of their titles unless one is given, its key is an id."""
    told = text or f"{key} tells of " + " and ".join(event.title for event in events)
    day = date.fromisoformat(published) if published else None
    given = {"source": "made-up.txt", "named": True} | given
    return Extraction(Release(key=key, text=told, **given), day, "en", (), (), spans, events)


def known(*said: Said, former: tuple[Said, ...] = (), id: str = "e1", sequence: int = 0) -> KnownEvent:  # noqa: A002
    """An event as the store would have it after these releases."""
    values = merged(said or former) | {"confidence": confidence(said or former)}
    event = Event(id=id, uid=f"{id}@test", sequence=sequence, created=NOW, changed=NOW, **values)
    return KnownEvent(event, said, former)


class Ledger:
    """The store's memory without a database: just enough to put decisions into effect."""

    def __init__(self) -> None:
        self.events: dict[str, KnownEvent] = {}
        self.releases: dict[str, date | None] = {}

    def record(self, told: Extraction) -> list[Decision]:
        key = told.release.key
        own = [one for one in self.events.values() if any(said.release == key for said in (*one.said, *one.former))]
        release = KnownRelease(key, self.releases[key], tuple(own)) if key in self.releases else None
        decisions = reconcile(told, release, list(self.events.values()))
        self.releases[key] = told.published
        for decision in decisions:
            self._apply(decision, told)
        return decisions

    def visible(self) -> set[tuple[Any, ...]]:
        shown = (one.event for one in self.events.values() if not one.withdrawn)
        return {(event.title, event.start, event.end) for event in shown}

    def _apply(self, decision: Decision, told: Extraction) -> None:
        key = told.release.key
        id_ = f"e{len(self.events):04}" if isinstance(decision, New) else decision.event.id
        one = self.events.get(id_, KnownEvent(NOTHING, ()))
        said, former = one.said, one.former
        if isinstance(decision, Untold | Withdrawn):
            former += tuple(before for before in said if before.release == key)
            said = tuple(before for before in said if before.release != key)
        elif decision.found is not None:
            former = tuple(before for before in former if before.release != key)
            said = tuple(before for before in said if before.release != key)
            said += (Said(key, told.published, told.events[decision.found]),)
        sequence = one.event.sequence + isinstance(decision, Changed | Withdrawn)
        self.events[id_] = known(*said, former=former, id=id_, sequence=sequence)


NOTHING = Event(id="", uid="", sequence=0, created=NOW, changed=NOW, title="", start=date.min, end=date.min)


def dump(address: str) -> str:
    """All that a database holds, as text: the same for the same store in any kind of database."""
    database = Database(address)
    lines = []
    with database.reading() as connection:
        names = sorted(inspect(connection).get_table_names())
        names = [name for name in names if not name.startswith("event_words")]  # of another shape in each kind
        ours = set(metadata.tables) <= set(names)
        for name in names:
            known = metadata.tables.get(name) if ours else None
            rows = connection.execute(text(f"SELECT * FROM {name}") if known is None else select(known))
            lines += [name, *sorted(repr(tuple(row)) for row in rows)]
    database.close()
    return "\n".join(lines)


def execute(address: str, *statements: str) -> list[Any]:
    """What the last of some SQL statements gives, none where it gives nothing."""
    database = Database(address)
    with database.writing() as connection:
        results = [connection.execute(text(statement)) for statement in statements]
        rows = list(results[-1]) if results[-1].returns_rows else []
    database.close()
    return rows


def edited(told: Extraction, *events: FoundEvent, text: str = "") -> Extraction:
    """The same release with another text or other events."""
    release = replace(told.release, text=text or told.release.text)
    return replace(told, release=release, events=events)


def kinds(decisions: Sequence[Decision]) -> list[str]:
    return [type(decision).__name__ for decision in decisions]
