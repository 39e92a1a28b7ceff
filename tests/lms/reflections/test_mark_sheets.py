"""Marking without a network: a sheet goes out and comes back, is looked at before it counts, overwrites nothing."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pypdf
import pytest
from sqlalchemy import select

from lms import database
from lms.marking import rubrics
from lms.marking.models import Mark
from lms.permissions import Role
from lms.reflections.offline import reading
from lms.reflections.offline.models import MarkSheet
from tests.lms.cast import NOW, appoint
from tests.lms.reflections import hostile, making
from tests.lms.scenes import scene

GOOD, FAIR = "Tốt (5)", "Khá (3,5)"


@scene
def task(cast):
    made = making.make_task(cast.k1, cast.chi)
    making.hand_in(made, cast.an)
    making.hand_in_by_others(cast, made, 2)
    appoint(cast.dung, Role.LECTURER, class_id=cast.k1.id)
    database.session.commit()
    return made


def taken(client, task, part=1):
    """The files of the package by name, the sheet as a workbook."""
    answer = client.get(f"/reflection-tasks/{task.id}/mark-sheets/{part}.zip")
    assert answer.mimetype == "application/zip"
    with ZipFile(BytesIO(answer.data)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    return files, openpyxl.load_workbook(BytesIO(files["phiếu chấm.xlsx"]))


def packed(book) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def bring_back(client, task, book):
    body = book if isinstance(book, bytes) else packed(book)
    data = {"file": (BytesIO(body), "chấm.xlsx")}
    return client.post(f"/reflection-tasks/{task.id}/mark-sheets", data=data)


def fill(book, row, first, second, remark=""):
    sheet = book["Chấm bài"]
    sheet[f"E{row}"], sheet[f"G{row}"], sheet[f"I{row}"] = first, second, remark


def marks():
    return database.session.scalars(select(Mark).order_by(Mark.id)).all()


def test_the_package_holds_a_sheet_and_the_scripts_without_any_name(cast, as_user, task):
    files, book = taken(as_user("chi"), task)
    sheet = book["Chấm bài"]
    assert sheet.max_row == 4
    numbers = {sheet[f"B{row}"].value for row in (2, 3, 4)}
    assert {f"Bài số {number}.pdf" for number in numbers} | {"phiếu chấm.xlsx"} == set(files)
    assert not any(sheet[f"C{row}"].value for row in (2, 3, 4))
    assert {str(one.sqref) for one in sheet.data_validations.dataValidation} == {"E2:E4", "G2:G4"}
    printed = [pypdf.PdfReader(BytesIO(body)) for name, body in files.items() if name.endswith(".pdf")]
    text = "".join(page.extract_text() for one in printed for page in one.pages)
    assert "Con đường về bản" in text
    assert "Nguyễn" not in text
    for body in files.values():
        assert "Nguyễn Văn An".encode() not in body


def test_what_is_filled_in_is_shown_first_and_then_appended(cast, as_user, task):
    chi = as_user("chi")
    _files, book = taken(chi, task)
    fill(book, 2, GOOD, FAIR, "Gọn, rõ.")
    shown = chi.get(bring_back(chi, task, book).location)
    assert "Ghi điểm cho 1 bài" in shown.text
    assert "2 dòng để trống" in shown.text
    assert marks() == []
    [sheet] = database.session.scalars(select(MarkSheet)).all()
    assert as_user("dung").get(f"/mark-sheets/{sheet.public_id}").status_code == 404
    for _time in range(2):
        assert chi.post(f"/mark-sheets/{sheet.public_id}/application").status_code == 302
    [mark] = marks()
    assert (str(mark.total), mark.remark, mark.marker_id) == ("8.5000", "Gọn, rõ.", cast.chi.id)


def test_a_script_that_was_marked_meanwhile_is_a_clash_and_keeps_its_mark(cast, as_user, task):
    chi = as_user("chi")
    _files, book = taken(chi, task)
    for row in (2, 3):
        fill(book, row, GOOD, GOOD)
    number = int(book["Chấm bài"]["B2"].value)
    [submission] = [one for one in making.submissions(task) if one.reflection.script_no == number]
    making.mark(submission, cast.dung, level=0)
    database.session.commit()
    address = bring_back(chi, task, book).location
    shown = chi.get(address).text
    assert "Phạm Đức Dũng" in shown
    chi.post(f"{address}/application")
    first, second = marks()
    assert (first.subject_id, first.marker_id) == (submission.id, cast.dung.id)
    assert second.subject_id != submission.id


def test_a_sheet_that_comes_back_untouched_says_that_there_is_nothing_to_add(cast, as_user, task):
    making.mark(making.submissions(task)[0], cast.chi)
    database.session.commit()
    chi = as_user("chi")
    _files, book = taken(chi, task)
    making.mark(making.submissions(task)[0], cast.dung, level=2, base=1)
    database.session.commit()
    shown = chi.get(bring_back(chi, task, book).location).text
    assert "Không có điểm nào để ghi" in shown
    assert "1 dòng trùng với điểm đang có" in shown


def test_wrong_cells_are_named_and_their_rows_left_out(cast, as_user, task):
    chi = as_user("chi")
    _files, book = taken(chi, task)
    fill(book, 2, "=1+1", GOOD)
    fill(book, 3, "Giỏi", GOOD)
    fill(book, 4, GOOD, None)
    sheet = book["Chấm bài"]
    for column, cell in enumerate(sheet[2], 1):
        sheet.cell(5, column, cell.value if column == 1 else None)
    fill(book, 5, GOOD, GOOD)
    sheet["A6"] = "abc.1.0.0123456789ab"
    fill(book, 6, GOOD, GOOD)
    address = bring_back(chi, task, book).location
    shown = chi.get(address).text
    for cell in ("E2", "E3", "G4", "A5", "A6"):
        assert f"<dt>{cell}</dt>" in shown
    assert chi.post(f"{address}/application").status_code == 302
    assert marks() == []


def test_a_sheet_of_another_rubric_version_or_another_marker_counts_for_nothing(cast, as_user, task):
    chi = as_user("chi")
    _files, book = taken(chi, task)
    fill(book, 2, GOOD, GOOD)
    dung = as_user("dung")
    shown = dung.get(bring_back(dung, task, book).location).text
    assert "<dt>A2</dt>" in shown
    first, *rest = rubrics.plan_of(task.rubric.current)
    rubrics.update(task.rubric, "Phiếu chấm", [replace(first, title="Bố cục mới"), *rest], cast.chi, NOW)
    database.session.commit()
    address = bring_back(chi, task, book).location
    assert "Phiếu tiêu chí đã thay đổi" in chi.get(address).text
    chi.post(f"{address}/application")
    assert marks() == []


@pytest.mark.one_database
@pytest.mark.parametrize("name", list(hostile.WORKBOOKS))
def test_a_hostile_or_damaged_file_is_refused_with_one_sentence(app, name):
    with app.test_request_context():
        assert reading.read(hostile.WORKBOOKS[name]()).endswith(".")


def test_what_is_refused_stores_nothing_and_the_page_says_why(as_user, task):
    for body, words in ((b"<html>", "không phải phiếu chấm"), (hostile.book(), "không phải phiếu chấm")):
        answer = bring_back(as_user("chi"), task, body)
        assert answer.status_code == 422
        assert words in answer.text
    assert as_user("chi").post(f"/reflection-tasks/{task.id}/mark-sheets").status_code == 422
    assert database.session.scalars(select(MarkSheet)).all() == []


def test_looking_at_a_sheet_costs_the_same_for_any_number_of_rows(cast, as_user, task, count_queries):
    chi, costs = as_user("chi"), []
    _files, book = taken(chi, task)
    for row in (2, 3, 4):
        fill(book, row, GOOD, GOOD)
        address = bring_back(chi, task, book).location
        with count_queries() as queries:
            assert chi.get(address).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[-1]
