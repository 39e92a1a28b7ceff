"""Codes of a whole class are opened at once, by two people, when everything is marked; then there are minutes."""

from io import BytesIO

import pytest
from docx import Document

from lms import database
from lms.reflections import gate
from tests.lms.reflections import making

NAME = "Nguyễn Văn An"
MINUTES = {"place": "Phòng họp số 2", "present": "Hoàng Thị Thư, thư ký"}


@pytest.fixture
def sealed(cast, as_user):
    """An's script, sealed by Chi; Em (organiser) can be the second."""
    task, script = making.played(cast)
    assert as_user("chi").post(f"/reflection-tasks/{task.id}/codes/seal").status_code == 302
    return task, script


def path(sealed, end=""):
    return f"/reflection-tasks/{sealed[0].id}/codes{end}"


def mark(cast, sealed):
    making.mark(sealed[1], cast.chi, level=2)
    database.session.commit()


def ask(cast, as_user, sealed, name="chi", second="em"):
    data = {**MINUTES, "second_id": cast.people[second].id}
    return as_user(name).post(path(sealed, "/opening"), data=data)


def confirm(as_user, sealed, name="em"):
    return as_user(name).post(path(sealed, "/opening/confirmation"))


def test_nothing_opens_before_everything_is_marked(cast, as_user, sealed):
    assert ask(cast, as_user, sealed).status_code == 409
    mark(cast, sealed)
    assert ask(cast, as_user, sealed).status_code == 302
    making.hand_in_by_others(cast, sealed[0], 1)
    assert confirm(as_user, sealed).status_code == 409
    assert gate.is_blind(sealed[0])


def test_one_person_alone_opens_nothing(cast, as_user, sealed):
    mark(cast, sealed)
    assert ask(cast, as_user, sealed, second="chi").status_code == 422
    ask(cast, as_user, sealed)
    assert confirm(as_user, sealed, "chi").status_code == 403
    assert gate.is_blind(sealed[0])
    assert NAME not in as_user("chi").get(path(sealed)).text
    assert as_user("chi").get(f"/reflection-tasks/{sealed[0].id}/code-minutes.docx").status_code == 404


def test_two_people_open_all_codes_and_there_are_minutes(cast, as_user, sealed):
    mark(cast, sealed)
    ask(cast, as_user, sealed)
    assert confirm(as_user, sealed).status_code == 302
    number = str(sealed[1].reflection.script_no)
    page = as_user("chi").get(path(sealed)).text
    assert NAME in page
    assert number in page
    assert NAME in as_user("chi").get(f"/scripts/{sealed[1].public_id}").text
    answer = as_user("chi").get(f"/reflection-tasks/{sealed[0].id}/code-minutes.docx")
    document = Document(BytesIO(answer.data))
    said = " ".join(paragraph.text for paragraph in document.paragraphs)
    for words in (
        "Phòng họp số 2",
        "Trần Thị Mai Chi và Hoàng Văn Em",
        "Hoàng Thị Thư",
        "Số bài mở phách: 1",
    ):
        assert words in said
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert {number, NAME, "10"} <= set(cells)


def test_an_organiser_reads_names_and_no_marks(cast, as_user, sealed):
    mark(cast, sealed)
    ask(cast, as_user, sealed)
    confirm(as_user, sealed)
    answer = as_user("em").get(f"/reflection-tasks/{sealed[0].id}/code-minutes.docx")
    cells = [
        cell.text
        for table in Document(BytesIO(answer.data)).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert NAME in cells
    assert "10" not in cells


def test_marks_are_released_after_the_opening_only(cast, as_user, sealed):
    mark(cast, sealed)
    release = f"/reflection-tasks/{sealed[0].id}/release"
    assert as_user("chi").post(release).status_code == 409
    ask(cast, as_user, sealed)
    confirm(as_user, sealed)
    assert as_user("chi").post(release).status_code == 302


def test_sealed_codes_stay_sealed_whatever_becomes_of_the_task(cast, as_user, sealed):
    mark(cast, sealed)
    assert as_user("chi").post(path(sealed, "/seal/removal")).status_code == 409
    sealed[0].blind = False
    database.session.commit()
    assert NAME not in as_user("chi").get(f"/scripts/{sealed[1].public_id}").text
    assert gate.is_blind(sealed[0])


def test_either_of_the_two_takes_it_back_and_opening_twice_is_opening_once(cast, as_user, sealed):
    mark(cast, sealed)
    ask(cast, as_user, sealed)
    assert as_user("em").post(path(sealed, "/opening/withdrawal")).status_code == 302
    assert confirm(as_user, sealed).status_code == 403
    ask(cast, as_user, sealed)
    confirm(as_user, sealed)
    assert confirm(as_user, sealed).status_code == 302
    assert as_user("chi").post(path(sealed, "/opening/withdrawal")).status_code == 409


def test_a_task_with_names_or_released_marks_cannot_be_sealed(cast, as_user):
    task = making.make_task(cast.k1, cast.chi, blind=False)
    database.session.commit()
    assert as_user("chi").post(f"/reflection-tasks/{task.id}/codes/seal").status_code == 409
