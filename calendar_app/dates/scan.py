"""Finding date phrases: one scan for anchors, then the grammar in the small window around each.

No pattern here runs over the text with a quantifier that could meet itself again: the anchor patterns are lists of
words, and a window is at most a few dozen tokens long.
"""

import re
from collections.abc import Iterator
from datetime import date

from calendar_app.dates.grammar import Run, phrases
from calendar_app.dates.lexicon import Lexicon, Token
from calendar_app.dates.phrase import Partial, Phrase
from calendar_app.dates.relative import relative_phrases
from calendar_app.model import Precision

_LEFT, _RIGHT = 72, 240  # characters of a window on either side of its anchor
_KEPT = frozenset("dYMWjacsfbor")
_GLUE = frozenset("./_#@\\")  # "MC.DEC 15/5", "a/May", "#May9": not the beginning of a date

_NUMERIC = re.compile(
    r"(?<![\w.,/:-])(?:(?P<iso>(\d{4})-(\d\d)-(\d\d))|(?P<num>(\d{1,2})([./])(\d{1,2})\7(\d{4})))(?![\w/]|[.,:-]\d)"
)


def scan(text: str, lexicon: Lexicon) -> list[Phrase]:
    """All date phrases in a text, in order of offset, none overlapping another."""
    found = [*_absolute(text, lexicon), *_numeric(text, lexicon)]
    found.extend(relative_phrases(text, lexicon))
    return _without_overlaps(found)


def _absolute(text: str, lexicon: Lexicon) -> Iterator[Phrase]:
    bare, never = frozenset(lexicon.locale.bare_month.before), frozenset(lexicon.locale.bare_month.never_day)
    done = 0
    for anchor in lexicon.anchor.finditer(text):
        if anchor.start() < done or (anchor.start() and _joined_to(text, anchor.start())):
            continue
        run, done = _run(text, anchor.start(), done, lexicon)
        for phrase in phrases(run, bare, never):
            if _stands_alone(text, phrase):
                yield phrase


def _joined_to(text: str, start: int) -> bool:
    """Whether a word goes on before the anchor ("MC.DEC", "Mayor" read from its middle)."""
    before = text[start - 1]
    return before.isalnum() or before in _GLUE


def _run(text: str, anchor: int, floor: int, lexicon: Lexicon) -> tuple[Run, int]:
    """The run around an anchor, and where it ends in the text."""
    left: list[Token] = []
    before = ""
    window = max(floor, anchor - _LEFT)
    while floor < window < anchor and text[window].isalnum() and text[window - 1].isalnum():
        window += 1  # begin between words
    for token in reversed(list(lexicon.tokens(text, window, anchor))):
        if token.kind not in _KEPT or token.ends_sentence:
            before = text[token.start : token.stop].lower()
            break
        left.append(token)
    tokens = left[::-1]
    for token in lexicon.tokens(text, anchor, min(len(text), anchor + _RIGHT)):
        if token.kind not in _KEPT:
            break
        tokens.append(token)
        if token.ends_sentence:
            break
    return _tidy(tokens, before), tokens[-1].stop


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


def _numeric(text: str, lexicon: Lexicon) -> Iterator[Phrase]:
    for match in _NUMERIC.finditer(text):
        if match.group("iso"):
            partial = Partial(int(match[2]), int(match[3]), int(match[4]))
            rule = "day-iso"
        else:
            partial = _ordered(int(match[6]), int(match[8]), int(match[9]), lexicon.locale.order)
            rule = "day-numeric"
        if _is_date(partial):
            yield Phrase(match.start(), match.end(), rule, Precision.DAY, partial, partial)


def _ordered(one: int, two: int, year: int, order: str) -> Partial:
    """Day and month of a numeric date: by their size where that decides, else by the language's order."""
    month_first = two > 12 or (order == "mdy" and one <= 12)
    return Partial(year, one, two) if month_first else Partial(year, two, one)


def _is_date(partial: Partial) -> bool:
    try:
        date(partial.year or 2000, partial.month or 1, partial.day or 1)
    except ValueError:
        return False
    return True


def _without_overlaps(found: list[Phrase]) -> list[Phrase]:
    found.sort(key=lambda phrase: (phrase.start, -phrase.stop))
    kept: list[Phrase] = []
    for phrase in found:
        if not kept or phrase.start >= kept[-1].stop:
            kept.append(phrase)
    return kept
