"""Atom (RFC 4287) and RSS 2.0, written with feedgen.

feedgen 1.0 drops `rel` and `type` of an Atom entry's links, has no link but one in an RSS item, takes the last link as
the RSS channel's, puts new entries first, and sets the process's locale while it writes an RSS date.
"""

from threading import Lock
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from calendar_app.profiles import Profile
from calendar_app.publishing import clean
from calendar_app.publishing.entries import Entry, entries, feed_id
from calendar_app.publishing.ical import Components
from calendar_app.publishing.select import Selection
from calendar_app.publishing.site import Site

_ATOM = "{http://www.w3.org/2005/Atom}"
_CALENDAR = "text/calendar"
_TTL_MINUTES = 360
_LOCALE = Lock()


class _FeedPart:
    """A feedgen extension for the feed as a whole: it adds nothing."""

    def extend_ns(self) -> dict[str, str]:
        return {}

    def extend_atom(self, feed: Any) -> Any:
        return feed

    def extend_rss(self, feed: Any) -> Any:
        return feed


class _EntryPart:
    """A feedgen extension that writes an entry's links with all their attributes, and in RSS the date of its change."""

    entry: Entry

    def extend_atom(self, element: Any) -> Any:
        for link in _links(self.entry):
            xml_elem("link", element, **link)
        return element

    def extend_rss(self, element: Any) -> Any:
        for link in _links(self.entry):
            if link["rel"] == "via":
                xml_elem(f"{_ATOM}link", element, **link)
        xml_elem(f"{_ATOM}updated", element).text = self.entry.updated.isoformat()
        return element


def atom(selection: Selection, site: Site, profile: Profile, components: Components | None = None) -> bytes:
    """The Atom feed of a selection."""
    found = entries(selection, components or Components(site, profile))
    feed = _feed(selection, site, found, "atom")
    for entry in found:
        item = _item(feed, entry)
        item.title(entry.title)
        item.updated(entry.updated)
        item.published(entry.published)
        item.summary(entry.summary)
        item.content(entry.html, type="html")
    return _bytes(feed.atom_str(pretty=True))


def rss(selection: Selection, site: Site, profile: Profile, components: Components | None = None) -> bytes:
    """The RSS feed of a selection; its descriptions are HTML to every reader, so plain text is escaped twice."""
    found = entries(selection, components or Components(site, profile))
    feed = _feed(selection, site, found, "rss")
    feed.ttl(_TTL_MINUTES)
    feed.load_extension("dc", atom=False, rss=True)
    feed.dc.dc_creator(clean.line(site.author))
    for entry in found:
        item = _item(feed, entry)
        # Some readers take a title for HTML: one that could hold a tag is made harmless, the others stay as is.
        item.title(clean.markup(entry.title) if "<" in entry.title else entry.title)
        item.link(href=entry.url, rel="alternate")
        item.enclosure(entry.ics_url, str(entry.ics_length), _CALENDAR)
        item.published(entry.published)
        item.summary(clean.markup(entry.summary))
        item.content(entry.html)
    with _LOCALE:
        return _bytes(feed.rss_str(pretty=True))


def _feed(selection: Selection, site: Site, found: list[Entry], suffix: str) -> FeedGenerator:
    updated = max(entry.updated for entry in found)
    feed = FeedGenerator()
    feed.register_extension("part", _FeedPart, _EntryPart, atom=True, rss=True)
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
    item.category([{"scheme": tag.scheme, "term": tag.term, "label": tag.label} for tag in entry.tags])
    return item


def _links(entry: Entry) -> list[dict[str, str]]:
    """The links of an entry (RFC 4287 4.2.7.2)."""
    links = [{"rel": "alternate", "type": "text/html", "href": entry.url}]
    links += [{"rel": "via", "type": "text/html", "href": release} for release in entry.releases]
    enclosure = {"rel": "enclosure", "type": _CALENDAR, "href": entry.ics_url, "length": str(entry.ics_length)}
    return [*links, enclosure]


def _bytes(text: object) -> bytes:
    assert isinstance(text, bytes)
    return text
