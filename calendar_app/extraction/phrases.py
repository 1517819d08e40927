"""Noun phrases around an event's noun: where a name like "training course on X for Y" begins and ends.

There is no parser behind this: a name grows over words until one that the language lists as an end of names
(`[titles]` in its locale).
"""

from typing import NamedTuple

from calendar_app.extraction.countries import country_at
from calendar_app.extraction.cues import Cues
from calendar_app.extraction.gazetteer import find_city
from calendar_app.extraction.words import DATE_GAP, Word, grammar, joined_text, made_word


def is_modifier(words: list[Word], index: int, cues: Cues) -> bool:
    """Whether a noun stands before its head: "training" in "training course", "conference" in "conference room"."""
    if index + 1 >= len(words):
        return False
    behind, titles = words[index + 1], cues.locale.titles
    if titles.chains or words[index].lower.endswith(titles.heads):
        return False
    if behind.quoted or behind.bracketed or not behind.text[0].isalpha():
        return False
    if behind.lower in cues.verb_words or behind.lower in grammar(cues.locale.code).ends | titles.behind:
        return False
    if is_suffixed(behind, cues):
        return False
    return not behind.lower.endswith(titles.no_head) or behind.lower in cues.noun_words


def is_suffixed(word: Word, cues: Cues) -> bool:
    """Whether a name has a suffix that says where: "Antalya’da"."""
    suffixed = grammar(cues.locale.code).suffixed
    return suffixed is not None and word.capital and suffixed.search(word.text) is not None


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
    left = _behind_place(words, left, index, cues)
    while left < index and not words[left].quoted and (_possessor(words[left], cues) or words[left].text.isdigit()):
        left += 1
    return left


def _behind_place(words: list[Word], left: int, index: int, cues: Cues) -> int:
    """Where a phrase begins behind the place that it would begin with: "in Rijeka a round table"."""
    titles = cues.locale.titles
    if not titles.chains or not 0 < left < index or words[left - 1].lower not in grammar(cues.locale.code).whither:
        return left
    stop = left
    while stop < index and words[stop].capital:
        stop += 1
    names = [word.text for word in words[left:stop]]
    for count in range(len(names), 0, -1):
        name = " ".join(names[:count])
        city = find_city(name, (), cues.locale.code)
        if city is not None or country_at(name, 0, cues.locale.code) is not None:
            return left + count
    unknown = len(names) == 1 and not words[left].lower.endswith(titles.describes)
    return left + 1 if unknown and titles.describes and not names[0].isupper() else left


def _step_left(words: list[Word], left: int, index: int, cues: Cues) -> int:
    """How many words before words[left] belong to the phrase as well; 0 where it begins."""
    word, titles = words[left - 1], cues.locale.titles
    if word.lower in titles.of and left >= 2 and _part_of_name(words, left - 2, cues):
        return 2
    of_the = word.lower in titles.articles and left >= 3 and words[left - 2].lower in titles.of
    if of_the and words[left - 3].lower in cues.noun_words:
        return 3
    if word.lower in cues.locale.joiners.and_ and left >= 2 and _coordinated(words[left - 2], words[left], cues):
        return 2
    if (word.bracketed and left < index) or not (word.text[0].isalnum() or word.quoted or word.bracketed):
        return 0
    if word.lower in titles.before or word.lower in titles.determiners or is_suffixed(word, cues):
        return 0
    return 0 if word.lower in cues.verb_words and not word.capital else 1


def _part_of_name(words: list[Word], index: int, cues: Cues) -> bool:
    """ "Training of Trainers course": what stands before "of" is itself an event or a name."""
    word = words[index]
    if word.lower in cues.noun_words:
        return True
    introduced = index > 0 and words[index - 1].lower in cues.locale.titles.determiners
    return word.capital and (words[index + 2].capital or introduced)


def _coordinated(before: Word, behind: Word, cues: Cues) -> bool:
    """ "scientific and practical conference": two describing words joined, not two things."""
    describes = cues.locale.titles.describes
    if before.capital and (behind.capital or "-" in behind.text):
        return True  # "Prevention and Response Mechanism meeting"
    if before.capital or behind.capital or not before.text[0].isalpha():
        return False
    return before.lower.endswith(describes) or behind.lower.endswith(describes)


def _possessor(word: Word, cues: Cues) -> bool:
    """ "Elbasan's" is not part of a title; an abbreviation's is: "ODIHR's election observation mission"."""
    return word.lower.endswith(cues.locale.titles.possessives) and not word.text[:-2].isupper()


class Step(NamedTuple):
    """How a phrase goes on: to which word, with which words, and whether its subject ("on…", "for…") is open then."""

    to: int
    kept: list[Word]
    topical: bool


def last_word(words: list[Word], index: int, cues: Cues) -> tuple[int, list[Word], str | None]:
    """What follows the noun words[index] in its phrase: the index behind it, its words without places and dates, and
    the name in quotation marks, with these, that it ends with."""
    right, topical = index + 1, False
    kept: list[Word] = []
    while right < len(words):
        if words[right].quoted:
            return right, _tight(kept, cues), words[right].text
        step = _step_right(words, right, topical, cues)
        if step is None:
            break
        right, topical = step.to, step.topical
        kept += step.kept
    return right, _tight(kept, cues), None


def _tight(kept: list[Word], cues: Cues) -> list[Word]:
    """The words of a phrase without what hangs loose at its end."""
    loose = grammar(cues.locale.code).ends
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
    if topical and word.lower in titles.sources and behind and _is_common(behind, cues):
        return Step(at + 1, [word], topical)  # "protecting vulnerable targets from terrorist attacks"
    if word.lower in titles.company:
        return _with(words, at, topical, cues)
    if not word.text[0].isalnum() or word.lower in titles.behind:
        return None
    if word.lower in titles.place:
        return Step(at + 1, [word], topical) if behind and _in_belongs(words, at, topical, cues) else None
    if word.lower in titles.prepositions:
        return Step(at + 1, [word], True) if word.lower in titles.topical else None
    if titles.chains and _is_verb(words, at, cues):
        return None
    return Step(at + 1, [word], topical) if topical or (titles.chains and word.text[0].isalpha()) else None


def _is_verb(words: list[Word], at: int, cues: Cues) -> bool:
    """Whether a word is a verb that ends a phrase, and not, behind a preposition, a participle ("of the held")."""
    word, before = words[at], words[at - 1].lower.rpartition(" ")[2]
    if word.lower not in cues.verb_words or word.lower in cues.noun_words:
        return False
    return before not in cues.locale.titles.prepositions and before not in cues.locale.titles.before


def _with(words: list[Word], at: int, topical: bool, cues: Cues) -> Step | None:
    """How a phrase goes on at "with": not with who took part, nor where its subject is not open yet unless a language
    says that "with" opens it."""
    opens = topical or words[at].lower in cues.locale.titles.topical
    return Step(at + 1, [words[at]], True) if opens and not _of_support(words, at, cues) else None


def _is_common(word: Word, cues: Cues) -> bool:
    """Whether a word is a common noun or describes one: no name, number or article."""
    return word.text[0].islower() and word.lower not in cues.locale.titles.determiners


def _says_which(bracket: Word) -> bool:
    """Whether a bracket is part of a name ("COP29", "EOD level 1") and no mere abbreviation of it."""
    return any(letter.isdigit() for letter in bracket.text) and any(letter.isalpha() for letter in bracket.text)


def _to_subject(words: list[Word], at: int, cues: Cues) -> Step | None:
    """Over a date, a place or "which focused" to what an event is on: "at Lake Issyk-Kul on…", ", dedicated to…"."""
    titles, place = cues.locale.titles, grammar(cues.locale.code).place
    index = at
    if words[index].text == DATE_GAP:
        index += 1
    if index < len(words) and words[index].lower in place:
        index += 1
        while index < len(words) and index - at < 7 and (words[index].capital or words[index].lower in titles.articles):
            index += 1
    place_or_date = index > at
    while index < min(at + 9, len(words) - 1) and (words[index].text == "," or words[index].lower in titles.relative):
        index += 1
    if focus := _focus(words, index, cues):
        named = index + len(focus) < len(words) and words[index + len(focus)].quoted
        return Step(index + len(focus), [] if named else _as_focus(words, index, focus, cues), True)
    if place_or_date and index < len(words) and words[index].lower in titles.after_date:
        return Step(index, [], False)
    if index == at + 1 and words[at].text == "," and _is_participle(words[index], cues):
        return Step(index + 1, [words[at], words[index]], True)
    return None


def _is_participle(word: Word, cues: Cues) -> bool:
    """Whether a word behind a comma says what an event is on ("conference, devoted to…"), where a title keeps it."""
    titles = cues.locale.titles
    kept = titles.after_date - titles.prepositions - titles.named
    return not titles.focus_as and word.lower in kept


def _focus(words: list[Word], index: int, cues: Cues) -> list[Word]:
    """The words at words[index] behind which stands what an event is on ("dedicated to"); none if they are others."""
    for count in (3, 2):
        told = words[index : index + count]
        if joined_text(told).lower() in cues.locale.titles.focus:
            return told
    return []


def _as_focus(words: list[Word], index: int, focus: list[Word], cues: Cues) -> list[Word]:
    """What stands in a title for "dedicated to": the language's short word for it, or else the words themselves."""
    if short := cues.locale.titles.focus_as:
        return [made_word(short, focus[0].start, focus[0].stop)]
    return [words[index - 1], *focus] if words[index - 1].text == "," else focus


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
        if word.lower in cues.locale.joiners.and_:
            return True
        if word.text == "," or word.lower in titles.behind | titles.prepositions | titles.place:
            return False
    return False


def _in_belongs(words: list[Word], index: int, topical: bool, cues: Cues) -> bool:
    """ "Rights of the Child in the Courts" belongs together; "in Bishkek", "in the premises" do not."""
    word, behind, titles = words[index], words[index + 1], cues.locale.titles
    if word.lower not in titles.inside:
        return False
    if behind.lower.endswith(titles.gerunds):
        return True
    if not topical:
        return False
    if behind.lower in titles.articles:
        return any(word.lower in titles.wide for word in words[index + 2 : index + 4])
    return not behind.capital and behind.lower not in titles.determiners | titles.no_subject
