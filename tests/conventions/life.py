"""A store that releases are told to, and the folder that it is published into after each, as subscribers find it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import icalendar

from calendar_app.model import Extraction
from calendar_app.profiles import Profile
from calendar_app.publishing import Published, Site, publish
from calendar_app.store import Store
from tests.publishing.builders import SITE, profile
from tests.publishing.folder import tree
from tests.publishing.reading import content_lines, parsed

FIRST_DAY = datetime(2024, 11, 20, 9, 30, tzinfo=UTC)
SKOPJE, CENTRAL_ASIA = "offices/mission-to-skopje", "regions/central-asia"
ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"


@dataclass
class Life:
    """What subscribers of a site see; `now` is when releases were read last."""

    store: Store
    out: Path
    site: Site = SITE
    profile: Profile = field(default_factory=profile)
    now: datetime = FIRST_DAY

    def tell(self, *releases: Extraction, days: float = 0) -> Published:
        """Releases are read some days later, and what the store then has is published."""
        self.now += timedelta(days=days)
        done = self.store.record(releases, self.now)
        assert not done.refused
        return self.publish()

    def publish(self) -> Published:
        with self.store.snapshot() as snapshot:
            return publish(snapshot, self.profile, self.site, self.out)

    def files(self, *suffixes: str) -> dict[str, bytes]:
        """The published files with one of some suffixes, or all, by their paths."""
        return {path: data for path, data in tree(self.out).items() if not suffixes or path.endswith(suffixes)}

    def read(self, path: str) -> bytes:
        return (self.out / path).read_bytes()

    def has(self, path: str) -> bool:
        return (self.out / path).exists()

    def events(self, calendar: str = "all") -> list[icalendar.Event]:
        """The events of a calendar, as icalendar reads it."""
        data = self.read(f"{calendar}.ics")
        content_lines(data)
        return parsed(data).events

    def event(self, calendar: str = "all") -> icalendar.Event:
        """The only event of a calendar."""
        (found,) = self.events(calendar)
        return found

    def titles(self, calendar: str = "all") -> list[str]:
        return [str(event["SUMMARY"]) for event in self.events(calendar)]

    def feed(self, path: str) -> feedparser.FeedParserDict:
        """A feed, as feedparser reads it without a complaint."""
        feed = feedparser.parse(self.read(path), sanitize_html=False)
        assert not feed.bozo, feed.bozo_exception
        return feed

    def entries(self, path: str) -> list[str]:
        """The titles of the entries of a feed."""
        return [entry.title for entry in self.feed(path).entries]

    def ids(self) -> Iterator[str]:
        return (event.id for event in self.store.events())
