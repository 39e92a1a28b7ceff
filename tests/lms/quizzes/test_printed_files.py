"""Papers as files, opened again by other libraries: what is asked, in which order, and that the key fits the paper."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from random import Random

import docx
import openpyxl
import pypdf
import pytest

from lms import typesetting
from lms.quizzes.on_paper.printed.blocks import line, part
from lms.quizzes.on_paper.printed.layout import Head, key_parts, paper_part, sheet_part
from lms.quizzes.on_paper.printed.making import PROGRAM
from lms.quizzes.on_paper.printed.questions import case
from lms.quizzes.on_paper.printed.word import docx as written
from lms.quizzes.on_paper.printed.words import words_of_paper
from lms.quizzes.on_paper.printing import PrintedPaper, key_lines
from lms.quizzes.sheets import Item, Sheet
from question_bank.options import options
from question_bank.types import SingleChoice
from tests.lms.quizzes.samples import choice, make_quiz
from tests.question_bank import examples
from tests.scale import scaled

PAPERS = scaled(1000, 12)
HEAD = Head(
    "Trường Chính trị", "Lớp K1", "Kiểm tra cuối khóa", "Thời gian: 45 phút", "Đề có 12 câu.", Decimal(10)
)
PINNED = ("Cả A, B và C", "Tất cả các phương án trên")
SUBJECTS = ("Điều lệ Đảng", "nghị quyết", "cương lĩnh", "nguyên tắc tập trung dân chủ", "kỷ luật", "chi bộ")


@pytest.fixture
def said(app):
    with app.test_request_context():
        return words_of_paper()


def single(rng: Random, number: int) -> SingleChoice:
    """Options of all lengths; often the last one speaks of the others."""
    length = rng.choice((1, 3, 12))
    texts = [f"Ý {letter}{number} {' '.join(rng.choices(SUBJECTS, k=length))}" for letter in "mnpq"]
    if rng.random() < 0.5:
        texts[3] = rng.choice(PINNED)
    text = f"Câu hỏi số {number} về <b>{rng.choice(SUBJECTS)}</b> là gì?"
    return SingleChoice(text=text, options=options(texts, [rng.randrange(4)], f"c{number}"))


def random_paper(seed: int) -> PrintedPaper:
    rng = Random(seed)
    asked = [single(rng, number) for number in range(1, 9)] + list(examples.ALL)
    rng.shuffle(asked)
    items = [
        Item(number, number, one, tuple(one.shuffle(rng)), Decimal(1)) for number, one in enumerate(asked, 1)
    ]
    return PrintedPaper("101", Sheet("key", {item.number: item for item in items}))


def read_back(body: bytes) -> dict[int, list[str]]:
    """The options of each question in the order in which they stand in the .docx, without their letters."""
    found: dict[int, list[str]] = {}
    for paragraph in docx.Document(BytesIO(body)).paragraphs:
        text = paragraph.text
        if begins := re.match(r"Câu (\d+)\.", text):
            found[int(begins[1])] = []
        elif found:
            for part in text.split("\t"):
                if lettered := re.match(r"([A-Z])\. (.*)", part):
                    options_ = found[max(found)]
                    assert lettered[1] == "ABCDEFGHIJ"[len(options_)]
                    options_.append(lettered[2])
    return found


@pytest.mark.parametrize("seed", range(PAPERS))
def test_the_letter_in_the_key_is_the_option_that_earns_the_full_mark(said, seed):
    paper = random_paper(seed)
    shown = read_back(written([paper_part(paper, HEAD, said)], {}))
    assert list(shown) == [item.number for item in paper.items]
    keys = {line.number: line.sign for line in key_lines(paper)}
    singles = [item for item in paper.items if isinstance(item.question, SingleChoice)]
    for item in singles:
        letter = "ABCD".index(keys[item.number])
        chosen = shown[item.number][letter]
        [option] = [one for one in item.question.options if one.text == chosen]
        assert item.question.grade(option.id).fraction == 1
        for place, one in enumerate(item.question.options):
            if one.text in PINNED:
                assert shown[item.number][place] == one.text


def test_every_text_stands_in_the_pdf_with_its_marks(said):
    paper = random_paper(3)
    parts = [paper_part(paper, HEAD, said), sheet_part(paper, HEAD, said)]
    body = typesetting.pdf(PROGRAM, {"parts": parts, "pictures": {}}, datetime(2026, 1, 1, tzinfo=UTC))
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(body)).pages]
    text = "".join("".join(pages).split())
    for item in paper.items:
        if isinstance(item.question, SingleChoice):
            for option in item.question.options:
                assert "".join(option.text.split()) in text
    assert all("Mã đề 101" in page for page in pages)
    asked = [page for page in pages if "Phiếu trả lời, trang" not in page]
    for number, page in enumerate(asked, 1):
        assert f"Trang {number}/{len(asked)} – Mã đề 101" in page


def test_a_situation_stands_once_before_its_questions(said):
    asked = [replace(choice(number), case="Chi bộ thôn họp.") for number in (1, 2)]
    items = {number: Item(number, number, one, (), Decimal(1)) for number, one in enumerate(asked, 1)}
    part = paper_part(PrintedPaper("102", Sheet("key", items)), HEAD, said)
    text = "\n".join(one.text for one in docx.Document(BytesIO(written([part], {}))).paragraphs)
    assert text.count("Chi bộ thôn họp.") == 1
    assert "câu 1 đến 2" in text
    assert text.index("Chi bộ") < text.index("Câu 1.")


def test_a_short_case_stays_with_its_first_question_and_a_long_one_with_its_end(said):
    asked = line([])
    for lines, kept in ((3, [True] * 3), (40, [False] * 39 + [True])):
        told = case("".join(f"<p>Dòng {place}.</p>" for place in range(lines)), 1, 2, said)
        assert [one["keep"] for one in told] == [True, *kept]
    table = "<table><tr><td>Xóm</td><td>12</td></tr></table>"
    [_lead, inset] = case(table, 1, 1, said)
    assert (inset["kind"], inset["keep"], inset["left"]) == ("grid", True, 6)
    file = written([part([inset, asked], "{page}/{pages}")], {})
    assert docx.Document(BytesIO(file)).tables[0]._tbl.xpath("./w:tblPr/w:tblInd")


def test_the_key_is_a_table_of_questions_by_paper(said):
    papers = [replace(random_paper(seed), code=str(100 + seed)) for seed in (1, 2)]
    lines = {paper.code: key_lines(paper) for paper in papers}
    table = docx.Document(BytesIO(written(key_parts(lines, HEAD, said, "{page}/{pages}"), {}))).tables[0]
    assert [cell.text for cell in table.rows[0].cells][1:] == ["101", "102"]
    for row, first, second in zip(table.rows[1:], lines["101"], lines["102"], strict=True):
        signs = [one.sign if 0 < len(one.sign) <= 8 else "*" for one in (first, second)]
        assert [cell.text for cell in row.cells] == [str(first.number), *signs]


@pytest.mark.parametrize(
    "address", ["papers.docx", "papers.pdf", "papers.zip", "papers.pdf?code=102", "key.docx", "key.pdf"]
)
def test_files_are_handed_out(as_user, cast, address):
    quiz = make_quiz(cast, [choice(1), examples.GAPS, examples.PAIRS], papers_wanted=2)
    answer = as_user("chi").get(f"/quizzes/{quiz.id}/papers/{address}")
    assert answer.status_code == 200
    assert answer.data[:2] in (b"PK", b"%P")


def test_the_workbook_of_keys_has_a_row_for_each_paper(as_user, cast):
    quiz = make_quiz(cast, [choice(1), choice(2)], papers_wanted=2)
    answer = as_user("chi").get(f"/quizzes/{quiz.id}/papers/key.xlsx")
    rows = list(openpyxl.load_workbook(BytesIO(answer.data)).worksheets[0].values)
    assert [row[0] for row in rows[-2:]] == ["101", "102"]


def test_organisers_print_papers_and_never_see_keys(as_user, cast):
    quiz = make_quiz(cast)
    assert as_user("em").get(f"/quizzes/{quiz.id}/papers/papers.docx").status_code == 200
    assert as_user("em").get(f"/quizzes/{quiz.id}/papers/key.xlsx").status_code == 403
