"""A reflection: set from an outline, written on the phone, marked by rubric without a name, released to all."""

import re
from decimal import Decimal
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from lms.marking.models import Mark
from lms.reflections.models import Proposal, ReflectionText, Submission
from tests.journeys.story_world import World, button, confirm, link, vi

TEXT = "Tôi sẽ hướng dẫn người dân dùng dịch vụ công trực tuyến vào sáng thứ bảy hằng tuần. " * 30
PROPOSAL = "Mở lại phòng đọc của khu phố vào buổi tối"
LEVEL = 3  # of four, the second best of each criterion


def set_the_task(desk: Page, world: World) -> None:
    desk.goto(f"{world.address}/classes/{world.class_id}/reflections/new")
    button(desk, "Keep as a draft").click()
    desk.wait_for_url("**/reflection-tasks/*")
    button(desk, "Publish to the class").click()
    expect(button(desk, "Publish to the class")).to_have_count(0)


def write_and_hand_in(phone: Page, world: World) -> None:
    """It is on the server before it is handed in; what comes back is a receipt."""
    phone.goto(f"{world.mobile_address}/classes/{world.class_id}/reflections")
    button(phone, "Begin writing").click()
    phone.wait_for_url("**/reflections/*/edit")
    phone.wait_for_load_state("networkidle")
    texts = phone.locator("textarea[name^=text-]")
    for place in range(texts.count()):
        texts.nth(place).fill(TEXT.strip())
    _propose(phone)
    expect(phone.locator("[data-savestate][data-state=saved]")).to_have_text(re.compile(r"\d\d:\d\d:\d\d"))
    written = [row.value for row in world.rows(select(ReflectionText.value))]
    assert written.count(TEXT.strip()) == texts.count()
    phone.locator("[name=honour]").check()
    button(phone, "Hand in").click()
    phone.wait_for_url(re.compile(r"/reflections/[^/]+$"))
    [submission] = world.rows(select(Submission.sha256))
    expect(phone.locator(".receipt")).to_have_text(submission.sha256)
    assert [row.content for row in world.rows(select(Proposal.content))] == [PROPOSAL]


def mark_and_release(desk: Page, world: World) -> Decimal:
    """Without seeing whose it is; from the keyboard, one digit for each criterion, then G. Returns the mark."""
    desk.goto(f"{world.address}/marking")
    link(desk.locator("main"), "Mark scripts").click()
    link(desk, "Go on marking").click()
    desk.wait_for_load_state("networkidle")
    criteria = desk.locator("[data-criterion]")
    for _criterion in range(criteria.count()):
        desk.keyboard.press(str(LEVEL))
    with desk.expect_navigation():
        desk.keyboard.press("g")
    [mark] = _wait_for_mark(desk, world)
    desk.goto(f"{world.address}/classes/{world.class_id}/reflections")
    desk.locator("main .agenda__title a").click()
    desk.wait_for_load_state("networkidle")
    button(desk, "Release to all").click()
    confirm(desk)
    expect(button(desk, "Release again")).to_be_visible()
    return Decimal(mark.total)


def see_the_mark(phone: Page, world: World, total: Decimal) -> None:
    phone.reload()
    words = f"{total.normalize():f}".replace(".", ",")
    expect(phone.locator("section[aria-labelledby=mark]")).to_contain_text(words)
    assert urlsplit(phone.url).path.startswith("/reflections/")
    assert world.class_id


def _propose(phone: Page) -> None:
    rows = phone.locator("fieldset[data-row]")
    if not rows.count():
        button(phone, "Add a proposal").click()
    row: Locator = rows.first
    row.locator("select").select_option("locality")
    row.locator("textarea").fill(PROPOSAL)
    assert vi("Proposal %(number)s", number=1) in row.inner_text()


def _wait_for_mark(desk: Page, world: World) -> list[Mark]:
    for _try in range(100):
        if found := world.rows(select(Mark.total)):
            return found
        desk.wait_for_timeout(100)
    raise AssertionError("the mark was not recorded")
