"""Any list becomes rows of text, and what is no list one sentence."""

import struct
import zipfile
from datetime import date, datetime, time
from functools import cache
from io import BytesIO
from typing import Any

import pytest

from lms.classes.roster import reader
from lms.classes.roster.problems import Problem
from lms.classes.roster.reader import Sheet
from tests.lms.classes.roster.files import HEADS, csv, people, xlsx


def read(data: bytes, name: str = "ds.xlsx") -> Sheet:
    sheet = reader.read(data, name)
    assert isinstance(sheet, Sheet), sheet
    return sheet


def refused(data: bytes, name: str = "ds.xlsx") -> str:
    problem = reader.read(data, name)
    assert isinstance(problem, Problem)
    return problem.code


def test_cells_come_as_a_person_would_type_them():
    moment = datetime.combine(date(1981, 5, 18), time())
    rows = [["0912345678", 912345678, 38081000123, date(1981, 5, 18), moment, 7.5, True, None, "An"]]
    assert read(xlsx(rows)).lines[0].cells == [
        "0912345678", "912345678", "38081000123", "1981-05-18", "1981-05-18", "7.5", "x", "", "An",
    ]  # fmt: skip


def test_names_become_composed_and_lose_what_cannot_be_seen():
    rows = [["Nguye\u0302\u0303n  Va\u0306n\u00a0An\u200b\u202e", "x"]]
    assert read(xlsx(rows)).lines[0].cells[0] == "Nguyễn Văn An"


def test_a_million_empty_rows_and_a_stray_cell_below_do_no_harm():
    def stray(sheet: Any) -> None:
        sheet["A900000"] = " "

    sheet = read(xlsx(people(3), HEADS, stray))
    assert [line.number for line in sheet.lines] == [1, 2, 3, 4]


def test_more_than_thirty_thousand_rows_are_refused():
    assert refused(xlsx([[number] for number in range(30_002)])) == "file.too_many_rows"
    assert refused(csv([[number, 1] for number in range(30_002)]), "ds.csv") == "file.too_many_rows"


def test_more_than_two_hundred_columns_are_refused():
    assert refused(xlsx([list(range(201))])) == "file.too_wide"
    assert refused(csv([list(range(201))]), "ds.csv") == "file.too_wide"


def test_the_sheet_that_looks_like_a_roster_is_read_and_the_others_are_named():
    def more(sheet: Any) -> None:
        sheet.title = "Hướng dẫn"
        roster, hidden = sheet.parent.create_sheet("Danh sách"), sheet.parent.create_sheet("Nháp")
        for row in [HEADS, *people(2)]:
            roster.append(row)
            hidden.append([*row, "bản nháp", "thêm"])
        hidden.sheet_state = "hidden"

    sheet = read(xlsx([["Xin điền vào trang Danh sách"]], change=more))
    assert sheet.name == "Danh sách"
    assert {note.code for note in sheet.notes} == {"sheet.others", "sheet.hidden"}


def test_merged_cells_hold_for_each_of_them():
    def merge(sheet: Any) -> None:
        sheet.merge_cells("B2:B3")

    lines = read(
        xlsx([["An", "Chi bộ 1"], ["Bình", None], ["Chi", "Chi bộ 2"]], ["Tên", "Chi bộ"], merge)
    ).lines
    assert [line.cells[1] for line in lines] == ["Chi bộ", "Chi bộ 1", "Chi bộ 1", "Chi bộ 2"]


def test_a_formula_is_never_evaluated():
    lines = read(xlsx([["=1+1", "An"]])).lines
    assert lines[0].cells == ["", "An"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
def test_text_is_read_in_every_delimiter_and_encoding(delimiter: str, encoding: str):
    name = "Trần Hòa" if encoding != "cp1258" else "Tr\u00e2\u0300n Ho\u0300a"
    sheet = read(csv([["STT", "Ho va ten", "Don vi"], [1, name, "A"]], delimiter, encoding), "ds.csv")
    assert sheet.lines[1].cells == ["1", "Trần Hòa", "A"]


def test_a_quoted_line_break_and_delimiter_stay_in_their_cell():
    data = 'Họ và tên,Ghi chú\n"An, Nguyễn","dòng 1\ndòng 2"\n'.encode()
    assert read(data, "ds.csv").lines[1].cells == ["An, Nguyễn", "dòng 1 dòng 2"]


def test_text_typed_for_an_old_font_is_converted_and_said():
    sheet = read(xlsx([["NguyÔn V¨n An", "TrÇn ThÞ B×nh", "§ç §øc M¹nh"]]))
    assert sheet.lines[0].cells[0] == "Nguyễn Văn An"
    assert [note.code for note in sheet.notes] == ["file.old_font"]


@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", b"\0\0\0"])
def test_an_empty_file_is_named_empty(data: bytes):
    assert refused(data) == "file.empty"


def test_an_empty_workbook_is_named_empty():
    assert refused(xlsx([])) == "file.empty"


def test_a_file_over_the_limit_is_refused_before_it_is_opened():
    assert refused(b"PK\x03\x04" + b"x" * reader.LARGEST) == "file.too_large"


@pytest.mark.parametrize("cut", [10, 200, 2000, -30])
def test_a_cut_off_workbook_is_damaged(cut: int):
    assert refused(xlsx(people(50), HEADS)[:cut]) in {"file.damaged", "file.empty"}


@pytest.mark.parametrize("seed", range(6))
def test_a_workbook_with_flipped_bytes_is_read_or_refused(seed: int):
    data = bytearray(xlsx(people(30), HEADS))
    for place in range(50 + seed, len(data), 97 + 13 * seed):
        data[place] ^= 0xFF
    outcome = reader.read(bytes(data), "ds.xlsx")
    assert isinstance(outcome, Sheet) or outcome.code in {
        "file.damaged",
        "file.locked",
        "file.unpacks_too_large",
    }


@pytest.mark.parametrize("name", ["ds.docx", "ds.pdf", "ds", "ds.exe"])
def test_what_is_no_list_is_refused_by_kind(name: str):
    assert refused(b"%PDF-1.7 something", name) == "file.unknown"
    assert refused(b"%PDF-1.7 something", "ds.csv") == "file.unknown"


def test_an_encrypted_workbook_is_named_so():
    compound = reader.OLE + b"\0" * 600 + reader.ENCRYPTED + b"\0" * 600
    assert refused(compound) == "file.locked"


def test_a_word_file_called_xlsx_is_refused():
    assert refused(zipped({"word/document.xml": b"<w/>"})) == "file.damaged"


@cache
def bomb() -> bytes:
    return zipped({"xl/worksheets/sheet1.xml": b"0" * 160_000_000})


def test_a_zip_bomb_is_counted_while_it_is_unpacked():
    assert len(bomb()) < 1_000_000
    assert refused(bomb()) == "file.unpacks_too_large"


def test_a_bomb_that_lies_about_its_size_is_not_believed():
    lying = bytearray(bomb())
    directory = lying.rindex(b"PK\x01\x02")
    lying[directory + 24 : directory + 28] = struct.pack("<I", 1000)
    assert refused(bytes(lying)) in {"file.unpacks_too_large", "file.damaged"}


def test_entities_are_refused_and_never_opened():
    data = xlsx(people(1), HEADS)
    book = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(book, "w") as target:
        for member in source.namelist():
            body = source.read(member)
            if member == "xl/workbook.xml":
                body = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + body
            target.writestr(member, body)
    assert refused(book.getvalue()) == "file.forbidden"


def test_a_sheet_that_claims_every_cell_is_bounded():
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
        b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>b</t></is></c></row></sheetData></worksheet>'
    )
    book = BytesIO()
    with zipfile.ZipFile(BytesIO(xlsx([["a"]]))) as source, zipfile.ZipFile(book, "w") as target:
        for member in source.namelist():
            target.writestr(member, sheet if member.endswith("sheet1.xml") else source.read(member))
    assert refused(book.getvalue()) in {"file.damaged", "file.too_wide", "file.unpacks_too_large"}


def zipped(members: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in members.items():
            package.writestr(name, body)
    return target.getvalue()
