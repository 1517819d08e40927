"""A dump is cut where a release begins, and nowhere else."""

import pytest

from benchmarks.annotated import FOLDER, read_rows
from benchmarks.cutting import Dump, dumps, sample_dumps, score
from calendar_app.model import Document
from calendar_app.profiles import Profile, load_profile
from calendar_app.releases import cut

LEAD = "From 12 to 14 July 2023, the OSCE Programme Office in Bishkek held a seminar on cyber security for prosecutors."
BODY = "The participants discussed the tracing of digital evidence and the protection of personal data."
MORE = "The seminar also dealt with the exchange of data between prosecutors of several countries."
CLOSE = "The seminar was part of a project that is funded by Norway."
OTHER = "The OSCE Mission to Montenegro organized a workshop on media literacy for journalists in Podgorica on 11 July 2023."
DATELINE = "TIRANA, 10 July 2023 – The OSCE Presence in Albania welcomed the adoption of the new strategy on youth."


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load_profile()


@pytest.mark.parametrize(
    ("text", "beginnings"),
    [
        pytest.param([LEAD, BODY, CLOSE, OTHER], [LEAD, OTHER], id="another office and day"),
        pytest.param([LEAD, BODY, MORE], [LEAD], id="one release"),
        pytest.param([LEAD, DATELINE], [LEAD, DATELINE], id="a dateline always begins one"),
        pytest.param([LEAD, BODY, "“On 5 July 2023 we met in Tirana,” said the Head of the OSCE Presence in Albania."], [LEAD], id="a quotation goes on"),
        pytest.param([LEAD, BODY, "The workshop on 11 July 2023 was held by the OSCE Mission to Serbia in Belgrade."], [LEAD], id="a definite event goes on"),
        pytest.param([LEAD, BODY, "They met the OSCE Mission to Serbia on 11 July 2023 in Belgrade at a workshop."], [LEAD], id="a pronoun goes on"),
        pytest.param([LEAD, BODY, "As a result, on 11 July 2023 the OSCE Mission to Serbia held a workshop in Belgrade."], [LEAD], id="a connective goes on"),
        pytest.param([LEAD, BODY, "- On 11 July 2023 the OSCE Mission to Serbia held a workshop."], [LEAD], id="a list goes on"),
        pytest.param([LEAD, BODY, "Working together: the OSCE Mission to Serbia and its partners"], [LEAD], id="a heading goes on"),
        pytest.param([LEAD, BODY, CLOSE, "24 November:", "A workshop", "25 November:", "A seminar"], [LEAD, "24 November:"], id="date headers are one list"),
    ],
)  # fmt: skip
def test_beginnings(profile: Profile, text: list[str], beginnings: list[str]) -> None:
    releases = cut(Document("dump.txt", "\n".join(text)), profile)
    assert [release.text.split("\n")[0] for release in releases] == beginnings


@pytest.mark.parametrize("second", [OTHER, DATELINE])
@pytest.mark.parametrize("end", ["over the years.", "over the years.”", "for everyone!", "with 40 experts (2023)."])
def test_glued(profile: Profile, second: str, end: str) -> None:
    text = f"{LEAD}\n{BODY}\n{MORE}\nIt is a partnership that has grown {end}{second}\nIt was a success."
    assert [release.text[:20] for release in cut(Document("dump.txt", text), profile)] == [LEAD[:20], second[:20]]


@pytest.mark.parametrize("glue", ["www.osce.org/fom and", "in the U.S.A. and", "by Dr.Smith of", "at 10.30 on"])
def test_not_glued(profile: Profile, glue: str) -> None:
    text = f"{LEAD}\n{BODY} See {glue} Geneva, where the OSCE Mission to Serbia met on 5 July 2023."
    assert len(cut(Document("dump.txt", text), profile)) == 1


def test_releases_cover_the_text_and_keep_their_offsets(profile: Profile) -> None:
    text = "\n\n".join([LEAD, BODY, CLOSE, "", OTHER, BODY, DATELINE, ""]) + "\n"
    releases = cut(Document("dump.txt", text), profile)
    assert [text[r.offset : r.end] for r in releases] == [r.text for r in releases]
    assert sum(len(r.text.split()) for r in releases) == len(text.split())


def test_a_single_release_is_never_cut(profile: Profile) -> None:
    text = f"{LEAD}\n{BODY}\n{DATELINE}\n{OTHER}"
    releases = cut(Document("x.jsonl", text, single=True, key="7"), profile)
    assert [(r.key, r.named, r.text) for r in releases] == [("7", True, text)]
    assert [r.named for r in cut(Document("x.jsonl", text, single=True), profile)] == [False]


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n"])
def test_nothing(profile: Profile, text: str) -> None:
    assert cut(Document("x.txt", text), profile) == []


def test_windows_line_ends(profile: Profile) -> None:
    text = "\r\n".join([LEAD, BODY, CLOSE, OTHER, BODY])
    assert [r.text[:20] for r in cut(Document("x.txt", text), profile)] == [LEAD[:20], OTHER[:20]]


def test_dumps_of_annotated_releases() -> None:
    """Releases of the organisation's offices that follow one another, with headlines and without."""
    rows = [row for file in sorted(FOLDER.glob("*.jsonl")) for row in read_rows(file)]
    ours = [row for row in rows if row.get("offices") and row["language"] == "en"]
    right, given, wanted = (sum(column) for column in zip(*map(score, dumps(ours)), strict=True))
    assert right >= 0.87 * given
    assert right >= 0.86 * wanted


@pytest.mark.parametrize("dump", sample_dumps(), ids=["2023", "2024"])
def test_the_sample(profile: Profile, dump: Dump) -> None:
    releases = cut(Document("sample.txt", dump.text), profile)
    assert [release.offset for release in releases] == sorted(dump.starts)


HEADLINE = "Seminar in Bishkek deals with cyber security"


@pytest.mark.parametrize(
    ("text", "beginnings"),
    [
        pytest.param([LEAD, BODY, CLOSE, "Media literacy in Podgorica", OTHER], [LEAD, "Media literacy in Podgorica"], id="a headline begins its release"),
        pytest.param([LEAD, BODY, CLOSE, "MEDIA ADVISORY", "Youth strategy in Tirana", DATELINE], [LEAD, "MEDIA ADVISORY"], id="two headlines do"),
        pytest.param([HEADLINE, LEAD, BODY, CLOSE], [HEADLINE], id="a headline is no release"),
        pytest.param([LEAD, BODY, CLOSE, "Press office: +43 1 514 36 6000", DATELINE], [LEAD, DATELINE], id="a telephone number is no headline"),
        pytest.param([LEAD, BODY, CLOSE, "TIRANA, 10 July 2023", "The OSCE Presence in Albania welcomed the adoption of the new strategy on youth."], [LEAD, "TIRANA, 10 July 2023"], id="a dateline in a line of its own"),
    ],
)  # fmt: skip
def test_headlines(profile: Profile, text: list[str], beginnings: list[str]) -> None:
    releases = cut(Document("dump.txt", "\n".join(text)), profile)
    assert [release.text.split("\n")[0] for release in releases] == beginnings
