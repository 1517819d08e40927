"""The sentences of a text, as ranges; the end of a paragraph ends a sentence."""

import re
from bisect import bisect_right
from collections.abc import Sequence

_ABBREVIATIONS = (
    "Mr|Ms|Mrs|Dr|Prof|St|Ss|Nos?|Amb|Gen|Col|Lt|vs|etc|approx|Vol|Art|pp?|[A-Z]|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
# A full stop with white space behind it and something that can begin a sentence, or the end of a paragraph.
# It begins with a set of signs, and so the search skips to the next of them; it is tried at the first of several only.
_END = re.compile(r"[.!?…\n](?:(?<=\n)|(?<![.!?…][.!?…])(?<!\n)[.!?…]*+[”\"’)\]]*+(?=\s))")
_ABBREVIATION = re.compile(rf"(?:^|[\s(“\"])(?:{_ABBREVIATIONS})\.\Z")
# Those that stand before a number: "o godz. 18", "Legea nr. 5"
_BEFORE_NUMBER = re.compile(
    r"(?:^|[\s(“\"])(?:godz|nr|núm|poz|art|tel|tél|str|ul|čl|pkt|abs|kl|кл|ст|тел|ул|пр|стр)\.\Z", re.IGNORECASE
)


_LONGEST = 1500  # characters; a longer stretch without an end is cut at a blank, so that reading it stays linear


def sentence_ranges(
    text: str,
    start: int = 0,
    stop: int | None = None,
    most: int | None = None,
    whole: Sequence[tuple[int, int]] = (),
) -> list[tuple[int, int]]:
    """The sentences of text[start:stop] (the first `most` of them), without white space around them; none ends within
    the ranges `whole`, which are in order ("am 22. November")."""
    stop = len(text) if stop is None else stop
    found: list[tuple[int, int]] = []
    begin = start
    within = iter(whole)
    low, high = next(within, _NONE)
    for match in _END.finditer(text, start, stop):
        while high <= match.start():
            low, high = next(within, _NONE)
        if low < match.start() and text[match.start()] != "\n":
            continue
        if text[match.start()] != "\n" and text[match.end() : match.end() + 9].lstrip()[:1].islower():
            continue
        if text[match.start()] == "." and _is_abbreviated(text, begin, match.start() + 1):
            continue
        _add(text, begin, match.end(), found)
        begin = match.end()
        if most is not None and len(found) >= most:
            return found
    _add(text, begin, stop, found)
    return found


_NONE = (1 << 60, 1 << 60)


def _is_abbreviated(text: str, begin: int, stop: int) -> bool:
    """Whether the full stop before `stop` is an abbreviation's."""
    low = max(begin, stop - 9)
    if _ABBREVIATION.search(text, low, stop):
        return True
    return text[stop : stop + 3].lstrip()[:1].isdigit() and _BEFORE_NUMBER.search(text, low, stop) is not None


def _add(text: str, begin: int, end: int, found: list[tuple[int, int]]) -> None:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    while end - begin > _LONGEST:
        blank = text.rfind(" ", begin + 1, begin + _LONGEST)
        cut = blank if blank > 0 else begin + _LONGEST
        found.append((begin, cut))
        begin = cut
    if begin < end:
        found.append((begin, end))


def sentence_index(ranges: list[tuple[int, int]], offset: int) -> int:
    """The index of the sentence that holds an offset, or of the last one before it."""
    return max(0, bisect_right(ranges, (offset, 1 << 60)) - 1)
