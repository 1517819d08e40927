"""All that the formats say of an event, in words, worked out once: the calendars and the feeds are written from it."""

from dataclasses import dataclass
from functools import lru_cache

from calendar_app.model import Event
from calendar_app.profiles import Profile
from calendar_app.publishing import clean, words
from calendar_app.publishing.site import Site
from calendar_app.publishing.timing import Timing, timing, utc


@dataclass(frozen=True, slots=True)
class Tag:
    """A category (RFC 4287 4.2.2): the dimension, the slug in it, and the name."""

    scheme: str
    term: str
    label: str


class Told:
    """An event in the words of a site; all texts are clean lines, `quotation` the sentence around its date phrase,
    `tags` the offices, regions and topics that the profile knows, each once."""

    __slots__ = (
        "changed", "created", "event", "offices", "quotation", "releases", "remarks", "site", "tags", "timing", "title",
        "uid", "url", "when", "where",
    )  # fmt: skip

    def __init__(self, event: Event, site: Site, profile: Profile) -> None:
        self.event, self.site = event, site
        self.uid = clean.line(event.uid)
        self.title = words.title(event)
        self.when = words.when(event, site.language)
        self.timing: Timing = timing(event)
        self.where = words.where(event)
        self.offices = words.offices(event, profile)
        self.remarks = words.remarks(event)
        self.quotation = words.quotation(event)
        self.releases = words.releases(event)
        self.url = site.event_url(event.id)
        self.created = utc(event.created)
        self.changed = utc(event.changed)
        self.tags = _tags(event, site, profile)


def _tags(event: Event, site: Site, profile: Profile) -> tuple[Tag, ...]:
    known = (
        ("offices", profile.offices_of(event.offices)),
        ("regions", [profile.regions[slug] for slug in event.regions if slug in profile.regions]),
        ("topics", [profile.topics[slug] for slug in event.topics if slug in profile.topics]),
    )
    found = [_tag(site.scheme(dimension), one.slug, one.name) for dimension, several in known for one in several]
    return tuple(dict.fromkeys(tag for tag in found if tag.term and tag.label))


@lru_cache(maxsize=1024)
def _tag(scheme: str, slug: str, name: str) -> Tag:
    return Tag(scheme, clean.line(slug), clean.line(name))
