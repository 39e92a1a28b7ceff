"""Pages that slept, went back, died or were opened twice: one at a time writes, and none says saved for what is not."""

import os
import signal
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from lms.install import chromium as installed
from tests import browser as chromium
from tests.journeys.answering import slot_of, slots
from tests.journeys.room import Room, put
from tests.journeys.sitting.ledger import Ledger
from tests.journeys.sitting.steps import KEPT, OFFLINE, left_in_the_outbox, sit, until
from tests.servers.wire import Mode

# What keeps the browser from showing a page again as it was left.
NO_WAY_BACK = "--disable-back-forward-cache"
WAY_BACK = "--enable-features=BackForwardCache,CacheControlNoStoreEnterBackForwardCache"


def freeze(page: Page) -> None:
    """As a phone does with pages that nobody looks at: no script runs, no message is heard."""
    page.context.new_cdp_session(page).send("Page.setWebLifecycleState", {"state": "frozen"})


def wake(page: Page) -> None:
    page.context.new_cdp_session(page).send("Page.setWebLifecycleState", {"state": "active"})


def test_a_page_that_slept_while_another_was_at_work_never_says_saved_for_what_is_not(
    phone: BrowserContext, page: Page, room: Room
) -> None:
    slot, ledger = slot_of(page, "single_choice"), Ledger(room)
    ledger.answer(page, slot)
    ledger.all_saved(page)
    freeze(page)
    other = sit(phone, room)
    for variant in (1, 2):
        ledger.answer(other, slot, variant)
        ledger.all_saved(other)
    other.close()
    wake(page)
    ledger.answer(page, slot, 0)
    ledger.all_saved(page)
    ledger.agrees()


def test_of_two_pages_that_both_believe_to_be_alone_only_one_goes_on(
    phone: BrowserContext, page: Page, room: Room
) -> None:
    slot, ledger = slot_of(page, "single_choice"), Ledger(room)
    freeze(page)
    other = sit(phone, room)
    ledger.answer(other, slot, 1)
    ledger.all_saved(other)
    wake(page)
    put(page, slot)
    page.locator(f"#q{slot} input").first.check()
    expect(page.get_by_role("dialog", name="Bài này đang mở ở một thẻ khác")).to_be_visible()
    assert room.answers() == ledger.saved
    page.get_by_role("button", name="Làm tiếp ở thẻ này").click()
    expect(other.get_by_role("dialog", name="Bài này đang mở ở một thẻ khác")).to_be_visible()
    ledger.given[slot] = page.locator(f"#q{slot} input").first.get_attribute("value")
    ledger.all_saved(page)
    ledger.agrees()


def test_signed_out_elsewhere_a_sleeping_page_shows_nothing_more(
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
