"""Text and addresses made safe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_app.publishing import clean


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (None, ""),
        ("  a\r\n b\tc ", "a b c"),
        ("a\u2028b\u2029c\x85d\x0be\x0cf", "a b c d e f"),
        ("a\0b\x1b[31mc\x7fd\x9be", "ab[31mcde"),
        ("a\ud800b\ufffec\ufeffd\U0001fffee", "abcde"),
        ("👩‍👩‍👧 naïve café", "👩‍👩‍👧 naïve café"),
        ("a\u202eb", "ab"),
        ("a\u202eb\u202cc", "a\u202eb\u202cc"),
        ("a\u202cb\u2069", "ab"),
        ("\u2067a\u202eb\u2069c", "\u2067ab\u2069c"),
        ("\u202ea\u2066b\u202cc\u2069d", "a\u2066bc\u2069d"),
    ],
)
def test_line(text, line):
    assert clean.line(text) == line


@given(st.text())
def test_a_line_is_clean_once_and_for_all(text):
    line = clean.line(text)
    assert clean.line(line) == line
    assert line.isprintable() or all(c.isprintable() or not c.isspace() for c in line if c != " ")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://www.osce.org/a?b=c&d=e,f#g", "https://www.osce.org/a?b=c&d=e,f#g"),
        (" https://x.org/a b ", "https://x.org/a%20b"),
        ("https://x.org/ü%20%zz\"'<>", "https://x.org/%C3%BC%20%25zz%22'%3C%3E"),
        ("https://bücher.example:8080/", "https://xn--bcher-kva.example:8080/"),
        ("HTTPS://X.org", "https://X.org"),
        ("https://[::1]/", "https://[::1]/"),
    ],
)
def test_url(text, url):
    assert clean.url(text) == url


@pytest.mark.parametrize(
    "text",
    [
        None, "", "x", "//x.org/", "/a", "https://", "https:///a", "javascript:alert(1)", "data:text/html,<script>",
        "ftp://x.org/", "https://x.org/\r\nX: y", "https://x\0.org/", "http://a b/", "http://[/", "http://x:port/",
        "http://x.org\\@evil/", "http://<script>/", "https://x.org/\ud800", "http://" + "é" * 80 + "/",
    ],
)  # fmt: skip
def test_no_url(text):
    assert clean.url(text) is None


@given(st.text(), st.sampled_from(["", "https://", "http://x/", "javascript:"]))
def test_a_url_is_ascii_and_of_the_web_or_none(text, start):
    url = clean.url(start + text)
    assert url is None or (
        url.isascii() and url.isprintable() and " " not in url and url.startswith(("http://", "https://"))
    )
    assert url is None or clean.url(url) == url
