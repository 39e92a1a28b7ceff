"""A paper as somebody photographs it who asks to stay away; everything on it is invented."""

from io import BytesIO

import typst
from PIL import Image

from lms.files.pages import PagePicture
from lms.typesetting import FONTS

TEXT = """
#set page(width: 148mm, height: 210mm, margin: 18mm, fill: rgb("f6f3ea"))
#set text(font: "Tinos", size: 13pt, lang: "vi")
#align(center)[UBND PHƯỜNG TÂN LÂM \\ #strong[TRẠM Y TẾ] #v(8mm) #text(size: 16pt)[#strong[GIẤY HẸN KHÁM]]]
#v(6mm)
Hẹn ông/bà có tên trong sổ khám đến khám lại vào buổi sáng ngày ghi trong sổ.
Đề nghị cơ quan, đơn vị tạo điều kiện.
#v(10mm)
#align(right)[Trạm trưởng #v(14mm) _đã ký_]
"""


def page() -> PagePicture:
    """One page as it is kept of a photo."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    drawn = typst.compile(TEXT.encode(), font_paths=fonts, format="png", ppi=110)
    picture = Image.open(BytesIO(bytes(drawn))).convert("RGB")
    body = BytesIO()
    picture.save(body, "JPEG", quality=80)
    return PagePicture(body.getvalue(), *picture.size)
