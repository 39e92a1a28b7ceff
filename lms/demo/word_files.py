"""A reflection as somebody writes it in Word at the office; what stands in it is invented."""

from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document as Word
from docx.shared import Cm
from PIL import Image, ImageDraw

from lms.accounts.models import Person
from lms.reflections import uploads
from lms.reflections.models import Reflection
from lms.reflections.wordfiles import reading
from lms.reflections.wordfiles.reading import Read

NAME = "Bai thu hoach.docx"
DONE = (
    "Soạn lại tờ hướng dẫn của ba thủ tục hay phải bổ sung;",
    "Mỗi chiều thứ sáu rà soát hồ sơ sắp đến hạn cùng bộ phận một cửa;",
    "Ghi lại từng lỗi lặp lại để trao đổi trong buổi họp phòng.",
)
FIGURES = (("Quý", "Hồ sơ nhận", "Trễ hẹn"), ("I", "412", "31"), ("II", "455", "22"), ("III", "430", "12"))
PLAN = """Sau ba tháng, số hồ sơ trễ hẹn giảm từ 31 xuống còn 12. Từ nay đến cuối năm tôi đề nghị giữ cách làm này, đồng
thời đưa tờ hướng dẫn lên trang của đơn vị trước ngày 15 tháng sau."""


def send(reflection: Reflection, person: Person, understanding: str, practice: str) -> None:
    """The file is added to the reflection, read as any other."""
    body = _file(understanding, practice)
    read = reading.read(body)
    if not isinstance(read, Read):
        raise RuntimeError(f"the Word file of the demo was not read: {read}")
    uploads.add_text(reflection, NAME, body, read, person, reflection.started_at)


def _file(understanding: str, practice: str) -> bytes:
    document, data = Word(), BytesIO()
    document.core_properties.author = "Học viên"
    document.core_properties.created = document.core_properties.modified = datetime(2026, 1, 5)  # noqa: DTZ001 - the format knows no zones
    document.add_heading("BÀI THU HOẠCH", 0)
    document.add_heading("I. Nhận thức", 1)
    _paragraphs(document, understanding)
    document.add_heading("II. Liên hệ công việc", 1)
    _paragraphs(document, practice)
    document.add_paragraph("Trong ba quý đầu năm, tôi đã làm ba việc:")
    for text in DONE:
        document.add_paragraph(text, style="List Bullet")
    table = document.add_table(0, len(FIGURES[0]), style="Table Grid")
    for row in FIGURES:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("Biểu đồ số hồ sơ trễ hẹn theo quý:")
    document.add_picture(BytesIO(_chart()), width=Cm(9))
    _paragraphs(document, PLAN)
    document.save(data)
    return data.getvalue()


def _paragraphs(document: Any, text: str) -> None:
    for paragraph in text.split("\n\n"):
        document.add_paragraph(" ".join(paragraph.split()))


def _chart() -> bytes:
    picture, data = Image.new("RGB", (720, 400), "white"), BytesIO()
    pen = ImageDraw.Draw(picture)
    pen.line([(60, 20), (60, 350), (690, 350)], fill="#444444", width=3)
    for place, row in enumerate(FIGURES[1:]):
        left, height = 120 + place * 190, int(row[2]) * 9
        pen.rectangle([left, 350 - height, left + 110, 350], fill="#8f1d2c")
    picture.save(data, "PNG")
    return data.getvalue()
