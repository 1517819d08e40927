"""Short releases beside what is expected of them."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st

from calendar_app.extraction import extract
from calendar_app.extraction.cues import cues
from calendar_app.extraction.entries import clean_title
from calendar_app.extraction.spots import find_spots
from calendar_app.extraction.times import find_times
from calendar_app.extraction.titles import shorten
from calendar_app.locales import languages
from calendar_app.locales.cue import cue
from calendar_app.model import Document, Extraction, Precision, Release, Status
from calendar_app.profiles import load_profile
from calendar_app.profiles.names import spellings
from calendar_app.releases import cut

PROFILE = load_profile()
RELEASES = tomllib.loads((Path(__file__).parent / "corpus_releases.toml").read_text(encoding="utf-8"))["release"]


def _extracted(text: str, published: date | None = None) -> Extraction:
    profile = load_profile()
    document = Document("test", text, single=True, key="1", published=published)
    return next(iter(extract(cut(document, profile), profile, date(2026, 11, 21))))


def _corpus(table: str) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for file in sorted((Path(__file__).parent / "corpus").glob("*.toml")):
        found += [(file.stem, case) for case in tomllib.loads(file.read_text(encoding="utf-8")).get(table, [])]
    return found


@pytest.mark.parametrize(("language", "release"), _corpus("release"))
def test_releases_of_other_languages(language: str, release: dict[str, Any]) -> None:
    found = _extracted(release["text"])
    assert found.language == language
    assert [f"{event.start}/{event.end} | {event.title}" for event in found.events] == release["events"]


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release["name"])
def test_events(release: dict[str, Any]) -> None:
    found = []
    for event, wanted in zip(
        _extracted(release["text"], release.get("published")).events, [*release["events"], *[""] * 9], strict=False
    ):
        place = "*" if "| * |" in wanted else event.place
        said = f"{event.start}/{event.end} | {event.title} | {place} | {event.country}"
        if event.start_time:
            said += f" | {event.start_time}-{event.end_time}"
        found.append(said + (" | cancelled" if event.status is Status.CANCELLED else ""))
    assert found == release["events"]


@pytest.mark.parametrize("release", [r for r in RELEASES if "roles" in r], ids=lambda release: release["name"])
def test_roles(release: dict[str, Any]) -> None:
    spans = [
        span for span in _extracted(release["text"], release.get("published")).spans if span.precision is Precision.DAY
    ]
    assert [f"{span.text}: {span.role}" for span in spans] == release["roles"]


@pytest.mark.parametrize(
    ("text", "language", "day", "moved_from"),
    [
        ("The round table on school libraries in Kumanovo has been postponed to 28 June 2025.", "en", "2025-06-28", "untold"),
        ("Das Seminar zur Grenzsicherheit wird auf den 12. Mai 2025 verschoben.", "de", "2025-05-12", "untold"),
        ("Le séminaire sur la sécurité des frontières est reporté au 12 mai 2025.", "fr", "2025-05-12", "untold"),
        ("The seminar on border security in Bishkek has been postponed from 5 May to 12 May 2025.", "en", "2025-05-12", "2025-05-05"),
        ("The course for judges that was to begin on 10 May 2025 has been moved to 24 May 2025.", "en", "2025-05-24", "2025-05-10"),
        ("The course for judges has been moved from 10 to 24 May 2025.", "en", "2025-05-24", "2025-05-10"),
        ("Das Seminar zur Grenzsicherheit wird vom 5. Mai auf den 12. Mai 2025 verschoben.", "de", "2025-05-12", "2025-05-05"),
        ("The course for judges will be held on 24 May 2025.", "en", "2025-05-24", None),
    ],
)  # fmt: skip
def test_what_an_event_was_moved_from(text: str, language: str, day: str, moved_from: str | None) -> None:
    document = Document("made up", text, published=date(2025, 4, 20), language=language, single=True)
    (found,) = extract(cut(document, PROFILE), PROFILE, date(2025, 4, 20))
    (event,) = found.events
    told = "untold" if event.moved else event.moved_from and event.moved_from.isoformat()
    assert (event.start.isoformat(), told) == (day, moved_from)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The round table on school libraries, planned for 21 June 2025 in Kumanovo, has been postponed until further notice.", "en"),
        ("The seminar of 12 May 2025 in Bishkek had to be postponed.", "en"),
        ("Das Konzert am 12. Mai 2025 in Graz wird auf unbestimmte Zeit verschoben.", "de"),
        ("Le concert du 12 mai 2025 à Lyon est reporté sine die.", "fr"),
        ("Il concerto del 12 maggio 2025 a Torino è rinviato a data da destinarsi.", "it"),
    ],
)  # fmt: skip
def test_what_is_put_off_without_a_new_day_is_called_off(text: str, language: str) -> None:
    document = Document("made up", text, published=date(2025, 4, 20), language=language, single=True)
    (found,) = extract(cut(document, PROFILE), PROFILE, date(2025, 4, 20))
    assert [event.status for event in found.events] == [Status.CANCELLED]


def test_what_is_moved_to_another_room_takes_place() -> None:
    text = "The seminar of 12 May 2025 in Bishkek has been moved to the larger hall."
    document = Document("made up", text, published=date(2025, 4, 20), language="en", single=True)
    (found,) = extract(cut(document, PROFILE), PROFILE, date(2025, 4, 20))
    assert [event.status for event in found.events] == [Status.CONFIRMED]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("10:00-16:00, Hotel Arka", ("10:00", "16:00")),
        ("12:00- 14:30", ("12:00", "14:30")),
        ("9:30–17:30", ("09:30", "17:30")),
        ("from 10.00 to 12.30", ("10:00", "12:30")),
        ("between 9 a.m. and 5 p.m.", ("09:00", "17:00")),
        ("6-8 pm", ("18:00", "20:00")),
        ("14h30 - 16h00", ("14:30", "16:00")),
        ("at 18:30", ("18:30", None)),
        ("starting at 7 p.m.", ("19:00", None)),
        ("doors open at 18:00, beginning at 18:30", ("18:30", None)),
        ("12 a.m. to 12 p.m.", ("00:00", "12:00")),
        ("from 3 to 5 participants", None),
        ("between 12 and 14 July", None),
        ("a ratio of 10:1", None),
        ("25:00-26:00", None),
        ("chapter 3.2 to 4.1", None),
        ("2010-2012", None),
        ("", None),
    ],
)
def test_times(text: str, times: tuple[str, str | None] | None) -> None:
    found = find_times(text, 0, len(text), "en")
    assert (found and (found.begins, found.ends)) == times


@pytest.mark.parametrize("longest", [40, 60, 110])
def test_a_title_is_never_cut_in_a_word(longest: int) -> None:
    title = "Training course on the investigation of crimes for prosecutors and judges in the regions of the country, with experts from abroad"
    short = shorten(title, longest)
    assert len(short) <= longest
    assert title.startswith(short)
    assert title[len(short)] in " ,"
    assert not short.endswith((" for", " on", " of", " in", " with"))


def test_joint_events_belong_to_each_office() -> None:
    text = "On 5 May 2024, the OSCE Programme Office in Dushanbe and the OSCE Centre in Ashgabat held a joint seminar on border security in Dushanbe."
    found = _extracted(text)
    assert found.offices == ("centre-in-ashgabat", "programme-office-in-dushanbe")
    assert found.events[0].offices == found.offices


@pytest.mark.parametrize(("language", "case"), _corpus("holds"))
def test_who_holds_an_event_in_each_language(language: str, case: dict[str, Any]) -> None:
    found = _extracted(case["text"])
    assert found.language == language
    assert list(found.offices) == case["offices"]


def test_who_holds_an_event_is_told_in_every_language() -> None:
    assert {language for language, _ in _corpus("holds")} == set(languages())


@pytest.mark.parametrize("language", languages())
def test_an_office_is_called_by_its_name_in_the_language(language: str) -> None:
    for office in PROFILE.offices.values():
        names = [name for codes, names in office.local.items() if language in codes.split() for name in names]
        for form in (form for name in names for form in spellings(name)):
            found = [(mention.id, mention.stop) for mention in PROFILE.names_in(language).find(form)]
            assert found == [(office.slug, len(form))]


@pytest.mark.parametrize(
    ("language", "title", "clean"),
    [
        ("en", "Seminar on bridges (by invitation only)", "Seminar on bridges"),
        ("en", "Seminar on bridges (an OSCE-supported side event)", "Seminar on bridges"),
        ("en", "Seminar on bridges (second part)", "Seminar on bridges (second part)"),
        ("fr", "Séminaire sur les ponts (sur invitation)", "Séminaire sur les ponts"),
        ("de", "Seminar über Brücken (nicht öffentlich)", "Seminar über Brücken"),
        ("ru", "Семинар о мостах (по приглашениям)", "Семинар о мостах"),
        ("sr", "Семинар о мостовима (затворено за јавност)", "Семинар о мостовима"),
        ("sq", "Seminar për urat (me ftesë)", "Seminar për urat"),
    ],
)
def test_a_remark_in_brackets_is_no_part_of_a_title(language: str, title: str, clean: str) -> None:
    assert clean_title(title, cues(language)) == clean


@pytest.mark.parametrize(
    ("language", "text", "cities"),
    [
        ("en", "held in Vienna, Graz as well as Linz", ["Vienna", "Graz", "Linz"]),
        ("fr", "tenu à Lyon, Dijon ainsi que Nantes", ["Lyon", "Dijon", "Nantes"]),
        ("pl", "odbyły się w Krakowie oraz Gdańsku", ["Kraków", "Gdańsk"]),
        ("sq", "u mbajt në Tiranë dhe Durrës", ["Tiranë", "Durrës"]),
    ],
)
def test_a_list_of_cities_is_joined_by_the_words_of_its_language(language: str, text: str, cities: list[str]) -> None:
    assert [spot.city.name for spot in find_spots(text, language, ())] == cities


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("the OSCE Centre in Almaty", "programme-office-in-astana"),
        ("the OSCE Mission to Tajikistan", "programme-office-in-dushanbe"),
        ("POiD", "programme-office-in-dushanbe"),
        ("PCUz", "project-co-ordinator-in-uzbekistan"),
        ("ODIHR", "office-for-democratic-institutions-and-human-rights"),
        ("the OSCE RFoM", "representative-on-freedom-of-the-media"),
        ("TNTD", "transnational-threats-department"),
        ("OCEEA", "co-ordinator-of-economic-and-environmental-activities"),
        ("the OSCE SPILLOVER MONITOR MISSION TO SKOPJE", "mission-to-skopje"),
        ("the OSCE Chairmanship", "chairpersonship"),
    ],
)
def test_office_names(name: str, slug: str) -> None:
    assert _extracted(f"On 5 May 2024, {name} organized a seminar on border security.").offices == (slug,)


@pytest.mark.parametrize(
    "name",
    [
        "the IOM Mission to Moldova",
        "the United Nations Office in Vienna",
        "the Council of Europe Office in Yerevan",
        "an OSCE expert",
    ],
)
def test_other_organisations_are_no_offices(name: str) -> None:
    assert _extracted(f"On 5 May 2024, {name} organized a seminar on border security.").offices == ()


@pytest.mark.parametrize("title", ["Conference on Climate Change", "conference on climate change"])
def test_topics_are_found_whatever_the_capitals(title: str) -> None:
    found = _extracted(f"On 5 May 2024, the OSCE Secretariat held the {title} in Vienna.")
    assert [event.topics for event in found.events] == [("climate-change",)]


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["held", "holds", "hold"], "They hold, held and HOLD; Holds uphold", ["hold", "held", "Holds"]),
        (["a", "ab", "abc"], "a ab abc abcd", ["a", "ab", "abc"]),
        (["take place", "take part"], "Take Part, take  place, take\nplace", ["Take Part", "take\nplace"]),
        (["co-operation"], "Co-Operation, in co-operation", ["Co-Operation", "co-operation"]),
        ([], "anything", []),
    ],
)
def test_cues_are_whole_words(words: list[str], text: str, found: list[str]) -> None:
    assert cue(words).findall(text) == found


_PIECES = st.sampled_from(
    [
        "12", "31", "2024", "12:30", "5 p.m.", "17.30 Uhr", "14h30", "5 May 2024", "12.–14.05.2024", "Di, 19.11.", "5 мая 2024 г.", "3 Ağustos", "July", "MAY 2025",
        "Monday", "tomorrow", "today", "gestern", "вчера", "\n", "\n\n", " ", ", ", ": ", " | ", "\t", " – ", "• ", "(", ")", "“", "”", "«", "»", ".", "! ", "...", "When: ", "Where: ",
        "Wann: ", "Date : ", "Место: ", "SKOPJE, ", "Vienna", "Hotel Arka, Skopje", "in Tirana", "во Охрид", "the OSCE Mission to Serbia", "Secretary General", "held", "will take place",
        "a three-day training course on X for Y", "conference", "Konferenz", "конференция", "postponed to", "cancelled", "until", "deadline", "met with", "visited", "l’exposition",
        "\u202e", "\x00", "é", "📅", "İ", "ǅ", "ß",
    ]
)  # fmt: skip


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(_PIECES, max_size=40).map(" ".join) | st.text(max_size=80), st.sampled_from(languages()), st.booleans())
def test_any_release_is_read_without_a_fault(text: str, language: str, dated: bool) -> None:
    release = Release(
        source="x", key="x", text=text, language=language, published=date(2024, 11, 22) if dated else None
    )
    extraction = next(extract([release], PROFILE, date(2024, 11, 22)))
    for event in extraction.events:
        assert event.title.strip()
        assert event.start <= event.end
        assert 0 < event.confidence < 1
        assert event.span is None or 0 <= event.span < len(extraction.spans)
        assert 0 <= event.sentence[0] <= event.sentence[1] <= len(text)
