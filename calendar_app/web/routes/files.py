"""What programs fetch: calendars, feeds, and the small files that servers have."""

from datetime import datetime

from flask import Blueprint, Response, current_app, jsonify, request

from calendar_app.publishing import single
from calendar_app.publishing.index import STYLE_HASH
from calendar_app.web import paths
from calendar_app.web.calendars import filtered
from calendar_app.web.context import Context, here
from calendar_app.web.errors import NotHereError
from calendar_app.web.http import HTML, MEDIA_TYPES, conditional, etag_of, policy
from calendar_app.web.lookup import event_at, event_of_file, refuse_withdrawn
from calendar_app.web.published import find
from calendar_app.web.query import parse_filter

files = Blueprint("files", __name__)


@files.get("/agenda.<any(ics, rss, atom, json):suffix>")
def agenda(suffix: str) -> Response:
    at = here()
    wanted = parse_filter(request.args.items(multi=True), at.profile)
    selection = filtered(at.store, wanted, at.scene(), at.site)
    if selection is None:
        raise NotHereError(
            "no event matches this filter, and a calendar without events is never published",
            remedy="take a condition away",
        )
    body = at.calendars.write(suffix, selection)
    return _fresh(body, suffix, f"/agenda.{suffix}?{wanted.query}", f"agenda.{suffix}", at)


@files.get("/events/<event_id>.ics")
def event(event_id: str) -> Response:
    at = here()
    known = event_at(at.store, event_id)
    return _fresh(single(known, at.site, at.profile), "ics", paths.event_file(event_id), "event.ics", at)


@files.get("/feeds/<path:address>")
def published(address: str) -> Response:
    at = here()
    file = find(at.feeds, address)
    if file is None:
        if event_id := event_of_file(address):
            refuse_withdrawn(at.store, event_id)
        raise NotHereError(
            "no calendar or feed has this address, or it has no events yet", remedy="see the list at /feeds/"
        )
    answer = conditional(request, file.body, file.media_type, file.modified, filename=file.filename, shared=True)
    if file.media_type == HTML:  # the index works from a disk, so it brings its style along
        answer.headers["Content-Security-Policy"] = policy(STYLE_HASH)
    return answer


@files.get("/healthz")
def health() -> Response:
    answer = jsonify(status="ok")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@files.get("/favicon.ico")
def icon() -> Response:
    """For pages that name no icon, as the published index."""
    return current_app.send_static_file("icon.svg")


@files.get("/robots.txt")
def robots() -> Response:
    body = b"User-agent: *\nAllow: /\n"
    return conditional(request, body, "text/plain; charset=utf-8", _since("/robots.txt", body, here()))


def _fresh(body: bytes, suffix: str, path: str, filename: str, at: Context) -> Response:
    modified = _since(path, body, at)
    return conditional(request, body, MEDIA_TYPES[suffix], modified, filename=filename, shared=True)


def _since(path: str, body: bytes, at: Context) -> datetime:
    return at.freshness.since(path, etag_of(body))
