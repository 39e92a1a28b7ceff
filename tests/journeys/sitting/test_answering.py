"""Every type of question is answered, saved and handed in; what is no answer is explained."""

import re

from playwright.sync_api import Browser, Page, expect

from tests import browser as chromium
from tests.journeys.answering import answer, answer_everything, slot_of, wait_until_saved
from tests.journeys.room import Room, put
from tests.journeys.sitting.steps import left_in_the_outbox, on_both_databases, until
from tests.servers.wire import Mode


@on_both_databases
def test_every_type_of_question_is_answered_saved_and_handed_in(page: Page, room: Room) -> None:
    given = answer_everything(page)
    wait_until_saved(page)
    assert room.answers() == given
    expect(page.locator(".savestate")).to_have_text(re.compile(r"Đã lưu lúc \d\d:\d\d:\d\d"))
    page.locator(".exam-foot").get_by_role("button", name="Nộp bài").click()
    page.get_by_role("dialog", name="Nộp bài kiểm tra?").get_by_role("button", name="Nộp bài").click()
    page.wait_for_url("**/result")
    assert room.attempt().closed_by.value == "click"
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    assert left_in_the_outbox(page) == 0


def test_an_answer_that_cannot_be_one_is_kept_and_explained(page: Page, room: Room) -> None:
    slot = slot_of(page, "numeric")
    put(page, slot)
    field = page.locator(f"#q{slot}").get_by_role("textbox")
    field.fill("ba rưỡi")
    expect(page.locator(f"#q{slot} [data-problem]")).to_contain_text("12,5")
    page.reload()
    expect(field).to_have_value("ba rưỡi")
    field.fill("3,5")
    wait_until_saved(page)
    assert room.answers() == {slot: "3,5"}


def test_an_answer_can_be_taken_back(page: Page, room: Room) -> None:
    slot = slot_of(page, "single_choice")
    answer(page, slot)
    wait_until_saved(page)
    page.locator(f"#q{slot}").get_by_role("button", name="Bỏ câu trả lời").click()
    wait_until_saved(page)
    until(page, lambda: room.answers() == {slot: None})
    expect(page.locator("[data-answered-count]")).to_contain_text("0 / 10")


def test_without_script_the_same_page_is_a_form(browser: Browser, room: Room) -> None:
    room.wire.mode = Mode.WHOLE
    room.start("an")
    with chromium.phone(browser, java_script_enabled=False) as context:
        room.sign_in(context, "an")
        page = context.new_page()
        page.goto(room.page_address)
        page.wait_for_url("**?plain=1")
        single, text = slot_of(page, "single_choice"), slot_of(page, "short_text")
        page.locator(f"#q{single} input[type=radio]").nth(1).check()
        page.locator(f"#q{text} input.input").fill("sông Hồng")
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.locator(".alert")).to_have_text(re.compile(r"\d\d:\d\d:\d\d"))
        expect(page.locator(f"#q{single} input[type=radio]").nth(1)).to_be_checked()
        expect(page.locator(f"#q{text} input.input")).to_have_value("sông Hồng")
        page.locator(f"#q{text} input[name=clear]").check()
        page.get_by_role("button", name="Lưu và nộp bài").click()
        page.wait_for_url("**/result")
    assert room.answers()[text] is None
    assert room.answers()[single]


def test_the_keyboard_alone_is_enough(page: Page, room: Room) -> None:
    slot = slot_of(page, "ordering")
    put(page, slot)
    before = [part.get_attribute("data-part") for part in page.locator(f"#q{slot} [data-part]").all()]
    first = page.locator(f"#q{slot} [data-part]").first.locator("[data-move='1']")
    first.focus()
    page.keyboard.press("Enter")
    wait_until_saved(page)
    assert room.answers() == {slot: [before[1], before[0], *before[2:]]}
