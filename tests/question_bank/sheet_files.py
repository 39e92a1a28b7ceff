"""Lists of questions as sheets, made on the spot, and what is read of them."""

import io

from openpyxl import Workbook

from question_bank.formats import sheets

HEADS = ["STT", "Câu hỏi", "A", "B", "C", "D", "Đáp án"]
ROW = [1, "Thủ đô?", "Hà Nội", "Huế", "Vinh", "Đà Nẵng", "A"]


def xlsx(*rows, **more):
    book = Workbook()
    sheet = book.active
    sheet.title = "Câu hỏi"
    for row in rows:
        sheet.append(row)
    for name, others in more.items():
        other = book.create_sheet(name)
        for row in others:
            other.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv_of(*rows, delimiter=";"):
    return "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows).encode()


def one(*row, heads=HEADS):
    (found,) = sheets.read(xlsx(heads, row)).questions
    return found


def codes(data):
    return [problem.code for problem in sheets.read(data).all_problems()]
