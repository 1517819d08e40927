"""Events published into a folder, without a store: what a publisher reads is a list here."""

import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from calendar_app.model import Event, Revision
from calendar_app.profiles import Profile
from calendar_app.publishing import Published, Site, publish

OWN = {".lock", ".ledger.sqlite"}


@dataclass
class Known:
    """A state of a store that has these events; `gone` are the ids of those that were withdrawn."""

    all: Sequence[Event]
    gone: frozenset[str] = frozenset()
    store_id: str = "c0ffee"
    number: int = 1
    day: date = date(2024, 1, 15)
    changes: list[tuple[Event, Revision]] = field(default_factory=list)
    since: dict[str, int] = field(default_factory=dict)

    def touched(self, after: int) -> Iterator[Sequence[tuple[Event, bool]]]:
        found = [event.id for event in self.all if self.since.get(event.id, 1) > after]
        for start in range(0, len(found), 7):
            yield self.events(found[start : start + 7])

    def events(self, ids: Collection[str]) -> Sequence[tuple[Event, bool]]:
        return [(event, event.id in self.gone) for event in self.all if event.id in ids]

    def revisions(self, most: int) -> list[tuple[Event, Revision]]:
        return self.changes[:most]

    def first_day(self) -> date | None:
        return min((event.created.date() for event in self.all), default=None)


def put(events: Iterable[Event], profile: Profile, site: Site, out: Path, **given: object) -> Published:
    """Publishes events into a folder."""
    return publish(Known(list(events), **given), profile, site, out)  # type: ignore[arg-type]


def tree(out: Path) -> dict[str, bytes]:
    """The published files of a folder by their paths."""
    found = {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    return {path: data for path, data in found.items() if path not in OWN}


def render(events: Iterable[Event], profile: Profile, site: Site, **given: object) -> dict[str, bytes]:
    """The files of a new folder by their paths."""
    with tempfile.TemporaryDirectory() as name:
        put(events, profile, site, Path(name), **given)
        return tree(Path(name))
