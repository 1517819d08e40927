"""A dump cut into releases.

A dump has no separators: paragraphs are lines, releases follow one another, some are glued in the middle of a line.
Each paragraph is asked whether a release begins with it, by what it says and by what the release before it has spoken
of so far.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from math import log

from calendar_app.dates import find_phrases
from calendar_app.locales import languages
from calendar_app.locales.detect import detect
from calendar_app.model import Document, Release
from calendar_app.profiles import Profile
from calendar_app.releases.leads import LeadCues, Open, begins, is_date_header, lead_cues
from calendar_app.releases.paragraphs import Paragraph, read_paragraphs


def cut(document: Document, profile: Profile) -> list[Release]:
    """The releases of a document, in order; together they cover its text, white space between them aside."""
    if not document.text.strip():
        return []
    if document.single:
        return [_release(document, 0, len(document.text), profile)]
    language = _language(document.language, document.text, profile)
    cues = lead_cues(language, profile)
    phrases = find_phrases(document.text, language)
    paragraphs = read_paragraphs(document.text, phrases, profile, language, cues.generic)
    starts = _starts(document.text, paragraphs, cues)
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
        source=document.source, key=key, text=trimmed, offset=start, named=bool(document.key), url=document.url,
        title=document.title, published=document.published,
        language=_language(document.language, text, profile), offices=document.offices,
    )  # fmt: skip


def rarities(paragraphs: Sequence[Paragraph]) -> dict[str, float]:
    """How much it says that two paragraphs share a stem: the log of the share of paragraphs that have it, negated
    (inverse document frequency, Sparck Jones 1972)."""
    counts = Counter(stem for paragraph in paragraphs for stem in paragraph.stems | paragraph.lead_stems)
    return {stem: log((len(paragraphs) + 1) / count) for stem, count in counts.items()}


def names_offices(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the releases of a dump name offices of the organisation, which then tell where one begins."""
    return sum(1 for paragraph in paragraphs if paragraph.offices) >= _NAMED * len(paragraphs)


_NAMED = 0.1  # the share of paragraphs that name an office, from which their names are signs


def _starts(text: str, paragraphs: Sequence[Paragraph], cues: LeadCues) -> list[int]:
    rarity: Mapping[str, float] = rarities(paragraphs)
    named = names_offices(paragraphs)
    current = Open(paragraphs[0].begin, named)
    starts = [current.start]
    before: Paragraph | None = None
    for paragraph in paragraphs:
        if before is not None and begins(text, paragraph, before, current, rarity, cues):
            current = Open(paragraph.begin, named)
            starts.append(current.start)
        read_on(current, paragraph, header=is_date_header(text, paragraph))
        before = paragraph
    return starts


def read_on(current: Open, paragraph: Paragraph, *, header: bool) -> None:
    """A paragraph as the next one of a release."""
    current.paragraphs += 1
    current.listing = current.listing or header
    current.offices |= paragraph.offices
    current.countries |= paragraph.countries
    current.stems |= paragraph.stems
