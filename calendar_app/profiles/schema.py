"""The shape of a profile's files; a key that is unknown, missing or dead is an error naming file and key."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
Languages = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(?: [a-z]{2})*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OrganisationShape(_Shape):
    """`profile.toml`: the organisation itself; `shorts` are its short names in further languages."""

    name: Text
    short: Text
    shorts: tuple[Text, ...] = ()
    uid_name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]+$")]
    language: Text = "en"
    default_region: Slug
    about: str = ""
    contact_url: str = ""


class KindShape(_Shape):
    """One `[[kind]]` of `profile.toml`: what the names of some offices begin with, and what texts call the one of their
    country ("the Mission"), with the endings of cases in brackets."""

    name: Text
    called: tuple[Text, ...] = Field(min_length=1)


class RegionShape(_Shape):
    """One `[[region]]` of `regions.toml`; `local` are names in further languages, as those of offices."""

    slug: Slug
    name: Text
    local: dict[Languages, tuple[Text, ...]] = {}
    about: str = ""


class OfficeShape(_Shape):
    """One `[[office]]` of `offices.toml`.

    `names` are further full names: short, former, with another preposition; matched with and without the
    organisation's short name before them. `local` are full names in further languages, by the codes of one or more,
    with the endings of their cases in brackets ("Misij(a|e|i|u|om) OEBS-a u Srbiji"). `abbreviations` match as they are
    written, case and all. `heads` are the titles of the person who leads the office where that title alone means the
    office ("Secretary General"). `former` are slugs under which the office's calendars stood before.
    """

    slug: Slug
    name: Text
    region: Slug
    names: tuple[Text, ...] = ()
    local: dict[Languages, tuple[Text, ...]] = {}
    abbreviations: tuple[Text, ...] = ()
    heads: tuple[Text, ...] = ()
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    place: Text | None = None
    timezone: Text | None = None
    since: int | None = None
    until: int | None = None
    part_of: Slug | None = None
    former: tuple[Slug, ...] = ()
    about: str = ""


class CountryShape(_Shape):
    """One `[[country]]` of `countries.toml`."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    name: Text
    region: Slug
    names: tuple[Text, ...] = ()
    adjectives: tuple[Text, ...] = ()
    timezone: Text | None = None


class TopicShape(_Shape):
    """One `[[topic]]` of `topics.toml`; `cues` are lower-case words or phrases, whole words; `local` as of regions."""

    slug: Slug
    name: Text
    local: dict[Languages, tuple[Text, ...]] = {}
    cues: tuple[Text, ...] = Field(min_length=1)


class ProfileShape(_Shape):
    """All files of a profile together, checked against one another."""

    organisation: OrganisationShape
    kinds: tuple[KindShape, ...] = Field((), alias="kind")
    regions: tuple[RegionShape, ...]
    offices: tuple[OfficeShape, ...]
    countries: tuple[CountryShape, ...]
    topics: tuple[TopicShape, ...] = ()

    @model_validator(mode="after")
    def _references_live(self) -> Self:
        regions = {region.slug for region in self.regions}
        offices = {office.slug for office in self.offices}
        countries = {country.code for country in self.countries}
        for kind, items in (("region", self.regions), ("office", self.offices), ("topic", self.topics)):
            slugs = [slug for item in items for slug in (item.slug, *getattr(item, "former", ()))]
            if twice := {slug for slug in slugs if slugs.count(slug) > 1}:
                raise ValueError(f"{kind} {sorted(twice)[0]!r} stands twice")
        if self.organisation.default_region not in regions:
            raise ValueError(f"default_region {self.organisation.default_region!r} is no region")
        for office in self.offices:
            if office.region not in regions:
                raise ValueError(f"office {office.slug!r}: region {office.region!r} is no region")
            if office.part_of is not None and office.part_of not in offices:
                raise ValueError(f"office {office.slug!r}: part_of {office.part_of!r} is no office")
            if office.country is not None and office.country not in countries:
                raise ValueError(f"office {office.slug!r}: country {office.country!r} is no country")
        for country in self.countries:
            if country.region not in regions:
                raise ValueError(f"country {country.code!r}: region {country.region!r} is no region")
        return self
