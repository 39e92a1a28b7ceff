"""From an essay to the last word about it: marked by keyboard, a key corrected by two people, a re-mark decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from lms import database
from lms.permissions import Role
from lms.quizzes.rules import Reveal
from lms.web import clock
from tests import browser as chromium
from tests.journeys.story_world import button, vi
from tests.lms import cast as casting
from tests.lms.quizzes.samples import choice, essay, make_attempt, make_quiz
from tests.servers.databases import Databases
from tests.servers.threaded import application, serving, sign_in

ESSAY = "Bài viết nêu ba ý, có dẫn chứng ở đơn vị."


@dataclass
class Office:
    """Sen with the cast in it, a quiz of one choice and one essay, and an attempt of An under way."""

    app: Flask
    address: str
    browser: Browser
    people: dict[str, int]
    quiz_id: int
    sitting: str

    def sit_down(self, name: str) -> Page:
        context = chromium.desk(self.browser)
        sign_in(self.app, context, self.people[name], self.address)
        return context.new_page()


@pytest.fixture
def office(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    app = application(tmp_path_factory.mktemp("office"), databases.new("sqlite"))
    with app.app_context():
        cast = casting.make_cast()
        casting.appoint(cast.dung, Role.LECTURER, class_id=cast.k1.id)
        shown: dict[str, Any] = dict.fromkeys(("show_score", "show_marks", "show_key"), Reveal.SUBMITTED)
        quiz = make_quiz(cast, [choice(1), essay(2)], appeal_days=7, **shown)
        attempt = make_attempt(quiz, cast.an.id, clock.now())
        people = {name: person.id for name, person in cast.people.items()}
        quiz_id, sitting = quiz.id, attempt.public_id
        database.session.remove()
    with serving(app) as address, chromium.launch() as browser:
        yield Office(app, address, browser, people, quiz_id, sitting)


def test_from_the_answer_to_the_last_word(office: Office) -> None:
    learner, first, second = (office.sit_down(name) for name in ("an", "chi", "dung"))
    _the_learner_answers(learner, office)
    _the_lecturer_marks_by_keyboard(first, office)
    _two_people_correct_the_key(first, second, office)
    _the_learner_asks(learner, office)
    _the_first_cannot_decide_and_the_second_does(first, second, office)
    _the_learner_reads(learner, office)


def _result(page: Page, office: Office) -> None:
    page.goto(f"{office.address}/attempts/{office.sitting}/result")


def _mark(page: Page) -> str:
    return page.locator(".stat__value").first.inner_text()


def _the_learner_answers(page: Page, office: Office) -> None:
    """Chooses the third of four, which is wrong by the key; writes an essay."""
    page.goto(f"{office.address}/attempts/{office.sitting}?plain=1")
    page.locator("label", has_text="Ý c của câu 1").locator("input").check()
    page.locator("textarea[name=q2]").fill(ESSAY)
    button(page, "Save and hand in").click()
    page.wait_for_url("**/result")
    assert _mark(page) == "0,00"


def _the_lecturer_marks_by_keyboard(page: Page, office: Office) -> None:
    """No mouse: digits, a half, all, a comment, record."""
    page.goto(f"{office.address}/quizzes/{office.quiz_id}/marking")
    page.locator(".agenda a.button--primary").click()
    expect(page.locator(".script__answer")).to_have_text(ESSAY)
    expect(page.locator("main")).not_to_contain_text("Nguyễn Văn An")
    points = page.locator("#points")
    expect(points).to_be_focused()
    page.keyboard.press("1")
    page.keyboard.press("h")
    expect(points).to_have_value("1,5")
    page.keyboard.press("f")
    expect(points).to_have_value("5")
    page.keyboard.press("h")
    expect(points).to_have_value("5")
    points.select_text()
    page.keyboard.type("2")
    page.keyboard.press("n")
    expect(page.locator("#comment")).to_be_focused()
    page.keyboard.type("Nêu đủ ý, thiếu số liệu")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/quizzes/{office.quiz_id}/marking")


def _two_people_correct_the_key(first: Page, second: Page, office: Office) -> None:
    first.goto(f"{office.address}/quizzes/{office.quiz_id}/corrections")
    first.locator("#asked .agenda__item", has_text="Câu hỏi 1").get_by_role("link").click()
    first.locator("label", has_text=vi("Another answer is right")).click()
    first.locator("label", has_text="Ý c của câu 1").click()
    first.locator("[name=reason]").fill("Đáp án in nhầm")
    button(first, "See what would change").click()
    first.wait_for_url("**/corrections/*")
    expect(first.locator("#moves")).to_contain_text("Nguyễn Văn An")
    expect(first.locator("main")).to_contain_text("Phạm Đức Dũng")
    second.goto(first.url)
    row = second.locator("#moves tbody tr")
    expect(row).to_contain_text("2,00")
    expect(row).to_contain_text("7,00")
    button(second, "Approve, change the marks").click()
    button(second.locator("dialog[open]"), "Approve").click()
    expect(second.locator("main")).to_contain_text(vi("In force"))


def _the_learner_asks(page: Page, office: Office) -> None:
    _result(page, office)
    assert _mark(page) == "7,00"
    expect(page.locator("main")).to_contain_text("Đáp án in nhầm")
    page.locator("summary", has_text=vi("Ask for a re-mark")).click()
    page.locator("#slot").select_option("2")
    page.locator("[name=reason]").fill("Bài có nêu số liệu ở đoạn cuối.")
    button(page, "Send the request").click()
    expect(page.locator("main")).to_contain_text(vi("Not decided yet"))


def _the_first_cannot_decide_and_the_second_does(first: Page, second: Page, office: Office) -> None:
    for page in (first, second):
        page.goto(f"{office.address}/quizzes/{office.quiz_id}/appeals")
        page.locator(".agenda__item a").click()
    expect(first.locator("main")).to_contain_text("Phạm Đức Dũng")
    expect(first.locator("[name=reply]")).to_have_count(0)
    second.locator("[name=points-2]").fill("3,5")
    second.locator("[name=reply]").fill("Đúng là có số liệu; nâng điểm.")
    button(second, "Store the decision").click()
    second.wait_for_url("**/appeals")


def _the_learner_reads(page: Page, office: Office) -> None:
    """Told in the inbox, and the new mark with the answer on the result page."""
    page.goto(f"{office.address}/notices")
    page.locator("main a", has_text="Kiểm tra Bài 1").first.click()
    page.wait_for_url("**/result*")
    assert _mark(page) == "8,50"
    expect(page.locator("main")).to_contain_text("Đúng là có số liệu; nâng điểm.")
    expect(page.locator("main")).to_contain_text(vi("Mark changed"))
