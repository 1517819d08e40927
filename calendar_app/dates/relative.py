"""Phrases that count from another day: "yesterday", "last Friday", "the previous day", "over the next two days"."""

import re
from collections import Counter
from collections.abc import Iterator, Set
from functools import cache

from calendar_app.dates.lexicon import Lexicon
from calendar_app.dates.phrase import Phrase
from calendar_app.dates.quotes import in_quotation
from calendar_app.locales.cue import cue
from calendar_app.model import Precision

_QUOTED = 1500  # characters; a quotation that opened farther back is taken to be over


def relative_phrases(text: str, lexicon: Lexicon, start: int, stop: int) -> Iterator[Phrase]:
    """All relative phrases of text[start:stop] but those of a weekday.

    Those in a quotation, or that mean "nowadays", are left out.
    """
    for needle, places in _needles(lexicon).items():
        at = text.find(needle, start, stop)
        while at >= 0:
            for (before, length), kinds in places.items():
                begin, end = at - before, at - before + length
                kind = kinds.get(text[begin : begin + 1].lower() + text[begin + 1 : end]) if begin >= 0 else None
                if (
                    kind
                    and (phrase := _phrase(text, begin, end, kind, lexicon))
                    and not in_quotation(text, begin, _QUOTED)
                ):
                    yield phrase
            at = text.find(needle, at + len(needle), stop)


@cache
def _needles(lexicon: Lexicon) -> dict[str, dict[tuple[int, int], dict[str, str]]]:
    """What is looked for: a few strings of which each phrase has one ("day" in "today", "yesterday", "the next day"),
    since each is a pass over the text; by each one's place in its phrases and their lengths, the phrases and kinds.

    A greedy cover (Chvátal 1979) with parts of words that are not among the language's commonest.
    """
    locale = lexicon.locale
    kinds = {
        "day": locale.relative,
        "neighbour": locale.neighbour_day,
        "week": locale.relative_week,
        "weekend": locale.relative_weekend,
        "ahead": locale.durations.ahead,
    }
    left = {word: kind for kind, words in kinds.items() for word in words}
    found: dict[str, dict[tuple[int, int], dict[str, str]]] = {}
    while left:
        parts = Counter(part for phrase in left for part in _parts(phrase, locale.common))
        needle = max(parts, key=lambda part: (parts[part], len(part), part))
        for phrase in [phrase for phrase in left if needle in _parts(phrase, locale.common)]:
            place = (phrase.index(needle, 1), len(phrase))
            found.setdefault(needle, {}).setdefault(place, {})[phrase] = left.pop(phrase)
    return found


def _parts(phrase: str, common: Set[str]) -> set[str]:
    """The parts of a phrase's words by which it may be looked for; its first letter, which may be a capital, is in
    none."""
    words = [word for word in f"\0{phrase[1:]}".split(" ") if word not in common]
    found = {
        word[low:high].strip("\0")
        for word in words
        for low in range(len(word))
        for high in range(low + 3, len(word) + 1)
    }
    return {part for part in found if len(part) > 2} or {phrase[1:]}


def weekday_phrase(text: str, anchor: re.Match[str], lexicon: Lexicon) -> Phrase | None:
    """ "last Friday", by the weekday that an anchor found; None where no word before it says which."""
    weekday = lexicon.locale.weekday_words.get(anchor.group().lower())
    if text.startswith(" of ", anchor.end()):
        return None  # "the last Friday of each month"
    behind = _WORD_BEHIND.match(text, anchor.end()) if lexicon.locale.relative_weekday_behind else None
    told = lexicon.locale.relative_weekday_behind.get(behind[1].lower()) if behind else None
    if weekday is not None and behind and told:
        return Phrase(anchor.start(), behind.end(), "relative-weekday", Precision.DAY, weekday=weekday, sense=told)
    before = _WORD_BEFORE.search(text, max(0, anchor.start() - 12), anchor.start())
    sense = lexicon.locale.relative_weekday.get(before.group(1).lower()) if before else None
    if weekday is None or before is None or sense is None or in_quotation(text, anchor.start(), _QUOTED):
        return None
    if (
        sense == "tense"
        and anchor.group().lower() in lexicon.abbreviations
        and text[anchor.end() : anchor.end() + 1] != "."
    ):
        return None  # a short word that means more than a weekday ("во пет градови", "in five towns")
    found = Phrase(before.start(1), anchor.end(), "relative-weekday", Precision.DAY, weekday=weekday, sense=sense)
    if sense == "tense":  # "on Monday": the one to come where the sentence speaks of the future, else the last one
        to_come = speaks_of_future(text, before.end(), anchor.end(), lexicon)
        found = found._replace(start=before.end(), sense="soon" if to_come else "recent")
    elif sense == "around" and speaks_of_future(text, before.end(), anchor.end(), lexicon):
        found = found._replace(sense="soon")
    return _to_another(text, found, before.group(1), lexicon)


def _to_another(text: str, phrase: Phrase, word: str, lexicon: Lexicon) -> Phrase | None:
    """A weekday with the one that follows it: "on Tuesday and Wednesday" as both days.

    None for "from Monday to Friday", which is no week in particular.
    """
    match = _AND_WEEKDAY.match(text, phrase.stop)
    second = lexicon.locale.weekday_words.get(match[2].lower()) if match else None
    if match is None or second is None or not lexicon.links(match[1]):
        return phrase
    if word.lower() in lexicon.locale.joiners.from_:
        return None
    days = (second - (phrase.weekday or 0)) % 7 + 1
    together = lexicon.joins(match[1]) or days == 2
    return phrase._replace(stop=match.end(2), days=days) if together and days > 1 else phrase


_AND_WEEKDAY = re.compile(r"\s?([-–—]|[^\W\d_]{1,7})\s?([^\W\d_]{3,})")
_CLAUSE = 240  # characters before a date that may say whether it is to come


def speaks_of_future(text: str, start: int, stop: int, lexicon: Lexicon) -> bool:
    """Whether the sentence around text[start:stop] speaks of the future."""
    low = max(0, start - _CLAUSE, text.rfind("\n", 0, start) + 1)
    end = text.rfind(". ", low, start)
    while end > low + 3 and not text[end - 3 : end].islower():
        end = text.rfind(". ", low, end)  # an abbreviation's
    low = max(low, end)
    line = text.find("\n", stop, stop + 60)
    return _future(lexicon).search(text, low, line if line >= 0 else stop + 60) is not None


@cache
def _future(lexicon: Lexicon) -> re.Pattern[str]:
    return cue(lexicon.locale.roles.future)


_WORD_BEHIND = re.compile(r"\s([^\W\d_]+)")
_WORD_BEFORE = re.compile(r"(?<![\w'’-])([^\W\d_]+)\s\Z")


def _phrase(text: str, start: int, stop: int, kind: str, lexicon: Lexicon) -> Phrase | None:
    locale = lexicon.locale
    if start and (text[start - 1].isalnum() or text[start - 1] in "'’-"):
        return None
    word = text[start].lower() + text[start + 1 : stop]
    if kind == "ahead":
        return _ahead(text, start, stop, lexicon)
    if _GOES_ON.match(text, stop):
        return None
    if kind == "week":
        return Phrase(start, stop, "relative-week", Precision.WEEK, shift=7 * locale.relative_week[word])
    if kind == "weekend":
        return Phrase(start, stop, "relative-weekend", Precision.DAY, shift=7 * locale.relative_weekend[word])
    if kind == "day":
        shift = None if _nowadays(text, start) else locale.relative[word]
        return Phrase(start, stop, "relative-day", Precision.DAY, shift=shift) if shift is not None else None
    return Phrase(start, stop, "relative-neighbour", Precision.DAY, shift=locale.neighbour_day[word])


_GOES_ON = re.compile(r"[\w'’-]| of\b")


def _ahead(text: str, start: int, stop: int, lexicon: Lexicon) -> Phrase | None:
    """ "over the next" with the number and unit behind it."""
    match = _length(lexicon).match(text, stop)
    if match is None:
        return None
    number, durations = match.group(1).lower(), lexicon.locale.durations
    count = int(number) if number.isdigit() else durations.numbers[number]
    days = count * durations.units[match.group(2).lower()]
    return Phrase(start, match.end(), "relative-ahead", Precision.DAY, shift=days) if 0 < days <= 366 else None


@cache
def _length(lexicon: Lexicon) -> re.Pattern[str]:
    durations = lexicon.locale.durations
    numbers = "|".join(map(re.escape, sorted(durations.numbers, key=len, reverse=True))) or "(?!)"
    units = "|".join(map(re.escape, sorted(durations.units, key=len, reverse=True))) or "(?!)"
    return re.compile(rf"\s({numbers}|\d{{1,2}})\s({units})s?\b", re.IGNORECASE)


_OF_TODAY = re.compile(r"\b(?:of|than|between|for|until|till|and|to|in|from) \Z", re.IGNORECASE)


def _nowadays(text: str, start: int) -> bool:
    """ "the challenges of today", "between yesterday and tomorrow": an age, not a day."""
    return bool(_OF_TODAY.search(text, max(0, start - 9), start))
