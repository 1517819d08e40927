"""The agenda site: the stored events as pages, and the published files under their addresses."""

import gc
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from flask import Flask
from werkzeug.routing import BaseConverter

from calendar_app.profiles import Profile
from calendar_app.publishing import Site
from calendar_app.store import Store
from calendar_app.web import errors, rendering
from calendar_app.web.api.routes import api
from calendar_app.web.calendars import Calendars
from calendar_app.web.catalogue import Catalogues
from calendar_app.web.context import KEY, Context, context_of
from calendar_app.web.front import Front
from calendar_app.web.http import SiteResponse, secure, security
from calendar_app.web.languages import LANGUAGES
from calendar_app.web.published import published_files, static_files
from calendar_app.web.rereading import Rereading
from calendar_app.web.routes.files import files
from calendar_app.web.routes.pages import pages

__all__ = ["create_app", "make_ready"]


class _Anything(BaseConverter):
    """A key of a release: any text, slashes included."""

    regex = ".+"
    part_isolating = False


def create_app(store: Store, profile: Profile, site: Site, feeds: Path, today: Callable[[], date]) -> Flask:
    """The site of a store's events; `feeds` is the folder of published files, `today` tells the day when asked."""
    app = Flask(__name__, static_folder=None)
    encrypted = site.base_url.startswith("https:")
    published = published_files(feeds, encrypted=encrypted)
    static = static_files(encrypted=encrypted)
    app.response_class = SiteResponse
    app.config["MAX_CONTENT_LENGTH"] = 0
    catalogues = Catalogues(store, profile)
    calendars = Calendars(store, catalogues, profile, site)
    rereading = Rereading(profile)
    app.extensions[KEY] = Context(store, profile, site, published, static, today, catalogues, calendars, rereading)
    app.url_map.converters["anything"] = _Anything
    app.url_map.merge_slashes = False  # its redirect would name the host that the request claims
    rendering.prepare(app)
    errors.register(app)
    app.after_request(partial(secure, headers=security(encrypted=encrypted)))
    app.register_blueprint(pages)
    app.register_blueprint(pages, url_prefix=f"/<any({', '.join(LANGUAGES)}):language>", name="pages_in")
    app.register_blueprint(files)
    app.register_blueprint(api)
    app.wsgi_app = Front(app.wsgi_app, published)  # type: ignore[method-assign]
    return app


def make_ready(app: Flask) -> None:
    """Reads the events before a reader asks for them; files can be served meanwhile.

    For a process that does nothing but serve: its collector of cycles is told that what is there now is no garbage, as
    looking through 100,000 events for some holds all readers up for a third of a second. Raises StoreError.
    """
    context_of(app).catalogues.current()
    gc.collect()
    gc.freeze()
