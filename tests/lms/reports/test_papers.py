"""The papers opened again by other programs: words, marks, fonts, sizes and places as the forms ask for."""

import unicodedata
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from docx import Document
from pypdf import PdfReader

from lms.reports.content import Figures, SessionPart
from lms.reports.fields import Paper, lists, long_day, texts
from lms.reports.figures import Figure, Line, counts
from lms.reports.models import Form, ReportKind
from lms.reports.paper.default import default_template
from lms.reports.paper.filling import filled
from lms.reports.paper.pdf import pdf_of
from tests.lms.reports.halls import HEAD
from tests.lms.reports.reading import docx_text, look_for, paragraphs

NOW = datetime(2026, 2, 5, 4, 0, tzinfo=UTC)
MM = 72 / 25.4
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"


def paper(form: Form = Form.PARTY, people: int = 12, sessions: int = 1, **head: str) -> Paper:
    kinds = [
        (Figure.PRESENT,),
        (Figure.PRESENT, Figure.LATE),
        (Figure.EXCUSED,),
        (Figure.UNEXCUSED,),
        (Figure.INCOMPLETE,),
        (Figure.PRESENT, Figure.LEFT_EARLY),
    ]
    lines = [
        Line(
            n,
            f"Trần Thị Mỹ Hằng {n}",
            n % 3,
            f"Chi bộ {n % 3}",
            "",
            session,
            (Figure.SUMMONED, *kinds[n % 6]),
            note="Ốm",
        )
        for session in range(1, sessions + 1)
        for n in range(people)
    ]
    held = [
        SessionPart(n, n, "Điều lệ Đảng", "Lớp đảng viên mới", "Hội trường A", NOW, NOW, counts(lines))
        for n in range(1, sessions + 1)
    ]
    kind = ReportKind.SESSION if sessions == 1 else ReportKind.CLASS
    figures = Figures(lines, held)
    return Paper(
        kind, form, {**HEAD, **head}, "12", "BC/TTCT", date(2026, 2, 5), "Lớp đảng viên mới", None, figures
    )


def docx_of(made: Paper) -> bytes:
    return filled(default_template(made.form), texts(made), lists(made))


def page_of(made: Paper) -> pypdfium2.PdfPage:
    return pypdfium2.PdfDocument(pdf_of(docx_of(made), NOW))[0]


def test_the_words_of_the_party_form_stand_in_the_file() -> None:
    found = paragraphs(docx_of(paper()))
    head = ["ĐẢNG BỘ TỈNH LAM GIANG", "TRUNG TÂM CHÍNH TRỊ PHƯỜNG TÂN LÂM", "*", "Số 12-BC/TTCT"]
    assert found[:4] == head
    for words in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Lam Giang, ngày 05 tháng 02 năm 2026",
        "BÁO CÁO",
        "Kính gửi: Thường trực Đảng ủy phường Tân Lâm",
        "- Như trên (b/c);",
        "- Lưu: VT.",
        "T/M BAN THƯỜNG VỤ",
        "BÍ THƯ",
        "Nguyễn Thị Phương Thảo",
    ):
        assert words in found, words


def test_the_state_form_has_its_own_head_and_number() -> None:
    found = paragraphs(docx_of(paper(Form.STATE)))
    assert {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 12/BC/TTCT"} <= set(
        found
    )
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" not in found


def test_figures_and_names_stand_in_tables_and_nothing_is_left_unfilled() -> None:
    document = Document(BytesIO(docx_of(paper())))
    _head, units, people, _foot = document.tables
    assert [cell.text for cell in units.rows[0].cells][1:] == [
        *(
            "Đơn vị",
            "Triệu tập",
            "Có mặt",
            "Vắng có phép",
            "Vắng không phép",
            "Đi muộn",
            "Về sớm",
            "Thiếu lượt",
        ),
    ]
    assert [cell.text for cell in units.rows[1].cells] == ["1", "Chi bộ 0", "4", "2", "0", "2", "0", "0", "0"]
    assert len(people.rows) == 1 + 10
    assert "{{" not in docx_text(docx_of(paper()))


def test_a_report_of_several_sessions_has_a_row_for_each() -> None:
    document = Document(BytesIO(docx_of(paper(sessions=3))))
    assert len(document.tables) == 5
    assert [row.cells[1].text for row in document.tables[2].rows][1:] == [
        f"Buổi {n}, 05/02/2026: Điều lệ Đảng" for n in (1, 2, 3)
    ]


@pytest.mark.parametrize("form", Form)
def test_every_font_of_the_pdf_is_inside_it(form) -> None:
    reader: Any = PdfReader(BytesIO(pdf_of(docx_of(paper(form)), NOW)))
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts != []
    for font in fonts:
        [below] = font["/DescendantFonts"]
        descriptor = below.get_object()["/FontDescriptor"].get_object()
        assert "Tinos" in descriptor["/FontName"]
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)


def test_every_vietnamese_letter_comes_out_of_the_pdf_as_it_went_in() -> None:
    asked = LETTERS + LETTERS.upper()
    page = page_of(paper(nhan_xet=" ".join(asked)))
    reader = PdfReader(BytesIO(pdf_of(docx_of(paper(nhan_xet=" ".join(asked))), NOW)))
    for said in (
        "".join(one.extract_text() for one in reader.pages),
        page.get_textpage().get_text_range()
        + "".join(one.get_textpage().get_text_range() for one in list(page.pdf)[1:]),
    ):
        kept = unicodedata.normalize("NFC", "".join(said.split()))
        assert asked in kept


def test_the_head_of_a_party_paper_stands_where_and_as_big_as_the_guideline_says() -> None:
    page = page_of(paper())
    assert (round(page.get_width() / MM), round(page.get_height() / MM)) == (210, 297)
    party = look_for(page, "ĐẢNG CỘNG SẢN VIỆT NAM")
    above = look_for(page, "ĐẢNG BỘ TỈNH LAM GIANG")
    number = look_for(page, "Số 12-BC/TTCT")
    day = look_for(page, "Lam Giang, ngày 05")
    title = look_for(page, "BÁO CÁO")
    assert (party.size, above.size, number.size, day.size, title.size) == (15, 14, 14, 14, 15)
    assert ["Bold" in one.font for one in (party, above, title)] == [True, False, True]
    assert "Italic" in day.font
    assert abs(party.top - above.top) < 2
    assert above.right < party.left
    assert abs(above.middle - number.middle) < 1
    assert abs(title.middle - (30 + 160 / 2) * MM) < 1


def test_margins_are_those_of_the_template_and_no_line_runs_out_of_them() -> None:
    made = paper(people=250)
    for page in pypdfium2.PdfDocument(pdf_of(docx_of(made), NOW)):
        text = page.get_textpage()
        said = text.get_text_range()
        wide = [text.get_charbox(place) for place, letter in enumerate(said) if letter.strip()]
        assert min(box[0] for box in wide) >= 30 * MM - 1
        assert max(box[2] for box in wide) <= 190 * MM + 1
        assert min(box[1] for box in wide) >= 20 * MM - 3


def test_later_pages_carry_their_number_and_the_head_of_the_table() -> None:
    document = pypdfium2.PdfDocument(pdf_of(docx_of(paper(people=250)), NOW))
    second = document[1].get_textpage().get_text_range()
    assert second.split()[0] == "2"
    assert "Họ và tên" in second
    assert document[0].get_textpage().get_text_range().split()[0] != "1"


def test_a_picture_of_the_page_shows_the_marks_above_capitals() -> None:
    """The circumflex of Ễ and its tilde reach above E, and there is ink in them, not only room for them."""
    page = page_of(paper(quyen_han="nguyễn", chuc_vu="nguyen"))
    with_marks, without = look_for(page, "NGUYỄN"), look_for(page, "NGUYEN")
    marks = with_marks.bottom - without.height - with_marks.top
    assert marks > 0.2 * without.height
    picture = page.render(scale=4).to_pil().convert("L")
    place = (with_marks.left, with_marks.top, with_marks.right, with_marks.top + marks - 0.5)
    ink = [value for value in picture.crop(tuple(round(4 * side) for side in place)).tobytes() if value < 128]
    assert len(ink) > 30


def test_one_document_gives_the_same_pdf_twice() -> None:
    docx = docx_of(paper())
    assert pdf_of(docx, NOW) == pdf_of(docx, NOW)


def test_days_below_ten_and_the_first_two_months_are_written_with_a_zero() -> None:
    assert long_day(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert long_day(date(2026, 5, 22)) == "ngày 22 tháng 5 năm 2026"
    assert long_day(date(2026, 11, 9)) == "ngày 09 tháng 11 năm 2026"
