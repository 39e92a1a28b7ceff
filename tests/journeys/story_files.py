"""The files that people bring along: a list as an office keeps it, questions as a lecturer types them."""

import io
import unicodedata
from dataclasses import dataclass

from docx import Document
from openpyxl import Workbook

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Vũ", "Bùi", "Đỗ", "Dương")
MIDDLE = ("Văn", "Thị", "Đức", "Thanh", "Ngọc", "Minh")
GIVEN = (
    "An",
    "Ánh",
    "Bình",
    "Chi",
    "Dũng",
    "Đạt",
    "Hà",
    "Hòa",
    "Lan",
    "Mai",
    "Phúc",
    "Quý",
    "Sơn",
    "Tú",
    "Yến",
)
BIRTHS = ("05/03/1991", "5-3-1991", "1991-03-05", "ngày 5 tháng 3 năm 1991", "05.03.1991")
OPTIONS = "ABCD"


@dataclass(frozen=True)
class Learner:
    """Somebody on the list. `phone` is how it is dialled, whatever the file made of it."""

    name: str
    phone: str


def people(count: int) -> list[Learner]:
    """So many, no two alike, the same every time."""
    found = []
    for number in range(count):
        family, middle = FAMILY[number % len(FAMILY)], MIDDLE[number % len(MIDDLE)]
        given = GIVEN[(number * 7 + number // len(GIVEN)) % len(GIVEN)]
        found.append(Learner(f"{family} {middle} {given}", f"09{10_000_000 + 1234 * number}"))
    return found


def roster(learners: list[Learner]) -> bytes:
    """An untidy workbook: letterhead, shuffled columns, split names, lost zeros, one line twice, one that is wrong."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["ĐẢNG BỘ PHƯỜNG TÂN LÂM"])
    sheet.append([None, "DANH SÁCH CỬ ĐI HỌC LỚP BỒI DƯỠNG NHẬN THỨC VỀ ĐẢNG"])
    sheet.append([])
    sheet.append(["STT", "Số  điện thoại", "Họ và tên đệm", "Tên", "Ngày tháng năm sinh", "Dân tộc"])
    for number, learner in enumerate(learners):
        sheet.append(_line(number, learner))
    sheet.append(_line(0, learners[0]))
    sheet.append([len(learners) + 1, "không nhớ", "Lý Văn", "Sai", "31/02/1990", "Kinh"])
    sheet.append([])
    sheet.append([None, None, None, None, "NGƯỜI LẬP BIỂU"])
    return _saved(book)


def questions(count: int) -> bytes:
    """A Word file with the right letter underlined, or named in a line below, as it comes."""
    document = Document()
    document.add_paragraph("CÂU HỎI ÔN TẬP BÀI 1")
    for number in range(1, count + 1):
        document.add_paragraph(f"Câu {number}: Nội dung nào nói đúng về chủ đề số {number} của bài học?")
        right = number % len(OPTIONS)
        for place, letter in enumerate(OPTIONS):
            paragraph = document.add_paragraph()
            mark = paragraph.add_run(f"{letter}. ")
            mark.underline = place == right and number % 2 == 0
            paragraph.add_run(f"Phương án {letter.lower()} của chủ đề {number}")
        if number % 2:
            document.add_paragraph(f"Đáp án: {OPTIONS[right]}")
    return _saved(document)


def _line(number: int, learner: Learner) -> list[object]:
    before, _space, given = learner.name.rpartition(" ")
    phone: object = (
        int(learner.phone) if number % 2 else f"{learner.phone[:4]}.{learner.phone[4:7]}.{learner.phone[7:]}"
    )
    if number % 3 == 0:
        before = unicodedata.normalize("NFD", f"  {before} ")
    return [number + 1, phone, before, given, BIRTHS[number % len(BIRTHS)], "Kinh"]


def _saved(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()
