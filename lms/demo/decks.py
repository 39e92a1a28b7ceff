"""Slides of PowerPoint as a lecturer makes them: a list, a table, a chart and a picture."""

from datetime import datetime
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

WORDS, TITLE_ONLY = 1, 5
BULLETS = (
    (
        "Chi bộ là nền tảng của Đảng",
        (
            (0, "Vị trí, vai trò của chi bộ"),
            (1, "Cầu nối giữa Đảng với nhân dân"),
            (1, "Nơi giáo dục, rèn luyện, quản lý đảng viên"),
            (0, "Nhiệm vụ của chi bộ theo Điều lệ Đảng"),
        ),
    ),
    (
        "Chuẩn bị một buổi sinh hoạt",
        (
            (0, "Bí thư, phó bí thư thống nhất nội dung"),
            (0, "Gửi tài liệu trước cho đảng viên"),
            (0, "Phân công người chuẩn bị ý kiến"),
        ),
    ),
)
STEPS = (
    ("Bước", "Việc", "Thời gian"),
    ("1", "Mở đầu, thông báo đảng số", "10 phút"),
    ("2", "Thông tin thời sự, văn bản mới", "20 phút"),
    ("3", "Thảo luận nội dung chính", "60 phút"),
    ("4", "Kết luận, thông qua nghị quyết", "15 phút"),
)
MEETINGS = (("Quý I", 11), ("Quý II", 12), ("Quý III", 12), ("Quý IV", 10))


def deck() -> bytes:
    made = Presentation()
    made.core_properties.author = "Trường Chính trị tỉnh Lam Giang"
    made.core_properties.created = made.core_properties.modified = datetime(2026, 1, 5)  # noqa: DTZ001 - the format knows no zones
    for title, points in BULLETS:
        _list(made, title, points)
    _table(_titled(made, "Trình tự một buổi sinh hoạt"))
    _chart(_titled(made, "Số buổi sinh hoạt theo quý"))
    _titled(made, "Sơ đồ chỗ ngồi thảo luận tổ").shapes.add_picture(_seats(), Cm(3), Cm(5), width=Cm(16))
    data = BytesIO()
    made.save(data)
    return data.getvalue()


def _titled(made: Any, title: str) -> Any:
    slide = made.slides.add_slide(made.slide_layouts[TITLE_ONLY])
    slide.shapes.title.text = title
    return slide


def _list(made: Any, title: str, points: tuple[tuple[int, str], ...]) -> None:
    slide = made.slides.add_slide(made.slide_layouts[WORDS])
    slide.shapes.title.text = title
    frame = slide.placeholders[1].text_frame
    for place, (depth, words) in enumerate(points):
        paragraph = frame.add_paragraph() if place else frame.paragraphs[0]
        paragraph.text, paragraph.level = words, depth


def _table(slide: Any) -> None:
    table = slide.shapes.add_table(len(STEPS), len(STEPS[0]), Cm(2), Cm(5), Cm(20), Cm(8)).table
    for row, words in enumerate(STEPS):
        for column, word in enumerate(words):
            table.cell(row, column).text = word


def _chart(slide: Any) -> None:
    data = CategoryChartData()
    data.categories = [quarter for quarter, _count in MEETINGS]
    data.add_series("Số buổi", [count for _quarter, count in MEETINGS])
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(2), Cm(5), Cm(20), Cm(11), data)


def _seats() -> BytesIO:
    """Tables of a group around a board."""
    picture = Image.new("RGB", (960, 480), "#f6efe3")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((340, 30, 620, 70), fill="#9b1c2e")
    for row in range(2):
        for column in range(4):
            left, top = 90 + column * 210, 140 + row * 160
            pen.rounded_rectangle(
                (left, top, left + 150, top + 90), 14, fill="#d8a24a", outline="#7a5a1e", width=4
            )
    data = BytesIO()
    picture.save(data, "PNG")
    data.seek(0)
    return data
