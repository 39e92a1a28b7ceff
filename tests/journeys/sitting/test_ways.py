"""Ways through a test: one that tells at once whether an answer is right, and one that leads only forward."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect
from sqlalchemy import update

from lms import database
from lms.quizzes.models import Quiz
from lms.quizzes.rules import Feedback
from tests.journeys.answering import slot_of, slots
from tests.journeys.room import Room
from tests.journeys.sitting.ledger import Ledger
from tests.journeys.sitting.steps import OFFLINE, sit, until
from tests.servers.wire import Mode


@pytest.fixture(autouse=True)
def as_it_was(room: Room) -> Iterator[None]:
    yield
    _set(room, feedback=Feedback.DEFERRED, tries=1, sequential=False)


def _set(room: Room, **values: Any) -> None:
    with database.writing_connection() as connection:
        connection.execute(update(Quiz).where(Quiz.id == room.quiz_id).values(**values))


def test_what_was_told_at_once_stays_told_after_a_reload_and_the_answer_stays(
    phone: BrowserContext, room: Room
) -> None:
    _set(room, feedback=Feedback.IMMEDIATE)
    page, ledger = sit(phone, room), Ledger(room)
    slot = slot_of(page, "single_choice")
    place = page.locator(f"#q{slot}")
    check = place.get_by_role("button", name="Kiểm tra câu này")
    page.locator(f".navigator [data-slot='{slot}']").click()
    check.click()
    expect(place.locator("[data-verdict-text]")).to_have_text("Xin trả lời câu hỏi trước đã.")
    ledger.answer(page, slot)
    check.click()
    expect(place.locator("[data-check]")).to_have_attribute("data-verdict", "wrong")
    expect(check).to_have_count(0)
    expect(place.locator("input[type=radio]").first).to_be_disabled()
    page.reload()
    expect(place.locator("[data-check]")).to_have_attribute("data-verdict", "wrong")
    expect(place.locator("input[type=radio]").first).to_be_disabled()
    ledger.all_saved(page)
    ledger.agrees()


def test_going_on_without_a_network_locks_what_is_behind_and_arrives_in_order(
    phone: BrowserContext, room: Room
) -> None:
    _set(room, sequential=True)
    page, ledger = sit(phone, room), Ledger(room)
    first, second, third = slots(page)[:3]
    on = page.locator("[data-step='1']").last
    room.wire.mode = Mode.CUT
    ledger.answer(page, first)
    on.click()
    expect(page.locator(f"#q{second}")).to_be_visible()
    expect(page.locator("[data-step='-1']").first).to_be_hidden()
    page.locator(f".navigator [data-slot='{first}']").click()
    expect(page.locator(f"#q{second}")).to_be_visible()
    on.click()
    dialog = page.get_by_role("dialog", name="Sang câu sau khi chưa trả lời?")
    dialog.get_by_role("button", name="Ở lại").click()
    expect(page.locator(f"#q{second}")).to_be_visible()
    on.click()
    dialog.get_by_role("button", name="Làm tiếp").click()
    expect(page.locator(f"#q{third}")).to_be_visible()
    expect(page.locator(OFFLINE)).to_be_visible()
    room.wire.mode = Mode.WHOLE
    page.evaluate("dispatchEvent(new Event('online'))")
    ledger.all_saved(page)
    until(page, lambda: set(room.attempt().locked) == {first, second})
    page.reload()
    expect(page.locator(f"#q{third}")).to_be_visible()
    assert room.answers()[first] == ledger.given[first]
