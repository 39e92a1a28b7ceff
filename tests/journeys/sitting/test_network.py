"""Whatever happens to the network and the browser, no answer is lost and nothing untrue is said."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.answering import answer, answer_everything, slot_of, slots, wait_until_saved
from tests.journeys.room import Room, put
from tests.journeys.sitting.steps import KEPT, OFFLINE, crash, on_both_databases, sit, until
from tests.scale import scaled
from tests.servers.wire import Mode

OUTAGE = scaled(30_000, 3_000)  # milliseconds


@on_both_databases
def test_a_cut_a_reload_without_network_and_a_killed_tab_cost_nothing(
    phone: BrowserContext, page: Page, room: Room
) -> None:
    expect(page.locator(KEPT)).to_be_visible()
    all_slots = slots(page)
    given = {slot: answer(page, slot) for slot in all_slots[:3]}
    wait_until_saved(page)
    room.wire.mode = Mode.CUT
    given |= {slot: answer(page, slot) for slot in all_slots[3:6]}
    expect(page.locator(OFFLINE)).to_contain_text("3 câu chưa lưu")
    page.wait_for_timeout(OUTAGE)
    page.reload()
    expect(page.locator(OFFLINE)).to_contain_text("3 câu chưa lưu")
    given |= {slot: answer(page, slot) for slot in all_slots[6:8]}
    page.wait_for_timeout(1000)
    crash(page)
    page = sit(phone, room)
    expect(page.locator(OFFLINE)).to_contain_text("5 câu chưa lưu")
    given |= {slot: answer(page, slot) for slot in all_slots[8:]}
    assert len(room.answers()) == 3
    room.wire.mode = Mode.WHOLE
    wait_until_saved(page)
    assert room.answers() == given


def test_a_reply_that_is_lost_costs_nothing_and_counts_once(page: Page, room: Room) -> None:
    slot = slot_of(page, "single_choice")
    room.wire.mode = Mode.REPLY_LOST
    value = answer(page, slot)
    until(page, lambda: room.answers() == {slot: value})
    expect(page.locator(f".navigator [data-slot='{slot}']")).to_have_attribute("data-unsaved", "")
    room.wire.mode = Mode.WHOLE
    wait_until_saved(page)
    assert [edit.slot for edit in room.edits()] == [slot]


def test_the_page_of_a_portal_is_not_taken_for_a_save(page: Page, room: Room) -> None:
    expect(page.locator(KEPT)).to_be_visible()
    room.wire.mode = Mode.PORTAL
    slot = slot_of(page, "single_choice")
    value = answer(page, slot)
    expect(page.locator(OFFLINE)).to_contain_text("1 câu chưa lưu")
    page.reload()
    expect(page.locator(OFFLINE)).to_contain_text("1 câu chưa lưu")
    assert room.answers() == {}
    room.wire.mode = Mode.WHOLE
    wait_until_saved(page)
    assert room.answers() == {slot: value}


def test_where_the_browser_stores_nothing_it_says_so_and_saves_at_once(
    phone: BrowserContext, room: Room
) -> None:
    phone.add_init_script("Object.defineProperty(window, 'indexedDB', {value: undefined})")
    page = sit(phone, room)
    expect(page.get_by_text("Trình duyệt này không lưu được gì")).to_be_visible()
    given = answer_everything(page)
    wait_until_saved(page)
    assert room.answers() == given


def test_the_page_does_not_jump_when_what_it_says_of_saving_changes(page: Page, room: Room) -> None:
    put(page, slot_of(page, "single_choice"))
    height = "document.querySelector('.exam-bar').getBoundingClientRect().height"
    before = page.evaluate(height)
    room.wire.mode = Mode.CUT
    answer(page, slot_of(page, "single_choice"))
    expect(page.locator(OFFLINE)).to_be_visible()
    assert page.evaluate(height) == before
