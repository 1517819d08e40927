"""The values that pass from one stage to the next. All are frozen; dates are inclusive; offsets count characters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Precision(StrEnum):
    """How much of a date a text gives."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    YEAR = "year"


class Role(StrEnum):
    """What a span is for; only an EVENT span can become an event."""

    EVENT = "event"
    DATELINE = "dateline"
    BACKGROUND = "background"
    DEADLINE = "deadline"


class Status(StrEnum):
    """Whether an event stands (RFC 5545 3.8.1.11); TENTATIVE marks a date that was inferred."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it came from a source, decoded.

    `text` is what all offsets count in. `single` documents are one release and are never cut. The other fields are
    what the source says of a single release; None or empty where it says nothing. `key` is the id that it gives.
    """

    source: str
    text: str
    single: bool = False
    key: str | None = None
    url: str | None = None
    title: str | None = None
    published: date | None = None
    language: str | None = None
    offices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """One press release: `text` is `Document.text[offset:offset + len(text)]`, its title (if any) the first line.

    `named` releases have a key that their source gave them; that of another one is made of its text.
    """

    source: str
    key: str
    text: str
    offset: int = 0
    named: bool = False
    url: str | None = None
    title: str | None = None
    published: date | None = None
    language: str | None = None
    offices: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        return self.offset + len(self.text)

    @property
    def body_start(self) -> int:
        """Where the text behind the title line begins, in characters of `text`."""
        return len(self.title) + 1 if self.title else 0


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A stretch of text that names days: `start` to `end`, both inclusive.

    `offset` counts characters of the text that was searched. `stated` names the fields that the phrase itself gives
    ("day", "month", "year"); `inferred` says where the others came from ("phrase", "release", "neighbour", "reading
    day"), and is empty when nothing was inferred. `rule` is the grammar rule that read it.
    """

    text: str
    offset: int
    start: date
    end: date
    precision: Precision = Precision.DAY
    role: Role = Role.EVENT
    rule: str = ""
    stated: frozenset[str] = frozenset()
    inferred: str = ""
    notes: tuple[str, ...] = ()

    @property
    def stop(self) -> int:
        """The offset just behind the span."""
        return self.offset + len(self.text)


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An event as one release tells it; `span` indexes the extraction's spans, None where no one span dates it.

    `sentence` is the range of the sentence that the event was read from, in characters of `Release.text`. Times are
    "HH:MM", 24 hours, in `timezone` (an IANA name). `place` is venue and city, `country` an English name. `moved_from`
    is the first day on which the event was to be, where the release says that it was put off or brought forward;
    `moved` says so of an event whose former day it does not tell.
    """

    title: str
    start: date
    end: date
    start_time: str | None = None
    end_time: str | None = None
    timezone: str | None = None
    place: str | None = None
    country: str | None = None
    offices: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    status: Status = Status.CONFIRMED
    precision: Precision = Precision.DAY
    confidence: float = 1.0
    moved: bool = False
    moved_from: date | None = None
    span: int | None = None
    closed: bool = False
    sentence: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one release; `notes` are the things a person should look at.

    Offsets of `spans` count in the source text (`Release.offset` is added to those in `Release.text`).
    """

    release: Release
    published: date | None
    language: str | None
    offices: tuple[str, ...]
    regions: tuple[str, ...]
    spans: tuple[DateSpan, ...]
    events: tuple[FoundEvent, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an event was read: a release, the range of the sentence in the release's text, and the sentence itself.

    `mark` is the range of the date phrase within `quote`, None where no one phrase dates the event. `published` is
    the release's day, where it is known.
    """

    release: str
    source: str
    url: str | None
    title: str | None
    published: date | None
    sentence: tuple[int, int]
    quote: str
    mark: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Event:
    """An event for life. `id` and `uid` are minted once; `sequence` grows by one with each visible change.

    `created` is when the event was first stored and `changed` its last visible change; both are aware, in UTC, and
    whole seconds.
    """

    id: str
    uid: str
    sequence: int
    created: datetime
    changed: datetime
    title: str
    start: date
    end: date
    start_time: str | None = None
    end_time: str | None = None
    timezone: str | None = None
    place: str | None = None
    country: str | None = None
    offices: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    status: Status = Status.CONFIRMED
    precision: Precision = Precision.DAY
    confidence: float = 1.0
    closed: bool = False
    evidence: tuple[Evidence, ...] = field(default=())

    @property
    def timed(self) -> bool:
        """Whether the event has hours in a known zone."""
        return self.start_time is not None and self.timezone is not None


@dataclass(frozen=True, slots=True)
class Revision:
    """A change of an event: the fields that changed, each with its value before and after, as text."""

    event: str
    sequence: int
    changed: datetime
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Office:
    """A field operation or institution of the organisation; `region` is a region's slug.

    `names` are others in the organisation's language, `local` those in further languages, by their codes. `former` are
    slugs that it had: its calendars answer at their addresses, too.
    """

    slug: str
    name: str
    region: str
    names: tuple[str, ...] = ()
    local: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    abbreviations: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    country: str | None = None
    place: str | None = None
    timezone: str | None = None
    since: int | None = None
    until: int | None = None
    part_of: str | None = None
    former: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the organisation's area; `local` are its names in further languages, by their codes."""

    slug: str
    name: str
    local: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    about: str = ""


@dataclass(frozen=True, slots=True)
class Country:
    """A State: `code` is ISO 3166-1 alpha-2 (XK for Kosovo), `adjectives` its demonyms and adjectives."""

    code: str
    name: str
    region: str
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A field of work, found by its cue words; `local` are its names in further languages, by their codes."""

    slug: str
    name: str
    local: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    cues: tuple[str, ...] = ()
