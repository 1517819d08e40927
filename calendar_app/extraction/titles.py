"""Titles: the noun phrase that names an event, as a person would put it into a calendar.

A sentence's event nouns are its candidates ("seminar", "study visit"). Each is grown to the left over the words that
describe it and to the right over the phrases that say what it is on or for; duration, articles and bracketed
abbreviations go. The best candidate is the one that is newly told, named, and nearest to the organising verb.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from calendar_app.extraction.cues import Cues
from calendar_app.extraction.text import ReleaseText
from calendar_app.profiles.names import Mention

LONGEST = 100  # characters; a longer title is shortened at a phrase, never in a word

_TOKEN = re.compile(r"“[^”\n]{3,160}”|\"[^\"\n]{3,160}\"|\([^()\n]{1,80}\)|[^\W_](?:[\w’'./&-]*[\w’'])?|[^\w\s]")
_DETERMINERS = frozenset("a an the this these that those its his her their our another each every some any one".split())
_LEFT_STOP = frozenset(
    "of in on at to for from by with within during under and or but as after before through via into about towards "
    "who which that is are was were be been has have had will would can could may also then when where while two three "
    "four five six seven eight nine ten eleven twelve both several many more most over all other held hosting hosted "
    "organized organised organizing organising co-organized conducted conducting attended attending supported supporting delivered convened launched "
    "facilitated concluded opened opening completed participated participating provided providing discussed marked "
    "following including met visited joined arranged between actively successfully jointly officially not took take "
    "taking takes marks mark started starts start begin begins began became become brought bring being did does do "
    "holds hold holding hosts host offers offer offered featured features led leads it he she they we".split()
)
_PREPOSITIONS = frozenset("on of for to about against between among towards with into under by concerning regarding".split())
_TOPICAL = frozenset("on of for to about against between among towards concerning regarding with".split())
_STOP_RIGHT = frozenset(
    "which that who whose where when while is are was were be been has have had will would can could may might took "
    "takes take taking held organized organised hosted conducted convened concluded brought brings started starts "
    "began begins ended opened marked marking attended supported funded financed aimed aims provided provides focused focuses today "
    "yesterday tomorrow last next this these earlier later as because so but by co-organized co-hosted facilitated "
    "delivered gathered served serves offered included includes including during from until after before following "
    "since through throughout within under via it he she they gave started continues continued developed led "
    "associated related designed intended compared shared successfully jointly together featuring bringing gathering attending said met was not also only over drew draws".split()
)
_DATE_GAP = "|"  # stands for a date phrase among the words of a sentence
_AFTER_DATE = frozenset("dedicated devoted on titled entitled focused focusing aimed".split())
_DURATION = re.compile(
    r"^(?:(?:\w+|\d+)[- ](?:day|days|week|weeks|month|months|hour|hours)(?:[- ]long)?|(?:day|week|month|year)[- ]?long|"
    r"comprehensive|successful|intensive|landmark|important|special|productive|in-depth|multi-day|much-anticipated|"
    r"recent|inaugural|new|two|three|four|\d+)$",
    re.IGNORECASE,
)
_NAMED = frozenset("titled entitled called named dubbed themed".split())
_TOPIC_OF = re.compile(r"\b(?:the (?:topic|subject|issue|theme|occasion) of|the topics of)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """A title and how sure it is: 2 or more is a title that names its event, less only points at one."""

    text: str
    weight: float
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    stop: int

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def quoted(self) -> bool:
        return self.text[0] in "“\""

    @property
    def bracketed(self) -> bool:
        return self.text[0] == "("


def best_title(
    text: ReleaseText, start: int, stop: int, dates: Sequence[tuple[int, int]], cues: Cues
) -> Title | None:
    """The best title in the sentence text[start:stop], None if it names no event; `dates` are ranges of date phrases,
    over which a title reads on ("a workshop from 4 to 6 July dedicated to…")."""
    words = [_Word(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text.text, start, min(stop, start + 1200))]
    names = [mention for mention in text.within(start, stop) if mention.kind == "office"]
    words = _without_dates(words, dates)
    found = [title for index in range(len(words)) if (title := _candidate(text, words, index, names, cues))]
    return max(found, key=lambda title: title.weight, default=None)


def _without_dates(words: list[_Word], dates: Sequence[tuple[int, int]]) -> list[_Word]:
    """The words of a sentence without its date phrases and the prepositions before them."""
    kept: list[_Word] = []
    for word in words:
        if any(start <= word.start < stop for start, stop in dates):
            if kept and kept[-1].lower in ("from", "on", "between", "in", "the", "for", "of"):
                kept.pop()
            if not kept or kept[-1].text != _DATE_GAP:
                kept.append(_Word(_DATE_GAP, word.start, word.stop))
            continue
        kept.append(word)
    return kept


def _candidate(
    text: ReleaseText, words: list[_Word], index: int, names: list[Mention], cues: Cues
) -> Title | None:
    word = words[index]
    if not cues.nouns.fullmatch(word.text) or _is_modifier(words, index, cues):
        return None
    if any(name.start <= word.start < name.stop for name in names):
        return None
    left = _grow_left(words, index, cues)
    right, named = _grow_right(text, words, index)
    title = _compose(words[left:index], word, words[index + 1 : right], named)
    if not title:
        return None
    weight = _weight(text, words, left, index, right, named, cues)
    return Title(title, weight, words[left].start, words[min(right, len(words)) - 1].stop)


def _is_modifier(words: list[_Word], index: int, cues: Cues) -> bool:
    """Whether a noun stands before its head: "training" in "training course", "conference" in "conference room"."""
    if index + 1 >= len(words):
        return False
    behind = words[index + 1]
    if behind.quoted or behind.bracketed or not behind.text[0].isalpha():
        return False
    if behind.lower in _STOP_RIGHT | _PREPOSITIONS | _NAMED | {"in", "at", "and", "or", "dedicated", "entitled"}:
        return False
    return not behind.lower.endswith(("ed", "ing", "ly")) or bool(cues.nouns.fullmatch(behind.text))


def _grow_left(words: list[_Word], index: int, cues: Cues) -> int:
    """The index of the first word of the noun phrase that ends in words[index]."""
    left = index
    while left > 0 and index - left < 14:
        word = words[left - 1]
        if word.lower == "of" and left >= 2 and _part_of_name(words, left - 2, cues):
            left -= 2
            continue
        if word.lower == "the" and left >= 3 and words[left - 2].lower == "of" and cues.nouns.fullmatch(words[left - 3].text):
            left -= 3
            continue
        if word.lower == "and" and left >= 2 and _coordinated(words, left):
            left -= 2
            continue
        if word.bracketed and left < index:
            break
        if not (word.text[0].isalnum() or word.quoted or word.bracketed):
            break
        if word.lower in _LEFT_STOP or word.lower in _DETERMINERS or (cues.verbs.fullmatch(word.text) and word.lower == word.text):
            break
        left -= 1
    while left < index and not words[left].quoted and (_possessor(words[left]) or words[left].text.isdigit()):
        left += 1
    return left


def _part_of_name(words: list[_Word], index: int, cues: Cues) -> bool:
    """ "Training of Trainers course": what stands before "of" is itself an event or a name."""
    word = words[index]
    if cues.nouns.fullmatch(word.text):
        return True
    introduced = index > 0 and words[index - 1].lower in _DETERMINERS
    return word.text[0].isupper() and (words[index + 2].text[0].isupper() or introduced)


def _coordinated(words: list[_Word], left: int) -> bool:
    """ "scientific and practical conference": two describing words joined, not two things."""
    before, behind = words[left - 2], words[left]
    return before.text[0].isalpha() and before.lower == before.text and behind.lower == behind.text and (
        before.lower.endswith(("al", "ic", "ive", "ing", "ary")) or behind.lower.endswith(("al", "ic", "ive", "ing"))
    )  # fmt: skip


def _possessor(word: _Word) -> bool:
    """ "Elbasan's" is not part of a title; an abbreviation's is: "ODIHR's election observation mission"."""
    return word.lower.endswith(("’s", "'s")) and not word.text[:-2].isupper()


def _grow_right(text: ReleaseText, words: list[_Word], index: int) -> tuple[int, str | None]:
    """The index behind the noun phrase, and the name in quotation marks that belongs to it."""
    right = index + 1
    topical = False
    while right < len(words):
        word = words[right]
        behind = words[right + 1] if right + 1 < len(words) else None
        if word.quoted:
            return right, word.text[1:-1]
        if word.bracketed:
            right += 1
            continue
        if word.text == _DATE_GAP and behind and behind.lower in _AFTER_DATE and not topical:
            right += 1
            continue
        if not topical and (jump := _focus(words, right)):
            right, topical = jump, True
            continue
        if word.text == "," and behind and (behind.lower in _NAMED or behind.quoted):
            right += 1
            continue
        if word.lower in _NAMED and behind and (behind.quoted or behind.text[0].isupper()):
            right += 1
            continue
        if word.text in ":–" and behind and behind.quoted:
            right += 1
            continue
        if word.text == "," and topical and _goes_on(words, right):
            right += 1
            continue
        if not word.text[0].isalnum() or word.lower in _STOP_RIGHT:
            break
        if word.lower in ("in", "at") and not (word.lower == "in" and behind and behind.lower.endswith("ing")):
            if not (word.lower == "in" and topical and behind and _in_belongs(words, right)):
                break
        elif word.lower in _PREPOSITIONS:
            if word.lower not in _TOPICAL or (word.lower == "with" and (not topical or _in_support(words, right))):
                break
            topical = True
        elif not topical and word.lower not in _NAMED and word.lower not in ("and",):
            break
        elif word.lower == "and" and not topical:
            break
        right += 1
    while right > index + 1 and (words[right - 1].lower in _PREPOSITIONS | {"and", "in", "the", "a", "or", ",", "an"} | _NAMED):
        right -= 1
    return right, None


def _in_support(words: list[_Word], index: int) -> bool:
    """ "with the support of", "with representatives from": who took part, not what it was on."""
    return any(word.lower in ("support", "representatives", "participation", "help", "assistance") for word in words[index : index + 4])


def _focus(words: list[_Word], at: int) -> int:
    """The index behind "aimed at", "in Sarajevo, which focused on", "dedicated to": what follows says what it is on."""
    index = at
    if words[index].lower in ("in", "at"):
        index += 1
        while index < len(words) and index - at < 6 and words[index].text[0].isupper():
            index += 1
    while index < min(at + 8, len(words) - 1) and words[index].lower in (",", "which", "that", "was", "is"):
        index += 1
    if index + 1 < len(words) and (words[index].lower, words[index + 1].lower) in _FOCUS:
        return index + 2
    return 0


_FOCUS = {
    ("focused", "on"), ("focusing", "on"), ("focuses", "on"), ("aimed", "at"), ("dedicated", "to"), ("devoted", "to"), ("centred", "on"),
}  # fmt: skip


def _goes_on(words: list[_Word], comma: int) -> bool:
    """Whether a comma stands in a list ("small arms, ammunition and explosives"), not before a new clause."""
    for word in words[comma + 1 : comma + 6]:
        if word.lower == "and":
            return True
        if word.text == "," or word.lower in _STOP_RIGHT or word.lower in _PREPOSITIONS or word.lower in ("in", "at"):
            return False
    return False


_IN_REGION = ("the", "south", "central", "eastern", "western", "countering", "human", "criminal", "law", "digital", "armed")


def _in_belongs(words: list[_Word], index: int) -> bool:
    """ "Freedom of the Media in the Digital Age" belongs together; "in Bishkek", "in the premises" do not."""
    behind = words[index + 1]
    if behind.lower == "the" and index + 2 < len(words):
        return words[index + 2].lower in ("digital", "osce", "region", "field", "age", "western", "context", "21st") or (
            index + 3 < len(words) and words[index + 3].lower in ("region", "age", "century", "sector", "field")
        )
    return behind.lower in _IN_REGION or (behind.text[0].islower() and behind.lower not in _DETERMINERS | {"partnership", "co-operation", "cooperation", "collaboration", "close", "line", "order", "which", "person", "early", "late", "mid"})


def _compose(left: list[_Word], noun: _Word, right: list[_Word], named: str | None) -> str:
    head = [word.text for word in left if not word.bracketed]
    while head and (_DURATION.match(head[0]) or head[0].lower() in ("first", "of") and len(head) == 0):
        head.pop(0)
    body = " ".join([*(re.sub(r"[’']s$", "", word) if word[:-2].isupper() else word for word in head), noun.text])
    if right:
        joined = _join(right)
        body = f"{body} {joined}" if joined else body
    body = _TOPIC_OF.sub("", body).strip(" ,:–-")
    if named:
        named = re.sub(r"\s\([^)]*\)", "", named).strip(" ,.")
        full = f"{body} “{named}”"
        body = full if len(full) <= LONGEST + 60 else f"{' '.join(_innermost(head))} {noun.text} “{named}”".strip()
    return _capital(shorten(body))


def _innermost(head: list[str]) -> list[str]:
    """The describing words that stand behind the last "of the"."""
    after = max((index + 1 for index, word in enumerate(head) if word.lower in ("of", "the")), default=0)
    return head[after:]


def _join(words: list[_Word]) -> str:
    out = ""
    pairs = [(word.lower, behind.lower) for word, behind in zip(words, words[1:], strict=False)]
    for index, word in enumerate(words):
        if word.bracketed or word.lower in _NAMED or word.text == _DATE_GAP:
            continue
        if index < len(pairs) and pairs[index] in _FOCUS:
            out = "on"  # what stood before it is a place or "which was"
            continue
        if index and pairs[index - 1] in _FOCUS:
            continue
        out += word.text if word.text in ",:;" or not out else f" {word.text}"
    return out.strip(" ,:")


def shorten(title: str, longest: int = LONGEST) -> str:
    """A title of at most `longest` characters, ended before a preposition or conjunction, never within a word."""
    if len(title) <= longest:
        return title
    if "“" in title:
        return title if len(title) <= longest + 60 else title[: title.index("“")].rstrip() or title
    cuts = [m.start() for m in re.finditer(r",? (?:on|for|to|about|with|in|between|among|against|by|as|at)\b|,", title)]
    fitting = [cut for cut in cuts if 15 < cut <= longest]
    if fitting:
        return title[: fitting[-1]].rstrip(" ,")
    return title[: title.rfind(" ", 0, longest)].rstrip(" ,")


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]


def _weight(
    text: ReleaseText, words: list[_Word], left: int, index: int, right: int, named: str | None, cues: Cues
) -> float:
    noun = words[index]
    weight = 0.5 if noun.lower in cues.weak_nouns else 1.5
    before = words[left - 1] if left else None
    if named:
        weight += 2
    if right > index + 1:
        weight += 1
    if any(word.text[0].isupper() for word in words[left + (1 if left == 0 else 0) : index + 1]):
        weight += 0.7
    weight += min(0.6, 0.2 * (index - left))
    if before is not None and before.lower in ("a", "an", "first", "second"):
        weight += 1
    if before is not None and before.lower in ("the", "this", "these", "that") and right == index + 1 and index - left <= 1 and not named:
        weight -= 2
    head = text.text[words[0].start : words[left].start]
    bare = re.sub(r"(?:the|a|an|its|their)\s\Z", "", head, flags=re.IGNORECASE)
    setting = cues.framework.search(bare)
    if setting and not (before is not None and before.lower in ("a", "an") and setting.group().strip().lower() in ("during", "at")):
        weight -= 3
    if right == index + 1 and not named and words[index].lower == words[index].text and index - left < 3:
        weight -= 1
    if (verb := _last(cues.verbs, head)) is not None and len(head) - verb < 25:
        weight += 1
    if any(word.lower in ("every", "each", "annual", "regularly") for word in words[max(0, left - 1) : left]):
        weight -= 0.5
    return weight - 0.003 * (words[left].start - words[0].start)


def _last(pattern: re.Pattern[str], head: str) -> int | None:
    last = None
    for match in pattern.finditer(head):
        last = match.end()
    return last
