"""The components as a person meets them, in a real browser under the real content security policy."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect
from werkzeug.serving import make_server

from lms import config
from lms.app import create_app
from lms.config import Mode
from lms.web import styleguide
from tests import browser as chromium

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("data")
    settings = config.from_environment(
        {}, data_dir=folder, secret_key="k" * 40, mode=Mode.TESTING, https=False
    )
    app = create_app(settings)
    if "styleguide" not in app.blueprints:
        app.register_blueprint(styleguide.routes)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.launch() as launched:
        yield launched


@pytest.fixture
def show(browser: Browser, address: str) -> Iterator[Open]:
    """`show("?errors")`: the page of all components; whatever the console complains of fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    def visit(
        query: str = "", size: Callable[..., BrowserContext] = chromium.desk, **options: object
    ) -> Page:
        contexts.append(size(browser, **options))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", complain)
        answer = page.goto(f"{address}/styleguide{query}", wait_until="networkidle")
        assert answer is not None
        assert answer.ok
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("size, scheme", [(chromium.phone, "light"), (chromium.desk, "dark")])
def test_nothing_keeps_a_person_from_using_the_components(show: Open, size, scheme):
    page = show("?errors", size, color_scheme=scheme, bypass_csp=True)
    assert chromium.axe(page) == []


def test_nothing_scrolls_sideways(show: Open):
    page = show("?errors")
    for width in (320, 360, 768, 960, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_nothing_scrolls_sideways_in_the_largest_text(show: Open):
    page = show(viewport={"width": 320, "height": 800})
    page.get_by_role("button", name="Chữ rất lớn").click()
    expect(page.locator("html")).to_have_attribute("data-text", "largest")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_errors_take_the_focus_and_lead_to_their_fields(show: Open):
    page = show("?errors")
    summary = page.get_by_role("alert").filter(has=page.locator(".error-list"))
    expect(summary).to_be_focused()
    summary.get_by_role("link", name=re.compile("Số quyết định")).click()
    expect(page.get_by_label("Số quyết định")).to_be_focused()
    expect(page.get_by_label("Số quyết định")).to_have_accessible_description(re.compile("Ví dụ.*214-QĐ/TCT"))


def test_a_choice_of_looks_holds_at_once_and_stays(show: Open):
    page = show()
    dark = "rgb(22, 19, 17)"
    with page.expect_response("**/preferences"):
        page.get_by_role("button", name="Tối").click()
    expect(page.locator("body")).to_have_css("background-color", dark)
    page.reload()
    expect(page.locator("body")).to_have_css("background-color", dark)


def test_looks_can_be_chosen_without_scripts(show: Open):
    page = show(java_script_enabled=False)
    page.get_by_role("button", name="Chữ lớn").click()
    expect(page.locator("html")).to_have_attribute("data-text", "large")


def test_a_password_can_be_seen_while_typing(show: Open):
    page = show()
    field = page.get_by_label("Mật khẩu", exact=True)
    page.get_by_role("button", name="Hiện mật khẩu").click()
    expect(field).to_have_attribute("type", "text")


def test_a_search_ignores_marks(show: Open):
    page = show()
    page.get_by_role("searchbox").fill("dang vien")
    expect(page.locator("#guide-rows tbody tr:visible")).to_have_text([re.compile("Đảng viên mới")])


def test_a_destructive_form_asks_first(show: Open):
    page = show()
    posts: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            posts.append(request.url)

    page.on("request", note)
    page.get_by_role("button", name="Hủy buổi 7").click()
    question = page.get_by_role("dialog", name="Hủy buổi 7?")
    question.get_by_role("button", name="Quay lại").click()
    expect(question).to_have_count(0)
    assert posts == []


def test_a_dialog_gives_the_focus_back(show: Open):
    page = show()
    opener = page.get_by_role("button", name="Mở hộp thoại")
    opener.click()
    page.get_by_role("dialog").get_by_role("button", name="Làm tiếp").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()


def test_a_table_stays_a_table_where_its_rows_are_cards(show: Open):
    page = show(size=chromium.phone)
    table = page.get_by_role("table", name="Các lớp trong năm")
    expect(table.get_by_role("row")).to_have_count(4)
    expect(table.get_by_role("rowheader")).to_have_count(3)


def test_a_toast_stays_until_it_is_closed(show: Open):
    page = show()
    toast = page.locator(".toast")
    toast.get_by_role("button", name="Đóng").click()
    expect(toast).to_have_count(0)
