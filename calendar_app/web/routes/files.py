"""What programs fetch: calendars, feeds, and the small files that servers have.

A calendar or feed that cannot be made or read is answered with what its address answered with last: a calendar client
that meets an error may not ask again before it is restarted.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import NotFound

from calendar_app.errors import CalendarAppError
from calendar_app.publishing import single
from calendar_app.web import paths
from calendar_app.web.calendars import days_ago, filtered
from calendar_app.web.calendars import published as selected
from calendar_app.web.context import Context, here
from calendar_app.web.errors import GoneError, NotHereError, note
from calendar_app.web.http import MEDIA_TYPES, SVG, TEXT, conditional, for_all
from calendar_app.web.lookup import event_at, event_of_file, refuse_withdrawn
from calendar_app.web.qr import code, fits
from calendar_app.web.query import Filter, parse_filter, parse_past
from calendar_app.web.resource import Resource, etag_of
from calendar_app.web.subscribe import address_of, webcal
from calendar_app.web.views.cards import Scene

files = Blueprint("files", __name__)


@files.get("/agenda.<any(ics, rss, atom, json):suffix>")
def agenda(suffix: str) -> Response:
    at = here()
    pairs = list(request.args.items(multi=True))
    wanted, past = parse_filter(pairs, at.profile), parse_past(pairs) if suffix == "ics" else None
    path = f"/agenda.{suffix}?{wanted.query}&past={past}"
    same = None if wanted.pairs else f"all.{suffix}"
    return _lasting(path, f"agenda.{suffix}", lambda: _selected(wanted, suffix, past, at), same)


@files.get("/events/<event_id>.ics")
def event(event_id: str) -> Response:
    at = here()
    path = paths.event_file(event_id)
    return _lasting(path, "event.ics", lambda: single(event_at(at.store, event_id), at.site, at.profile))


@files.get("/feeds/<path:address>")
def published(address: str) -> Response:
    at = here()
    if address.endswith(".ics") and (past := parse_past(request.args.items(multi=True))) is not None:
        return _shortened(address, past, at)
    try:
        resource = _file(address, at)
    except GoneError:
        raise
    except (OSError, CalendarAppError) as error:
        resource = _instead(error, at.published.last(address))
    return conditional(request, resource)


@files.get("/qr/agenda.svg")
def agenda_qr() -> Response:
    return _qr("/agenda", parse_filter(request.args.items(multi=True), here().profile).query)


@files.get("/qr/feeds/<path:selection>.svg")
def published_qr(selection: str) -> Response:
    if selected(here().catalogue(), selection, here().profile) is None:
        raise NotFound
    return _qr(paths.feed(selection), "")


@files.get("/static/<path:filename>")
def static(filename: str) -> Response:
    found = here().static.current(filename)
    if found is None:
        raise NotFound
    return conditional(request, found)


@files.get("/healthz")
def health() -> Response:
    answer = jsonify(status="ok")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@files.get("/favicon.ico")
def icon() -> Response:
    """For pages that name no icon, as the published index."""
    return static("icon.svg")


@files.get("/robots.txt")
def robots() -> Response:
    body = b"User-agent: *\nAllow: /\n"
    return conditional(request, Resource(body, TEXT, here().freshness.since("/robots.txt", etag_of(body))))


def _qr(calendar: str, query: str) -> Response:
    """The picture with which a phone subscribes; pages show it only where the address fits."""
    at = here()
    address = webcal(address_of(at.site.base_url, calendar, query))
    if not fits(address):
        raise NotFound
    body = code(address)
    return conditional(request, Resource(body, SVG, at.freshness.since(paths.qr(calendar, query), etag_of(body))))


def _lasting(path: str, filename: str, write: Callable[[], bytes], same: str | None = None) -> Response:
    """What `write` gives or, where it fails, what was sent last; `same` is a published file that would be the same."""
    at = here()
    try:
        resource = _sent(path, filename, write(), at)
    except (NotHereError, GoneError):
        raise
    except Exception as error:
        resource = _instead(error, at.sent.get(path) or (_readable(same, at) if same else None))
    return conditional(request, resource)


def _shortened(address: str, past: int, at: Context) -> Response:
    """A published calendar without what ended long ago; whole where it has no shorter form or that cannot be made."""
    path = address.removesuffix(".ics")

    def write() -> bytes:
        found = selected(at.catalogue(), path, at.profile)
        if found is None:
            return _file(address, at).body
        selection, wanted = found
        return at.calendars.write("ics", replace(selection, past=past), wanted, days_ago(past, at.today()))

    return _lasting(f"/feeds/{address}?past={past}", address.rpartition("/")[2], write, address)


def _selected(wanted: Filter, suffix: str, past: int | None, at: Context) -> bytes:
    scene = Scene(at.profile, at.site.language, at.today())  # a calendar has one language for all who subscribe
    selection = filtered(at.catalogue(), wanted, scene, at.site)
    if selection is None:
        raise NotHereError(
            "no event matches this filter, and a calendar without events is never published",
            remedy="take a condition away",
        )
    first = None if past is None else days_ago(past, at.today())
    return at.calendars.write(suffix, replace(selection, past=past), wanted, first)


def _sent(path: str, filename: str, body: bytes, at: Context) -> Resource:
    """The resource that was sent before, if it has the same bytes, so that they are compressed once."""
    known = at.sent.get(path)
    if known is not None and known.body == body:
        return known
    modified = at.freshness.since(path, etag_of(body))
    made = Resource(body, MEDIA_TYPES[filename.rpartition(".")[2]], modified, for_all(filename))
    at.sent.put(path, made, made.size)
    return made


def _file(address: str, at: Context) -> Resource:
    """A published file. Raises NotHereError for none, GoneError for a withdrawn event's, OSError for a bad one."""
    found = at.published.current(address)
    if found is None:
        if event_id := event_of_file(address):
            refuse_withdrawn(at.store, event_id)
        raise NotHereError(
            "no calendar or feed has this address, or it has no events yet", remedy="see the list at /feeds/"
        )
    return found


def _readable(address: str, at: Context) -> Resource | None:
    """A published file, as it was last if it cannot be read now."""
    with suppress(OSError):
        if found := at.published.current(address):
            return found
    return at.published.last(address)


def _instead(error: Exception, last: Resource | None) -> Resource:
    """The last good bytes in place of an answer that failed; the error is raised where there are none, else noted."""
    if last is None:
        raise error
    note(error)
    return last
