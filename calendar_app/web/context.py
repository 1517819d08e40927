"""What the application holds while it serves, and how routes reach it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import cast

from flask import Flask, current_app, g, has_request_context

from calendar_app.profiles import Profile
from calendar_app.publishing import Site
from calendar_app.store import Store
from calendar_app.web.calendars import Calendars
from calendar_app.web.catalogue import Catalogue, Catalogues
from calendar_app.web.folder import Folder
from calendar_app.web.http import Freshness
from calendar_app.web.memory import Memory
from calendar_app.web.rereading import Rereading
from calendar_app.web.resource import Resource

KEY = "calendar_app"
_MOST_SENT = 32 << 20


@dataclass(frozen=True)
class Context:
    """The store that is read, the organisation, the site's addresses, the folders that are served, and the day.

    The others remember: `calendars`, `rereading`, `freshness`, `sent` (what each calendar and feed of a filter and of
    an event answered with last) and `pages`; nothing that they forget is lost. Whoever makes a page takes `making`:
    Python makes two at a time no sooner, and what many ask for at the same moment is made once.
    """

    store: Store
    profile: Profile
    site: Site
    published: Folder
    static: Folder
    today: Callable[[], date]
    catalogues: Catalogues
    calendars: Calendars
    rereading: Rereading
    freshness: Freshness = field(default_factory=Freshness)
    sent: Memory[Resource] = field(default_factory=lambda: Memory(_MOST_SENT))
    pages: Memory[Resource] = field(default_factory=lambda: Memory(_MOST_SENT))
    making: Lock = field(default_factory=Lock)

    def catalogue(self) -> Catalogue:
        """All events as the store has them now; the same for as long as a request is answered."""
        if not has_request_context():
            return self.catalogues.current()
        if "catalogue" not in g:
            g.catalogue = self.catalogues.current()
        return cast(Catalogue, g.catalogue)


def here() -> Context:
    """The context of the application that answers the present request."""
    return context_of(current_app)


def context_of(app: Flask) -> Context:
    """The context of an application."""
    return cast(Context, app.extensions[KEY])
