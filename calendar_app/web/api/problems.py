"""What the API answers with where it has no other answer (RFC 9457)."""

from http import HTTPStatus
from urllib.parse import quote

from flask import Response, request

from calendar_app.web.api.models import Problem
from calendar_app.web.http import ANYONE, PROBLEM, SiteResponse


def problem(status: int, detail: str, remedy: str = "") -> Response:
    """The answer to the present request: what is wrong, at which path, and what to do."""
    told = Problem(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=quote(request.root_path + request.path),
        remedy=remedy or None,
    )
    response = SiteResponse(told.model_dump_json(), status=status, content_type=PROBLEM)
    response.headers["Cache-Control"] = "no-store"
    response.headers.update(ANYONE)
    return response
