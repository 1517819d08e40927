"""Atom, RSS and JSON Feed, each line over every feed that is published: of all events, offices, regions and changes, and
their archives."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from xml.etree import ElementTree

import feedparser
import pytest

from calendar_app.model import Event, Evidence, Revision, Status
from tests.publishing.builders import CHANGED, CREATED, SITE, event, evidence, many, profile
from tests.publishing.folder import render
from tests.publishing.reading import Markup, content_lines, names, parsed, tags
from tests.publishing.test_hostile import ALLOWED, NASTY

from .life import ATOM

FEW = replace(SITE, most_entries=4)  # so that there are archives
MOVED = (("start", "2024-12-02", "2024-12-03"), ("place", "Ohrid", "Hotel Arka, Skopje"))
XML = (".atom", ".rss")


def changed(of: Event) -> list[tuple[Event, Revision]]:
    return [(of, Revision(of.id, 1, CHANGED, MOVED))]


@cache
def published() -> dict[str, bytes]:
    """Events of every kind, one of them moved, with archives."""
    later = event(20, start=date(2031, 5, 5), sequence=1, evidence=(evidence(), evidence(url="https://example.org/2")))
    return render([*many(), later], profile(), FEW, changes=changed(later))


def feeds(*suffixes: str) -> list[str]:
    """The paths of all feeds of some forms."""
    found = [path for path in published() if path.endswith(suffixes) and path != "index.json"]
    assert "changes" + suffixes[0] in found
    return found


def entries(path: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(published()[path])
    return [*root.findall(f"{ATOM}entry"), *root.findall("channel/item")]


def items(path: str) -> list[dict]:
    return json.loads(published()[path])["items"]


def read(path: str) -> feedparser.FeedParserDict:
    feed = feedparser.parse(published()[path], sanitize_html=False)
    assert not feed.bozo, feed.bozo_exception
    return feed


@pytest.mark.parametrize("path", feeds(*XML))
def test_an_id_is_a_uuid_and_no_address(path: str) -> None:
    """It survives a change of host; each entry has its own."""
    ids = [entry.id for entry in read(path).entries]
    assert ids and len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", found) for found in ids)
    guids = [entry.find("guid") for entry in entries(path)]
    assert all(guid is None or guid.get("isPermaLink") == "false" for guid in guids)


@pytest.mark.parametrize("path", feeds(*XML))
def test_no_moment_is_the_events_own(path: str) -> None:
    """Readers sort entries that are dated ahead on top for ever, or hide them: only what the store did has a moment."""
    for entry in read(path).entries:
        moments = [datetime(*moment[:6], tzinfo=UTC) for moment in (entry.published_parsed, entry.updated_parsed)]
        assert CREATED <= moments[0] <= moments[1] <= CHANGED


@pytest.mark.parametrize("path", feeds(*XML))
def test_a_feed_is_as_new_as_its_newest_entry(path: str) -> None:
    """Not as new as the moment of writing."""
    feed = read(path)
    assert feed.feed.updated_parsed == max(entry.updated_parsed for entry in feed.entries)


@pytest.mark.parametrize("path", feeds(*XML))
def test_a_feed_has_its_newest_entries_first(path: str) -> None:
    """As feedgen alone would not."""
    stamps = [entry.updated_parsed for entry in read(path).entries]
    assert stamps == sorted(stamps, reverse=True)


@pytest.mark.parametrize("path", feeds(*XML))
def test_a_feed_names_the_address_that_it_is_served_from(path: str) -> None:
    """self is absolute, and there is one; the alternate is a page."""
    by_relation = {link.rel: (link.href, link.type) for link in read(path).feed.links}
    media = f"application/{path.rpartition('.')[2]}+xml"
    assert by_relation["self"] == (SITE.feed_url(path), media)
    assert by_relation["alternate"][0].startswith(f"{SITE.base_url}/")
    assert not by_relation["alternate"][0].startswith(f"{SITE.base_url}/feeds/")


@pytest.mark.parametrize("path", feeds(".json"))
def test_a_json_feed_names_the_address_that_it_is_served_from(path: str) -> None:
    """feed_url, and the page of the same events."""
    feed = json.loads(published()[path])
    assert feed["feed_url"] == SITE.feed_url(path)
    assert feed["home_page_url"].startswith(f"{SITE.base_url}/")
    assert feed["language"] == "en" and feed["authors"][0]["name"] == SITE.author


@pytest.mark.parametrize("path", feeds(".atom"))
def test_no_two_alternates_have_one_type(path: str) -> None:
    """RFC 4287 4.1.1 and 4.1.2 forbid it, for feeds and entries."""
    root = ElementTree.fromstring(published()[path])
    for element in (root, *root.findall(f"{ATOM}entry")):
        alternates = [link.get("type") for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert alternates == ["text/html"]


@pytest.mark.parametrize("path", feeds(".atom"))
def test_an_entry_links_to_its_page_its_releases_and_its_file(path: str) -> None:
    """alternate, via and enclosure; all absolute."""
    for entry in entries(path):
        found = [(link.get("rel"), link.get("href") or "") for link in entry.findall(f"{ATOM}link")]
        relations = [relation for relation, _ in found]
        assert relations.count("alternate") == relations.count("enclosure") == 1
        assert set(relations) <= {"alternate", "via", "enclosure"}
        assert all(href.startswith("https://") for _, href in found)


@pytest.mark.parametrize("path", feeds(*XML))
def test_an_enclosure_has_the_length_of_its_file(path: str) -> None:
    """In octets, as the file beside the feed has."""
    for entry in read(path).entries:
        (enclosure,) = (link for link in entry.links if link.rel == "enclosure")
        file = enclosure.href.removeprefix(SITE.feed_url(""))
        assert (enclosure.type, int(enclosure.length)) == ("text/calendar", len(published()[file]))


@pytest.mark.parametrize("path", feeds(".json"))
def test_an_attachment_has_the_size_of_its_file(path: str) -> None:
    """As the enclosures of the other forms."""
    for item in items(path):
        (attachment,) = item["attachments"]
        file = attachment["url"].removeprefix(SITE.feed_url(""))
        assert (attachment["mime_type"], attachment["size_in_bytes"]) == ("text/calendar", len(published()[file]))


@pytest.mark.parametrize("path", feeds(".atom"))
def test_a_category_has_its_dimension_its_slug_and_its_name(path: str) -> None:
    """scheme, term and label."""
    for category in (found for entry in entries(path) for found in entry.findall(f"{ATOM}category")):
        dimension = (category.get("scheme") or "").removeprefix(f"{SITE.base_url}/")
        named = getattr(profile(), dimension)
        assert category.get("label") == named[category.get("term")].name


@pytest.mark.parametrize("path", [path for path in feeds(".json") if not path.startswith("changes")])
def test_the_date_leads_the_title_and_stands_in_machine_form(path: str) -> None:
    """Feed readers have no field for it; JSON Feed keeps extensions whose names begin with an underscore."""
    for item in items(path):
        assert re.match(r"\d|January|February|March|June|December", item["title"])
        assert item["_event"]["start"][:4] in item["title"].partition(" · ")[0]


@pytest.mark.parametrize("path", feeds(".json"))
def test_a_summary_is_plain_and_the_content_clean(path: str) -> None:
    """One line of text; HTML of few elements, whose links are absolute."""
    for item in items(path):
        assert item["summary"] == " ".join(item["summary"].split()) and "<" not in item["summary"]
        markup = Markup(item["content_html"])
        assert set(markup.elements) <= ALLOWED | CHANGED_ALLOWED
        assert all(name == "href" and (target or "").startswith("https://") for name, target in markup.attributes)


CHANGED_ALLOWED = {"ul", "li", "del", "ins"}


def hostile(text: str) -> dict[str, bytes]:
    """The files of events that say a text wherever they can, with archives and a change of each field to it."""
    quote = Evidence(text, text, text, text, None, (0, 1), f"{text} on 3 May {text}", (len(text) + 4, len(text) + 9))
    values = {
        "title": text,
        "place": text,
        "country": text,
        "offices": ("mission-to-skopje", text),
        "evidence": (quote,),
        "status": Status.CONFIRMED,
    }
    events = [event(n, start=date(2020 + n, 5, 3), **values) for n in range(1, 7)]
    before = (f"{text} before", text)
    fields = [(name, *before) for name in ("title", "place", "country", "start_time", "end_time", "timezone")]
    fields += [("offices", f"mission-to-skopje, {text}", text), ("regions", text, text)]
    revision = Revision(events[0].id, 1, CHANGED, tuple(fields))
    return render(events, profile(), FEW, changes=[(events[0], revision)])


@cache
def harmless() -> dict[str, bytes]:
    return hostile("plain")


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_hostile_text_adds_nothing_to_changes_and_archives(text: str) -> None:
    """Well-formed for two parsers, with the elements, properties and links that plain text has."""
    files, usual = hostile(f"a{text}b"), harmless()
    assert files.keys() == usual.keys()
    for path in (path for path in files if path.startswith("changes") or re.search(r"-20\d\d\.", path)):
        data = files[path]
        if path.endswith(".ics"):
            content_lines(data)
            assert names(data) == names(usual[path]) and len(parsed(data).events) == 1
        elif path.endswith(".json"):
            assert [clean_item(item) for item in json.loads(data)["items"]]
        else:
            assert tags(data) == tags(usual[path])
            feed = feedparser.parse(data, sanitize_html=False)
            assert not feed.bozo
            for entry in feed.entries:
                clean_markup(entry.content[-1].value)


def clean_item(item: dict) -> bool:
    clean_markup(item["content_html"])
    return not re.search(r"[\x00-\x1f]", item["title"] + item["summary"])


def clean_markup(html: str) -> None:
    markup = Markup(html)
    assert set(markup.elements) <= ALLOWED | CHANGED_ALLOWED
    assert all(name == "href" and (target or "").startswith("https://") for name, target in markup.attributes)
