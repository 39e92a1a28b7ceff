"""What one of two markers found reaches no page, file or answer of anybody else before the script has its mark."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from lms.marking import queries as marking
from lms.marking.models import SubjectKind

CANARY = "chimhoangyen7351"
TOTAL = "4,5"
pytestmark = pytest.mark.one_database  # page after page as each of the cast: what is shown hardly differs


@pytest.fixture
def marked_by_one(as_user, twice):
    """Chi has recorded 1 + 3,5 with a remark, comments and a comment on a criterion; Dung has not begun."""
    path = f"/scripts/{twice.script.public_id}"
    first = twice.task.rubric.current.criteria[0].id
    body = {"body": CANARY, "quote": "Con đường", "slot": "1"}
    assert as_user("chi").post(f"{path}/comments", data=body).status_code == 302
    values = {**twice.form(0, 1), "remark": CANARY, f"comment-{first}": CANARY}
    assert as_user("chi").post(f"{path}/marks", data=values).status_code == 302
    again = {f"level-{first}": "0", "remark": CANARY + " nháp", "base": "1"}
    assert as_user("chi").post(f"{path}/draft", json=again).status_code == 200
    return twice


def plain(body):
    """What a page or an office file says."""
    if not body.startswith(b"PK"):
        return body.decode()
    with ZipFile(BytesIO(body)) as archive:
        return "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def pages(twice):
    task = f"/reflection-tasks/{twice.task.id}"
    script = f"/scripts/{twice.script.public_id}"
    return [
        script,
        f"{script}/difference",
        f"{task}/scripts",
        f"{task}/scripts?show=marked",
        task,
        f"{task}/report",
        f"{task}/report/rows?marked=1",
        f"{task}/report.xlsx",
        f"{task}/report.docx",
        f"{task}/allocation",
        f"{task}/double-marking",
        f"{task}/double-marking/agreement",
        f"{task}/appeals",
        f"{task}/similarity",
        f"/classes/{twice.cast.k1.id}/results",
        f"/classes/{twice.cast.k1.id}/reflections",
        f"/classes/{twice.cast.k1.id}",
        "/marking",
        "/",
    ]


@pytest.mark.parametrize("name", ["dung", "em", "nga", "khanh", "minh"])
def test_nothing_of_it_reaches_anybody_else(as_user, marked_by_one, name):
    seen = 0
    for path in pages(marked_by_one):
        answer = as_user(name).get(path, headers={"X-Workbench": "1"} if "/scripts/" in path else {})
        if answer.status_code == 200:
            seen += 1
            assert CANARY not in plain(answer.data), path
            assert TOTAL not in plain(answer.data).split("<body")[-1], path
    assert seen > 1


def test_the_learner_is_told_nothing(as_user, marked_by_one):
    reflection = marked_by_one.script.reflection.public_id
    for path in (f"/reflections/{reflection}", f"/classes/{marked_by_one.cast.k1.id}/reflections", "/"):
        assert CANARY not in as_user("an").get(path).text


def test_the_second_finds_an_empty_sheet_and_the_first_their_own(as_user, marked_by_one):
    path = f"/scripts/{marked_by_one.script.public_id}"
    second, first = as_user("dung").get(path).text, as_user("chi").get(path).text
    assert "checked" not in second.split('id="rubric"')[1].split("</form>")[0]
    assert CANARY in first


def test_no_query_for_marks_finds_it(marked_by_one):
    script = marked_by_one.script.id
    assert marking.marks_of(SubjectKind.SUBMISSION, script) == []
    assert marking.draft_of(SubjectKind.SUBMISSION, script, marked_by_one.cast.chi.id) is None
