"""A mark that two made can be asked about: neither of them decides, and what is not asked about keeps its points."""

from decimal import Decimal

from sqlalchemy import select

from lms import database
from lms.marking import queries as marking
from lms.marking.models import SubjectKind
from lms.reflections.appeals.models import ReflectionAppeal


def test_neither_reader_decides_and_the_mean_of_the_rest_stays(as_user, twice):
    twice.task.appeal_days = 7
    database.session.commit()
    rule = {"percent": "100", "within": "2", "third": "nearer"}
    assert as_user("chi").post(twice.path, data=rule).status_code == 302
    assert as_user("chi").post(f"{twice.path}/readers").status_code == 302
    readers = twice.readers()
    for name, level in zip(readers, (1, 2), strict=True):
        path = f"/scripts/{twice.script.public_id}/marks"
        assert as_user(name).post(path, data=twice.form(0, level)).status_code == 302
    mean = marking.latest_mark(SubjectKind.SUBMISSION, twice.script.id)
    assert mean.total == Decimal("5.25")
    as_user("chi").post(f"/reflection-tasks/{twice.task.id}/release")
    asked = {"criterion": "1", "reason": "Bài có mở đầu rõ ràng."}
    pid = twice.script.reflection.public_id
    assert as_user("an").post(f"/reflections/{pid}/appeals", data=asked).status_code == 302
    [appeal] = database.session.scalars(select(ReflectionAppeal)).all()
    first = twice.task.rubric.current.criteria[0]
    answer = {"reply": "Nâng một mức.", f"level-{first.id}": str(first.levels[1].id)}
    decision = f"/reflection-appeals/{appeal.id}/decision"
    for name in readers:
        assert as_user(name).post(decision, data=answer).status_code == 403
    [other] = {"chi", "dung", "em"} - set(readers)
    assert as_user(other).post(decision, data=answer).status_code == 302
    changed = marking.latest_mark(SubjectKind.SUBMISSION, twice.script.id)
    assert changed.total == Decimal("7.75")
    assert sorted(score.points for score in changed.scores) == [Decimal("3.5"), Decimal("4.25")]
