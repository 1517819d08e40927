"""`calendar-app extract`: what releases tell, as JSON Lines."""

import json
import sys
from datetime import datetime

import click

from calendar_app.cli import options as o
from calendar_app.cli.contract import extraction_object
from calendar_app.pipeline import extractions
from calendar_app.profiles import load_profile


@click.command()
@o.options(o.SOURCES, o.KIND, o.PROFILE, o.TODAY, o.CONFIG)
def extract(
    sources: tuple[str, ...], kind: str | None, profile: str | None, today: datetime | None, config: str | None
) -> None:
    """Print what releases tell, one JSON object per release; no store is touched.

    Each object has the release's place in its source ("offset" and "length" count characters), its offices and
    regions, its date spans with their roles, and its events. Dates are inclusive.
    """
    if not sources:
        raise click.UsageError("name the files to read, or - for standard input")
    settings = o.settings(config, profile=profile)
    refused = o.refusals()
    for extraction in extractions(sources, kind, load_profile(settings.profile), o.day(today), refused):
        click.echo(json.dumps(extraction_object(extraction), ensure_ascii=False))
    sys.exit(1 if refused.errors else 0)
