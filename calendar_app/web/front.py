"""What stands before the application: published files, which most requests are for, are answered from memory."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from calendar_app.web.folder import Folder
from calendar_app.web.resource import Resource

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_BELOW = "/feeds/"
_RARE = ("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")


class Front:
    """A WSGI application: plain requests for published files are answered, all others go on to the one behind.

    A file that is not there or cannot be read is the affair of the one behind, too.
    """

    def __init__(self, behind: "WSGIApplication", published: Folder) -> None:
        self._behind = behind
        self._published = published

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        resource = self._asked_for(environ)
        if resource is None:
            return self._behind(environ, start_response)
        answer = resource.answer(environ)
        start_response(answer.status, list(answer.headers))
        return [answer.body] if environ["REQUEST_METHOD"] == "GET" else []

    def _asked_for(self, environ: "WSGIEnvironment") -> Resource | None:
        path = environ.get("PATH_INFO", "")
        if not path.startswith(_BELOW) or environ.get("QUERY_STRING"):
            return None
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or any(name in environ for name in _RARE):
            return None
        try:
            return self._published.current(path[len(_BELOW) :])
        except OSError:
            return None
