"""Whatever comes back instead of the server's own answer is not taken for a save, and nothing is stored twice."""

import json
import time
from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.journeys.answering import slots, wait_until_saved
from tests.journeys.room import Room
from tests.journeys.sitting.ledger import Ledger
from tests.journeys.sitting.steps import OFFLINE, sit, until

JSON = "application/json"
# What somebody between browser and server says instead of it: (status, type, body).
STRANGERS = {
    "a page": (200, "text/html", "<!doctype html><title>Wi-Fi</title>"),
    "a page that says it is JSON": (200, JSON, "<!doctype html><title>Wi-Fi</title>"),
    "JSON of somebody else": (200, JSON, '{"ok": true}'),
    "an answer to nothing": (200, JSON, '{"acked": [], "conflicts": []}'),
    "an answer to something else": (200, JSON, '{"acked": [[999, 1, 1]], "conflicts": []}'),
    "an answer of no shape": (200, JSON, '{"acked": [null, 5], "conflicts": [null]}'),
    "JSON that says it is a page": (200, "text/html", '{"acked": [[1, 1, 1]], "conflicts": []}'),
    "half an answer": (200, JSON, '{"acked": [[1, 1'),
    "nothing": (200, JSON, ""),
    "a list": (200, JSON, "[]"),
    "no content": (204, JSON, ""),
    "a way to somewhere else": (302, "text/html", ""),
    "a refusal of its own": (403, "text/html", "<h1>Blocked</h1>"),
    "that it is busy": (503, "text/html", "<h1>Busy</h1>"),
    "that a gateway fails": (502, "text/html", "<h1>Bad gateway</h1>"),
}


# Letter by letter and without a pause, which nobody can.
TYPE = """(field, text) => {
  for (const letter of text) {
    field.value += letter;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""


@pytest.fixture
def service_workers() -> str:
    return "block"


def test_what_is_not_our_answer_is_not_a_save(page: Page, room: Room) -> None:
    ledger, slot = Ledger(room), slots(page)[0]
    for number, (status, kind, body) in enumerate(STRANGERS.values()):
        saved = room.answers()
        page.route("**/responses", partial(_says, status, kind, body))
        ledger.answer(page, slot, number % 2)
        expect(page.locator(OFFLINE)).to_contain_text("1 câu chưa lưu")
        assert room.answers() == saved
        page.unroute("**/responses")
        page.evaluate("dispatchEvent(new Event('online'))")
        ledger.all_saved(page)
        ledger.agrees()


def _says(status: int, kind: str, body: str, route: Route) -> None:
    route.fulfill(status=status, content_type=kind, body=body)


def lost(route: Route) -> None:
    """The server hears and answers, and the connection breaks before the answer is there."""
    route.fetch()
    route.abort("connectionreset")


def halved(route: Route) -> None:
    """Half of the server's answer arrives."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.body()[: len(answer.body()) // 2])


def echoed(route: Route) -> None:
    """A proxy gives the answer to another message again."""
    answer = route.fetch()
    told = answer.json() | {
        "acked": [[slot, seq + 1000, version] for slot, seq, version in answer.json()["acked"]]
    }
    route.fulfill(response=answer, body=json.dumps(told))


@pytest.mark.parametrize("accident", [lost, halved, echoed])
def test_an_answer_that_is_lost_on_the_way_back_costs_nothing_and_counts_once(
    page: Page, room: Room, accident: Callable[[Route], None]
) -> None:
    ledger, asked = Ledger(room), slots(page)[:3]
    page.route("**/responses", accident)
    for slot in asked:
        ledger.answer(page, slot)
    until(page, lambda: room.answers() == ledger.given)
    expect(page.locator(OFFLINE)).to_contain_text("3 câu chưa lưu")
    page.unroute("**/responses")
    ledger.all_saved(page)
    ledger.agrees()
    codes = page.locator("[data-receipt]:not([data-stale])")
    expect(codes).to_have_count(3)


def test_a_hall_of_strangers_cannot_hand_in_for_the_server(page: Page, room: Room) -> None:
    ledger = Ledger(room)
    ledger.answer(page, slots(page)[0])
    ledger.all_saved(page)
    page.route(
        "**/submission", lambda route: route.fulfill(status=200, content_type=JSON, body='{"ok": true}')
    )
    page.locator("aside").get_by_role("button", name="Nộp bài").click()
    dialog = page.get_by_role("dialog", name="Nộp bài kiểm tra?")
    dialog.get_by_role("button", name="Nộp bài").click()
    expect(dialog.locator("[data-progress]")).to_contain_text("đang thử nộp bài lại")
    assert room.attempt().closed_at is None
    page.unroute("**/submission")
    page.wait_for_url("**/result")
    ledger.agrees()


def test_typing_fast_sends_few_messages(page: Page, room: Room) -> None:
    sent = _sizes(page)
    ledger = Ledger(room)
    slot = next(slot for slot in slots(page) if page.locator(f"#q{slot} textarea").count())
    ledger.answer(page, slot)
    page.locator(f"#q{slot} textarea").evaluate(TYPE, " và còn nhiều điều nữa để viết ở đây")
    ledger.given[slot] = page.locator(f"#q{slot} textarea").input_value()
    wait_until_saved(page)
    ledger.all_saved(page)
    ledger.agrees()
    assert len(sent) <= 4, sent


def test_while_there_is_no_answer_it_asks_less_and_less_often(page: Page, room: Room) -> None:
    sent, ledger = _sizes(page), Ledger(room)
    page.route("**/responses", lambda route: route.abort())
    ledger.answer(page, slots(page)[0])
    begun = time.monotonic()
    page.wait_for_timeout(8000)
    until(page, lambda: len(sent) >= 2)
    assert len(sent) <= 2 + (time.monotonic() - begun) / 2
    page.unroute("**/responses")
    ledger.all_saved(page)
    ledger.agrees()


def test_what_another_device_stored_unseen_is_not_overwritten_by_going_on_typing(
    phone: BrowserContext, page: Page, room: Room
) -> None:
    slot = next(slot for slot in slots(page) if page.locator(f"#q{slot} textarea").count())
    ledger = Ledger(room)
    page.route("**/responses", lambda route: route.abort())
    ledger.answer(page, slot)
    expect(page.locator(OFFLINE)).to_be_visible()
    browser = phone.browser
    assert browser is not None
    with browser.new_context(locale="vi-VN") as other:
        room.sign_in(other, "an")
        desk = sit(other, room)
        theirs = ledger.answer(desk, slot, 1)
        ledger.all_saved(desk)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("Bài này cũng đang mở")).to_be_visible()
    page.locator(f"#q{slot} textarea").press_sequentially(" và viết tiếp")
    page.unroute("**/responses")
    page.evaluate("dispatchEvent(new Event('online'))")
    dialog = page.get_by_role("dialog", name="hai câu trả lời khác nhau")
    expect(dialog).to_be_visible()
    assert room.answers() == {slot: theirs}
    dialog.get_by_role("button", name="Giữ câu trên máy này").click()
    ledger.given[slot] = page.locator(f"#q{slot} textarea").input_value()
    ledger.all_saved(page)
    ledger.agrees()


def _sizes(page: Page) -> list[int]:
    """Fills with the sizes of the messages that the page sends."""
    sent: list[int] = []
    page.on(
        "request",
        lambda request: (
            sent.append(len(request.post_data or "")) if request.url.endswith("/responses") else None
        ),
    )
    return sent
