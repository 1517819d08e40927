"""The index of all calendars and feeds: a page for people, a list for programs."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from html import escape
from typing import Any
from urllib.parse import quote

from calendar_app.profiles import Profile
from calendar_app.publishing import clean, json_text
from calendar_app.publishing.select import Selection
from calendar_app.publishing.site import Site

FORMATS = {
    "ics": ("iCalendar", "text/calendar"),
    "atom": ("Atom", "application/atom+xml"),
    "rss": ("RSS", "application/rss+xml"),
    "json": ("JSON Feed", "application/feed+json"),
}

GROUPS = (("all", "All events"), ("office", "By office"), ("region", "By region"), ("changes", "Changes"))


@dataclass(frozen=True, slots=True)
class Listed:
    """A selection that is published: its number of events, its last change, and the years of its archives. The feed of
    changes, which is no calendar, has entries in the place of events."""

    selection: Selection
    events: int
    updated: datetime
    years: Sequence[int] = ()

    @property
    def formats(self) -> dict[str, tuple[str, str]]:
        """The name and the media type of each form in which it is published, by its suffix."""
        return {suffix: form for suffix, form in FORMATS.items() if suffix != "ics" or self.selection.kind != "changes"}

    @property
    def archives(self) -> list[Selection]:
        """The archives, the newest first."""
        return [self.selection.of_year(year) for year in reversed(self.years)]


STYLE = """
:root { color-scheme: light dark;
  --ink: #1b2733; --quiet: #4a5a6a; --paper: #fff; --line: #d5dde5; --band: #f1f5f9; --link: #0b57a4 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --quiet: #a9b7c6; --paper: #10171e; --line: #33414e; --band: #1a242e; --link: #8cc2ff }
}
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem }
p { max-width: 44rem; color: var(--quiet) }
a { color: var(--link) }
a:focus-visible, .scroll:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; margin-top: 1.5rem }
caption { text-align: left; font-weight: 600; padding-bottom: .5rem }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-bottom: 1px solid var(--line) }
th[scope=row] { font-weight: 400 }
th[scope=rowgroup] { background: var(--band); font-size: .9rem }
.number { text-align: right; font-variant-numeric: tabular-nums }
td { white-space: nowrap }
"""
# What a Content-Security-Policy's style-src must name for the page's own style.
STYLE_HASH = f"'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"


def index_html(listed: Sequence[Listed], site: Site, profile: Profile) -> bytes:
    """A page without scripts; its links are relative, so that it works from a disk too."""
    about = (
        f"Calendars and feeds of the events of the {_text(profile.name)}, read automatically from press releases. "
        "To subscribe, copy the address of an iCalendar link into your calendar, or of a feed into your reader. "
        f"{_link(f'{site.base_url}/', 'See the agenda')} or import {_link('feeds.opml', 'all feeds at once (OPML)')}."
    )
    main = f"<main><h1>{_text(site.title)}</h1><p>{about}</p>{_table(listed)}</main>"
    page = f'<html lang="{escape(site.language)}">{_head(listed, site)}<body>{main}</body></html>'
    return f"<!doctype html>\n{page}\n".encode()


def index_json(listed: Sequence[Listed], site: Site, profile: Profile, store_id: str) -> bytes:
    """The same list for programs: files relative to the index, and their addresses; and which store is published."""
    told = {
        "title": clean.line(site.title),
        "organisation": clean.line(profile.name),
        "language": site.language,
        "home_page_url": f"{site.base_url}/",
        "opml_url": site.feed_url("feeds.opml"),
        "calendars": [_listed(one, site) for one in listed],
        "manifest": {"store": store_id},
    }
    return json_text.to_bytes(told)


def _listed(one: Listed, site: Site) -> dict[str, Any]:
    selection = one.selection
    told: dict[str, Any] = {
        "kind": selection.kind,
        "slug": selection.slug,
        "title": clean.line(selection.title),
        "description": clean.line(selection.description),
        "events": one.events,
        "page_url": site.page_url(selection),
        "files": {suffix: f"{selection.path}.{suffix}" for suffix in one.formats},
        "urls": {suffix: site.address(selection, suffix) for suffix in one.formats},
    }
    if one.years:
        told["archives"] = [f"{archive.path}.{suffix}" for archive in one.archives for suffix in ("ics", "atom")]
    return told


def _head(listed: Sequence[Listed], site: Site) -> str:
    named = "".join(
        f'<link rel="alternate" type="{media}" title="{_text(one.selection.title)} ({name})"'
        f' href="{_relative(one.selection, suffix)}">'
        for one in listed
        if one.selection.kind == "all"
        for suffix, (name, media) in one.formats.items()
    )
    return (
        f'<head><meta charset="utf-8"><title>Calendars and feeds: {_text(site.title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="description" content="All calendars and feeds, by office and region.">'
        f"{named}<style>{STYLE}</style></head>"
    )


def _table(listed: Sequence[Listed]) -> str:
    archived = any(one.years for one in listed)
    columns = ("Calendar", "Events", *(name for name, _ in FORMATS.values()), *(("Archives",) if archived else ()))
    heads = "".join(f'<th scope="col"{_NUMBER if name == "Events" else ""}>{name}</th>' for name in columns)
    groups = []
    for kind, name in GROUPS:
        rows = "".join(_row(one, archived=archived) for one in listed if one.selection.kind == kind)
        if rows:
            groups.append(f'<tbody><tr><th scope="rowgroup" colspan="{len(columns)}">{name}</th></tr>{rows}</tbody>')
    return (
        '<section class="scroll" aria-label="Calendars and feeds" tabindex="0"><table><caption>Calendars and feeds'
        f"</caption><thead><tr>{heads}</tr></thead>{''.join(groups)}</table></section>"
    )


def _row(one: Listed, *, archived: bool) -> str:
    title = _text(one.selection.title)
    forms = "".join(
        f"<td>{_link(_relative(one.selection, suffix), name, f'{name}: {title}') if suffix in one.formats else ''}</td>"
        for suffix, (name, _) in FORMATS.items()
    )
    archives = "".join(
        f"{_link(_relative(archive, 'ics'), str(archive.year), f'iCalendar: {_text(archive.title)}')} "
        for archive in one.archives
    )
    behind = f"<td>{archives}</td>" if archived else ""
    return f'<tr><th scope="row">{title}</th><td{_NUMBER}>{one.events}</td>{forms}{behind}</tr>'


_NUMBER = ' class="number"'


def _relative(selection: Selection, suffix: str) -> str:
    return quote(f"{selection.path}.{suffix}")


def _link(href: str, text: str, label: str = "") -> str:
    """A link; text and label are markup already."""
    named = f' aria-label="{label}"' if label else ""
    return f'<a href="{escape(href)}"{named}>{text}</a>'


def _text(text: str) -> str:
    return escape(clean.line(text))
