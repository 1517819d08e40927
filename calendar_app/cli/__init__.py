"""The command line: errors become a sentence on standard error and an exit code here."""

import sys

import click

from calendar_app.cli.explain import explain
from calendar_app.cli.extract import extract
from calendar_app.cli.keep import import_, publish
from calendar_app.cli.run import run
from calendar_app.cli.serve import serve
from calendar_app.errors import CalendarAppError

HELP = """Event calendars and feeds made from press releases.

calendar-app reads press releases, finds the dates of the events that they tell of, gives each event its office and
region, and publishes iCalendar calendars, RSS, Atom and JSON feeds, and an agenda site.

\b
Begin with
  calendar-app run                     the bundled sample, at http://127.0.0.1:5000
  calendar-app run releases/*.txt      your own releases
  calendar-app explain "The forum was held from 12 to 14 July 2023."

SOURCES are .txt files (one release, or a dump of many), .jsonl files (one release a line, with "text" and, as far as
known, "id", "url", "title", "published", "language", "offices"), folders of these, or - for standard input.

\b
Exit codes: 0 all was read; 1 something was refused or failed, and a sentence says what, where and what to do;
2 the command line is wrong.
"""


@click.group(help=HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="calendar-app")
def cli() -> None:
    pass


for command in (run, extract, import_, publish, serve, explain):
    cli.add_command(command)


def main() -> None:
    """The program: runs a command and turns an error into a sentence and exit code 1."""
    try:
        cli(standalone_mode=True)
    except CalendarAppError as error:
        click.echo(f"calendar-app: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
