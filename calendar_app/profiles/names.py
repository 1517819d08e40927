"""Names of offices and countries in a text: one pass, the longest name at each place."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from calendar_app.model import Country, Office
from calendar_app.needles import Needles


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text.

    `kind` is "office", "head" (a title that means its office), "country", "adjective" or "seat" (a city with an
    office); `id` is an office's slug or a country's code; `own` says that the organisation's short name stands right
    before or behind.
    """

    kind: str
    id: str
    start: int
    stop: int
    own: bool = False


class Name(NamedTuple):
    """A name to look for, perhaps with endings in brackets; one that `needs_own` counts only beside the organisation's
    short name ("OSCE Troika")."""

    text: str
    kind: str
    id: str
    needs_own: bool = False


def spellings(name: str) -> Iterator[str]:
    """The spellings of a name that has endings in brackets: "Misij(a|e)" is "Misija" and "Misije"."""
    for chosen in product(*(part.split("|") for part in _ENDINGS.split(name))):
        yield "".join(chosen)


_ENDINGS = re.compile(r"\(([^()|]*\|[^()]*)\)")


class NameIndex:
    """A set of names that can be looked for together."""

    def __init__(self, shorts: Sequence[str], entries: Sequence["Name"]) -> None:
        """`shorts` are the organisation's short names, its own language's first."""
        self._names: dict[str, Name] = {}
        for entry in entries:
            for spelling in spellings(entry.text):
                self._names.setdefault(spelling, entry)
                self._names.setdefault(spelling.upper(), entry)
        self._needles, self._spellings = Needles(self._names), list(self._names)
        self._shorts = frozenset(shorts)
        any_short = "|".join(map(re.escape, shorts))
        self._own_before = re.compile(rf"\b(?:{any_short})(?:'s)?[ /-]\Z")
        self._own_behind = re.compile(rf"(?:'s)? (?:of|to|for) (?:the )?(?:{any_short})\b")

    def find(self, text: str) -> list[Mention]:
        """All names in a text, in order, none overlapping another."""
        for sign, plain in _PLAIN:
            text = text.replace(sign, plain)
        found: list[Mention] = []
        done = 0
        for start, stop, spelling in self._places(text):
            if start >= done and (mention := self._mention(text, start, stop, self._names[spelling])):
                found.append(mention)
                done = stop
        return found

    def _places(self, text: str) -> list[tuple[int, int, str]]:
        """Where names stand as whole words, in order, the longest first at each place."""
        places = [
            (start, -stop, self._spellings[number])
            for number, start, stop in self._needles.find(text)
            if not (
                text[stop : stop + 1].isalnum()
                or text.startswith("-in-", stop)
                or text[max(0, start - 1) : start].isalnum()
            )
        ]
        return [(start, -stop, spelling) for start, stop, spelling in sorted(places)]

    def _mention(self, text: str, start: int, stop: int, name: Name) -> Mention | None:
        """A name in text[start:stop], if it is not another organisation's ("IOM Mission to …")."""
        own = self._own(text, name.text, start, stop)
        if name.kind == "office" and not own:
            other = _ACRONYM.search(text, max(0, start - 10), start)
            if name.needs_own or (other and other.group(1) not in self._shorts):
                return None
            if _GENERIC.match(name.text) and _LONGER_NAME.search(text, max(0, start - 30), start):
                return None
        return Mention(name.kind, name.id, start, stop, own)

    def _own(self, text: str, name: str, start: int, stop: int) -> bool:
        return bool(
            self._own_before.search(text, max(0, start - 10), start)
            or self._own_behind.match(text, stop)
            or self._own_before.match(name + " ")
        )


_ACRONYM = re.compile(r"\b([A-Z]{2,6})(?:[’']s)? \Z")
# "Training Centre in Bishkek": a name that begins with a general word is not the end of a longer name
_GENERIC = re.compile(r"(?:Centre|Center|Office|Mission|Presence|Assembly)\b")
_LONGER_NAME = re.compile(r"(?<![.!?] )\b(?!The\b|Former\b|Acting\b)[A-Z]\w+ \Z")
# one character for one, so that offsets stay
_PLAIN = (("\xa0", " "), ("\n", " "), ("’", "'"), ("‑", "-"))


def name_index(
    shorts: Sequence[str], offices: Iterable[Office], countries: Iterable[Country], language: str
) -> NameIndex:
    """The index of an organisation's offices and countries, also by the names that offices have in a language; offices
    go before countries of the same name."""
    short = shorts[0]
    entries: list[Name] = []
    for office in offices:
        bare = office.name.removeprefix(f"{short} ")
        entries += [Name(name, "office", office.slug) for name in (*office.names, *office.abbreviations)]
        local = (name for codes, names in office.local.items() if language in codes.split() for name in names)
        entries += [Name(name, "office", office.slug) for name in local]
        if bare not in office.names:
            entries.append(Name(bare, "office", office.slug, needs_own=bare != office.name and bare.count(" ") < 2))
        entries += [Name(head, "head", office.slug) for head in office.heads]
        if office.place and office.country:
            entries.append(Name(office.place, "seat", office.country))
    for country in countries:
        entries += [Name(name, "country", country.code) for name in (country.name, *country.names)]
        entries += [Name(name, "adjective", country.code) for name in country.adjectives]
    return NameIndex(shorts, entries)
