"""Hostile text in every field: the output is well-formed for two parsers, and nothing is added to it."""

import json
from datetime import date
from functools import cache

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calendar_app.model import Evidence
from calendar_app.publishing import clean, single, words

from .builders import SITE, event, profile, timed
from .folder import render
from .reading import Markup, names, parsed, tags, value

NASTY = [
    "\r\nATTACH:http://evil.example/x", "\rURL:x", "\nEND:VEVENT\nBEGIN:VEVENT", "\0", "\x0b", "\x0c", "\x85", "\u2028",
    "\u2029", "\x1b[31m", ";", ",", "\\", "\\n", "\\N", "\\;", ":", '"', "'", "]]>", "<!--", "-->",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "&lt;b&gt;", "&#0;", "&amp;", "javascript:alert(1)", "{{7*7}}", "%00", "%s",
    "\u202e", "\u2066", "\u202c", "\u2069", "\u200f", "\ufeff", "\ufffe", "\ud800", "\udfff", "\U0001fffe",
    "é", "e\u0301" * 9, "👩‍👩‍👧‍👦", "🎵", "Ж", "字" * 40, "x" * 80, "a" * 10_000, " ", "\t", "=",
]  # fmt: skip
ALLOWED = {"p", "strong", "br", "blockquote", "mark", "a"}
hostile = st.lists(st.sampled_from(NASTY) | st.text(max_size=20), min_size=1, max_size=6).map("".join)


def with_text(text: str, make=event, **given):
    """An event with a text in each of its fields that text from outside can reach."""
    quote = Evidence(text, text, text, text, None, (0, 1), f"{text} on 3 May {text}", (len(text) + 4, len(text) + 9))
    slugs = ("mission-to-skopje", text)
    values = {"title": text, "place": text, "country": text, "offices": slugs, "regions": slugs, "topics": (text,)}
    return make(**values, evidence=(quote,), **given)


@cache
def plain(timed_one: bool) -> dict[str, bytes]:
    return render([with_text("plain", timed if timed_one else event)], profile(), SITE)


def check(files: dict[str, bytes], usual: dict[str, bytes]) -> None:
    assert files.keys() == usual.keys()
    for path, data in files.items():
        data.decode("utf-8")
        if path.endswith(".ics"):
            assert names(data) == names(usual[path])
            assert len(parsed(data).events) == 1
        elif path.endswith((".atom", ".rss")):
            assert tags(data) == tags(usual[path])
            check_feed(data)
        elif path.endswith(".opml"):
            assert tags(data) == tags(usual[path])
        elif path.endswith(".html"):
            assert Markup(data.decode()).elements == Markup(usual[path].decode()).elements
        else:
            json.loads(data)


def check_feed(data: bytes) -> None:
    feed = feedparser.parse(data, sanitize_html=False)
    assert not feed.bozo
    (entry,) = feed.entries
    markup = Markup(entry.content[-1].value)
    assert set(markup.elements) <= ALLOWED
    assert all(name == "href" and target.startswith(("http://", "https://")) for name, target in markup.attributes)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(hostile, st.booleans())
def test_nothing_is_added(text, timed_one):
    make = timed if timed_one else event
    usual = plain(timed_one) if clean.line(text) else render([with_text("", make)], profile(), SITE)
    check(render([with_text(text, make)], profile(), SITE), usual)


@settings(max_examples=200, deadline=None)
@given(hostile)
def test_the_value_comes_back(text):
    found = with_text(text)
    files = render([found], profile(), SITE)
    assert value(files["events/e1.ics"], "SUMMARY") == words.title(found)
    assert "LOCATION:" not in files["all.ics"].decode() or value(files["all.ics"], "LOCATION") == words.where(found)
    quote = "".join(words.quotation(found))
    assert value(files["all.ics"], "DESCRIPTION").split("\n")[-3] == f"Read automatically from: “{quote}”"
    assert json.loads(files["all.json"])["items"][0]["title"] == words.headline(found)
    (entry,) = feedparser.parse(files["all.atom"], sanitize_html=False).entries
    assert entry.title == words.headline(found)
    assert quote.split() == quote.split() and " ".join(quote.split()) in " ".join(
        Markup(entry.content[0].value).text.split()
    )


@pytest.mark.parametrize("text", NASTY)
def test_each_of_them_alone(text):
    files = render([with_text(f"a{text}b")], profile(), SITE)
    check(files, plain(False))
    assert value(files["all.ics"], "SUMMARY") == clean.line(f"a{text}b")


@pytest.mark.parametrize("text", NASTY)
def test_in_times_zones_and_ids(text):
    found = timed(
        id=f"x{text.encode('utf-8', 'ignore').decode()}", zone=text, start_time=text, end_time=text, uid=f"{text}@x"
    )
    assert parsed(single(found, SITE, profile())).events[0]["DTSTART"].dt == date(2024, 12, 11)


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_any_time_and_zone(start, end, zone):
    parsed(single(timed(start_time=start, end_time=end, zone=zone), SITE, profile()))
