"""Clauses in texts of Party papers and of regulations, and where citations open. Pure."""

import pytest

from lms.documents.texts import clauses
from lms.documents.texts.paragraphs import clean, joined

TEXT = (
    "Phần thứ nhất",
    "Chương I",
    "QUY ĐỊNH CHUNG",
    "Điều 1. Phạm vi điều chỉnh",
    "1. Quy định này nói về việc học.",
    "a) Cán bộ;",
    "đ) Quần chúng.",
    "2. Áp dụng cho tổ chức.",
    "Điều 2. Trách nhiệm",
    "1. Cấp ủy cử người đi học.",
    "Điều 3a. Bổ sung",
    "I. MỤC TIÊU",
    "1. Mục tiêu chung",
    "1.1. Sâu hơn",
    "II- NHIỆM VỤ",
    "1- Nhiệm vụ đầu",
    "Điều 1. Quy chế kèm theo",
)


@pytest.mark.parametrize(
    "cited, first_words",
    [
        ("điểm a khoản 1 Điều 1", "a) Cán bộ"),
        ("Điểm đ, Khoản 1, Điều 1", "đ) Quần chúng"),
        ("khoan 1 dieu 2", "1. Cấp ủy"),
        ("Điều 3a", "Điều 3a."),
        ("khoản 1 mục II", "1- Nhiệm vụ"),
        ("khoản 1.1 mục I", "1.1. Sâu"),
        ("mục II", "II- NHIỆM"),
        ("mục 2", "2. Áp dụng"),
        ("Phần thứ nhất", "Phần thứ nhất"),
        ("điểm c khoản 7 Điều 2", "Điều 2."),
    ],
)
def test_a_citation_opens_at_its_clause_or_at_the_nearest_that_there_is(cited: str, first_words: str) -> None:
    marked = clauses.marked(TEXT)
    place = clauses.place_of(cited, marked)
    assert [one.text.startswith(first_words) for one in marked if one.anchor == place] == [True]


@pytest.mark.parametrize("cited", ["", "Điều 99", "trang 5", "khoản mười", "điều", "<script>"])
def test_what_names_no_clause_of_the_text_opens_at_the_top(cited: str) -> None:
    assert clauses.place_of(cited, clauses.marked(TEXT)) == ""


def test_every_place_is_there_once_also_where_an_annex_counts_anew() -> None:
    anchors = [one.anchor for one in clauses.marked(TEXT) if one.anchor]
    assert len(anchors) == len(set(anchors)) == len(TEXT) - 1
    assert all(anchor.replace("-", "").replace("_", "").isascii() for anchor in anchors)


@pytest.mark.parametrize(
    "text",
    [
        "Điều 5 của luật này quy định",
        "12/3 là ngày họp",
        "2026. Năm học",
        "- 1. gạch",
        "và 1. sau",
        "mục tiêu",
    ],
)
def test_running_text_begins_no_clause(text: str) -> None:
    assert clauses.mark_of(text) is None


def test_an_outline_names_articles_and_clauses_only_where_no_article_holds_them() -> None:
    outlined = [one.text for one in clauses.marked(TEXT) if one.outlined]
    assert "1. Mục tiêu chung" in outlined
    assert "Điều 2. Trách nhiệm" in outlined
    assert "1. Cấp ủy cử người đi học." not in outlined


def test_lines_of_a_pdf_become_paragraphs_and_page_numbers_go() -> None:
    pages = [
        "Điều 1. Phạm vi\r\n1. Câu này dài hơn một dòng của tờ giấy và còn\r\n",
        "- 2 -\r\nđi tiếp ở trang sau.\r\nCâu khác bắt đầu bằng chữ hoa.\r\n",
    ]
    assert joined(pages) == [
        "Điều 1. Phạm vi",
        "1. Câu này dài hơn một dòng của tờ giấy và còn đi tiếp ở trang sau.",
        "Câu khác bắt đầu bằng chữ hoa.",
    ]


def test_a_paragraph_keeps_its_words_and_nothing_that_cannot_be_seen() -> None:
    assert clean(["  Sinh\u00a0hoạt \x00 chi\x07 bộ\u200b ", "", "\n"]) == ["Sinh hoạt chi bộ"]
