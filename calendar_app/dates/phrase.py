"""A date phrase as the text states it, before anything is inferred."""

from typing import NamedTuple

from calendar_app.model import Precision


class Partial(NamedTuple):
    """One date as far as the phrase gives it."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def ordered_before(self, other: "Partial") -> bool:
        """Whether this comes no later in the calendar year than the other (years left aside)."""
        return (self.month or 0, self.day or 0) <= (other.month or 13, other.day or 32)


NOTHING = Partial()


class Phrase(NamedTuple):
    """A phrase found in a text: its range, the rule that read it, and what it states.

    Absolute phrases carry `first` and `last`; relative ones (`rule` begins with "relative") carry `shift`, days from
    the release's date or, for neighbours, from the last day spoken of; a weekday phrase carries `weekday`, `sense` and
    how many `days` it spans. A phrase without a year has the `sense` "before" or "after" beside "last" or "next", or
    "year" beside "last year" and the like, which is `shift` years from the release's. `note` says what may make it
    wrong. `other` is the other reading of figures of which nothing shows whether day or month comes first, `whole`
    where the abbreviation of "year" behind it ends, if there is one.
    """

    start: int
    stop: int
    rule: str
    precision: Precision
    first: Partial = NOTHING
    last: Partial = NOTHING
    weekday: int | None = None
    sense: str = ""
    shift: int = 0
    days: int = 1
    note: str = ""
    other: Partial = NOTHING
    whole: int = 0

    @property
    def end(self) -> int:
        """Where its writing ends: behind the abbreviation for "year" as well ("19 ноября 2024 г.")."""
        return self.whole or self.stop

    @property
    def relative(self) -> bool:
        return self.rule.startswith("relative")


def without_overlaps(found: list[Phrase]) -> list[Phrase]:
    """Phrases in order of offset, of those that overlap the first and longest."""
    kept: list[Phrase] = []
    for phrase in sorted(found, key=lambda phrase: (phrase.start, -phrase.stop)):
        if not kept or phrase.start >= kept[-1].stop:
            kept.append(phrase)
    return kept
