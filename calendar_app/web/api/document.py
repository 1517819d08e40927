"""The API described for programs (OpenAPI 3.1), made of the shapes and of the table of operations."""

from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from calendar_app.profiles import Profile
from calendar_app.publishing import Site
from calendar_app.web.api.models import Problem
from calendar_app.web.api.operations import COMMON, OPERATIONS, Operation, Parameter
from calendar_app.web.resource import MAX_AGE

PATH = "/api/openapi.json"
VERSION = "1.0.0"
_SCHEMAS = "#/components/schemas/"
_RESPONSES = "#/components/responses/"
_ABOUT = (
    "Events that were read from press releases, with the sentences that they were read from; releases; and the names "
    "by which events are filtered.\n\n"
    "Everything can be read without a key, from pages of other sites too (CORS). Days are ISO 8601 dates, and the last "
    "day of an event belongs to it. Moments are in UTC. What is not known is null.\n\n"
    "Long lists come in parts: `next` in the answer and the `Link` header (RFC 8288) lead to the next one. Answers may "
    f"be kept for {MAX_AGE // 60} minutes; then ask with `If-None-Match` and get 304 for what has not changed. "
    "HEAD and OPTIONS work at every address, other methods are answered with 405. What cannot be answered is told as a "
    "problem (RFC 9457).\n\n"
    "Fields may be added to answers; those that are here keep their meaning."
)
_HEADERS = {
    "ETag": "Changes with every byte of the answer.",
    "Last-Modified": "Since when the answer has been the same.",
    "Link": 'The next part of the list, as `rel="next"`; not there at its end.',
    "Retry-After": "After how many seconds to ask again.",
}


def document(profile: Profile, site: Site) -> dict[str, Any]:
    """The OpenAPI document of a site."""
    return {
        "openapi": "3.1.0",
        "info": {"title": f"{site.title}: API", "version": VERSION, "description": _ABOUT},
        "servers": [{"url": urlsplit(site.base_url).path or "/"}],
        "paths": {operation.path: {"get": _operation(operation, profile)} for operation in OPERATIONS},
        "components": {
            "schemas": _schemas(),
            "headers": {name: {"description": told, "schema": {"type": "string"}} for name, told in _HEADERS.items()},
            "responses": {_named(status): _common(status, told) for status, told in COMMON.items()},
        },
    }


def _operation(operation: Operation, profile: Profile) -> dict[str, Any]:
    headers = ("ETag", "Last-Modified", "Link") if operation.paged else ("ETag", "Last-Modified")
    shape = {"schema": {"$ref": _SCHEMAS + operation.shape.__name__}}
    found = {"description": "The answer.", "headers": _headers(*headers), "content": {"application/json": shape}}
    others = {str(status): _refusal(told) for status, told in operation.others}
    common = {str(status): {"$ref": _RESPONSES + _named(status)} for status in COMMON}
    return {
        "operationId": operation.id,
        "summary": operation.summary,
        "description": operation.description,
        "parameters": [_parameter(parameter, profile) for parameter in operation.parameters],
        "responses": dict(sorted({"200": found, **others, **common}.items())),
    }


def _parameter(parameter: Parameter, profile: Profile) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.place == "path",
        "description": parameter.description,
        "schema": parameter.schema_for(profile),
    }
    example = {"example": parameter.example} if parameter.example is not None else {}
    return told | example | ({"style": "form", "explode": True} if parameter.several else {})


def _common(status: int, told: str) -> dict[str, Any]:
    if status == 304:
        return {"description": told, "headers": _headers("ETag", "Last-Modified")}
    return _refusal(told) | ({"headers": _headers("Retry-After")} if status == 503 else {})


def _refusal(told: str) -> dict[str, Any]:
    return {"description": told, "content": {"application/problem+json": {"schema": {"$ref": _SCHEMAS + "Problem"}}}}


def _headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _named(status: int) -> str:
    return HTTPStatus(status).name.title().replace("_", "")


class _Schemas(GenerateJsonSchema):
    """JSON Schemas in which a field has no title beside its name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


@cache
def _schemas() -> dict[str, Any]:
    """The shapes of all answers, and those that they are made of, by name."""
    shapes = [operation.shape for operation in OPERATIONS] + [Problem]
    _, told = models_json_schema(
        [(shape, "serialization") for shape in shapes],
        ref_template=f"{_SCHEMAS}{{model}}",
        schema_generator=_Schemas,
    )
    return dict(told["$defs"])
