"""Calendars (RFC 5545, 7986), out of content lines; time zones are written with icalendar."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from uuid import NAMESPACE_URL, UUID, uuid5

from calendar_app.errors import PublishError
from calendar_app.model import Event, Region
from calendar_app.profiles import Profile
from calendar_app.publishing import clean, contentlines
from calendar_app.publishing.parts import Extent, Part, Zone, extent_of
from calendar_app.publishing.select import Selection, window
from calendar_app.publishing.site import Site
from calendar_app.publishing.timezones import vtimezone
from calendar_app.publishing.timing import Timing, is_utc
from calendar_app.publishing.told import Told

# Calendars and feeds are told apart for life by uuid5 of this and their path; it must never change.
NAMESPACE = uuid5(NAMESPACE_URL, "urn:calendar_app:publishing")
PRODID = "-//calendar_app//calendar_app//EN"
_BEGIN = (("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", PRODID))
_END = b"END:VCALENDAR\r\n"
_REFRESH = "PT6H"
# CSS3 names (RFC 7986 5.9), dark enough for white text; a region takes the one of its place in the profile.
_COLORS = (
    "steelblue", "darkgreen", "firebrick", "darkgoldenrod", "rebeccapurple", "teal",
    "slategray", "chocolate", "mediumvioletred", "olivedrab", "indigo", "saddlebrown",
)  # fmt: skip
_COLOR_OF_ALL = "royalblue"


def calendar(selection: Selection, site: Site, profile: Profile) -> bytes:
    """The calendar of a selection that holds its events."""
    chosen = (Told(event, site, profile) for event in window(selection.events, site.most_events))
    return calendar_of([calendar_part(told) for told in chosen], selection, site, profile)


def calendar_part(told: Told) -> Part:
    """An event as it stands in calendars."""
    zone = told.timing.zone
    used = Zone(zone, told.timing.start.year, told.timing.end.year) if zone and not is_utc(zone) else None
    return Part(vevent(told), told.changed, used)


def calendar_of(parts: Sequence[Part], selection: Selection, site: Site, profile: Profile) -> bytes:
    """The calendar of a selection out of its events, oldest first, as many of the newest as fit. Raises PublishError
    where there are none: clients choke on an empty calendar."""
    if not parts:
        raise PublishError("a calendar without events", where=selection.path, remedy="publish no file for it")
    extent = extent_of(parts)
    start = contentlines.lines(_head(selection, site, profile, extent))
    chosen = _fitting(parts, site.most_octets - len(start) - len(_zones(extent)) - len(_END))
    return b"".join((start, _zones(extent_of(chosen)), *(part.body for part in chosen), _END))


def archive_of(
    parts: Iterable[Part], extent: Extent, archive: Selection, site: Site, profile: Profile
) -> Iterator[bytes]:
    """The calendar of a year, piece by piece, out of all its events, oldest first."""
    yield contentlines.lines(_head(archive, site, profile, extent))
    yield _zones(extent)
    for part in parts:
        yield part.body
    yield _END


def events_in(calendar: bytes) -> int:
    """How many events a calendar has."""
    return calendar.count(b"\r\nBEGIN:VEVENT\r\n")


def single(event: Event, site: Site, profile: Profile) -> bytes:
    """The calendar of one event (feeds/events/<id>.ics), without a name: importing it makes no new calendar."""
    told = Told(event, site, profile)
    return single_of(told, calendar_part(told))


def single_of(told: Told, part: Part) -> bytes:
    """The calendar of one event, out of how it stands in calendars."""
    head = (
        *_BEGIN,
        ("LAST-MODIFIED", _moment(told.changed)),
        ("SOURCE;VALUE=URI", told.site.event_ics_url(told.event.id)),
        (_OWN_UID, str(calendar_uid(f"event:{told.event.uid}"))),
        ("URL", told.url),
    )
    return b"".join((contentlines.lines(head), _zones(extent_of([part])), part.body, _END))


@lru_cache(maxsize=1024)
def calendar_uid(name: str) -> UUID:
    """The UID of a calendar or feed, the same on every site and for ever."""
    return uuid5(NAMESPACE, clean.line(name))


def vevent(told: Told) -> bytes:
    """An event as a VEVENT (RFC 5545 3.6.1)."""
    text, changed = contentlines.text, _moment(told.changed)
    lines = [
        ("BEGIN", "VEVENT"),
        ("SUMMARY", text(told.title)),
        (_placed("DTSTART", told.timing.start, told.timing)),
        (_placed("DTEND", told.timing.end, told.timing)),
        ("DTSTAMP", changed),
        ("UID", text(told.uid)),
        ("SEQUENCE", str(told.event.sequence)),
        # Not LINK (RFC 9253): libical 3, which GNOME and KDE read with, takes the property for an error.
        *(("ATTACH;FMTTYPE=text/html", release) for release in told.releases),
        *((("CATEGORIES", ",".join(map(text, names))),) if (names := _categories(told)) else ()),
        ("CREATED", _moment(told.created)),
        ("DESCRIPTION", text(_description(told))),
        ("LAST-MODIFIED", changed),
        *((("LOCATION", text(told.where)),) if told.where else ()),
        ("STATUS", told.event.status.value.upper()),
        ("TRANSP", "TRANSPARENT"),
        ("URL", told.url),
        ("END", "VEVENT"),
    ]
    return contentlines.lines(lines)


# vdirsyncer takes the first line that begins with "UID:" for an event's and makes one of them all; names of properties
# are case-insensitive (RFC 5545 2), so the calendar's own is written in another way.
_OWN_UID = "uid"


def _head(selection: Selection, site: Site, profile: Profile, extent: Extent) -> Iterator[tuple[str, str]]:
    """The calendar's own properties (RFC 7986 5). There is no METHOD: RFC 5546 wants an ORGANIZER beside it."""
    title, description = (contentlines.text(clean.line(text)) for text in (selection.title, selection.description))
    past = "" if selection.past is None else f"&past={selection.past}"
    yield from _BEGIN
    yield "COLOR", _color(selection, profile)
    yield "DESCRIPTION", description
    yield "LAST-MODIFIED", _moment(extent.updated)
    yield "NAME", title
    yield "REFRESH-INTERVAL;VALUE=DURATION", _REFRESH
    yield "SOURCE;VALUE=URI", site.address(selection, "ics")
    yield _OWN_UID, str(calendar_uid(f"calendar:{selection.identity}{past}"))
    yield "URL", site.page_url(selection)
    yield "X-PUBLISHED-TTL", _REFRESH
    yield "X-WR-CALDESC", description
    yield "X-WR-CALNAME", title
    yield "X-WR-TIMEZONE", extent.zones[0].key if len(extent.zones) == 1 else "UTC"


def _fitting(parts: Sequence[Part], room: int) -> Sequence[Part]:
    """The last parts that have room, in octets; the last is always there."""
    first = len(parts) - 1
    room -= len(parts[first].body)
    while first and room >= len(parts[first - 1].body):
        first -= 1
        room -= len(parts[first].body)
    return parts[first:]


def _zones(extent: Extent) -> bytes:
    """The VTIMEZONEs of the zones that events use, for the years in which they use them."""
    return b"".join(_zone_bytes(zone.key, zone.first, zone.last) for zone in extent.zones)


@lru_cache(maxsize=1024)
def _zone_bytes(zone: str, first: int, last: int) -> bytes:
    return bytes(vtimezone(zone, date(first, 1, 1), date(last, 12, 31)).to_ical())


def _color(selection: Selection, profile: Profile) -> str:
    office = profile.offices.get(selection.slug)
    region = selection.slug if selection.kind == "region" else office.region if office else ""
    regions: dict[str, Region] = profile.regions
    return _COLORS[list(regions).index(region) % len(_COLORS)] if region in regions else _COLOR_OF_ALL


def _placed(name: str, moment: date, when: Timing) -> tuple[str, str]:
    """A day as it is, a wall time in its zone, a time in UTC with its Z (RFC 5545 3.3.4, 3.3.5)."""
    if not isinstance(moment, datetime) or when.zone is None:
        return f"{name};VALUE=DATE", moment.isoformat()[:10].replace("-", "")
    if is_utc(when.zone):
        return name, f"{moment:%Y%m%dT%H%M%S}Z"
    return f"{name};TZID={when.zone}", f"{moment:%Y%m%dT%H%M%S}"


@lru_cache(maxsize=1024)
def _moment(moment: datetime) -> str:
    """A moment that is in UTC already."""
    return moment.strftime("%Y%m%dT%H%M%SZ")


def _description(told: Told) -> str:
    """Plain text, its source link alone on the last line: Google shows no URL field for subscribed events."""
    by = f"{'Offices' if len(told.offices) > 1 else 'Office'}: {'; '.join(told.offices)}" if told.offices else ""
    blocks = ["\n".join(filter(None, [told.when, told.where, by, *told.remarks]))]
    if quote := "".join(told.quotation):
        blocks.append(f"Read automatically from: “{quote}”")
    blocks.append((told.releases or [told.url])[0])
    return "\n\n".join(blocks)


def _categories(told: Told) -> list[str]:
    """Names of offices, regions and topics, each once, without commas, which not all clients read (RFC 5545 3.8.1)."""
    return list(dict.fromkeys(filter(None, (clean.label(tag.label) for tag in told.tags))))
