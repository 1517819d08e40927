"""What the API can be asked: the table from which both its routes and its document are made."""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from calendar_app.profiles import Profile
from calendar_app.web.api import models
from calendar_app.web.api.paging import CURSOR
from calendar_app.web.query import LONGEST_QUERY, LONGEST_TEXT, MOST_ITEMS, MOST_VALUES, USUAL_ITEMS

# What an answer other than 200 means; those of all operations, then those of some.
COMMON = {
    304: "The client has this already (`If-None-Match` or `If-Modified-Since`).",
    412: "What is here now is not what `If-Match` or `If-Unmodified-Since` asks for.",
    414: f"The query has more than {LONGEST_QUERY} characters.",
    503: "This cannot be read just now; `Retry-After` says when to ask again.",
}
_BAD = {400: "A parameter asks for something that does not exist or contradicts another."}
_NOT_HERE = {404: "There is nothing of this name."}
_GONE = {410: "No release tells of this event any more. It comes back at this address if one tells of it anew."}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an address may or must name; `several` can be given more than once. `dimension` says that its values are the
    slugs of a profile's offices, regions or topics. Examples of one question stand together in one address."""

    name: str
    description: str
    schema: dict[str, Any]
    example: Any = None
    place: str = "query"
    several: bool = False
    dimension: str = ""

    def schema_for(self, profile: Profile) -> dict[str, Any]:
        """The JSON Schema of its values."""
        if not self.dimension:
            return self.schema
        slugs = {"type": "string", "enum": list(getattr(profile, self.dimension))}
        return {"type": "array", "items": slugs, "maxItems": MOST_VALUES}


@dataclass(frozen=True, slots=True)
class Operation:
    """A question: `path` in the style of OpenAPI, the shape of its answer, and the other answers that it can have."""

    id: str
    path: str
    summary: str
    description: str
    shape: type[BaseModel]
    parameters: tuple[Parameter, ...] = ()
    others: tuple[tuple[int, str], ...] = ()
    paged: bool = False

    @property
    def rule(self) -> str:
        """Its path in the style of Flask; a name may have slashes in it."""
        return self.path.replace("{", "<anything:").replace("}", ">")


def _of_events(name: str, dimension: str) -> Parameter:
    told = f"Events of this {name}, by its slug (see `/api/v1/{dimension}`); given several times, of any of them."
    return Parameter(name, told, {}, several=True, dimension=dimension)


def _day(name: str, description: str, example: str | None = None) -> Parameter:
    return Parameter(name, description, {"type": "string", "anyOf": [{"format": "date"}, {"const": ""}]}, example)


_FILTER = (
    _of_events("office", "offices"),
    _of_events("region", "regions"),
    _of_events("topic", "topics"),
    Parameter(
        "q",
        "Words, each of which must begin a word of the event's title, place or names.",
        {"type": "string", "maxLength": LONGEST_TEXT},
    ),
    _day("from", "Events that have a day on this one or later.", "2024-11-25"),
    _day("to", "Events that have a day on this one or earlier; not before `from`."),
)
_PAGING = (
    Parameter(
        "limit",
        f"How many items to answer with at most; {USUAL_ITEMS} where it is not given.",
        {"type": "integer", "minimum": 1, "maximum": MOST_ITEMS, "default": USUAL_ITEMS},
        20,
    ),
    Parameter(
        "cursor",
        "Where the part begins. Take it from `next` and do not look into it.",
        {"type": "string", "pattern": CURSOR},
    ),
)

OPERATIONS = (
    Operation(
        "listEvents",
        "/api/v1/events",
        "Events by filter",
        "The events that the filter lets through, by their first days and then by their ids. The filter is that of the "
        "agenda. Events without their evidence: ask for one event to see it.",
        models.EventList,
        (*_FILTER, *_PAGING),
        tuple(_BAD.items()),
        paged=True,
    ),
    Operation(
        "getEvent",
        "/api/v1/events/{event_id}",
        "One event",
        "An event with the sentences that it was read from.",
        models.EventDetail,
        (Parameter("event_id", "The `id` of the event.", {"type": "string", "minLength": 1}, place="path"),),
        tuple((_NOT_HERE | _GONE).items()),
    ),
    Operation(
        "listReleases",
        "/api/v1/releases",
        "All releases",
        "All releases by their keys, without their texts.",
        models.ReleaseList,
        _PAGING,
        tuple(_BAD.items()),
        paged=True,
    ),
    Operation(
        "getRelease",
        "/api/v1/releases/{key}",
        "One release",
        "A release with its text and the events that were read from it.",
        models.ReleaseDetail,
        (
            Parameter(
                "key",
                "The `key` of the release. Its slashes and other signs are percent-encoded.",
                {"type": "string", "minLength": 1},
                place="path",
            ),
        ),
        tuple(_NOT_HERE.items()),
    ),
    Operation(
        "listOffices",
        "/api/v1/offices",
        "All offices",
        "All offices in one answer, with how many events they have.",
        models.OfficeList,
    ),
    Operation(
        "listRegions",
        "/api/v1/regions",
        "All regions",
        "All regions in one answer, with how many events they have.",
        models.RegionList,
    ),
    Operation(
        "listTopics",
        "/api/v1/topics",
        "All topics",
        "All topics in one answer, with how many events they have.",
        models.TopicList,
    ),
)
