"""What offices, regions, topics, countries and towns are called in the language of the interface."""

from dataclasses import dataclass

from babel.dates import get_timezone_location

from calendar_app.model import Country, Office, Region, Topic
from calendar_app.profiles.names import spellings
from calendar_app.publishing import words

# CLDR knows zones by the first names that they had (UTS #35, "Time Zone Identifiers"); Babel asks it for today's.
_FIRST_NAMES = {"Europe/Kyiv": "Europe/Kiev"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name, and its language where that is not the interface's."""

    text: str
    lang: str = ""


def name_in(language: str, one: Office | Region | Topic, own: str) -> Name:
    """The first name that a profile has in a language, else the one in the organisation's `own` language."""
    if language == own:
        return Name(one.name)
    known = (names[0] for codes, names in one.local.items() if language in codes.split())
    local = next(known, "")
    if not local:
        return Name(one.name, in_other(own, language))
    nominative = next(spellings(local)).replace("'", "’")  # the first of its endings
    return Name(nominative[:1].upper() + nominative[1:])


def in_other(own: str, language: str) -> str:
    """The language of a text in the organisation's `own` language; empty where it is the interface's."""
    return "" if own == language else own


def country_in(language: str, country: Country, own: str) -> str:
    """A country as CLDR calls it in a language, as the organisation does in its `own`."""
    return country.name if language == own else words.locale_of(language).territories.get(country.code, country.name)


def town_in(language: str, town: str, zone: str | None) -> str:
    """A town as CLDR calls it in a language, where a time zone is named for it; else as it is."""
    return city_of(zone, language) if zone and city_of(zone, "en") == town else town


def city_of(zone: str, language: str) -> str:
    """The city that a time zone is named for. Raises LookupError for a zone that is not known."""
    locale = words.locale_of(language)
    renamed = locale.time_zones.get(_FIRST_NAMES.get(zone, ""), {}).get("city")
    return renamed or get_timezone_location(zone, locale=locale, return_city=True)
