"""The attendance book: what the screen shows, the workbook holds, and a hand can reckon."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from lms import database
from lms.attendance import excuses, queries
from lms.attendance.models import AttendanceCorrection
from lms.attendance.rules import Standing
from lms.attendance.windows import Mark, Phase
from lms.classes.models import SessionState, StudyGroup
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.attendance.hall import CROWD, HOURS, came, came_all, checkpoint_of, fill, session_of

DAY = timedelta(days=1)


def past(cast, number: int):
    """The session so many days ago; its two checkpoints."""
    session = session_of(cast.k1, number)
    session.starts_at = clock.now() - (4 - number) * DAY
    session.ends_at = session.starts_at + HOURS
    database.session.commit()
    return session, checkpoint_of(session), checkpoint_of(session, Phase.AFTER)


def read(body: bytes) -> tuple[list[list[Any]], Any]:
    sheet: Any = load_workbook(BytesIO(body)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)], sheet


def table(rows: list[list[Any]], head: str = "STT") -> tuple[list[Any], list[list[Any]]]:
    start = next(n for n, row in enumerate(rows) if row[0] == head)
    return rows[start], [row for row in rows[start + 1 :] if isinstance(row[0], int | float)]


@pytest.fixture
def held(cast):
    """One session with every kind of case; reckoned by hand in the tests."""
    names = ["Trần Thị Ánh", "Lê Văn Ân", "Đỗ Thị Bé", "Nguyễn Văn Đức", "Phạm Thị Dung", "Võ Văn Ý"]
    people = {name: casting.make_person(f"s{n}", name, cast.unit1) for n, name in enumerate(names)}
    for person in people.values():
        casting.enrol(person, cast.k1)
    _session, before, after = past(cast, 1)
    at, end = before.window.starts_at, after.window.ends_at
    came(before, people["Trần Thị Ánh"], at)
    came(after, people["Trần Thị Ánh"], end)
    came(before, people["Lê Văn Ân"], at + timedelta(minutes=9), late=True)
    came(after, people["Lê Văn Ân"], end)
    came(before, people["Đỗ Thị Bé"], at)  # left without checking out
    excuses.ask(before.class_session, people["Nguyễn Văn Đức"], "Con ốm", at - DAY)
    excuses.approve(excuses.of(before.class_session_id, people["Nguyễn Văn Đức"].id), cast.em, at)
    came(before, people["Phạm Thị Dung"], at)
    for checkpoint in (before, after):
        database.session.add(
            AttendanceCorrection(
                checkpoint_id=checkpoint.id,
                person_id=people["Phạm Thị Dung"].id,
                old=Mark.PRESENT,
                new=Mark.ABSENT,
                at=end,
                by_id=cast.em.id,
                reason="Quét hộ",
            )
        )
    database.session.commit()
    return people


EXPECTED = {
    "Trần Thị Ánh": ("x", "x", Standing.PRESENT),
    "Lê Văn Ân": ("M", "x", Standing.LATE),
    "Đỗ Thị Bé": ("x", "K", Standing.INCOMPLETE),
    "Nguyễn Văn Đức": ("P", "P", Standing.EXCUSED),
    "Phạm Thị Dung": ("K", "K", Standing.ABSENT),
    "Võ Văn Ý": ("K", "K", Standing.ABSENT),
}


def test_every_kind_of_case_gives_the_standing_reckoned_by_hand(cast, held) -> None:
    totals = queries.attendance_of(cast.k1.id)
    found = {name: totals[person.id].lines[0].standing for name, person in held.items()}
    assert found == {name: standing for name, (_before, _after, standing) in EXPECTED.items()}


def test_periods_attended_and_needed_are_those_reckoned_by_hand(cast, held) -> None:
    totals = queries.attendance_of(cast.k1.id)
    by_name = {name: totals[person.id] for name, person in held.items()}
    assert (by_name["Trần Thị Ánh"].attended, by_name["Lê Văn Ân"].attended) == (5, 5)
    assert {by_name[name].attended for name in ("Đỗ Thị Bé", "Nguyễn Văn Đức", "Võ Văn Ý")} == {0}
    assert (by_name["Võ Văn Ý"].planned, by_name["Võ Văn Ý"].needed) == (10, 8)
    assert by_name["Võ Văn Ý"].impossible
    assert not by_name["Trần Thị Ánh"].impossible


def test_the_workbook_of_a_session_holds_the_marks_in_vietnamese_order(cast, held, as_user) -> None:
    session = session_of(cast.k1)
    answer = as_user("em").get(f"/sessions/{session.id}/attendance.xlsx")
    assert answer.mimetype.endswith("spreadsheetml.sheet")
    rows, sheet = read(answer.data)
    _head, people = table(rows)
    assert [row[1] for row in people] == [
        "Nguyễn Văn An",
        "Trần Thị Ánh",
        "Lê Văn Ân",
        "Đỗ Thị Bé",
        "Phạm Thị Dung",
        "Nguyễn Văn Đức",
        "Đặng Thị Lan",
        "Võ Văn Ý",
    ]
    marks = {row[1]: (row[4], row[6]) for row in people if row[1] in EXPECTED}
    assert marks == {name: expected[:2] for name, expected in EXPECTED.items()}
    assert [row[0] for row in people] == list(range(1, 9))
    assert any("Quét hộ" in str(row[9]) for row in people)
    assert rows[1][0] == "DANH SÁCH ĐIỂM DANH"
    assert sheet.page_setup.orientation == "landscape"


def test_the_book_of_the_class_has_two_columns_a_session_and_totals(cast, held, as_user) -> None:
    past(cast, 2)
    rows, _sheet = read(as_user("em").get(f"/classes/{cast.k1.id}/attendance.xlsx").data)
    head, people = table(rows)
    assert [word for word in head if re.fullmatch(r"B\d (đầu|cuối)", str(word))] == [
        "B1 đầu",
        "B1 cuối",
        "B2 đầu",
        "B2 cuối",
    ]
    row = next(row for row in people if row[1] == "Lê Văn Ân")
    assert row[4:17] == ["M", "x", None, None, 5, 8, 0, 0, 1, 0, 0, 0, "còn thiếu 3"]
    assert all(isinstance(value, int | float) for value in row[8:16])


def test_the_book_of_the_class_says_what_was_noted_and_lists_people_in_vietnamese_order(
    cast, held, as_user
) -> None:
    session, _before, _after = past(cast, 2)
    excuses.ask(session, held["Nguyễn Văn Đức"], "Trực", session.starts_at - DAY)
    excuse: Any = excuses.of(session.id, held["Nguyễn Văn Đức"].id)
    excuses.approve(excuse, cast.em, session.starts_at)
    database.session.commit()
    rows, _sheet = read(as_user("em").get(f"/classes/{cast.k1.id}/attendance.xlsx").data)
    head, people = table(rows)
    assert head[-1] == "Ghi chú"
    assert {row[1]: row[-1] for row in people if row[-1]} == {
        "Phạm Thị Dung": "B1: Quét hộ",
        "Nguyễn Văn Đức": "B1: Con ốm; B2: Trực",
    }
    names = ["An", "Ánh", "Ân", "Bé", "Dung", "Đức", "Lan", "Ý"]
    assert [row[1].split()[-1] for row in people] == names


def test_paper_and_workbook_hold_the_same(cast, held, as_user) -> None:
    em, session = as_user("em"), session_of(cast.k1)
    for base in (f"/sessions/{session.id}", f"/classes/{cast.k1.id}"):
        paper = em.get(f"{base}/attendance/print").text
        rows, _sheet = read(em.get(f"{base}/attendance.xlsx").data)
        _head, people = table(rows)
        cells = re.findall(r"<t[hd](?: scope=\"row\")?>([^<]*)</t[hd]>", paper)
        below = dict(re.findall(r"<strong>\d+\. ([^<]*):</strong> ([^<]*)</li>", paper))
        shown = [row[:-1] if below else row for row in people]
        assert cells == ["" if value is None else str(value) for row in shown for value in row]
        assert not below or below == {row[1]: row[-1] for row in people if row[-1]}
        assert bool(below) == base.startswith("/classes")


def test_a_cancelled_session_has_no_columns_and_a_name_is_never_a_formula(cast, as_user) -> None:
    session = session_of(cast.k1, 2)
    session.state, session.reason = SessionState.CANCELLED, "bão"
    casting.enrol(casting.make_person("x1", "=HYPERLINK(1)", cast.unit1), cast.k1)
    database.session.commit()
    rows, sheet = read(as_user("em").get(f"/classes/{cast.k1.id}/attendance.xlsx").data)
    head, _people = table(rows)
    assert "B2 đầu" not in head
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "=HYPERLINK(1)")
    assert cell.data_type == "s"


def test_a_learner_sees_only_their_own_marks(cast, held, as_user) -> None:
    page = as_user("an").get(f"/classes/{cast.k1.id}/attendance").text
    assert "Trần Thị Ánh" not in page
    assert "0 / 10" in page
    staff = as_user("chi").get(f"/classes/{cast.k1.id}/attendance").text
    assert "4 / 8" not in staff.replace("3 / 8", "")
    assert "3 / 8" in staff


def test_groups_stand_in_their_natural_order(cast, now) -> None:
    for name in ("Tổ 10", "Tổ 2", "Tổ 1"):
        group = StudyGroup(study_class_id=cast.k1.id, name=name)
        database.session.add(group)
        database.session.flush()
        person = casting.make_person(f"g{group.id}", f"Người {name}", cast.unit1)
        casting.enrol(person, cast.k1).group_id = group.id
    database.session.commit()
    assert list(queries.book_of_class(cast.k1.id).by_group()) == ["Tổ 1", "Tổ 2", "Tổ 10"]


def test_the_attendance_of_a_class_takes_five_queries_however_big(cast, count_queries) -> None:
    before = checkpoint_of(session_of(cast.k1))
    came_all(before, fill(cast, CROWD), clock.now())
    with count_queries() as queries_sent:
        totals = queries.attendance_of(cast.k1.id)
    assert len(totals) == CROWD + 2
    assert len(queries_sent) == 5, queries_sent


def test_a_class_without_sessions_or_people_is_empty_and_not_an_error(cast, as_user) -> None:
    empty = casting.make_class("K9", cast.unit1, cast.programme, sessions=0)
    database.session.commit()
    em = as_user("em")
    assert em.get(f"/classes/{empty.id}/attendance").status_code == 200
    assert em.get(f"/classes/{empty.id}/attendance.xlsx").status_code == 200
    assert queries.attendance_of(empty.id) == {}
