"""Atom (RFC 4287) and RSS 2.0, written with feedgen; paged and archived feeds (RFC 5005).

Entries are written apart from the feeds that they stand in, some hundreds at a time, and put into them as bytes.
feedgen 1.0 drops `rel` and `type` of an Atom entry's links, has no link but one in an RSS item, takes the last link as
the RSS channel's, writes no hub there, puts new entries first, and sets the process's locale while it writes a date of
RSS.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from calendar_app.publishing import clean
from calendar_app.publishing.entries import Entry, feed_id
from calendar_app.publishing.parts import Part
from calendar_app.publishing.select import Selection
from calendar_app.publishing.site import Site

_ATOM = "{http://www.w3.org/2005/Atom}"
_HISTORY = "http://purl.org/syndication/history/1.0"
_CALENDAR = "text/calendar"
_TTL_MINUTES = 360
_LOCALE = Lock()
_ATOM_ENTRY, _ATOM_END = b"\n  <entry>\n", b"</feed>\n"
_RSS_ITEM, _RSS_END = b"\n    <item>\n", b"  </channel>\n</rss>\n"


@dataclass(frozen=True, slots=True)
class Pages:
    """The other pages of a feed (RFC 5005 4), by their addresses: the one that goes on, and the archives beside."""

    current: str | None = None
    previous: str | None = None
    next: str | None = None

    def links(self) -> list[tuple[str, str]]:
        found = (("current", self.current), ("prev-archive", self.previous), ("next-archive", self.next))
        return [(rel, href) for rel, href in found if href]


ALONE = Pages()


class _FeedPart:
    """A feedgen extension for the feed as a whole: its hub and the links to its other pages."""

    hub: str | None = None
    pages: Pages = ALONE

    def extend_ns(self) -> dict[str, str]:
        return {"fh": _HISTORY} if self.pages.current else {}

    def extend_atom(self, feed: Any) -> Any:
        for rel, href in self.pages.links():
            xml_elem("link", feed, rel=rel, href=href, type="application/atom+xml")
        if self.hub:
            xml_elem("link", feed, rel="hub", href=self.hub)
        if self.pages.current:
            xml_elem(f"{{{_HISTORY}}}archive", feed)
        return feed

    def extend_rss(self, feed: Any) -> Any:
        if self.hub:
            xml_elem(f"{_ATOM}link", feed[0], rel="hub", href=self.hub)
        return feed


class _EntryPart:
    """A feedgen extension that writes an entry's categories, its links with all their attributes, and in RSS the date
    of its change; feedgen checks each of them for longer than it takes to write them."""

    entry: Entry

    def extend_atom(self, element: Any) -> Any:
        for tag in self.entry.tags:
            xml_elem("category", element, term=tag.term, scheme=tag.scheme, label=tag.label)
        for link in _links(self.entry):
            xml_elem("link", element, **link)
        return element

    def extend_rss(self, element: Any) -> Any:
        xml_elem("link", element).text = self.entry.url
        for tag in self.entry.tags:
            xml_elem("category", element, domain=tag.scheme).text = tag.label
        for link in _links(self.entry):
            if link["rel"] == "via":
                xml_elem(f"{_ATOM}link", element, **link)
        xml_elem(f"{_ATOM}updated", element).text = self.entry.updated.isoformat()
        return element


def atom_parts(entries: Sequence[Entry]) -> list[Part]:
    """Entries as they stand in Atom feeds."""
    feed = _bare()
    for entry in entries:
        item = _item(feed, entry)
        item.title(entry.title)
        item.updated(entry.updated)
        item.published(entry.published)
        item.summary(entry.summary)
        item.content(entry.html, type="html")
    _, *bodies = _bytes(feed.atom_str(pretty=True)).removesuffix(_ATOM_END).split(_ATOM_ENTRY)
    return _parts(entries, bodies, _ATOM_ENTRY)


def rss_parts(entries: Sequence[Entry]) -> list[Part]:
    """Entries as they stand in RSS; its descriptions are HTML to every reader, so plain text is escaped twice."""
    feed = _bare()
    for entry in entries:
        item = _item(feed, entry)
        # Some readers take a title for HTML: one that could hold a tag is made harmless, the others stay as is.
        item.title(clean.markup(entry.title) if "<" in entry.title else entry.title)
        item.enclosure(entry.ics_url, str(entry.ics_length), _CALENDAR)
        item.published(entry.published)
        item.summary(clean.markup(entry.summary))
        item.content(entry.html)
    with _LOCALE:
        written = _bytes(feed.rss_str(pretty=True))
    _, *bodies = written.removesuffix(_RSS_END).split(_RSS_ITEM)
    return _parts(entries, bodies, _RSS_ITEM)


def atom_of(parts: Sequence[Part], selection: Selection, site: Site, updated: datetime, pages: Pages = ALONE) -> bytes:
    """The Atom feed of a selection out of its entries, last changed at `updated`."""
    feed = _feed(selection, site, updated, "atom", pages)
    head = _bytes(feed.atom_str(pretty=True)).removesuffix(_ATOM_END)
    return b"".join((head, *(part.body for part in parts), _ATOM_END))


def rss_of(parts: Sequence[Part], selection: Selection, site: Site, updated: datetime) -> bytes:
    """The RSS feed of a selection out of its items, last changed at `updated`."""
    feed = _feed(selection, site, updated, "rss", ALONE)
    feed.ttl(_TTL_MINUTES)
    feed.load_extension("dc", atom=False, rss=True)
    feed.dc.dc_creator(clean.line(site.author))
    with _LOCALE:
        head = _bytes(feed.rss_str(pretty=True)).removesuffix(_RSS_END)
    return b"".join((head, *(part.body for part in parts), _RSS_END))


def _bare() -> FeedGenerator:
    """A feed that is only there to write its entries."""
    feed = FeedGenerator()
    feed.register_extension("part", _FeedPart, _EntryPart, atom=True, rss=True)
    feed.id("urn:x")
    feed.title("x")
    feed.description("x")
    feed.link(href="https://x.invalid/")
    return feed


def _feed(selection: Selection, site: Site, updated: datetime, suffix: str, pages: Pages) -> FeedGenerator:
    feed = FeedGenerator()
    feed.register_extension("part", _FeedPart, _EntryPart, atom=True, rss=True)
    feed.part.hub, feed.part.pages = site.hub, pages
    feed.id(feed_id(selection))
    feed.title(clean.line(selection.title))
    feed.description(clean.line(selection.description))
    feed.author(name=clean.line(site.author), uri=f"{site.base_url}/")
    feed.language(site.language)
    feed.generator("calendar_app")
    feed.updated(updated)
    feed.lastBuildDate(updated)
    feed.link(href=site.address(selection, suffix), rel="self", type=f"application/{suffix}+xml")
    feed.link(href=site.page_url(selection), rel="alternate", type="text/html")
    return feed


def _item(feed: FeedGenerator, entry: Entry) -> FeedEntry:
    item = feed.add_entry(order="append")
    item.part.entry = entry
    item.guid(entry.id, permalink=False)
    return item


def _links(entry: Entry) -> list[dict[str, str]]:
    """The links of an entry (RFC 4287 4.2.7.2)."""
    links = [{"rel": "alternate", "type": "text/html", "href": entry.url}]
    links += [{"rel": "via", "type": "text/html", "href": release} for release in entry.releases]
    enclosure = {"rel": "enclosure", "type": _CALENDAR, "href": entry.ics_url, "length": str(entry.ics_length)}
    return [*links, enclosure]


def _parts(entries: Sequence[Entry], bodies: Sequence[bytes], begin: bytes) -> list[Part]:
    written = [begin.removeprefix(b"\n") + body.removesuffix(b"\n") + b"\n" for body in bodies]
    return [Part(body, entry.updated) for body, entry in zip(written, entries, strict=True)]


def _bytes(text: object) -> bytes:
    assert isinstance(text, bytes)
    return text
