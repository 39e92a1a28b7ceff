"""The matrix from the keyboard: a shortage is said while one types, and goes with its cause; then papers as files."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from lms import database
from tests import browser as chromium
from tests.lms import cast as casting
from tests.lms.quizzes.samples import choice, make_quiz, put_in_bank
from tests.servers.databases import Databases
from tests.servers.threaded import application, serving, sign_in


@dataclass
class Desk:
    page: Page
    quiz: str
    cell: str


@pytest.fixture
def desk(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    app = application(tmp_path_factory.mktemp("matrix"), databases.new("sqlite"))
    with app.app_context():
        cast = casting.make_cast()
        quiz = make_quiz(cast, [choice(number) for number in range(1, 4)], publish=False)
        put_in_bank(cast, [choice(number) for number in range(4, 8)])
        quiz_id, chi_id, topic_id = quiz.id, cast.chi.id, cast.programme.topics[0].id
        database.session.commit()
        database.session.remove()
    with serving(app) as address, chromium.launch() as browser:
        context = chromium.desk(browser)
        sign_in(app, context, chi_id, address)
        yield Desk(context.new_page(), f"{address}/quizzes/{quiz_id}", f"m-{topic_id}-NB")


def test_from_a_matrix_with_a_shortage_to_printed_papers(desk: Desk) -> None:
    page = desk.page
    page.goto(f"{desk.quiz}/edit")
    cell = page.locator(f"[name='{desk.cell}']")
    cell.focus()
    _type(page, "9")
    lacking = page.locator("[data-lacking]")
    expect(lacking).to_be_visible()
    expect(lacking.locator("li")).to_have_count(1)
    expect(lacking).to_contain_text("cần 9 câu, ngân hàng còn 5")
    _the_server_counts_the_same(page)
    page.locator(f"[name='{desk.cell}']").focus()
    _type(page, "5")
    expect(lacking).to_be_hidden()
    page.locator("[name='w-TH']").focus()
    _type(page, "1,5")
    _the_server_counts_the_same(page)
    page.get_by_role("button", name="Lưu", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit")
    page.get_by_role("button", name="Lập").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/board")
    page.goto(f"{desk.quiz}/papers")
    for name in ("PDF", "Word"):
        page.get_by_role("link", name=name, exact=True).first.focus()
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        assert download.value.path().stat().st_size > 3000


def _type(page: Page, text: str) -> None:
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def _the_server_counts_the_same(page: Page) -> None:
    """What the page counted by itself is what the button that needs no script comes to."""
    told = page.locator("[data-say=expected]").inner_text()
    assert "Dự kiến" in told
    live = page.locator(".matrix").all_inner_texts(), page.locator("[data-lacking] li").all_inner_texts()
    page.evaluate("document.querySelector('[name=then][value=count]').dataset.pressed = '1'")
    page.locator("[name=then][value=count]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-pressed]")).to_have_count(0)
    assert page.locator(".matrix").all_inner_texts() == live[0]
    assert page.locator("[data-lacking] li").all_inner_texts() == live[1]
    assert page.locator("[data-say=expected]").inner_text() == told
