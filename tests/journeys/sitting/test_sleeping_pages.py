"""Pages that slept, went back, or were opened twice: one at a time writes, and none says saved for what is not."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.journeys.answering import SAVED, slot_of
from tests.journeys.room import Room, put
from tests.journeys.sitting.ledger import Ledger
from tests.journeys.sitting.steps import left_in_the_outbox, sit

ELSEWHERE = "Bài này đang mở ở một thẻ khác"


@contextmanager
def asleep(page: Page) -> Iterator[None]:
    """As phones do with pages that nobody looks at: no script runs and no message is heard until it wakes."""
    developer = page.context.new_cdp_session(page)
    developer.send("Debugger.enable")
    developer.send("Debugger.pause")
    yield
    with suppress(Error):  # nothing wanted to run meanwhile
        developer.send("Debugger.resume")
    developer.send("Debugger.disable")
    developer.detach()


def brought_back(page: Page) -> None:
    """What a browser says to a page that the way back shows again as it was left. It may be on its way already."""
    with suppress(Error):
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")


def test_a_page_that_slept_while_another_was_at_work_never_says_saved_for_what_is_not(
    phone: BrowserContext, page: Page, room: Room
) -> None:
    slot, ledger = slot_of(page, "single_choice"), Ledger(room)
    ledger.answer(page, slot)
    ledger.all_saved(page)
    with asleep(page):
        other = sit(phone, room)
        for variant in (1, 2):
            ledger.answer(other, slot, variant)
            ledger.all_saved(other)
        other.close()
    ledger.answer(page, slot, 1)
    _mine_if_asked(page)
    ledger.all_saved(page)
    ledger.agrees()


def _mine_if_asked(page: Page) -> None:
    """Who answers before the page has heard of the others is asked which of the two answers is meant."""
    mine = page.get_by_role("button", name="Giữ câu trên máy này")
    expect(page.locator(SAVED).or_(mine).first).to_be_visible()
    if mine.is_visible():
        mine.click()


def test_of_two_pages_that_both_believe_to_be_alone_only_one_goes_on(
    phone: BrowserContext, page: Page, room: Room
) -> None:
    slot, ledger = slot_of(page, "single_choice"), Ledger(room)
    put(page, slot)
    with asleep(page):
        other = sit(phone, room)
        ledger.answer(other, slot, 1)
        ledger.all_saved(other)
    expect(page.get_by_role("dialog", name=ELSEWHERE)).to_be_visible()
    assert room.answers() == ledger.saved
    page.get_by_role("button", name="Làm tiếp ở thẻ này").click()
    expect(other.get_by_role("dialog", name=ELSEWHERE)).to_be_visible()
    ledger.answer(page, slot, 0)
    ledger.all_saved(page)
    ledger.agrees()


def test_a_page_that_the_way_back_shows_again_goes_on_with_what_was_answered_since(
    phone: BrowserContext, page: Page, room: Room
) -> None:
    first, second = slot_of(page, "single_choice"), slot_of(page, "short_text")
    ledger = Ledger(room)
    ledger.answer(page, first)
    ledger.all_saved(page)
    with asleep(page):
        other = sit(phone, room)
        ledger.answer(other, first, 1)
        typed = ledger.answer(other, second)
        ledger.all_saved(other)
        other.close()
    brought_back(page)
    put(page, second)
    expect(page.locator(f"#q{second} input.input")).to_have_value(str(typed))
    ledger.answer(page, first, 2)
    ledger.all_saved(page)
    ledger.agrees()


def test_the_way_back_into_an_attempt_that_was_handed_in_leads_to_its_result(
    phone: BrowserContext, page: Page, room: Room
) -> None:
    ledger = Ledger(room)
    ledger.answer(page, slot_of(page, "single_choice"))
    ledger.all_saved(page)
    with asleep(page):
        other = sit(phone, room)
        other.locator("aside").get_by_role("button", name="Nộp bài").click()
        other.get_by_role("dialog").get_by_role("button", name="Nộp bài").click()
        other.wait_for_url("**/result")
    brought_back(page)
    page.wait_for_url("**/result")
    assert left_in_the_outbox(page) == 0
    ledger.agrees()


def test_signed_out_elsewhere_a_page_shows_nothing_more_to_whoever_sits_there_next(
    phone: BrowserContext, page: Page, room: Room
) -> None:
    ledger = Ledger(room)
    ledger.answer(page, slot_of(page, "short_text"))
    ledger.all_saved(page)
    other = phone.new_page()
    other.goto(f"{room.address}/account")
    other.locator("details.menu summary").click()
    other.get_by_role("button", name="Đăng xuất").click()
    other.wait_for_url("**/sign-in")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_url("**/sign-in**")
    assert left_in_the_outbox(page) == 0
    ledger.agrees()


def test_a_computer_that_slept_past_the_end_finds_its_answers_handed_in(page: Page, room: Room) -> None:
    ledger = Ledger(room)
    ledger.answer(page, slot_of(page, "single_choice"))
    ledger.all_saved(page)
    with asleep(page):
        room.end_in(-5)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_url("**/result")
    ledger.agrees()
