"""Titles of events that a sentence names by its verb alone: "met with…", "visited…"."""

import re

from calendar_app.extraction.titles import shorten


def verbal_title(text: str, start: int, stop: int) -> str | None:
    """A title from the verb of the sentence text[start:stop]; None if it is no verb of meeting or visiting."""
    return _meeting_with(text, start, stop) or _of_verb(text, start, stop)


_MET = re.compile(r"\bmet\b(?:[^.;]{0,40}?,)?\swith\s(?:the\s)?([^,.;]{5,90})")


def _meeting_with(text: str, start: int, stop: int) -> str | None:
    """ "met today, 7 July, with the President of…": a title from the verb."""
    match = _MET.search(text, start, stop)
    return (
        shorten(f"Meeting with the {match.group(1)}" if " the " in match.group() else f"Meeting with {match.group(1)}")
        if match
        else None
    )


_GROUP_MET = re.compile(
    r"(?:The\s)?([A-Z][^,.;:()]{3,70}?)\s(?:will\s)?(?:met|meet|gathered|gather|convened)\b(?:\sagain)?"
    r"\s(?:in|on|from|at|for|to)\b"
)
_VISITED = re.compile(
    r"(?:[^,]{0,40},\s)?([^,.;:()]{3,80}?)\s(?:visited|visits|(?:will\s)?travel(?:s|led)?\sto|(?:paid|will\spay)\sa\svisit\sto)"
    r"\s(?:the\s)?([A-Z][\w’'-]+(?:\s(?:and\s)?[A-Z][\w’'-]+){0,3}|region\b)"
)


def _of_verb(text: str, start: int, stop: int) -> str | None:
    """A title from subject and verb: "Foreign Ministers met in…", "a delegation of the Assembly visited Rabat"."""
    if match := _GROUP_MET.match(text, start, stop):
        return shorten(f"Meeting of {match[1]}")
    if match := _VISITED.match(text, start, stop):
        article = match[1].split()[0] in ("The", "A", "An")
        who = match[1][0].lower() + match[1][1:] if article else match[1]
        return shorten(f"Visit of {who} to {match[2]}", 120)
    return None
