"""Sentences and quotations of a text, as ranges; a paragraph ends a sentence."""

import re

_ABBREVIATIONS = r"Mr|Ms|Mrs|Dr|Prof|St|Ss|No|Nos|Amb|Gen|Col|Lt|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|vs|etc|e\.g|i\.e|approx|Vol|Art|p|pp|[A-Z]"
# A full stop with white space behind it, then something that can begin a sentence; not behind an abbreviation.
_END = re.compile(r"[.!?…]+[”\"’)\]]*(?=\s+[^a-z\s]|\s*\n|\s*\Z)|\n")
_ABBREVIATION = re.compile(rf"(?:^|[\s(“\"])(?:{_ABBREVIATIONS})\.\Z")
_LONGEST = 4000  # characters; a "sentence" is looked for no farther than this on either side


def sentence_at(text: str, start: int, stop: int) -> tuple[int, int]:
    """The range of the sentence that holds text[start:stop], without white space around it."""
    first = max(0, text.rfind("\n", 0, start) + 1, start - _LONGEST)
    last = text.find("\n", stop, stop + _LONGEST)
    last = min(len(text), stop + _LONGEST) if last < 0 else last
    begin, end = first, last
    for match in _END.finditer(text, first, last):
        if _ABBREVIATION.search(text, max(first, match.start() - 8), match.start() + 1):
            continue
        if match.end() <= start:
            begin = match.end()
        elif match.start() >= stop - 1:
            end = match.end()
            break
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return begin, end


def sentences(text: str, start: int, stop: int, most: int) -> list[tuple[int, int]]:
    """The first `most` sentences of text[start:stop], as ranges."""
    found: list[tuple[int, int]] = []
    at = start
    while at < stop and len(found) < most:
        while at < stop and text[at].isspace():
            at += 1
        if at >= stop:
            break
        _, end = sentence_at(text, at, at + 1)
        end = min(max(end, at + 1), stop)
        found.append((at, end))
        at = end
    return found
