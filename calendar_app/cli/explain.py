"""`calendar-app explain`: which rule read which date, what was stated and what inferred, and why it is an event."""

import json
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import click

from calendar_app.cli import options as o
from calendar_app.cli.contract import event_object, span_object
from calendar_app.explaining import Explanation, explain_text
from calendar_app.profiles import load_profile


@click.command()
@o.options(
    click.argument("text"), o.PROFILE, o.TODAY, o.CONFIG,
    click.option("--json", "as_json", is_flag=True, help="Print JSON instead of words."),
)  # fmt: skip
def explain(text: str, profile: str | None, today: datetime | None, config: str | None, as_json: bool) -> None:
    """Say how TEXT (- for standard input) is read: every date with its rule and role, and the events.

    For each date: the rule of the grammar that read it, the fields that the text states, where the others were
    inferred from, and the cues whose weights decide whether it is an event.
    """
    text = sys.stdin.read() if text == "-" else text
    settings = o.settings(config, profile=profile)
    explanation = explain_text(text, load_profile(settings.profile), o.day(today))
    click.echo(json.dumps(_object(explanation), ensure_ascii=False, indent=1) if as_json else _words(explanation))


def _object(explanation: Explanation) -> dict[str, Any]:
    return {
        "published": explanation.published.isoformat() if explanation.published else None,
        "reference": {"day": explanation.reference.day.isoformat(), "origin": explanation.reference.origin},
        "offices": dict(explanation.offices),
        "regions": list(explanation.regions),
        "language": explanation.language,
        "spans": [
            span_object(j.span) | {"weight": j.weight, "cues": dict(j.cues), "outcome": outcome}
            for j, outcome in zip(explanation.judged, explanation.outcomes, strict=True)
        ],
        "events": [event_object(event) for event in explanation.events],
    }


def _words(explanation: Explanation) -> str:
    reference = explanation.reference
    lines = [
        f"The language is {explanation.language_name}.",
        f"Dates count from {reference.day.isoformat()} ({_ORIGINS[reference.origin]}).",
    ]
    for judged, outcome in zip(explanation.judged, explanation.outcomes, strict=True):
        span = judged.span
        days = span.start.isoformat() + ("" if span.start == span.end else f" to {span.end.isoformat()}")
        lines += [
            "",
            f"“{o.printable(span.text)}” at character {span.offset}: {days}, to the {span.precision.value}",
            f"  rule      {span.rule}",
            f"  stated    {', '.join(sorted(span.stated)) or 'nothing of the date itself'}",
            f"  inferred  {'from the ' + span.inferred if span.inferred else 'nothing'}",
            f"  role      {span.role.value} (weight {judged.weight:+.1f}: {_weighed(judged.cues) or 'no cue'})",
            f"  outcome   {outcome}",
            *(f"  doubt     {note}" for note in span.notes),
        ]
    if not explanation.judged:
        lines.append("No date was found.")
    for number, event in enumerate(explanation.events, 1):
        where = ", ".join(part for part in (event.place, event.country) if part)
        lines += [
            "",
            f"Event {number}: {event.title}",
            f"  {event.start} to {event.end}" + (f", {where}" if where else ""),
        ]
        lines += [f"  {event.status.value}, confidence {event.confidence:.2f}"]
    offices = [f"{slug} ({weight:.1f})" for slug, weight in explanation.offices]
    lines += ["", f"Offices: {', '.join(offices) or 'none'}", f"Regions: {', '.join(explanation.regions)}"]
    return "\n".join(lines)


def _weighed(cues: Mapping[str, float]) -> str:
    return ", ".join(f"{cue} {weight:+.1f}" for cue, weight in cues.items())


_ORIGINS = {
    "release": "the text's own day",
    "neighbour": "a release beside it",
    "reading day": "the day of reading; the text gives none",
}
