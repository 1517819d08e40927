"""Whether two titles name one thing."""

import re

_WORD = re.compile(r"\w+")

# A crude stem for any language: "protection" and "protecting", "course" and "courses" are one word.
_STEM = 6

# Of the words of the shorter title, the part that the longer one must have. In the annotated releases, titles that
# differ in one word of eight (7/8 = 0.875) are two events: "training on travel document security (first course)" and
# "(second course)"; so are a workshop for judges and one for prosecutors. One word in ten may differ.
_ALIKE = 0.9

# Two words in common ("training course") name a kind of event, not an event.
_LEAST_SHARED = 3


def words(text: str) -> frozenset[str]:
    """The content words of a text, stemmed and in lower case; words of up to three letters are mostly particles."""
    found = _WORD.findall(text.casefold())
    return frozenset(word[:_STEM] for word in found if len(word) > 3 or has_digit(word))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of two sets of words is common to both, from 0 to 1 (Dice)."""
    if not one and not other:
        return 1.0
    return 2 * len(one & other) / (len(one) + len(other))


def alike(one: str, other: str) -> bool:
    """Whether two titles name one event: hardly a word of the shorter is missing in the longer, no number differs."""
    mine, others = words(one), words(other)
    if not mine or not others:
        return one.casefold() == other.casefold()
    if mine == others:
        return True
    shared = mine & others
    enough = len(shared) >= _LEAST_SHARED and len(shared) >= _ALIKE * min(len(mine), len(others))
    return enough and not _numbers_differ(mine, others)


def _numbers_differ(mine: frozenset[str], others: frozenset[str]) -> bool:
    """Whether each of two titles has a number that the other lacks: a 3rd meeting is not the 4th."""
    return any(map(has_digit, mine - others)) and any(map(has_digit, others - mine))


def has_digit(word: str) -> bool:
    """Whether a word is a number, or has one in it."""
    return any(letter.isdigit() for letter in word)
