"""Words of a language as patterns."""

import re
from collections.abc import Iterable
from itertools import groupby


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


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words as they are written, the longest first; of no words, one that never matches."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or "(?!)"


def maybe(words: Iterable[str]) -> str:
    """A pattern of one of the words and a blank, or of nothing."""
    return rf"(?:(?:{any_of(words)})\s)?"


def _either_case(letter: str) -> str:
    return re.escape(letter) if letter.upper() == letter else f"[{letter}{letter.upper()}]"


def _trie(endings: list[str], *, begins: bool = False) -> str:
    """A pattern of sorted endings, with what they have in common at their beginning said once; `begins` says that a
    word begins there, which may have a capital."""
    longer = groupby(filter(None, endings), key=lambda end: end[0])
    groups = [(first, [end[1:] for end in group]) for first, group in longer]
    if not groups:
        return ""
    letter = _either_case if begins else re.escape
    branches = [
        (BLANK if first == " " else letter(first)) + _trie(rest, begins=first in " -") for first, rest in groups
    ]
    body = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{body})?" if endings[0] == "" else body


BLANK = r"\s"
