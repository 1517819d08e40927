"""Date spans in prose: scanned, read by a grammar over token classes, resolved against the text's own day."""

from datetime import date

from calendar_app.dates.lexicon import lexicon
from calendar_app.dates.phrase import Phrase
from calendar_app.dates.resolve import Reference, resolve
from calendar_app.dates.scan import scan
from calendar_app.locales.detect import detect
from calendar_app.model import DateSpan

__all__ = ["Phrase", "Reference", "find_phrases", "find_spans", "lexicon", "resolve"]


def find_phrases(text: str, language: str | None = None) -> list[Phrase]:
    """All date phrases of a text as stated, in order; `language` is an ISO 639-1 code, found by itself when None."""
    return scan(text, lexicon(language or detect(text, "en")))


def find_spans(text: str, reference: date | None = None, language: str | None = None) -> list[DateSpan]:
    """The date spans of a text, in order of offset, none overlapping another; days are inclusive.

    `reference` is the day the text is from: a year that is left out is the one that brings the date nearest to it,
    and "yesterday" is the day before it. Without one, the first date in the text that has a year is taken; a text
    that has none gives only what needs no reference. Roles are not decided here. Time grows with the length of the
    text, whatever the text.
    """
    words = lexicon(language or detect(text, "en"))
    phrases = scan(text, words)
    if reference is None:
        complete = next((p for p in phrases if p.first.year and p.first.month and p.first.day), None)
        if complete is None:
            return resolve([p for p in phrases if p.last.year is not None], text, Reference(date(2000, 1, 1)))
        reference = date(complete.first.year or 1, complete.first.month or 1, min(complete.first.day or 1, 28))
    return resolve(phrases, text, Reference(reference), words)
