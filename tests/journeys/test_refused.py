"""What Sen refuses is a page too: forms sent empty, addresses that do not exist or are not for everybody."""

from types import ModuleType

import pytest
from playwright.sync_api import Page

from tests.journeys.house import (
    DESK,
    FEATURES,
    PHONE,
    House,
    house as house,
    listen,
    measured,
    opened,
    visits,
    widths,
)

REFUSED = 422
EXAMPLES_ONLY = "styleguide.show"
NOTHING_TO_TYPE = {
    *(
        "calendars",
        "help",
        "lessons",
        "notices",
        "questions",
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
def test_a_form_that_is_sent_empty_comes_back_and_can_be_used(house: House, module: ModuleType) -> None:
    sent, complaints = 0, []
    for number, (row, name, scheme) in enumerate(visits(module.ROWS)):
        if row.endpoint == EXAMPLES_ONLY:
            continue
        page = house.context(name, scheme).new_page()
        found = send_empty(page, house.place(module, row), number)
        page.close()
        sent += found is not None
        complaints += [f"{row.path} as {name}, {scheme}: {one}" for one in found or []]
    assert complaints == []
    assert bool(sent) != (module.__name__.rpartition(".")[2] in NOTHING_TO_TYPE)


def send_empty(page: Page, address: str, number: int) -> list[str] | None:
    """What is wrong with the answer to a page's first form that needs something and gets nothing; None without one."""
    if opened(page, address) is None or not page.locator(NEEDY).count():
        return None
    with page.expect_navigation(wait_until="load") as expected:
        page.locator(NEEDY).first.evaluate(SEND_EMPTY)
    answer = expected.value
    complaints = [] if answer.status == REFUSED else [f"{answer.url} answered {answer.status}"]
    complaints += [] if page.locator("[role=alert]").count() else [f"{answer.url} says nothing"]
    return complaints + measured(page, widths(number))


@pytest.mark.parametrize(
    "address, name, status",
    [
        ("/there-is-no-such-page", "nobody", 404),
        ("/there-is-no-such-page", "an", 404),
        ("/people/", "an", 403),
    ],
)
def test_a_page_that_is_refused_says_so_and_can_be_used(
    house: House, address: str, name: str, status: int
) -> None:
    page = house.context(name, "light").new_page()
    listen(page)
    answer = opened(page, house.address + address)
    assert answer is not None
    assert answer.status == status
    assert page.locator("main h1").inner_text()
    assert measured(page, {PHONE, DESK}) == []
    page.close()
