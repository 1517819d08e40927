"""Links that put one event into a calendar on the web.

Neither Google nor Microsoft documents these addresses; what each takes is gathered at
https://github.com/InteractionDesignFoundation/add-event-to-calendar-docs. Both want blanks as %20 (Outlook shows a
plus), both take the end of a whole day as the day behind it, and both understand a time in UTC; what they then show is
in the zone of the calendar, with Google in that of `ctz`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from textwrap import shorten
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from calendar_app.model import Event
from calendar_app.publishing import words
from calendar_app.publishing.timing import Timing, timing
from calendar_app.web.languages import N_
from calendar_app.web.text import plain

_LONGEST = 200  # characters of a title or place; longer ones make addresses that servers refuse
_GOOGLE = "https://calendar.google.com/calendar/render"
_MICROSOFT = (
    (N_("Outlook.com"), "https://outlook.live.com/calendar/0/deeplink/compose"),
    (N_("Microsoft 365"), "https://outlook.office.com/calendar/0/deeplink/compose"),
)


@dataclass(frozen=True, slots=True)
class Addition:
    """A calendar on the web, its name yet to be translated, and the link that opens it with the event filled in."""

    name: str
    href: str


def additions(event: Event, told: str) -> tuple[Addition, ...]:
    """The links that add an event; `told` is its description, of which Outlook reads markup: it must hold none.

    As in the calendars that are published, an event makes nobody busy, and one without a stated end lasts an hour.
    """
    when = timing(event)
    title, place = _short(words.title(event)), _short(words.where(event))
    google = {
        "action": "TEMPLATE",
        "text": title,
        "dates": "/".join(_basic(moment, when.zone) for moment in (when.start, when.end)),
        **({"ctz": when.zone} if when.zone else {}),
        "details": told,
        "location": place,
        "crm": "AVAILABLE",
        "trp": "false",
    }
    return (
        Addition(N_("Google Calendar"), _address(_GOOGLE, google)),
        *(Addition(name, _address(base, _compose(title, place, told, when))) for name, base in _MICROSOFT),
    )


def _compose(title: str, place: str, told: str, when: Timing) -> dict[str, str]:
    """What the form for a new event in Outlook on the web is filled with."""
    return {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": title,
        "startdt": _extended(when.start, when.zone),
        "enddt": _extended(when.end, when.zone),
        **({} if when.zone else {"allday": "true"}),
        "body": told,
        "location": place,
        "freebusy": "free",
    }


def _basic(moment: date, zone: str | None) -> str:
    """A day or a time as iCalendar writes them (ISO 8601, basic format)."""
    return _extended(moment, zone).replace("-", "").replace(":", "")


def _extended(moment: date, zone: str | None) -> str:
    """A day, or a time in UTC (ISO 8601, extended format)."""
    if isinstance(moment, datetime) and zone:
        return f"{moment.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return moment.isoformat()


def _address(base: str, values: Mapping[str, str]) -> str:
    given = {name: value for name, value in values.items() if value}
    return f"{base}?{urlencode(given, quote_via=quote, safe='')}"


def _short(text: str) -> str:
    return shorten(plain(text), _LONGEST, placeholder="…")
