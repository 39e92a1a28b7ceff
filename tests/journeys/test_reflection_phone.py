"""A reflection on a phone: typed through a lost network, a reload, a killed page and an expired sign-in; or written by
hand, photographed, put in order and cut out; and a mark that a second lecturer decides about."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, Route, expect
from sqlalchemy import select

from lms import database
from lms.marking.models import CommentPlace, Mark
from lms.permissions import Role
from lms.reflections import bench
from lms.reflections.models import ReflectionTask, ReflectionText, Submission
from lms.web import clock
from tests import browser as chromium
from tests.journeys.sitting.steps import crash, until
from tests.journeys.story_world import button, vi
from tests.lms import cast as casting
from tests.lms.cast import PASSWORD
from tests.lms.reflections import making
from tests.servers.databases import Databases
from tests.servers.threaded import application, serving, sign_in

READY = "[data-behaviour=writer][data-ready]"
UNSAVED = "[data-savestate][data-state=offline]"


@dataclass
class House:
    """A class with a task, its learner's phone and its lecturers' desks."""

    app: Flask
    address: str
    browser: Browser
    people: dict[str, int]
    class_id: int
    task_id: int

    def sit_down(self, name: str, *, phone: bool = False) -> BrowserContext:
        context = chromium.phone(self.browser) if phone else chromium.desk(self.browser)
        sign_in(self.app, context, self.people[name], self.address)
        return context

    def rows(self, statement):
        with self.app.app_context():
            found = list(database.session.execute(statement))
            database.session.remove()
        return found

    def texts(self) -> list[str]:
        return [row.value for row in self.rows(select(ReflectionText.value))]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.launch() as launched:
        yield launched


@pytest.fixture
def house(
    browser: Browser, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    app = application(tmp_path_factory.mktemp("reflection"), databases.new("sqlite"))
    with app.app_context():
        cast = casting.make_cast()
        casting.appoint(cast.dung, Role.LECTURER, class_id=cast.k1.id)
        now = clock.now()
        times = {"opens_at": now - timedelta(days=1), "due_at": now + timedelta(days=1)}
        task = making.make_task(cast.k1, cast.chi, appeal_days=7, **times)
        people, ids = {name: person.id for name, person in cast.people.items()}, (cast.k1.id, task.id)
        database.session.commit()
        database.session.remove()
    with serving(app) as address:
        yield House(app, address, browser, people, *ids)


def begin(context: BrowserContext, house: House) -> Page:
    page = context.new_page()
    page.goto(f"{house.address}/classes/{house.class_id}/reflections")
    button(page, "Begin writing").click()
    expect(page.locator(READY)).to_have_count(1)
    return page


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    expect(page.locator(READY)).to_have_count(1)
    return page


def late(route: Route) -> None:
    """As on a slow line."""
    time.sleep(0.5)
    route.continue_()


def typed(page: Page, words: str) -> None:
    page.locator("textarea[name^=text-]").first.press_sequentially(words)


def test_what_is_typed_outlives_network_reload_killed_page_and_sign_in(house: House) -> None:
    phone = house.sit_down("an", phone=True)
    page = begin(phone, house)
    address = page.url
    typed(page, "Một.")
    until(page, lambda: house.texts() == ["Một."])
    phone.set_offline(True)
    typed(page, " Hai.")
    expect(page.locator(UNSAVED)).to_contain_text("1")
    crash(page)
    assert house.texts() == ["Một."]
    phone.set_offline(False)
    page = opened(phone, address)
    expect(page.locator("textarea[name^=text-]").first).to_have_value("Một. Hai.")
    until(page, lambda: house.texts() == ["Một. Hai."])
    typed(page, " Ba.")
    page.reload()
    expect(page.locator(READY)).to_have_count(1)
    expect(page.locator("textarea[name^=text-]").first).to_have_value("Một. Hai. Ba.")
    phone.clear_cookies()
    typed(page, " Bốn.")
    until(page, lambda: house.texts() == ["Một. Hai. Ba. Bốn."])
    button(page, "Hand in").click()
    page.locator("#sign-in-again [name=password]").fill(PASSWORD)
    page.locator("#sign-in-again [type=submit]").click()
    page.wait_for_url(lambda url: not url.endswith("/edit"))
    [submission] = house.rows(select(Submission.parts, Submission.sha256))
    assert submission.parts[0]["text"] == "Một. Hai. Ba. Bốn."
    expect(page.locator(".receipt")).to_have_text(submission.sha256)
    phone.close()


def test_what_was_typed_before_the_page_was_ready_is_kept_without_another_key(house: House) -> None:
    phone = house.sit_down("an", phone=True)
    page = begin(phone, house)
    address = page.url
    page.close()
    page = phone.new_page()
    page.route("**/behaviours/writer.js*", late)
    page.goto(address, wait_until="commit")
    page.locator("textarea[name^=text-]").first.fill("Gõ lúc trang chưa tải xong.")
    assert page.locator(READY).count() == 0
    until(page, lambda: house.texts() == ["Gõ lúc trang chưa tải xong."])
    phone.close()


def photo(number: int) -> FilePayload:
    """A sheet with `number` bars on a dark desk, askew."""
    picture = Image.new("RGB", (900, 1200), "#4a3020")
    sheet = Image.new("RGB", (600, 850), "white")
    for bar in range(number):
        sheet.paste("navy", (60, 80 + 60 * bar, 540, 100 + 60 * bar))
    picture.paste(sheet.rotate(4, expand=True, fillcolor="#4a3020"), (120, 120))
    body = BytesIO()
    picture.save(body, "JPEG")
    return {"name": f"IMG_{number}.jpg", "mimeType": "image/jpeg", "buffer": body.getvalue()}


def mark_in_place(house: House, public_id: str) -> None:
    """One comment drawn with the mouse, one put with the keyboard."""
    chi = house.sit_down("chi")
    desk = chi.new_page()
    desk.goto(f"{house.address}/scripts/{public_id}")
    expect(desk.locator("[data-behaviour=marking-desk][data-ready]")).to_have_count(1)
    first = desk.locator("[data-sheet='1'] img")
    first.scroll_into_view_if_needed()
    box = first.bounding_box()
    assert box is not None
    desk.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.25)
    desk.mouse.down()
    desk.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.5, steps=3)
    desk.mouse.up()
    desk.keyboard.type("Rõ ý.")
    button(desk, "Add the mark").click()
    expect(desk.locator("[data-sheet='1'] rect")).to_have_count(1)
    desk.keyboard.press("Escape")
    desk.keyboard.press("m")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Thêm số liệu.")
    button(desk, "Add the mark").click()
    expect(desk.locator(".remark")).to_have_count(2)
    with house.app.app_context():
        drawn, put = database.session.scalars(select(CommentPlace).order_by(CommentPlace.comment_id)).all()
        assert abs(float(drawn.x) - 0.25) < 0.02
        assert abs(float(drawn.height) - 0.25) < 0.02
        assert put.comment.body == "Thêm số liệu."
        assert not put.width
        database.session.remove()
    chi.close()


def test_four_photographed_pages_are_put_in_order_cut_out_handed_in_and_marked_in_place(house: House) -> None:
    phone = house.sit_down("an", phone=True)
    page = begin(phone, house)
    page.set_input_files("#files", [photo(number) for number in (2, 1, 3, 4)])
    button(page, "Add the files").click()
    words = page.locator(".page-grid__words")
    expect(words).to_have_count(4)
    making.draw_pages(house.app)
    expect(page.locator("#pages li img")).to_have_count(4)
    page.evaluate("window.stays = true")
    page.locator("#pages li").first.locator("button[id^=later]").tap()
    expect(words.first).to_contain_text("IMG_1")
    assert page.evaluate("window.stays && document.activeElement.id.startsWith('later')")
    page.locator("#pages li").first.locator("a[href$='/edit']").tap()
    corner = page.locator("[data-corner]").first
    expect(corner).to_be_visible()
    for _step in range(4):
        corner.press("Shift+ArrowRight")
        corner.press("Shift+ArrowDown")
    assert page.locator("[name=corners-0]").input_value() == "8.0"
    button(page, "Use this page").click()
    expect(words).to_have_count(4)
    expect(page.locator("#pages .section__count")).to_have_text("4 trang")
    expect(page.locator(READY)).to_have_count(1)
    button(page, "Hand in").click()
    expect(page.locator(".sheet img")).to_have_count(4)
    [submission] = house.rows(select(Submission.page_count, Submission.public_id))
    assert submission.page_count == 4

    mark_in_place(house, submission.public_id)
    phone.close()


def test_a_mark_is_asked_about_and_decided_by_a_second_lecturer(house: House) -> None:
    with house.app.app_context():
        cast = casting.found(casting.Ids(house.people, {}))
        task = database.session.get_one(ReflectionTask, house.task_id)
        submission = making.hand_in(task, cast.an, now=clock.now())
        mark = making.mark(submission, cast.chi, level=1)
        assert isinstance(mark, Mark)
        mark.marked_at = clock.now()
        bench.release(task, cast.chi, clock.now())
        own = submission.reflection.public_id
        database.session.commit()
        database.session.remove()
    phone = house.sit_down("an", phone=True)
    page = phone.new_page()
    page.goto(f"{house.address}/reflections/{own}")
    page.locator("summary", has_text=vi("Ask for a re-mark")).click()
    page.locator("[name=reason]").fill("Phần liên hệ có số liệu, xin xem lại.")
    button(page, "Send the request").click()
    for name in ("chi", "dung"):
        context = house.sit_down(name)
        desk = context.new_page()
        desk.goto(f"{house.address}/reflection-tasks/{house.task_id}/appeals")
        desk.locator("main .agenda__title a").click()
        expect(desk.locator("main")).to_contain_text("xin xem lại")
        if name == "chi":
            expect(desk.locator("[name=reply]")).to_have_count(0)
        else:
            desk.locator("fieldset input[type=radio]").nth(2).check(force=True)
            desk.locator("[name=reply]").fill("Đã xem lại, nâng mức.")
            button(desk, "Store the decision").click()
            expect(desk.locator("main")).to_contain_text("Phạm Đức Dũng")
        context.close()
    page.reload()
    expect(page.locator("main")).to_contain_text("Đã xem lại, nâng mức.")
    first, second = house.rows(select(Mark.total, Mark.marker_id).order_by(Mark.number))
    assert (first.marker_id, second.marker_id) == (house.people["chi"], house.people["dung"])
    assert second.total > first.total
    phone.close()
