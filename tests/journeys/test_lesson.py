"""A lesson from the clipboard of Word, through two appraisers, to a phone whose network is cut in the middle."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from lms import database
from lms.lessons.bank import pages, service
from lms.lessons.bank.service import Facts
from lms.lessons.reading import rules
from lms.lessons.reading.models import LessonNote, LessonReading
from tests import browser as chromium
from tests.journeys.house import listen
from tests.journeys.story_world import button, link, vi
from tests.lms import cast as casting
from tests.lms.cast import NOW
from tests.lms.lessons.samples import second_reviewer
from tests.lms.lessons.texts.test_word import WORD
from tests.servers.databases import Databases
from tests.servers.threaded import application, serving, sign_in

TITLE = "Nguyên tắc tổ chức"
PASTE = """(html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "chữ");
  const surface = document.querySelector("[data-surface]");
  surface.focus();
  surface.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@dataclass
class School:
    """Sen with a lesson of two pages that Chi begins, two who may appraise, and a class that waits for it."""

    app: Flask
    address: str
    browser: Browser
    ids: dict[str, int]

    def desk(self, name: str, path: str) -> Page:
        return self._page(chromium.desk(self.browser), name, path)

    def phone(self, name: str, path: str) -> Page:
        return self._page(chromium.phone(self.browser), name, path)

    def _page(self, context: BrowserContext, name: str, path: str) -> Page:
        sign_in(self.app, context, self.ids[name], self.address)
        page = context.new_page()
        page.goto(f"{self.address}{path}")
        return page


@pytest.fixture
def school(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[School]:
    monkeypatch.setattr(rules, "FEWEST_SECONDS", 1)
    monkeypatch.setattr(rules, "WORDS_A_SECOND", 100)
    app = application(tmp_path_factory.mktemp("school"), databases.new("sqlite"))
    with app.app_context():
        cast = casting.make_cast()
        other = second_reviewer()
        lesson = service.create(cast.chi, Facts(cast.unit1.id, cast.programme.topics[0].lineage, TITLE), NOW)
        second = pages.add(cast.chi, lesson.latest, "Trang hai", NOW)
        assert second is not None
        service.write(cast.chi, second, "Trang hai", "<p>Sinh hoạt thường kỳ.</p>", 1, NOW)
        ids = {"chi": cast.chi.id, "hanh": cast.hanh.id, "oanh": other.id, "an": cast.an.id}
        ids |= {"lesson": lesson.id, "page": lesson.latest.pages[0].id, "class": cast.k1.id}
        ids |= {"version": lesson.latest.id}
        database.session.commit()
        database.session.remove()
    with serving(app) as address, chromium.launch() as browser:
        yield School(app, address, browser, ids)


def test_from_word_to_two_appraisers_to_a_phone_without_a_network(school: School) -> None:
    chi = _paste_and_hand_in(school)
    _it_is_refused_in_a_class(school, chi)
    for name in ("hanh", "oanh"):
        _appraise(school, name)
    _decide(school)
    _give(school, chi)
    _read_while_the_network_is_cut(school)


def _paste_and_hand_in(school: School) -> Page:
    page = school.desk("chi", f"/lesson-pages/{school.ids['page']}/edit")
    complaints = listen(page)
    surface = page.locator("[data-surface]")
    expect(surface).to_be_visible()
    page.evaluate(PASTE, WORD)
    expect(surface.locator("table td").first).to_have_text("A")
    page.locator("[data-command=note]").click()
    expect(surface.locator("small")).to_have_count(2)
    button(page, "Save, to the whole lesson").click()
    expect(page.get_by_text(vi("Hand in for appraisal")).first).to_be_visible()
    link(page, "As learners see it").click()
    expect(page.locator("#note-1-1")).to_contain_text("Điều lệ, Điều 9.")
    page.goto(f"{school.address}/lessons/{school.ids['lesson']}")
    button(page, "Hand in for appraisal").click()
    expect(page.get_by_text(vi("The lesson does not change meanwhile.")).first).to_be_visible()
    assert complaints == []
    return page


def _it_is_refused_in_a_class(school: School, chi: Page) -> None:
    chi.goto(f"{school.address}/classes/{school.ids['class']}/lessons/new")
    expect(chi.get_by_role("heading", name=vi("Cannot be given"))).to_be_visible()
    expect(chi.get_by_role("link", name=TITLE)).to_be_visible()
    expect(chi.locator("input[name=lesson]")).to_have_count(0)


def _appraise(school: School, name: str) -> None:
    page = school.desk(name, f"/lessons/versions/{school.ids['version']}/appraisal")
    for field in page.locator("input[name^=mark_]").all():
        field.fill("8,5")
    _choose(page, "[name=conclusion][value=pass]")
    button(page, "Hand in the sheet").click()
    expect(page.get_by_text(vi("Your sheet is handed in."))).to_be_visible()
    page.context.close()


def _decide(school: School) -> None:
    page = school.desk("hanh", f"/lessons/{school.ids['lesson']}")
    _choose(page, "[name=decision][value=approve]")
    button(page, "Enter the decision").click()
    expect(
        page.get_by_text(vi("The decision is entered; the lecturer sees it with all sheets."))
    ).to_be_visible()
    page.context.close()


def _give(school: School, chi: Page) -> None:
    chi.reload()
    _choose(chi, "[name=lesson]")
    button(chi, "Give to the class").click()
    expect(chi.get_by_role("link", name=TITLE, exact=True)).to_be_visible()


def _choose(page: Page, which: str) -> None:
    page.locator(f"label:has(input{which})").click()


def _read_while_the_network_is_cut(school: School) -> None:
    page = school.phone("an", f"/classes/{school.ids['class']}/lessons")
    page.get_by_role("link", name=TITLE, exact=True).tap()
    state = page.locator("[data-lesson-state] span")
    expect(page.get_by_text("Tập trung")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert chromium.axe(page) == []
    page.wait_for_timeout(1500)
    page.context.set_offline(True)
    link(page, "Next page").tap()
    expect(page.get_by_text("Sinh hoạt thường kỳ.")).to_be_visible()
    second = page.locator("[data-page]:visible")
    second.locator("summary").tap()
    second.locator("textarea").fill("Hỏi lại ở lớp")
    second.locator("textarea").blur()
    page.wait_for_timeout(1500)
    expect(state).to_contain_text("Mất mạng")
    page.context.set_offline(False)
    expect(state).to_contain_text("Đã lưu lúc")
    page.goto(f"{school.address}/classes/{school.ids['class']}/lessons")
    expect(page.get_by_text(vi("Read"), exact=True)).to_be_visible()
    expect(page.get_by_text("Hỏi lại ở lớp")).to_be_visible()
    with database.reading_connection() as connection:
        assert connection.scalars(select(LessonNote.text)).all() == ["Hỏi lại ở lớp"]
        assert connection.scalar(select(LessonReading.completed_at)) is not None
