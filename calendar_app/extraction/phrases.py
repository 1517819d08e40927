"""Noun phrases around an event's noun: where a name like "training course on X for Y" begins and ends.

There is no parser behind this: a name grows over words until one that the language lists as an end of names
(`[titles]` in its locale).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from calendar_app.extraction.cues import Cues

DATE_GAP = "|"  # stands for a date phrase among the words of a sentence
_TOKEN = re.compile(
    r"«[^»\n]{3,160}»|„[^“”\n]{3,160}[“”]|“[^”\n]{3,160}”|\"[^\"\n]{3,160}\"|\([^()\n]{1,80}\)|[^\W_](?:[\w’'./&-]*[\w’'])?|[^\w\s]"
)
_DESCRIBES = ("al", "ic", "ive", "ing", "ary")


@dataclass(frozen=True, slots=True)
class Word:
    """A token of a sentence: a word, a sign, or a whole quotation or bracket; its range counts in the text."""

    text: str
    start: int
    stop: int

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def quoted(self) -> bool:
        return self.text[0] in '“"«„' and len(self.text) > 2

    @property
    def bracketed(self) -> bool:
        return self.text[0] == "("

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def words_of(text: str, start: int, stop: int, dates: Sequence[tuple[int, int]], cues: Cues) -> list[Word]:
    """The words of text[start:stop]; a date phrase, with the preposition before it, is one DATE_GAP, and a noun of two
    words ("round table") is one word."""
    joiners, determiners = cues.locale.joiners, cues.locale.titles.determiners
    loose = {
        *joiners.skip,
        *joiners.from_,
        *joiners.between,
        *determiners,
        "from",
        "on",
        "between",
        "in",
        "the",
        "for",
        "of",
    }
    kept: list[Word] = []
    for match in _TOKEN.finditer(text, start, stop):
        word = Word(match.group(), match.start(), match.end())
        if any(low <= word.start < high for low, high in dates):
            while kept and kept[-1].lower in loose:
                kept.pop()
            if not kept or kept[-1].text != DATE_GAP:
                kept.append(Word(DATE_GAP, word.start, word.stop))
            continue
        if kept and f"{kept[-1].lower} {word.lower}" in cues.noun_words:
            first = kept.pop()
            word = Word(f"{first.text} {word.text}", first.start, word.stop)
        kept.append(word)
    return kept


def is_modifier(words: list[Word], index: int, cues: Cues) -> bool:
    """Whether a noun stands before its head: "training" in "training course", "conference" in "conference room"."""
    if index + 1 >= len(words):
        return False
    behind, titles = words[index + 1], cues.locale.titles
    if titles.chains:
        return False
    if behind.quoted or behind.bracketed or not behind.text[0].isalpha():
        return False
    if behind.lower in cues.verb_words:
        return False
    if behind.lower in titles.behind | titles.prepositions | titles.named | {"in", "at", "and", "or", "dedicated"}:
        return False
    return not behind.lower.endswith(("ed", "ing", "ly")) or behind.lower in cues.noun_words


def first_word(words: list[Word], index: int, cues: Cues) -> int:
    """The index of the first word of the noun phrase that ends in words[index]."""
    left = index
    while left > 0 and index - left < 14:
        step = _step_left(words, left, index, cues)
        if step == 0:
            break
        left -= step
    if 0 < left < index and words[left - 1].lower in cues.locale.titles.verb_follows:
        left += 1
    while left < index and not words[left].quoted and (_possessor(words[left]) or words[left].text.isdigit()):
        left += 1
    return left


def _step_left(words: list[Word], left: int, index: int, cues: Cues) -> int:
    """How many words before words[left] belong to the phrase as well; 0 where it begins."""
    word = words[left - 1]
    if word.lower == "of" and left >= 2 and _part_of_name(words, left - 2, cues):
        return 2
    of_the = word.lower == "the" and left >= 3 and words[left - 2].lower == "of"
    if of_the and words[left - 3].lower in cues.noun_words:
        return 3
    if word.lower == "and" and left >= 2 and _coordinated(words[left - 2], words[left]):
        return 2
    if (word.bracketed and left < index) or not (word.text[0].isalnum() or word.quoted or word.bracketed):
        return 0
    if word.lower in cues.locale.titles.before or word.lower in cues.locale.titles.determiners:
        return 0
    return 0 if word.lower in cues.verb_words and not word.capital else 1


def _part_of_name(words: list[Word], index: int, cues: Cues) -> bool:
    """ "Training of Trainers course": what stands before "of" is itself an event or a name."""
    word = words[index]
    if word.lower in cues.noun_words:
        return True
    introduced = index > 0 and words[index - 1].lower in cues.locale.titles.determiners
    return word.capital and (words[index + 2].capital or introduced)


def _coordinated(before: Word, behind: Word) -> bool:
    """ "scientific and practical conference": two describing words joined, not two things."""
    if before.capital and (behind.capital or behind.lower.startswith("non-")):
        return True  # "Prevention and Response Mechanism meeting"
    if before.capital or behind.capital or not before.text[0].isalpha():
        return False
    return before.lower.endswith(_DESCRIBES) or behind.lower.endswith(_DESCRIBES[:4])


def _possessor(word: Word) -> bool:
    """ "Elbasan's" is not part of a title; an abbreviation's is: "ODIHR's election observation mission"."""
    return word.lower.endswith(("’s", "'s")) and not word.text[:-2].isupper()


class Step(NamedTuple):
    """How a phrase goes on: to which word, with which words, and whether its subject ("on…", "for…") is open then."""

    to: int
    kept: list[Word]
    topical: bool


def last_word(words: list[Word], index: int, cues: Cues) -> tuple[int, list[Word], str | None]:
    """What follows the noun words[index] in its phrase: the index behind it, its words without places and dates, and
    the name in quotation marks that it ends with."""
    right, topical = index + 1, False
    kept: list[Word] = []
    while right < len(words):
        if words[right].quoted:
            return right, _tight(kept, cues), words[right].text[1:-1]
        step = _step_right(words, right, topical, cues)
        if step is None:
            break
        right, topical = step.to, step.topical
        kept += step.kept
    return right, _tight(kept, cues), None


def _tight(kept: list[Word], cues: Cues) -> list[Word]:
    """The words of a phrase without what hangs loose at its end."""
    loose = (
        cues.locale.titles.prepositions | cues.locale.titles.named | {"and", "in", "the", "a", "or", ",", "an", "from"}
    )
    while kept and kept[-1].lower in loose:
        kept.pop()
    return kept


def _step_right(words: list[Word], at: int, topical: bool, cues: Cues) -> Step | None:
    """How a phrase goes on at words[at]; None where it ends."""
    word, titles = words[at], cues.locale.titles
    behind = words[at + 1] if at + 1 < len(words) else None
    if word.bracketed:
        return Step(at + 1, [word] if _says_which(word) else [], topical)
    if _leads_to_name(word, behind, cues):
        return Step(at + 1, [], topical)
    if not topical and (jump := _to_subject(words, at, cues)):
        return jump
    if topical and word.text == "," and _goes_on(words, at, cues):
        return Step(at + 1, [word], topical)
    if (
        topical
        and word.lower == "from"
        and behind
        and behind.text[0].islower()
        and behind.lower not in titles.determiners
    ):
        return Step(at + 1, [word], topical)  # "protecting vulnerable targets from terrorist attacks"
    if not word.text[0].isalnum() or word.lower in titles.behind:
        return None
    if word.lower in ("in", "at"):
        return Step(at + 1, [word], topical) if behind and _in_belongs(words, at, topical, cues) else None
    if word.lower in titles.prepositions:
        if word.lower not in titles.topical or (word.lower == "with" and not topical):
            return None
        return None if word.lower == "with" and _of_support(words, at, cues) else Step(at + 1, [word], True)
    return Step(at + 1, [word], topical) if topical or (titles.chains and word.text[0].isalpha()) else None


def _is_common(word: Word, cues: Cues) -> bool:
    """Whether a word is a common noun or describes one: no name, number or article."""
    return word.text[0].islower() and word.lower not in cues.locale.titles.determiners


def _says_which(bracket: Word) -> bool:
    """Whether a bracket is part of a name ("COP29", "EOD level 1") and no mere abbreviation of it."""
    return any(letter.isdigit() for letter in bracket.text) and any(letter.isalpha() for letter in bracket.text)


def _to_subject(words: list[Word], at: int, cues: Cues) -> Step | None:
    """Over a date, a place or "which focused" to what an event is on: "at Lake Issyk-Kul on…", ", dedicated to…"."""
    titles = cues.locale.titles
    index = at
    if words[index].text == DATE_GAP:
        index += 1
    if index < len(words) and words[index].lower in ("in", "at"):
        index += 1
        while index < len(words) and index - at < 7 and (words[index].capital or words[index].lower == "the"):
            index += 1
    place_or_date = index > at
    while index < min(at + 9, len(words) - 1) and words[index].lower in (",", "which", "that", "was", "is"):
        index += 1
    pair = words[index : index + 2]
    if len(pair) == 2 and f"{pair[0].lower} {pair[1].lower}" in titles.focus:
        return Step(index + 2, [Word("on", pair[0].start, pair[0].stop)], True)
    if place_or_date and pair and pair[0].lower in titles.after_date:
        return Step(index, [], False)
    return None


def _leads_to_name(word: Word, behind: Word | None, cues: Cues) -> bool:
    """Whether a name in quotation marks or capitals follows: ", titled “…”", "called Alpha", ": “…”."""
    if behind is None:
        return False
    if word.text in ",:–":
        return behind.quoted or (word.text == "," and behind.lower in cues.locale.titles.named)
    return word.lower in cues.locale.titles.named and (behind.quoted or behind.capital)


def _of_support(words: list[Word], index: int, cues: Cues) -> bool:
    """ "with the support of", "with representatives from": who took part, not what it was on."""
    return any(word.lower in cues.locale.titles.support for word in words[index : index + 4])


def _goes_on(words: list[Word], comma: int, cues: Cues) -> bool:
    """Whether a comma stands in a list ("small arms, ammunition and explosives"), not before a new clause."""
    titles = cues.locale.titles
    for word in words[comma + 1 : comma + 6]:
        if word.lower == "and":
            return True
        if word.text == "," or word.lower in titles.behind | titles.prepositions or word.lower in ("in", "at"):
            return False
    return False


def _in_belongs(words: list[Word], index: int, topical: bool, cues: Cues) -> bool:
    """ "Freedom of the Media in the Digital Age" belongs together; "in Bishkek", "in the premises" do not."""
    word, behind, titles = words[index], words[index + 1], cues.locale.titles
    if word.lower == "at":
        return False
    if behind.lower.endswith("ing"):
        return True
    if not topical:
        return False
    if behind.lower == "the":
        return any(word.lower in titles.wide for word in words[index + 2 : index + 4])
    return not behind.capital and behind.lower not in titles.determiners | titles.no_subject
