"""Cue words compiled into one pattern."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, product


def cue(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words or phrases (given in lower case) as whole words, also with capitals.

    It is a trie, so that a search tries no word twice; it never matches the empty string.
    """
    chosen = sorted({word for word in words if word})
    if not chosen:
        return re.compile(r"(?!)")
    firsts = [(first, [word[1:] for word in group]) for first, group in groupby(chosen, key=lambda word: word[0])]
    body = "|".join(f"{_either_case(first)}{_trie(rest)}" for first, rest in firsts)
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w-])")


def exactly(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds the longest of the words, as they are written and with one of the endings that stand in
    brackets, at each place, with the end of a word behind it; what stands before it is left to the caller, so that a
    search can skip to where one may begin."""
    plain = {form for word in words if word for form in (spellings(word) if word[0] == "(" else (word,))}
    chosen = sorted(_tokens(word) for word in plain)
    firsts = [(first, [word[1:] for word in group]) for first, group in groupby(chosen, key=lambda word: word[0])]
    body = "|".join(f"{re.escape(first)}{_trie(rest, exact=True)}" for first, rest in firsts)
    return re.compile(rf"(?:{body})(?!\w|-in-)") if chosen else re.compile(r"(?!)")


def spellings(word: str) -> Iterator[str]:
    """The spellings of a word that has endings in brackets: "Misij(a|e)" is "Misija" and "Misije"."""
    for chosen in product(*(part.split("|") for part in _ENDINGS.split(word))):
        yield "".join(chosen)


def _tokens(word: str) -> tuple[str, ...]:
    """The letters of a word; endings that stand in brackets are one token ("a|e")."""
    parts = enumerate(_ENDINGS.split(word))
    return tuple(token for number, part in parts for token in ([part] if number % 2 else part))


_ENDINGS = re.compile(r"\(([^()|]*\|[^()]*)\)")


def _either_case(letter: str) -> str:
    return re.escape(letter) if letter.upper() == letter else f"[{letter}{letter.upper()}]"


def _token(token: str) -> str:
    """A pattern of a letter or of endings, the longest first."""
    if "|" not in token:
        return BLANK if token == " " else re.escape(token)
    longest_first = sorted(token.split("|"), key=len, reverse=True)
    return f"(?:{'|'.join(''.join(map(_token, part)) for part in longest_first)})"


def _trie(endings: Sequence[Sequence[str]], *, begins: bool = False, exact: bool = False) -> str:
    """A pattern of sorted endings, with what they have in common at their beginning said once; `begins` says that a
    word begins there, which may have a capital unless the words are `exact`."""
    longer = groupby(filter(None, endings), key=lambda end: end[0])
    groups = [(first, [end[1:] for end in group]) for first, group in longer]
    if not groups:
        return ""
    letter = _token if exact else _either_case if begins else re.escape
    branches = [
        (BLANK if first == " " else letter(first)) + _trie(rest, begins=not exact and first in " -", exact=exact)
        for first, rest in groups
    ]
    body = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{body})?" if not endings[0] else body


BLANK = r"\s"
