"""Places that stand by themselves: address lines, ends of headings, datelines, the first lines of a text."""

import re
from collections.abc import Collection
from dataclasses import replace

from calendar_app.extraction.countries import home_of
from calendar_app.extraction.gazetteer import City, find_city
from calendar_app.extraction.places import Place, of_city
from calendar_app.extraction.spots import SpotReader, city_behind, find_spots, is_likely
from calendar_app.extraction.text import ReleaseText
from calendar_app.extraction.venues import venue_end, venue_words
from calendar_app.locales import load_locale


def dateline_place(text: ReleaseText, stop: int, near: Collection[str]) -> Place:
    """The city of a dateline whose date begins at `stop`."""
    return last_city(text.text[text.release.body_start : stop], near, text.language)


def last_city(names: str, near: Collection[str], language: str = "en") -> Place:
    """The city that a list of names ends with: "Hotel Arka, Skopje", "WASHINGTON/ TASHKENT"."""
    zones = load_locale(language).times.zones
    parts = re.split(r"[,/\t|]|\s[–—-]\s|[()]", names)
    for part in reversed(parts):
        name = re.sub(r"\A(?:[A-Z]{1,2}-)?[\d\s-]*|[\d\s]+\w{0,2}\Z", "", part).strip(" .:")
        written = name.title() if name.isupper() else name
        city = find_city(written, near, language) if name and name not in zones else None
        if city is not None:
            return of_city(city._replace(name=written))
    return Place()


def address_place(text: str, near: Collection[str], language: str) -> Place:
    """The place of an address: its first part with a name, and the city; what a street is called is left out."""
    whole = SpotReader(text, language, near, True).spot(0)
    if whole is not None and not text[whole.stop :].strip(" .)"):
        return of_city(whole.city)
    place = last_city(text, near, language)
    words = load_locale(language).places
    parts = [part.strip(" .") for part in re.split(r",\s|\t|\s[|–—]\s", text)]
    kept = [
        part for part in parts
        if part and not re.search(r"\d", part) and not any(street in part.split() for street in words.streets)
    ]  # fmt: skip
    if place.city is None or len(kept) == len(parts):
        return replace(place, venue=text.strip(" ."), city=None)
    named = [part for part in kept if place.city not in part]
    return replace(place, venue=", ".join(named) or None)


_COLUMN = re.compile(r",\s|\s[|–—]\s")


def without_place(title: str, near: Collection[str], language: str = "en") -> tuple[str, Place]:
    """A heading that ends with its place, and the place: "Training for judges, Hotel Park, Skopje"."""
    breaks = list(_COLUMN.finditer(title))
    if not breaks:
        return title, Place()
    last = title[breaks[-1].end() :]
    spot = SpotReader(last, language, near, True).spot(0)
    city = of_city(spot.city) if spot and spot.stop >= len(last) - 1 else last_city(last, near, language)
    if city == Place():
        return title, city
    before = title[breaks[-2].end() : breaks[-1].start()] if len(breaks) > 1 else ""
    nouns = venue_words(language)
    is_venue = nouns.noun.search(before) is not None
    venue = before if is_venue else None
    return title[: breaks[-2 if is_venue else -1].start()], replace(city, venue=venue)


def place_line(text: ReleaseText, near: Collection[str]) -> Place:
    """The place that one of the first lines is: "Lisbon, Portugal", "Museo Civico, Bassano del Grappa"."""
    for number, line in enumerate(text.text[:_HEAD].split("\n")):
        for part in _PARTS.split(line) if number < _TITLE and len(line) <= _LONGEST_HEADING else [line]:
            if (venue := _venue_at_city(part, text.language, near)) is not None:
                return venue
        if number == 0 and (city := _heading_city(line, text.language, near)) is not None:
            return of_city(city)
        reading = SpotReader(line, text.language, near, True)
        spot = reading.spot(0)
        if spot is not None and "," in line[spot.start : spot.stop]:
            return of_city(spot.city)
    return Place()


_TITLE = 2  # lines of a text that head it
_PARTS = re.compile(r":\s|\s[–—|]\s|\s?[()]")


def _venue_at_city(part: str, language: str, near: Collection[str]) -> Place | None:
    """The venue that a part of a heading begins with, and the city behind it: "Museo Civico, Bassano del Grappa"."""
    stop = venue_end(part, 0, venue_words(language)) if part else None
    city = city_behind(part, stop, language, near) if stop and part[stop : stop + 1] == "," else None
    return replace(of_city(city), venue=part[:stop]) if city is not None else None


def _heading_city(line: str, language: str, near: Collection[str]) -> City | None:
    """The city that stands at the end of a heading, or in it behind a preposition: "…, London: exhibitions"."""
    if line.endswith(".") or len(line) > _LONGEST_HEADING:
        return None
    for part in re.split(r":|\s[–—|]\s", line):
        name = part.rpartition(", ")[2].strip()
        city = find_city(name, near, language) if name and name != line else None
        if city is not None and is_likely(city, near, None, True, language):
            return city
    spots = find_spots(line, language, near)
    if len(spots) == 1:
        return spots[0].city
    return _home_city(line, language)


def _home_city(line: str, language: str) -> City | None:
    """The last city of the language's own countries that a heading names: "Stadtbibliothek Tübingen"."""
    home = home_of(language)
    words = _HEADING_WORD.findall(line)
    for count in (2, 1):
        for index in range(len(words) - count, -1, -1):
            name = " ".join(words[index : index + count])
            name = name.title() if name.isupper() else name
            city = find_city(name, home, language) if name[0].isupper() and len(name) > 3 else None
            if city is not None and city.country in home:
                return city
    return None


_HEADING_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LONGEST_HEADING = 120  # characters
_HEAD = 400  # characters in which such a line stands
