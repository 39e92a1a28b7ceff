"""Two learners on their phones and a proctor at the board: what is seen, pausing, another device, the door."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import update

from lms import database
from lms.classes.models import StudyClass
from lms.quizzes.models import Quiz
from tests import browser as chromium
from tests.journeys.answering import answer, slots, wait_until_saved
from tests.journeys.room import Room
from tests.journeys.sitting.steps import sit
from tests.lms.cast import enrol, make_person
from tests.servers.wire import Mode

PAUSED = "Bài làm đang tạm dừng"


@pytest.fixture(scope="module")
def mai(room: Room) -> str:
    """A second learner of the class."""
    with room.app.app_context():
        study_class = database.session.query(StudyClass).filter_by(code="K1").one()
        person = make_person("mai", "Công Tằng Tôn Nữ Hoàng Phương Mai")
        enrol(person, study_class)
        database.session.commit()
        room.people["mai"] = person.id
        database.session.remove()
    return "mai"


@pytest.fixture
def board(browser: Browser, room: Room) -> Iterator[Page]:
    """The board as the organiser has it open."""
    context = chromium.desk(browser)
    room.sign_in(context, "em")
    page = context.new_page()
    page.goto(f"{room.address}/quizzes/{room.quiz_id}/board")
    wait_until_alive(page)
    yield page
    context.close()


def wait_until_alive(board: Page) -> None:
    """Until the last module that the board needs is there: a test that cuts the network comes after it."""
    board.wait_for_function(
        """() => performance.getEntriesByType('resource')
          .some(({ name, responseEnd }) => name.includes('/fold.js') && responseEnd > 0)"""
    )


def look(page: Page) -> None:
    """The page asks or reports now, as when a network comes back, instead of when its time has come."""
    page.evaluate("dispatchEvent(new Event('online'))")


def hide(page: Page, hidden: bool) -> None:
    page.evaluate(
        """(hidden) => {
          Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }""",
        hidden,
    )


def row(board: Page, room: Room, name: str) -> str:
    return f"[data-seat='{room.people[name]}']"


def for_everybody(board: Page, reason: str, button: str) -> None:
    field = board.locator("form", has=board.get_by_role("button", name=button)).locator("[name=reason]")
    if not field.is_visible():
        board.locator(".board__all summary").first.click()
    field.fill(reason)
    board.get_by_role("button", name=button).click()


def test_the_proctor_sees_who_works_pauses_all_and_everybody_goes_on_with_the_same_time(
    page: Page, room: Room, browser: Browser, board: Page, mai: str
) -> None:
    an = page
    first, second = slots(an)[:2]
    given = {first: answer(an, first)}
    wait_until_saved(an)
    attempt = room.attempt()
    mine = room.attempt_id, room.public_id
    room.start(mai)
    context = chromium.phone(browser)
    room.sign_in(context, mai)
    other = sit(context, room)
    hide(other, True)
    look(board)
    expect(board.locator(f"{row(board, room, 'an')}[data-state=working]")).to_be_visible()
    expect(board.locator(f"{row(board, room, mai)}[data-state=silent]")).to_be_attached()
    expect(board.locator(f"{row(board, room, mai)} [data-cell=noticed]")).to_contain_text("trang bị che")
    expect(board.locator("[data-pick=silent] [data-count]")).to_have_text("1")
    board.locator("[data-pick=silent]").click()
    expect(board.locator(row(board, room, "an"))).to_be_hidden()
    hide(other, False)

    for_everybody(board, "Mất điện", "Tạm dừng cả phòng")
    for phone in (an, other):
        look(phone)
        expect(phone.get_by_role("dialog", name=PAUSED)).to_be_visible()
    assert chromium.axe(an) == []
    left = an.locator("[data-left]").text_content()
    an.wait_for_timeout(2500)
    assert an.locator("[data-left]").text_content() == left
    expect(board.locator(f"{row(board, room, 'an')}[data-state=paused]")).to_be_visible()

    for_everybody(board, "Có điện trở lại", "Cho cả phòng làm tiếp")
    for phone in (an, other):
        look(phone)
        expect(phone.get_by_role("dialog", name=PAUSED)).to_be_hidden()
    room.attempt_id, room.public_id = mine
    assert (room.attempt().ends_at - attempt.ends_at).total_seconds() > 2
    given |= {second: answer(an, second)}
    wait_until_saved(an)
    assert room.answers() == given
    context.close()

    board.goto(f"{room.address}/quizzes/{room.quiz_id}/people/{room.people[mai]}")
    seen = board.locator("[data-source=browser]").first
    expect(seen).to_contain_text("Trang làm bài bị che")
    expect(seen).to_contain_text("trình duyệt báo")
    expect(board.locator("[data-source=staff]").first).to_contain_text("Mất điện")


def test_a_dead_device_is_replaced_by_another_and_the_old_one_is_told(
    page: Page, room: Room, browser: Browser, board: Page
) -> None:
    first, second = slots(page)[:2]
    given = {first: answer(page, first)}
    wait_until_saved(page)
    board.goto(f"{room.address}/quizzes/{room.quiz_id}/people/{room.people['an']}")
    form = board.locator(f"form[action$='/attempts/{room.attempt_id}/pass']")
    form.locator("[name=reason]").fill("Máy hỏng")
    form.get_by_role("button").click()
    code = str(board.locator(".board__code").text_content())

    tablet = chromium.phone(browser).new_page()
    tablet.goto(f"{room.address}/resume")
    tablet.get_by_label("Mã").fill(code.lower())
    tablet.get_by_role("button", name="Làm tiếp trên máy này").click()
    expect(tablet.locator(".exam[data-state='ready']")).to_be_visible()
    expect(tablet.locator("[data-answered-count]")).to_contain_text("1 /")
    given |= {second: answer(tablet, second)}
    wait_until_saved(tablet)
    assert room.answers() == given
    look(page)
    expect(page.locator("[data-notice=device]")).to_be_visible()
    tablet.context.close()


def test_without_a_network_the_board_says_since_when_nothing_is_new_and_goes_on_by_itself(
    room: Room, board: Page
) -> None:
    line = board.locator("[data-as-of]")
    expect(line).to_contain_text("Cập nhật lúc")
    room.wire.mode = Mode.CUT
    look(board)
    expect(line).to_contain_text("Không cập nhật từ")
    room.wire.mode = Mode.WHOLE
    look(board)
    expect(line).to_contain_text("Cập nhật lúc")


def test_a_part_of_the_page_that_was_lost_on_its_way_is_asked_for_again(room: Room, board: Page) -> None:
    board.route("**/behaviours/board.js", lambda route: route.abort())
    board.reload()
    wait_until_alive(board)
    look(board)
    with board.expect_response("**/board/rows"):
        pass


def test_who_is_let_in_hears_it_without_touching_the_page(
    phone: BrowserContext, room: Room, board: Page
) -> None:
    with room.app.app_context():
        room._finish_running(room.people["an"])
        database.session.execute(update(Quiz).where(Quiz.id == room.quiz_id).values(admission=True))
        database.session.commit()
        database.session.remove()
    page = phone.new_page()
    page.goto(f"{room.address}/quizzes/{room.quiz_id}")
    page.get_by_role("button", name="Xin vào làm bài").click()
    expect(page.get_by_text("đã biết có người đang chờ")).to_be_visible()
    board.reload()
    board.locator(f"{row(board, room, 'an')} [data-admit]").click()
    look(page)
    expect(page.get_by_role("button", name="Bắt đầu")).to_be_visible()
