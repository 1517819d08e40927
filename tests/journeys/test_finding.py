"""Finding an event, and following it to the sentence that it was read from; the same with scripts and without."""

from .browsing import Page, expect, open_choice, shown, titles

FORUM = "Regional forum “Digitalization of criminal justice”"


def test_by_office(any_page: Page) -> None:
    any_page.goto("/")
    choice = open_choice(any_page, "Office")
    choice.get_by_label("OSCE Programme Office in Bishkek").check()
    choice.get_by_role("button", name="Show events").click()
    shown(any_page, "/?office=programme-office-in-bishkek", 5)
    assert FORUM in titles(any_page)


def test_by_type(any_page: Page) -> None:
    any_page.goto("/")
    choice = open_choice(any_page, "Type")
    choice.get_by_label("Conference").check()
    choice.get_by_role("button", name="Show events").click()
    shown(any_page, "/?type=conference", 6)
    expect(any_page.get_by_role("link", name="Remove this condition: Type Conference")).to_be_visible()


def test_by_region_and_text(any_page: Page) -> None:
    any_page.goto("/")
    any_page.get_by_label("Text to look for").fill("media")
    choice = open_choice(any_page, "Region")
    choice.get_by_label("Central Asia").check()
    choice.get_by_role("button", name="Show events").click()
    shown(any_page, "/?region=central-asia&q=media", 2)


def test_by_text(any_page: Page) -> None:
    any_page.goto("/")
    any_page.get_by_label("Text to look for").fill("digitalization")
    any_page.get_by_role("button", name="Search").click()
    shown(any_page, "/?q=digitalization", 1)
    assert titles(any_page) == [FORUM]
    expect(any_page.get_by_role("status").first).to_contain_text("1 past event")


def test_by_dates(any_page: Page) -> None:
    any_page.goto("/")
    choice = open_choice(any_page, "Dates")
    choice.get_by_label("From").fill("2024-12-01")
    choice.get_by_label("To").fill("2024-12-10")
    choice.get_by_role("button", name="Show events").click()
    shown(any_page, "/?from=2024-12-01&to=2024-12-10", 2)


def test_from_the_agenda_to_the_sentence_and_the_release(any_page: Page) -> None:
    any_page.goto("/?q=digitalization")
    any_page.get_by_role("link", name=FORUM).click()
    expect(any_page.get_by_role("heading", level=1)).to_have_text(FORUM)
    expect(any_page.locator("blockquote mark")).to_have_text("June 30")
    sentence = any_page.locator("blockquote .p-summary").inner_text().strip()
    any_page.locator("figcaption a").first.click()
    text = any_page.get_by_label("Text of the release")
    expect(text.locator("mark", has_text="June 30")).to_be_in_viewport()
    for words in sentence.split("June 30"):  # what the date is for is said behind it to those who do not see its colour
        expect(text).to_contain_text(words.strip())
    any_page.get_by_role("heading", level=3, name=FORUM).get_by_role("link").click()
    expect(any_page.get_by_role("heading", level=1)).to_have_text(FORUM)


def test_an_office_leads_to_its_events_in_the_agenda(any_page: Page) -> None:
    any_page.goto("/")
    any_page.get_by_role("navigation", name="Main").get_by_role("link", name="Offices").click()
    any_page.get_by_role("link", name="OSCE Programme Office in Bishkek").click()
    any_page.get_by_role("link", name="Search and filter these events in the agenda").click()
    shown(any_page, "/?office=programme-office-in-bishkek", 5)


def test_a_chip_takes_one_condition_away(any_page: Page) -> None:
    any_page.goto("/?office=programme-office-in-bishkek&region=central-asia&q=training&from=2023-07-01")
    chips = any_page.locator(".chip")
    expect(chips).to_have_count(4)
    any_page.get_by_role("link", name="Remove this condition: Region Central Asia").click()
    shown(any_page, "/?office=programme-office-in-bishkek&q=training&from=2023-07-01", 2)
    any_page.get_by_role("link", name="Remove all").click()
    shown(any_page, "/", 50)
    expect(chips).to_have_count(0)


def test_back_and_forward_keep_the_filter(any_page: Page) -> None:
    any_page.goto("/?region=central-asia")
    shown(any_page, "/?region=central-asia", 22)
    first = titles(any_page)
    any_page.get_by_label("Text to look for").fill("media")
    any_page.get_by_role("button", name="Search").click()
    shown(any_page, "/?region=central-asia&q=media", 2)
    second = titles(any_page)
    any_page.locator("article .u-url").first.click()
    expect(any_page.locator(".event")).to_be_visible()
    for move, path, events in (
        (any_page.go_back, "/?region=central-asia&q=media", second),
        (any_page.go_back, "/?region=central-asia", first),
        (any_page.go_forward, "/?region=central-asia&q=media", second),
    ):
        move()
        shown(any_page, path, len(events))
        assert titles(any_page) == events
        expect(any_page.get_by_role("checkbox", name="Central Asia", include_hidden=True)).to_be_checked()
    expect(any_page.get_by_label("Text to look for")).to_have_value("media")


def test_what_finds_nothing_says_so_and_leads_back(any_page: Page) -> None:
    any_page.goto("/?q=nothing-is-called-this")
    shown(any_page, "/?q=nothing-is-called-this", 0)
    expect(any_page.get_by_role("status").first).to_contain_text("No event")
    any_page.get_by_role("link", name="show all events").click()
    shown(any_page, "/", 50)
