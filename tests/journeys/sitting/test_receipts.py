"""What the learner sees as proof: a code under each saved answer, the same on the result and in the file."""

import json
import re

from playwright.sync_api import Page, expect

from tests.journeys.answering import answer, slot_of, slots, wait_until_saved
from tests.journeys.room import Room, put
from tests.journeys.sitting.steps import OFFLINE
from tests.servers.wire import Mode

CODE = re.compile(r"biên nhận ([0-9A-Z]{4}-[0-9A-Z]{4})")


def receipt(page: Page, slot: int) -> str:
    """The code that stands under a question."""
    put(page, slot)
    line = page.locator(f"#q{slot} [data-receipt]")
    expect(line).to_be_visible()
    expect(line).to_have_text(re.compile(r"Lưu lúc \d\d:\d\d:\d\d · " + CODE.pattern))
    found = CODE.search(line.inner_text())
    assert found is not None
    return found[1]


def test_the_code_under_an_answer_is_the_one_of_the_result_and_of_another_visit(
    page: Page, room: Room
) -> None:
    asked = slots(page)[:3]
    for slot in asked:
        answer(page, slot)
    wait_until_saved(page)
    codes = [receipt(page, slot) for slot in asked]
    page.reload()
    assert [receipt(page, slot) for slot in asked] == codes
    page.locator("aside").get_by_role("button", name="Nộp bài").click()
    page.get_by_role("dialog").get_by_role("button", name="Nộp bài").click()
    page.wait_for_url("**/result")
    page.get_by_text("Biên nhận từng câu trả lời").click()
    assert page.locator(".receipts__line .receipt__code").all_inner_texts() == codes


def test_an_answer_that_is_not_saved_has_no_receipt_and_the_page_does_not_jump(
    page: Page, room: Room
) -> None:
    slot = slot_of(page, "single_choice")
    answer(page, slot)
    wait_until_saved(page)
    first = receipt(page, slot)
    height = page.evaluate("document.documentElement.scrollHeight")
    room.wire.mode = Mode.CUT
    answer(page, slot, 1)
    expect(page.locator(OFFLINE)).to_be_visible()
    expect(page.locator(f"#q{slot} [data-receipt]")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollHeight") == height
    room.wire.mode = Mode.WHOLE
    wait_until_saved(page)
    assert receipt(page, slot) != first


def test_the_file_carries_the_receipts_of_what_is_saved(page: Page, room: Room) -> None:
    saved, unsaved = slots(page)[:2]
    answer(page, saved)
    wait_until_saved(page)
    code = receipt(page, saved)
    room.wire.mode = Mode.CUT
    answer(page, unsaved)
    expect(page.locator(OFFLINE)).to_be_visible()
    page.evaluate("document.getElementById('ended').querySelector('[data-sealed]').hidden = false")
    page.evaluate("document.getElementById('ended').showModal()")
    with page.expect_download() as download:
        page.get_by_role("button", name="Lưu thành tệp").click()
    sealed = json.loads(download.value.path().read_text("utf-8"))
    assert [edit["slot"] for edit in sealed["saves"][0]["edits"]] == [unsaved]
    assert [(one["slot"], one["receipt"]) for one in sealed["receipts"]] == [(saved, code)]
    assert sealed["receipts"][0].keys() == {"slot", "version", "value", "tab", "seq", "saved_at", "receipt"}


def test_a_code_of_the_page_is_known_to_the_organiser(page: Page, room: Room) -> None:
    slot = slot_of(page, "short_text")
    answer(page, slot)
    wait_until_saved(page)
    code = receipt(page, slot)
    browser = page.context.browser
    assert browser is not None
    with browser.new_context(locale="vi-VN") as desk:
        room.sign_in(desk, "em")
        board = desk.new_page()
        board.goto(f"{room.address}/quizzes/{room.quiz_id}/people/{room.people['an']}")
        board.get_by_label("Mã biên nhận").fill(code.lower())
        board.get_by_role("button", name="Đối chiếu").click()
        expect(board.get_by_text("Biên nhận này là thật")).to_be_visible()
        expect(board.get_by_text(f"Câu {slot} của lần làm")).to_contain_text("đang được tính")
