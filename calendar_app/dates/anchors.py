"""Where dates may stand in a text: one pass for all that a date phrase has in it.

A text is gone over in pieces, so that what is found in it is never all in memory at once.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from calendar_app.dates.lexicon import Lexicon
from calendar_app.needles import Needles

_PIECE = 1 << 16  # characters
_ROMANS = (" I", " V", " X")
GLUE = frozenset("./_#@\\")  # "MC.DEC 15/5", "a/May", "#May9": not the beginning of a date
_CENTURIES = ("20", "19")
_SIGNS = ("/", "-0", "-1", ".–", ".-")  # beside what begins a year: ".20", ". 19"
_MORE_SIGNS = (
    *(".1", ".2", ".3", ".4", ".5", ".6", ".7", ".8", ".9", ".0"),
    *(". 1", ". 2", ". 3", ". 4", ". 5", ". 6", ". 7", ". 8", ". 9"),
)  # of languages that write "19.11." in running text


class Anchors(NamedTuple):
    """What a piece of text has, as offsets in the text, in order: `words`, the months' and weekdays', and `relative`
    phrases with where they end; where a year may begin; `signs` that stand behind a digit as within dates in figures;
    the blanks before what may be months in Roman numbers.
    """

    words: list[tuple[int, int]]
    relative: list[tuple[int, int]]
    years: list[int]
    signs: list[int]
    romans: list[int]


def find_anchors(text: str, lexicon: Lexicon) -> Iterator[Anchors]:
    """The anchors of a text, piece by piece. What begins in a piece is its own, though it may reach over the end."""
    needles, kinds = _needles(lexicon)
    for start in range(0, len(text), _PIECE):
        anchors = Anchors([], [], [], [], [])
        for number, low, high in needles.find(text[start : start + _PIECE + needles.longest]):
            if low < _PIECE:
                _sort_in(anchors, text, kinds[number], start + low, start + high)
        yield anchors


def _sort_in(anchors: Anchors, text: str, kind: str, start: int, stop: int) -> None:
    before = text[start - 1 : start]
    if kind == "year":
        if not before.isalnum():
            anchors.years.append(start)
    elif kind == "sign":
        if before.isdigit():
            anchors.signs.append(start)
    elif kind == "roman":
        if before.isdigit() or before == ".":
            anchors.romans.append(start)
    elif kind == "relative":
        anchors.relative.append((start, stop))
    elif not (text[stop : stop + 1].isalpha() or before.isalnum() or before in GLUE):
        anchors.words.append((start, stop))


@cache
def _needles(lexicon: Lexicon) -> tuple[Needles, list[str]]:
    """All that is looked for, and what kind each of it is."""
    signs = _SIGNS if lexicon.locale.either_order else (*_SIGNS, *_MORE_SIGNS)
    relative = {written for phrase in lexicon.relative for written in (phrase, phrase[0].upper() + phrase[1:])}
    romans = _ROMANS if lexicon.locale.roman_months else ()
    groups = {"word": lexicon.anchors, "relative": relative, "year": _CENTURIES, "sign": signs, "roman": romans}
    kinds = [kind for kind, words in groups.items() for _ in words]
    return Needles([word for words in groups.values() for word in words]), kinds
