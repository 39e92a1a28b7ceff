"""The report of a reflection as pages and files: who may see what, reminders once a day, rows behind figures."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from lms import database
from lms.notices.models import Notice
from lms.reflections import bench, tasks
from lms.reflections.handed_in import current_submissions
from lms.web import clock
from tests.lms.cast import NOW, enrol, make_person
from tests.lms.reflections import making

pytestmark = pytest.mark.usefixtures("context")
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def in_november(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def other(cast):
    person = make_person("yen", "Phan Thị Hoàng Yến", cast.unit2)
    enrol(person, cast.k1)
    return person


@pytest.fixture
def task(cast, other):
    """An has handed in and is marked 7 of 10; Yến and Lan have not handed in."""
    made = making.make_task(cast.k1, cast.chi)
    making.mark(making.hand_in(made, cast.an), cast.chi, level=1)
    database.session.commit()
    return made


def report(task):
    return f"/reflection-tasks/{task.id}/report"


def release(task, cast):
    bench.release(task, cast.chi, NOW)
    database.session.commit()


def test_nothing_of_a_mark_reaches_other_staff_before_the_release_on_no_page_and_in_no_file(
    cast, as_user, task
):
    em = as_user("em")
    page = em.get(report(task)).text
    assert "Phổ điểm" not in page
    assert "Điểm hiện ở đây sau khi công bố" in page
    for asked in ("marked=1", "bin=7", "band=Khá", "criterion=1", f"marker_id={cast.chi.id}"):
        assert em.get(f"{report(task)}/rows?{asked}").status_code == 404
    assert "7,00" not in em.get(f"{report(task)}/rows?delivered=1").text
    words = "\n".join(cells(em.get(f"{report(task)}.xlsx").data))
    assert cast.an.full_name in words
    assert cast.chi.full_name not in words
    assert "7.0" not in words
    assert "Điểm" not in text_of(em.get(f"{report(task)}.docx").data)
    assert "chưa công bố" in em.get(f"/reflection-reports?year={task.due_at.year}").text
    release(task, cast)
    assert "Phổ điểm" in em.get(report(task)).text
    assert "7,00" in em.get(f"{report(task)}/rows?bin=7").text
    assert "Điểm trung bình: 7" in text_of(em.get(f"{report(task)}.docx").data)
    assert "Khá: <a" in em.get(f"/reflection-reports?year={task.due_at.year}").text


def test_a_blind_marker_sees_figures_and_numbers_and_no_names_beside_marks(cast, as_user, task):
    chi = as_user("chi")
    page = chi.get(report(task)).text
    assert "Phổ điểm" in page
    rows = chi.get(f"{report(task)}/rows?marked=1").text
    assert "7,00" in rows
    assert "Bài số" in rows
    assert cast.an.full_name not in rows
    assert chi.get(f"{report(task)}/rows?marked=1&unit_id={cast.unit1.id}").status_code == 404
    assert chi.get(f"{report(task)}/rows?band=Khá&delivered=1").status_code == 404
    assert chi.get(f"{report(task)}/rows?handed=late").status_code == 404
    names = chi.get(f"{report(task)}/rows?delivered=1").text
    assert cast.an.full_name in names
    assert "7,00" not in names
    listed = cells(chi.get(f"{report(task)}.xlsx").data, sheet=0)
    assert cast.an.full_name in listed
    assert "7.0" not in listed


def test_a_mark_given_after_the_release_is_not_told_before_it_is_released_too(cast, as_user, task):
    release(task, cast)
    [script] = task_scripts(task)
    making.mark(script, cast.chi, level=2, base=1)
    database.session.commit()
    assert "7,00" in as_user("em").get(f"{report(task)}/rows?marked=1").text
    assert "10,00" in as_user("chi").get(f"{report(task)}/rows?marked=1").text


def task_scripts(task):
    return current_submissions(task)


def test_those_who_owe_it_are_reminded_at_one_tap_and_once_a_day(cast, as_user, task, other):
    em, path = as_user("em"), f"/reflection-tasks/{task.id}/reminders"
    em.post(path)
    em.post(path)
    told = [notice.person_id for notice in database.session.query(Notice).filter(Notice.key.like("%-due:%"))]
    assert sorted(told) == sorted([other.id, cast.lan.id])
    assert cast.an.id not in told


def test_one_is_reminded_alone_and_tomorrow_again(cast, as_user, task, other, monkeypatch):
    em, path = as_user("em"), f"/reflection-tasks/{task.id}/reminders"
    em.post(path, data={"person_id": other.id})
    em.post(path, data={"person_id": cast.an.id})
    monkeypatch.setattr(clock, "now", lambda: NOW + DAY)
    as_user("em").post(path, data={"person_id": other.id})
    told = database.session.query(Notice).filter(Notice.key.like("%-due:%")).all()
    assert [notice.person_id for notice in told] == [other.id, other.id]


def test_who_is_exempt_or_whose_time_is_over_is_not_reminded(cast, as_user, task, other):
    tasks.exempt(task, other, "Tuổi cao", cast.chi, NOW)
    over = making.make_task(cast.k1, cast.chi, due_at=NOW - DAY)
    tasks.extend(over, other, NOW + DAY, "Ốm", cast.chi, NOW)
    database.session.commit()
    for one in (task, over):
        as_user("em").post(f"/reflection-tasks/{one.id}/reminders")
    told = {(notice.person_id, notice.key.split(":")[1]) for notice in database.session.query(Notice)}
    assert (other.id, str(task.id)) not in told
    assert (other.id, str(over.id)) in told
    assert (cast.lan.id, str(over.id)) not in told


def test_rows_of_a_unit_are_those_of_its_people(cast, as_user, task, other):
    rows = as_user("em").get(f"{report(task)}/rows?unit_id={cast.unit2.id}&missing=1").text
    assert other.full_name in rows
    assert cast.lan.full_name not in rows


def test_the_paper_lists_who_has_not_handed_in_under_the_head_of_the_office(cast, as_user, task, other):
    text = text_of(as_user("em").get(f"{report(task)}.docx").data)
    assert cast.unit1.name.upper() in text
    assert cast.root.name.upper() in text
    assert other.full_name in text
    assert "chưa nộp: 2" in text
    assert "{{" not in text


def test_the_report_costs_the_same_with_ten_times_the_learners(cast, as_user, task, count_queries):
    release(task, cast)
    em, path = as_user("em"), report(task)
    em.get(path)
    with count_queries() as few:
        em.get(path)
    making.hand_in_by_others(cast, task, 10)
    for script in current_submissions(task):
        making.mark(script, cast.chi)  # An's has its mark and keeps it
    release(task, cast)
    with count_queries() as many:
        em.get(path)
    assert len(many) == len(few) <= 25


def cells(body, sheet=None):
    book = CalamineWorkbook.from_filelike(BytesIO(body))
    chosen = range(len(book.sheet_names)) if sheet is None else [sheet]
    return [
        str(cell) for place in chosen for row in book.get_sheet_by_index(place).to_python() for cell in row
    ]


def text_of(body):
    document = Document(BytesIO(body))
    found = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *found])
