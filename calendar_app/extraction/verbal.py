"""Titles of events that a sentence names by its verb alone: "met with…", "visited…", "a memorial service will be held".

The verbs and the titles are each language's own (`[[verbal]]` in its locale); here stands how a subject and an object
are found without a parser.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from calendar_app.extraction.countries import home_of
from calendar_app.extraction.cues import Cues, VerbalCue
from calendar_app.extraction.cues import cues as cues_of
from calendar_app.extraction.forms import capitalised, phrase_in_nominative
from calendar_app.extraction.gazetteer import find_city
from calendar_app.extraction.times import hour_ranges
from calendar_app.extraction.titles import shorten
from calendar_app.extraction.words import grammar
from calendar_app.locales import load_locale

_LONGEST_SENTENCE = 2000  # characters of a sentence that are looked at
_LONGEST = 140  # characters of a subject or object; longer ones are no names
_OBJECT_END = re.compile(r"[.;:(|\n]|,\s")
_SUBJECT_END = re.compile(r"[.;:|\n]")
_NO_END = re.compile(r"\.\s+[^\W\d_A-ZÀ-Þ]")
_APPOSITION = re.compile(r",[^,]{3,80}(?:,|\Z)")


def verbal_title(text: str, start: int, stop: int, dates: Sequence[tuple[int, int]], cues: Cues) -> str | None:
    """A title from the verb of the sentence text[start:stop]; None if no verb in it makes an event.

    `dates` are the ranges of the text's date phrases, in order, which belong to no title.
    """
    stop = min(stop, start + _LONGEST_SENTENCE)
    near = dates[max(0, bisect_left(dates, (start, 0)) - 1) : bisect_left(dates, (stop, 0))]
    inside = tuple(_within(text, low, high, start, stop) for low, high in near if high > start)
    return _of_sentence(text[start:stop], inside, cues.locale.code)


def _within(text: str, low: int, high: int, start: int, stop: int) -> tuple[int, int]:
    """The range of a date in text[start:stop], with a full stop that ends no sentence."""
    high += bool(_NO_END.match(text, high))
    return max(low - start, 0), min(high, stop) - start


@lru_cache(maxsize=64)
def _of_sentence(sentence: str, dates: tuple[tuple[int, int], ...], language: str) -> str | None:
    """The title of a sentence with dates in these ranges."""
    words = cues_of(language)
    blanked = _blanked(sentence, dates)
    for verbal in words.verbal:
        for match in verbal.verbs.finditer(blanked):
            title = _title(blanked, match, dates, verbal, words)
            if title is not None:
                return shorten(capitalised(title, words.locale.titles), 120, language)
    return None


def _blanked(sentence: str, dates: Sequence[tuple[int, int]]) -> str:
    """A sentence with blanks in the place of its dates, over which verbs and their objects go on."""
    parts, at = list[str](), 0
    for low, high in dates:
        parts += [sentence[at:low], " " * (high - max(low, at))]
        at = max(at, high)
    return "".join([*parts, sentence[at:]])


def _title(
    sentence: str, verb: re.Match[str], dates: Sequence[tuple[int, int]], verbal: VerbalCue, cues: Cues
) -> str | None:
    form, parts = verbal.words.title, dict[str, str]()
    if verbal.words.alone and not _has_no_object(sentence, verb.end(), dates, cues):
        return None
    if "{object}" in form:
        behind = _object(sentence, verb.end(), dates, verbal.words.name, cues)
        if behind and form.endswith(": {object}"):
            behind = phrase_in_nominative(behind, cues.locale.titles, cues.noun_words)
        if behind:
            parts["object"] = behind
        elif verbal.words.bare:
            form = verbal.words.bare
        else:
            return None
    if "{subject}" in form:
        before = _subject(sentence, verb.start(), dates, form == "{subject}", cues)
        if not before:
            return None
        parts["subject"] = before
    return form.format(**parts)


@cache
def _no_object(language: str) -> frozenset[str]:
    """Words with which no object begins."""
    locale = load_locale(language)
    return frozenset((
        *locale.places.at, *locale.joiners.from_, *locale.joiners.between, *locale.titles.behind,
        *locale.relative_weekday, *locale.titles.prepositions,
    ))  # fmt: skip


def _has_no_object(sentence: str, at: int, dates: Sequence[tuple[int, int]], cues: Cues) -> bool:
    """Whether a verb is followed by a preposition, a date, or the end of its clause."""
    if any(low <= at + 1 <= high for low, high in dates):
        return True
    word = re.match(r"\s*([\w’'-]*)", sentence[at:])
    behind = word.group(1).lower() if word else ""
    return not behind or behind in _no_object(cues.locale.code)


def _object(sentence: str, at: int, dates: Sequence[tuple[int, int]], name: bool, cues: Cues) -> str | None:
    """What stands behind a verb, up to the end of its clause, a date, or a word that no name goes on with.

    A date or a place right behind the verb is stepped over ("received on 4 April a delegation").
    """
    at = _over_place(sentence, _over_date(sentence, at, dates, cues), cues)
    if _has_no_object(sentence, at, [], cues):
        return None
    end = _OBJECT_END.search(sentence, at)
    limit = min(
        [len(sentence), at + _LONGEST, *([end.start()] if end else []), *(low for low, _ in dates if low >= at)]
    )
    words = sentence[at:limit].split()
    if at + _LONGEST == limit:
        words = words[:-1]
    kept: list[str] = []
    for word in words:
        lower = word.lower().strip('“”"„«»')
        if kept and (lower in cues.locale.titles.behind or lower in cues.verb_words):
            break
        kept.append(word)
    if name:
        kept = _name(kept, cues)
    return " ".join(_tight(kept, cues)) or None


def _date_behind(sentence: str, at: int, dates: Sequence[tuple[int, int]], cues: Cues) -> int | None:
    """Where the date behind a verb ends, with at most a preposition or article before it; None if there is none."""
    date = next(((low, high) for low, high in dates if high > at), None)
    if date is None or date[0] - at > _INTRODUCED:
        return None
    before_gap = grammar(cues.locale.code).before_gap
    return date[1] if all(word.lower() in before_gap for word in sentence[at : date[0]].split()) else None


_INTRODUCED = 12  # characters of the words before a date


def _over_date(sentence: str, at: int, dates: Sequence[tuple[int, int]], cues: Cues) -> int:
    """Where the words behind a date and its "year" begin, if one stands right behind a verb and more than a word
    follows it; else where they began."""
    stop = _date_behind(sentence, at, dates, cues)
    if stop is None:
        return at
    word = re.match(r"\s*(\w+\.?)", sentence[stop : stop + 40])
    if word and word.group(1).lower() in cues.locale.titles.behind_date:
        stop += word.end()
    return stop if re.match(r"\s+[\w„«“\"]", sentence[stop : stop + 40]) else at


def _over_place(sentence: str, at: int, cues: Cues) -> int:
    """Where the words behind a city begin, if a preposition and its name stand right behind a verb, and an object
    behind them; else where they began."""
    place = cues.at.match(sentence, at + len(sentence[at:]) - len(sentence[at:].lstrip()))
    if place is None or place.group(1) not in cues.locale.places.at:
        return at
    home = home_of(cues.locale.code)
    city = find_city(place.group(2), home, cues.locale.code)
    if city is None or (city.country not in home and city.name != place.group(2)):
        return at
    return place.end() if re.match(r"\s+[^\W\d_]", sentence[place.end() :]) else at


def _name(words: list[str], cues: Cues) -> list[str]:
    """The words up to the last one with a capital, with at most two small ones between any two."""
    lead = 0
    while lead < len(words) and words[lead].lower() in cues.locale.titles.determiners:
        lead += 1
    if lead and lead < len(words) and words[lead][0].islower():  # "their counterparts in Riga"
        at = next((index for index, word in enumerate(words) if word in cues.locale.places.at), None)
        return _name(words[at + 1 :], cues) if at is not None else []
    last, small = -1, 0
    for index in range(lead, len(words)):
        small = 0 if words[index][0].isupper() else small + 1
        if small > (2 if last >= 0 else 0):
            break
        last = index if small == 0 else last
    return words[: last + 1] if last >= 0 else []


def _subject(sentence: str, at: int, dates: Sequence[tuple[int, int]], whole: bool, cues: Cues) -> str | None:
    """What stands before a verb, from behind the last date, hour or opening phrase; None if it is none that events
    have.

    As a `whole` title it must say more than "the meeting"; beside another word it keeps its article.
    """
    hours = hour_ranges(sentence, 0, at, cues.locale.code)
    at = _before_aside(sentence, at, dates)
    start = max([0, *(high for _, high in (*dates, *hours) if 0 < high <= at)])
    for match in _SUBJECT_END.finditer(sentence, start, at):
        start = match.end()
    before = sentence[start:at].strip(" ,–—-")
    noun, _, pronoun = before.rpartition(", ")
    told_of = pronoun.lower() in cues.locale.titles.relative  # "Next is the atlas, which will be presented"
    subject = _APPOSITION.sub("", noun if told_of else before).strip(" ,)")
    words = _without_elided(subject.rpartition(", ")[2], whole, cues).split()
    while words and words[-1].lower() in (cues.locale.titles.verb_follows | cues.locale.titles.behind):
        words.pop()
    words = _complement(words, cues) if told_of else words
    if not words or len(subject) > _LONGEST or words[0].lower() in _no_subject(cues.locale.code):
        return None
    article = words[0].lower() in cues.locale.titles.determiners
    if whole:
        words = words[1:] if article else words
        told = any(word.lower() not in cues.weak_nouns for word in words[1:]) and (article or not words[0].islower())
        return " ".join(words) if told and not _is_background(words, cues) else None
    if not (article or words[0][0].isupper() or words[0][0].isdigit()) or _is_background(words, cues):
        return None
    first = words[0].lower() if article or words[0].lower() in cues.locale.durations.numbers else words[0]
    return " ".join([first, *words[1:]])


def _before_aside(sentence: str, at: int, dates: Sequence[tuple[int, int]]) -> int:
    """Where a subject ends before a verb, without a date between commas behind it: "The seminar, first announced for
    4 May, has been moved"."""
    date = next(((low, high) for low, high in reversed(dates) if high <= at), None)
    if date is None or sentence[date[1] : date[1] + 1] != "," or "," in sentence[date[1] + 1 : at]:
        return at
    comma = sentence.rfind(",", max(0, date[0] - _ASIDE), date[0])
    return comma if comma > 0 and not _SUBJECT_END.search(sentence, comma, date[0]) else at


_ASIDE = 60  # characters between a subject and the date of an aside


def _complement(words: list[str], cues: Cues) -> list[str]:
    """What stands behind "is" in the words before a relative pronoun ("Next is the atlas"), else all of them."""
    titles = cues.locale.titles
    pairs = enumerate(pairwise(words), 1)
    begins = [n for n, (verb, article) in pairs if verb in titles.relative and article in titles.determiners]
    return words[begins[-1] :] if begins else words


@cache
def _no_subject(language: str) -> frozenset[str]:
    """Words with which no subject begins."""
    locale = load_locale(language)
    return locale.titles.before - locale.titles.determiners - locale.durations.numbers.keys()


def _without_elided(subject: str, whole: bool, cues: Cues) -> str:
    """A subject that is a whole title without the article that an apostrophe joins to it ("L’assemblée")."""
    elided = grammar(cues.locale.code).elided
    article = elided.match(subject) if elided is not None and whole else None
    if article is None or f"{article.group().lower()[:-1]}’" not in cues.locale.titles.determiners:
        return subject
    return capitalised(subject[article.end() :], cues.locale.titles)


def _is_background(words: Sequence[str], cues: Cues) -> bool:
    """Whether a subject is one of no event ("the law", "the deadline")."""
    return cues.background_subjects.search(" ".join(words)) is not None


def _tight(words: list[str], cues: Cues) -> list[str]:
    """Words without what hangs loose at their end before a date or a clause's end."""
    joiners, titles = cues.locale.joiners, cues.locale.titles
    loose = {
        *joiners.skip, *joiners.from_, *joiners.between, *joiners.and_, *titles.prepositions, *titles.determiners,
        *cues.locale.places.at, *cues.locale.relative_weekday, *titles.behind,
    }  # fmt: skip
    while words and words[-1].lower().strip(",") in loose:
        words.pop()
    return words
