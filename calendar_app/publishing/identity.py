"""For whom and by what a folder was written: another store, site, profile or version of the writers writes all anew."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files

from calendar_app.profiles import Profile
from calendar_app.publishing.site import Site

_LIBRARIES = ("babel", "feedgen", "icalendar", "tzdata")


def identity(store_id: str, profile: Profile, site: Site) -> str:
    """A hash of all that published files are made of beside the events."""
    named = (
        (profile.name, profile.short, profile.language),
        [(office.slug, office.name, office.region, office.former) for office in profile.offices.values()],
        [(region.slug, region.name, region.about) for region in profile.regions.values()],
        [(topic.slug, topic.name) for topic in profile.topics.values()],
    )
    return sha256(repr((store_id, site, named, _writers())).encode()).hexdigest()


@cache
def _writers() -> str:
    """A hash of the writers themselves and of the libraries that they write with."""
    code = sha256()
    for file in sorted(files("calendar_app.publishing").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".py"):
            code.update(file.read_bytes())
    return " ".join([code.hexdigest(), *(f"{name} {version(name)}" for name in _LIBRARIES)])
