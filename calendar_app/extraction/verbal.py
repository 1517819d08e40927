"""Titles of events that a sentence names by its verb alone: "met with…", "visited…", "a memorial service will be held".

The verbs and the titles are each language's own (`[[verbal]]` in its locale); here stands how a subject and an object
are found without a parser.
"""

import re
from collections.abc import Sequence

from calendar_app.extraction.cues import Cues, VerbalCue
from calendar_app.extraction.titles import shorten

_LONGEST = 140  # characters of a subject or object; longer ones are no names
_OBJECT_END = re.compile(r"[.;:(|\n]|,\s")
_SUBJECT_END = re.compile(r"[.;:|\n]")
_APPOSITION = re.compile(r",[^,]{3,80}(?:,|\Z)")


def verbal_title(text: str, start: int, stop: int, dates: Sequence[tuple[int, int]], cues: Cues) -> str | None:
    """A title from the verb of the sentence text[start:stop]; None if no verb in it makes an event.

    `dates` are the ranges of the text's date phrases, which belong to no title.
    """
    for verbal in cues.verbal:
        for match in verbal.verbs.finditer(text, start, stop):
            title = _title(text, start, stop, match, dates, verbal, cues)
            if title is not None:
                return shorten(title[:1].upper() + title[1:], 120)
    return None


def _title(
    text: str,
    start: int,
    stop: int,
    verb: re.Match[str],
    dates: Sequence[tuple[int, int]],
    verbal: VerbalCue,
    cues: Cues,
) -> str | None:
    form, parts = verbal.words.title, dict[str, str]()
    if verbal.words.alone and not _has_no_object(text, verb.end(), stop, dates, cues):
        return None
    if "{object}" in form:
        behind = _object(text, verb.end(), stop, dates, verbal.words.name, cues)
        if not behind:
            return None
        parts["object"] = behind
    if "{subject}" in form:
        before = _subject(text, start, verb.start(), dates, form == "{subject}", cues)
        if not before:
            return None
        parts["subject"] = before
    return form.format(**parts)


def _has_no_object(text: str, at: int, stop: int, dates: Sequence[tuple[int, int]], cues: Cues) -> bool:
    """Whether a verb is followed by a preposition, a date, or the end of its clause."""
    word = re.match(r"\s*([\w’'-]*)", text[at:stop])
    behind = word.group(1).lower() if word else ""
    if not behind or any(low <= at + 1 <= high for low, high in dates):
        return True
    locale = cues.locale
    return behind in {
        *locale.places.at, *locale.joiners.from_, *locale.joiners.between, *locale.titles.behind,
        *locale.relative_weekday, *locale.titles.prepositions,
    }  # fmt: skip


def _object(text: str, at: int, stop: int, dates: Sequence[tuple[int, int]], name: bool, cues: Cues) -> str | None:
    """What stands behind a verb, up to the end of its clause, a date, or a word that no name goes on with."""
    if _has_no_object(text, at, stop, dates, cues):
        return None
    end = _OBJECT_END.search(text, at, stop)
    limit = min([stop, at + _LONGEST, *([end.start()] if end else []), *(low for low, _ in dates if low >= at)])
    words = text[at:limit].split()
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


def _subject(text: str, start: int, at: int, dates: Sequence[tuple[int, int]], whole: bool, cues: Cues) -> str | None:
    """What stands before a verb, from behind the last date or opening phrase.

    As a `whole` title it must say more than "the meeting"; beside another word it keeps its article.
    """
    start = max([start, *(high for _, high in dates if start < high <= at)])
    for match in _SUBJECT_END.finditer(text, start, at):
        start = match.end()
    subject = _APPOSITION.sub("", text[start:at].strip(" ,–—-")).strip(" ,)")
    words = subject.rpartition(", ")[2].split()
    while words and words[-1].lower() in (cues.locale.titles.verb_follows | cues.locale.titles.behind):
        words.pop()
    if (
        not words
        or len(subject) > _LONGEST
        or words[0].lower() in cues.locale.titles.before - cues.locale.titles.determiners
    ):
        return None
    article = words[0].lower() in cues.locale.titles.determiners
    if whole:
        words = words[1:] if article else words
        told = any(word.lower() not in cues.weak_nouns for word in words[1:]) and (article or not words[0].islower())
        return " ".join(words) if told and not cues.background_subjects.search(" ".join(words)) else None
    if not (article or words[0][0].isupper() or words[0][0].isdigit()):
        return None
    first = words[0].lower() if article or words[0].lower() in cues.locale.durations.numbers else words[0]
    return " ".join([first, *words[1:]])


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
