"""Time is the server's: said at milestones, kept at the end, generous to what was made in time."""

import json

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.answering import answer, slot_of, slots, wait_until_saved
from tests.journeys.room import Room, put
from tests.journeys.sitting.steps import OFFLINE, sit
from tests.servers.wire import Mode


def test_the_time_is_said_aloud_at_milestones_only(page: Page, room: Room) -> None:
    voice = page.locator("[data-voice]")
    expect(voice).to_be_empty()
    room.end_in(66)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(voice).to_have_text("Còn 1 phút")
    expect(page.locator(".timer")).to_have_attribute("role", "timer")


def test_when_time_is_up_what_is_saved_is_handed_in(page: Page, room: Room) -> None:
    given = {slot: answer(page, slot) for slot in slots(page)[:4]}
    wait_until_saved(page)
    room.end_in(4)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_url("**/result")
    assert room.answers() == given
    assert room.attempt().closed_by.value == "timer"


def test_offline_at_the_end_the_rest_leaves_as_a_file_and_still_counts_when_it_arrives(
    phone: BrowserContext, room: Room
) -> None:
    phone.clock.install()
    page = sit(phone, room)
    room.end_in(250)
    page.evaluate("dispatchEvent(new Event('online'))")
    slot = slot_of(page, "single_choice")
    put(page, slot)
    expect(page.locator(".timer[data-state='short']")).to_be_visible()
    room.wire.mode = Mode.CUT
    value = answer(page, slot)
    expect(page.locator(OFFLINE)).to_be_visible()
    room.end_in(0)
    page.clock.fast_forward(250_000)
    ended = page.get_by_role("dialog", name="Hết giờ làm bài")
    expect(ended).to_be_visible()
    with page.expect_download() as download:
        ended.get_by_role("button", name="Lưu thành tệp").click()
    sealed = json.loads(download.value.path().read_text("utf-8"))
    assert [edit["value"] for edit in sealed["saves"][0]["edits"]] == [value]
    room.wire.mode = Mode.WHOLE
    page.wait_for_url("**/result")
    assert room.answers() == {slot: value}
    assert [edit.outcome.value for edit in room.edits()] == ["counted-late"]


def test_an_answer_that_never_left_the_device_is_sent_from_the_page_of_the_result(
    page: Page, room: Room
) -> None:
    room.wire.mode = Mode.CUT
    slot = slot_of(page, "single_choice")
    value = answer(page, slot)
    expect(page.locator(OFFLINE)).to_be_visible()
    page.goto("about:blank")
    room.wire.mode = Mode.WHOLE
    room.end_in(0)  # after the answer was made, before it arrives
    page.goto(f"{room.page_address}/result")
    expect(page.get_by_text("Các câu còn giữ trên máy này đã được gửi")).to_be_visible()
    assert room.answers() == {slot: value}
