"""The interface in its languages: which one a reader gets, what it says, and where its links lead."""

import re
from collections.abc import Iterator
from datetime import date
from gettext import NullTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from flask import Flask
from flask.testing import FlaskClient

from calendar_app.model import Precision
from calendar_app.publishing import words as publishing_words
from calendar_app.store import Store
from calendar_app.web import create_app, wording
from calendar_app.web.languages import LANGUAGES, SOURCE, translations
from calendar_app.web.naming import country_in, name_in, town_in
from calendar_app.web.views.cards import Scene
from calendar_app.web.views.listing import count
from tools import messages

from .builders import SITE, TODAY, profile
from .reading import get, words

OTHERS = [code for code in LANGUAGES if code != SOURCE]
HEADINGS = {"en": "Agenda", "fr": "Agenda", "de": "Agenda", "it": "Agenda", "ru": "Мероприятия", "es": "Agenda"}
OFFICES = {
    "en": "Offices",
    "fr": "Bureaux",
    "de": "Dienststellen",
    "it": "Uffici",
    "ru": "Структуры",
    "es": "Oficinas",
}
LISTS = ["/", "/?q=course", "/?q=nothinglikethis", "/offices/", "/regions/", "/feeds/"]
PLACES = ["/offices/mission-to-skopje", "/offices/mission-to-georgia", "/regions/central-asia"]
VIEWS = [
    "/month/",
    "/month/2024-12?q=course",
    "/year/",
    "/year/2024?by=office",
    "/map",
    "/embed",
    "/api/",
    "/releases/skopje",
]
ERRORS = ["/nowhere", "/?office=nowhere", "/?from=2024-02-30", "/?from=2024-12-02&to=2024-12-01", "/?before=1900-01-01"]
PLACEHOLDER = re.compile(r"%\(\w+\)s|<[^>]+>")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_path_names_the_language(client: FlaskClient, language: str) -> None:
    answer = client.get(f"/{language}/offices/", headers={"Accept-Language": "ru, fr;q=0.5"})
    assert answer.headers["Content-Language"] == language
    assert answer.headers["Vary"] == "Accept-Encoding"
    page = get(client, f"/{language}/offices/")
    assert (page.one("html")["lang"], page.one("html")["dir"]) == (language, "ltr")
    assert words(page.one("h1")) == OFFICES[language]


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("de-at, en;q=0.8", "de"),
        ("ru-RU,ru;q=0.9,en-US;q=0.8", "ru"),
        ("fr;q=0.3, it;q=0.9, en;q=0.1", "it"),
        ("pl, es;q=0.4", "es"),
        ("pl", "en"),
        ("tlh-Latn-x-made-up", "en"),
        ("*", "en"),
        ("", "en"),
        ("de;q=0, fr;q=0.1", "fr"),
        ("en-US, de;q=0.9", "en"),
        ("FR-ca", "fr"),
        (";;;=,", "en"),
    ],
)
def test_a_reader_gets_the_language_that_is_liked_best(client: FlaskClient, accepted: str, language: str) -> None:
    answer = client.get("/offices/", headers={"Accept-Language": accepted})
    assert answer.headers["Content-Language"] == language
    assert answer.headers["Vary"] == "Accept-Encoding, Accept-Language"
    assert f'<html lang="{language}"' in answer.text
    assert f"<h1>{OFFICES[language]}</h1>" in answer.text


def test_a_client_that_has_a_page_in_one_language_is_sent_it_in_another(client: FlaskClient) -> None:
    german = client.get("/offices/", headers={"Accept-Language": "de"})
    headers = {"If-None-Match": german.headers["ETag"]}
    assert client.get("/offices/", headers={**headers, "Accept-Language": "de"}).status_code == 304
    assert client.get("/offices/", headers={**headers, "Accept-Language": "fr"}).status_code == 200


@pytest.mark.parametrize("path", ["/xx/", "/pl/offices/", "/DE/offices/", "/de-AT/", "/en-GB/feeds/"])
def test_another_beginning_of_a_path_is_no_language(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", [*LISTS, *PLACES])
def test_each_page_names_itself_in_all_languages(client: FlaskClient, path: str) -> None:
    for prefix in ("", "/de"):
        page = get(client, f"{prefix}{path}")
        assert page.one("link", rel="canonical")["href"] == f"{SITE.base_url}{prefix}{path}"
        named = {link["hreflang"]: link["href"] for link in page.all("link", rel="alternate") if link.get("hreflang")}
        assert named == {
            **{code: f"{SITE.base_url}/{code}{path}" for code in LANGUAGES},
            "x-default": f"{SITE.base_url}{path}",
        }


def test_the_switch_keeps_the_filter(client: FlaskClient) -> None:
    page = get(client, "/de/?office=mission-to-skopje&q=course")
    links = [link for link in page.all("a") if link.get("hreflang")]
    assert [(words(link), link["lang"], link["hreflang"]) for link in links] == [
        (name, code, code) for code, name in LANGUAGES.items()
    ]
    assert [link["href"] for link in links] == [f"/{code}/?office=mission-to-skopje&q=course" for code in LANGUAGES]
    assert [link["lang"] for link in links if link.get("aria-current")] == ["de"]
    assert page.one("nav", **{"aria-label": "Sprache"})


@pytest.mark.parametrize("path", [*LISTS, *PLACES])
def test_links_stay_in_the_language_and_files_have_none(client: FlaskClient, path: str) -> None:
    page = get(client, f"/it{path}")
    links = [link["href"] for link in page.all("a") if link["href"].startswith("/") and not link.get("hreflang")]
    files = [link for link in links if re.search(r"\.\w+(\?|$)", link.partition("?")[0])]
    assert all(link.startswith("/it/") for link in links if link not in files)
    assert not [link for link in files if link.startswith("/it/")]
    for link in page.all("link", rel="stylesheet"):
        assert link["href"].startswith("/static/")
    assert [form["action"] for form in page.all("form")] in ([], ["/it/"])


@pytest.mark.parametrize("path", ["/feeds/all.ics", "/agenda.atom", "/static/style.css", "/robots.txt", "/healthz"])
def test_files_are_the_same_for_all(client: FlaskClient, path: str) -> None:
    answers = [client.get(path, headers={"Accept-Language": language}) for language in ("en", "ru")]
    assert answers[0].data == answers[1].data
    assert not [answer for answer in answers if "Content-Language" in answer.headers]
    assert client.get(f"/ru{path}").status_code == 404


def test_a_calendar_of_a_filter_has_the_language_of_the_site(client: FlaskClient) -> None:
    told = client.get("/agenda.ics?region=central-asia&from=2024-11-01", headers={"Accept-Language": "ru"}).text
    assert "Central Asia\\, from 1 November 2024" in told.replace("\r\n ", "")


@pytest.fixture(scope="module")
def template() -> Catalog:
    return messages.extracted()


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(template: Catalog, language: str) -> None:
    known = messages.known(language)
    used = {message.id for message in template if message.id}
    assert used <= {message.id for message in known}, "run: python -m tools.messages"
    assert messages.untranslated(known) == []


@pytest.mark.parametrize("language", OTHERS)
def test_translations_have_the_placeholders_and_the_marks_of_the_text(language: str) -> None:
    for message in messages.known(language):
        if not message.id:
            continue
        texts = message.id if isinstance(message.id, tuple) else (message.id,)
        told = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = set(PLACEHOLDER.findall(texts[-1]))
        for text in told:
            assert set(PLACEHOLDER.findall(text)) == wanted, text
            assert text[-1:] == texts[0][-1:] or text[-1] not in ".:" or text.endswith("г."), text
            assert text == text.strip()


class Missed(NullTranslations):
    """What is asked for and stands in no file."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[str] = set()

    def gettext(self, message: str) -> str:
        self.texts.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1)


@pytest.fixture
def fresh(store: Store, feeds: Path) -> Iterator[Flask]:
    """A site that has not built any page yet."""
    translations.cache_clear()
    yield create_app(store, profile(), SITE, feeds, lambda: TODAY)
    translations.cache_clear()


@pytest.mark.parametrize("language", OTHERS)
def test_pages_ask_for_no_text_that_a_language_lacks(fresh: Flask, language: str, ids: dict[str, str]) -> None:
    missed = Missed()
    translations(language).add_fallback(missed)
    client = fresh.test_client()
    for path in [*LISTS, *PLACES, *VIEWS, *(f"/events/{event_id}" for event_id in ids.values())]:
        assert client.get(f"/{language}{path}").status_code == 200, path
    for path in ERRORS:
        assert client.get(f"/{language}{path}").status_code in (400, 404), path
    assert missed.texts == set()


@pytest.mark.parametrize("path", ERRORS)
def test_errors_are_told_in_the_language(client: FlaskClient, path: str) -> None:
    sentences = set()
    for language in LANGUAGES:
        answer = client.get(f"/{language}{path}")
        assert answer.headers["Content-Language"] == language
        page = get(client, f"/{language}{path}", answer.status_code)
        assert page.one("html")["lang"] == language
        assert page.one("a", class_="button")["href"] == f"/{language}/"
        assert not page.all("link", rel="alternate")
        sentences.add(words(page.one("p", class_="lead")))
    assert len(sentences) == len(LANGUAGES)


def test_an_error_keeps_what_the_reader_wrote(client: FlaskClient) -> None:
    told = words(get(client, "/de/?office=100%25%20%(value)s", 400).one("p", class_="lead"))
    assert told == "Es gibt keine Dienststelle „100% %(value)s“; wählen Sie eine Dienststelle aus der Liste."
    assert client.get("/agenda.ics?office=x", headers={"Accept-Language": "de"}).text.startswith("there is no office")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", {1: "1 event", 2: "2 events", 1234: "1,234 events"}),
        ("de", {1: "1 Veranstaltung", 0: "0 Veranstaltungen", 1234: "1.234 Veranstaltungen"}),
        ("fr", {0: "0 événement", 1: "1 événement", 2: "2 événements", 1234: "1\u202f234 événements"}),
        ("it", {1: "1 evento", 2: "2 eventi"}),
        ("es", {1: "1 evento", 2: "2 eventos", 12345: "12.345 eventos"}),
        (
            "ru",
            {
                1: "1 мероприятие",
                2: "2 мероприятия",
                5: "5 мероприятий",
                11: "11 мероприятий",
                21: "21 мероприятие",
                1234: "1\u00a0234 мероприятия",
            },
        ),
    ],
)
def test_numbers_of_events(language: str, told: dict[int, str]) -> None:
    scene = Scene(profile(), language, TODAY)
    assert {number: count(number, scene) for number in told} == told


@pytest.mark.parametrize(
    ("language", "day", "days", "across", "month"),
    [
        ("en", "1 December 2024", "3–4 December 2024", "30 November – 1 December 2024", "December 2024"),
        ("fr", "1 décembre 2024", "3–4 décembre 2024", "30 novembre – 1 décembre 2024", "décembre 2024"),
        ("de", "1. Dezember 2024", "3.–4. Dezember 2024", "30. November – 1. Dezember 2024", "Dezember 2024"),
        ("it", "1 dicembre 2024", "3–4 dicembre 2024", "30 novembre – 1 dicembre 2024", "dicembre 2024"),
        ("ru", "1 декабря 2024 г.", "3–4 декабря 2024 г.", "30 ноября – 1 декабря 2024 г.", "декабрь 2024 г."),
        (
            "es",
            "1 de diciembre de 2024",
            "3–4 de diciembre de 2024",
            "30 de noviembre – 1 de diciembre de 2024",
            "diciembre de 2024",
        ),
    ],
)
def test_dates_as_each_language_writes_them(language: str, day: str, days: str, across: str, month: str) -> None:
    def told(start: date, end: date, precision: Precision = Precision.DAY) -> str:
        return publishing_words.days(start, end, precision, language)

    assert told(date(2024, 12, 1), date(2024, 12, 1)) == day
    assert told(date(2024, 12, 3), date(2024, 12, 4)) == days
    assert told(date(2024, 11, 30), date(2024, 12, 1)) == across
    assert told(date(2024, 12, 1), date(2024, 12, 31), Precision.MONTH) == month


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Tuesday 3 December 2024"),
        ("fr", "mardi 3 décembre 2024"),
        ("de", "Dienstag 3. Dezember 2024"),
        ("it", "martedì 3 dicembre 2024"),
        ("ru", "вторник 3 декабря 2024 г."),
        ("es", "martes 3 de diciembre de 2024"),
        ("en-US", "Tuesday 3 December 2024"),
    ],
)
def test_the_heading_of_a_day_reads_as_a_date(language: str, told: str) -> None:
    assert " ".join(wording.day_in_parts(date(2024, 12, 3), language)).replace("\u202f", " ") == told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "10:00–16:00 each day, Skopje time"),
        ("fr", "10:00 – 16:00 chaque jour, heure locale (Skopje)"),
        ("de", "10:00–16:00 Uhr an jedem Tag, Ortszeit Skopje"),
        ("it", "10:00–16:00 ogni giorno, ora di Skopje"),
        ("ru", "10:00–16:00 ежедневно, местное время (Скопье)"),
        ("es", "10:00–16:00 cada día, hora de Skopie"),
    ],
)
def test_hours_name_their_zone(client: FlaskClient, language: str, told: str) -> None:
    assert told in words(get(client, f"/{language}/?q=course").one("main"))


def test_a_zone_without_a_city_is_named_as_it_is() -> None:
    assert [wording.zone(name, "de") for name in ("UTC", "Nowhere/Land")] == ["UTC", "Nowhere/Land"]
    assert wording.zone("Europe/Kyiv", "ru") == "местное время (Киев)"


def test_names_are_the_profiles_in_the_language_else_the_official_ones() -> None:
    known = profile()
    skopje, croatia = known.offices["mission-to-skopje"], known.offices["mission-to-croatia"]
    asia, water = known.regions["central-asia"], known.topics["water-management"]
    assert name_in("fr", skopje, "en").text == "Mission de l’OSCE à Skopje"
    assert name_in("ru", skopje, "en").text == "Миссия ОБСЕ в Скопье"
    assert name_in("fr", known.offices["chairpersonship"], "en").text == "Présidence de l’OSCE"
    assert (name_in("de", croatia, "en").text, name_in("de", croatia, "en").lang) == ("OSCE Mission to Croatia", "en")
    assert (name_in("en", croatia, "en").text, name_in("en", croatia, "en").lang) == ("OSCE Mission to Croatia", "")
    assert (name_in("it", asia, "en").text, name_in("es", water, "en").text) == ("Asia centrale", "Gestión del agua")
    assert [country_in(code, known.countries["AT"], "en") for code in ("en", "de", "ru")] == [
        "Austria",
        "Österreich",
        "Австрия",
    ]
    assert town_in("de", "Vienna", "Europe/Vienna") == "Wien"
    assert town_in("de", "Warsaw", "Europe/Vienna") == "Warsaw"
    assert town_in("de", "Vienna", None) == "Vienna"


@pytest.mark.parametrize("language", OTHERS)
def test_regions_and_topics_have_names_in_each_language(language: str) -> None:
    for one in (*profile().regions.values(), *profile().topics.values()):
        assert name_in(language, one, "en").lang == "", one.slug


def test_what_stays_english_says_so(client: FlaskClient) -> None:
    page = get(client, "/de/offices/mission-to-georgia")
    assert page.one("p", class_="about")["lang"] == "en"
    assert words(page.one("h1")) == "OSZE-Mission in Georgien"
    assert page.one("h1").get("lang") == ""
    listed = get(client, "/de/offices/")
    croatia = next(link for link in listed.all("a") if link["href"] == "/de/offices/mission-to-croatia")
    assert (words(croatia), croatia["lang"]) == ("OSCE Mission to Croatia", "en")
    assert get(client, "/en/offices/mission-to-georgia").one("p", class_="about").get("lang") == ""
