"""Event calendars and feeds made from press releases."""

from calendar_app.dates import find_spans
from calendar_app.extraction import extract
from calendar_app.profiles import load_profile

__all__ = ["extract", "find_spans", "load_profile"]
