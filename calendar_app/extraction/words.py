"""The words of a sentence, with its dates and hours as gaps and nouns of several words as one."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from calendar_app.extraction.cues import Cues
from calendar_app.extraction.times import hour_ranges
from calendar_app.locales import load_locale

DATE_GAP = "|"  # stands for a date phrase or an hour among the words of a sentence
_TOKEN = re.compile(
    r"«[^»\n]{3,160}»|„[^“”\n]{3,160}[“”]|“[^”\n]{3,160}”|\"[^\"\n]{3,160}\"|\([^()\n]{1,80}\)|[^\W_](?:[\w’'./&-]*[\w’'])?|[^\w\s]"
)


class Word(NamedTuple):
    """A token of a sentence: a word, a sign, or a whole quotation or bracket; its range counts in the text."""

    text: str
    start: int
    stop: int
    lower: str

    @property
    def quoted(self) -> bool:
        return self.text[0] in '“"«„' and len(self.text) > 2

    @property
    def bracketed(self) -> bool:
        return self.text[0] == "("

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def made_word(text: str, start: int, stop: int) -> Word:
    """A word with its lower case, in which a dotted capital I is a plain i."""
    return Word(text, start, stop, text.lower().replace("i\u0307", "i"))


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the words of a locale come to where phrases are looked for."""

    elided: re.Pattern[str] | None
    nouns: dict[str, tuple[tuple[str, ...], ...]]  # the nouns of several words, by the first, the longest first
    noun_ends: frozenset[str]  # their last words
    before_gap: frozenset[str]
    place: frozenset[str]
    whither: frozenset[str]
    ends: frozenset[str]
    suffixed: re.Pattern[str] | None
    new: frozenset[str]


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language, from the lists of its locale."""
    locale = load_locale(language)
    joiners, titles, places, times = locale.joiners, locale.titles, locale.places, locale.times
    elided = "|".join(sorted(re.escape(word.rstrip("’")) for word in titles.elided))
    suffixes = "|".join(map(re.escape, places.suffixes))
    nouns: dict[str, list[tuple[str, ...]]] = {}
    for noun in locale.events.nouns:
        parts = tuple(part for word in noun.split() for part in _split(word, titles.elided))
        if len(parts) > 1:
            nouns.setdefault(parts[0], []).append(parts)
    return Grammar(
        elided=re.compile(rf"(?:{elided})[’'](?=\w)", re.IGNORECASE) if elided else None,
        nouns={first: tuple(sorted(found, key=len, reverse=True)) for first, found in nouns.items()},
        noun_ends=frozenset(noun[-1] for found in nouns.values() for noun in found),
        before_gap=frozenset((
            *joiners.skip, *joiners.from_, *joiners.between, *titles.determiners, *titles.of, *titles.place,
            *titles.before_date, *places.at, *times.at, *times.hour, *times.from_,
        )),
        place=titles.place | (titles.behind & frozenset(places.at)),
        whither=frozenset((*places.at, *places.to, *places.origin)),
        ends=titles.prepositions | titles.named | titles.determiners | titles.place | titles.loose
        | titles.company | titles.elided | frozenset((",", *joiners.and_)),
        suffixed=re.compile(rf"\w[’'](?:{suffixes})\Z") if suffixes else None,
        new=frozenset(word.split()[-1] for word in locale.events.anew) - titles.pointing | locale.ordinals.words.keys(),
    )  # fmt: skip


def _split(word: str, elided: frozenset[str]) -> tuple[str, ...]:
    """A word, or the two that an apostrophe joins."""
    first, sign, rest = word.replace("'", "’").partition("’")
    return (f"{first}’", rest) if sign and rest and f"{first}’" in elided else (word,)


def words_of(text: str, start: int, stop: int, dates: Sequence[tuple[int, int]], cues: Cues) -> list[Word]:
    """The words of text[start:stop]; a date phrase or an hour, with the preposition before it, is one DATE_GAP, a noun
    of several words ("round table") one word, and what an apostrophe joins ("l’exposition") two.

    `dates` are in order. Linear in the length of the stretch and the number of its dates.
    """
    first = max(0, bisect_left(dates, (start, 0)) - 1)
    last = bisect_left(dates, (stop, 0))
    inside = tuple(date for date in dates[first:last] if date[1] > start)
    return [*_read(text, start, stop, inside, cues.locale.code)]


@lru_cache(maxsize=64)
def _read(text: str, start: int, stop: int, dates: tuple[tuple[int, int], ...], language: str) -> tuple[Word, ...]:
    """The words of text[start:stop], in which these dates stand."""
    words = grammar(language)
    kept: list[Word] = []
    gaps = iter(sorted([*dates, *hour_ranges(text, start, stop, language, dates)]))
    low, high = next(gaps, (stop, stop))
    for word in _tokens(text, start, stop, words):
        while high <= word.start and low < stop:
            low, high = next(gaps, (stop, stop))
        if low <= word.start < high:
            _close_gap(kept, word, words)
            continue
        kept.append(word)
        if word.lower in words.noun_ends:
            _join_noun(kept, words)
    return tuple(kept)


def _tokens(text: str, start: int, stop: int, words: Grammar) -> Iterator[Word]:
    for match in _TOKEN.finditer(text, start, stop):
        token, at = match.group(), match.start()
        if words.elided is not None and (joined := words.elided.match(token)):
            yield made_word(f"{token[: joined.end() - 1]}’", at, at + joined.end())
            token, at = token[joined.end() :], at + joined.end()
        yield made_word(token, at, match.end())


def _close_gap(kept: list[Word], word: Word, words: Grammar) -> None:
    """A gap behind the words, without the preposition before it; none behind another gap."""
    while kept and (kept[-1].lower in words.before_gap):
        kept.pop()
    if len(kept) > 1 and kept[-1].text == "," and kept[-2].text == DATE_GAP:
        kept.pop()
    if not kept or kept[-1].text != DATE_GAP:
        kept.append(Word(DATE_GAP, word.start, word.stop, DATE_GAP))


def _join_noun(kept: list[Word], words: Grammar) -> None:
    """The last words made one if they are a noun of several."""
    for count in range(min(_LONGEST_NOUN, len(kept)), 1, -1):
        first = kept[-count]
        if tuple(word.lower for word in kept[-count:]) in words.nouns.get(first.lower, ()):
            joined = joined_text(kept[-count:])
            kept[-count:] = [made_word(joined, first.start, kept[-1].stop)]
            return


_LONGEST_NOUN = 5  # words


def joined_text(words: Sequence[Word]) -> str:
    """Words as one text: nothing before a comma, nor between what only an apostrophe stands between."""
    out = ""
    for index, word in enumerate(words):
        before = words[index - 1] if index else None
        glued = before is None or word.text in (",", ":", ";") or (before.text[-1] == "’" and before.stop == word.start)
        out += word.text if glued else f" {word.text}"
    return out
