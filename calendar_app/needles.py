"""Many strings found in one pass over a text, however many they are."""

import re
from collections.abc import Collection

from ahocorasick_rs import AhoCorasick, Implementation

_SURROGATES = re.compile("[\ud800-\udfff]")  # what no UTF-8 has, and so no automaton


class Needles:
    """An automaton of strings (Aho and Corasick, "Efficient string matching", CACM 18:6, 1975).

    `longest` is the length of the longest of them, in characters.
    """

    def __init__(self, strings: Collection[str]) -> None:
        self.longest = max(map(len, strings), default=0)
        self._automaton = AhoCorasick(list(strings), implementation=Implementation.DFA)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Every place of every string, as its number in the order given, its start and its stop, in order of stop."""
        try:
            return self._automaton.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:
            return self._automaton.find_matches_as_indexes(_SURROGATES.sub("\ufffd", text), overlapping=True)
