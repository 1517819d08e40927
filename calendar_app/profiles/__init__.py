"""An organisation: its offices, regions, countries, topics and their names; `osce` is built in."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from calendar_app.errors import ProfileError
from calendar_app.model import Country, Office, Region, Topic
from calendar_app.profiles.names import NameIndex, name_index, spellings
from calendar_app.profiles.schema import ProfileShape

_TABLES = {"regions": "region", "offices": "office", "countries": "country", "topics": "topic"}


@dataclass(frozen=True)
class Profile:
    """All that is known of an organisation; the dicts are keyed by slug, countries by ISO code, in file order.

    `shorts` are its short names in all languages; `kinds` find what texts call an office of a kind, by what the names
    of such offices begin with.
    """

    name: str
    short: str
    shorts: tuple[str, ...]
    uid_name: str
    language: str
    default_region: str
    about: str
    kinds: dict[str, re.Pattern[str]]
    regions: dict[str, Region]
    offices: dict[str, Office]
    countries: dict[str, Country]
    topics: dict[str, Topic]

    def offices_of(self, slugs: Iterable[str]) -> list[Office]:
        """The offices that have or had some slugs, each once. Events keep the slugs that they were read with."""
        found = (self.offices.get(slug) or self._renamed.get(slug) for slug in slugs)
        return list({office.slug: office for office in found if office is not None}.values())

    @cached_property
    def _renamed(self) -> dict[str, Office]:
        return {slug: office for office in self.offices.values() for slug in office.former}

    def slug_today(self, slug: str) -> str:
        """The slug of the office that had this one before; any other as it is."""
        return self._renamed[slug].slug if slug in self._renamed else slug

    @cached_property
    def names(self) -> NameIndex:
        """Where the names of offices and countries stand in a text of the organisation's language."""
        return self.names_in(self.language)

    def names_in(self, language: str) -> NameIndex:
        """The same in a text of another language, in which offices have names of their own."""
        if language not in self._indexes:
            index = name_index(self.shorts, self.offices.values(), self.countries.values(), language)
            self._indexes[language] = index
        return self._indexes[language]

    @cached_property
    def _indexes(self) -> dict[str, NameIndex]:
        return {}


def load_profile(name: str = "osce") -> Profile:
    """The profile built in under `name`, or in the folder `name`. Raises ProfileError naming file and key."""
    folder: Traversable = Path(name) if "/" in name or Path(name).is_dir() else files(__package__).joinpath(name)
    if not folder.is_dir():
        built_in = sorted(f.name for f in files(__package__).iterdir() if f.joinpath("profile.toml").is_file())
        raise ProfileError(f"no profile {name!r}", remedy=f"give a folder, or one of: {', '.join(built_in)}")
    data: dict[str, Any] = dict(_table(folder, "profile"))
    for file, key in _TABLES.items():
        data[file] = _table(folder, file).get(key, [])
    try:
        shape = ProfileShape.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise ProfileError(
            f"{key}: {first['msg']}" if key else str(first["msg"]), where=f"profile {name}", remedy="mend the file"
        ) from error
    return _profile(shape)


def _table(folder: Traversable, file: str) -> dict[str, Any]:
    path = folder.joinpath(f"{file}.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ProfileError("the file is missing", where=str(path), remedy="a profile has five .toml files") from None
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"no TOML: {error}", where=str(path), remedy="mend the file") from error


def _values(shape: BaseModel) -> dict[str, Any]:
    return {name: getattr(shape, name) for name in type(shape).model_fields}


def _called(names: Iterable[str]) -> re.Pattern[str]:
    written = sorted({spelling for name in names for spelling in spellings(name)}, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, written)) or '(?!)'})(?!\w)")


def _profile(shape: ProfileShape) -> Profile:
    organisation = shape.organisation
    return Profile(
        name=organisation.name,
        short=organisation.short,
        shorts=(organisation.short, *organisation.shorts),
        uid_name=organisation.uid_name,
        language=organisation.language,
        default_region=organisation.default_region,
        about=organisation.about,
        kinds={kind.name: _called(kind.called) for kind in shape.kinds},
        regions={region.slug: Region(**_values(region)) for region in shape.regions},
        offices={office.slug: Office(**_values(office)) for office in shape.offices},
        countries={country.code: Country(**_values(country)) for country in shape.countries},
        topics={topic.slug: Topic(**_values(topic)) for topic in shape.topics},
    )
