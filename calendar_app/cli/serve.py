"""`calendar-app serve`: the agenda site over the store."""

import logging
from contextlib import suppress
from datetime import date
from threading import Thread

import click
from flask import Flask
from waitress.server import create_server

from calendar_app.cli import options as o
from calendar_app.config import Settings
from calendar_app.errors import CalendarAppError, StoreError
from calendar_app.profiles import Profile, load_profile
from calendar_app.store import Store
from calendar_app.web import create_app, make_ready


@click.command()
@o.options(o.PROFILE, o.DATABASE, o.OUT, o.HOST, o.PORT, o.BASE_URL, o.CONFIG)
def serve(
    profile: str | None,
    database: str | None,
    out: str | None,
    host: str | None,
    port: int | None,
    base_url: str | None,
    config: str | None,
) -> None:
    """Serve the agenda site and the published feeds until stopped with Ctrl-C."""
    settings = o.settings(config, profile=profile, database=database, out=out, host=host, port=port, base_url=base_url)
    chosen = load_profile(settings.profile)
    with Store.open(settings.database, uid_name=chosen.uid_name) as store:
        serve_store(store, chosen, settings)


def serve_store(store: Store, profile: Profile, settings: Settings) -> None:
    """Serves a store until interrupted. Raises CalendarAppError when the address cannot be listened on."""
    app = create_app(store, profile, o.site(settings, profile), settings.out.resolve(), date.today)
    try:
        server = create_server(app, host=settings.host, port=settings.port, threads=8, ident="calendar-app")
    except OSError as error:
        what = f"cannot listen on {settings.host}:{settings.port} ({error.strerror or error})"
        raise CalendarAppError(what, remedy="choose another with --port") from error
    port = getattr(server, "effective_port", settings.port)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it warns of each reader who waits for another
    Thread(target=_make_ready, args=(app,), daemon=True).start()
    click.echo(f"The agenda is at http://{settings.host}:{port}/ (Ctrl-C stops it)", err=True)
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()


def _make_ready(app: Flask) -> None:
    """What is wrong with the store, the first reader is told."""
    with suppress(StoreError):
        make_ready(app)
