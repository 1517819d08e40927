"""The form that changes the filter, and the chips that take one of its values away."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from calendar_app.web import paths
from calendar_app.web.catalogue import Catalogue
from calendar_app.web.languages import N_
from calendar_app.web.naming import Name
from calendar_app.web.query import REPEATABLE, Filter
from calendar_app.web.views.cards import Scene
from calendar_app.web.views.listing import count
from calendar_app.web.wording import TYPES, long_date

_KINDS = {
    "office": N_("Office"),
    "region": N_("Region"),
    "topic": N_("Topic"),
    "type": N_("Type"),
    "q": N_("Text"),
    "from": N_("From"),
    "to": N_("To"),
}
_SPANS = {"from": N_("from %(day)s"), "to": N_("to %(day)s")}


@dataclass(frozen=True, slots=True)
class Option:
    """A value that the form offers, and how many events it would show, as a `number` and told in words; `lang` as that
    of a link."""

    value: str
    label: str
    number: str
    told: str
    chosen: bool
    lang: str


@dataclass(frozen=True, slots=True)
class OptionSet:
    """Options under a heading, which is empty where there is but one set."""

    heading: str
    lang: str
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
    lang: str


def choices(catalogue: Catalogue, wanted: Filter, scene: Scene) -> tuple[Choice, ...]:
    """The form's dimensions, with the values that any event has or the filter names."""
    return tuple(_choice(name, catalogue, wanted, scene) for name in REPEATABLE)


def chips(wanted: Filter, scene: Scene, path: Callable[[Filter], str] = paths.agenda) -> tuple[Chip, ...]:
    """One chip for each value of the filter, in canonical order; `path` is that of the page that is filtered."""
    return tuple(_chip(name, value, path(wanted.without(name, value)), scene) for name, value in wanted.pairs)


def condition(name: str, value: str, scene: Scene) -> str:
    """A value of the filter in words, as part of a title."""
    label = _label(name, value, scene).text
    return scene.gettext(_SPANS[name]) % {"day": label} if name in _SPANS else label


def _chip(name: str, value: str, href: str, scene: Scene) -> Chip:
    label = _label(name, value, scene)
    return Chip(scene.gettext(_KINDS[name]), label.text, href, label.lang)


def _choice(name: str, catalogue: Catalogue, wanted: Filter, scene: Scene) -> Choice:
    chosen = set(wanted.chosen(name))
    found = catalogue.counts(wanted, name)
    sets: dict[Name, list[Option]] = {}
    for slug, label, heading in _offered(name, scene):
        if slug in found or slug in chosen:
            events = found.get(slug, 0)
            told = count(events, scene)
            option = Option(slug, label.text, scene.number(events), told, slug in chosen, label.lang)
            sets.setdefault(heading, []).append(option)
    grouped = tuple(OptionSet(heading.text, heading.lang, tuple(options)) for heading, options in sets.items())
    return Choice(name, scene.gettext(_KINDS[name]), len(chosen), grouped)


@lru_cache(maxsize=64)
def _offered(name: str, scene: Scene) -> tuple[tuple[str, Name, Name], ...]:
    """All values of a dimension, each with what it is called and the heading that it stands under."""
    return tuple((slug, label, _heading(name, slug, scene)) for slug, label in _names(name, scene).items())


@lru_cache(maxsize=64)
def _names(name: str, scene: Scene) -> dict[str, Name]:
    profile = scene.profile
    if name == "office":
        return {slug: scene.name(office) for slug, office in profile.offices.items()}
    if name == "region":
        return {slug: scene.name(region) for slug, region in profile.regions.items()}
    if name == "type":
        return {kind: Name(scene.gettext(label)) for kind, label in TYPES.items()}
    return {slug: scene.name(topic) for slug, topic in profile.topics.items()}


def _heading(name: str, slug: str, scene: Scene) -> Name:
    """Offices stand under their region."""
    region = scene.profile.offices[slug].region if name == "office" else ""
    return scene.name(scene.profile.regions[region]) if region in scene.profile.regions else Name("")


def _label(name: str, value: str, scene: Scene) -> Name:
    if name == "q":
        return Name(scene.gettext("“%(text)s”") % {"text": value})
    if name in REPEATABLE:
        return _names(name, scene).get(value, Name(value))
    return Name(long_date(date.fromisoformat(value), scene.language))
