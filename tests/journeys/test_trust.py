"""In the middle of a session: a roll-call read off the screen, and saying once that one is in the hall."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from lms import database
from lms.accounts.models import Person
from lms.attendance.models import Checkpoint
from lms.attendance.trust.models import Trace, TraceKind
from lms.web import clock
from tests import browser as chromium
from tests.journeys.sitting.steps import until
from tests.journeys.test_hall import Hall, opened, read_off
from tests.lms.attendance.hall import came
from tests.servers.databases import Databases

DESK: Any = {"viewport": {"width": 1280, "height": 720}, "locale": "vi-VN"}
HERE: Any = {"latitude": 21.0285, "longitude": 105.8542, "accuracy": 10}
ELSEWHERE: Any = {"latitude": 21.2, "longitude": 105.8542, "accuracy": 10}


@pytest.fixture(scope="module")
def hall(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """Two people were checked in at the start."""
    with opened(tmp_path_factory.mktemp("trust"), databases.new("sqlite")) as made:
        with made.app.app_context(), database.transaction() as session:
            checkpoint = session.query(Checkpoint).one()
            for name in ("hv0", "hv1"):
                came(checkpoint, session.get_one(Person, made.people[name]), clock.now())
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.launch() as launched:
        yield launched


@pytest.fixture
def desk(browser: Browser, hall: Hall) -> Iterator[Page]:
    """The organiser's PC, which knows where it is."""
    context = browser.new_context(**DESK, geolocation=HERE, permissions=["geolocation"])
    hall.sign_in(context, "em")
    yield context.new_page()
    context.close()


def test_a_roll_call_is_read_off_the_screen_and_the_list_says_who_did_not_answer(
    browser: Browser, hall: Hall, desk: Page
) -> None:
    desk.goto(f"{hall.address}/sessions/{hall.session_id}/attendance")
    desk.get_by_role("button", name="Điểm danh đột xuất").click()
    desk.get_by_role("dialog").get_by_role("button", name="Điểm danh đột xuất").click()
    expect(desk.locator(".hall .qr svg")).to_be_visible()
    expect(desk.locator(".hall__count")).to_contain_text("0 / 2")
    phone = chromium.phone(browser)
    hall.sign_in(phone, "hv0")
    page = phone.new_page()
    page.goto(f"{hall.address}{urlsplit(read_off(desk)).path}")
    expect(page.locator(".result[data-tone='success']")).to_contain_text("Nguyễn Văn Học 0000")
    assert chromium.axe(page) == []
    expect(desk.locator(".hall__count")).to_contain_text("1 / 2")
    desk.get_by_role("link", name="Danh sách").click()
    silent = desk.locator("section", has=desk.get_by_role("heading", name="chưa trả lời"))
    expect(silent).to_contain_text("Nguyễn Văn Học 0001")
    expect(silent).not_to_contain_text("Nguyễn Văn Học 0000")
    assert hall.present() == {hall.people["hv0"], hall.people["hv1"]}
    phone.close()


def test_the_hall_is_placed_by_one_tap_and_a_learner_says_once_and_freely_where_they_are(
    browser: Browser, hall: Hall, desk: Page
) -> None:
    with database.reading_connection() as connection:
        study_class_id, checkpoint_id = 1, connection.execute(Checkpoint.__table__.select()).one().id
    desk.goto(f"{hall.address}/classes/{study_class_id}/hall-place")
    desk.locator("[data-behaviour=locate] button").click()
    expect(desk.locator("[name=latitude]")).to_have_value("21.02850")
    desk.get_by_role("button", name="Lưu").click()
    desk.wait_for_url("**/attendance")
    for name, place, kept in (
        ("hv0", HERE, "Đã ghi: ở hội trường"),
        ("hv1", ELSEWHERE, "Đã ghi: ngoài hội trường"),
    ):
        phone = chromium.phone(browser)
        hall.sign_in(phone, name)
        phone.grant_permissions(["geolocation"])
        phone.set_geolocation(place)
        page = phone.new_page()
        page.goto(f"{hall.address}/checkpoints/{checkpoint_id}/place")
        assert chromium.axe(page) == []
        page.locator("[data-behaviour=locate] button").click()
        expect(page.get_by_text(kept)).to_be_visible()
        phone.close()
    kept_of = {hall.people["hv0"]: True, hall.people["hv1"]: False}
    until(desk, lambda: places() == kept_of)


def places() -> dict[int | None, bool | None]:
    """Who was in or out, as far as it is written: traces come a second later."""
    with database.reading_connection() as connection:
        rows = connection.execute(Trace.__table__.select().where(Trace.kind == TraceKind.PLACE))
        return {row.person_id: row.inside for row in rows}


def test_a_phone_that_may_not_say_where_it_is_says_so_and_stays_checked_in(
    browser: Browser, hall: Hall
) -> None:
    phone = chromium.phone(browser)
    hall.sign_in(phone, "hv1")
    with database.reading_connection() as connection:
        checkpoint_id = connection.execute(Checkpoint.__table__.select()).one().id
    page = phone.new_page()
    page.goto(f"{hall.address}/checkpoints/{checkpoint_id}/place")
    page.locator("[data-behaviour=locate] button").click()
    expect(page.get_by_text("Lượt điểm danh vẫn được giữ nguyên")).to_be_visible()
    assert hall.people["hv1"] in hall.present()
    phone.close()
