"""`calendar-app import` and `publish`: releases into the store, the store into feeds."""

import sys
from datetime import UTC, date, datetime

import click

from calendar_app.cli import options as o
from calendar_app.cli.progress import busy, counted
from calendar_app.config import Settings
from calendar_app.errors import PublishError
from calendar_app.pipeline import Refusals, extractions
from calendar_app.profiles import Profile, load_profile
from calendar_app.publishing import Site
from calendar_app.publishing import publish as write
from calendar_app.store import Recorded, Store
from calendar_app.websub import ping


@click.command("import")
@o.options(o.SOURCES, o.KIND, o.PROFILE, o.DATABASE, o.TODAY, o.CONFIG)
def import_(
    sources: tuple[str, ...],
    kind: str | None,
    profile: str | None,
    database: str | None,
    today: datetime | None,
    config: str | None,
) -> None:
    """Read releases and keep their events in the store; importing the same again changes nothing."""
    if not sources:
        raise click.UsageError("name the files to read, or - for standard input")
    settings = o.settings(config, profile=profile, database=database)
    chosen = load_profile(settings.profile)
    refused = o.refusals()
    with Store.open(settings.database, uid_name=chosen.uid_name) as store:
        told(record(store, sources, kind, chosen, o.day(today), datetime.now(UTC), refused), refused)
    sys.exit(1 if refused.errors else 0)


@click.command()
@o.options(o.PROFILE, o.DATABASE, o.OUT, o.BASE_URL, o.CONFIG)
def publish(
    profile: str | None, database: str | None, out: str | None, base_url: str | None, config: str | None
) -> None:
    """Write the calendars and feeds of all events in the store; what has not changed is not written again."""
    settings = o.settings(config, profile=profile, database=database, out=out, base_url=base_url)
    chosen = load_profile(settings.profile)
    refused = o.refusals()
    with Store.open(settings.database, uid_name=chosen.uid_name) as store:
        publish_store(store, chosen, o.site(settings, chosen), settings, refused)
    sys.exit(1 if refused.errors else 0)


def record(
    store: Store,
    sources: tuple[str, ...],
    kind: str | None,
    profile: Profile,
    reading_day: date,
    now: datetime,
    refused: Refusals,
) -> Recorded:
    """Sources into the store, with progress."""
    found = extractions(sources, kind, profile, reading_day, refused)
    recorded = store.record(counted(found, "reading releases"), now)
    for error in recorded.refused:
        refused.add(error)
    return recorded


def publish_store(store: Store, profile: Profile, site: Site, settings: Settings, refused: Refusals) -> None:
    """The store into feeds, with progress; then the hub is told, if there is one."""
    with busy("writing calendars and feeds"), store.snapshot() as snapshot:
        done = write(snapshot, profile, site, settings.out)
    click.echo(f"{settings.out}: {done.written} files written, {done.removed} removed", err=True)
    if site.hub and done.feeds:
        try:
            ping(site.hub, [site.feed_url(path) for path in done.feeds])
        except PublishError as error:
            refused.add(error)


def told(recorded: Recorded, refused: Refusals) -> None:
    """Says in a line what an import did."""
    click.echo(
        f"{recorded.releases_new} new and {recorded.releases_known} known releases: {recorded.events_new} new events, "
        f"{recorded.events_changed} changed, {recorded.events_joined} told again, {recorded.events_same} the same"
        + (f", {recorded.events_withdrawn} withdrawn" if recorded.events_withdrawn else "")
        + (f"; {len(refused.errors)} refused" if refused.errors else ""),
        err=True,
    )
