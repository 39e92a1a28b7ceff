"""Search over numbers, headings and texts: the nearest first, with and without marks, words in context."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from lms import database
from lms.documents import listing
from lms.documents.models import Document
from lms.documents.searching import words
from lms.documents.searching.excerpts import excerpt, marked
from lms.documents.texts import service
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.documents.papers import word
from tests.lms.documents.samples import document

AsUser = Callable[[str], TestClient]
FILE = word("Điều 1. Phạm vi")
HOSTILE = "<script>alert(1)</script> dân chủ <img src=x>"


@pytest.fixture
def with_files(app: Any, cast: Cast) -> Any:
    with app.app_context():
        yield


def texted(cast: Cast, number: str, body: str, **changes: Any) -> Document:
    made = document(cast, number, **changes)
    service.keep(made, body, FILE, "van-ban.docx", cast.chi, NOW)
    return made


def found(typed: str) -> list[str]:
    database.session.commit()
    statement = listing.listed(listing.Filter(words=typed), NOW.date())
    return [one.number for one in database.session.scalars(statement)]


@pytest.mark.usefixtures("with_files")
@pytest.mark.parametrize(
    "typed, numbers",
    [
        ("tập trung dân chủ", ["2-NQ/TU", "3-NQ/TU"]),
        ("tap trung dan chu", ["2-NQ/TU", "3-NQ/TU"]),
        ("TẬP TRUNG", ["3-NQ/TU", "2-NQ/TU"]),
        ("tạp trung", []),
        ("cờ đỏ", ["4-NQ/TU"]),
        ("co do", ["4-NQ/TU"]),
        ("cỗ đỏ", []),
        ("chi bộ, dân chủ!", ["3-NQ/TU", "2-NQ/TU"]),
        ("2 - nq / tu", ["2-NQ/TU", "1-NQ/TU"]),
        ("' OR 1=1 --", []),
        ('"dân* NEAR/2 chủ" & |!():', []),
        ("_ %", []),
    ],
)
def test_texts_are_found_by_their_words_the_nearest_first(cast: Cast, typed: str, numbers: list[str]) -> None:
    document(cast, "1-NQ/TU", abstract="Về thực hiện nghị quyết 2-NQ/TU")
    texted(cast, "2-NQ/TU", "Nguyên tắc tập trung dân chủ.")
    texted(cast, "3-NQ/TU", "Dân chủ là chủ trương.\nHọc tập trung tại trung tâm.")
    texted(cast, "4-NQ/TU", "Lá cờ đỏ")
    assert found(typed) == numbers


@pytest.mark.usefixtures("with_files")
def test_a_text_that_goes_or_changes_is_no_longer_found(cast: Cast) -> None:
    one = texted(cast, "2-NQ/TU", "Nguyên tắc tập trung dân chủ.")
    assert found("nguyên tắc") == ["2-NQ/TU"]
    service.keep(one, "Nội dung khác", FILE, "van-ban.docx", cast.chi, NOW)
    assert (found("nguyên tắc"), found("nội dung khác")) == ([], ["2-NQ/TU"])
    service.remove(one, cast.chi, NOW)
    assert (found("nội dung khác"), found("chất lượng")) == ([], ["2-NQ/TU"])


@pytest.mark.usefixtures("with_files")
def test_the_page_shows_words_in_context_harmless_and_counts_its_statements(
    cast: Cast, as_user: AsUser, count_queries: Any
) -> None:
    chi, costs = as_user("chi"), []
    for number in range(1, 9):
        texted(cast, f"{number}-NQ/TU", f"Điều 1. Mở đầu\nNguyên tắc {HOSTILE}")
        if number in (2, 8):
            database.session.commit()
            with count_queries() as sent:
                page = chi.get("/documents/", query_string={"q": "dan chu"}).text
            costs.append(len(sent))
            assert page.count("<mark>dân</mark> <mark>chủ</mark>") == number
            assert "<script>alert" not in page
    assert costs[0] == costs[1] <= 9


def test_the_place_with_most_of_the_words_is_shown_and_cut_between_words() -> None:
    far = "chữ " * 100 + "tập trung dân chủ " + "chữ " * 100
    shown = excerpt(["tập thể", far, "dân"], ["tap", "chủ"])
    assert "<mark>tập</mark> trung dân <mark>chủ</mark>" in shown
    assert shown.startswith("… chữ ")
    assert shown.endswith(" chữ …")
    assert excerpt(["không có"], ["gì"]) == ""


def test_what_is_marked_is_escaped() -> None:
    assert (
        marked("<b>Đảng</b> & đảng", ["dang"])
        == "&lt;b&gt;<mark>Đảng</mark>&lt;/b&gt; &amp; <mark>đảng</mark>"
    )


def test_a_monstrous_text_fits_into_the_index_and_its_beginning_is_found(cast: Cast) -> None:
    monster = " ".join(f"từ{number:06}" for number in range(100_000))
    kept = words.lexemes(monster)
    assert kept[:2] == ["tu000000", "từ000000"]
    assert sum(len(one.encode()) + 1 for one in kept) <= words.MOST_BYTES


def test_every_document_of_the_register_is_in_the_index(cast: Cast) -> None:
    document(cast, "05-NQ/TU")
    assert found("nâng sinh") == ["05-NQ/TU"]
    assert database.session.scalars(select(Document.number)).all() == ["05-NQ/TU"]
