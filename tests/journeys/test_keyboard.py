"""The site by keyboard alone: where Tab leads, that the place is seen, and that all can be done."""

from typing import Any

import pytest

from .browsing import Page, expect, shown
from .kinds import KINDS, path_of

STOPS = 30

# What has the focus: its place among all elements, its name, and whether a reader sees that it has it.
FOCUSED = r"""() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const style = getComputedStyle(it), drawn = it.querySelector("rect, circle");
  const boxes = [...it.getClientRects()].filter((line) => line.width > 1 && line.height > 1);
  const reached = boxes.some((line) => {
    const top = document.elementFromPoint((line.left + line.right) / 2, (line.top + line.bottom) / 2);
    return top && (it.contains(top) || top.contains(it) || [...(it.labels || [])].some((label) => label.contains(top)));
  });
  return {
    name: (it.getAttribute("aria-label") || it.innerText || it.querySelector("title")?.textContent || it.name || it.id || it.tagName).replace(/\s+/g, " ").trim().slice(0, 60),
    order: [...document.querySelectorAll("*")].indexOf(it),
    outlined: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
      || (it instanceof SVGElement && parseFloat(getComputedStyle(drawn).strokeWidth) >= 3),
    reached,
  };
}"""


def _tab(page: Page, key: str = "Tab") -> dict[str, Any] | None:
    page.keyboard.press(key)
    found: dict[str, Any] | None = page.evaluate(FOCUSED)
    return found


def _tab_to(page: Page, name: str) -> None:
    """Presses Tab until what has the focus is so named."""
    for _ in range(STOPS):
        stop = _tab(page)
        if stop and stop["name"] == name:
            return
    raise AssertionError(f"Tab does not come to {name}")


@pytest.mark.parametrize("kind", KINDS)
def test_tab_goes_in_reading_order_and_is_seen(page: Page, kind: str) -> None:
    page.goto(path_of(page, kind))
    stops = []
    for _ in range(STOPS):
        stop = _tab(page)
        if stop is None:
            break
        stops.append(stop)
    assert len(stops) > 3 or kind in ("index of the files", "frame without events")
    assert [stop["order"] for stop in stops] == sorted({stop["order"] for stop in stops})
    assert [stop["name"] for stop in stops if not (stop["outlined"] and stop["reached"])] == []


def test_the_first_stop_skips_to_the_content(page: Page) -> None:
    page.goto("/")
    stop = _tab(page)
    assert stop is not None and stop["name"] == "Skip to the content"
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    _tab(page)
    expect(page.get_by_role("navigation", name="Views").get_by_role("link").first).to_be_focused()


def test_from_the_filter_to_results_and_to_the_sentence(page: Page) -> None:
    page.goto("/")
    _tab_to(page, "Region")
    page.keyboard.press("Enter")
    _tab(page)
    while not page.evaluate("document.activeElement.value === 'central-asia'"):
        assert _tab(page) is not None
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    shown(page, "/?region=central-asia", 22)
    _tab_to(page, "Remove this condition: Region Central Asia ×")
    _tab_to(page, "Subscribe to these events")
    page.keyboard.press("Enter")
    _tab_to(page, "Open in Calendar")
    _tab_to(page, "Copy Calendar address")
    _tab_to(page, "Download once")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Subscribe to these events")).to_be_focused()
    _tab(page)
    title = page.locator("article .u-url").first
    expect(title).to_be_focused()
    name = title.inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


# The page of a view, what Tab leads to, the keys from there and what they lead to, and the events behind it.
VIEWS = {
    "month": (
        "/month/2024-11?region=central-asia",
        "4 Monday, 4 November 2024: 1 event",
        ["ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight"],
        "20 Wednesday, 20 November 2024: 3 events",
        ("/?region=central-asia&from=2024-11-20&to=2024-11-20", 3),
    ),
    "year": (
        "/year/2024",
        "South-Eastern Europe, 18–24 November 2024: 4 events",
        ["ArrowRight", "ArrowDown", "ArrowDown"],
        "South Caucasus, 18–24 November 2024: 3 events",
        ("/?region=south-caucasus&from=2024-11-18&to=2024-11-24", 3),
    ),
    "map": (
        "/map?region=central-asia",
        "Tashkent, Uzbekistan: 4 events",
        ["Tab"],
        "Bishkek, Kyrgyzstan: 3 events",
        ("/?region=central-asia&q=Bishkek", 6),  # three of them only mention the town
    ),
}


@pytest.mark.parametrize(("path", "first", "keys", "last", "events"), VIEWS.values(), ids=VIEWS)
def test_from_a_view_to_its_events(
    page: Page, path: str, first: str, keys: list[str], last: str, events: tuple[str, int]
) -> None:
    page.goto(path)
    _tab_to(page, first)
    stops = [_tab(page, key) for key in keys]
    assert stops[-1] is not None and stops[-1]["name"] == last
    assert all(stop and stop["outlined"] and stop["reached"] for stop in stops)
    page.keyboard.press("Enter")
    shown(page, *events)


def test_arrow_keys_pass_over_days_without_events(page: Page) -> None:
    page.goto("/month/2024-11")
    page.locator("[data-day='22']").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-day='24']")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-day='17']")).to_be_focused()


def test_escape_closes_a_choice_and_stays_there(page: Page) -> None:
    page.goto("/")
    _tab_to(page, "Office")
    page.keyboard.press("Enter")
    expect(page.locator("details.choice[open]")).to_have_count(1)
    _tab(page)
    page.keyboard.press("Escape")
    expect(page.locator("details.choice[open]")).to_have_count(0)
    expect(page.locator("details.choice summary").first).to_be_focused()
