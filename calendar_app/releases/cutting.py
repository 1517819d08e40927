"""A dump cut into releases.

A dump has no separators: paragraphs are lines, releases follow one another, some are glued in the middle of a line.
Each paragraph is weighed: how much it reads like a lead (a dateline, a day, an office that was not spoken of, an event
told for the first time), how much like a going-on (a pronoun, a quotation, "The training", words shared with what
stands before), and whether the paragraph before it closes a release. The weights are small whole numbers set by
reading; BEGINS is the sum from which a paragraph begins a release.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from itertools import pairwise
from math import log

from calendar_app.dates import Phrase, find_phrases
from calendar_app.locales import Locale, languages, load_locale
from calendar_app.locales.cue import cue
from calendar_app.locales.detect import detect
from calendar_app.model import Document, Precision, Release
from calendar_app.profiles import Profile
from calendar_app.profiles.names import Mention
from calendar_app.releases.sentences import sentence_ranges
from calendar_app.releases.words import definite_event, new_event

BEGINS = 4.0

# "…over the time.TASHKENT, 10 July": a sentence ends and the next begins without white space.
_GLUED = re.compile(
    r"[.?!](?:(?<=[a-z\d)][a-z\d)].)(?=[A-ZÀ-Ž][\w’'/-]*(?:[ ,]|/ ))|(?<=[a-z\d)].)[”\"](?=[A-ZÀ-Ž][\w’'-]+[ ,]))"
)
_DASH = re.compile(r"[,.:]?\s?(?:[^\W\d_]{1,7}\.?\s)?(?:\([\w ]+\)\s?)?[-–—]")
_LETTERS = "".join(letter for letter in map(chr, range(0x61, 0x530)) if letter.islower())  # as a set, twice as fast
_LONG = re.compile(rf"([{_LETTERS}]{{5,6}})[{_LETTERS}]*")
_ACRONYM = re.compile(r"[A-Z](?<!\w[A-Z])[A-Z]{2,3}(?!\w)")
_TERMINAL = re.compile(r"[.?!:”\"’)…]\s*\Z")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph with what its first sentences say."""

    start: int
    stop: int
    glued: bool
    lead: str
    phrases: tuple[Phrase, ...]
    offices: frozenset[str]
    countries: frozenset[str]
    stems: frozenset[str]
    lead_stems: frozenset[str]


@dataclass(slots=True)
class _Open:
    """The release that is being read: what it has spoken of so far."""

    start: int
    paragraphs: int = 0
    listing: bool = False
    offices: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _Cues:
    continues: re.Pattern[str]
    closes: re.Pattern[str]
    verbs: re.Pattern[str]
    definite: re.Pattern[str]
    new: re.Pattern[str]
    counts: re.Pattern[str]
    dates: re.Pattern[str]
    points_back: re.Pattern[str]
    generic: frozenset[str]


@cache
def _cues(language: str) -> _Cues:
    locale: Locale = load_locale(language)
    tense = (word for word, sense in locale.relative_weekday.items() if sense == "tense")
    return _Cues(
        continues=cue(locale.cut.continues),
        closes=cue(locale.cut.closes),
        verbs=cue(locale.events.verbs),
        definite=definite_event(locale),
        new=new_event(locale),
        counts=re.compile(rf"{cue([*locale.cut.counts, *locale.durations.numbers]).pattern}|[0-9]+\b"),
        dates=cue(
            [
                *tense,
                *locale.joiners.from_,
                *locale.joiners.between,
                *(words.split()[0] for words in locale.durations.ahead),
            ]
        ),
        points_back=re.compile(rf"[^,.]{{0,25}}?{cue(locale.cut.pronouns).pattern}"),
        generic=frozenset(word[:6] for word in (*locale.cut.generic, *locale.month_words)),
    )


def cut(document: Document, profile: Profile) -> list[Release]:
    """The releases of a document, in order; together they cover its text, white space between them aside."""
    if not document.text.strip():
        return []
    if document.single:
        return [_release(document, 0, len(document.text), profile)]
    language = _language(document.language, document.text, profile)
    paragraphs = _paragraphs(document.text, find_phrases(document.text, language), profile, language)
    starts = _starts(document.text, paragraphs, _cues(language))
    stops = [*starts[1:], len(document.text)]
    return [_release(document, start, stop, profile) for start, stop in zip(starts, stops, strict=True)]


def _language(given: str | None, text: str, profile: Profile) -> str:
    """The language that a text is said to be in, if there is a locale for it, else the one that its words show."""
    code = (given or "").lower().partition("-")[0]
    return code if code in languages() else detect(text, profile.language)


def _release(document: Document, start: int, stop: int, profile: Profile) -> Release:
    text = document.text[start:stop]
    trimmed = text.rstrip() if not document.single else text
    key = document.key or sha256(" ".join(text.split()).encode()).hexdigest()[:16]
    return Release(
        source=document.source, key=key, text=trimmed, offset=start, url=document.url, title=document.title,
        published=document.published, language=_language(document.language, text, profile), offices=document.offices,
    )  # fmt: skip


def _paragraphs(text: str, phrases: Sequence[Phrase], profile: Profile, language: str) -> list[_Paragraph]:
    found = []
    at = 0
    for start, stop, glued in _pieces(text):
        while at < len(phrases) and phrases[at].start < start:
            at += 1
        inside = []
        while at < len(phrases) and phrases[at].start < stop:
            inside.append(phrases[at])
            at += 1
        found.append(_paragraph(text, start, stop, glued, inside, profile, _cues(language)))
    return found


def _pieces(text: str) -> list[tuple[int, int, bool]]:
    """(start, stop, glued) of each paragraph: lines that are not blank, cut where two are glued together."""
    pieces = []
    for start, stop in _lines(text):
        edges = [start, *(match.end() for match in _GLUED.finditer(text, start, stop)), stop]
        for number, (low, high) in enumerate(pairwise(edges)):
            if low < high:
                pieces.append((low, high, number > 0))
    return pieces


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines of a text that are not blank, without white space at their beginning."""
    at = 0
    for line in text.split("\n"):
        words = line.lstrip()
        if words:
            yield at + len(line) - len(words), at + len(line)
        at += len(line) + 1


def _paragraph(
    text: str, start: int, stop: int, glued: bool, phrases: list[Phrase], profile: Profile, cues: _Cues
) -> _Paragraph:
    first = sentence_ranges(text, start, min(stop, start + 1500), most=3)
    lead_stop = first[-1][1] if first else stop
    near_stop = first[min(1, len(first) - 1)][1] if first else stop
    lead = text[start:lead_stop]
    mentions = profile.names.find(lead)
    return _Paragraph(
        start=start,
        stop=stop,
        glued=glued,
        lead=lead,
        phrases=tuple(phrase for phrase in phrases if phrase.start < near_stop),
        offices=frozenset(m.id for m in mentions if m.kind == "office"),
        countries=frozenset(m.id for m in mentions if m.kind in ("country", "adjective", "seat")),
        stems=_stems(text[start : min(stop, start + 3000)], cues.generic),
        lead_stems=_stems(_without(text[start : first[0][1] if first else stop], mentions), cues.generic),
    )


def _without(sentence: str, mentions: list[Mention]) -> str:
    """A sentence without the names in it: two releases of one country are not one release."""
    for mention in reversed(mentions):
        sentence = sentence[: mention.start] + " " + sentence[mention.stop :]
    return sentence


def _stems(text: str, generic: frozenset[str]) -> frozenset[str]:
    """The words of a text, each by its first six letters, and its acronyms, but for those that every text has."""
    acronyms = (word.lower() for word in _ACRONYM.findall(text))
    return frozenset(_LONG.findall(text.lower())).union(acronyms) - generic


def _rarity(paragraphs: list[_Paragraph]) -> dict[str, float]:
    """How much it says that two paragraphs share a stem: the log of the share of paragraphs that have it, negated
    (inverse document frequency, Sparck Jones 1972)."""
    counts = Counter(stem for paragraph in paragraphs for stem in paragraph.stems | paragraph.lead_stems)
    return {stem: log((len(paragraphs) + 1) / count) for stem, count in counts.items()}


def _starts(text: str, paragraphs: list[_Paragraph], cues: _Cues) -> list[int]:
    rarity = _rarity(paragraphs)
    current = _Open(paragraphs[0].start)
    starts = [current.start]
    before: _Paragraph | None = None
    for paragraph in paragraphs:
        header = _is_date_header(text, paragraph)
        if before is not None and _weigh(text, paragraph, before, current, header, rarity, cues) >= BEGINS:
            current = _Open(paragraph.start)
            starts.append(current.start)
        current.paragraphs += 1
        current.listing = current.listing or header
        current.offices |= paragraph.offices
        current.countries |= paragraph.countries
        current.stems |= paragraph.stems
        before = paragraph
    return starts


_NAMELESS = re.compile(r"\bthe (?:Programme |Project )?(?:Office|Mission|Presence|Centre|Co-ordinator)\b")
_LENGTHS = {1: -2.0, 2: -1.0, 3: 0.0}  # a release of one or two paragraphs is rare


def _weigh(
    text: str,
    paragraph: _Paragraph,
    before: _Paragraph,
    current: _Open,
    header: bool,
    rarity: Mapping[str, float],
    cues: _Cues,
) -> float:
    """How much a paragraph reads like the beginning of a release; BEGINS or more means that it is one."""
    if is_dateline(text, paragraph.start, paragraph.phrases):
        return 2 * BEGINS
    if header:
        return 0.0 if current.listing else BEGINS
    first_line = text[paragraph.start : min(paragraph.stop, paragraph.start + 200)]
    if first_line[0] in "“\"”'‘-•–*(" or cues.continues.match(first_line) or cues.definite.match(first_line):
        return 0.0
    if cues.points_back.match(first_line):
        return 0.0
    if not _TERMINAL.search(text[paragraph.start : paragraph.stop]):
        return 0.0
    return (
        _lead_weight(first_line, paragraph, cues)
        + _shift_weight(paragraph, current, rarity)
        + (2 if cues.closes.search(text, before.start, before.stop) else 0)
        + (3 if paragraph.glued else 0)
        + _LENGTHS.get(current.paragraphs, 0.5)
        - (3 if not paragraph.offices and _NAMELESS.search(first_line) else 0)
        - (3 if current.listing and not paragraph.phrases else 0)
    )


def _lead_weight(first_line: str, paragraph: _Paragraph, cues: _Cues) -> float:
    days = [p for p in paragraph.phrases if p.precision is Precision.DAY]
    weight = -2.0
    if days:
        weight = 1 if all(phrase.relative for phrase in days) else 2
    if days and cues.dates.match(first_line) and days[0].start - paragraph.start < 25:
        weight += 1
    if cues.verbs.search(paragraph.lead):
        weight += 1
    if cues.new.search(paragraph.lead):
        weight += 1
    if cues.counts.match(first_line):
        weight += 1
    return weight


def _shift_weight(paragraph: _Paragraph, current: _Open, rarity: Mapping[str, float]) -> float:
    """How far a paragraph turns from what the release before it speaks of."""
    weight = 0.0
    if paragraph.offices:
        weight += 4 if not paragraph.offices & current.offices else 1
    if paragraph.countries and not paragraph.countries & current.countries:
        weight += 1
    whole = sum(rarity[stem] for stem in paragraph.lead_stems)
    shared = sum(rarity[stem] for stem in paragraph.lead_stems & current.stems) / whole if whole else 1.0
    return weight + (1 if shared < _UNRELATED else -4 * shared)


_UNRELATED = 0.05  # the share of a paragraph's rare words up to which it has nothing to do with what stands before


def is_dateline(text: str, start: int, phrases: Sequence[Phrase]) -> bool:
    """Whether a text begins with place, day and dash: "WASHINGTON/ TASHKENT, 11 July 2023 — "."""
    if not phrases or phrases[0].relative or phrases[0].start - start > 80:
        return False
    place = text[start : phrases[0].start]
    return _is_dateline_place(place) and bool(_DASH.match(text, phrases[0].stop))


def _is_dateline_place(place: str) -> bool:
    """ "WASHINGTON/ TASHKENT, ", "NEW YORK, United States, ": a name in capitals, then perhaps its country."""
    name, _, country = place.rstrip(" ,–—-").partition(",")
    letters = [letter for letter in name if letter.isalpha()]
    if len(letters) < 2 or not all(letter.isupper() for letter in letters) or any(c.isdigit() for c in place):
        return False
    return all(word[0].isupper() for word in country.split())


def _is_date_header(text: str, paragraph: _Paragraph) -> bool:
    """Whether a paragraph is a date and a colon and no more: "28-29 November:"."""
    days = [p for p in paragraph.phrases if p.precision is Precision.DAY and not p.relative]
    if not days:
        return False
    outside = text[paragraph.start : days[0].start] + text[days[-1].stop : paragraph.stop]
    return len(days) == 1 and len(outside.strip(" \t:.,–-")) <= 12 and paragraph.stop - paragraph.start < 70
