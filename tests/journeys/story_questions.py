"""Questions from a Word file into the bank: the lecturer looks them through, somebody else approves them."""

from typing import Any

from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from lms.questions.models import QuestionVersion, VersionState
from tests.journeys import story_files as files
from tests.journeys.story_world import World, button, link

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TOPIC = "Bài 1: Khái quát lịch sử Đảng Cộng sản Việt Nam"
HARDER = 2


def import_the_questions(desk: Page, world: World, count: int) -> None:
    """All get a topic and a level at once, two of them a higher one; then they wait for review."""
    desk.goto(f"{world.address}/questions/imports/new")
    sent: Any = {"name": "Câu hỏi bài 1.docx", "mimeType": WORD, "buffer": files.questions(count)}
    desk.locator("[name=file]").set_input_files(sent)
    button(desk, "Read the questions").click()
    desk.wait_for_url("**/questions/imports/*")
    expect(desk.locator(".review__item")).to_have_count(count)
    desk.locator(".question-filters [name=place]").select_option(label=f"1. {TOPIC}")
    desk.locator(".question-filters [name=level]").select_option("NB")
    button(desk, "Set for all").click()
    desk.wait_for_load_state()
    for number in range(1, HARDER + 1):
        desk.locator(f"[name=level-{number}]").select_option("TH")
    button(desk, "Keep these decisions").click()
    desk.wait_for_load_state()
    assert _states(world) == {}
    button(desk, "Take all that are ready and submit them").click()
    desk.wait_for_load_state()
    assert _states(world) == {VersionState.SUBMITTED: count}


def approve_the_questions(desk: Page, world: World, count: int) -> None:
    """By a member of the council, not by who wrote them."""
    desk.goto(f"{world.address}/questions/inbox")
    link(desk, "Review questions").click()
    expect(desk.locator(".review__item")).to_have_count(count)
    for box in desk.locator("[name=version]").all():
        box.check()
    desk.locator("[name=all_met]").check()
    button(desk, "Approve the chosen").click()
    desk.wait_for_load_state()
    assert _states(world) == {VersionState.PUBLISHED: count}


def _states(world: World) -> dict[VersionState, int]:
    statement = select(QuestionVersion.state, func.count()).group_by(QuestionVersion.state)
    return dict(world.rows(statement))
