"""A key that is wrong: suspected by its figures, corrected in one click, approved by another, read by the learner.

Both lecturers have a keyboard and nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from lms import database
from lms.permissions import Role
from lms.quizzes import closing
from lms.quizzes.models import Response
from lms.quizzes.rules import ClosedBy, Reveal
from lms.quizzes.sheets import sheet
from lms.web import clock
from lms.web.filters import as_date
from tests import browser as chromium
from tests.journeys.story_world import button, link, vi
from tests.lms import cast as casting
from tests.lms.cast import Cast
from tests.lms.quizzes.samples import choice, make_attempt, make_quiz
from tests.servers.databases import Databases
from tests.servers.threaded import application, serving, sign_in

LEARNERS = 36
KEY, MEANT = 1, 2  # the place of the option that the bank calls right, and of the one that is
LONGEST_WALK = 120  # steps of the Tab key
REASON = "Đáp án in nhầm so với giáo trình"


@dataclass
class Class:
    """A class of 36 and An, who all sat a test of four; those who know chose what is right, not what the key says."""

    app: Flask
    address: str
    browser: Browser
    people: dict[str, int]
    quiz_id: int
    sitting: str

    def sit_down(self, name: str) -> Page:
        phone = name == "an"
        context = chromium.phone(self.browser) if phone else chromium.desk(self.browser)
        sign_in(self.app, context, self.people[name], self.address)
        return context.new_page()


@pytest.fixture
def sat(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    app = application(tmp_path_factory.mktemp("planted"), databases.new("sqlite"))
    with app.app_context():
        cast = casting.make_cast()
        casting.appoint(cast.dung, Role.LECTURER, class_id=cast.k1.id)
        shown: dict[str, Any] = dict.fromkeys(("show_score", "show_marks", "show_key"), Reveal.SUBMITTED)
        quiz = make_quiz(cast, [choice(number) for number in range(1, 5)], **shown)
        sitting = _everybody_sits(cast, quiz)
        people, quiz_id = {name: person.id for name, person in cast.people.items()}, quiz.id
        database.session.commit()
        database.session.remove()
    with serving(app) as address, chromium.launch() as browser:
        yield Class(app, address, browser, people, quiz_id, sitting)


def test_from_a_verdict_to_the_learner_who_reads_when_it_was_put_right(sat: Class) -> None:
    learner, first, second = (sat.sit_down(name) for name in ("an", "chi", "dung"))
    assert _mark(learner, sat) == "7,50"
    _the_lecturer_follows_the_verdict(first, sat)
    _the_preview_shows_who_changes(first)
    _another_approves(second, first.url)
    _the_learner_reads(learner, sat)
    _the_verdict_is_gone_and_the_years_remember(first, sat)


def _the_lecturer_follows_the_verdict(page: Page, sat: Class) -> None:
    """One key from the verdict to the form, on which everything but the reason is filled in."""
    page.goto(f"{sat.address}/quizzes/{sat.quiz_id}/statistics/questions")
    row = page.locator("tr", has_text="Câu hỏi 1 về Đảng")
    expect(row).to_contain_text(vi("The key may be wrong"))
    _walk_to(page, link(row, "Correct this question"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/corrections/new/**")
    expect(page.locator("[name=action][value=key]")).to_be_checked()
    expect(page.locator(".keyed-anew label:has(input:checked)")).to_contain_text("Ý c của câu 1")
    _walk_to(page, page.locator("[name=only_up]"))
    page.keyboard.press("Space")
    _walk_to(page, page.locator("[name=reason]"))
    page.keyboard.type(REASON)
    _walk_to(page, button(page, "See what would change"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/corrections/*")


def _the_preview_shows_who_changes(page: Page) -> None:
    """Marks, who passes, and who is classified otherwise in the class."""
    row = page.locator("#moves tbody tr", has_text="Nguyễn Văn An")
    expect(row).to_contain_text("7,50")
    expect(row).to_contain_text("10,00")
    knows, took_the_key = LEARNERS // 2 + 1, LEARNERS // 4
    expect(page.locator("#moves tbody tr")).to_have_count(knows + took_the_key)
    expect(button(page, "Approve, change the marks")).to_have_count(0)


def _another_approves(page: Page, address: str) -> None:
    page.goto(address)
    _walk_to(page, button(page, "Approve, change the marks"))
    page.keyboard.press("Enter")
    _walk_to(page, button(page.locator("dialog[open]"), "Approve"))
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(vi("In force"))


def _walk_to(page: Page, target: Locator) -> None:
    """With the Tab key, as far as it takes."""
    for _step in range(LONGEST_WALK):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {target}")


def _the_learner_reads(page: Page, sat: Class) -> None:
    assert _mark(page, sat) == "10,00"
    said = f"đã điều chỉnh ngày {as_date(clock.now())}"
    expect(page.locator("main")).to_contain_text(said)
    expect(page.locator("main")).to_contain_text(REASON)


def _the_verdict_is_gone_and_the_years_remember(page: Page, sat: Class) -> None:
    page.goto(f"{sat.address}/quizzes/{sat.quiz_id}/statistics/questions")
    row = page.locator("tr", has_text="Câu hỏi 1 về Đảng")
    expect(row).not_to_contain_text(vi("The key may be wrong"))
    page.goto(f"{sat.address}/questions/1")
    link(page, "Figures over the years").click()
    expect(page.locator("tbody tr")).to_contain_text(vi("Corrected after the test"))


def _mark(page: Page, sat: Class) -> str:
    page.goto(f"{sat.address}/attempts/{sat.sitting}/result")
    return page.locator(".stat__value").first.inner_text()


def _everybody_sits(cast: Cast, quiz: object) -> str:
    """Of the others half know the four questions and choose what is meant in the first; An is one who knows."""
    others = [
        casting.make_person(f"hv{place:03}", f"Lý Văn {place:03}", cast.unit1) for place in range(LEARNERS)
    ]
    for person in others:
        casting.enrol(person, cast.k1)
    database.session.flush()
    for place, person in enumerate(others):
        knows = place % 2 == 0
        if knows:
            answers = [MEANT, KEY, KEY, KEY]
        else:
            answers = [KEY if place % 4 == 1 else 0, 0, 3, KEY if place % 3 == 0 else 0]
        _sit(quiz, person.id, answers)
    return _sit(quiz, cast.an.id, [MEANT, KEY, KEY, KEY])


def _sit(quiz: object, person_id: int, places: list[int]) -> str:
    now = clock.now()
    attempt = make_attempt(quiz, person_id, now - timedelta(minutes=12))  # type: ignore[arg-type]
    items = sheet(attempt.paper.key).items
    for slot, place in enumerate(places, 1):
        value = items[slot].question.options[place].id  # type: ignore[attr-defined]
        kept = {"version": 1, "tab": "t", "seq": slot, "saved_at": now}
        database.session.add(Response(attempt_id=attempt.id, slot=slot, value=value, **kept))
    database.session.flush()
    closing.close(database.session.connection(), attempt.id, ClosedBy.CLICK, now)
    database.session.commit()
    return attempt.public_id
