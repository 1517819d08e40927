"""Runs many checks of outside tools in few processes, for the tools' own Python: what the drivers import is loaded once.

Standard input is a JSON list of command lines, each a driver and its arguments; standard output the list of what each
said."""

import contextlib
import io
import json
import multiprocessing
import runpy
import sys
import traceback

import feedparser  # noqa: F401
import icalendar  # noqa: F401
import vobject  # noqa: F401


def said(command: list[str]) -> str:
    """What a driver writes to standard output, or how it broke."""
    sys.argv = command
    with contextlib.redirect_stdout(io.StringIO()) as told:
        try:
            runpy.run_path(command[0], run_name="__main__")
        except SystemExit:
            pass
        except Exception:
            return traceback.format_exc()
    return told.getvalue()


if __name__ == "__main__":
    with multiprocessing.get_context("fork").Pool(2, maxtasksperchild=50) as pool:
        json.dump(pool.map(said, json.load(sys.stdin), chunksize=1), sys.stdout)
