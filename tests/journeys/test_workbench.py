"""An evening of marking reflections: from the keyboard alone, without a page load, through a lost network, with a
colleague on the same script."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from lms import database
from lms.marking import rubrics
from lms.marking.bank import service as bank
from lms.marking.bank.models import CommentUse, KeptComment
from lms.marking.bank.rules import Sharing
from lms.marking.models import CriterionScore, Mark, MarkDraft
from lms.marking.rubrics import CriterionPlan, LevelPlan
from lms.permissions import Role
from tests import browser as chromium
from tests.journeys.story_world import button, vi
from tests.lms import cast as casting
from tests.lms.reflections import making
from tests.servers.databases import Databases
from tests.servers.threaded import application, serving, sign_in

SCRIPTS = 12
CRITERIA = 5
MOST_KEYS = 25
KEPT = ("Cần dẫn nguồn cho ý này.", "Nên nêu mốc thời gian hoàn thành.", "Bố cục rõ.")
READY = "[data-behaviour=marking-desk][data-ready]"
FIRST_SAVED = "[data-criterion]:first-child [data-field-state]"


@dataclass
class Evening:
    """Sen with twelve scripts of a class, five criteria, three kept comments, and two lecturers."""

    app: Flask
    address: str
    browser: Browser
    people: dict[str, int]
    task_id: int
    contexts: list[BrowserContext] = field(default_factory=list)

    def sit_down(self, name: str) -> "Keyboard":
        context = chromium.desk(self.browser)
        sign_in(self.app, context, self.people[name], self.address)
        page = context.new_page()
        page.goto(f"{self.address}/reflection-tasks/{self.task_id}/scripts")
        page.get_by_role("link", name=vi("Go on marking")).click()
        expect(page.locator(READY)).to_have_count(1)
        page.wait_for_load_state("networkidle")
        page.evaluate("window.stays = true")
        return Keyboard(page)

    def marks(self) -> list[Mark]:
        with self.app.app_context():
            found = list(database.session.scalars(select(Mark).order_by(Mark.id)).unique())
            database.session.expunge_all()
            return found


@dataclass
class Keyboard:
    """A page without a mouse; every key is counted."""

    page: Page
    pressed: int = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.pressed += len(text)

    @property
    def number(self) -> str:
        return self.page.locator("#script-title").inner_text()

    def record(self) -> None:
        """G, and the next script is there."""
        before = self.number
        self.press("g")
        expect(self.page.locator("#script-title")).not_to_have_text(before)


@pytest.fixture
def evening(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    app = application(tmp_path_factory.mktemp("evening"), databases.new("sqlite"))
    with app.app_context():
        cast = casting.make_cast()
        casting.appoint(cast.dung, Role.LECTURER, class_id=cast.k1.id)
        task = making.make_task(cast.k1, cast.chi)
        levels = [LevelPlan(label, Decimal(points)) for label, points in (("Đạt", 1), ("Tốt", 2))]
        plan = [CriterionPlan(f"Tiêu chí {number}", Decimal(2), levels) for number in range(1, CRITERIA + 1)]
        rubrics.update(task.rubric, "Năm tiêu chí", plan, cast.chi, casting.NOW)
        for text in KEPT:
            bank.keep(text, Sharing.NOBODY, cast.k1, cast.chi, casting.NOW)
        making.hand_in_by_others(cast, task, SCRIPTS)
        people, task_id = {name: person.id for name, person in cast.people.items()}, task.id
        database.session.commit()
        database.session.remove()
    with serving(app) as address, chromium.launch() as browser:
        yield Evening(app, address, browser, people, task_id)


def test_a_script_with_five_criteria_and_two_kept_comments_takes_at_most_25_keys(evening: Evening) -> None:
    chi = evening.sit_down("chi")
    chi.press("2", "1", "/")
    chi.type("nguon")
    chi.press("Enter", "2", "2", "/")
    chi.type("moc")
    chi.press("Enter", "1")
    chi.record()
    assert chi.pressed <= MOST_KEYS
    [mark] = evening.marks()
    assert mark.total == Decimal(8)
    with evening.app.app_context():
        told = database.session.scalars(
            select(CriterionScore.comment).order_by(CriterionScore.criterion_id)
        ).all()
        uses = database.session.scalars(select(CommentUse.uses)).all()
    assert list(told) == ["", KEPT[0], "", KEPT[1], ""]
    assert list(uses) == [1, 1]


def test_ten_scripts_are_marked_from_the_keyboard_without_a_page_load(evening: Evening) -> None:
    chi, seen = evening.sit_down("chi"), []
    for number in range(10):
        seen.append((chi.number, chi.page.url))
        chi.press(*("1" if place > number % CRITERIA else "2" for place in range(CRITERIA)))
        if number == 0:
            chi.press("b")
            chi.type("Viết gọn, rõ việc.")
            chi.press("F2", "Escape", "l")
        chi.record()
    expect(chi.page.locator("#marking-progress")).to_contain_text(f"10 / {SCRIPTS}")
    assert chi.page.evaluate("window.stays") is True
    assert [mark.total for mark in evening.marks()] == [
        Decimal(6 + number % CRITERIA) for number in range(10)
    ]
    assert evening.marks()[0].remark == "Viết gọn, rõ việc."
    assert len({url for _number, url in seen}) == 10
    for title, url in reversed(seen):
        chi.page.go_back()
        expect(chi.page.locator("#script-title")).to_have_text(title)
        assert chi.page.url == url
    assert chi.page.evaluate("window.stays") is True
    expect(chi.page.locator(".flag[data-key=l]")).to_have_attribute("aria-pressed", "true")
    with evening.app.app_context():
        kept = database.session.scalars(select(KeptComment.text)).all()
    assert "Viết gọn, rõ việc." in kept


def test_keys_wait_while_somebody_types_and_every_key_is_listed(evening: Evening) -> None:
    chi = evening.sit_down("chi")
    before = chi.number
    chi.press("c")
    chi.type("gjk12 và/hoặc l?")
    focused = chi.page.evaluate("document.activeElement.value")
    assert focused == "gjk12 và/hoặc l?"
    chi.press("Escape")
    assert chi.number == before
    assert chi.page.locator("input[type=radio]:checked").count() == 0
    chi.press("?")
    expect(chi.page.locator("#keys")).to_be_visible()
    chi.press("g", "1", "Escape")
    assert (chi.number, evening.marks()) == (before, [])


def test_the_next_two_scripts_come_without_the_network_and_nothing_typed_is_lost(evening: Evening) -> None:
    chi = evening.sit_down("chi")
    first = chi.number
    chi.page.context.set_offline(True)
    chi.press("2", "c")
    chi.type("Viết lúc mất mạng")
    chi.press("Escape")
    expect(chi.page.locator(FIRST_SAVED)).to_have_text(vi("not saved"))
    chi.press("j")
    expect(chi.page.locator("#script-title")).not_to_have_text(first)
    second = chi.number
    chi.press("j")
    expect(chi.page.locator("#script-title")).not_to_have_text(second)
    chi.press("j")
    expect(chi.page.locator("[data-voice]")).to_have_text(
        vi("The script could not be loaded. Check the network and try again.")
    )
    chi.page.context.set_offline(False)
    for number in (second, first):
        chi.press("k")
        expect(chi.page.locator("#script-title")).to_have_text(number)
    comment = chi.page.locator("[data-criterion]:first-child [data-bank-field]")
    expect(comment).to_have_value("Viết lúc mất mạng")
    expect(chi.page.locator("[data-savestate][data-state=saved]")).to_have_count(1)
    with evening.app.app_context():
        [values] = database.session.scalars(select(MarkDraft.values)).all()
    assert "Viết lúc mất mạng" in values.values()


def test_of_two_people_on_one_script_the_second_sees_what_differs_and_one_mark_holds_both(
    evening: Evening,
) -> None:
    chi, dung = evening.sit_down("chi"), evening.sit_down("dung")
    dung.page.goto(chi.page.url)
    expect(dung.page.locator(READY)).to_have_count(1)
    dung.press("2", "c")
    dung.type("Ý của Dũng")
    dung.press("Escape", "2", "2", "2", "2")
    expect(dung.page.locator("[data-savestate][data-state=saved]")).to_contain_text(":")
    chi.press("1", "1", "1", "1", "1", "b")
    chi.type("Ý của Chi")
    chi.press("Escape")
    chi.record()
    dung.press("g")
    dung.page.wait_for_url("**/difference")
    main = dung.page.locator("main")
    for words in ("Trần Thị Mai Chi", "Ý của Chi", "Ý của Dũng"):
        expect(main).to_contain_text(words)
    dung.page.locator("select").first.select_option("theirs")
    dung.page.locator("select").last.select_option("both")
    button(dung.page, "Record one mark out of both").click()
    dung.page.wait_for_url(lambda url: not url.endswith("difference"))
    theirs, both = evening.marks()
    assert (theirs.total, theirs.remark) == (Decimal(5), "Ý của Chi")
    assert (both.total, both.remark, both.marker_id) == (Decimal(9), "Ý của Chi", evening.people["dung"])


def test_on_a_phone_a_script_is_read_from_its_beginning(evening: Evening) -> None:
    context = chromium.phone(evening.browser)
    sign_in(evening.app, context, evening.people["chi"], evening.address)
    page = context.new_page()
    page.goto(f"{evening.address}/reflection-tasks/{evening.task_id}/scripts")
    page.get_by_role("link", name=vi("Go on marking")).click()
    expect(page.locator(READY)).to_have_count(1)
    assert page.evaluate("scrollY") == 0
    context.close()
