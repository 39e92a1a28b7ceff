"""Two markers, one script, no mouse: they differ, a third person marks, and the mark says how it came about."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from lms import database
from lms.accounts.models import Person
from lms.marking import queries as marking
from lms.marking.models import SubjectKind
from lms.permissions import Role
from lms.reflections.double import queries
from lms.reflections.models import ReflectionTask
from tests import browser as chromium
from tests.journeys.story_world import vi
from tests.lms import cast as casting
from tests.lms.reflections import making
from tests.servers.databases import Databases
from tests.servers.threaded import application, serving, sign_in

READY = "[data-behaviour=marking-desk][data-ready]"


@dataclass
class Office:
    """Sen with An's script in K1, where Chi and Dung mark; Em may mark too from the moment when a third is asked."""

    app: Flask
    address: str
    browser: Browser
    people: dict[str, int]
    task_id: int
    script: str
    submission_id: int

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
        task, script = making.played(cast)
        people = {name: person.id for name, person in cast.people.items()}
        known = (people, task.id, script.public_id, script.id)
        database.session.remove()
    with serving(app) as address, chromium.launch() as browser:
        yield Office(app, address, browser, *known)


def test_from_two_opinions_to_one_mark_by_keyboard_alone(office: Office) -> None:
    first, second = office.sit_down("chi"), office.sit_down("dung")
    _the_rule_is_set_and_scripts_given(first, office)
    _mark(first, office, "1", "1", remark="Chưa rõ ý.")
    _mark(second, office, "3", "3", remark="Rất tốt.", never="Chưa rõ ý.")
    _they_differ_and_a_third_is_asked(first, office)
    third = office.sit_down("em")
    _mark(third, office, "2", "3", remark="Rõ ý.", never="Rất tốt.")
    _the_mark_says_how_it_came_about(first, office)


def _press_tab_to(page: Page, focused: str) -> None:
    """Go through the page as without a mouse."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", focused):
            return
    raise AssertionError(f"the keyboard does not reach {focused}")


def _the_rule_is_set_and_scripts_given(page: Page, office: Office) -> None:
    page.goto(f"{office.address}/reflection-tasks/{office.task_id}/double-marking")
    _press_tab_to(page, "#within")
    page.keyboard.press("Control+A")
    page.keyboard.type("1,5")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(
        vi("The rule is set. Now give the scripts to their markers.")
    )
    _press_tab_to(page, "form[action$='/readers'] button")
    page.keyboard.press("Enter")
    expect(page.locator("#markers ~ *, main table").first).to_be_visible()
    with office.app.app_context():
        casting_third(office)


def casting_third(office: Office) -> None:
    """Em is appointed once the scripts are with Chi and Dung."""
    assert {one.marker_id for one in queries.readings_of(office.submission_id)} == {
        office.people["chi"],
        office.people["dung"],
    }
    with database.transaction():
        people = database.session.get_one(Person, office.people["em"])
        task = database.session.get_one(ReflectionTask, office.task_id)
        casting.appoint(people, Role.LECTURER, class_id=task.study_class_id)


def _mark(page: Page, office: Office, *levels: str, remark: str, never: str = "") -> None:
    """Digits, B for the comment on the whole, G to record."""
    page.goto(f"{office.address}/reflection-tasks/{office.task_id}/scripts")
    _press_tab_to(page, "main a.button--primary")
    page.keyboard.press("Enter")
    expect(page.locator(READY)).to_be_attached()
    if never:
        expect(page.locator("body")).not_to_contain_text(never)
    for level in levels:
        page.keyboard.press(level)
    page.keyboard.press("b")
    expect(page.locator("#remark")).to_be_focused()
    page.keyboard.type(remark)
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.wait_for_url(f"**/reflection-tasks/{office.task_id}/scripts")


def _they_differ_and_a_third_is_asked(page: Page, office: Office) -> None:
    page.goto(f"{office.address}/reflection-tasks/{office.task_id}/double-marking")
    main = page.locator("main")
    expect(main).to_contain_text(vi("too many points apart"))
    expect(main).not_to_contain_text("Rất tốt.")
    _press_tab_to(page, "select[name='reader-marker_id']")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(main).to_contain_text(vi("No script waits"))


def _the_mark_says_how_it_came_about(page: Page, office: Office) -> None:
    page.goto(f"{office.address}/scripts/{office.script}")
    main = page.locator("main")
    expect(main).to_contain_text("Hai lượt chấm được 2 và 10")
    expect(main).to_contain_text("9,25 / 10")
    expect(main).to_contain_text("Phạm Đức Dũng")
    with office.app.app_context():
        mark = marking.latest_mark(SubjectKind.SUBMISSION, office.submission_id)
        assert mark is not None
        assert mark.total == Decimal("9.25")
        assert mark.remark.splitlines() == ["Rất tốt.", "Rõ ý."]
