"""`calendar-app run`: the whole way, from releases to a site."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from calendar_app import sample
from calendar_app.cli import options as o
from calendar_app.cli.keep import publish_store, record, told
from calendar_app.cli.serve import serve_store
from calendar_app.config import Settings
from calendar_app.profiles import Profile, load_profile
from calendar_app.store import Store


@click.command()
@o.options(
    o.SOURCES, o.KIND, o.PROFILE, o.DATABASE, o.OUT, o.HOST, o.PORT, o.BASE_URL, o.TODAY, o.CONFIG,
    click.option("--serve/--no-serve", "serving", default=True, help="Serve the site afterwards.  [default: serve]"),
)  # fmt: skip
def run(
    sources: tuple[str, ...],
    kind: str | None,
    profile: str | None,
    database: str | None,
    out: str | None,
    host: str | None,
    port: int | None,
    base_url: str | None,
    today: datetime | None,
    config: str | None,
    serving: bool,
) -> None:
    """Read releases, keep their events, publish calendars and feeds, and serve the agenda.

    Without SOURCES the bundled sample is shown: true events of the OSCE, retold. It is kept in a store of its own,
    which is gone when the program stops, unless --database names one.
    """
    settings = o.settings(config, profile=profile, database=database, out=out, host=host, port=port, base_url=base_url)
    chosen = load_profile(settings.profile)
    refused = o.refusals()
    with _store(settings, chosen, kept=bool(sources) or database is not None, demo=not sources) as store:
        if sources:
            told(record(store, sources, kind, chosen, o.day(today), datetime.now(UTC), refused), refused)
        else:
            told(
                record(store, tuple(sample.sample_paths()), None, chosen, sample.READING_DAY, sample.RECORDED, refused),
                refused,
            )
        publish_store(store, chosen, o.site(settings, chosen), settings, refused)
        if serving:
            serve_store(store, chosen, settings)
    sys.exit(1 if refused.errors else 0)


@contextmanager
def _store(settings: Settings, profile: Profile, *, kept: bool, demo: bool) -> Iterator[Store]:
    """The store of a run; the sample's is always the same and, unless kept, gone afterwards."""
    store_id = sample.STORE_ID if demo else None
    if kept:
        with Store.open(settings.database, store_id=store_id, uid_name=profile.uid_name) as store:
            yield store
        return
    with TemporaryDirectory(prefix="calendar-app-") as folder:
        path = str(Path(folder) / "sample.sqlite")
        with Store.open(path, store_id=store_id, uid_name=profile.uid_name) as store:
            yield store
