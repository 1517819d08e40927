"""Atom, RSS, JSON Feed, OPML and the index, as other parsers read them."""

import json
from calendar import timegm
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_app.errors import PublishError
from calendar_app.model import Status
from calendar_app.publishing import (
    Selection,
    Site,
    atom,
    json_feed,
    json_text,
    rss,
    selections,
    single,
)
from calendar_app.publishing.index import Listed, index_html, index_json
from calendar_app.publishing.opml import opml

from .builders import CHANGED, CREATED, SITE, event, many, profile, timed
from .reading import Markup

ATOM = "{http://www.w3.org/2005/Atom}"
OFFICE = "https://calendar.example.org/feeds/offices/mission-to-skopje"


def office(*events):
    return next(found for found in selections(events or many(), profile()) if found.slug == "mission-to-skopje")


def listed(chosen):
    return [Listed(selection, len(selection.events), CHANGED) for selection in chosen]


def read(data):
    feed = feedparser.parse(data, sanitize_html=False)
    assert not feed.bozo, feed.bozo_exception
    return feed


@pytest.mark.parametrize(
    ("write", "suffix", "media"), [(atom, "atom", "application/atom+xml"), (rss, "rss", "application/rss+xml")]
)
def test_feed_names_itself(write, suffix, media):
    feed = read(write(office(), SITE, profile())).feed
    assert (feed.title, feed.language, feed.link) == (
        "OSCE Mission to Skopje",
        "en",
        "https://calendar.example.org/?office=mission-to-skopje",
    )
    assert {"rel": "self", "href": f"{OFFICE}.{suffix}", "type": media} in [dict(link) for link in feed.links]
    assert feed.author == "OSCE Calendar"
    assert timegm(feed.updated_parsed) == CHANGED.timestamp()
    assert "press releases" in feed.subtitle


@pytest.mark.parametrize("write", [atom, rss])
def test_entry(write):
    found = event(title="Course", sequence=1)
    (entry,) = read(write(office(found), SITE, profile())).entries
    assert entry.id == "urn:uuid:" + found.uid.partition("@")[0]
    assert entry.title == "3–4 December 2024 · Skopje · Course"
    assert entry.summary == "Course: 3–4 December 2024, Hotel Arka, Skopje, North Macedonia – OSCE Mission to Skopje."
    assert timegm(entry.published_parsed) == CREATED.timestamp()
    assert timegm(entry.updated_parsed) == CHANGED.timestamp()
    assert entry.link == "https://calendar.example.org/events/e1"
    links = {link.rel: link for link in entry.links}
    assert set(links) == {"alternate", "via", "enclosure"}
    assert links["via"].href == "https://www.osce.org/releases/1"
    assert links["enclosure"].href == "https://calendar.example.org/feeds/events/e1.ics"
    assert links["enclosure"].type == "text/calendar"
    assert int(links["enclosure"].length) == len(single(found, SITE, profile()))
    assert {(tag.scheme, tag.label or tag.term) for tag in entry.tags} == {
        ("https://calendar.example.org/offices", "OSCE Mission to Skopje"),
        ("https://calendar.example.org/regions", "South-Eastern Europe"),
        ("https://calendar.example.org/topics", "Countering terrorism"),
    }
    content = Markup(entry.content[-1].value)
    assert content.elements == ["p", "strong", "br", "br", "p", "blockquote", "p", "mark", "p", "a", "a", "a"]
    assert "takes place on 3-4 December 2024 in Skopje & is “open”." in content.text


def test_no_microseconds_and_no_time_of_building():
    moment = datetime(2024, 11, 5, 9, 30, 0, 123456, tzinfo=UTC)
    for write in (atom, rss, json_feed):
        text = write(office(event(changed=moment, created=moment)), SITE, profile()).decode()
        assert ".123456" not in text
        assert str(datetime.now(UTC).year) not in text


def test_rss_guid_is_no_address():
    items = ElementTree.fromstring(rss(office(), SITE, profile())).findall("channel/item")
    assert [item.find("guid").get("isPermaLink") for item in items] == ["false"] * len(items)


def test_rss_descriptions_stay_plain_text_for_readers_that_take_them_for_html():
    (item,) = ElementTree.fromstring(rss(office(event(title="R&D <b>now</b>")), SITE, profile())).findall(
        "channel/item"
    )
    for name in ("title", "description"):
        markup = Markup(item.findtext(name))
        assert markup.elements == []
        assert "R&D <b>now</b>" in markup.text


def test_entries_without_a_uuid_for_a_uid_have_an_id_of_their_own():
    selection = office(event(1, uid="x@y"), event(2, uid="z@y"))
    ids = [entry.id for entry in read(atom(selection, SITE, profile())).entries]
    assert len(set(ids)) == 2 and all(found.startswith("urn:uuid:") for found in ids)


def test_ids_survive_a_change_of_host():
    there = Site("http://127.0.0.1:5000/", "x", "y")
    for write in (atom, rss):
        here, moved = (read(write(office(), site, profile())) for site in (SITE, there))
        assert [entry.id for entry in here.entries] == [entry.id for entry in moved.entries]
    assert read(atom(office(), SITE, profile())).feed.id == read(atom(office(), there, profile())).feed.id


def test_last_changed_first_and_no_more_than_a_hundred():
    events = [event(n, changed=CHANGED + timedelta(minutes=n % 120), start=date(2024, 1, 1)) for n in range(150)]
    entries = read(atom(office(*events), SITE, profile())).entries
    stamps = [entry.updated for entry in entries]
    assert len(entries) == 100 and stamps == sorted(stamps, reverse=True)
    assert [entry.id for entry in read(rss(office(*events), SITE, profile())).entries] == [e.id for e in entries]


def test_cancelled_in_words():
    (entry,) = read(atom(office(event(title="Course", status=Status.CANCELLED)), SITE, profile())).entries
    assert entry.title.endswith("Cancelled: Course") and "This event is cancelled." in entry.content[0].value


def test_json_feed():
    feed = json.loads(json_feed(office(timed(title="Talk", closed=True)), SITE, profile()))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{OFFICE}.json"
    assert feed["home_page_url"] == "https://calendar.example.org/?office=mission-to-skopje"
    (item,) = feed["items"]
    assert item["title"] == "11 December 2024 · Skopje · Talk"
    assert item["date_published"] == "2024-11-01T08:00:00+00:00"
    assert item["external_url"] == "https://www.osce.org/releases/1"
    assert item["_event"] == {
        "start": "2024-12-11",
        "end": "2024-12-11",
        "start_time": "12:00",
        "end_time": "15:00",
        "timezone": "Europe/Skopje",
        "place": "Hotel Arka, Skopje",
        "country": "North Macedonia",
        "status": "confirmed",
        "offices": ["mission-to-skopje"],
        "regions": ["south-eastern-europe"],
    }
    (attachment,) = item["attachments"]
    assert attachment["mime_type"] == "text/calendar"


@pytest.mark.parametrize("write", [atom, rss, json_feed])
def test_feed_without_events_is_refused(write):
    with pytest.raises(PublishError, match="without events"):
        write(Selection("all", "all", "", "t", "d", ()), SITE, profile())


def test_a_filter_is_served_from_the_agenda():
    selection = Selection("agenda", "filter", "office=x&q=water", "Filtered", "d", (event(),))
    feed = read(atom(selection, SITE, profile())).feed
    assert {link.rel: link.href for link in feed.links} == {
        "self": "https://calendar.example.org/agenda.atom?office=x&q=water",
        "alternate": "https://calendar.example.org/?office=x&q=water",
    }


def test_opml_has_each_feed_once():
    chosen = selections(many(), profile())
    root = ElementTree.fromstring(opml(listed(chosen), SITE))
    assert root.findtext("head/title") == "OSCE event calendar"
    addresses = [outline.get("xmlUrl") for outline in root.findall("body/outline/outline")]
    assert addresses == [f"https://calendar.example.org/feeds/{selection.path}.atom" for selection in chosen]


def test_index_page_links_to_every_file_beside_it():
    chosen = selections(many(), profile())
    page = Markup(index_html(listed(chosen), SITE, profile()).decode())
    hrefs = {target for name, target in page.attributes if name == "href"}
    assert hrefs >= {f"{selection.path}.{suffix}" for selection in chosen for suffix in ("ics", "rss", "atom", "json")}
    assert "feeds.opml" in hrefs and "script" not in page.elements
    assert [target for target in hrefs if "://" in target] == ["https://calendar.example.org/"]


def test_index_for_programs():
    chosen = selections(many(), profile())
    told = json.loads(index_json(listed(chosen), SITE, profile(), "c0ffee"))["calendars"]
    assert [(found["kind"], found["slug"], found["events"]) for found in told] == [
        (selection.kind, selection.slug, len(selection.events)) for selection in chosen
    ]
    assert told[1]["files"]["ics"] == "offices/mission-to-skopje.ics"
    assert told[1]["urls"]["ics"] == f"{OFFICE}.ics"


@pytest.mark.parametrize("title", ["{own id}", "\ufeffid\ufeff", "2000-01-01T00:00:00+00:00", "<b>&amp;\"'", "\\1 %s"])
def test_a_feed_has_its_own_texts_whatever_they_are(title):
    site = Site("https://calendar.example.org", title, "OSCE", "en", f"by {title}")
    selection = replace(office(), title=title, description=f"{title}.")
    shown = title.replace("\ufeff", "")
    for write in (atom, rss):
        feed = read(write(selection, site, profile())).feed
        assert (feed.title, feed.subtitle, feed.author) == (shown, f"{shown}.", f"by {shown}")
        assert feed.updated_parsed[:6] == CHANGED.timetuple()[:6]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda one: st.lists(one) | st.dictionaries(st.text(), one)
)


@given(st.dictionaries(st.text(), VALUES))
def test_json_is_written_as_the_standard_library_writes_it(value):
    assert json_text.to_bytes(value) == json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"
