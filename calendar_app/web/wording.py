"""What the pages say about an event in words: its hours, how certain it is, where it stands."""

from datetime import date

from babel.dates import format_date, get_timezone_location

from calendar_app.model import Event, Precision, Status
from calendar_app.publishing import words
from calendar_app.publishing.timezones import known_zone
from calendar_app.publishing.timing import clock
from calendar_app.web.languages import N_

_SURE = ((0.95, "very sure"), (0.85, "sure"), (0.7, "fairly sure"), (0.5, "not quite sure"), (0.0, "unsure"))
_STATUS = {
    Status.CONFIRMED: "Confirmed: the release states the date",
    Status.TENTATIVE: "Tentative: the date was inferred, the release does not state it in full",
    Status.CANCELLED: "Cancelled",
}

# The names of the types of events, by kind and in its order.
TYPES = {
    "training": N_("Training"),
    "conference": N_("Conference"),
    "meeting": N_("Meeting"),
    "visit": N_("Visit"),
    "election": N_("Election"),
    "presentation": N_("Presentation or ceremony"),
    "campaign": N_("Campaign"),
    "other": N_("Other"),
}


def sureness(confidence: float) -> str:
    """How sure the reading is, in words."""
    return next(words for least, words in _SURE if confidence >= least or least == 0.0)


def status(event: Event) -> str:
    return _STATUS[event.status]


def marks(event: Event, today: date) -> tuple[tuple[str, str], ...]:
    """What must be seen at a glance, each as a class name and its words."""
    found = []
    if event.status is Status.CANCELLED:
        found.append(("cancelled", "Cancelled"))
    if event.status is Status.TENTATIVE:
        found.append(("tentative", "Tentative"))
    if event.closed:
        found.append(("closed", "Closed event"))
    if event.end < today:
        found.append(("past", "Past"))
    elif event.start <= today and event.precision is Precision.DAY:
        found.append(("now", "Today" if event.start == event.end else "Going on"))
    return tuple(found)


def long_date(day: date, language: str) -> str:
    return format_date(day, "d MMMM y", locale=words.locale_of(language))


def zone(name: str, language: str) -> str:
    """A zone as people say it: “Skopje time”."""
    try:
        return f"{get_timezone_location(name, locale=words.locale_of(language), return_city=True)} time"
    except LookupError:
        return name


def hours(event: Event, language: str) -> str:
    """The hours of an event with the name of their zone; empty when the text gives none."""
    if clock(event.start_time) is None:
        return ""
    span = f"{event.start_time}–{event.end_time}" if clock(event.end_time) else f"{event.start_time}"
    each = " each day" if event.start < event.end else ""
    known = known_zone(event.timezone)
    return f"{span}{each}, {zone(known, language) if known else 'local time'}"
