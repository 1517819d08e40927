"""Templates filled and sent: every page goes out through `page`."""

from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, render_template, request
from jinja2 import pass_context
from jinja2.runtime import Context

from calendar_app.web import paths
from calendar_app.web.context import here
from calendar_app.web.http import HTML, conditional
from calendar_app.web.resource import Resource, etag_of
from calendar_app.web.text import plain

NAVIGATION = (
    ("agenda", "Agenda", "/"),
    ("offices", "Offices", "/offices/"),
    ("regions", "Regions", "/regions/"),
    ("feeds", "Feeds", "/feeds/"),
)
_ROOT = Path(__file__).parent


def page(template: str, section: str, path: str, **values: object) -> Response:
    """A page at its canonical path, or 304; `section` is the entry of the navigation that it stands under."""
    body = fill(template, section=section, exact=path in {href for _, _, href in NAVIGATION}, **values).encode()
    modified = here().freshness.since(path, etag_of(body))
    return conditional(request, Resource(body, HTML, modified))


def fill(template: str, **values: object) -> str:
    return render_template(template, **values)


def link_here(path: str) -> str:
    """The path as a link on this site, wherever it is mounted; never with a host."""
    return f"{request.script_root}{path}"


def absolute(path: str) -> str:
    """The path as a URL of the configured site: what a request says of its host is not believed."""
    return f"{here().site.base_url}{path}"


def prepare(app: Flask) -> None:
    """Gives the templates their filters and the values that every page shows."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(here=_here, absolute=_absolute, plain=plain, anchor=paths.anchor)
    versions = {name: _version(name) for name in ("style.css", "site.js", "icon.svg")}

    @app.context_processor
    def common() -> dict[str, object]:
        site = here().site
        assets = {
            key: link_here(f"/static/{name}?v={versions[name]}")
            for key, name in (("style_url", "style.css"), ("script_url", "site.js"), ("icon_url", "icon.svg"))
        }
        return {"site": site, "language": site.language, "navigation": NAVIGATION, **assets}


# Jinja works a filter of a constant out once and for all, unless the filter takes the context.
@pass_context
def _here(_: Context, path: str) -> str:
    return link_here(path)


@pass_context
def _absolute(_: Context, path: str) -> str:
    return absolute(path)


def _version(name: str) -> str:
    """A name for the present bytes of a static file, so that a browser asks anew when they change."""
    return sha256((_ROOT / "static" / name).read_bytes()).hexdigest()[:10]
