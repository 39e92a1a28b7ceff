"""What happens while a quiz is sat, beside answering."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.journeys.room import Room
from tests.servers.databases import BACKENDS

OFFLINE = ".savestate[data-state='offline']"
KEPT = ".exam[data-offline='kept']"

on_both_databases = pytest.mark.parametrize("room", BACKENDS, indirect=True, scope="module")


def sit(context: BrowserContext, room: Room) -> Page:
    page = context.new_page()
    page.goto(room.page_address)
    expect(page.locator(".exam[data-state='ready']")).to_be_visible()
    return page


def crash(page: Page) -> None:
    """The process of the page dies, as when a phone runs out of memory: no event is fired, nothing is tidied up."""
    with suppress(Error):
        page.goto("chrome://crash", timeout=5000)
    page.close()


def left_in_the_outbox(page: Page) -> int:
    return int(
        page.evaluate(
            """() => new Promise((resolve) => {
              const opening = indexedDB.open("sen-outbox");
              opening.onsuccess = () => {
                const count = opening.result.transaction("slots").objectStore("slots").count();
                count.onsuccess = () => { resolve(count.result); opening.result.close(); };
              };
            })"""
        )
    )


def until(page: Page, holds: Callable[[], bool]) -> None:
    for _time in range(600):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never came to be")
