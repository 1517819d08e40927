"""The ways to subscribe to a calendar, one per client."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode


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
    """What the subscribe box shows: `title` names the events, `address` is the calendar's absolute URL."""

    title: str
    address: str
    clients: tuple[Client, ...]
    download: str
    feeds: tuple[Feed, ...]


FORMATS = (
    ("ics", "iCalendar", "text/calendar"),
    ("atom", "Atom", "application/atom+xml"),
    ("rss", "RSS", "application/rss+xml"),
    ("json", "JSON Feed", "application/feed+json"),
)


def subscription(title: str, base_url: str, path: str, query: str = "") -> Subscription:
    """The box for the calendar at `path` (without suffix), with a filter's query string."""
    tail = f"?{query}" if query else ""
    address = f"{base_url.rstrip('/')}{path}.ics{tail}"
    return Subscription(
        title=title,
        address=address,
        clients=_clients(title, address),
        download=f"{path}.ics{tail}",
        feeds=tuple(Feed(label, f"{path}.{suffix}{tail}", kind) for suffix, label, kind in FORMATS),
    )


def _clients(title: str, address: str) -> tuple[Client, ...]:
    webcal = "webcal:" + address.split(":", 1)[1]
    outlook = "/calendar/0/addfromweb?" + urlencode({"url": address, "name": title}, quote_via=quote, safe="")
    return (
        Client("Apple Calendar", "Open in Calendar", webcal, "checks within the hour to once a week, as you set it"),
        Client(
            "Google Calendar",
            "Add to Google",
            "https://calendar.google.com/calendar/r?cid=" + quote(webcal, safe=""),
            "shows changes after 8 to 24 hours",
        ),
        Client(
            "Outlook.com",
            "Add to Outlook.com",
            "https://outlook.live.com" + outlook,
            "shows changes within a day or so",
        ),
        Client(
            "Microsoft 365",
            "Add to Microsoft 365",
            "https://outlook.office.com" + outlook,
            "shows changes within a day or so",
        ),
        Client(
            "Thunderbird, Nextcloud, DAVx⁵ and others",
            "Copy the address below",
            None,
            "check as often as you set it; Nextcloud follows the interval that the calendar names",
        ),
    )
