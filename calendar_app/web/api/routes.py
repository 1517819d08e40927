"""The addresses of the API: each operation of the table with the function that answers it."""

import json
from collections.abc import Callable, Sequence
from itertools import islice
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, request
from pydantic import BaseModel

from calendar_app.web.api import models, shapes
from calendar_app.web.api.document import PATH, document
from calendar_app.web.api.operations import OPERATIONS
from calendar_app.web.api.paging import cursor_of, event_place, events_behind, place_of
from calendar_app.web.context import here
from calendar_app.web.errors import NotHereError
from calendar_app.web.http import ANYONE, JSON, conditional
from calendar_app.web.lookup import event_at
from calendar_app.web.query import USUAL_ITEMS, Filter, parse_cursor, parse_filter, parse_limit
from calendar_app.web.resource import Resource, etag_of

api = Blueprint("api", __name__)


def _events() -> Response:
    at = here()
    pairs = list(request.args.items(multi=True))
    wanted, limit, cursor = parse_filter(pairs, at.profile), parse_limit(pairs), parse_cursor(pairs)
    catalogue = at.catalogue()
    found = catalogue.matching(wanted)
    several = list(islice(events_behind(catalogue, found, place_of(cursor)), limit + 1))
    following = _next(wanted.pairs, limit, event_place(several[limit - 1]) if len(several) > limit else "")
    items = tuple(shapes.event(event, at.profile, at.site.base_url) for event in several[:limit])
    return _answer(models.EventList(items=items, total=found.bit_count(), next=following), following)


def _event(event_id: str) -> Response:
    at = here()
    return _answer(shapes.event_detail(event_at(at.store, event_id), at.profile, at.site.base_url))


def _releases() -> Response:
    at = here()
    pairs = list(request.args.items(multi=True))
    limit, cursor = parse_limit(pairs), parse_cursor(pairs)
    several = at.store.releases(place_of(cursor), limit + 1)
    following = _next((), limit, several[limit - 1].key if len(several) > limit else "")
    items = tuple(shapes.release(release, at.site.base_url) for release in several[:limit])
    return _answer(models.ReleaseList(items=items, next=following), following)


def _release(key: str) -> Response:
    at = here()
    known = at.store.release(key)
    if known is None:
        raise NotHereError("there is no such release", remedy=f"take its key from {shapes.ROOT}/releases")
    return _answer(shapes.release_detail(known, at.store.release_events(key), at.profile, at.site.base_url))


def _offices() -> Response:
    return _answer(shapes.offices(here().profile, _counts("office"), here().site.base_url))


def _regions() -> Response:
    return _answer(shapes.regions(here().profile, _counts("region"), here().site.base_url))


def _topics() -> Response:
    return _answer(shapes.topics(here().profile, _counts("topic"), here().site.base_url))


_ANSWERS: dict[str, Callable[..., Response]] = {
    "listEvents": _events,
    "getEvent": _event,
    "listReleases": _releases,
    "getRelease": _release,
    "listOffices": _offices,
    "listRegions": _regions,
    "listTopics": _topics,
}
for operation in OPERATIONS:
    api.get(operation.rule, endpoint=operation.id)(_ANSWERS[operation.id])


@api.get(PATH)
def described() -> Response:
    """The OpenAPI document."""
    told = document(here().profile, here().site)
    return _sent(json.dumps(told, ensure_ascii=False).encode())


def _counts(name: str) -> dict[str, int]:
    return here().catalogue().counts(Filter(), name)


def _next(pairs: Sequence[tuple[str, str]], limit: int, place: str) -> str | None:
    """The address of what stands behind a place; None for none."""
    if not place:
        return None
    given = [*pairs, *([("limit", str(limit))] if limit != USUAL_ITEMS else []), ("cursor", cursor_of(place))]
    return f"{here().site.base_url}{request.path}?{urlencode(given, quote_via=quote)}"


def _answer(shape: BaseModel, following: str | None = None) -> Response:
    return _sent(shape.model_dump_json().encode(), {"Link": f'<{following}>; rel="next"'} if following else {})


def _sent(body: bytes, headers: dict[str, str] | None = None) -> Response:
    """The bytes, or 304; those that were sent lately from the same address are not compressed again."""
    at = here()
    tag = etag_of(body)
    path = request.full_path
    resource = at.pages.get(f"{path} {tag}")
    if resource is None:
        common = {**ANYONE, "Access-Control-Expose-Headers": "ETag, Link", **(headers or {})}
        resource = Resource(body, JSON, at.freshness.since(path, tag), common)
        at.pages.put(f"{path} {tag}", resource, resource.size)
    return conditional(request, resource)
