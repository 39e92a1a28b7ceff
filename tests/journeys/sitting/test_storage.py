"""A browser that stores nothing, or no longer: it says so, saves each answer at once, and loses none."""

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.journeys.answering import slot_of, slots
from tests.journeys.room import Room
from tests.journeys.sitting.ledger import Ledger
from tests.journeys.sitting.steps import sit

SAYS_SO = "Trình duyệt này không lưu được gì"
# What browsers do whose storage is forbidden, in private windows, or broken.
REFUSALS = {
    "it is not there": "Object.defineProperty(window, 'indexedDB', {value: undefined})",
    "opening is forbidden": "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError') }",
    "opening fails": """IDBFactory.prototype.open = () => {
        const request = new EventTarget();
        request.error = new DOMException('', 'InvalidStateError');
        setTimeout(() => request.dispatchEvent(new Event('error')));
        return request;
    }""",
    "opening never ends": "IDBFactory.prototype.open = () => new EventTarget()",
    "writing is refused": """IDBObjectStore.prototype.put = () => {
        throw new DOMException('', 'QuotaExceededError');
    }""",
}


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_where_nothing_can_be_stored_the_page_says_so_at_the_start_and_saves_each_answer_at_once(
    phone: BrowserContext, room: Room, refusal: str
) -> None:
    phone.add_init_script(refusal)
    page, ledger = sit(phone, room), Ledger(room)
    expect(page.get_by_text(SAYS_SO)).to_be_visible()
    sent = _messages(page)
    asked = slots(page)[:4]
    for slot in asked:
        ledger.answer(page, slot)
        ledger.all_saved(page)
    ledger.agrees()
    assert len(sent) >= len(asked)


def test_before_the_start_a_learner_is_told_that_nothing_can_be_stored(
    phone: BrowserContext, room: Room
) -> None:
    phone.add_init_script(REFUSALS["opening is forbidden"])
    page = phone.new_page()
    page.goto(f"{room.address}/quizzes/{room.quiz_id}")
    expect(page.get_by_text(SAYS_SO)).to_be_visible()


def test_a_disk_that_is_full_from_the_start_costs_nothing(phone: BrowserContext, room: Room) -> None:
    page = phone.new_page()
    _leave_room(page, room, 0)
    page.close()
    page, ledger = sit(phone, room), Ledger(room)
    _leave_room(page, room, 0)
    page.reload()
    for slot in slots(page)[:3]:
        ledger.answer(page, slot)
    ledger.all_saved(page)
    ledger.agrees()


def test_a_storage_that_fails_in_the_middle_is_said_and_costs_nothing(page: Page, room: Room) -> None:
    ledger, asked = Ledger(room), slots(page)
    expect(page.get_by_text(SAYS_SO)).to_be_hidden()
    for slot in asked[:2]:
        ledger.answer(page, slot)
    ledger.all_saved(page)
    page.evaluate(f"() => {{ {REFUSALS['writing is refused']} }}")
    for slot in asked[2:5]:
        ledger.answer(page, slot)
        expect(page.get_by_text(SAYS_SO)).to_be_visible()
    ledger.all_saved(page)
    ledger.agrees()


def test_what_is_answered_after_a_storage_failed_and_came_back_is_not_taken_for_something_older(
    page: Page, room: Room
) -> None:
    """The numbers of the answers that could not be stored are given a second time after a reload."""
    ledger, slot = Ledger(room), slot_of(page, "single_choice")
    ledger.answer(page, slot)
    ledger.all_saved(page)
    page.evaluate(f"() => {{ {REFUSALS['writing is refused']} }}")
    for variant in (1, 2, 0, 1):
        ledger.answer(page, slot, variant)
        ledger.all_saved(page)
    page.reload()
    for variant in (2, 0):
        ledger.answer(page, slot, variant)
        ledger.all_saved(page)
        ledger.agrees()


def test_a_storage_that_hangs_in_the_middle_holds_no_answer_up(page: Page, room: Room) -> None:
    ledger, asked = Ledger(room), slots(page)
    page.evaluate("() => { IDBDatabase.prototype.transaction = () => new Promise(() => {}) }")
    for slot in asked[:3]:
        ledger.answer(page, slot)
        ledger.all_saved(page)
    expect(page.get_by_text(SAYS_SO)).to_be_visible()
    ledger.agrees()


def test_without_storage_leaving_the_page_sends_what_is_left(phone: BrowserContext, room: Room) -> None:
    phone.add_init_script(REFUSALS["opening is forbidden"])
    page, ledger = sit(phone, room), Ledger(room)
    slot = slots(page)[0]
    ledger.answer(page, slot)
    page.goto("about:blank")
    again = sit(phone, room)
    ledger.all_saved(again)
    ledger.agrees()


def _messages(page: Page) -> list[str]:
    """Fills with every save that the page sends."""
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/responses"):
            sent.append(request.post_data or "")

    page.on("request", note)
    return sent


def _leave_room(page: Page, room: Room, size: int) -> None:
    """What the browser allows the site to store, in bytes."""
    developer = page.context.new_cdp_session(page)
    developer.send("Storage.overrideQuotaForOrigin", {"origin": room.address, "quotaSize": size})
