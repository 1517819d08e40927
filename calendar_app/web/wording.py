"""What the pages say about an event in words: its hours, how certain it is, where it stands."""

from datetime import date
from functools import lru_cache

from babel.dates import format_date

from calendar_app.model import Event, Precision, Status
from calendar_app.publishing import words
from calendar_app.publishing.timezones import known_zone
from calendar_app.web.languages import N_, translations
from calendar_app.web.naming import city_of

_SURE = (
    (0.95, N_("very sure")),
    (0.85, N_("sure")),
    (0.7, N_("fairly sure")),
    (0.5, N_("not quite sure")),
    (0.0, N_("unsure")),
)
_STATUS = {
    Status.CONFIRMED: N_("Confirmed: the release states the date"),
    Status.TENTATIVE: N_("Tentative: the date was inferred, the release does not state it in full"),
    Status.CANCELLED: N_("Cancelled"),
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
    """How sure the reading is, in words that are yet to be translated."""
    return next(words for least, words in _SURE if confidence >= least or least == 0.0)


def status(event: Event) -> str:
    """Whether an event stands, in words that are yet to be translated."""
    return _STATUS[event.status]


def marks(event: Event, today: date, language: str) -> tuple[tuple[str, str], ...]:
    """What must be seen at a glance, each as a class name and its words."""
    found = []
    if event.status is Status.CANCELLED:
        found.append(("cancelled", N_("Cancelled")))
    if event.status is Status.TENTATIVE:
        found.append(("tentative", N_("Tentative")))
    if event.closed:
        found.append(("closed", N_("Closed event")))
    if event.end < today:
        found.append(("past", N_("Past")))
    elif event.start <= today and event.precision is Precision.DAY:
        found.append(("now", N_("Today") if event.start == event.end else N_("Going on")))
    gettext = translations(language).gettext
    return tuple((kind, gettext(label)) for kind, label in found)


def long_date(day: date, language: str) -> str:
    return format_date(day, "long", locale=words.locale_of(language))


@lru_cache(maxsize=4096)
def full_date(day: date, language: str) -> str:
    """A day with its weekday."""
    return format_date(day, "full", locale=words.locale_of(language))


@lru_cache(maxsize=4096)
def day_in_parts(day: date, language: str) -> tuple[str, str, str]:
    """A day as its heading shows it: “Dienstag”, “3.”, “Dezember 2024”; month and year in the case that a date has."""
    locale = words.locale_of(language)
    pattern = str(locale.date_formats["long"].pattern)
    number, _, rest = pattern.partition(" ") if pattern.startswith("d") else ("d", "", "LLLL y")
    return (
        format_date(day, "EEEE", locale=locale),
        format_date(day, number, locale=locale),
        format_date(day, rest, locale=locale),
    )


@lru_cache(maxsize=4096)
def zone(name: str, language: str) -> str:
    """A zone as people say it: “Skopje time”."""
    try:
        city = city_of(name, language)
    except LookupError:
        return name
    return city if city == "UTC" else translations(language).gettext("%(city)s time") % {"city": city}


def hours(event: Event, language: str) -> str:
    """The hours of an event with the name of their zone; empty when the text gives none."""
    gettext = translations(language).gettext
    span = words.wall_hours(event, language)
    if not span:
        return ""
    sentence = gettext("%(hours)s each day, %(zone)s") if event.start < event.end else gettext("%(hours)s, %(zone)s")
    known = known_zone(event.timezone)
    return sentence % {"hours": span, "zone": zone(known, language) if known else gettext("local time")}
