"""What the application holds while it serves, and how routes reach it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast

from flask import current_app

from calendar_app.profiles import Profile
from calendar_app.publishing import Site
from calendar_app.store import Store
from calendar_app.web.calendars import Calendars
from calendar_app.web.http import Freshness
from calendar_app.web.views.cards import Scene

KEY = "calendar_app"


@dataclass(frozen=True)
class Context:
    """The store that is read, the organisation, the site's addresses, the folder of published files, and the day.

    `calendars` and `freshness` remember what was sent; nothing that they forget is lost.
    """

    store: Store
    profile: Profile
    site: Site
    feeds: Path
    today: Callable[[], date]
    calendars: Calendars
    freshness: Freshness = field(default_factory=Freshness)

    def scene(self) -> Scene:
        return Scene(self.profile, self.site.language, self.today())


def here() -> Context:
    """The context of the application that answers the present request."""
    return cast(Context, current_app.extensions[KEY])
