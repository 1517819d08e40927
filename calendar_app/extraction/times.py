"""Hours of the day in a stretch of text, as 24-hour "HH:MM"."""

import re

_CLOCK = r"(?:(?P<h{n}>[01]?\d|2[0-3])(?:[:.h](?P<m{n}>[0-5]\d))?\s?(?P<p{n}>[ap]\.?m\.?)?)"
_JOIN = r"\s?(?:-|–|—|to|until|till|and)\s?"
_RANGE = re.compile(
    rf"(?<![\d.,:/-])(?:from |between )?{_CLOCK.format(n=1)}{_JOIN}{_CLOCK.format(n=2)}(?![\d/%:]|[.,-]\d)",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    r"\b(?:at|from|begins?|starts?|starting|beginning|time:?)\s(?P<h1>[01]?\d|2[0-3])(?:[:.](?P<m1>[0-5]\d))?\s?(?P<p1>[ap]\.?m\.?)?(?![\d/%:])",
    re.IGNORECASE,
)
_NOT_THE_START = re.compile(r"\b(?:doors|registration|coffee|lunch|arrival)\b[^.;]{0,20}\Z", re.IGNORECASE)


def find_times(text: str) -> tuple[str, str | None] | None:
    """The first hours in a text, as (start, end); None if it has none. A bare number is no hour ("from 3 to 5")."""
    for match in _RANGE.finditer(text):
        if _NOT_THE_START.search(text, max(0, match.start() - 40), match.start()):
            continue
        start, end = _clock(match, "1", match.group("p2")), _clock(match, "2")
        if start and end and (_certain(match, "1") or _certain(match, "2")):
            return start, end
    for match in _SINGLE.finditer(text):
        if _certain(match, "1") and not _NOT_THE_START.search(text, max(0, match.start() - 40), match.start()):
            start = _clock(match, "1")
            return (start, None) if start else None
    return None


def _certain(match: re.Match[str], number: str) -> bool:
    return match.group(f"m{number}") is not None or match.group(f"p{number}") is not None


def _clock(match: re.Match[str], number: str, other_half: str | None = None) -> str | None:
    hour, minute = int(match.group(f"h{number}")), int(match.group(f"m{number}") or 0)
    half = (match.group(f"p{number}") or other_half or "").lower().replace(".", "")
    if half and not 1 <= hour <= 12:
        return None
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}"
