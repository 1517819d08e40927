"""The pages, each below the root in the reader's language, and below /<language>/ in that one."""

from datetime import date
from itertools import islice
from typing import Any

from flask import Blueprint, Response, request

from calendar_app.web import paths
from calendar_app.web.api.document import document
from calendar_app.web.calendars import listed
from calendar_app.web.context import here
from calendar_app.web.errors import NotHereError
from calendar_app.web.grid import month_of, usual_month, usual_year
from calendar_app.web.http import policy
from calendar_app.web.languages import N_
from calendar_app.web.lookup import event_at
from calendar_app.web.query import Filter, parse_by, parse_filter, parse_paging
from calendar_app.web.related import related
from calendar_app.web.rendering import fill, page, scene
from calendar_app.web.subscribe import Subscription, subscription
from calendar_app.web.views.agenda import agenda_page
from calendar_app.web.views.directory import PlacePage, office_page, office_shelves, region_entries, region_page
from calendar_app.web.views.embed import embed_page
from calendar_app.web.views.event import event_page
from calendar_app.web.views.feeds import change_feeds, feed_tables
from calendar_app.web.views.mapping import map_page
from calendar_app.web.views.month import month_page
from calendar_app.web.views.reference import reference_page
from calendar_app.web.views.release import release_page
from calendar_app.web.views.switch import switch
from calendar_app.web.views.year import year_page

MOST_QUOTED = 10  # releases of an event that are quoted with what stands around the sentence

pages = Blueprint("pages", __name__)


@pages.url_value_preprocessor
def _leave_language(_: str | None, values: dict[str, Any] | None) -> None:
    """Takes the language out of the arguments: `rendering` reads it from the path, that of errors too."""
    if values:
        values.pop("language", None)


@pages.get("/")
def agenda() -> Response:
    at = here()
    pairs = list(request.args.items(multi=True))
    wanted, paging = parse_filter(pairs, at.profile), parse_paging(pairs)
    canonical = paths.agenda(wanted, before=paging.before, after=paging.after)

    def build() -> str:
        shown = agenda_page(at.catalogue(), wanted, paging, scene())
        if shown is None:
            raise NotHereError(N_("there are no more events in this direction"), remedy=N_("go back to the first page"))
        box = _results(wanted, shown.title) if shown.listing.total else None
        views = switch("list", wanted, scene())
        return fill("agenda.html", "agenda", shown.path, page=shown, box=box, views=views)

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
        return fill("map.html", "agenda", shown.path, page=shown, views=switch("map", wanted, scene()))

    return page(paths.map_(wanted), build)


@pages.get("/month/", strict_slashes=False)
def month_now() -> Response:
    at = here()
    wanted = parse_filter(request.args.items(multi=True), at.profile)
    return _month(usual_month(at.catalogue(), wanted, at.today()), wanted)


@pages.get("/month/<month>", strict_slashes=False)
def month(month: str) -> Response:
    wanted = parse_filter(request.args.items(multi=True), here().profile)
    first = month_of(month)
    if first is None:
        raise NotHereError(N_("there is no such month"), remedy=N_("write it as year-month, for example 2024-12"))
    return _month(first, wanted)


@pages.get("/year/", strict_slashes=False)
def year_now() -> Response:
    at = here()
    pairs = list(request.args.items(multi=True))
    wanted = parse_filter(pairs, at.profile)
    return _year(usual_year(at.catalogue(), wanted, at.today()), wanted, parse_by(pairs))


@pages.get("/year/<int(fixed_digits=4):year>", strict_slashes=False)
def year(year: int) -> Response:
    pairs = list(request.args.items(multi=True))
    return _year(year, parse_filter(pairs, here().profile), parse_by(pairs))


@pages.get("/events/<event_id>")
def event(event_id: str) -> Response:
    at = here()

    def build() -> str:
        known = event_at(at.store, event_id)
        keys = dict.fromkeys(evidence.release for evidence in known.evidence[:MOST_QUOTED])
        releases = {key: release for key in keys if (release := at.store.release(key))}
        neighbours = related(known, at.catalogue())
        shown = event_page(known, at.store.revisions(event_id), releases, neighbours, scene(), at.site)
        return fill("event.html", "agenda", shown.path, page=shown)

    return page(paths.event(event_id), build)


@pages.get("/releases/<anything:key>")
def release(key: str) -> Response:
    at = here()

    def build() -> str:
        known = at.store.release(key)
        if known is None:
            raise NotHereError(N_("there is no such release"), remedy=N_("look for its event in the agenda"))
        spans = at.rereading.spans(known, at.today())
        shown = release_page(known, at.store.release_events(key), spans, scene())
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
        raise NotHereError(N_("there is no such office"), remedy=N_("choose one from the list of offices"))
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
        raise NotHereError(N_("there is no such region"), remedy=N_("choose one from the list of regions"))
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


def _month(first: date, wanted: Filter) -> Response:
    def build() -> str:
        shown = month_page(here().catalogue(), first, wanted, scene())
        if shown is None:
            raise NotHereError(N_("there is no event in this month or beyond"), remedy=N_("go back to the agenda"))
        box = _results(wanted, shown.filtered) if shown.total else None
        return fill("month.html", "agenda", shown.path, page=shown, box=box, views=shown.views)

    return page(paths.month(first, wanted), build)


def _year(number: int, wanted: Filter, by: str) -> Response:
    def build() -> str:
        shown = year_page(here().catalogue(), number, wanted, by, scene())
        if shown is None:
            raise NotHereError(N_("there is no event in this year"), remedy=N_("go back to the agenda"))
        return fill("year.html", "agenda", shown.path, page=shown, views=shown.views)

    return page(paths.year(number, wanted, by), build)


def _results(wanted: Filter, words: str) -> Subscription:
    """The subscription to the events of a filter, which is given in words, too."""
    site = here().site
    title = f"{site.title}: {words}" if words else site.title
    return subscription(title, site.base_url, "/agenda" if wanted.pairs else paths.feed("all"), wanted.query)


def _place(shown: PlacePage, section: str) -> str:
    box: Subscription | None = None
    if shown.feed:
        site = here().site
        title = shown.name.text if section == "offices" else f"{site.title}: {shown.name.text}"
        box = subscription(title, site.base_url, shown.feed, embed=shown.embed)
    return fill("place.html", section, shown.path, page=shown, box=box)
