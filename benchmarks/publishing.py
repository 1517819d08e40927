"""How long a publish takes beside the plain way, with 100 to 100,000 events; and how much memory.

    python -m benchmarks.publishing [EVENTS…]        (100 1000 10000 100000 when none are given)

The plain way builds every file anew with icalendar and feedgen, event by event, from the same events in the same words,
and writes it; it makes the same files. "full" is a publish of a store into an empty folder, "again" one after which
nothing has changed, "one" that of one new release in the folder that is there, with its import said apart. Seconds are
those of the wall; each publish is a process of its own, whose memory is the most that it had (resident, in MB). Before
its time is taken each way has published ten events elsewhere, so that what a process reads and makes ready once (the
words of a language, queries) is not counted to either. Up to 1,000 events each is the median of fifteen. The plain way
is timed on 10,000 events at most, and reckoned for more in proportion to the number of events.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from operator import itemgetter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from uuid import UUID, uuid5

import icalendar
from feedgen.feed import FeedGenerator
from sqlalchemy import create_engine, insert, update

from calendar_app.model import Event, Extraction, FoundEvent, Release
from calendar_app.profiles import Profile, load_profile
from calendar_app.publishing import Site, publish, selections, window
from calendar_app.publishing.entries import entry
from calendar_app.publishing.select import MOST_ENTRIES, newest
from calendar_app.publishing.told import Told
from calendar_app.store import Store
from calendar_app.store.schema import events, evidence, labels, meta, releases
from calendar_app.store.telling import as_json

STORE = UUID("c7f2a5f0-3f0a-4a0e-9a51-0d7d5f7c9a11")
MOMENT = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
_PLAIN = 10_000  # events that the plain way is timed on
_SMALL = 1000  # events up to which each way is timed so many times in turn, and the median taken
_TIMES = 15
_YEARS = 20  # over which the events are spread
_KINDS = ("Course", "Round table", "Seminar", "Conference", "Workshop", "Study visit")
_ABOUT = ("on border management", "for local journalists", "on water and energy", "for police officers")


def site() -> Site:
    return Site("https://calendar.example.org", "Events", "OSCE", "en", "OSCE")


def fill(path: Path, number: int, profile: Profile) -> None:
    """A store with so many events, written into its tables at once: importing them is not what is timed."""
    with Store.open(str(path), store_id=STORE, uid_name=profile.uid_name):
        pass
    random, offices = Random(1), list(profile.offices.values())
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        for first in range(0, number, 5000):
            rows = [_rows(n, random, offices) for n in range(first, min(number, first + 5000))]
            connection.execute(insert(releases), [row["release"] for row in rows])
            connection.execute(insert(events), [row["event"] for row in rows])
            connection.execute(insert(evidence), [row["evidence"] for row in rows])
            for name in ("offices", "regions"):
                connection.execute(insert(labels[name]), [row[name] for row in rows])
        connection.execute(update(meta).values(events_minted=number, touched=number + 1, read=MOMENT.date()))


def _rows(number: int, random: Random, offices: list) -> dict[str, dict]:
    office, start = random.choice(offices), date(2006, 1, 1) + timedelta(days=random.randrange(365 * _YEARS))
    title = f"{random.choice(_KINDS)} {number} {random.choice(_ABOUT)}"
    found = FoundEvent(title, start, start + timedelta(days=random.choice((0, 0, 1, 2))), place="Hotel Plaza, Skopje")
    uuid = uuid5(STORE, f"event {number + 1}")
    quote = f"The {office.name} holds a {title.lower()} at the Hotel Plaza on {start:%-d %B %Y}, with 40 participants."
    key, changed = f"r{number}", MOMENT - timedelta(minutes=number)
    row = {
        "id": uuid.hex[:12], "uid": f"{uuid}@osce.calendar-app", "sequence": 0, "created": changed, "changed": changed,
        "title": title, "start": start, "end": found.end, "place": found.place, "country": "North Macedonia",
        "status": "confirmed", "precision": "day", "confidence": 0.95, "closed": False,
        "touched": number + 2, "number": number + 1,
    }  # fmt: skip
    mark = quote.index(" on ") + 4
    return {
        "release": {
            "key": key, "source": "made.txt", "offset": 0, "url": f"https://www.example.org/{number}", "text": quote,
            "fingerprint": key, "first_seen": changed, "changed": changed,
        },
        "event": row,
        "evidence": {
            "event": row["id"], "release": key, "ordinal": 0, "start": 0, "stop": len(quote), "quote": quote,
            "mark_start": mark, "mark_stop": mark + 15, "found": as_json(found),
        },
        "offices": {"event": row["id"], "position": 0, "slug": office.slug},
        "regions": {"event": row["id"], "position": 0, "slug": office.region},
    }  # fmt: skip


def plain(known: list[Event], folder: Path, profile: Profile) -> None:
    """All files the plain way: each built anew, with icalendar and feedgen, from its events."""

    def calendar(of: Iterable[Event]) -> bytes:
        return _calendar(Told(event, site(), profile) for event in of)

    def feed(of: Iterable[Event], suffix: str) -> bytes:
        return _feed((Told(event, site(), profile) for event in of), suffix)

    for event in known:
        _write(folder / f"events/{event.id}.ics", calendar([event]))
    for selection in selections(known, profile):
        _write(folder / f"{selection.path}.ics", calendar(window(selection.events)))
        for suffix in ("atom", "rss", "json"):
            _write(folder / f"{selection.path}.{suffix}", feed(newest(selection.events), suffix))
        years = {event.start.year for event in selection.events} if len(selection.events) > MOST_ENTRIES else set()
        for year in years:
            of_year = [event for event in selection.events if event.start.year == year]
            _write(folder / f"{selection.path}-{year}.ics", calendar(of_year))
            _write(folder / f"{selection.path}-{year}.atom", feed(of_year, "atom"))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _calendar(told: Iterable[Told]) -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//plain//EN")
    for one in told:
        part = icalendar.Event()
        part.add("uid", one.uid)
        for name, value in (("dtstamp", one.changed), ("last-modified", one.changed), ("created", one.created)):
            part.add(name, value)
        part.add("sequence", one.event.sequence)
        part.add("dtstart", one.timing.start)
        part.add("dtend", one.timing.end)
        part.add("summary", one.title)
        part.add("description", "\n\n".join((one.when, one.where, "".join(one.quotation), one.url)))
        part.add("location", one.where)
        part.add("categories", [tag.label for tag in one.tags])
        part.add("status", one.event.status.value.upper())
        part.add("transp", "TRANSPARENT")
        part.add("url", one.url)
        calendar.add_component(part)
    return calendar.to_ical()


def _feed(told: Iterable[Told], suffix: str) -> bytes:
    entries = [entry(one, 1000) for one in told]
    if suffix == "json":
        items = [{"id": one.id, "title": one.title, "content_html": one.html, **one.extension} for one in entries]
        return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()
    feed = FeedGenerator()
    feed.id("urn:x")
    feed.title("Events")
    feed.description("Events")
    feed.link(href="https://calendar.example.org/", rel="alternate")
    for one in entries:
        item = feed.add_entry(order="append")
        item.id(one.id)
        item.title(one.title)
        item.updated(one.updated)
        item.published(one.published)
        item.summary(one.summary)
        item.content(one.html, type="html")
        item.link(href=one.url)
        item.category([{"scheme": tag.scheme, "term": tag.term, "label": tag.label} for tag in one.tags])
    return feed.atom_str(pretty=True) if suffix == "atom" else feed.rss_str(pretty=True)


def child(what: str, store: Path, folder: Path) -> None:
    """One measured run, told as JSON: seconds and the most memory."""
    profile = load_profile()
    _make_ready(what, profile)
    with Store.open(str(store)) as opened:
        imported = 0.0
        if what == "one":
            begin = time.perf_counter()
            opened.record([_release()], MOMENT)
            imported = time.perf_counter() - begin
        begin = time.perf_counter()
        _publish(what, opened, folder, profile)
        seconds = time.perf_counter() - begin
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "imported": imported, "memory": memory}))


def _publish(what: str, store: Store, folder: Path, profile: Profile) -> None:
    if what == "plain":
        plain(store.events(), folder, profile)
        return
    with store.snapshot() as snapshot:
        publish(snapshot, profile, site(), folder)


def _make_ready(what: str, profile: Profile) -> None:
    with TemporaryDirectory() as name:
        few = Path(name) / "few.sqlite"
        fill(few, 10, profile)
        with Store.open(str(few)) as store:
            _publish(what, store, Path(name) / "out", profile)


def _release() -> Extraction:
    text = "The OSCE Mission to Skopje holds a seminar on forests at the Hotel Plaza on 7 May 2024."
    found = FoundEvent(
        "Seminar on forests", date(2024, 5, 7), date(2024, 5, 7), offices=("mission-to-skopje",),
        regions=("south-eastern-europe",), sentence=(0, len(text)),
    )  # fmt: skip
    release = Release("new.txt", str(time.time_ns()), text)
    return Extraction(release, None, "en", found.offices, found.regions, (), (found,))


def _run(what: str, store: Path, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.publishing", "--child", what, str(store), str(folder)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Prints one row for each number of events."""
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
        return
    numbers = [int(name) for name in sys.argv[1:]] or [100, 1000, 10_000, 100_000]
    profile = load_profile()
    print(f"{'events':>7} {'plain s':>9} {'full s':>8} {'times':>6} {'again s':>8} {'one s':>7} {'full/one':>9} "
          f"{'import s':>9} {'MB full':>8} {'MB one':>7}")  # fmt: skip
    for number in numbers:
        with TemporaryDirectory() as name:
            store = Path(name) / "store.sqlite"
            fill(store, number, profile)
            if number > _PLAIN:
                fill(few := Path(name) / "few.sqlite", _PLAIN, profile)
            times = _TIMES if number <= _SMALL else 1
            known = few if number > _PLAIN else store
            pairs = [(_run("plain", known, Path(name) / f"plain-{n}"), _run("full", store, Path(name) / f"full-{n}"))
                     for n in range(times)]  # fmt: skip
            plainly, full = (sorted(runs, key=itemgetter("seconds"))[times // 2] for runs in zip(*pairs, strict=True))
            again, one = (_run(what, store, Path(name) / "full-0") for what in ("again", "one"))
            reckoned = plainly["seconds"] * number / min(number, _PLAIN)
            print(
                f"{number:7} {reckoned:9.2f} {full['seconds']:8.2f} {reckoned / full['seconds']:6.1f} "
                f"{again['seconds']:8.3f} {one['seconds']:7.3f} {full['seconds'] / one['seconds']:9.1f} "
                f"{one['imported']:9.3f} {full['memory']:8.0f} {one['memory']:7.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
