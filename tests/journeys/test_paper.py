"""A quiz on paper in a real browser: print, key in five lines from the keyboard, look at the statistics."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from lms import database
from lms.quizzes.models import Attempt
from tests import browser as chromium
from tests.lms import cast as casting
from tests.lms.quizzes.samples import choice, make_quiz
from tests.question_bank import examples
from tests.servers.databases import Databases
from tests.servers.threaded import application, serving, sign_in

LINES = [
    "lê thị a 101 AB Đ",
    "2 102 -- s",
    "Phan Văn B 101 cd đ",
    "ho thi d 102 AA-",
    "5 101 BBS",
]
NAMES = ["Lê Thị A", "Phan Văn B", "Hồ Thị D", "Đinh Thị E"]


@dataclass
class Office:
    """The lecturer's desk, and the quiz on it."""

    page: Page
    quiz: str
    quiz_id: int


@pytest.fixture
def office(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    app = application(tmp_path_factory.mktemp("paper"), databases.new("sqlite"))
    with app.app_context():
        cast = casting.make_cast()
        for place, name in enumerate(NAMES):
            casting.enrol(casting.make_person(f"hv{place}", name, cast.unit1), cast.k1)
        asked = [choice(1), choice(2), examples.FACT]
        quiz_id, chi_id = make_quiz(cast, asked, papers_wanted=2).id, cast.chi.id
        database.session.commit()
        database.session.remove()
    with serving(app) as address, chromium.launch() as browser:
        context = chromium.desk(browser)
        sign_in(app, context, chi_id, address)
        yield Office(context.new_page(), f"{address}/quizzes/{quiz_id}", quiz_id)


def test_from_the_printer_over_the_keyboard_to_the_figures(office: Office) -> None:
    _print_the_papers(office)
    _key_in_with_the_keyboard_alone(office)
    _look_at_the_statistics(office)


def _print_the_papers(office: Office) -> None:
    """Each paper and each answer sheet on an upright page of its own, in letters of at least 12 points."""
    office.page.goto(f"{office.quiz}/papers/print")
    office.page.emulate_media(media="print")
    size = office.page.locator(".exam-paper__options").first.evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )
    assert size >= 12 * 4 / 3
    printed = pypdfium2.PdfDocument(BytesIO(office.page.pdf(prefer_css_page_size=True)))
    texts = [page.get_textpage().get_text_range() for page in printed]
    assert [("101" in text, "PHIẾU TRẢ LỜI" in text) for text in texts] == [
        (True, False),
        (True, True),
        (False, False),
        (False, True),
    ]
    assert all(page.get_width() < page.get_height() for page in printed)
    office.page.emulate_media(media="screen")


def _key_in_with_the_keyboard_alone(office: Office) -> None:
    """The field has the focus by itself; the reading appears while typing; Enter stores and leads to the next line."""
    office.page.goto(f"{office.quiz}/paper-answers")
    for count, line in enumerate(LINES, 1):
        expect(office.page.locator("#line")).to_be_focused()
        office.page.keyboard.type(line)
        expect(office.page.locator("[data-reading] .keyed-line[data-tone=success]")).to_be_visible()
        office.page.keyboard.press("Enter")
        expect(office.page.locator("#keyed-list tbody tr")).to_have_count(count)
    assert database.session.query(Attempt).filter_by(quiz_id=office.quiz_id, on_paper=True).count() == len(
        LINES
    )
    database.session.remove()


def _look_at_the_statistics(office: Office) -> None:
    office.page.goto(f"{office.quiz}/statistics")
    expect(office.page.locator(".stat__value").first).to_contain_text("5 / 6")
    office.page.get_by_role("link", name="Đảng bộ phường Tân Lâm").click()
    expect(office.page.locator("#chosen")).to_contain_text("Đinh Thị E")
