"""All that the formats say of an event, in words, worked out once: the calendars and the feeds are written from it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

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


@dataclass(frozen=True)
class Told:
    """An event in the words of a site; all texts are clean lines, `quotation` the sentence around its date phrase."""

    event: Event
    site: Site
    profile: Profile

    @cached_property
    def uid(self) -> str:
        return clean.line(self.event.uid)

    @cached_property
    def title(self) -> str:
        return words.title(self.event)

    @cached_property
    def when(self) -> str:
        return words.when(self.event, self.site.language)

    @cached_property
    def timing(self) -> Timing:
        return timing(self.event)

    @cached_property
    def where(self) -> str:
        return words.where(self.event)

    @cached_property
    def offices(self) -> list[str]:
        return words.offices(self.event, self.profile)

    @cached_property
    def remarks(self) -> list[str]:
        return words.remarks(self.event)

    @cached_property
    def quotation(self) -> tuple[str, str, str]:
        return words.quotation(self.event)

    @cached_property
    def releases(self) -> list[str]:
        return words.releases(self.event)

    @cached_property
    def url(self) -> str:
        return self.site.event_url(self.event.id)

    @cached_property
    def created(self) -> datetime:
        return utc(self.event.created)

    @cached_property
    def changed(self) -> datetime:
        return utc(self.event.changed)

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """Offices, regions and topics that the profile knows, each once."""
        event, profile = self.event, self.profile
        known = (
            ("offices", profile.offices_of(event.offices)),
            ("regions", [profile.regions[slug] for slug in event.regions if slug in profile.regions]),
            ("topics", [profile.topics[slug] for slug in event.topics if slug in profile.topics]),
        )
        found = [
            _tag(self.site.scheme(dimension), one.slug, one.name) for dimension, several in known for one in several
        ]
        return tuple(dict.fromkeys(tag for tag in found if tag.term and tag.label))


@lru_cache(maxsize=1024)
def _tag(scheme: str, slug: str, name: str) -> Tag:
    return Tag(scheme, clean.line(slug), clean.line(name))
