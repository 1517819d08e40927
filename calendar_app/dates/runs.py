"""The tokens around an anchor that can belong to dates, as a run for the grammar."""

import re

from calendar_app.dates.grammar import Run
from calendar_app.dates.lexicon import Lexicon, Token

# characters of a window to the left of its anchor (first, and if all are taken), and to the right
_NEAR, _FAR, _RIGHT = 24, 96, 240
_KEPT = frozenset("dYMWjacsfboreu")


def run_around(text: str, anchor: int, floor: int, lexicon: Lexicon) -> tuple[Run, int]:
    """The run around an anchor, beginning no farther left than `floor`, and where it ends in the text."""
    tokens, before = tokens_before(text, anchor, floor, lexicon)
    if tokens and tokens[-1].kind == "o":
        word = text[tokens[-1].start : tokens[-1].stop].lower()
        if lexicon.locale.relative_weekday.get(word) in ("before", "after"):
            before = word  # "el pasado julio"
    behind = ""
    for number, token in enumerate(lexicon.tokens(text, anchor, min(len(text), anchor + _RIGHT))):
        if number == 1:
            behind = text[token.start : token.stop].lower()
        if token.kind not in _KEPT or (token.kind == "o" and number and _begins_sentence(text, token)):
            break
        tokens.append(token)
        if token.ends_sentence:
            break
    return tidied(tokens, before, behind), tokens[-1].stop if tokens else anchor + 1


def _begins_sentence(text: str, token: Token) -> bool:
    """Whether a small word has a capital, so that it belongs to no date before it ("5 May – The 3 May elections")."""
    word = text[token.start : token.stop]
    return word[0].isupper() and not word.isupper()


def tokens_before(text: str, anchor: int, floor: int, lexicon: Lexicon) -> tuple[list[Token], str]:
    """The tokens before an anchor that can belong to a date, and the lower-case word or sign before them."""
    words = lexicon.words_before(text, anchor, floor)
    if words is not None:
        return words
    left, before = _left(text, anchor, max(floor, anchor - _NEAR), lexicon)
    if before is None and anchor - _NEAR > floor:
        left, before = _left(text, anchor, max(floor, anchor - _FAR), lexicon)
    return left, before or ""


def _left(text: str, anchor: int, window: int, lexicon: Lexicon) -> tuple[list[Token], str | None]:
    """The tokens of a window before an anchor, and the word before them, None if the window has none."""
    while 0 < window < anchor and text[window].isalnum() and text[window - 1].isalnum():
        window += 1  # begin between words
    left = list(lexicon.tokens(text, window, anchor))
    for index in range(len(left) - 1, -1, -1):
        token = left[index]
        if token.kind not in _KEPT or token.ends_sentence:
            if index == 0 and text[token.start] == ")":
                break  # the end of "(Tuesday)", which began before the window
            return left[index + 1 :], text[token.start : token.stop].lower()
    return left, None


_UNTIDY = re.compile("[oWu]|jj")


def tidied(tokens: list[Token], before: str, behind: str) -> Run:
    """Leaves out skipped words, and weekdays with their comma, which are kept as facts about the next token."""
    kinds = "".join([token.kind for token in tokens])
    if _UNTIDY.search(kinds) is None:
        return Run(tuple(tokens), kinds, before, behind, {})
    kept: list[Token] = []
    weekdays: dict[int, Token] = {}
    pending: Token | None = None
    for token in tokens:
        if token.kind == "o" or (token.kind == "j" and kept and kept[-1].kind == "j"):  # "până la"
            continue
        if token.kind == "u":
            if kept and kept[-1].kind == "d":
                kept.pop()  # "3 días": a length
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
    return Run(tuple(kept), "".join(token.kind for token in kept), before, behind, weekdays)
