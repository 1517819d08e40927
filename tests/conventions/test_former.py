"""A renamed office keeps its old address answering, with all that was there."""

import re
from dataclasses import replace

import pytest

from calendar_app.profiles import Profile
from calendar_app.web import create_app
from tests.publishing.builders import profile
from tests.publishing.reading import value
from tests.store.builders import SKOPJE, extraction, found
from tests.web.builders import TODAY
from tests.web.wire import ask, serving

from .life import SKOPJE as OLD
from .life import Life

NEW = "offices/office-in-skopje"
FORMS = ("ics", "atom", "rss", "json")
BEFORE = extraction(found("Workshop on clean water", **SKOPJE), key="before")
AFTER = extraction(found("Seminar on archives", **SKOPJE | {"offices": ("office-in-skopje",)}), key="after")


def renamed() -> Profile:
    """The profile when the mission has become an office of another name."""
    offices = profile().offices
    new = replace(
        offices["mission-to-skopje"],
        slug="office-in-skopje",
        name="OSCE Office in Skopje",
        former=("mission-to-skopje",),
    )
    others = {slug: office for slug, office in offices.items() if slug not in new.former}
    return replace(profile(), offices=others | {new.slug: new})


@pytest.fixture
def life(life: Life) -> Life:
    """An office that had an event, was renamed, and has another one."""
    life.tell(BEFORE)
    life.profile = renamed()
    return life


def test_both_addresses_have_all_events_in_every_form(life: Life) -> None:
    """Those of before keep their slug in the store; nothing may vanish from a calendar because an office was renamed."""
    life.tell(AFTER, days=1)
    for path in (OLD, NEW):
        assert sorted(life.titles(path)) == ["Seminar on archives", "Workshop on clean water"]
        assert len(life.entries(f"{path}.atom")) == len(life.entries(f"{path}.rss")) == 2
    assert {str(event["UID"]) for event in life.events(OLD)} == {str(event["UID"]) for event in life.events(NEW)}


def test_the_new_name_stands_at_both_and_in_events_of_before(life: Life) -> None:
    """Names are those of today."""
    life.publish()
    for path in (OLD, NEW):
        assert value(life.read(f"{path}.ics"), "NAME") == "OSCE Office in Skopje"
    assert "OSCE Office in Skopje" in life.event().categories
    assert "Office: OSCE Office in Skopje" in value(life.read("all.ics"), "DESCRIPTION")


def test_the_old_address_keeps_its_calendars_and_feeds_identity(life: Life) -> None:
    """A calendar's UID and a feed's id are fixed for life; the new address has its own."""

    def identities(path: str) -> tuple[str, str]:
        (uid,) = re.findall(rb"\r\nuid:([^\r]+)", life.read(f"{path}.ics"))
        return uid.decode(), life.feed(f"{path}.atom").feed.id

    before = identities(OLD)
    life.tell(AFTER, days=1)
    assert identities(OLD) == before
    assert not set(identities(NEW)) & set(before)


def test_the_old_address_names_itself(life: Life) -> None:
    """SOURCE and self are the address that is asked; a client that went to another would subscribe anew."""
    life.publish()
    address = life.site.feed_url(OLD)
    assert f"SOURCE;VALUE=URI:{address}.ics" in life.read(f"{OLD}.ics").decode().replace("\r\n ", "")
    for suffix in ("atom", "rss"):
        assert [link.href for link in life.feed(f"{OLD}.{suffix}").feed.links if link.rel == "self"] == [
            f"{address}.{suffix}"
        ]


def test_the_old_address_answers_without_a_redirect(life: Life) -> None:
    """A sync tool deleted all of its events at a 301."""
    life.publish()
    with serving(create_app(life.store, life.profile, life.site, life.out, lambda: TODAY)) as address:
        for suffix in FORMS:
            answer = ask(address, "GET", f"/feeds/{OLD}.{suffix}")
            assert (answer.status, answer.body) == (200, life.read(f"{OLD}.{suffix}"))
            assert "location" not in answer.headers


def test_the_old_address_is_offered_to_nobody_new(life: Life) -> None:
    """The lists name the new address alone."""
    life.publish()
    for path in ("index.html", "index.json", "feeds.opml"):
        assert NEW in life.read(path).decode()
        assert f"{OLD}." not in life.read(path).decode()


def test_archives_stand_at_the_old_address_too(life: Life) -> None:
    """What came of paging back from the old address still can be read there."""
    life.site = replace(life.site, most_entries=1)
    life.tell(AFTER, days=1)
    assert len(life.events(f"{OLD}-2024")) == 2
    assert life.feed(f"{OLD}-2024.atom").feed.id == life.feed(f"{OLD}.atom").feed.id


def test_an_office_of_which_nothing_more_is_told_keeps_its_calendar(life: Life) -> None:
    """A closed office: what was told stays where it was, years later too."""
    life.tell(extraction(found("Meeting in Vienna"), key="vienna"), days=400)
    assert life.titles(OLD) == ["Workshop on clean water"]
