"""The paper lane: a sheet that keeps its lines, printed, as a workbook, keyed in after a look at what changes."""

import re
import zipfile
from io import BytesIO

import pandas as pd
import pytest

from lms import database
from lms.attendance.models import AttendanceCorrection
from lms.attendance.paper.models import SignInSheet
from lms.attendance.queries import book_of_session
from lms.attendance.windows import Mark, Phase
from lms.classes.models import Enrolment, EnrolmentState, StudyGroup
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.attendance.hall import came, fill, open_hall, rows


@pytest.fixture
def sheet(cast, as_user):
    """A sheet of K1 with its two learners and ten more; line n is `people[n - 1]`."""
    checkpoint = open_hall(cast)
    fill(cast, 10)
    as_user("em").post(f"/sessions/{checkpoint.class_session_id}/sign-in-sheets")
    return rows(SignInSheet)[0]


def preview(em, sheet, lines, phase="before"):
    return em.post(f"/sign-in-sheets/{sheet.id}/keying", data={"phase": phase, "lines": lines})


def seen_in(page) -> str:
    """What the preview asks to be sent back."""
    found = re.search(r'name="seen" value="([^"]+)"', page.text)
    assert found is not None
    return found[1]


def store(em, sheet, lines, phase="before"):
    data = {"phase": phase, "lines": lines, "seen": seen_in(preview(em, sheet, lines, phase))}
    return em.post(f"/sign-in-sheets/{sheet.id}/keying", data=data)


def marks(sheet, phase=Phase.BEFORE):
    book = book_of_session(sheet.class_session_id)
    found = [book.entry(sheet.class_session_id, phase, person_id).mark for person_id in sheet.person_ids]
    return {number: mark.value for number, mark in enumerate(found, 1) if mark is not Mark.NONE}


def test_a_sheet_has_a_line_for_everybody_in_the_order_of_lists_and_spare_ones(sheet, as_user) -> None:
    page = as_user("em").get(f"/sign-in-sheets/{sheet.id}").text
    learners = book_of_session(sheet.class_session_id).learners
    assert sheet.person_ids == [learner.person_id for learner in learners]
    assert page.count("<tr") == 2 + 12 + 10
    assert page.index(learners[0].full_name) < page.index(learners[11].full_name)


def test_a_sheet_of_one_group(cast, sheet, as_user) -> None:
    group = StudyGroup(study_class_id=cast.k1.id, name="Tổ 1")
    database.session.add(group)
    database.session.flush()
    database.session.query(Enrolment).filter_by(person_id=cast.an.id).one().group_id = group.id
    database.session.commit()
    url = f"/sessions/{sheet.class_session_id}/sign-in-sheets"
    as_user("em").post(url, data={"group": group.id})
    assert [row.person_ids for row in rows(SignInSheet)][1] == [cast.an.id]
    assert as_user("em").get(url).text.count("/keying?phase=before") == 2


def test_the_workbook_has_the_same_lines(sheet, as_user) -> None:
    answer = as_user("em").get(f"/sign-in-sheets/{sheet.id}.xlsx")
    frame = pd.read_excel(BytesIO(answer.data), header=None, dtype=str, engine="calamine")
    numbers = [value for value in frame[0] if isinstance(value, str) and value.isdecimal()]
    assert numbers == [str(number) for number in range(1, 23)]
    sheet_xml = zipfile.ZipFile(BytesIO(answer.data)).read("xl/worksheets/sheet1.xml").decode()
    assert 'orientation="landscape"' in sheet_xml
    assert sheet_xml.count('ht="30"') == 22


def test_keying_shows_first_what_changes_and_stores_nothing(sheet, as_user) -> None:
    answer = preview(as_user("em"), sheet, "1-3 x\n4 P\nabc\n99 x")
    assert answer.status_code == 200
    assert answer.text.count('name="seen"') == 1
    assert "<code>abc</code>" in answer.text
    assert marks(sheet) == {}
    assert rows() == []


def test_what_was_looked_at_is_stored_with_the_sheet_as_its_reason(cast, sheet, as_user) -> None:
    em = as_user("em")
    assert store(em, sheet, "1-3 x\n4P\n5 K\n6 m").status_code == 302
    assert marks(sheet) == {1: "present", 2: "present", 3: "present", 4: "excused", 5: "absent", 6: "late"}
    assert {row.reason for row in rows(AttendanceCorrection)} == {f"Phiếu ký tên số {sheet.id}"}
    assert store(em, sheet, "1-3 x\n7 x", "after").status_code == 302
    assert marks(sheet, Phase.AFTER) == {1: "present", 2: "present", 3: "present", 7: "present"}


def test_who_was_recorded_already_does_not_change(cast, sheet, as_user) -> None:
    checkpoint = open_hall(cast)
    came(checkpoint, cast.an, clock.now())
    line = sheet.person_ids.index(cast.an.id) + 1
    page = preview(as_user("em"), sheet, f"{line} x").text
    assert 'name="seen"' not in page


def test_what_changed_between_looking_and_storing_is_shown_again(cast, sheet, as_user) -> None:
    em = as_user("em")
    seen = seen_in(preview(em, sheet, "1-12 x"))
    came(open_hall(cast), cast.an, clock.now())
    data = {"phase": "before", "lines": "1-12 x", "seen": seen}
    answer = em.post(f"/sign-in-sheets/{sheet.id}/keying", data=data)
    assert answer.status_code == 409
    assert len(rows()) == 1


def test_lines_stay_whose_they_were_when_the_class_changes(cast, sheet, as_user) -> None:
    newcomer = casting.make_person("moi", "Bùi Văn A", cast.unit1)
    casting.enrol(newcomer, cast.k1)
    gone = database.session.query(Enrolment).filter_by(person_id=sheet.person_ids[0]).one()
    gone.state, gone.left_at = EnrolmentState.WITHDRAWN, clock.now()
    database.session.commit()
    second = sheet.person_ids[1]
    em = as_user("em")
    assert "không còn trong lớp" in em.get(f"/sign-in-sheets/{sheet.id}").text
    store(em, sheet, "1 2 x")
    assert [row.person_id for row in rows()] == [second]


def test_pages_about_sheets_cost_the_same_statements_for_many_as_for_few(
    cast, sheet, as_user, count_queries
) -> None:
    em = as_user("em")
    addresses = [
        f"/sign-in-sheets/{sheet.id}",
        f"/sign-in-sheets/{sheet.id}/keying",
        f"/sessions/{sheet.class_session_id}/sign-in-sheets",
    ]

    def statements():
        for address in addresses:
            with count_queries() as queries:
                em.get(address)
            yield len(queries)

    before = list(statements())
    casting.learners(cast.k1, {f"nua{number}": f"Trần Nữa {number}" for number in range(30)}, cast.unit1)
    database.session.commit()
    em.post(f"/sessions/{sheet.class_session_id}/sign-in-sheets")
    assert list(statements()) == before
