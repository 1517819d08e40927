"""Errors at the door: a sentence for the reader, a number for the log, never a traceback."""

from typing import TYPE_CHECKING
from uuid import uuid4

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException, RequestURITooLarge

from calendar_app.errors import CalendarAppError, StoreError
from calendar_app.web.api.problems import problem
from calendar_app.web.http import HTML, SiteResponse, is_api, is_public, options, sentence
from calendar_app.web.query import LONGEST_QUERY, BadQueryError
from calendar_app.web.rendering import fill

if TYPE_CHECKING:
    from werkzeug.sansio.response import Response as AnyResponse

_RETRY_AFTER = "120"  # seconds
_TITLES = {
    400: "That request cannot be answered",
    404: "There is nothing here",
    405: "That cannot be done here",
    410: "This is gone",
    412: "That is not here any more",
    414: "That address is too long",
    500: "Something went wrong",
    503: "This cannot be shown just now",
}
_SENTENCES = {
    404: "No page has this address; it may have been mistyped.",
    405: "This address can only be read.",
    412: "What is at this address now is not what was asked for.",
    414: f"A filter may have up to {LONGEST_QUERY} characters.",
}


class NotHereError(CalendarAppError):
    """A page or a feed that does not exist, with the reason."""


class GoneError(CalendarAppError):
    """An event that was withdrawn: it will not be at this address again unless a release tells of it anew."""


def register(app: Flask) -> None:
    app.register_error_handler(BadQueryError, lambda error: _tell(400, error))
    app.register_error_handler(NotHereError, lambda error: _tell(404, error))
    app.register_error_handler(GoneError, lambda error: _tell(410, error))
    app.register_error_handler(HTTPException, _refuse)
    app.register_error_handler(Exception, _fail)
    app.before_request(_measure)
    app.before_request(_offer)


def _measure() -> None:
    if len(request.query_string) > LONGEST_QUERY:
        raise RequestURITooLarge


def _offer() -> Response | None:
    """The answer to OPTIONS, at any address that the site has."""
    if request.method != "OPTIONS" or request.url_rule is None:
        return None
    return options(public=is_public(request.path))


def _tell(code: int, error: CalendarAppError) -> Response:
    """What is wrong and what to do, which the API keeps apart."""
    return problem(code, error.what, error.remedy) if is_api(request.path) else _answer(code, str(error))


def _refuse(error: HTTPException) -> "AnyResponse":
    code = error.code or 500
    if code < 400:
        return error.get_response()
    answer = _answer(code, _SENTENCES.get(code, "The request was not understood."))
    for name, value in error.get_headers():
        if name == "Allow":
            answer.headers[name] = ", ".join(sorted(value.split(", ")))
    return answer


def note(error: Exception) -> str:
    """The number under which an error stands in the log."""
    number = uuid4().hex[:12]
    current_app.logger.error("error %s at %s", number, ascii(request.path), exc_info=error)
    return number


def _fail(error: Exception) -> Response:
    """503 where it may go better in a moment, and for all programs: some never come back after another 5xx."""
    number = note(error)
    code = 503 if isinstance(error, StoreError) or is_public(request.path) else 500
    answer = _answer(code, f"The error is noted under the number {number}; please try again later.")
    if code == 503:
        answer.headers["Retry-After"] = _RETRY_AFTER
    return answer


def _answer(code: int, text: str) -> Response:
    """A page for people, plain text at the addresses of calendars and feeds, a problem in the API."""
    if is_api(request.path):
        return problem(code, text)
    if is_public(request.path):
        return sentence(text, code)
    title = _TITLES.get(code, _TITLES[400])
    body = fill("error.html", "", status=code, title=title, sentence=text)
    response = SiteResponse(body, status=code, content_type=HTML)
    response.headers["Cache-Control"] = "no-store"
    return response
