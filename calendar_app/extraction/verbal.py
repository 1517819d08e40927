"""Titles of events that a sentence names by its verb alone: "met with…", "visited…", "handed over…"."""

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
    r"(?!(?:On|In|From|At|During|After|Following|Between|As|While|When|Before)\s)"
    r"([A-Z][^.;:()]{3,170}?),?\s(?:will\s)?(?:met|meet|gathered|gather|convened)\b(?:\sagain)?"
    r"\s(?:in|on|from|at|for|to)\b"
)
_VISITED = re.compile(
    r"(?:[^,]{0,40},\s)?([^,.;:()]{3,80}?)(?:,[^,.;]{3,60},)?\s(?:visited|visits|(?:will\s)?travel(?:s|led)?\sto|(?:paid|will\spay)\sa\svisit\sto)"
    r"\s(?:the\s|(?:their|its)\s[a-z ]{3,40}\sin\s)?"
    r"([A-Z][\w’'-]+(?:\s(?:(?:and|to|of|in|for)\s)?[A-Z][\w’'-]+){0,7}|region\b)"
)


_TAKES_PLACE = re.compile(
    r"(?:The\s)?((?:\d+(?:st|nd|rd|th)\s)?[A-Z][^,.;:()]{5,90}?)\s(?:will\stake\splace|takes\splace|took\splace|will\sbe\sheld|"
    r"was\sheld|is\s(?:being\s)?held|were\sheld)\b"
)


def _is_name(words: str) -> bool:
    """Whether a subject is an event's name ("31st OSCE Ministerial Council") and no mere noun ("The competition")."""
    first, *others = words.removeprefix("The ").split()
    return (first[0].isupper() or first[0].isdigit()) and any(word[0].isupper() for word in others)


_GAVE = re.compile(r"\b(handed\sover|donated)\s([^.;:|]{5,100})")
_GIFT = {"handed": "Handover", "donated": "Donation"}


_LOWER = {"The", "A", "An", "More", "Over", "Some", "About", "Nearly", "Almost", "Representatives", "Experts"}


def _within(subject: str) -> str:
    """A subject as it stands within a sentence: without the capital of an article or a number's word."""
    lower = subject.split()[0] in _LOWER
    return subject[0].lower() + subject[1:] if lower else subject


def _of_verb(text: str, start: int, stop: int) -> str | None:
    """A title from subject and verb: "Foreign Ministers met in…", "a delegation of the Assembly visited Rabat"."""
    if match := _GROUP_MET.match(text, start, stop):
        who = re.sub(r",[^,]{3,80}(?:,|\Z)", "", match[1])
        return shorten(f"Meeting of {_within(who)}")
    if match := _VISITED.match(text, start, stop):
        return shorten(f"Visit of {_within(match[1])} to {match[2]}", 120)
    if (match := _TAKES_PLACE.match(text, start, stop)) and _is_name(match[1]):
        return shorten(match[1])
    if match := _GAVE.search(text, start, stop):
        return shorten(f"{_GIFT[match[1].split()[0]]} of {match[2]}")
    return None
