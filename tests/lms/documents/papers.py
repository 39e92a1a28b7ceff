"""Files that the texts of documents are read from."""

from io import BytesIO

import typst
from docx import Document as Word

REGULATION = (
    "Chương I",
    "QUY ĐỊNH CHUNG",
    "Điều 1. Phạm vi điều chỉnh",
    "1. Quy định này nói về việc học tập lý luận chính trị.",
    "2. Quy định này áp dụng cho:",
    "a) Cán bộ, đảng viên trong Đảng bộ tỉnh;",
    "đ) Quần chúng được giới thiệu học lớp nhận thức về Đảng.",
    "Chương II",
    "Điều 2. Trách nhiệm của cấp ủy",
    "1. Cấp ủy cử người đi học đúng thành phần.",
)


def word(*paragraphs: str) -> bytes:
    document, data = Word(), BytesIO()
    for paragraph in paragraphs or REGULATION:
        document.add_paragraph(paragraph)
    document.save(data)
    return data.getvalue()


def pdf(*paragraphs: str) -> bytes:
    said = "\n\n".join(paragraphs or REGULATION).replace("1. ", "1\\. ").replace("2. ", "2\\. ")
    return bytes(typst.compile(f'#set page(numbering: "1")\n{said}'.encode(), format="pdf"))
