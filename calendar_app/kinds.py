"""What kind of event a title names: a training, a conference, an election."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from calendar_app.locales import Locale, languages, load_locale
from calendar_app.locales.event_words import BODIES, KINDS

__all__ = ["KINDS", "kind_of"]

_KEPT = 1 << 17
_LOOKED_AT = 240  # characters of a title, so that no language has more words than one byte counts
_ASIDE = re.compile(r"«[^»]*»|„[^“”]*[“”]|“[^”]*”|\"[^\"]*\"|\([^()]*\)|\[[^\[\]]*\]")
_TOKEN = re.compile(r"[^\W_][\w’]*|[^\w\s]")
_VOTE_BITS = 8
_BREAK = ""  # stands where a phrase ends


class _Kinds(NamedTuple):
    """A language's words as titles are searched for them.

    `longest` is the most words of a noun that begins with one; `ends` are those of compounds, the longest first.
    """

    head: str
    nouns: dict[str, str]
    longest: dict[str, int]
    ends: dict[str, str]
    any_end: tuple[str, ...]
    breaks: frozenset[str]


# A noun of a title: the number of its phrase, and its kind.
_Found = tuple[int, str]


@lru_cache(maxsize=_KEPT)
def kind_of(title: str) -> str:
    """The kind of the event with this title, one of KINDS; `other` where nothing in it names one.

    The noun at the head decides: "Opening of a training course" is a presentation, "Training course opening" too. The
    title may be in any language that has a locale; its beginning is looked at.
    """
    whole = title[:_LOOKED_AT]
    plain = _ASIDE.sub(" : ", whole)
    for text in (plain, whole) if plain != whole else (whole,):
        words = _words(text)
        for code in (_language(words), _ANY):
            if found := [*_nouns(words, _kinds(code))]:
                return _head(found, _kinds(code).head)
    return "other"


_ANY = ""  # all languages, for a title whose own lacks its noun, such as an English "workshop" in another


def _head(found: list[_Found], head: str) -> str:
    """The kind that some nouns of a title come to; a body is one where the title begins with it and names no other."""
    named = [noun for noun in found if noun[1] != BODIES]
    if not named:
        return "meeting" if found[0][0] == 0 else "other"
    if head == "phrase":
        return [kind for phrase, kind in named if phrase == named[0][0]][-1]
    return named[0 if head == "first" else -1][1]


def _nouns(words: list[str], kinds: _Kinds) -> Iterator[_Found]:
    """The nouns of events in their order, the longest at each place."""
    at = phrase = 0
    while at < len(words):
        count, kind = _longest_noun(words, at, kinds)
        if kind:
            yield phrase, kind
        elif words[at] in kinds.breaks:
            phrase += 1
        at += count


def _longest_noun(words: list[str], at: int, kinds: _Kinds) -> tuple[int, str]:
    """How many words the longest noun at a place has, and its kind; one word and no kind where there is none."""
    for count in range(kinds.longest.get(words[at], 0), 0, -1):
        if kind := kinds.nouns.get(" ".join(words[at : at + count])):
            return count, kind
    word = words[at]
    if not word.endswith(kinds.any_end):
        return 1, ""
    return 1, next(kind for end, kind in kinds.ends.items() if word.endswith(end))


def _language(words: list[str]) -> str:
    """The language that has most of the words; the first in order where several have as many."""
    votes, codes = _votes()
    given = sum([votes[word] for word in words if word in votes])
    several = given.to_bytes(len(codes) * _VOTE_BITS // 8, "little")
    return codes[several.index(max(several))]


@cache
def _votes() -> tuple[dict[str, int], tuple[str, ...]]:
    """The languages that have a word, each a one in its own byte of a number, and the order of these bytes."""
    codes = ("en", *(code for code in languages() if code != "en"))
    votes: dict[str, int] = {}
    for place, code in enumerate(codes):
        locale, kinds = load_locale(code), _kinds(code)
        nouns = {word for noun in kinds.nouns for word in noun.split()}
        for word in {*nouns, *kinds.breaks, *locale.titles.determiners, *locale.common}:
            votes[word] = votes.get(word, 0) + (1 << place * _VOTE_BITS)
    return votes, codes


@cache
def _kinds(code: str) -> _Kinds:
    if code == _ANY:
        several = [_kinds(one) for one in reversed(_votes()[1])]
        nouns = {noun: kind for kinds in several for noun, kind in kinds.nouns.items()}
        compounds = {end: kind for kinds in several for end, kind in kinds.ends.items()}
        return _Kinds("first", nouns, _longest(nouns), compounds, tuple(compounds), frozenset())
    locale = load_locale(code)
    titles = locale.titles
    nouns = {" ".join(_words(noun)): kind for noun, kind in _nouns_of(locale).items()}
    ends = [(word[1:], kind) for kind in (*KINDS, BODIES) for word in locale.kinds.of(kind) if word[0] == "…"]
    longest_first = dict(sorted(ends, key=lambda end: -len(end[0])))
    breaks = titles.prepositions | titles.place | titles.company | titles.articles | {*locale.joiners.and_}
    return _Kinds(
        head=locale.kinds.head,
        nouns=nouns,
        longest=_longest(nouns),
        ends=longest_first,
        any_end=tuple(longest_first),
        breaks=breaks | {_BREAK},
    )


def _nouns_of(locale: Locale) -> dict[str, str]:
    """The kinds of a locale's nouns: that of the longest beginning that a noun has, and of the words given in full."""
    events, kinds = locale.events, locale.kinds
    named = [(word, kind) for kind in (*KINDS, BODIES) for word in kinds.of(kind)]
    begins = sorted(((word[:-1], kind) for word, kind in named if word[-1] == "…"), key=lambda begin: -len(begin[0]))
    found = {
        noun: kind
        for noun in (*events.nouns, *events.weak_nouns, *events.proper)
        if (kind := next((kind for begin, kind in begins if noun.startswith(begin)), ""))
    }
    return found | {word: kind for word, kind in named if "…" not in word}


def _longest(nouns: dict[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for noun in nouns:
        words = noun.split()
        found[words[0]] = max(found.get(words[0], 0), len(words))
    return found


@cache
def _elided() -> re.Pattern[str]:
    """What is written together with the word behind it ("l’"), in any language."""
    several = {word.rstrip("’") for code in languages() for word in load_locale(code).titles.elided}
    return re.compile(rf"\b(?:{'|'.join(sorted(several))})’(?=\w)")


def _words(text: str) -> list[str]:
    """The words of a text in lower case, those joined by a hyphen or by an elision apart, and a break for each sign."""
    plain = text.lower().replace("i\u0307", "i").replace("'", "’").replace(" - ", " – ").replace("-", " ")
    if "’" in plain:
        plain = _elided().sub(r"\g<0> ", plain)
    return [word if word[0].isalnum() else _BREAK for word in _TOKEN.findall(plain)]
