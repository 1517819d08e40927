"""An event in words: its dates in the site's language (Unicode CLDR, through Babel), its place, its standing."""

import re
from datetime import date, datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import DateTimePattern, format_date, format_interval, format_skeleton, parse_pattern

from calendar_app.model import Event, Precision, Status
from calendar_app.profiles import Profile
from calendar_app.publishing import clean
from calendar_app.publishing.timezones import known_zone
from calendar_app.publishing.timing import clock, timing

_SHORT_PLACE = 30
_THIN_SPACES = str.maketrans(" \u2009\u202f", "   ")
_MONTHS = frozenset({Precision.MONTH, Precision.SEASON, Precision.QUARTER})


def when(event: Event, language: str = "en") -> str:
    """Dates and hours: "11 December 2024, 12:00–15:00 (Europe/Skopje)"."""
    told = hours(event, language)
    return f"{dates(event, language)}, {told}" if told else dates(event, language)


def dates(event: Event, language: str = "en") -> str:
    """The days alone, as exactly as they are known: "3–4 December 2024", "December 2023"."""
    return days(event.start, max(event.start, event.end), event.precision, language)


@lru_cache(maxsize=32768)
def days(start: date, end: date, precision: Precision = Precision.DAY, language: str = "en") -> str:
    """A span of days in words; both ends are inclusive."""
    locale = locale_of(language)
    if precision == Precision.YEAR:
        told = _interval(start, end, "y", locale)
    elif precision == Precision.QUARTER and (start.year, (start.month - 1) // 3) == (end.year, (end.month - 1) // 3):
        told = format_skeleton("yQQQQ", start, locale=locale)
    elif precision in _MONTHS:
        told = _interval(start, end, "yMMMM", locale)
    elif start == end:
        told = format_date(start, "long", locale=locale)
    else:
        told = _day_interval(start, end, locale)
    return told.translate(_THIN_SPACES)


def hours(event: Event, language: str = "en") -> str:
    """The hours with their zone: "12:00–15:00 (Europe/Skopje)"; empty where no time is stated."""
    told = wall_hours(event, language)
    return f"{told} ({known_zone(event.timezone) or 'local time'})" if told else ""


def wall_hours(event: Event, language: str = "en") -> str:
    """The hours alone: "12:00–15:00"; empty where no time is stated."""
    return _clocks(event.start_time, event.end_time, language) if event.start_time else ""


@lru_cache(maxsize=4096)
def _clocks(start: str, end: str | None, language: str) -> str:
    begins, ends = clock(start), clock(end)
    if begins is None:
        return ""
    locale = locale_of(language)
    first = datetime.combine(date(2000, 1, 1), begins)
    if ends is None or ends == begins:
        told = format_skeleton("Hm", first, locale=locale)
    else:
        told = format_interval(first, datetime.combine(first, ends), "Hm", locale=locale)
    return told.translate(_THIN_SPACES)


def title(event: Event) -> str:
    """The title; a cancelled event says so, since some clients show STATUS:CANCELLED as alive."""
    name = clean.line(event.title) or "Untitled event"
    cancelled = event.status == Status.CANCELLED and not re.match(r"cancell?ed\b", name, re.IGNORECASE)
    return f"Cancelled: {name}" if cancelled else name


def where(event: Event) -> str:
    """Venue, city and country: "Hotel Plaza, Skopje, North Macedonia"; empty where none is known."""
    place, country = clean.line(event.place), clean.line(event.country)
    if not country or place.casefold() == country.casefold() or place.casefold().endswith(f", {country.casefold()}"):
        return place
    return f"{place}, {country}" if place else country


def short_place(event: Event) -> str:
    """The city at the end of the place, or the whole place, where it is short enough for a headline."""
    country = clean.line(event.country)
    parts = [part.strip() for part in clean.line(event.place).split(",")]
    if len(parts) > 1 and parts[-1].casefold() == country.casefold():
        parts.pop()
    return next((name for name in (parts[-1], ", ".join(parts)) if 0 < len(name) <= _SHORT_PLACE), "")


def headline(event: Event, language: str = "en") -> str:
    """The date first, as feed readers have no field for it: "3–4 December 2024 · Skopje · Course on …"."""
    told = dates(event, language) + (" (tentative)" if event.status == Status.TENTATIVE else "")
    return " · ".join(part for part in (told, short_place(event), title(event)) if part)


def remarks(event: Event) -> list[str]:
    """What a reader must know beside date and place, one sentence each."""
    told = []
    if event.status == Status.CANCELLED:
        told.append("This event is cancelled.")
    if event.status == Status.TENTATIVE:
        told.append("Tentative: the date was inferred, not stated in full.")
    if event.precision != Precision.DAY:
        told.append("The exact days are not stated.")
    if timing(event).assumed_end:
        told.append("The end is not stated: one hour is assumed.")
    if event.closed:
        told.append("Closed event.")
    return told


def offices(event: Event, profile: Profile) -> list[str]:
    """The names of the offices of an event that the profile knows."""
    return [clean.line(office.name) for office in profile.offices_of(event.offices)]


def quotation(event: Event) -> tuple[str, str, str]:
    """The sentence that the event was read from: before its date phrase, the phrase, after it."""
    source = next((evidence for evidence in event.evidence if clean.line(evidence.quote)), None)
    if source is None:
        return ("", "", "")
    start, stop = source.mark or (0, 0)
    if not 0 <= start < stop <= len(source.quote):
        return (clean.line(source.quote), "", "")
    before, phrase, after = source.quote[:start], source.quote[start:stop], source.quote[stop:]
    return (clean.piece(before).lstrip(), clean.piece(phrase), clean.piece(after).rstrip())


def releases(event: Event) -> list[str]:
    """The addresses of the releases behind an event, each once."""
    return list(dict.fromkeys(url for evidence in event.evidence if (url := clean.url(evidence.url))))


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """The locale of a language tag; plain "en" is written the European way, day first."""
    try:
        return Locale.parse({"en": "en_GB"}.get(language, language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def _interval(start: date, end: date, skeleton: str, locale: Locale) -> str:
    if (start.year, start.month if "M" in skeleton else 0) == (end.year, end.month if "M" in skeleton else 0):
        return format_skeleton(skeleton, start, locale=locale)
    return format_interval(start, end, skeleton, locale=locale)


def _day_interval(start: date, end: date, locale: Locale) -> str:
    """CLDR has intervals of short month names for most languages; UTS #35 (skeleton matching) lets a pattern's month be
    widened."""
    patterns = _wide_patterns(locale, "y" if start.year != end.year else "M" if start.month != end.month else "d")
    if patterns is None:
        return f"{format_date(start, 'long', locale=locale)} – {format_date(end, 'long', locale=locale)}"
    return "".join(pattern.apply(day, locale) for pattern, day in zip(patterns, (start, end), strict=True))


@lru_cache(maxsize=64)
def _wide_patterns(locale: Locale, field: str) -> list[DateTimePattern] | None:
    """How the two ends of a span are written whose greatest difference is a field; None where CLDR does not say."""
    known = locale.interval_formats
    patterns = (known.get("yMMMMd") or known.get("yMMMd") or {}).get(field)
    if not patterns or len(patterns) != 2:
        return None
    return [parse_pattern(_as_long(pattern)) for pattern in patterns]


def _as_long(pattern: str) -> str:
    """A pattern with the month in full and, as in long dates, no zero before the day."""
    return re.sub(r"(?<![ML])([ML])\1\1(?![ML])", r"\1\1\1\1", pattern).replace("dd", "d")
