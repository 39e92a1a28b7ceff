"""Every question and dialog can be used by everybody, at every width and text size."""

import pytest
from playwright.sync_api import Browser, expect

from tests import browser as chromium
from tests.journeys.answering import answer, slots
from tests.journeys.room import Room, put
from tests.journeys.sitting.steps import sit
from tests.scale import chosen
from tests.servers.wire import Mode

SCREENS = [
    pytest.param(chromium.phone, "dark", id="dark phone"),
    pytest.param(chromium.phone, "light", id="light phone"),
    pytest.param(chromium.desk, "dark", id="dark desk"),
    pytest.param(chromium.desk, "light", id="light desk"),
]


@pytest.mark.parametrize("size, scheme", chosen(SCREENS, 3))
def test_nothing_keeps_a_person_from_using_any_question_or_dialog(
    browser: Browser, room: Room, size, scheme
) -> None:
    room.wire.mode = Mode.WHOLE
    room.start("an")
    with size(browser, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce") as context:
        room.sign_in(context, "an")
        page = sit(context, room)
        width = page.evaluate("innerWidth")
        found = []
        for slot in slots(page):
            answer(page, slot)
            found += chromium.axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") == width
        for name in ("hand-in", "ended", "sign-in-again", "conflict", "elsewhere"):
            page.evaluate("name => document.getElementById(name).showModal()", name)
            found += chromium.axe(page)
            page.evaluate("name => document.getElementById(name).close()", name)
        assert found == []


def test_every_question_fits_a_narrow_screen_in_the_largest_text(browser: Browser, room: Room) -> None:
    room.wire.mode = Mode.WHOLE
    room.start("an")
    with chromium.phone(browser, viewport={"width": 320, "height": 640}) as context:
        room.sign_in(context, "an")
        page = sit(context, room)
        page.get_by_role("button", name="Chữ rất lớn").click()
        expect(page.locator("html")).to_have_attribute("data-text", "largest")
        for slot in slots(page):
            put(page, slot)
            assert page.evaluate("document.documentElement.scrollWidth") == 320
