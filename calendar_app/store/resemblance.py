"""Whether a text is an earlier one, corrected, or one that the same pen wrote of something else."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from calendar_app.model import FoundEvent
from calendar_app.store.titles import has_digit, likeness, words

# Of the words of two texts (Dice), the part that they must share: with one sentence of three taken away, 0.8 are left.
# In the annotated releases, no two share more than 0.56.
_ALIKE = 0.75

# Of the numbers and names of a text, how many a correction may put in the place of others: a day and its month, a
# given name and a surname; in a long text one of ten. A text told anew has another place, day, number and name.
_EXCHANGED = 2
_EXCHANGED_OF = 10

# In the text of another source, whose events are all on other days or in other places, only one of twenty may be
# another: press offices announce the press conference of each week in the same words.
_TOLD_ANEW_OF = 20

# Shorter names have neighbours: Iran and Iraq. What is longer is no word.
_MISSPELT = range(5, 40)

_ENDS = ".!?…\n"
_TOKEN = re.compile(rf"\w+|[{_ENDS}]")


@dataclass(frozen=True, slots=True)
class Telling:
    """A text without id and address, with what tells it from those that are told in the same words; `published` is
    None where nothing says it, `events` are those that were read in it."""

    source: str
    text: str
    published: date | None
    events: tuple[FoundEvent, ...]


def resemblance(told: Telling, stored: Telling) -> float | None:
    """How much of its words a text shares with a stored one that it corrects, from 0 to 1; None if it corrects none.

    A correction has nearly the same words, was published on the same day, and exchanges few numbers and names: fewer
    still where it moves all events, unless it stands in the file in which the stored one stood.
    """
    alike = likeness(words(told.text), words(stored.text))
    if alike < _ALIKE:
        return None
    mine, others = facts(told.text), facts(stored.text)
    apart = _Apart(mine ^ others)
    if told.published and stored.published and apart.days(told.published, stored.published):
        return None
    fewer = min(len(mine), len(others))
    if told.source != stored.source and apart.events(told.events, stored.events):
        allowed = fewer // _TOLD_ANEW_OF
    else:
        allowed = max(_EXCHANGED, fewer // _EXCHANGED_OF)
    return alike if count_exchanged(mine, others) <= allowed else None


def facts(text: str) -> frozenset[str]:
    """The numbers of a text, and its names: words with a capital where no sentence begins."""
    found = set()
    begins = True
    for token in _TOKEN.findall(text):
        if has_digit(token) or (token[0].isupper() and not begins):
            found.add(token.casefold())
        begins = token in _ENDS
    return frozenset(found)


def count_exchanged(mine: frozenset[str], others: frozenset[str]) -> int:
    """How many facts stand in the place of others; misspelt ones are the same, and one that is only added is none."""
    lost, gained = others - mine, mine - others
    return min(len(lost - _misspelt(lost, gained)), len(gained - _misspelt(gained, lost)))


def _misspelt(these: Iterable[str], those: Iterable[str]) -> set[str]:
    """Those of `these` from which one of `those` is one letter away: added, left out, another, or changed places with
    its neighbour, as four of five misspelt words are (Damerau, A technique for computer detection and correction of
    spelling errors, 1964)."""
    near = {variant for word in those for variant in _variants(word)}
    return {word for word in these if not near.isdisjoint(_variants(word))}


def _variants(word: str) -> set[str]:
    """A word and what is left of it without any one letter: words one letter apart have one of these in common."""
    if has_digit(word) or len(word) not in _MISSPELT:
        return {word}
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


@dataclass(frozen=True, slots=True)
class _Apart:
    """What two texts tell of otherwise; `changed` are the facts that stand in one of them only."""

    changed: frozenset[str]

    def days(self, one: date, other: date) -> bool:
        """Whether two days are not the same; a year that was not exchanged was inferred, and shows nothing."""
        if (one.month, one.day) != (other.month, other.day):
            return True
        return one.year != other.year and {str(one.year), str(other.year)} <= self.changed

    def events(self, told: Sequence[FoundEvent], stored: Sequence[FoundEvent]) -> bool:
        """Whether both tell of events, and have none on one day, or none in one place."""
        moved = all(self.days(one.start, other.start) for one, other in product(told, stored))
        mine, others = _places(told), _places(stored)
        elsewhere = bool(mine and others) and mine.isdisjoint(others)
        return bool(told and stored) and (moved or elsewhere)


def _places(events: Iterable[FoundEvent]) -> frozenset[str]:
    return words(" ".join(event.place for event in events if event.place))
