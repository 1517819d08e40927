"""The store into a folder of feeds: what was touched since the last publish is written, and where it stands.

What a folder holds is a function of the store's events, of the day on which releases were last read, of the profile and
of the site: no clock, no environment. What was published there before plays a part in two cases, so that no address
that was given out falls silent: a calendar that has archives goes on having them, and one that its last event left goes
on answering with it.
"""

import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from calendar_app.errors import PublishError
from calendar_app.model import Event, Revision, Status
from calendar_app.profiles import Profile
from calendar_app.publishing.changes import change_entries, changes_selection
from calendar_app.publishing.entries import Entry, entry
from calendar_app.publishing.files import INDEX, Folder
from calendar_app.publishing.ical import archive_of, calendar_of, calendar_part, events_in, single_of
from calendar_app.publishing.identity import identity
from calendar_app.publishing.index import Listed, index_html, index_json
from calendar_app.publishing.jsonfeed import json_feed_of, json_parts
from calendar_app.publishing.ledger import Ledger, Place, Row, Shown
from calendar_app.publishing.opml import opml
from calendar_app.publishing.parts import Part
from calendar_app.publishing.select import Selection, by_change, by_date, every_selection, leaves_on, places
from calendar_app.publishing.site import Site, event_path
from calendar_app.publishing.strangers import archived, left_behind, remove_strangers
from calendar_app.publishing.syndication import Pages, atom_of, atom_parts, rss_of, rss_parts
from calendar_app.publishing.told import Told

_FEEDS = (".atom", ".rss", ".json")
_STAGED_AT_ONCE = 5000  # files
_LOOKED_BACK = 16  # times as many revisions as a feed has entries
_REMEMBERED = 1000  # entries, for the feeds that they are written into later


class Source(Protocol):
    """One state of a store, as a publisher reads it; see `store.snapshot`."""

    @property
    def store_id(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def day(self) -> date: ...
    def touched(self, after: int) -> Iterator[Sequence[tuple[Event, bool]]]: ...
    def events(self, ids: Collection[str]) -> Sequence[tuple[Event, bool]]: ...
    def revisions(self, most: int) -> list[tuple[Event, Revision]]: ...
    def first_day(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Published:
    """How many files a publish wrote and removed, and the paths of the feeds among those written."""

    written: int
    removed: int
    feeds: tuple[str, ...] = ()


def publish(source: Source, profile: Profile, site: Site, out: Path, *, wait: float = 10.0) -> Published:
    """Brings the folder `out` up to date with a store.

    Files of the same store's past stay for ever, but for those of events that were withdrawn; what another store
    published there goes. Raises PublishError, and leaves what is there as it was, where the store has no events; where
    another publisher is busy longer than `wait` seconds; and where a file cannot be written.
    """
    if source.first_day() is None:
        raise PublishError(
            "there are no events to publish", where=str(out), remedy="what was published stays; import releases first"
        )
    folder = Folder(out)
    with (
        _uncollected(),
        folder.turn(wait),
        Ledger.open(folder.path, identity(source.store_id, profile, site)) as ledger,
    ):
        return _Run(source, profile, site, folder, ledger).publish()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles: a publish makes none, and looking for them takes an eighth of its time."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


class _Run:
    """One publish of a store into a folder."""

    def __init__(self, source: Source, profile: Profile, site: Site, folder: Folder, ledger: Ledger) -> None:
        self._source, self._profile, self._site = source, profile, site
        self._folder, self._ledger = folder, ledger
        self._selections = {selection.path: selection for selection in every_selection(profile)}
        self._remembered: dict[str, Entry] = {}
        self._written = 0
        self._feeds: list[str] = []
        self._unsettled: list[str] = []
        self._removed = 0
        self._archived = {} if ledger.number else archived(folder, source.store_id)

    def publish(self) -> Published:
        touched = self._mend()
        touched |= self._take_in(self._source.touched(self._ledger.number))
        if not self._ledger.number:
            touched |= left_behind(self._folder, self._ledger, self._source.store_id, self._selections)
        touched |= self._ledger.retire(self._source.day)
        self._write_calendars(touched)
        if self._source.number != self._ledger.number or any(path == "changes" for path, _ in touched):
            self._write_changes()
        self._write_lists()
        self._settle()
        self._removed += remove_strangers(self._folder, self._ledger, self._source.store_id)
        self._stage(INDEX, index_json(self._listed(), self._site, self._profile, self._source.store_id))
        self._settle()
        self._folder.finish()
        self._ledger.keep("number", self._source.number)
        self._ledger.keep("events", self._folder.state("events"))
        return Published(self._written, self._removed, tuple(self._feeds))

    def _take_in(self, chunks: Iterable[Sequence[tuple[Event, bool]]]) -> set[Place]:
        """Takes events into the ledger and writes their files; gives the places that are touched."""
        touched: set[Place] = set()
        staged = 0
        for chunk in chunks:
            written = [self._single(event, withdrawn) for event, withdrawn in chunk]
            entries = [entry(told, octets) for told, _, octets in written]
            if len(self._remembered) < _REMEMBERED:
                self._remembered |= {told.event.id: one for (told, _, _), one in zip(written, entries, strict=True)}
            atoms = atom_parts(entries)  # archives have them all
            touched |= self._ledger.put(
                [
                    self._row(*standing, part, octets, atom)
                    for standing, (_, part, octets), atom in zip(chunk, written, atoms, strict=True)
                ]
            )
            staged += len(chunk)
            if staged >= _STAGED_AT_ONCE:
                self._settle()
                staged = 0
        return touched

    def _row(self, event: Event, withdrawn: bool, ics: Part, octets: int, atom: Part) -> Row:
        return Row(
            event=event.id,
            selections=places(event, self._profile),
            year=event.start.year,
            by_date=by_date(event),
            by_change=by_change(event),
            retired=withdrawn,
            leaves=None if withdrawn else leaves_on(event),
            octets=octets,
            ics=ics,
            atom=atom,
        )

    def _single(self, event: Event, withdrawn: bool) -> tuple[Told, Part, int]:
        """An event, as it stands in calendars, and the octets of its own file, which is written or taken away."""
        told = self._told(event, withdrawn)
        part = calendar_part(told)
        data = single_of(told, part)
        if withdrawn:
            self._removed += self._folder.remove(event_path(event.id))
        else:
            self._stage(event_path(event.id), data)
        return told, part, len(data)

    def _told(self, event: Event, withdrawn: bool) -> Told:
        """An event in words; one that was withdrawn is shown only where nothing else would be, and as cancelled."""
        return Told(replace(event, status=Status.CANCELLED) if withdrawn else event, self._site, self._profile)

    def _mend(self) -> set[Place]:
        """Finds what others changed in the folder; the files of events are looked at where their folder changed."""
        if self._ledger.note("events") != str(self._folder.state("events")):
            there = self._folder.states("events")
            lost = [event for event, octets in self._ledger.events() if there.get(event_path(event)) != octets]
            for start in range(0, len(lost), 500):
                for event, withdrawn in self._source.events(lost[start : start + 500]):
                    self._single(event, withdrawn)
        touched = set()
        for path, state in self._ledger.files().items():
            if self._folder.state(path) != state:
                touched.add(self._place(path))
        return touched

    def _place(self, path: str) -> Place:
        """The selection of a file and the year of its archive; no year is the whole."""
        name = path.rpartition(".")[0]
        if name in self._selections:
            return name, 0
        selection, _, year = name.rpartition("-")
        return (selection, int(year)) if year.isdigit() else (name, 0)

    def _write_calendars(self, touched: set[Place]) -> None:
        years: defaultdict[str, set[int]] = defaultdict(set)
        for path, year in touched:
            years[path].add(year)
        for path in self._selections:
            if path in years and (shown := self._ledger.shown(path)):
                self._write_calendar(self._selections[path], shown, years[path])

    def _write_calendar(self, selection: Selection, shown: Shown, touched: set[int]) -> None:
        """The calendar and the feeds of a selection, and its archives of the years that were touched."""
        parts = self._ledger.window(shown, self._site.most_events)
        updated = max(part.updated for part in parts)
        data = calendar_of(parts, selection, self._site, self._profile)
        self._stage(f"{selection.path}.ics", data)
        before = self._ledger.archives(selection.path)
        if before is None:
            before = self._archived.get(selection.path, [])
        archived = before or shown.events > min(self._site.most_entries, events_in(data))
        years = self._ledger.years(selection.path) if archived else []
        if years != before:
            touched = set(years)
            self._drop_archives(selection, set(before) - set(years))
        newest = self._ledger.newest(shown, self._site.most_entries)
        self._write_feeds(selection, newest, updated, years)
        for year in sorted(touched & set(years)):
            self._write_archive(selection, year, years)
        self._ledger.list_calendar(selection.path, shown.events, updated, years)

    def _drop_archives(self, selection: Selection, years: Iterable[int]) -> None:
        """Takes the archives of years away in which there is no event any more."""
        for year in years:
            for suffix in ("ics", "atom"):
                path = f"{selection.of_year(year).path}.{suffix}"
                self._removed += self._folder.remove(path)
                self._ledger.forget_file(path)

    def _write_feeds(self, selection: Selection, newest: Sequence[str], updated: datetime, years: list[int]) -> None:
        if missing := self._ledger.unwritten(newest):
            self._write_entries(missing)
        entries = self._ledger.entries(newest)
        parts = {form: [one[form] for one in entries] for form in ("atom", "rss", "json")}
        updated = max((part.updated for part in parts["atom"]), default=updated)
        previous = self._archive_url(selection, years[-1]) if years else None
        pages = Pages(previous=previous)
        self._stage(f"{selection.path}.atom", b"".join(atom_of(parts["atom"], selection, self._site, updated, pages)))
        self._stage(f"{selection.path}.rss", rss_of(parts["rss"], selection, self._site, updated))
        self._stage(f"{selection.path}.json", json_feed_of(parts["json"], selection, self._site))

    def _write_archive(self, selection: Selection, year: int, years: list[int]) -> None:
        archive, at = selection.of_year(year), years.index(year)
        extent = self._ledger.extent(selection.path, year)
        events = self._ledger.of_year(selection.path, year)
        self._stage(f"{archive.path}.ics", archive_of(events, extent, archive, self._site, self._profile))
        pages = Pages(
            current=self._site.address(selection, "atom"),
            previous=self._archive_url(selection, years[at - 1]) if at else None,
            next=self._archive_url(selection, years[at + 1]) if at + 1 < len(years) else None,
        )
        entries = self._ledger.entries_of_year(selection.path, year)
        self._stage(f"{archive.path}.atom", atom_of(entries, archive, self._site, extent.updated, pages))

    def _archive_url(self, selection: Selection, year: int) -> str:
        return self._site.address(selection.of_year(year), "atom")

    def _write_entries(self, missing: dict[str, int]) -> None:
        """Writes events as entries of RSS and JSON, which are kept; `missing` has the octets of their files by id."""
        found = {event: self._remembered[event] for event in missing if event in self._remembered}
        others = [event for event in missing if event not in found]
        for event, withdrawn in self._source.events(others) if others else ():
            found[event.id] = entry(self._told(event, withdrawn), missing[event.id])
        entries = list(found.values())
        rss, json = (dict(zip(found, write(entries), strict=True)) for write in (rss_parts, json_parts))
        self._ledger.write(rss, json)

    def _write_changes(self) -> None:
        """The feed of what was moved, cancelled or corrected; none while there is no change, as no feed is empty."""
        entries, all_seen = self._changes()
        if not entries:
            if all_seen:
                self._drop_changes()
            return
        selection, updated = changes_selection(self._profile), max(one.updated for one in entries)
        self._stage("changes.atom", atom_of(atom_parts(entries), selection, self._site, updated))
        self._stage("changes.rss", rss_of(rss_parts(entries), selection, self._site, updated))
        self._stage("changes.json", json_feed_of(json_parts(entries), selection, self._site))
        self._ledger.list_calendar("changes", len(entries), updated, ())

    def _changes(self) -> tuple[list[Entry], bool]:
        """The last changes that a reader sees, looked for behind others, as those of topics are; and whether all
        changes were looked at."""
        most = asked = self._site.most_entries
        while True:
            revisions = self._source.revisions(asked)
            entries = change_entries(revisions, self._site, self._profile)
            if len(entries) >= most or len(revisions) < asked or asked >= _LOOKED_BACK * most:
                return entries[:most], len(revisions) < asked
            asked *= 4

    def _drop_changes(self) -> None:
        """Takes the feed of changes away when all events that changed are withdrawn."""
        for suffix in _FEEDS:
            self._removed += self._folder.remove(f"changes{suffix}")
            self._ledger.forget_file(f"changes{suffix}")
        self._ledger.unlist_calendar("changes")

    def _write_lists(self) -> None:
        listed = self._listed()
        self._stage("feeds.opml", opml(listed, self._site))
        self._stage("index.html", index_html(listed, self._site, self._profile))

    def _listed(self) -> list[Listed]:
        """The calendars that are published, but for those at former addresses."""
        known = self._ledger.calendars()
        chosen = [selection for selection in self._selections.values() if not selection.former]
        chosen.append(changes_selection(self._profile))
        return [Listed(selection, *known[selection.path]) for selection in chosen if selection.path in known]

    def _stage(self, path: str, data: bytes | Iterable[bytes]) -> None:
        if self._folder.stage(path, data):
            self._written += 1
            if not path.startswith("events/"):
                self._unsettled.append(path)
            if path.endswith(_FEEDS) and path != INDEX:
                self._feeds.append(path)
        elif not path.startswith("events/"):
            self._note([path])

    def _settle(self) -> None:
        self._folder.settle()
        self._note(self._unsettled)
        self._unsettled.clear()

    def _note(self, paths: Iterable[str]) -> None:
        known = ((path, self._folder.state(path)) for path in paths)
        self._ledger.note_files((path, *state) for path, state in known if state)
