"""The pages."""

from flask import Blueprint, Response, request

from calendar_app.web import paths
from calendar_app.web.calendars import listed
from calendar_app.web.context import here
from calendar_app.web.errors import NotHereError
from calendar_app.web.lookup import event_at
from calendar_app.web.query import parse_filter, parse_paging
from calendar_app.web.rendering import page
from calendar_app.web.subscribe import Subscription, subscription
from calendar_app.web.views.agenda import agenda_page
from calendar_app.web.views.directory import PlacePage, office_page, office_shelves, region_entries, region_page
from calendar_app.web.views.event import event_page
from calendar_app.web.views.feeds import feed_tables
from calendar_app.web.views.release import release_page

pages = Blueprint("pages", __name__)


@pages.get("/")
def agenda() -> Response:
    at = here()
    pairs = list(request.args.items(multi=True))
    wanted, paging = parse_filter(pairs, at.profile), parse_paging(pairs)
    shown = agenda_page(at.catalogue(), wanted, paging, at.scene())
    if shown is None:
        raise NotHereError("there are no more events in this direction", remedy="go back to the first page")
    title = f"{at.site.title}: {shown.title}" if shown.title else at.site.title
    path = "/agenda" if wanted.pairs else paths.feed("all")
    box = subscription(title, at.site.base_url, path, wanted.query) if shown.listing.total else None
    return page("agenda.html", "agenda", shown.path, page=shown, box=box)


@pages.get("/events/<event_id>")
def event(event_id: str) -> Response:
    at = here()
    known = event_at(at.store, event_id)
    shown = event_page(known, at.store.revisions(event_id), at.scene(), at.site.base_url)
    return page("event.html", "agenda", shown.path, page=shown)


@pages.get("/releases/<anything:key>")
def release(key: str) -> Response:
    at = here()
    known = at.store.release(key)
    if known is None:
        raise NotHereError("there is no such release", remedy="look for its event in the agenda")
    shown = release_page(known, at.store.release_events(key), at.scene())
    return page("release.html", "agenda", shown.path, page=shown)


@pages.get("/offices/", strict_slashes=False)
def offices() -> Response:
    at = here()
    return page("offices.html", "offices", "/offices/", shelves=office_shelves(at.catalogue(), at.scene()))


@pages.get("/offices/<slug>", strict_slashes=False)
def office(slug: str) -> Response:
    at = here()
    slug = at.profile.slug_today(slug)
    if slug not in at.profile.offices:
        raise NotHereError("there is no such office", remedy="choose one from the list of offices")
    return _place(office_page(at.profile.offices[slug], at.catalogue(), at.scene()), "offices")


@pages.get("/regions/", strict_slashes=False)
def regions() -> Response:
    at = here()
    return page("regions.html", "regions", "/regions/", entries=region_entries(at.catalogue(), at.scene()))


@pages.get("/regions/<slug>", strict_slashes=False)
def region(slug: str) -> Response:
    at = here()
    if slug not in at.profile.regions:
        raise NotHereError("there is no such region", remedy="choose one from the list of regions")
    return _place(region_page(at.profile.regions[slug], at.catalogue(), at.scene()), "regions")


@pages.get("/feeds/", strict_slashes=False)
def feeds() -> Response:
    at = here()
    changes = at.published.current("changes.atom") is not None
    tables = feed_tables(listed(at.catalogue(), at.profile), at.site.most_entries, changes=changes)
    return page("feeds.html", "feeds", "/feeds/", tables=tables)


def _place(shown: PlacePage, section: str) -> Response:
    box: Subscription | None = None
    if shown.feed:
        site = here().site
        title = shown.name if section == "offices" else f"{site.title}: {shown.name}"
        box = subscription(title, site.base_url, shown.feed)
    return page("place.html", section, shown.path, page=shown, box=box)
