"""Atom (RFC 4287) and RSS 2.0; paged and archived feeds (RFC 5005).

feedgen writes the frame of all feeds of a site once; what each has of its own is put into it as text, and its entries,
which are written apart, as bytes. feedgen 1.0 takes the last link as the RSS channel's, writes no hub there, and sets
the process's locale while it writes a date of RSS.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache
from html import escape
from threading import Lock
from typing import Any

from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from calendar_app.publishing import clean
from calendar_app.publishing.elements import around, element
from calendar_app.publishing.entries import Entry, feed_id
from calendar_app.publishing.parts import Part
from calendar_app.publishing.select import Selection
from calendar_app.publishing.site import Site
from calendar_app.publishing.told import Tag

_ATOM = "{http://www.w3.org/2005/Atom}"
_HISTORY = "http://purl.org/syndication/history/1.0"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_CALENDAR = "text/calendar"
_TTL_MINUTES = 360
_LOCALE = Lock()
_ATOM_END, _RSS_END = b"</feed>\n", b"  </channel>\n</rss>\n"


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
    """A feedgen extension for the feed as a whole: its hub, the links to its other pages, and who made it in RSS, whose
    own elements for that want an address of mail."""

    hub: str | None = None
    pages: Sequence[tuple[str, str]] = ()
    creator: str | None = None

    @property
    def is_archive(self) -> bool:
        return "current" in dict(self.pages)

    def extend_ns(self) -> dict[str, str]:
        return ({"fh": _HISTORY} if self.is_archive else {}) | ({"dc": _DUBLIN_CORE} if self.creator else {})

    def extend_atom(self, feed: Any) -> Any:
        for rel, href in self.pages:
            xml_elem("link", feed, rel=rel, href=href, type="application/atom+xml")
        if self.hub:
            xml_elem("link", feed, rel="hub", href=self.hub)
        if self.is_archive:
            xml_elem(f"{{{_HISTORY}}}archive", feed)
        return feed

    def extend_rss(self, feed: Any) -> Any:
        xml_elem(f"{{{_DUBLIN_CORE}}}creator", feed[0]).text = self.creator
        if self.hub:
            xml_elem(f"{_ATOM}link", feed[0], rel="hub", href=self.hub)
        return feed


def atom_parts(entries: Sequence[Entry]) -> list[Part]:
    """Entries as they stand in Atom feeds (RFC 4287 4.1.2)."""
    return [Part(around(2, "entry", _atom(entry)), entry.updated) for entry in entries]


def rss_parts(entries: Sequence[Entry]) -> list[Part]:
    """Entries as items of RSS; its descriptions are HTML to every reader, so plain text is escaped twice."""
    return [Part(around(4, "item", _rss(entry)), entry.updated) for entry in entries]


def atom_of(
    parts: Iterable[Part], selection: Selection, site: Site, updated: datetime, pages: Pages = ALONE
) -> Iterator[bytes]:
    """The Atom feed of a selection, piece by piece, out of its entries, last changed at `updated`."""
    yield _head(selection, site, "atom", updated.isoformat(), pages)
    for part in parts:
        yield part.body
    yield _ATOM_END


def rss_of(parts: Sequence[Part], selection: Selection, site: Site, updated: datetime) -> bytes:
    """The RSS feed of a selection out of its items, last changed at `updated`."""
    head = _head(selection, site, "rss", format_datetime(updated), ALONE)
    return b"".join((head, *(part.body for part in parts), _RSS_END))


def _head(selection: Selection, site: Site, suffix: str, updated: str, pages: Pages) -> bytes:
    """A feed up to its first entry, with the moment of its last change as the format writes it."""
    links = dict(pages.links())
    values = {
        "id": feed_id(selection),
        "title": clean.line(selection.title),
        "description": clean.line(selection.description),
        "self": site.address(selection, suffix),
        "alternate": site.page_url(selection),
        "updated": updated,
        **links,
    }
    frame = _frame(suffix, site, tuple(links))
    return _OWN.sub(lambda found: escape(values[found[1]], quote=found[1] in _ATTRIBUTES), frame).encode()


# In the place of what a selection has of its own feedgen writes a name between two marks, which no clean text has.
_MARK = "\ufeff"
_OWN = re.compile(f"{_MARK}([a-z-]+){_MARK}")
_ATTRIBUTES = frozenset({"self", "alternate", "current", "prev-archive", "next-archive"})
_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
_MOMENTS = {
    "atom": f"<updated>{_MOMENT.isoformat()}<",
    "rss": f"<lastBuildDate>{format_datetime(_MOMENT)}<",
}


@lru_cache(maxsize=64)
def _frame(suffix: str, site: Site, pages: Sequence[str]) -> str:
    """The head of any feed of a site in a form, which feedgen takes as long for as for some entries; `pages` are the
    relations of its links to other pages."""
    own = {name: f"{_MARK}{name}{_MARK}" for name in ("id", "title", "description", "self", "alternate", *pages)}
    feed = FeedGenerator()
    feed.register_extension("part", _FeedPart, None, atom=True, rss=True)
    feed.part.hub, feed.part.pages = site.hub, [(rel, own[rel]) for rel in pages]
    feed.id(own["id"])
    feed.title(own["title"])
    feed.description(own["description"])
    feed.author(name=clean.line(site.author), uri=f"{site.base_url}/")
    feed.language(site.language)
    feed.generator("calendar_app")
    feed.updated(_MOMENT)
    feed.lastBuildDate(_MOMENT)
    feed.link(href=own["self"], rel="self", type=f"application/{suffix}+xml")
    feed.link(href=own["alternate"], rel="alternate", type="text/html")
    feed.ttl(_TTL_MINUTES)
    feed.part.creator = clean.line(site.author) if suffix == "rss" else None
    with _LOCALE:
        written = feed.atom_str(pretty=True) if suffix == "atom" else feed.rss_str(pretty=True)
    head = bytes(written).removesuffix(_ATOM_END if suffix == "atom" else _RSS_END).decode()
    moment = _MOMENTS[suffix]
    return head.replace(moment, f"{moment.partition('>')[0]}>{_MARK}updated{_MARK}<")


def _atom(entry: Entry) -> Iterator[str]:
    yield element(4, "id", entry.id)
    yield element(4, "title", entry.title)
    yield element(4, "updated", entry.updated.isoformat())
    yield element(4, "content", entry.html, type="html")
    yield element(4, "summary", entry.summary)
    yield element(4, "published", entry.published.isoformat())
    yield from map(_atom_category, entry.tags)
    for link in _links(entry):
        yield element(4, "link", **link)


def _rss(entry: Entry) -> Iterator[str]:
    # Some readers take a title for HTML: one that could hold a tag is made harmless, the others stay as is.
    yield element(6, "title", clean.markup(entry.title) if "<" in entry.title else entry.title)
    yield element(6, "description", clean.markup(entry.summary))
    yield element(6, "content:encoded", entry.html)
    yield element(6, "guid", entry.id, isPermaLink="false")
    yield element(6, "enclosure", url=entry.ics_url, length=str(entry.ics_length), type=_CALENDAR)
    yield element(6, "pubDate", format_datetime(entry.published))
    yield element(6, "link", entry.url)
    yield from map(_rss_category, entry.tags)
    for link in _links(entry):
        if link["rel"] == "via":
            yield element(6, "atom:link", **link)
    yield element(6, "atom:updated", entry.updated.isoformat())


@lru_cache(maxsize=1024)
def _atom_category(tag: Tag) -> str:
    return element(4, "category", term=tag.term, scheme=tag.scheme, label=tag.label)


@lru_cache(maxsize=1024)
def _rss_category(tag: Tag) -> str:
    return element(6, "category", tag.label, domain=tag.scheme)


def _links(entry: Entry) -> list[dict[str, str]]:
    """The links of an entry (RFC 4287 4.2.7.2)."""
    links = [{"rel": "alternate", "type": "text/html", "href": entry.url}]
    links += [{"rel": "via", "type": "text/html", "href": release} for release in entry.releases]
    enclosure = {"rel": "enclosure", "type": _CALENDAR, "href": entry.ics_url, "length": str(entry.ics_length)}
    return [*links, enclosure]
