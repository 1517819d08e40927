"""Finding date phrases: one scan for anchors, then the grammar in the small window around each.

No pattern here runs over the text with a quantifier that could meet itself again: the anchor patterns are lists of
words, and a window is at most a few dozen tokens long.
"""

import re
from collections.abc import Iterator

from calendar_app.dates.grammar import Run, phrases
from calendar_app.dates.lexicon import Lexicon, Token
from calendar_app.dates.numeric import numeric_phrases
from calendar_app.dates.periods import day_in_words, part_of_month, period_phrases, week_phrase
from calendar_app.dates.phrase import Phrase
from calendar_app.dates.relative import relative_phrases, weekday_phrase

_NEAR, _FAR, _RIGHT = (
    24,
    96,
    240,
)  # characters of a window to the left of its anchor (first, and if all are taken), to the right
_KEPT = frozenset("dYMWjacsfbor")
_GLUE = frozenset("./_#@\\")  # "MC.DEC 15/5", "a/May", "#May9": not the beginning of a date


def scan(text: str, lexicon: Lexicon) -> list[Phrase]:
    """All date phrases in a text, in order of offset, none overlapping another."""
    found: list[Phrase] = []
    order: str = lexicon.locale.order
    for start, stop in _pieces(text):
        found += _anchored(text, lexicon, start, stop)
        figures, order = numeric_phrases(text, start, stop, order)
        found += _joined(text, figures, lexicon)
        found += relative_phrases(text, lexicon, start, stop)
        found += period_phrases(text, lexicon, start, stop)
    return _without_overlaps(found)


def _joined(text: str, figures: list[Phrase], lexicon: Lexicon) -> list[Phrase]:
    """Dates in figures, those with a word of range between them as one: "19.11.2024 to 21.11.2024"."""
    joined: list[Phrase] = []
    for phrase in _without_overlaps(figures):
        before = joined[-1] if joined else None
        if before and phrase.start - before.stop < 16 and lexicon.joins(text[before.stop : phrase.start]):
            rule = f"{before.rule}-range"
            joined[-1] = phrase._replace(start=before.start, rule=rule, first=before.first)
            continue
        joined.append(phrase)
    return joined


_PIECE = 1 << 16  # characters; a text is gone over many times, which is quickest while it stays in the cache


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Ranges that cover a text, ended at the end of a line where one is near. Only where a search begins is bound to
    a piece; what it finds may reach over the end."""
    start = 0
    while start < len(text):
        stop = min(len(text), start + _PIECE)
        line = text.find("\n", stop, stop + _PIECE)
        stop = line if line >= 0 else stop
        yield start, stop
        start = stop


def _anchored(text: str, lexicon: Lexicon, begin: int, end: int) -> Iterator[Phrase]:
    """The phrases around month and weekday words."""
    locale = lexicon.locale
    ordinals = {word.rpartition("-")[2] for word in locale.ordinals.words}
    bare, never = ordinals.union(locale.bare_month.before), frozenset(locale.bare_month.never_day)
    done = 0
    for anchor in lexicon.anchor.finditer(text, begin, end):
        start = anchor.start()
        if start < done or (start and _joined_to(text, start)):
            continue
        run, stop = _run(text, start, done, lexicon)
        if "M" not in run.kinds:
            if phrase := weekday_phrase(text, anchor, lexicon):
                yield phrase
            continue
        done = stop
        for phrase in phrases(run, bare, never, locale.month_first):
            if _stands_alone(text, phrase):
                yield _refined(text, phrase, lexicon)


def _refined(text: str, phrase: Phrase, lexicon: Lexicon) -> Phrase:
    """A phrase as the words before it make it: a week, a part of its month, a day of it that is written as a word."""
    for refine in (week_phrase, day_in_words, part_of_month):
        refined = refine(text, phrase, lexicon)
        if refined is not phrase:
            return refined
    return phrase


def _joined_to(text: str, start: int) -> bool:
    """Whether a word goes on before the anchor ("MC.DEC", "Mayor" read from its middle)."""
    before = text[start - 1]
    return before.isalnum() or before in _GLUE


def _run(text: str, anchor: int, floor: int, lexicon: Lexicon) -> tuple[Run, int]:
    """The run around an anchor, and where it ends in the text."""
    left, before = _left(text, anchor, max(floor, anchor - _NEAR), lexicon)
    if before is None and anchor - _NEAR > floor:
        left, before = _left(text, anchor, max(floor, anchor - _FAR), lexicon)
    tokens = left
    for token in lexicon.tokens(text, anchor, min(len(text), anchor + _RIGHT)):
        if token.kind not in _KEPT:
            break
        tokens.append(token)
        if token.ends_sentence:
            break
    return _tidy(tokens, before or ""), tokens[-1].stop if tokens else anchor + 1


def _left(text: str, anchor: int, window: int, lexicon: Lexicon) -> tuple[list[Token], str | None]:
    """The tokens before an anchor that can belong to a date, and the word before them, None if the window has none."""
    while 0 < window < anchor and text[window].isalnum() and text[window - 1].isalnum():
        window += 1  # begin between words
    left = list(lexicon.tokens(text, window, anchor))
    for index in range(len(left) - 1, -1, -1):
        token = left[index]
        if token.kind not in _KEPT or token.ends_sentence:
            return left[index + 1 :], text[token.start : token.stop].lower()
    return left, None


def _tidy(tokens: list[Token], before: str) -> Run:
    """Leaves out skipped words, and weekdays with their comma, which are kept as facts about the next token."""
    kept: list[Token] = []
    weekdays: dict[int, Token] = {}
    pending: Token | None = None
    for token in tokens:
        if token.kind == "o":
            continue
        if token.kind == "W":
            pending = token
            continue
        if token.kind == "c" and pending is not None:
            continue
        if pending is not None:
            weekdays[len(kept)] = pending
            pending = None
        kept.append(token)
    return Run(tuple(kept), "".join(token.kind for token in kept), before, weekdays)


def _stands_alone(text: str, phrase: Phrase) -> bool:
    """Whether nothing glued to the phrase makes it part of something longer ("2.5 May", "Dec 4/18")."""
    before = text[phrase.start - 1] if phrase.start else " "
    if before.isalnum() or before in _GLUE or (before in ",:" and text[phrase.start - 2 : phrase.start - 1].isdigit()):
        return False
    behind = text[phrase.stop : phrase.stop + 2]
    if len(behind) == 2 and behind[0] in "/_@" and behind[1].isalnum():
        return False
    return not _numbered_document(text, phrase)


_ACRONYM_BEFORE = re.compile(r"\b[A-Z]{2,5}\Z")


def _numbered_document(text: str, phrase: Phrase) -> bool:
    """ "MC Dec 4": an abbreviated month and a bare number right behind an acronym."""
    if not phrase.rule.startswith("day-mdy") or phrase.first.year is not None:
        return False
    month = re.match(r"\w+", text[phrase.start : phrase.stop])
    before = text[max(0, phrase.start - 8) : phrase.start]
    return bool(month and len(month.group()) <= 4 and before.endswith(" ") and _ACRONYM_BEFORE.search(before.rstrip()))


def _without_overlaps(found: list[Phrase]) -> list[Phrase]:
    found.sort(key=lambda phrase: (phrase.start, -phrase.stop))
    kept: list[Phrase] = []
    for phrase in found:
        if not kept or phrase.start >= kept[-1].stop:
            kept.append(phrase)
    return kept
