"""The page that describes the API, made of its OpenAPI document."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

# A text in pieces, each with whether it is code.
Text = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a field of a shape: its type in words, and the shape that it has, if it has one of its own."""

    name: str
    kind: str
    shape: str
    required: bool
    about: Text


@dataclass(frozen=True, slots=True)
class Question:
    """An operation; `others` are the answers beside its shape, by their status."""

    id: str
    path: str
    summary: str
    about: Text
    parameters: tuple[Field, ...]
    example: str
    shape: str
    others: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """What is answered: its fields, or the values that it may have."""

    name: str
    about: Text
    fields: tuple[Field, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferencePage:
    """All that the page shows."""

    path: str
    version: str
    about: tuple[Text, ...]
    questions: tuple[Question, ...]
    shapes: tuple[Shape, ...]


def reference_page(document: Mapping[str, Any], path: str, base: str, known: Mapping[str, str]) -> ReferencePage:
    """The document in words; `known` are names that paths may have in examples, by their parameters."""
    info, schemas = document["info"], document["components"]["schemas"]
    responses = document["components"]["responses"]
    questions = (_question(at, told["get"], responses, base, known) for at, told in document["paths"].items())
    return ReferencePage(
        path=path,
        version=info["version"],
        about=tuple(_text(part) for part in info["description"].split("\n\n")),
        questions=tuple(questions),
        shapes=tuple(_shape(name, schema) for name, schema in schemas.items()),
    )


def _question(
    path: str, told: Mapping[str, Any], responses: Mapping[str, Any], base: str, known: Mapping[str, str]
) -> Question:
    answers = {status: _resolved(answer, responses) for status, answer in told["responses"].items()}
    content = answers.pop("200")["content"]["application/json"]
    return Question(
        id=told["operationId"],
        path=path,
        summary=told["summary"],
        about=_text(told["description"]),
        parameters=tuple(_parameter(parameter) for parameter in told["parameters"]),
        example=base + _example(path, told["parameters"], known),
        shape=_name(content["schema"]),
        others=tuple((status, _text(answer["description"])) for status, answer in answers.items()),
    )


def _example(path: str, parameters: list[dict[str, Any]], known: Mapping[str, str]) -> str:
    """The path with the examples of its parameters; names in it as they are known."""
    pairs = []
    for parameter in parameters:
        name, example = parameter["name"], parameter.get("example")
        if parameter["in"] == "path":
            path = path.replace(f"{{{name}}}", quote(known.get(name, name), safe=""))
        elif example is not None:
            pairs += [f"{name}={one}" for one in (example if isinstance(example, list) else [example])]
    return f"{path}?{'&'.join(pairs)}" if pairs else path


def _shape(name: str, schema: Mapping[str, Any]) -> Shape:
    needed = schema.get("required", ())
    fields = (_field(key, told, key in needed) for key, told in schema.get("properties", {}).items())
    return Shape(name, _text(schema.get("description", "")), tuple(fields), tuple(schema.get("enum", ())))


def _parameter(told: Mapping[str, Any]) -> Field:
    return _field(told["name"], {**told["schema"], "description": told["description"]}, told["required"])


def _field(name: str, schema: Mapping[str, Any], required: bool) -> Field:
    return Field(name, _kind(schema), _name(schema), required, _text(schema.get("description", "")))


def _kind(schema: Mapping[str, Any]) -> str:
    """The type of a value in words: “string (date)”, “list of Event”, “integer or null”."""
    if "$ref" in schema:
        return _name(schema)
    if "type" not in schema and "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"])
    if schema["type"] == "array":
        return f"list of {_kind(schema['items'])}"
    formats = (one.get("format") for one in (schema, *schema.get("anyOf", ())))
    form = next((form for form in formats if form), None)
    return f"{schema['type']} ({form})" if form else str(schema["type"])


def _name(schema: Mapping[str, Any]) -> str:
    """The name of the shape that a value has or is made of; empty for none."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    inner = [schema["items"]] if "items" in schema else schema.get("anyOf", ())
    return next((name for name in map(_name, inner) if name), "")


def _resolved(answer: Mapping[str, Any], responses: Mapping[str, Any]) -> Any:
    return responses[_name(answer)] if "$ref" in answer else answer


def _text(text: str) -> Text:
    """A text in which code stands between grave accents; what breaks its lines is a blank."""
    return tuple((piece, bool(number % 2)) for number, piece in enumerate(" ".join(text.split()).split("`")) if piece)
