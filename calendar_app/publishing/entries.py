"""What an entry says in every feed format: one entry per event (RFC 4287, RSS 2.0, JSON Feed 1.1)."""

from dataclasses import dataclass
from datetime import datetime
from html import escape
from uuid import UUID

from calendar_app.errors import PublishError
from calendar_app.model import Event
from calendar_app.profiles import Profile
from calendar_app.publishing import clean, words
from calendar_app.publishing.ical import Components, calendar_uid
from calendar_app.publishing.select import Selection, newest
from calendar_app.publishing.site import Site
from calendar_app.publishing.timing import utc


@dataclass(frozen=True, slots=True)
class Tag:
    """A category (RFC 4287 4.2.2): the dimension, the slug in it, and the name."""

    scheme: str
    term: str
    label: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as a feed entry; `title`, `summary` are plain text, `html` is markup made here by escaping alone.

    `published` and `updated` are when the entry appeared and last changed, never the event's date: readers sort future
    dates on top for ever.
    """

    id: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    releases: tuple[str, ...]
    tags: tuple[Tag, ...]
    ics_url: str
    ics_length: int
    event: Event


def entries(selection: Selection, components: Components) -> list[Entry]:
    """The entries of a selection's feeds, newest first. Raises PublishError where it has no events."""
    if not selection.events:
        raise PublishError("a feed without events", where=selection.path, remedy="publish no file for it")
    return [_entry(event, components) for event in newest(selection.events)]


def entry_id(uid: str) -> str:
    """The entry's id for life, a urn:uuid (RFC 9562) made of the stored UID alone."""
    try:
        return UUID(uid.partition("@")[0]).urn
    except ValueError:
        return calendar_uid(f"entry:{uid}").urn


def feed_id(selection: Selection) -> str:
    """The id of a selection's feeds, which survives a change of host."""
    return calendar_uid(f"feed:{selection.path}?{selection.slug}").urn


def _entry(event: Event, components: Components) -> Entry:
    site, profile = components.site, components.profile
    published = utc(event.created)
    return Entry(
        id=entry_id(clean.line(event.uid)),
        url=site.event_url(event.id),
        title=words.headline(event, site.language),
        summary=_summary(event, site, profile),
        html=_html(event, site, profile),
        published=published,
        updated=max(published, utc(event.changed)),
        releases=tuple(words.releases(event)),
        tags=_tags(event, site, profile),
        ics_url=site.event_ics_url(event.id),
        ics_length=len(components.single(event)),
        event=event,
    )


def _summary(event: Event, site: Site, profile: Profile) -> str:
    """One plain sentence."""
    told = ", ".join(filter(None, (words.when(event, site.language), words.where(event))))
    names = " and ".join(words.offices(event, profile))
    return f"{words.title(event).rstrip('.')}: {' – '.join(filter(None, (told, names)))}."


def _html(event: Event, site: Site, profile: Profile) -> str:
    told = (words.where(event), *words.offices(event, profile), *words.remarks(event))
    facts = [
        f"<strong>{clean.markup(words.when(event, site.language))}</strong>",
        *map(clean.markup, filter(None, told)),
    ]
    blocks = [f"<p>{'<br>'.join(facts)}</p>"]
    before, phrase, after = map(clean.markup, words.quotation(event))
    if before or phrase or after:
        marked = f"<mark>{phrase}</mark>" if phrase else ""
        blocks.append(f"<p>Read automatically from:</p><blockquote><p>{before}{marked}{after}</p></blockquote>")
    releases = words.releases(event)
    links = [(url, "The release" if len(releases) == 1 else f"Release {n}") for n, url in enumerate(releases, 1)]
    links += [(site.event_url(event.id), "The event’s page"), (site.event_ics_url(event.id), "Add to a calendar")]
    anchors = [f'<a href="{escape(url)}">{name}</a>' for url, name in links]
    blocks.append(f"<p>{' · '.join(anchors)}</p>")
    return "".join(blocks)


def _tags(event: Event, site: Site, profile: Profile) -> tuple[Tag, ...]:
    offices = [Tag(site.scheme("offices"), s, profile.offices[s].name) for s in event.offices if s in profile.offices]
    regions = [Tag(site.scheme("regions"), s, profile.regions[s].name) for s in event.regions if s in profile.regions]
    topics = [Tag(site.scheme("topics"), s, profile.topics[s].name) for s in event.topics if s in profile.topics]
    cleaned = [Tag(tag.scheme, clean.line(tag.term), clean.line(tag.label)) for tag in (*offices, *regions, *topics)]
    return tuple(dict.fromkeys(tag for tag in cleaned if tag.term and tag.label))
