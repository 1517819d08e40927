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
from calendar_app.extraction.phrases import Word, first_word, is_modifier, last_word, words_of
from calendar_app.extraction.text import ReleaseText
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
    over which a title reads on ("a workshop from 4 to 6 July dedicated to…")."""
    words = words_of(text.text, start, min(stop, start + _LONGEST_SENTENCE), dates, cues)
    names = [mention for mention in text.within(start, stop) if mention.kind == "office"]
    found = [title for index in range(len(words)) if (title := _candidate(text, words, index, names, cues))]
    return max(found, key=lambda title: title.weight, default=None)


def _candidate(text: ReleaseText, words: list[Word], index: int, names: list[Mention], cues: Cues) -> Title | None:
    word = words[index]
    if not _names_event(words, index, cues) or is_modifier(words, index, cues):
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
    return word.capital and index > 0 and words[index - 1].capital and word.lower in cues.locale.events.proper


def _compose(left: list[Word], noun: Word, right: list[Word], named: str | None, cues: Cues) -> str:
    head = [_plain(word.text) for word in left if not word.bracketed]
    while head and _is_dropped(head[0].lower(), cues):
        head.pop(0)
    body = " ".join([*head, noun.text, *([joined] if (joined := _join(right)) else [])])
    body = without_topic_of(body, cues).strip(" ,:–-")
    if not named:
        return _capital(body if len(body) <= LONGEST else shorten(_BRACKET.sub("", body)))
    named = _BRACKET.sub("", named).strip(" ,.")
    if len(body) + len(named) > _LONGEST_NAMED:
        body = " ".join([*_innermost(head), noun.text])
    return _capital(f"{body} “{named}”")


_BRACKET = re.compile(r"\s\([^)]*\)")


def _plain(word: str) -> str:
    """An abbreviation without its genitive: "ODIHR's" as "ODIHR"."""
    return re.sub(r"[’']s$", "", word) if word[:-2].isupper() else word


def _is_dropped(word: str, cues: Cues) -> bool:
    """Whether a title begins behind this word: a number, a length ("three-day"), praise ("comprehensive")."""
    titles = cues.locale.titles
    last = word.rpartition("-")[2]
    counted = word.isdigit() or word in cues.locale.durations.numbers
    return word in titles.dropped or counted or ("-" in word and (last in titles.lengths or last == "long"))


def _innermost(head: list[str]) -> list[str]:
    """The describing words that stand behind the last "of the"."""
    after = max((index + 1 for index, word in enumerate(head) if word.lower() in ("of", "the")), default=0)
    return head[after:]


def _join(words: list[Word]) -> str:
    out = ""
    for word in words:
        text = "the" if word.lower in _OWN else word.text
        out += text if text in ",:;" or not out else f" {text}"
    return out.strip(" ,:")


_OWN = frozenset(("its", "his", "her", "their", "our"))  # in a title nobody is there to be meant by these


@cache
def _topic_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases)) or '(?!)'})\s", re.IGNORECASE)


def without_topic_of(title: str, cues: Cues) -> str:
    """A title without empty words such as "the topic of"."""
    return _topic_of(cues.locale.titles.subject_of).sub("", title)


_CUT = re.compile(r",? (?:on|for|to|about|with|in|between|among|against|by|as|or|at)\b|,")


def shorten(title: str, longest: int = LONGEST) -> str:
    """A title of at most `longest` characters, ended before a preposition or comma, never within a word."""
    if len(title) <= longest:
        return title
    if title.find("“") > 12:
        return title if len(title) <= longest + 60 else _undangled(title[: title.index("“")])
    fitting = [cut for match in _CUT.finditer(title) if 15 < (cut := match.start()) <= longest]
    return _undangled(title[: fitting[-1] if fitting else title.rfind(" ", 0, longest)])


_DANGLING = re.compile(
    r"(?:[\s,:–-]+(?:on|of|for|to|in|with|about|titled|entitled|called|the|and|supported by))*[\s,:–-]*\Z"
)


def _undangled(title: str) -> str:
    """A title without the preposition or comma that it was cut behind."""
    return _DANGLING.sub("", title)


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]


def _weight(
    text: ReleaseText, words: list[Word], left: int, index: int, right: int, named: str | None, cues: Cues
) -> float:
    noun, phrase = words[index], words[left : index + 1]
    bare = right == index + 1 and not named
    before = words[left - 1].lower if left else ""
    weight = 0.5 if noun.lower in cues.weak_nouns else 1.5
    weight += 2 if named else 0
    weight += 1 if right > index + 1 else 0
    weight += 0.7 if any(word.capital for word in phrase[1 if left == 0 else 0 :]) else 0
    weight += min(0.6, 0.2 * (index - left))
    weight += 1 if before in ("a", "an", "first", "second") else 0
    weight -= 2 if bare and index - left <= 1 and before in ("the", "this", "these", "that") else 0
    weight -= 1 if bare and not noun.capital and index - left < 3 else 0
    return weight + _setting(text, words, left, before, cues) - 0.003 * (words[left].start - words[0].start)


_ARTICLE = re.compile(r"(?:the|a|an|its|their)\s\Z", re.IGNORECASE)


def _setting(text: ReleaseText, words: list[Word], left: int, before: str, cues: Cues) -> float:
    """What stands before a name: an organising verb speaks for it, "on the margins of" against it."""
    head = text.text[words[0].start : words[left].start]
    setting = cues.framework.search(_ARTICLE.sub("", head))
    weight = 0.0
    told = (
        before in ("a", "an")
        or words[left].lower in ("first", "second", "third", "annual")
        or words[left].text[0].isdigit()
    )
    if setting and not (told and setting.group().strip().lower() in ("during", "at")):
        weight -= 3
    verb = max((match.end() for match in cues.verbs.finditer(head)), default=None)
    return weight + (1 if verb is not None and len(head) - verb < 25 else 0)
