"""The pages, each below the root in the reader's language, and below /<language>/ in that one."""

from itertools import islice
from typing import Any

from flask import Blueprint, Response, g, request

from calendar_app.web import paths
from calendar_app.web.api.document import document
from calendar_app.web.calendars import listed
from calendar_app.web.context import here
from calendar_app.web.errors import NotHereError
from calendar_app.web.http import policy
from calendar_app.web.lookup import event_at
from calendar_app.web.query import parse_filter, parse_paging
from calendar_app.web.rendering import fill, page, scene
from calendar_app.web.subscribe import Subscription, subscription
from calendar_app.web.views.agenda import agenda_page
from calendar_app.web.views.directory import PlacePage, office_page, office_shelves, region_entries, region_page
from calendar_app.web.views.embed import embed_page
from calendar_app.web.views.event import event_page
from calendar_app.web.views.feeds import change_feeds, feed_tables
from calendar_app.web.views.mapping import map_page
from calendar_app.web.views.reference import reference_page
from calendar_app.web.views.release import release_page

pages = Blueprint("pages", __name__)


@pages.url_value_preprocessor
def _choose_language(_: str | None, values: dict[str, Any] | None) -> None:
    if values and (chosen := values.pop("language", None)):
        g.language, g.prefix = chosen, f"/{chosen}"


@pages.get("/")
def agenda() -> Response:
    at = here()
    pairs = list(request.args.items(multi=True))
    wanted, paging = parse_filter(pairs, at.profile), parse_paging(pairs)
    canonical = paths.agenda(wanted, before=paging.before, after=paging.after)

    def build() -> str:
        shown = agenda_page(at.catalogue(), wanted, paging, scene())
        if shown is None:
            raise NotHereError("there are no more events in this direction", remedy="go back to the first page")
        title = f"{at.site.title}: {shown.title}" if shown.title else at.site.title
        path = "/agenda" if wanted.pairs else paths.feed("all")
        box = subscription(title, at.site.base_url, path, wanted.query) if shown.listing.total else None
        return fill("agenda.html", "agenda", shown.path, page=shown, box=box)

    return page(canonical, build)


@pages.get("/embed")
def embed() -> Response:
    at = here()
    wanted = parse_filter(request.args.items(multi=True), at.profile)

    def build() -> str:
        return fill("embed.html", "", page=embed_page(at.catalogue(), wanted, scene(), at.site.title))

    return page(paths.embed(wanted), build, {"Content-Security-Policy": policy(framed_by="*")})


@pages.get("/map")
def map_() -> Response:
    at = here()
    wanted = parse_filter(request.args.items(multi=True), at.profile)

    def build() -> str:
        shown = map_page(at.catalogue(), wanted, scene())
        return fill("map.html", "agenda", shown.path, page=shown)

    return page(paths.map_(wanted), build)


@pages.get("/events/<event_id>")
def event(event_id: str) -> Response:
    at = here()

    def build() -> str:
        known = event_at(at.store, event_id)
        shown = event_page(known, at.store.revisions(event_id), scene(), at.site.base_url)
        return fill("event.html", "agenda", shown.path, page=shown)

    return page(paths.event(event_id), build)


@pages.get("/releases/<anything:key>")
def release(key: str) -> Response:
    at = here()

    def build() -> str:
        known = at.store.release(key)
        if known is None:
            raise NotHereError("there is no such release", remedy="look for its event in the agenda")
        shown = release_page(known, at.store.release_events(key), scene())
        return fill("release.html", "agenda", shown.path, page=shown)

    return page(paths.release(key), build)


@pages.get("/offices/", strict_slashes=False)
def offices() -> Response:
    def build() -> str:
        return fill("offices.html", "offices", "/offices/", shelves=office_shelves(here().catalogue(), scene()))

    return page("/offices/", build)


@pages.get("/offices/<slug>", strict_slashes=False)
def office(slug: str) -> Response:
    profile = here().profile
    slug = profile.slug_today(slug)
    if slug not in profile.offices:
        raise NotHereError("there is no such office", remedy="choose one from the list of offices")
    return page(
        paths.office(slug), lambda: _place(office_page(profile.offices[slug], here().catalogue(), scene()), "offices")
    )


@pages.get("/regions/", strict_slashes=False)
def regions() -> Response:
    def build() -> str:
        return fill("regions.html", "regions", "/regions/", entries=region_entries(here().catalogue(), scene()))

    return page("/regions/", build)


@pages.get("/regions/<slug>", strict_slashes=False)
def region(slug: str) -> Response:
    profile = here().profile
    if slug not in profile.regions:
        raise NotHereError("there is no such region", remedy="choose one from the list of regions")
    return page(
        paths.region(slug), lambda: _place(region_page(profile.regions[slug], here().catalogue(), scene()), "regions")
    )


@pages.get("/feeds/", strict_slashes=False)
def feeds() -> Response:
    at = here()

    def build() -> str:
        tables = feed_tables(listed(at.catalogue(), at.profile), at.site, scene())
        changes = change_feeds() if at.published.current("changes.atom") is not None else ()
        return fill("feeds.html", "feeds", "/feeds/", tables=tables, changes=changes)

    return page("/feeds/", build)


@pages.get("/api/", strict_slashes=False)
def reference() -> Response:
    at = here()

    def build() -> str:
        events, releases = at.catalogue().last(at.catalogue().all), at.store.releases("", 1)
        known = [*(("event_id", event.id) for event in islice(events, 1)), *(("key", one.key) for one in releases)]
        shown = reference_page(document(at.profile, at.site), "/api/", at.site.base_url, dict(known))
        return fill("api.html", "api", shown.path, page=shown)

    return page("/api/", build)


def _place(shown: PlacePage, section: str) -> str:
    box: Subscription | None = None
    if shown.feed:
        site = here().site
        title = shown.name if section == "offices" else f"{site.title}: {shown.name}"
        box = subscription(title, site.base_url, shown.feed, embed=shown.embed)
    return fill("place.html", section, shown.path, page=shown, box=box)
