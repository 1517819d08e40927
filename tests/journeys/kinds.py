"""Every kind of page of the site, in one place: a line here is held against all checks of test_kinds.py."""

from .browsing import Page

# A path, and the links that lead on from there where the page's own path is known to the store alone.
KINDS: dict[str, tuple[str, ...]] = {
    "agenda": ("/",),
    "filtered": ("/?region=central-asia&q=training&from=2023-07-01",),
    "nothing found": ("/?q=nothing-is-called-this",),
    "older events": ("/?before=2023-07-05",),
    "month": ("/month/2024-11",),
    "month with a filter": ("/month/2023-07?region=central-asia",),
    "month without events": ("/month/2024-01",),
    "year by region": ("/year/2024",),
    "year by office": ("/year/2024?by=office",),
    "map": ("/map",),
    "event": ("/?q=digitalization", "article .u-url"),
    "event of two releases": ("/?q=High-Level+Conference+on+Climate+Change", "article .u-url"),
    "release": ("/?q=digitalization", "article .u-url", "figcaption a"),
    "offices": ("/offices/",),
    "office": ("/offices/mission-to-skopje",),
    "office without events": ("/offices/", ".entry.is-quiet a"),
    "regions": ("/regions/",),
    "region": ("/regions/central-asia",),
    "feeds": ("/feeds/",),
    "subscribe box": ("/offices/mission-to-skopje#subscribe",),
    "frame": ("/embed?region=central-asia",),
    "frame without events": ("/embed?q=nothing-is-called-this",),
    "programs": ("/api/",),
    "agenda in German": ("/de/",),
    "event in Russian": ("/ru/?q=digitalization", "article .u-url"),
    "nothing found in French": ("/fr/?q=nothing-is-called-this",),
    "index of the files": ("/feeds/index.html",),
    "not found": ("/there-is-no-such-page",),
    "bad filter": ("/?from=yesterday",),
}


def path_of(page: Page, kind: str) -> str:
    """The path of a kind of page, with its query, found by going there."""
    path, *links = KINDS[kind]
    for link in links:
        page.goto(path)
        path = page.locator(link).first.get_attribute("href") or ""
    return path
