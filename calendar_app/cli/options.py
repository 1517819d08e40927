"""Options that several commands share, and the settings that they make."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from calendar_app.config import Settings, load_settings
from calendar_app.errors import CalendarAppError
from calendar_app.pipeline import Refusals
from calendar_app.profiles import Profile
from calendar_app.publishing import Site

Command = TypeVar("Command", bound=Callable[..., Any])

SOURCES = click.argument("sources", nargs=-1, metavar="[SOURCES]...")
KIND = click.option(
    "--from", "kind", type=click.Choice(["txt", "jsonl"]), help="Read all sources as this kind, whatever their suffix."
)
PROFILE = click.option(
    "--profile", help="The organisation: a built-in name or a folder of profile files.  [default: osce]"
)
CONFIG = click.option(
    "--config", envvar="CALENDAR_APP_CONFIG", help="A TOML file of settings (or $CALENDAR_APP_CONFIG)."
)
DATABASE = click.option("--database", help="The store: a file, or a database URL.  [default: calendar.sqlite]")
OUT = click.option("--out", type=click.Path(file_okay=False), help="The folder to publish into.  [default: feeds]")
HOST = click.option("--host", help="The address to listen on.  [default: 127.0.0.1]")
PORT = click.option("--port", type=click.IntRange(0, 65535), help="The port to listen on.  [default: 5000]")
BASE_URL = click.option("--base-url", help="Where the site is reached from outside.  [default: http://HOST:PORT]")
TODAY = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Read as if on this day; a year that nothing else gives is the one nearest to it.  [default: today]",
)


def options(*decorators: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator, in the order in which --help shows them."""

    def decorate(command: Command) -> Command:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


def settings(config: str | None, **given: Any) -> Settings:
    """The settings of the file under those that the command line gives."""
    said = {name: value for name, value in given.items() if value is not None}
    if "out" in said:
        said["out"] = Path(said["out"])
    return load_settings(config, **said)


def day(today: datetime | None) -> date:
    """The day of reading: the one given, else the clock's."""
    return today.date() if today is not None else date.today()


def site(settings: Settings, profile: Profile) -> Site:
    """What the writers need to know of the site."""
    return Site(
        base_url=settings.address,
        title=settings.title or f"{profile.short} events",
        organisation=profile.short,
        language=profile.language,
        author=profile.name,
        hub=settings.hub,
        most_events=settings.calendar_events,
        most_octets=settings.calendar_bytes,
        most_entries=settings.feed_entries,
    )


def refusals() -> Refusals:
    """Refusals that are told on standard error as they come."""

    def tell(error: CalendarAppError) -> None:
        click.echo(f"calendar-app: {printable(str(error))}", err=True)

    return Refusals(tell)


def printable(text: str) -> str:
    """A text without control characters, which a terminal would act on."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "�" for letter in text)
