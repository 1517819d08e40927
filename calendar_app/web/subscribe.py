"""The ways to subscribe to a calendar, one per client; texts are translated where they are shown."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from calendar_app.web import paths
from calendar_app.web.languages import N_
from calendar_app.web.qr import fits

SHORTER_PAST = 90  # days


@dataclass(frozen=True, slots=True)
class Client:
    """A calendar program: the link that subscribes with it (None: copy the address) and how soon it sees a change."""

    name: str
    action: str
    href: str | None
    delay: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of the same events in another form."""

    label: str
    href: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Subscription:
    """What the subscribe box shows: `title` names the events, `address` is the calendar's absolute URL, `shorter` that
    of the same without what ended more than `past` days ago, `code` the path of the picture that a phone reads (empty
    where the URL is too long for one), `embed` the path of the page for frames."""

    title: str
    address: str
    shorter: str
    past: int
    clients: tuple[Client, ...]
    code: str
    download: str
    feeds: tuple[Feed, ...]
    embed: str


FORMATS = (
    ("ics", "iCalendar", "text/calendar"),
    ("atom", "Atom", "application/atom+xml"),
    ("rss", "RSS", "application/rss+xml"),
    ("json", "JSON Feed", "application/feed+json"),
)


def subscription(title: str, base_url: str, path: str, query: str = "", *, embed: str = "") -> Subscription:
    """The box for the calendar at `path` (without suffix), with a filter's query string. `embed` is the path of the
    page for frames where its filter is not that query."""
    tail = f"?{query}" if query else ""
    address = address_of(base_url, path, query)
    return Subscription(
        title=title,
        address=address,
        shorter=f"{address}{'&' if query else '?'}past={SHORTER_PAST}",
        past=SHORTER_PAST,
        clients=_clients(title, address),
        code=paths.qr(path, query) if fits(webcal(address)) else "",
        download=f"{path}.ics{tail}",
        feeds=tuple(Feed(label, f"{path}.{suffix}{tail}", kind) for suffix, label, kind in FORMATS),
        embed=embed or f"/embed{tail}",
    )


def address_of(base_url: str, path: str, query: str = "") -> str:
    """The absolute URL of the calendar at a path, which is given without suffix."""
    return f"{base_url.rstrip('/')}{path}.ics{'?' if query else ''}{query}"


def webcal(address: str) -> str:
    """The URL of a calendar as systems hand it to their calendar program; never webcals:, which iOS does not know."""
    return "webcal:" + address.split(":", 1)[1]


def _clients(title: str, address: str) -> tuple[Client, ...]:
    outlook = "/calendar/0/addfromweb?" + urlencode({"url": address, "name": title}, quote_via=quote, safe="")
    return (
        Client(
            N_("Apple Calendar"),
            N_("Open in Calendar"),
            webcal(address),
            N_("Checks every few minutes to once a week, as you set it."),
        ),
        Client(
            N_("Google Calendar"),
            N_("Add to Google"),
            "https://calendar.google.com/calendar/r?cid=" + quote(webcal(address), safe=""),
            N_("Shows changes after 8 to 24 hours."),
        ),
        Client(
            N_("Outlook.com"),
            N_("Add to Outlook.com"),
            "https://outlook.live.com" + outlook,
            N_("Shows changes within a day or so."),
        ),
        Client(
            N_("Microsoft 365"),
            N_("Add to Microsoft 365"),
            "https://outlook.office.com" + outlook,
            N_("Shows changes within a day or so."),
        ),
        Client(
            N_("Thunderbird, Nextcloud, DAVx⁵ and others"),
            N_("Copy the address below"),
            None,
            N_("Check as often as you set it. Nextcloud follows the interval that the calendar names."),
        ),
    )
