"""Slides as people make them, and as nobody should."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

TITLE_AND_BODY, TITLE_ONLY, BLANK = 1, 5, 6


def picture(size: tuple[int, int] = (400, 300), kind: str = "PNG") -> BytesIO:
    found = BytesIO()
    Image.new("RGB", size, "#9b1c2e").save(found, kind)
    found.seek(0)
    return found


def deck() -> Any:
    """Words with a list, a table with a picture, a chart, a hidden slide, notes of the speaker."""
    made = Presentation()
    first = _slide(made, TITLE_AND_BODY, "Chi bộ là nền tảng của Đảng")
    body = first.placeholders[1].text_frame
    body.text = "Vai trò của chi bộ <b>cơ sở</b>"
    deeper = body.add_paragraph()
    deeper.text, deeper.level = "Hạt nhân chính trị", 1
    first.notes_slide.notes_text_frame.text = "Nhắc học viên tắt điện thoại"
    second = _slide(made, TITLE_ONLY, "Số liệu")
    table = second.shapes.add_table(2, 2, Cm(2), Cm(5), Cm(10), Cm(3)).table
    for row, words in enumerate((("Năm", "Chi bộ"), ("2025", "1274"))):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    shown = second.shapes.add_picture(picture(), Cm(2), Cm(10))
    shown._element.nvPicPr.cNvPr.set("descr", "Ảnh hội nghị")
    third = _slide(made, TITLE_ONLY, "Biểu đồ")
    data = CategoryChartData()
    data.categories = ["Quý I", "Quý II"]
    data.add_series("Lớp", (2, 3.5))
    third.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(1), Cm(4), Cm(10), Cm(6), data)
    _slide(made, TITLE_ONLY, "Trang ẩn").element.set("show", "0")
    return made


def saved(made: Any) -> bytes:
    found = BytesIO()
    made.save(found)
    return found.getvalue()


def changed(data: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """The package with every part as `change` makes it, and more parts."""
    found = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(found, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, body in more.items():
            new.writestr(name.replace("__", "/"), body)
    return found.getvalue()


def _slide(made: Any, layout: int, title: str) -> Any:
    slide = made.slides.add_slide(made.slide_layouts[layout])
    slide.shapes.title.text = title
    return slide
