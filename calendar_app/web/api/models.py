"""The shapes of what the API answers with; the OpenAPI document is made of them, descriptions included.

Fields may be added to them; what a field means never changes below /api/v1/.
"""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

from calendar_app.model import Precision, Status


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True)


class Stretch(_Shape):
    """A stretch of a text, in characters (Unicode code points) from its beginning."""

    start: int = Field(description="Where it begins; 0 is the first character.", ge=0)
    stop: int = Field(description="Where the text goes on behind it.", ge=0)


class EventLinks(_Shape):
    """Where else an event is found."""

    resource: str = Field(description="The event in this API.", json_schema_extra={"format": "uri"})
    page: str = Field(description="Its page, for people.", json_schema_extra={"format": "uri"})
    calendar: str = Field(description="Its iCalendar file.", json_schema_extra={"format": "uri"})


class ReleaseLinks(_Shape):
    """Where else a release is found."""

    resource: str = Field(description="The release in this API.", json_schema_extra={"format": "uri"})
    page: str = Field(description="Its page, with the sentences that gave events.", json_schema_extra={"format": "uri"})


class NameLinks(_Shape):
    """Where the events of an office, a region or a topic are found."""

    events: str = Field(description="Its events in this API.", json_schema_extra={"format": "uri"})
    page: str = Field(description="Its page, for people.", json_schema_extra={"format": "uri"})
    calendar: str | None = Field(
        description="Its iCalendar calendar; null while it has no events.", json_schema_extra={"format": "uri"}
    )


class Evidence(_Shape):
    """A sentence of a release that tells of an event."""

    release: str = Field(description="The key of the release.")
    title: str | None = Field(description="The headline of the release, where it has one.")
    published: date | None = Field(description="The day of the release, where it is known.")
    quote: str = Field(description="The sentence, on one line.")
    mark: Stretch | None = Field(description="The date phrase within `quote`; null where no one phrase is it.")
    sentence: Stretch = Field(description="The sentence within the `text` of the release.")
    links: ReleaseLinks


class Event(_Shape):
    """An event that was read from press releases."""

    id: str = Field(description="The same for the event's whole life.")
    uid: str = Field(description="Its UID in calendars (RFC 5545 3.8.4.7).")
    sequence: int = Field(description="Grows by one with each visible change.", ge=0)
    created: datetime = Field(description="When it was first stored, in UTC.")
    changed: datetime = Field(description="When it last changed visibly, in UTC.")
    title: str = Field(description="What the event is called, in the language of its release.")
    start: date = Field(description="The first day.")
    end: date = Field(description="The last day, which belongs to the event; `start` for an event of one day.")
    start_time: str | None = Field(
        description="When it begins on each day, as hours and minutes (`10:00`).", pattern=r"^[0-9]{2}:[0-9]{2}$"
    )
    end_time: str | None = Field(description="When it ends on each day.", pattern=r"^[0-9]{2}:[0-9]{2}$")
    timezone: str | None = Field(description="The zone of the hours, by its IANA name (`Europe/Skopje`).")
    place: str | None = Field(description="Venue and city.")
    country: str | None = Field(description="The English name of the country.")
    offices: tuple[str, ...] = Field(description="The slugs of the offices that hold it.")
    regions: tuple[str, ...] = Field(description="The slugs of its regions.")
    topics: tuple[str, ...] = Field(description="The slugs of its topics.")
    status: Status = Field(description="Whether it stands; `tentative` marks a date that was inferred.")
    precision: Precision = Field(description="How exactly the days are known; `start` and `end` span what is.")
    confidence: float = Field(description="How sure the reading is, from 0 to 1.", ge=0, le=1)
    closed: bool = Field(description="Whether the release says that the public is not admitted.")
    links: EventLinks


class EventDetail(Event):
    """An event with the sentences that it was read from."""

    evidence: tuple[Evidence, ...] = Field(description="That of the earliest release first.")


class Release(_Shape):
    """A press release without its text."""

    key: str = Field(description="The same for the release's whole life.")
    title: str | None = Field(description="The headline, where the release has one.")
    published: date | None = Field(description="The day of the release, where it is known.")
    language: str | None = Field(description="The language of its text, by its ISO 639-1 code, where it is known.")
    url: str | None = Field(
        description="Where the release was first published, where that is known.", json_schema_extra={"format": "uri"}
    )
    links: ReleaseLinks


class ReleaseDetail(Release):
    """A press release with its text and the events that were read from it."""

    text: str = Field(description="The text as it was read; a headline is its first line.")
    events: tuple[Event, ...] = Field(description="In the order of their days.")


class Region(_Shape):
    """A region of the organisation's area."""

    slug: str = Field(description="What filters and addresses call it.")
    name: str
    about: str = Field(description="A sentence on it; may be empty.")
    events: int = Field(description="How many events it has.", ge=0)
    links: NameLinks


class Office(Region):
    """A field operation or institution of the organisation."""

    region: str = Field(description="The slug of its region.")
    country: str | None = Field(description="The country where it is, by its ISO 3166-1 alpha-2 code.")
    place: str | None = Field(description="The city where it is.")
    since: int | None = Field(description="The year in which it was opened.")
    until: int | None = Field(description="The year in which it was closed; null while it is open.")
    part_of: str | None = Field(description="The slug of the office that it belongs to.")


class Topic(_Shape):
    """A field of work."""

    slug: str = Field(description="What filters call it.")
    name: str
    events: int = Field(description="How many events it has.", ge=0)
    links: NameLinks


_NEXT = Field(
    description="The address of the next part of the list; null at its end.", json_schema_extra={"format": "uri"}
)


class EventList(_Shape):
    """A part of a list of events."""

    items: tuple[Event, ...]
    total: int = Field(description="How many events the filter lets through, in all parts.", ge=0)
    next: str | None = _NEXT


class ReleaseList(_Shape):
    """A part of the list of releases."""

    items: tuple[Release, ...]
    next: str | None = _NEXT


class OfficeList(_Shape):
    """All offices, closed ones too."""

    items: tuple[Office, ...]


class RegionList(_Shape):
    """All regions."""

    items: tuple[Region, ...]


class TopicList(_Shape):
    """All topics."""

    items: tuple[Topic, ...]


class Problem(_Shape):
    """Why a request has no other answer (RFC 9457)."""

    type: str = Field(description="Always `about:blank`: the status says what kind of problem it is.")
    title: str = Field(description="The name of the status.")
    status: int = Field(description="The status of the answer.", ge=400, le=599)
    detail: str = Field(description="What is wrong, in words.")
    instance: str = Field(description="The path that was asked for.")
    remedy: str | None = Field(description="What to do about it, where something can be done.")
