"""On a keyboard alone: topics are put in order, and a question of one's own is shared with somebody who then has it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from lms import database
from lms.questions.sharing.service import AUTHOR, keep
from tests import browser as chromium
from tests.lms import cast as casting
from tests.lms.questions.samples import choice, stored
from tests.servers.databases import Databases
from tests.servers.threaded import application, serving, sign_in


@dataclass
class Office:
    app: Flask
    browser: Browser
    address: str
    people: dict[str, int]
    programme: int
    question: int

    def page(self, name: str, *, phone: bool = False) -> Page:
        context = chromium.phone(self.browser) if phone else chromium.desk(self.browser)
        sign_in(self.app, context, self.people[name], self.address)
        return context.new_page()


@pytest.fixture
def office(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    app = application(tmp_path_factory.mktemp("sharing"), databases.new("sqlite"))
    with app.app_context():
        cast = casting.make_cast()
        question = stored(cast.chi, casting.NOW, choice("Câu Chi giữ riêng?"))
        keep(cast.chi, [question.id], AUTHOR, casting.NOW)
        people = {name: person.id for name, person in cast.people.items()}
        programme_id, question_id = cast.programme.id, question.id
        database.session.commit()
        database.session.remove()
    with serving(app) as address, chromium.launch() as browser:
        yield Office(app, browser, address, people, programme_id, question_id)


def test_topics_are_moved_by_keys_mouse_and_finger_and_a_late_move_is_told(office: Office) -> None:
    page, late = office.page("em"), office.page("khanh", phone=True)
    for one in (page, late):
        one.goto(f"{office.address}/programmes/{office.programme}/topics")
        expect(one.locator("[data-behaviour=topic-tree][data-ready]")).to_be_visible()
    for _tab in range(60):
        page.keyboard.press("Tab")
        if page.locator("[data-topic]:focus").filter(has_text="Cương lĩnh").count():
            break
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("[data-said]")).to_contain_text("“Cương lĩnh” đứng thứ 1 trong 3")
    expect(page.locator("[data-topic]:focus")).to_contain_text("Cương lĩnh")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    _stand(page, "Khái quát lịch sử Đảng", "Cương lĩnh", "Điều lệ Đảng")
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("[data-topic]:focus")).to_have_attribute("data-depth", "1")
    late.get_by_role("button", name="Chuyển “Điều lệ Đảng” lên").tap()
    expect(late.locator("[data-said]")).to_contain_text("Người khác vừa chuyển chuyên đề")
    expect(late.locator("[data-topic]").nth(1)).to_have_attribute("data-depth", "1")
    _drag_by_finger(late, "Điều lệ Đảng", "Khái quát lịch sử Đảng")
    _stand(late, "Điều lệ Đảng", "Khái quát lịch sử Đảng", "Cương lĩnh")
    page.reload()
    _drag(page, "Khái quát lịch sử Đảng", "Điều lệ Đảng")
    _stand(page, "Khái quát lịch sử Đảng", "Cương lĩnh", "Điều lệ Đảng")


def test_a_question_is_shared_by_keyboard_and_the_other_person_has_it(office: Office) -> None:
    mine, theirs = office.page("chi"), office.page("dung")
    theirs.goto(f"{office.address}/questions/")
    expect(theirs.get_by_text("Câu Chi giữ riêng?")).to_have_count(0)
    mine.goto(f"{office.address}/questions/{office.question}")
    mine.get_by_role("link", name="Chia sẻ…").focus()
    mine.keyboard.press("Enter")
    mine.get_by_label("Chia sẻ với", exact=True).focus()
    mine.keyboard.type("Phạm Đức")
    mine.keyboard.press("Tab")
    mine.keyboard.press("ArrowRight")
    mine.get_by_role("button", name="Chia sẻ", exact=True).focus()
    mine.keyboard.press("Enter")
    expect(mine.get_by_text("Đã chia sẻ 1 câu hỏi.")).to_be_visible()
    expect(mine.locator("#shares + *, section:has(#shares)").first).to_contain_text("Phạm Đức Dũng")
    theirs.reload()
    theirs.get_by_role("link", name="Câu Chi giữ riêng?").click()
    expect(theirs.get_by_role("link", name="Sửa", exact=True)).to_be_visible()


def _stand(page: Page, *titles: str) -> None:
    expect(page.locator(".topic-tree__title")).to_have_text(list(titles))


def _drag(page: Page, title: str, onto: str) -> None:
    """Dropped on the upper edge of the other, which is before it."""
    (x, y), edge = _way(page, title, onto)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(edge[0], edge[1] + 20, steps=3)
    page.mouse.move(*edge, steps=3)
    page.mouse.up()


def _drag_by_finger(page: Page, title: str, onto: str) -> None:
    """The same as the screen tells of a finger, which otherwise scrolls the page."""
    start, edge = _way(page, title, onto)
    screen = page.context.new_cdp_session(page)

    def touch(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in places]
        screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", start)
    touch("touchMove", (edge[0], edge[1] + 20))
    touch("touchMove", edge)
    touch("touchEnd")


def _way(page: Page, title: str, onto: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """From the handle of one topic to the upper edge of the other."""
    row = page.locator("[data-topic]")
    row.filter(has_text=title).locator("[data-handle]").scroll_into_view_if_needed()
    handle = row.filter(has_text=title).locator("[data-handle]").bounding_box()
    target = row.filter(has_text=onto).bounding_box()
    assert handle
    assert target
    return (handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2), (
        target["x"] + 100,
        target["y"] + 4,
    )
