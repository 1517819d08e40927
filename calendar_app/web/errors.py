"""Errors at the door: a sentence for the reader, a number for the log, never a traceback."""

from typing import TYPE_CHECKING
from uuid import uuid4

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException, RequestURITooLarge

from calendar_app.errors import StoreError
from calendar_app.web.api.problems import problem
from calendar_app.web.http import HTML, SiteResponse, is_api, is_public, options, sentence
from calendar_app.web.languages import N_
from calendar_app.web.query import LONGEST_QUERY, BadQueryError
from calendar_app.web.refusal import Refusal
from calendar_app.web.rendering import fill, gettext, language

if TYPE_CHECKING:
    from werkzeug.sansio.response import Response as AnyResponse

_RETRY_AFTER = "120"  # seconds
_TITLES = {
    400: N_("That request cannot be answered"),
    404: N_("There is nothing here"),
    405: N_("That cannot be done here"),
    410: N_("This is gone"),
    412: N_("That is not here any more"),
    414: N_("That address is too long"),
    500: N_("Something went wrong"),
    503: N_("This cannot be shown just now"),
}
_NOT_UNDERSTOOD = N_("the request was not understood")
_REASONS = {
    404: (N_("no page has this address"), N_("it may have been mistyped")),
    405: (N_("this address can only be read"), ""),
    412: (N_("what is at this address now is not what was asked for"), ""),
    414: (N_("a filter may have up to %(most)s characters"), ""),
}
_NOTED = N_("the error is noted under the number %(number)s")
_LATER = N_("please try again later")


class NotHereError(Refusal):
    """A page or a feed that does not exist, with the reason."""


class GoneError(Refusal):
    """An event that was withdrawn: it will not be at this address again unless a release tells of it anew."""


def register(app: Flask) -> None:
    app.register_error_handler(BadQueryError, lambda error: _answer(400, error))
    app.register_error_handler(NotHereError, lambda error: _answer(404, error))
    app.register_error_handler(GoneError, lambda error: _answer(410, error))
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


def _refuse(error: HTTPException) -> "AnyResponse":
    code = error.code or 500
    if code < 400:
        return error.get_response()
    what, remedy = _REASONS.get(code, (_NOT_UNDERSTOOD, ""))
    answer = _answer(code, Refusal(what, remedy=remedy, most=LONGEST_QUERY))
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
    answer = _answer(code, Refusal(_NOTED, remedy=_LATER, number=number))
    if code == 503:
        answer.headers["Retry-After"] = _RETRY_AFTER
    return answer


def _answer(code: int, reason: Refusal) -> Response:
    """A page for people, plain text in English at the addresses of calendars and feeds, a problem in the API."""
    if is_api(request.path):
        return problem(code, reason.what, reason.remedy)
    if is_public(request.path):
        return sentence(str(reason), code)
    title = gettext(_TITLES.get(code, _TITLES[400]))
    body = fill("error.html", "", status=code, title=title, sentence=_capital(reason.in_words(gettext)))
    response = SiteResponse(body, status=code, content_type=HTML)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = language()
    return response


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
