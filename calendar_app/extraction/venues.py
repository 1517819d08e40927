"""Venues by their names: "the Police Academy of the Republic of Serbia", "Museo de la Minería"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from calendar_app.locales import Locale, load_locale
from calendar_app.locales.cue import any_of, cue, maybe


@dataclass(frozen=True)
class VenueWords:
    """A language's words of venues, compiled."""

    at: re.Pattern[str]
    noun: re.Pattern[str]
    before: frozenset[str]
    links: frozenset[str]
    whose: re.Pattern[str]
    city: re.Pattern[str]
    adjectives_follow: bool
    name_before_city: re.Pattern[str]


@cache
def venue_words(language: str) -> VenueWords:
    """The compiled words of venues of a language."""
    locale = load_locale(language)
    words = locale.places
    nouns = cue(noun.lower() for noun in words.venues) if words.venues_lower else _exactly(words.venues)
    links = frozenset(part for link in words.venue_links for part in link.split())
    return VenueWords(
        at=_before(words.venue_at),
        noun=nouns,
        before=words.venue_before | links,
        links=links,
        whose=re.compile(rf"(?:\s[^\W\d_A-Z]\w*){{1,2}}\s[\w’'-]+\s(?:{any_of(words.role_of)})\Z"),
        adjectives_follow=bool(words.venue_city) and not locale.capitalised,
        name_before_city=_name_before_city(locale),
        city=re.compile(rf"\s(?:{any_of(words.venue_city)})\s?(?=[^\W\d_])"),
    )


def without_whose(name: str, language: str) -> str:
    """A venue's name without whose time it was: "the Palace of Arts under the Belgian Presidency"."""
    return venue_words(language).whose.sub("", name)


def _exactly(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{any_of(words)})(?![\w-])")


def _before(words: Iterable[str]) -> re.Pattern[str]:
    """One of some prepositions, the longest first, and the blank behind it; one with an apostrophe has none."""
    forms = [re.escape(word) + ("" if word[-1] in "’'" else r"\s") for word in sorted(words, key=len, reverse=True)]
    forms = [f"[{form[0]}{form[0].upper()}]{form[1:]}" for form in forms]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms) or '(?!)'})(?:[a-z]+[’']s\s)?")


_TOKEN = re.compile(r"[^\W_][\w’'.&-]*")
_ELIDED = re.compile(r"[^\W\d_]{1,5}[’'](?=[^\W\d_])")
_MOST_WORDS = 12  # of a venue's name
_SHORTEST = 5  # letters; a shorter name is an initial or a word


_OWNED = re.compile(r"[’']s\s")  # "the Ministry’s Training Centre" is called without its owner


def find_venues(sentence: str, language: str) -> list[tuple[int, int]]:
    """The ranges of the venues that a sentence names behind a preposition, in order."""
    words = venue_words(language)
    found: list[tuple[int, int]] = []
    for match in words.at.finditer(sentence):
        owner = words.noun.match(sentence, match.end())
        owned = _OWNED.match(sentence, owner.end()) if owner else None
        start = owned.end() if owned else match.end()
        stop = venue_end(sentence, start, words)
        if stop is not None and not (found and start < found[-1][1]):
            found.append((start, stop))
    return found


def find_names_before_city(sentence: str, language: str) -> Iterator[tuple[int, int]]:
    """The ranges of the names behind a preposition that a comma and another name follow, in order, which are those of
    venues where the other is a city's: "at Norges Bank, Oslo"."""
    words = venue_words(language)
    for match in words.at.finditer(sentence):
        name = words.name_before_city.match(sentence, match.end())
        if name is not None:
            yield name.span(1)


def _name_before_city(locale: Locale) -> re.Pattern[str]:
    articles = locale.titles.articles
    name, small = r"[^\W\d_a-zà-ÿа-яёђ-џ][\w’'&-]*", any_of({*locale.places.particles, *articles})
    return re.compile(
        rf"{maybe(articles)}({name}(?:\s(?:(?:{small})\s){{0,2}}{name}){{0,5}}),\s(?=[^\W\d_a-zà-ÿа-яёђ-џ])"
    )


def venue_end(sentence: str, start: int, words: VenueWords) -> int | None:
    """Where the venue's name ends that begins at an offset; None if no venue does."""
    noun: re.Match[str] | None = None
    end = at = start
    for _ in range(_MOST_WORDS):
        behind = words.noun.match(sentence, at)
        token = behind or _TOKEN.match(sentence, at)
        if token is None:
            break
        noun = behind or noun
        if behind or (_is_name(token.group()) and not _ends_sentence(token.group())):
            end = token.end()
        elif _is_name(token.group()):
            end = token.end() - 1
            break
        elif token.group().lower() not in (words.links if noun else words.before):
            break
        named = _QUOTED.match(sentence, token.end()) if behind else None
        if named is not None:
            return named.end()
        at = token.end() + 1
        if sentence[token.end() : at] not in (" ", "\n", "\xa0"):
            break
    if noun is None or end < noun.end() or end - start < _SHORTEST or sentence[end - 2 : end] in ("’s", "'s"):
        return None
    alone = end == noun.end() and noun.start() == start and " " not in noun.group()
    plain = noun.group()[0].islower() or (words.adjectives_follow and _GOES_ON.match(sentence, end))
    return None if (alone and plain) or sentence[end : end + 2] in ("’s", "'s") else end


_QUOTED = re.compile(r"\s[„“«\"][^„“”«»\"\n]{2,60}[“”»\"]")  # a name behind its noun: "hotel „Park“"
_GOES_ON = re.compile(r"\s[^\W\d_A-Z]")  # a word that belongs to the noun: "Parco archeologico del …"


def _is_name(word: str) -> bool:
    """Whether a word has a capital, be it behind an article: "d’Azeglio"."""
    elided = _ELIDED.match(word)
    return word[0].isupper() or (elided is not None and word[elided.end()].isupper())


def _ends_sentence(word: str) -> bool:
    return word.endswith(".") and len(word) > 3
