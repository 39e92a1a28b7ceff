"""Every page that the access matrix knows, opened in a real browser by those who may see it."""

from types import ModuleType

import pytest
from playwright.sync_api import Page

from tests.journeys.house import FEATURES, House, house as house, listen, measured, opened, visits, widths


@pytest.mark.parametrize("module", FEATURES)
def test_every_page_opens_fits_and_can_be_used(house: House, module: ModuleType) -> None:
    seen, complaints = 0, []
    for number, (row, name, scheme) in enumerate(visits(module.ROWS)):
        page = house.context(name, scheme).new_page()
        found = look_at(page, house.place(module, row), number)
        page.close()
        seen += found is not None
        complaints += [f"{row.path} as {name}, {scheme}: {one}" for one in found or []]
    assert complaints == []
    assert seen, "no row of this feature answers a page"


def look_at(page: Page, address: str, number: int) -> list[str] | None:
    """What is wrong with a page at three widths; None if the address gives no page."""
    complaints = listen(page)
    answer = opened(page, address)
    if answer is None:
        return None
    complaints += [] if answer.ok else [f"answered {answer.status}"]
    return complaints + measured(page, widths(number))
