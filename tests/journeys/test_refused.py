"""What Sen refuses is a page too: addresses that do not exist or are not for everybody."""

import pytest

from tests.journeys.house import DESK, PHONE, House, house as house, listen, measured, opened


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
