"""WebSub (https://www.w3.org/TR/websub/): a hub is told which feeds have changed, and tells their subscribers.

How a publisher tells its hub is left open there; all public hubs take what PubSubHubbub 0.4 (7.1) asks for: a POST with
`hub.mode=publish` and the addresses of the feeds.
"""

from collections.abc import Iterator, Sequence
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from calendar_app.errors import PublishError

_AT_ONCE = 50  # feeds in a request
_PATIENCE = 10  # seconds


def ping(hub: str, topics: Sequence[str]) -> None:
    """Tells a hub that feeds have changed. Raises PublishError when it does not take it."""
    for some in _chunks(topics):
        form = urlencode([("hub.mode", "publish"), *(("hub.url", topic) for topic in some)])
        request = Request(hub, form.encode(), {"Content-Type": "application/x-www-form-urlencoded"})
        try:
            urlopen(request, timeout=_PATIENCE).close()
        except (URLError, OSError, ValueError) as error:
            raise PublishError(
                f"the hub was not told of the changed feeds: {error}",
                where=hub,
                remedy="the feeds are published; readers that poll see the changes, others with the next change",
            ) from error


def _chunks(topics: Sequence[str]) -> Iterator[Sequence[str]]:
    return (topics[start : start + _AT_ONCE] for start in range(0, len(topics), _AT_ONCE))
