"""Where things are published: the addresses of pages, calendars and feeds, from the configured base alone."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from calendar_app.publishing.select import MOST_ENTRIES, MOST_EVENTS, MOST_OCTETS, Selection


@dataclass(frozen=True)
class Site:
    """A published site: `base_url` has no slash at its end, `organisation` is short, `author` signs the feeds, `hub` is
    the address of a WebSub hub. A calendar has at most so many events and octets, a feed so many entries."""

    base_url: str
    title: str
    organisation: str
    language: str = "en"
    author: str = ""
    hub: str | None = None
    most_events: int = MOST_EVENTS
    most_octets: int = MOST_OCTETS
    most_entries: int = MOST_ENTRIES

    def __post_init__(self) -> None:
        object.__setattr__(self, "base_url", self.base_url.rstrip("/"))
        object.__setattr__(self, "author", self.author or self.organisation)

    def feed_url(self, path: str) -> str:
        """The address of a file below feeds/."""
        return f"{self.base_url}/feeds/{_quoted(path, '/')}"

    def event_url(self, event_id: str) -> str:
        """The page of an event, its permalink."""
        return f"{self.base_url}/events/{_quoted(event_id)}"

    def event_ics_url(self, event_id: str) -> str:
        """The calendar file of a single event."""
        return self.feed_url(event_path(event_id))

    def page_url(self, selection: Selection) -> str:
        """The agenda page that shows the same events."""
        pairs = []
        if selection.kind == "filter":
            pairs.append(selection.slug)
        elif selection.kind in ("office", "region"):
            pairs.append(f"{selection.kind}={quote(selection.slug)}")
        if selection.year is not None:
            pairs.append(f"from={selection.year:04}-01-01&to={selection.year:04}-12-31")
        return f"{self.base_url}/" + (f"?{'&'.join(pairs)}" if pairs else "")

    def address(self, selection: Selection, suffix: str) -> str:
        """The address that a selection's calendar or feed is served from."""
        past = [f"past={selection.past}"] if selection.past is not None else []
        if selection.kind == "filter":
            return f"{self.base_url}/agenda.{suffix}?{'&'.join(filter(None, [selection.slug, *past]))}"
        return self.feed_url(f"{selection.path}.{suffix}") + "".join(f"?{pair}" for pair in past)

    def scheme(self, dimension: str) -> str:
        """The categorization scheme (RFC 4287 4.2.2.2) of "offices", "regions" or "topics"."""
        return f"{self.base_url}/{dimension}"


def event_path(event_id: str) -> str:
    """The path below feeds/ of a single event's calendar file; an id cannot lead out of its folder."""
    return f"events/{_quoted(event_id)}.ics"


_PLAIN = re.compile(r"[A-Za-z0-9._/-]*")


def _quoted(text: str, safe: str = "") -> str:
    """Text as part of a path; most has nothing to quote, which is seen sooner than quoted."""
    return text if _PLAIN.fullmatch(text) and (safe or "/" not in text) else quote(text, safe=safe)
