"""The paragraphs of a dump, and what each says in its first sentences, where a release says who, what and when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from calendar_app.dates import Phrase
from calendar_app.profiles import Profile
from calendar_app.profiles.names import Mention, NameIndex
from calendar_app.releases.sentences import sentence_ranges

# "…over the time.TASHKENT, 10 July": a sentence ends and the next begins without white space.
_GLUED = re.compile(
    r"[.?!](?:(?<=[a-z\d)][a-z\d)].)(?=[A-ZÀ-Ž][\w’'/-]*(?:[ ,]|/ ))|(?<=[a-z\d)].)[”\"](?=[A-ZÀ-Ž][\w’'-]+[ ,]))"
)
_LETTERS = "".join(letter for letter in map(chr, range(0x61, 0x530)) if letter.islower())  # as a set, twice as fast
_LONG = re.compile(rf"([{_LETTERS}]{{5,6}})[{_LETTERS}]*")
_ACRONYM = re.compile(r"[A-Z](?<!\w[A-Z])[A-Z]{2,3}(?!\w)")
_TERMINAL = re.compile(r"[.?!:;,”\"’)…]\s*\Z")
_LEAD, _COMPARED = 1500, 3000  # characters of a paragraph that are read for its lead, and for its words
_MOST_HEADLINES = 3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, by the range of its characters in the dump; `begin` is where the headlines above it begin.

    `lead` and `first` are the ranges of its first three sentences and of its first one, `phrases` the date phrases of
    the first two. `stems` are the words of the paragraph, `lead_stems` those of its first sentence without the names.
    """

    begin: int
    start: int
    stop: int
    glued: bool
    lead: tuple[int, int]
    first: tuple[int, int]
    phrases: tuple[Phrase, ...]
    mentions: tuple[Mention, ...]
    offices: frozenset[str]
    countries: frozenset[str]
    stems: frozenset[str]
    lead_stems: frozenset[str]


def read_paragraphs(
    text: str, phrases: Sequence[Phrase], profile: Profile, language: str, generic: frozenset[str]
) -> list[Paragraph]:
    """The paragraphs of a dump, in order; `phrases` are its date phrases, `generic` words that tell no two apart."""
    names = profile.names_in(language)
    found: list[Paragraph] = []
    at = 0
    for start, stop, glued in _pieces(text):
        while at < len(phrases) and phrases[at].start < start:
            at += 1
        inside = []
        while at < len(phrases) and phrases[at].start < stop:
            inside.append(phrases[at])
            at += 1
        found.append(_paragraph(text, start, stop, glued, inside, names, generic))
    return list(_under_headlines(text, found))


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


def _under_headlines(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs, those of running text with the headlines right above them as theirs."""
    above: list[Paragraph] = []
    for paragraph in paragraphs:
        if is_headline(text, paragraph):
            above.append(paragraph)
            continue
        if above and len(above) <= _MOST_HEADLINES and ends_sentence(text, paragraph):
            paragraph = replace(paragraph, begin=above[0].start, glued=above[0].glued)
        else:
            yield from above
        above = []
        yield paragraph
    yield from above


def is_headline(text: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph may be the headline of what stands below it: a few words that no sign ends."""
    line = text[paragraph.start : paragraph.stop].rstrip()
    return (
        8 <= len(line) <= 200
        and line.count(" ") > 0
        and (line[0].isupper() or line[0] in '“"„«')
        and not _TERMINAL.search(line[-2:])
        and not _NO_HEADLINE.search(line)
    )


# cells of a table, an address, a telephone number
_NO_HEADLINE = re.compile(r"[|\t@]|\+?[0-9][0-9 ()-]{7,}|\bwww\.|://")


def ends_sentence(text: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph is running text: a sign ends it."""
    return _TERMINAL.search(text, max(paragraph.start, paragraph.stop - 8), paragraph.stop) is not None


def _paragraph(
    text: str, start: int, stop: int, glued: bool, phrases: list[Phrase], names: NameIndex, generic: frozenset[str]
) -> Paragraph:
    sentences = sentence_ranges(text, start, min(stop, start + _LEAD), most=3) or [(start, stop)]
    lead, near = sentences[-1][1], sentences[min(1, len(sentences) - 1)][1]
    mentions = names.find(text[start:lead])
    first = sentences[0]
    return Paragraph(
        begin=start,
        start=start,
        stop=stop,
        glued=glued,
        lead=(start, lead),
        first=first,
        phrases=tuple(phrase for phrase in phrases if phrase.start < near),
        mentions=tuple(mentions),
        offices=frozenset(m.id for m in mentions if m.kind == "office"),
        countries=frozenset(m.id for m in mentions if m.kind in ("country", "adjective", "seat")),
        stems=_stems(text[start : min(stop, start + _COMPARED)], generic),
        lead_stems=_stems(_without(text[start : first[1]], mentions), generic),
    )


def _without(sentence: str, mentions: Sequence[Mention]) -> str:
    """A sentence without the names in it: two releases of one country are not one release."""
    for mention in reversed(mentions):
        sentence = sentence[: mention.start] + " " + sentence[mention.stop :]
    return sentence


def _stems(text: str, generic: frozenset[str]) -> frozenset[str]:
    """The words of a text, each by its first six letters, and its acronyms, but for those that every text has."""
    acronyms = (word.lower() for word in _ACRONYM.findall(text))
    return frozenset(_LONG.findall(text.lower())).union(acronyms) - generic
