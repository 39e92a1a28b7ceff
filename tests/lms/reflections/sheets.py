"""Marking sheets as people take them along, fill them in and bring them back."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl

GOOD, FAIR, POOR = "Tốt (5)", "Khá (3,5)", "Chưa đạt (1)"
SHEET = "phiếu chấm.xlsx"


def package(client, task, part=1) -> dict[str, bytes]:
    """The files of the package by name."""
    answer = client.get(f"/reflection-tasks/{task.id}/mark-sheets/{part}.zip")
    assert answer.mimetype == "application/zip"
    with ZipFile(BytesIO(answer.data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def taken(client, task, part=1):
    """The files of the package by name, the sheet as a workbook."""
    files = package(client, task, part)
    return files, openpyxl.load_workbook(BytesIO(files[SHEET]))


def fill(book, row, first, second, remark=""):
    sheet = book["Chấm bài"]
    sheet[f"E{row}"], sheet[f"G{row}"], sheet[f"I{row}"] = first, second, remark


def bring_back(client, task, book):
    """The answer to the sheet: where it can be looked at, or why it is not taken."""
    target = BytesIO()
    if isinstance(book, bytes):
        target.write(book)
    else:
        book.save(target)
    data = {"file": (BytesIO(target.getvalue()), "chấm.xlsx")}
    return client.post(f"/reflection-tasks/{task.id}/mark-sheets", data=data)


def count(client, task, book) -> str:
    """Bring it back, let it count, and what the page says afterwards."""
    address = bring_back(client, task, book).location
    return client.post(f"{address}/application", follow_redirects=True).text
