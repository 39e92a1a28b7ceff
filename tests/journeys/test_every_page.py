"""Every page that the matrix knows, opened in a real browser by those who may see it; its first form sent empty."""

from types import ModuleType

import pytest
from playwright.sync_api import Page

from tests.journeys.house import FEATURES, House, Tab, house as house, measured, opened, visits, widths
from tests.scale import scale

REFUSED = 422
EXAMPLES_ONLY = "styleguide.show"
NOTHING_TO_TYPE = {
    *(
        "calendars",
        "help",
        "lessons",
        "notices",
        "practice",
        "quiz_statistics",
        "reports",
        "results",
        "roster",
    )
}
NEEDED = "input[required]:not([type=hidden]):not([type=file]), textarea[required]"
NEEDY = f"main form[method=post]:has({NEEDED})"
SEND_EMPTY = f"""(form) => {{
  for (const field of form.querySelectorAll("{NEEDED}")) {{
    if (field.type === "radio" || field.type === "checkbox") field.checked = false; else field.value = "";
  }}
  HTMLFormElement.prototype.submit.call(form);
}}"""


@pytest.mark.parametrize("module", FEATURES)
def test_every_page_opens_fits_and_can_be_used_and_so_does_what_comes_back_of_an_empty_form(
    house: House, module: ModuleType
) -> None:
    seen, sent, complaints = 0, 0, []
    for number, (row, name, scheme) in enumerate(visits(module.ROWS)):
        tab = house.tab(name, scheme)
        found = look_at(tab, house.place(module, row), number)
        seen += found is not None
        if found is not None and row.endpoint != EXAMPLES_ONLY and tab.page.locator(NEEDY).count():
            sent += 1
            found += send_empty(tab.page, widths(number) if scale() == 1 else set())
        complaints += [f"{row.path} as {name}, {scheme}: {one}" for one in found or []]
    assert complaints == []
    assert seen, "no row of this feature answers a page"
    assert sent or module.__name__.rpartition(".")[2] in NOTHING_TO_TYPE


def look_at(tab: Tab, address: str, number: int) -> list[str] | None:
    """What is wrong with a page at several widths; None if the address gives no page."""
    tab.complaints.clear()
    answer = opened(tab.page, address)
    if answer is None:
        return None
    refused = [] if answer.ok else [f"answered {answer.status}"]
    return [*tab.complaints, *refused, *measured(tab.page, widths(number))]


def send_empty(page: Page, by_axe: set[int]) -> list[str]:
    """What is wrong with the answer to a page's first form that needs something and gets nothing."""
    with page.expect_navigation(wait_until="load") as expected:
        page.locator(NEEDY).first.evaluate(SEND_EMPTY)
    answer = expected.value
    complaints = [] if answer.status == REFUSED else [f"{answer.url} answered {answer.status}"]
    complaints += [] if page.locator("[role=alert]").count() else [f"{answer.url} says nothing"]
    return complaints + measured(page, by_axe)
