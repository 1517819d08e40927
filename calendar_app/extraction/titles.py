"""Titles: the noun phrase that names an event, as a person would put it into a calendar.

A sentence's event nouns are its candidates ("seminar", "study visit"). Each is grown to the left over the words that
describe it and to the right over the phrases that say what it is on or for; lengths, articles and bracketed
abbreviations go. The best candidate is the one that is newly told, named, and nearest to the organising verb.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from calendar_app.extraction.cues import Cues
from calendar_app.extraction.forms import capitalised, in_nominative, in_quotes
from calendar_app.extraction.phrases import first_word, is_modifier, last_word
from calendar_app.extraction.text import ReleaseText
from calendar_app.extraction.words import Word, grammar, joined_text, made_word, words_of
from calendar_app.locales import load_locale
from calendar_app.locales.cue import any_of
from calendar_app.profiles.names import Mention

LONGEST = 110  # characters; a longer title is shortened at a phrase, never in a word
_LONGEST_NAMED = 170  # characters of a title that ends with a name in quotation marks
_LONGEST_SENTENCE = 1200  # characters of a sentence that are looked at


@dataclass(frozen=True, slots=True)
class Title:
    """A title and how well it names its event: below 1.5 it only points at an event told before."""

    text: str
    weight: float
    start: int
    stop: int


def best_title(text: ReleaseText, start: int, stop: int, dates: Sequence[tuple[int, int]], cues: Cues) -> Title | None:
    """The best title in the sentence text[start:stop], None if it names no event; `dates` are ranges of date phrases,
    over which a title reads on ("a seminar from 3 to 5 May devoted to…")."""
    words = words_of(text.text, start, min(stop, start + _LONGEST_SENTENCE), dates, cues)
    names = [mention for mention in text.within(start, stop) if mention.kind == "office"]
    nouns = [index for index in range(len(words)) if _names_event(words, index, cues)]
    found = [title for index in nouns if (title := _candidate(text, words, index, names, cues))]
    return max(found, key=lambda title: title.weight - _opens(title, words, cues), default=None)


def _opens(title: Title, words: list[Word], cues: Cues) -> float:
    """What a noun alone at the beginning of a sentence has too much beside others, being no name for its capital."""
    titles = cues.locale.titles
    opens = title.start == words[0].start and " " not in title.text
    return 1 if opens and titles.lone == 1 and not titles.compounds else 0


def _candidate(text: ReleaseText, words: list[Word], index: int, names: list[Mention], cues: Cues) -> Title | None:
    word = words[index]
    if is_modifier(words, index, cues):
        return None
    if any(name.start <= word.start < word.stop < name.stop for name in names):
        return None
    behind = cues.locale.events.qualified.get(word.lower)
    if behind is not None and (index == 0 or words[index - 1].lower not in behind):
        return None
    left = first_word(words, index, cues)
    right, behind_noun, named = last_word(words, index, cues)
    title = _compose(words[left:index], word, behind_noun, named, cues)
    weight = _weight(text, words, left, index, right, named, cues)
    return Title(title, weight, words[left].start, words[right - 1].stop) if title else None


def _names_event(words: list[Word], index: int, cues: Cues) -> bool:
    """Whether a word is an event's noun, or in a name ("International Book Fair") one that is an event's there only."""
    word = words[index]
    if word.lower in cues.noun_words:
        return True
    if not word.capital:
        return False
    compounds = cues.locale.titles.compounds
    if compounds and word.lower.endswith(compounds) and not word.lower.startswith(compounds):
        return True
    return index > 0 and words[index - 1].capital and word.lower in cues.locale.events.proper


def _compose(left: list[Word], noun: Word, right: list[Word], named: str | None, cues: Cues) -> str:
    """A title of the words before a noun, the noun, those behind it and the name in quotation marks at its end."""
    titles = cues.locale.titles
    head = [_plain(word, cues) for word in left if not word.bracketed]
    while head and _is_dropped(head[0].lower, cues):
        head.pop(0)
    head, noun, right = in_nominative(head, noun, _own(right, cues), titles, cues.noun_words)
    body = without_topic_of(joined_text([*head, noun, *right]), cues).strip(" ,:–-")
    if not named:
        return capitalised(
            body if len(body) <= LONGEST else shorten(_BRACKET.sub("", body), LONGEST, cues.locale.code), titles
        )
    named = in_quotes(named, titles)
    if len(body) + len(named) > _LONGEST_NAMED:
        body = joined_text([*_innermost(head, cues), noun])
    return capitalised(f"{body} {named}", titles)


_BRACKET = re.compile(r"\s\([^)]*\)")


def _plain(word: Word, cues: Cues) -> Word:
    """An abbreviation without its genitive: "ODIHR's" as "ODIHR"."""
    if not word.lower.endswith(cues.locale.titles.possessives) or not word.text[:-2].isupper():
        return word
    return word._replace(text=word.text[:-2])


def _own(words: list[Word], cues: Cues) -> list[Word]:
    """Words of a title, in which nobody is there to be meant by "their"."""
    replaced = cues.locale.titles.replaced
    if not replaced:
        return words
    return [made_word(replaced.get(word.lower, word.text), word.start, word.stop) for word in words]


def _is_dropped(word: str, cues: Cues) -> bool:
    """Whether a title begins behind this word: a number, a length ("three-day"), praise ("comprehensive")."""
    titles = cues.locale.titles
    counted = word.isdigit() or word in cues.locale.durations.numbers
    return word in titles.dropped or counted or ("-" in word and word.rpartition("-")[2] in titles.lengths)


def _innermost(head: list[Word], cues: Cues) -> list[Word]:
    """The describing words that stand behind the last "of the"."""
    outer = cues.locale.titles.of | cues.locale.titles.articles
    after = max((index + 1 for index, word in enumerate(head) if word.lower in outer), default=0)
    return head[after:]


@cache
def _topic_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(phrases)})\s", re.IGNORECASE)


def without_topic_of(title: str, cues: Cues) -> str:
    """A title without empty words such as "the topic of"."""
    return _topic_of(cues.locale.titles.subject_of).sub("", title)


@cache
def _cut(language: str) -> re.Pattern[str]:
    """Where a title of a language may end: before a preposition or comma."""
    locale = load_locale(language)
    words = locale.titles.cuts or locale.titles.prepositions | locale.titles.company | frozenset(locale.places.at)
    return re.compile(rf",? (?:{any_of(words)})(?!\w)|,")


def shorten(title: str, longest: int = LONGEST, language: str = "en") -> str:
    """A title of at most `longest` characters, ended before a preposition or comma, never within a word."""
    if len(title) <= longest:
        return title
    quoted = _QUOTED.search(title)
    if quoted and quoted.start() > 12:
        return title if len(title) <= longest + 60 else _undangled(title[: quoted.start()], language)
    fitting = [cut for match in _cut(language).finditer(title) if 15 < (cut := match.start()) <= longest]
    return _undangled(title[: fitting[-1] if fitting else title.rfind(" ", 0, longest)], language)


_QUOTED = re.compile("[“«„]")


@cache
def _dangling(language: str) -> re.Pattern[str]:
    """What no title of a language ends with."""
    return re.compile(rf"(?:[\s,:–-]+(?:{any_of(grammar(language).ends)}))*[\s,:–-]*\Z")


def _undangled(title: str, language: str) -> str:
    """A title without the preposition or comma that it was cut behind."""
    return _dangling(language).sub("", title)


def _weight(
    text: ReleaseText, words: list[Word], left: int, index: int, right: int, named: str | None, cues: Cues
) -> float:
    noun, phrase, titles = words[index], words[left : index + 1], cues.locale.titles
    bare = right == index + 1 and not named
    before = words[left - 1].lower if left else ""
    weight = 0.5 if noun.lower in cues.weak_nouns else 1.5
    weight += 2 if named else 0
    weight += 1 if right > index + 1 else 0
    weight += 0.7 if any(word.capital for word in phrase[1 if left == 0 else 0 :]) else 0
    weight += min(0.6, 0.2 * (index - left))
    weight += 1 if before in grammar(cues.locale.code).new else 0
    weight -= 2 if bare and index - left <= 1 and before in titles.pointing else 0
    weight -= 1 if bare and not noun.capital and _described(phrase, cues) < titles.lone else 0
    return weight + _setting(text, words, left, before, cues) - 0.003 * (words[left].start - words[0].start)


def _described(phrase: list[Word], cues: Cues) -> int:
    """How many words describe the noun that a phrase ends with: those with the endings of adjectives, where a
    language's tell, and those of the noun itself ("open day")."""
    titles, words, noun = cues.locale.titles, phrase[:-1], phrase[-1]
    if titles.lone > 1:
        return len(words)
    if not titles.describes:
        return len(words) + noun.text.count(" ")
    told = (word for word in words if word.lower.endswith(titles.describes) and word.lower not in titles.dropped)
    return sum(1 for _ in told) + noun.text.count(" ")


def _setting(text: ReleaseText, words: list[Word], left: int, before: str, cues: Cues) -> float:
    """What stands before a name: an organising verb speaks for it, "on the margins of" against it."""
    titles, new = cues.locale.titles, grammar(cues.locale.code).new
    head = text.text[words[0].start : words[left].start]
    setting = cues.framework.search(head) or (
        cues.framework.search(text.text[words[0].start : words[left - 1].start] + " ")
        if before in titles.determiners
        else None
    )
    weight = 0.0
    told = before in new or words[left].lower in new or words[left].text[0].isdigit()
    told = told or any(word.lower in titles.invites for word in words[max(0, left - _INVITED) : left])
    if setting and not (told and setting.group().strip().lower() in titles.told_at):
        weight -= 3
    verb = max((match.end() for match in cues.verbs.finditer(head)), default=None)
    return weight + (1 if verb is not None and len(head) - verb < 25 else 0)


_INVITED = 8  # words from an invitation to what it is to
