"""The limit that a machine sets to a reader in Python: months looked for by `bytes.find`, one pattern in a window."""

import re

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTHS = tuple(name.encode() for name in _MONTH.split("|"))
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?:(?:\s?[-–—]\s?|\s(?:to|and|until)\s){_DAY})?"
_DATE = re.compile(rf"{_DAYS}\s(?:{_MONTH})(?:,?\s\d{{4}})?|(?:{_MONTH})\s{_DAYS}(?:,\s\d{{4}})?".encode())
_LEFT, _RIGHT = 60, 80  # bytes of a window on either side of its month


def two_stage_scan(data: bytes) -> int:
    """How many months of a text stand in a window with a date; the dates themselves are not resolved."""
    dates = 0
    for month in _MONTHS:
        at = data.find(month)
        while at >= 0:
            dates += _DATE.search(data, max(0, at - _LEFT), at + _RIGHT) is not None
            at = data.find(month, at + len(month))
    return dates
