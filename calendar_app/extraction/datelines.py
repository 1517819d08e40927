"""The day on which a release was written, where the release says it before it begins to tell: its dateline.

SKOPJE, 5 May 2024 – The Mission…        Roma, 10 marzo 2025 - Il Ministro…        MANILA (15 April 2025) — …
Reserve Bank of India                    or a line of its own, before running text
Date: December 02, 2024

A release may give that day again, or only below its text: "Last updated: 5 May 2024", "the Mission announced today".
"""

import re
from collections.abc import Sequence
from datetime import date

from calendar_app.dates import Phrase
from calendar_app.extraction.cues import Cues, cues
from calendar_app.extraction.gazetteer import find_city
from calendar_app.extraction.text import ReleaseText
from calendar_app.model import DateSpan, Precision
from calendar_app.releases.leads import is_dateline

_FARTHEST = 300  # characters from the beginning of a release to its dateline
_LONGEST = 70  # characters of its places
_RUNS_ON = 120  # characters from which a line is running text


def find_dateline(text: ReleaseText, phrases: Sequence[Phrase]) -> Phrase | None:
    """The date phrase of the dateline; None if the release has none."""
    start = text.release.body_start
    behind_title = [phrase for phrase in phrases if phrase.start >= start]
    if is_dateline(text.text, start, behind_title[:1]):
        return behind_title[0]
    for phrase in behind_title[:2]:
        if phrase.start - start > _FARTHEST or phrase.relative:
            return None
        if phrase.precision is Precision.DAY and phrase.first == phrase.last and _is_written_there(text, phrase):
            return phrase
    return None


def is_own_day(text: ReleaseText, span: DateSpan, published: date | None, words: Cues) -> bool:
    """Whether a span is the day on which the release itself was published, or said what it says."""
    if span.precision is not Precision.DAY or span.start != span.end or span.start != (published or span.start):
        return False
    if not span.rule.startswith("relative"):
        low = text.line(span.offset)[0] if published is None else text.sentence(span.offset)[0]
        label = words.published.search(text.text, low, span.offset)
        return label is not None and (published is not None or label.start() == low)
    return published is not None and _is_said(text, span, words)


def _is_said(text: ReleaseText, span: DateSpan, words: Cues) -> bool:
    """Whether a relative day is one of saying: "announced today", "decided on Tuesday"."""
    start, stop = text.sentence(span.offset)
    if span.rule != "relative-day":
        return words.said.search(text.text[start : span.offset]) is not None
    if text.text[span.stop : span.stop + 1] in _NO_DAY or text.text.startswith(", ", span.stop):
        return False
    beside = words.background_verbs.match(text.text, span.stop + 1) or words.published.search(
        text.text, start, span.offset
    )
    return beside is not None or words.statement.search(text.text, start, stop) is not None


_NO_DAY = ("'", "’", "-")  # "today's"


def _is_written_there(text: ReleaseText, phrase: Phrase) -> bool:
    low, high = text.line(phrase.start)
    ahead, behind = text.text[low : phrase.start].strip(), text.text[phrase.stop : high].strip()
    number = text.text.count("\n", text.release.body_start, low)
    if number > 4 or len(ahead) > _LONGEST:
        return False
    if not behind or behind in (".", ")"):
        label = cues(text.language).time_labels.match(text.text, low, phrase.start)
        alone = not ahead or (label is not None and label.end() >= phrase.start - 1) or _is_place(ahead, text)
        return alone and _is_own_day(text, phrase) and _tells(text, high)
    return bool(ahead) and bool(_DASH.match(behind)) and _is_place(ahead, text, sure=high - phrase.stop < _RUNS_ON)


_DASH = re.compile(r"\)?\s*(?:\([^()]{2,20}\)\s*)?(?:[-–—:|]|\.\s?[-–—]|\.\s+[A-ZÀ-ŽА-ЯЁ])")


def _is_own_day(text: ReleaseText, phrase: Phrase) -> bool:
    """Whether a day may be that of the release, by what is known of it."""
    year, month, day = phrase.last
    if year is None or month is None or day is None:
        return False
    published = text.release.published
    return published is None or abs((published - date(year, month, min(day, 28))).days) < 7


def _tells(text: ReleaseText, at: int) -> bool:
    """Whether running text follows."""
    return any(len(line) > _RUNS_ON for line in text.text[at : at + 3000].split("\n"))


def _is_place(ahead: str, text: ReleaseText, *, sure: bool = True) -> bool:
    """Whether the words before a date are the places of a dateline; `sure` asks that one of them is known."""
    skipped = {*cues(text.language).locale.joiners.skip}
    parts = [part.strip(" ,(–—-|:.") for part in re.split(r"[,/|(]|\s[–—-]\s", ahead)]
    names = [part for part in parts if part and part.lower() not in skipped]
    if not names or any(character.isdigit() for character in ahead):
        return False
    if not all(word[0].isupper() for name in names for word in name.split() if len(word) > 3):
        return False
    known = any(_is_known(name, text) for name in names)
    apart = ahead[-1] in ",(–—|:/" and all(word[0].isupper() for name in names for word in name.split())
    return known or (not sure and apart and len(names) < 3 and len(names[0].split()) < 4)


def _is_known(name: str, text: ReleaseText) -> bool:
    title = name.title() if name.isupper() else name
    return find_city(title) is not None or any(
        mention.kind in ("country", "seat") for mention in text.profile.names.find(title)
    )
