"""The form that changes the filter, and the chips that take one of its values away."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from calendar_app.web import paths
from calendar_app.web.catalogue import Catalogue
from calendar_app.web.query import REPEATABLE, Filter
from calendar_app.web.views.cards import Scene
from calendar_app.web.wording import TYPES, long_date


@dataclass(frozen=True, slots=True)
class Option:
    """A value that the form offers, and how many events it would show."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class OptionSet:
    """Options under a heading, which is empty where there is but one set."""

    heading: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A dimension of the form and how many of its values are chosen."""

    name: str
    label: str
    chosen: int
    sets: tuple[OptionSet, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """One value of the filter and the page without it."""

    kind: str
    label: str
    href: str


def choices(catalogue: Catalogue, wanted: Filter, scene: Scene) -> tuple[Choice, ...]:
    """The form's dimensions, with the values that any event has or the filter names."""
    return tuple(_choice(name, catalogue, wanted, scene) for name in REPEATABLE)


def chips(wanted: Filter, scene: Scene, path: Callable[[Filter], str] = paths.agenda) -> tuple[Chip, ...]:
    """One chip for each value of the filter, in canonical order; `path` is that of the page that is filtered."""
    return tuple(
        Chip(_kind(name), _label(name, value, scene), path(wanted.without(name, value))) for name, value in wanted.pairs
    )


def _choice(name: str, catalogue: Catalogue, wanted: Filter, scene: Scene) -> Choice:
    chosen = set(wanted.chosen(name))
    found = catalogue.counts(wanted, name)
    sets: dict[str, list[Option]] = {}
    for slug, label in _names(name, scene).items():
        if slug in found or slug in chosen:
            option = Option(slug, label, found.get(slug, 0), slug in chosen)
            sets.setdefault(_heading(name, slug, scene), []).append(option)
    grouped = tuple(OptionSet(heading, tuple(options)) for heading, options in sets.items())
    return Choice(name, name.capitalize(), len(chosen), grouped)


def _names(name: str, scene: Scene) -> dict[str, str]:
    profile = scene.profile
    if name == "office":
        return {slug: office.name for slug, office in profile.offices.items()}
    if name == "region":
        return {slug: region.name for slug, region in profile.regions.items()}
    if name == "type":
        return {kind: scene.gettext(label) for kind, label in TYPES.items()}
    return {slug: topic.name for slug, topic in profile.topics.items()}


def _heading(name: str, slug: str, scene: Scene) -> str:
    """Offices stand under their region."""
    region = scene.profile.offices[slug].region if name == "office" else ""
    return scene.profile.regions[region].name if region in scene.profile.regions else ""


def _kind(name: str) -> str:
    return {"q": "Text", "from": "From", "to": "To"}.get(name, name.capitalize())


def _label(name: str, value: str, scene: Scene) -> str:
    if name == "q":
        return f"“{value}”"
    if name in REPEATABLE:
        return _names(name, scene).get(value, value)
    return long_date(date.fromisoformat(value), scene.language)
