"""Two pages as somebody photographs them on a desk: the sheet a little askew, what stands on it invented."""

from functools import cache
from io import BytesIO

import numpy as np
import typst
from PIL import Image

from lms.accounts.models import Person
from lms.demo.scene import Scene
from lms.files import shapes
from lms.files.pages import PagePicture
from lms.files.shapes import Shape, shape_of
from lms.marking import service as marking
from lms.marking.rules import read_place
from lms.marking.service import Subject
from lms.reflections import uploads
from lms.reflections.models import Reflection, Submission
from lms.typesetting import FONTS

PAGE = """
#set page(width: 210mm, height: 297mm, margin: (x: 22mm, y: 24mm), fill: rgb("fbfaf4"),
  background: stack(spacing: 9.4mm, ..range(30).map(_ => line(length: 210mm, stroke: 0.4pt + rgb("c9d6e6")))))
#set text(font: "Tinos", size: 22pt, style: "italic", fill: rgb("1d2f6f"), lang: "vi")
#set par(leading: 5.4mm, spacing: 5.4mm, first-line-indent: 10mm)
"""
TEXTS = (
    """#align(center)[BÀI THU HOẠCH]

Qua đợt học, tôi hiểu rõ hơn việc giải quyết thủ tục đúng hẹn là thước đo niềm tin của người dân. Từ đầu năm, tổ một
cửa nơi tôi làm nhận 1.240 hồ sơ, còn 63 hồ sơ trễ hẹn, phần lớn do phải bổ sung giấy tờ nhiều lần.

Nguyên nhân chính là phiếu hướng dẫn chưa rõ, người dân phải đi lại hai, ba lượt.""",
    """Tôi sẽ soạn lại phiếu hướng dẫn của năm thủ tục hay gặp nhất, dán tại quầy và gửi qua nhóm khu phố trước ngày 15
tháng sau. Mỗi tuần tôi tự thống kê số hồ sơ phải bổ sung để biết phiếu mới có giúp được không.

Đề xuất: đơn vị bố trí một buổi mỗi tuần hướng dẫn người cao tuổi nộp hồ sơ trên mạng.""",
)
DESK = (1200, 1600)
CORNERS = ((0.1, 0.12), (0.87, 0.1), (0.93, 0.91), (0.06, 0.93))
MARKS = (
    ({"page": "1", "x": "11", "y": "24", "width": "76", "height": "8"}, "Số liệu rõ, đúng việc của mình."),
    ({"page": "2", "x": "50", "y": "17"}, "Có thời hạn cụ thể, tốt."),
)


def take(reflection: Reflection, person: Person) -> None:
    """Two photos are added to the reflection; of the first the page is cut out."""
    for number in range(len(TEXTS)):
        photo, page = _pictures(number)
        upload = uploads.add(
            *(reflection, f"IMG_{2041 + number}.jpg", photo.body, [photo], person, reflection.started_at)
        )
        if number == 0:
            uploads.replace(
                upload,
                reflection,
                shape_of(0, [n for corner in CORNERS for n in corner]) or Shape(),
                page,
                person,
                reflection.started_at,
            )


def mark(scene: Scene, submission: Submission, subject: Subject) -> None:
    """Comments of the lecturer, in their places."""
    for values, words in MARKS:
        if place := read_place(values, submission.page_count):
            marking.add_comment(subject, scene.lecturer, marking.on_page(place), words, scene.now)


@cache
def _pictures(number: int) -> tuple[PagePicture, PagePicture]:
    """The photo, and the page in it."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    drawn = typst.compile((PAGE + TEXTS[number]).encode(), font_paths=fonts, format="png", ppi=110)
    sheet = Image.open(BytesIO(bytes(drawn))).convert("RGB")
    return _packed(_on_desk(sheet)), _packed(sheet)


def _on_desk(sheet: Image.Image) -> Image.Image:
    """The sheet laid into the four corners: each dot of the photo comes from the sheet, or from around it."""
    across = [n for corner in CORNERS for n in corner]
    there = shapes.coefficients(shape_of(0, across) or Shape(), DESK, sheet.size)
    back = np.linalg.inv(np.array([*there, 1.0]).reshape(3, 3))
    plan = tuple((back / back[2, 2]).flatten()[:8])
    way, resample = Image.Transform.PERSPECTIVE, Image.Resampling.BICUBIC
    return sheet.transform(DESK, way, plan, resample, fillcolor="#6b4a31")


def _packed(picture: Image.Image) -> PagePicture:
    body = BytesIO()
    picture.save(body, "JPEG", quality=80)
    return PagePicture(body.getvalue(), *picture.size)
