"""Signed out in the middle, on two devices, in two tabs, and what stays on a device afterwards."""

import re

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import browser as chromium
from tests.journeys.answering import answer, slot_of, slots, wait_until_saved
from tests.journeys.room import Room, put
from tests.journeys.sitting.steps import KEPT, OFFLINE, left_in_the_outbox, sit, until
from tests.lms.cast import PASSWORD
from tests.servers.wire import Mode


def test_signed_out_in_the_middle_everything_is_saved_and_the_page_stays(page: Page, room: Room) -> None:
    given = {slot: answer(page, slot) for slot in slots(page)[:2]}
    room.sign_everybody_out()
    page.evaluate("dispatchEvent(new Event('online'))")
    dialog = page.get_by_role("dialog", name="Xin đăng nhập lại")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Mật khẩu").fill("không phải")
    dialog.get_by_role("button", name="Đăng nhập").click()
    expect(dialog.get_by_role("alert")).to_contain_text("chưa đúng")
    dialog.get_by_label("Mật khẩu").fill(PASSWORD)
    dialog.get_by_role("button", name="Đăng nhập").click()
    expect(dialog).to_be_hidden()
    given |= {slot: answer(page, slot) for slot in slots(page)[2:]}
    wait_until_saved(page)
    assert room.answers() == given
    page.locator("aside").get_by_role("button", name="Nộp bài").click()
    page.get_by_role("dialog").get_by_role("button", name="Nộp bài").click()
    page.wait_for_url("**/result")


def test_withdrawn_from_the_class_the_device_keeps_everything_until_taken_back(
    page: Page, room: Room
) -> None:
    first, second = slots(page)[:2]
    stored = {first: answer(page, first)}
    wait_until_saved(page)
    room.put_into_class("an", stays=False)
    kept = {second: answer(page, second)}
    expect(page.get_by_text("Máy chủ không nhận câu trả lời từ trang này")).to_be_visible()
    page.goto("about:blank")
    assert room.answers() == stored
    room.put_into_class("an", stays=True)
    page.goto(room.page_address)
    until(page, lambda: room.answers() == stored | kept)


def test_two_devices_the_learner_chooses_which_answer_counts(
    browser: Browser, phone: BrowserContext, page: Page, room: Room
) -> None:
    slot = slot_of(page, "single_choice")
    room.wire.mode = Mode.CUT
    mine = answer(page, slot)
    expect(page.locator(OFFLINE)).to_be_visible()
    room.wire.mode = Mode.WHOLE
    page.context.set_offline(True)
    with chromium.desk(browser) as desk:
        room.sign_in(desk, "an")
        other = sit(desk, room)
        theirs = answer(other, slot, 1)
        wait_until_saved(other)
    page.context.set_offline(False)
    dialog = page.get_by_role("dialog", name=re.compile("hai câu trả lời khác nhau"))
    expect(dialog).to_be_visible()
    assert room.answers() == {slot: theirs}
    dialog.get_by_role("button", name="Giữ câu trên máy này").click()
    wait_until_saved(page)
    assert room.answers() == {slot: mine}
    assert [edit.value for edit in room.edits() if edit.slot == slot].count(theirs) == 1


def test_a_second_tab_asks_before_it_goes_on(phone: BrowserContext, page: Page, room: Room) -> None:
    slot = slot_of(page, "short_text")
    typed = answer(page, slot)
    second = phone.new_page()
    second.goto(room.page_address)
    second.get_by_role("dialog", name="Bài này đang mở ở một thẻ khác").get_by_role("button").click()
    put(second, slot)
    expect(second.locator(f"#q{slot}").get_by_role("textbox")).to_have_value(typed)
    page.bring_to_front()
    expect(page.get_by_role("dialog", name="Bài này đang mở ở một thẻ khác")).to_be_visible()
    second.bring_to_front()
    changed = answer(second, slot, 1)
    wait_until_saved(second)
    assert room.answers() == {slot: changed}


def test_signing_out_sends_what_is_left_and_leaves_nothing_on_the_device(page: Page, room: Room) -> None:
    expect(page.locator(KEPT)).to_be_visible()
    room.wire.mode = Mode.CUT
    slot = slot_of(page, "single_choice")
    value = answer(page, slot)
    expect(page.locator(OFFLINE)).to_be_visible()
    page.goto("about:blank")
    room.wire.mode = Mode.WHOLE
    page.goto(f"{room.address}/account")
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/sign-in")
    assert room.answers() == {slot: value}
    assert left_in_the_outbox(page) == 0
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
