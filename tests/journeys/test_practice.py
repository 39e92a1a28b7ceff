"""Self-study as a learner does it: on a phone of 360 px, by keyboard alone, and where no script runs."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from lms import database
from lms.practice.models import PracticeReview
from question_bank.question import Question
from question_bank.types import Ordering, ShortText, SingleChoice, accepted, items, options
from tests import browser as chromium
from tests.journeys.house import listen
from tests.journeys.story_world import button, link, vi
from tests.lms import cast as casting
from tests.lms.practice.samples import opened
from tests.servers.databases import Databases
from tests.servers.threaded import application, serving, sign_in

TOLD = ".practice-told"
YEAR = SingleChoice(
    text="Đảng ta ra đời năm nào?",
    options=options(["1929", "1930", "1931", "1945"], {1}),
    explanation="<p>Ngày 3/2/1930, tại Hương Cảng.</p>",
)
STEPS = Ordering(
    text="Xếp các mốc theo thời gian.", items=items(["Thành lập Đảng", "Cách mạng Tháng Tám", "Đổi mới"])
)
WORD = ShortText(text="Ai chủ trì hội nghị thành lập Đảng?", accepted=accepted(["Nguyễn Ái Quốc"]))


@dataclass
class Study:
    """Sen with three questions that An may practise, one of each kind."""

    app: Flask
    address: str
    browser: Browser
    learner: int
    place: str

    def sit_down(self, context: BrowserContext) -> Page:
        sign_in(self.app, context, self.learner, self.address)
        page = context.new_page()
        page.goto(f"{self.address}/")
        return page

    def answers(self) -> list[str]:
        """What each answer was worth, in turn."""
        with database.reading_connection() as connection:
            return list(connection.scalars(select(PracticeReview.share).order_by(PracticeReview.id)))


@pytest.fixture
def study(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    app = application(tmp_path_factory.mktemp("study"), databases.new("sqlite"))
    with app.app_context():
        cast = casting.make_cast()
        for question in (YEAR, STEPS, WORD):
            opened(cast, question)
        database.session.commit()
        learner, place = cast.an.id, f"/classes/{cast.k1.id}/practice"
        database.session.remove()
    with serving(app) as address, chromium.launch() as browser:
        yield Study(app, address, browser, learner, place)


def test_a_sitting_on_a_phone_from_the_first_page_to_the_end_of_the_day(study: Study) -> None:
    page = study.sit_down(chromium.phone(study.browser))
    complaints = listen(page)
    expect(page.get_by_text(vi("%(num)s question to practise today") % {"num": 3})).to_be_visible()
    link(page, "Practise now").tap()
    _choose(page, YEAR, "1929")
    _told(page, "Not quite right", "1930")
    expect(page.get_by_text("tại Hương Cảng")).to_be_visible()
    _fits(page)
    link(page, "Next question").tap()
    _put_in_order(page)
    _told(page, "That is right", "Thành lập Đảng → Cách mạng Tháng Tám → Đổi mới")
    button(page, "Easy").tap()
    _write(page, "nguyễn  ái quốc")
    _it_is_not_counted_again_when_the_page_is_loaded_anew(page, study)
    link(page, "Next question").tap()
    _choose(page, YEAR, "1930")
    _told(page, "That is right")
    link(page, "To the end").tap()
    expect(page.get_by_role("heading", name=vi("Done for today"))).to_be_visible()
    _fits(page)
    link(page, "See what is known well").tap()
    expect(page.get_by_text(vi("%(known)s of %(open)s") % {"known": 3, "open": 3})).to_be_visible()
    assert study.answers() == ["0", "1", "1", "1"]
    assert complaints == []


def test_by_keyboard_alone(study: Study) -> None:
    page = study.sit_down(chromium.desk(study.browser))
    page.goto(f"{study.address}{study.place}/next")
    _tab_to(page, "input[type=radio]")
    while not page.locator("input:checked + * >> text=1930").count():
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    _told(page, "That is right")
    expect(page.locator(f"{TOLD} h1")).to_be_focused()
    _tab_to(page, "button[value=hard]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Xếp các mốc")).to_be_visible()
    _tab_to(page, "[data-confirm-order]")
    page.keyboard.press("Space")
    _tab_to(page, "form.practice button.button--primary")
    page.keyboard.press("Enter")
    expect(page.locator(TOLD)).to_be_visible()
    _tab_to(page, ".practice__foot a")
    page.keyboard.press("Enter")
    expect(page.locator("input.input")).to_be_visible()
    _tab_to(page, "input.input")
    page.keyboard.type("Nguyễn Ái Quốc")
    page.keyboard.press("Enter")
    _told(page, "That is right")
    assert len(study.answers()) == 3


def test_without_script_the_same_is_done_with_forms(study: Study) -> None:
    page = study.sit_down(chromium.phone(study.browser, java_script_enabled=False))
    page.goto(f"{study.address}{study.place}/next")
    _choose(page, YEAR, "1930")
    link(page, "Next question").click()
    for place, item in enumerate(STEPS.items, 1):
        page.locator(f"select[name='answer-{item.id}']").select_option(str(place))
    button(page, "Send the answer").click()
    _told(page, "That is right")
    link(page, "Next question").click()
    button(page, "Send the answer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    button(page, "I do not know it yet").click()
    _told(page, "Have a look at the answer", "Nguyễn Ái Quốc")
    assert study.answers() == ["1", "1", "0"]


def test_what_a_reader_of_the_screen_meets_is_sound(study: Study) -> None:
    page = study.sit_down(chromium.phone(study.browser))
    for _question in range(3):
        page.goto(f"{study.address}{study.place}/next")
        assert chromium.axe(page) == []
        button(page, "I do not know it yet").tap()
        expect(page.locator(TOLD)).to_be_visible()
        assert chromium.axe(page) == []


def _choose(page: Page, question: Question, words: str) -> None:
    expect(page.get_by_text(question.text)).to_be_visible()
    _fits(page)
    page.locator(".choice", has_text=words).click()
    button(page, "Send the answer").click()


def _put_in_order(page: Page) -> None:
    """Each line is moved up to its place by its buttons."""
    lines = page.locator(".order__row")
    for place, item in enumerate(STEPS.items):
        line = page.locator(f".order__row[data-part='{item.id}']")
        for _step in range(3):
            if lines.nth(place).get_attribute("data-part") != item.id:
                line.locator("[data-move='-1']").tap()
    page.locator("[data-confirm-order]").evaluate("(button) => button.click()")
    _fits(page)
    button(page, "Send the answer").tap()


def _write(page: Page, words: str) -> None:
    page.locator("input.input").fill(words)
    button(page, "Send the answer").tap()
    _told(page, "That is right")


def _it_is_not_counted_again_when_the_page_is_loaded_anew(page: Page, study: Study) -> None:
    before = study.answers()
    page.reload()
    page.go_back()
    page.goto(page.url)
    page.go_forward()
    page.wait_for_load_state()
    assert study.answers() == before
    page.goto(f"{study.address}{study.place}/next")
    page.go_back()
    expect(page.locator(TOLD)).to_be_visible()


def _told(page: Page, english: str, *said: str) -> None:
    expect(page.locator(f"{TOLD} h1")).to_have_text(vi(english))
    for words in said:
        expect(page.locator("main")).to_contain_text(words)


def _tab_to(page: Page, selector: str) -> None:
    """From where the focus is, forwards; a page has no more stops than that."""
    for _step in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def _fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= chromium.PHONE["width"]
