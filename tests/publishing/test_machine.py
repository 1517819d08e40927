"""A store told anything in any order and published into one folder again and again: the folder is always what a new one
would be, and what subscribers saw never goes back."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import feedparser
from conftest import EXAMPLES
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from calendar_app.publishing import publish
from calendar_app.publishing.ledger import NAME
from calendar_app.publishing.select import every_selection, places
from calendar_app.store import Store

from .builders import SITE, profile
from .folder import tree
from .life import EDITS, EVENTS, Edit, told
from .reading import Markup, parsed

# Windows, archives and the octets of a calendar are crossed by a handful of events.
SMALL = replace(SITE, most_events=4, most_entries=3, most_octets=4500)
STORE_ID = UUID("5a1e7b1c-0000-4000-8000-000000000002")
BEGINNING = datetime(2024, 11, 20, 9, 30, tzinfo=UTC)
RELEASES = st.sampled_from(sorted(EVENTS))


@dataclass(frozen=True)
class Seen:
    """An event as a subscriber sees it."""

    sequence: int
    modified: datetime
    shown: tuple[Any, ...]


@lru_cache(maxsize=4096)
def calendar(data: bytes) -> dict[str, Seen]:
    """The events of a calendar by their uids, of which none stands in it twice."""
    found: dict[str, Seen] = {}
    for event in parsed(data).walk("VEVENT"):
        assert event["UID"] not in found
        shown = tuple(str(event.get(name)) for name in ("SUMMARY", "LOCATION", "STATUS"))
        days = (event.start, event.end, event.get("DTSTART").params.get("TZID"))
        found[event["UID"]] = Seen(int(event["SEQUENCE"]), event["LAST-MODIFIED"].dt, (*shown, *days))
    return found


@lru_cache(maxsize=4096)
def entries(data: bytes) -> int:
    """The number of entries of a feed, of which no two have one id."""
    feed = feedparser.parse(data, sanitize_html=False)
    assert not feed.bozo, feed.bozo_exception
    ids = [entry.id for entry in feed.entries]
    assert len(ids) == len(set(ids))
    return len(ids)


class Published(RuleBasedStateMachine):
    """A store, and a folder that it is published into."""

    def __init__(self) -> None:
        super().__init__()
        self.open = ExitStack()
        self.folder = Path(self.open.enter_context(TemporaryDirectory()))
        self.out = self.folder / "feeds"
        self.store = self.open.enter_context(Store.open(":memory:", store_id=STORE_ID))
        self.events = dict(EVENTS)
        self.now = BEGINNING
        self.seen: dict[str, Seen] = {}

    def teardown(self) -> None:
        self.open.close()

    @rule(release=RELEASES)
    def tell(self, release: str) -> None:
        assert self.store.record([told(release, self.events[release])], self.now).refused == ()

    @rule(release=RELEASES, at=st.integers(0, 2), edit=st.sampled_from(EDITS))
    def tell_otherwise(self, release: str, at: int, edit: Edit) -> None:
        events = list(self.events[release])
        if events:
            events[at % len(events)] = edit(events[at % len(events)])
        self.events[release] = tuple(events)
        self.tell(release)

    @rule(release=RELEASES, at=st.integers(0, 2))
    def tell_no_more_of_one(self, release: str, at: int) -> None:
        self.events[release] = self.events[release][:at] + self.events[release][at + 1 :]
        self.tell(release)

    @rule(release=RELEASES, event=st.sampled_from([event for events in EVENTS.values() for event in events]))
    def tell_of_one_more(self, release: str, event: Any) -> None:
        if len(self.events[release]) < 4 and event not in self.events[release]:
            self.events[release] += (event,)
        self.tell(release)

    @rule(release=RELEASES)
    def tell_as_at_first(self, release: str) -> None:
        self.events[release] = EVENTS[release]
        self.tell(release)

    @rule(days=st.sampled_from((-1, 1, 8, 45, 300)))
    def another_day_comes(self, days: int) -> None:
        self.now += timedelta(days)
        self.store.record([], self.now)

    def has_events(self) -> bool:
        with self.store.snapshot() as snapshot:
            return snapshot.first_day() is not None

    @precondition(has_events)
    @rule()
    def publish(self) -> None:
        self._publish(self.out)
        self._check()

    @precondition(has_events)
    @rule()
    def publish_without_the_ledger(self) -> None:
        (self.out / NAME).unlink(missing_ok=True)
        self.publish()

    @precondition(lambda self: self.out.exists())
    @rule(at=st.integers(0), lost=st.booleans())
    def harm_a_file_and_publish(self, at: int, lost: bool) -> None:
        """A file is taken away, or another is put in its place."""
        paths = sorted(tree(self.out))
        harmed = self.out / paths[at % len(paths)]
        harmed.unlink()
        if not lost:
            harmed.write_bytes(b"other")
        self.publish()

    def _publish(self, out: Path) -> dict[str, bytes]:
        with self.store.snapshot() as snapshot:
            publish(snapshot, profile(), SMALL, out)
        return tree(out)

    def _check(self) -> None:
        here = tree(self.out)
        with TemporaryDirectory(dir=self.folder) as new:
            fresh = self._publish(Path(new))
        self._compare(here, fresh)
        named = set(self._named(here))
        self._read({path: data for path, data in here.items() if path in fresh or path in named})

    def _compare(self, here: dict[str, bytes], fresh: dict[str, bytes]) -> None:
        """All is as in the new folder, but for what stands there from before and the links to it."""
        counts = {one["files"].get("ics", ""): one["events"] for one in json.loads(fresh["index.json"])["calendars"]}
        assert fresh.keys() <= here.keys()
        kept = here.keys() - fresh.keys()
        archives = {path for path in kept if self._is_kept_archive(path, counts)}
        assert [path for path in kept - archives if not self._is_left_by_all(path)] == []
        lists = {"index.json", "index.html", "feeds.opml"} if kept else set()
        linking = {re.sub(r"-\d{4}\.(ics|atom)$", ".atom", path) for path in archives}
        for path in fresh.keys() - lists:
            data = re.sub(rb' *<link rel="prev-archive".*\n', b"", here[path]) if path in linking else here[path]
            assert data == fresh[path], path
        self._read_lists(here)

    def _is_kept_archive(self, path: str, counts: dict[str, int]) -> bool:
        """Whether a file is an archive of a calendar that had more events than go into a feed, and has fewer now."""
        archive = re.fullmatch(r"(.+)-(\d{4})\.(?:ics|atom)", path)
        return archive is not None and counts.get(f"{archive[1]}.ics", 99) <= SMALL.most_entries

    def _is_left_by_all(self, path: str) -> bool:
        """Whether a file is of an office or region whose last event is another's now."""
        name = path.rpartition(".")[0]
        with self.store.snapshot() as snapshot:
            every = [event for chunk in snapshot.touched(0) for event, _ in chunk]
        there = {one for event in every for one in places(event, profile())}
        return name in {one.path for one in every_selection(profile())} - there

    def _named(self, here: dict[str, bytes]) -> Iterator[str]:
        """The files that the index names. What a deleted ledger alone knew, the last calendar of an office whose last
        event is another's, is not in it: it stays as it was."""
        for one in json.loads(here["index.json"])["calendars"]:
            yield from (*one["files"].values(), *one.get("archives", ()))

    def _read_lists(self, here: dict[str, bytes]) -> None:
        """The lists name nothing that is not there."""
        assert set(self._named(here)) <= here.keys()
        links = {value for name, value in Markup(here["index.html"].decode()).attributes if name == "href"}
        assert {link for link in links if "://" not in str(link)} <= here.keys()

    def _read(self, here: dict[str, bytes]) -> None:
        with self.store.snapshot() as snapshot:
            every = {event.uid: gone for chunk in snapshot.touched(0) for event, gone in chunk}
        seen: dict[str, Seen] = {}
        for path, data in here.items():
            if path.endswith(".ics"):
                found = calendar(data)
                assert found.keys() <= every.keys()
                for uid, event in found.items():
                    assert seen.setdefault(uid, event) == event, path
                    assert not every[uid] or (len(found) == 1 and "CANCELLED" in event.shown), path
            elif path.endswith((".atom", ".rss")):
                assert entries(data) > 0
        for uid, event in seen.items():
            before = self.seen.get(uid, event)
            assert event.sequence >= before.sequence and event.modified >= before.modified
            if event.shown != before.shown:
                assert event.sequence > before.sequence and event.modified > before.modified
        self.seen |= seen


TestPublished = Published.TestCase
TestPublished.settings = settings(max_examples=max(1, EXAMPLES // 75), stateful_step_count=20, deadline=None)
