"""The JSON objects that `extract` and `explain` print; their keys are a fixed contract."""

from datetime import date
from typing import Any

from calendar_app.model import DateSpan, Extraction, FoundEvent


def extraction_object(extraction: Extraction) -> dict[str, Any]:
    """An extraction as the object of one line of `calendar-app extract`; offsets count in the source text."""
    release = extraction.release
    return {
        "source": release.source,
        "key": release.key,
        "offset": release.offset,
        "length": len(release.text),
        "url": release.url,
        "title": release.title,
        "published": _day(extraction.published),
        "language": extraction.language,
        "offices": list(extraction.offices),
        "regions": list(extraction.regions),
        "spans": [span_object(span) for span in extraction.spans],
        "events": [event_object(event) for event in extraction.events],
    }


def span_object(span: DateSpan) -> dict[str, Any]:
    """A span; `inferred` says where a field that the text leaves out came from, null when nothing was inferred."""
    return {
        "text": span.text,
        "offset": span.offset,
        "start": span.start.isoformat(),
        "end": span.end.isoformat(),
        "precision": span.precision.value,
        "role": span.role.value,
        "rule": span.rule,
        "stated": sorted(span.stated),
        "inferred": span.inferred or None,
    }


def event_object(event: FoundEvent) -> dict[str, Any]:
    """An event; `span` is the index of the span that dates it."""
    return {
        "title": event.title,
        "start": event.start.isoformat(),
        "end": event.end.isoformat(),
        "start_time": event.start_time,
        "end_time": event.end_time,
        "timezone": event.timezone,
        "place": event.place,
        "country": event.country,
        "offices": list(event.offices),
        "regions": list(event.regions),
        "topics": list(event.topics),
        "status": event.status.value,
        "precision": event.precision.value,
        "confidence": event.confidence,
        "span": event.span,
        "closed": event.closed,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
