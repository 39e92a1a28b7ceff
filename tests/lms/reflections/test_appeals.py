"""Re-marks of reflections: asked in time, decided by another lecturer, appended where the learner reads the mark."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.audit.models import AuditEntry
from lms.marking import queries as marking
from lms.marking.models import SubjectKind
from lms.notices.models import Notice
from lms.permissions import Role
from lms.reflections import bench
from lms.reflections.appeals import rules, service
from lms.reflections.appeals.models import ReflectionAppeal, Verdict
from lms.reflections.appeals.rules import Refused
from lms.reflections.appeals.service import Decision
from lms.web import clock
from tests.lms.cast import NOW, appoint
from tests.lms.reflections import making
from tests.lms.scenes import scene

pytestmark = pytest.mark.usefixtures("context")
KIND = SubjectKind.SUBMISSION
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def in_november(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@scene
def script(app, cast):
    """Marked by Chi and released; Dũng teaches in the class too."""
    task = making.make_task(cast.k1, cast.chi, appeal_days=7)
    submission = making.hand_in(task, cast.an)
    making.mark(submission, cast.chi, level=0)
    with app.app_context():
        bench.release(task, cast.chi, NOW)
    appoint(cast.dung, Role.LECTURER, class_id=cast.k1.id)
    database.session.commit()
    return submission


def mine(script):
    return f"/reflections/{script.reflection.public_id}"


def asked(script, criterion=0, now=NOW):
    made = service.ask(script.reflection, script, criterion, "Xin xem lại phần liên hệ.", now)
    assert isinstance(made, ReflectionAppeal)
    database.session.commit()
    return made


def best(appeal):
    """The best level of every criterion that may be changed."""
    return {f"level-{one.id}": str(one.levels[-1].id) for one in service.criteria(appeal)}


@pytest.mark.parametrize(
    "days, shown, now, answer",
    [
        (7, NOW, NOW, NOW + 7 * DAY),
        (7, NOW, NOW + 7 * DAY, NOW + 7 * DAY),
        (7, NOW, NOW + 7 * DAY + timedelta(seconds=1), Refused.OVER),
        (7, None, NOW, Refused.NOT_SHOWN),
        (7, NOW, NOW - DAY, Refused.NOT_SHOWN),
        (0, NOW, NOW, Refused.NONE_TAKEN),
    ],
)
def test_the_days_begin_when_the_mark_can_be_read(days, shown, now, answer):
    assert rules.until(days, shown, now) == answer


def test_asked_on_the_page_decided_by_another_and_read_on_the_page(cast, as_user, script):
    an, dung = as_user("an"), as_user("dung")
    page = an.post(f"{mine(script)}/appeals", data={"criterion": "0", "reason": "Xin xem lại"})
    assert page.status_code == 302
    appeal = database.session.query(ReflectionAppeal).one()
    told = {notice.person_id for notice in database.session.query(Notice).filter(Notice.key.like("%asked%"))}
    assert told == {cast.dung.id}
    assert "Xin xem lại" in dung.get(f"/reflection-appeals/{appeal.id}").text
    sent = {**best(appeal), "reply": "Đã xem lại, phần liên hệ đầy đủ."}
    assert dung.post(f"/reflection-appeals/{appeal.id}/decision", data=sent).status_code == 302
    shown = an.get(mine(script)).text
    assert "10 / 10" in an.get(f"/classes/{cast.k1.id}/reflections").text
    assert "Đã xem lại, phần liên hệ đầy đủ." in shown
    marks = [(mark.marker_id, mark.total) for mark in marking.marks_of(KIND, script.id)]
    assert marks == [(cast.dung.id, 10), (cast.chi.id, 2)]
    assert database.session.query(ReflectionAppeal).one().verdict is Verdict.CHANGED
    assert database.session.query(Notice).filter(Notice.key.like("%decided%")).one().person_id == cast.an.id
    actions = {entry.action for entry in database.session.query(AuditEntry)}
    assert {"reflection-appeal.asked", "reflection-appeal.decided", "mark.given"} <= actions


def test_whoever_marked_cannot_decide_neither_on_the_page_nor_by_the_service_nor_in_the_database(
    cast, as_user, script
):
    appeal = asked(script)
    page = as_user("chi").get(f"/reflection-appeals/{appeal.id}").text
    assert cast.dung.full_name in page
    assert "Ghi quyết định" not in page
    assert "Ghi quyết định" in as_user("dung").get(f"/reflection-appeals/{appeal.id}").text
    sent = {**best(appeal), "reply": "Giữ nguyên."}
    assert as_user("chi").post(f"/reflection-appeals/{appeal.id}/decision", data=sent).status_code == 403
    assert service.decide(cast.chi, appeal, Decision("Giữ nguyên.", {}), NOW) is Refused.BARRED
    changed = update(ReflectionAppeal).values(
        decided_at=NOW, decided_by_id=cast.chi.id, verdict=Verdict.STANDS
    )
    with pytest.raises(IntegrityError):
        database.session.execute(changed)


def test_one_criterion_changes_only_that_criterion_and_comments_stay(cast, as_user, script):
    appeal = asked(script, criterion=2)
    first, second = script.reflection.task.rubric.current.criteria
    sent = {
        f"level-{first.id}": str(first.levels[-1].id),
        f"level-{second.id}": str(second.levels[-1].id),
        "reply": "Được.",
    }
    as_user("dung").post(f"/reflection-appeals/{appeal.id}/decision", data=sent)
    points = {score.criterion_id: score.points for score in marking.released_mark(KIND, script.id).scores}
    assert points == {first.id: 1, second.id: 5}


def test_a_mark_that_stands_adds_no_mark(cast, as_user, script):
    appeal = asked(script)
    as_user("dung").post(f"/reflection-appeals/{appeal.id}/decision", data={"reply": "Điểm đúng."})
    assert len(marking.marks_of(KIND, script.id)) == 1
    assert database.session.query(ReflectionAppeal).one().verdict is Verdict.STANDS
    again = service.ask(script.reflection, script, 0, "Xin xem lại nữa", NOW)
    assert again is Refused.DECIDED


def test_without_a_reason_nothing_is_sent_and_without_an_answer_nothing_is_decided(cast, as_user, script):
    answer = as_user("an").post(f"{mine(script)}/appeals", data={"criterion": "0", "reason": "  "})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert database.session.query(ReflectionAppeal).count() == 0
    appeal = asked(script)
    answer = as_user("dung").post(f"/reflection-appeals/{appeal.id}/decision", data=best(appeal))
    assert answer.status_code == 422
    assert database.session.query(ReflectionAppeal).one().decided_at is None


def test_after_the_days_and_before_the_release_nothing_can_be_asked(cast, as_user, script, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW + 8 * DAY)
    as_user("an").post(f"{mine(script)}/appeals", data={"criterion": "0", "reason": "Muộn"})
    bench.withdraw_release(script.reflection.task, cast.chi, NOW)
    database.session.commit()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    assert "Đề nghị phúc khảo" not in as_user("an").get(mine(script)).text
    as_user("an").post(f"{mine(script)}/appeals", data={"criterion": "0", "reason": "Sớm"})
    assert database.session.query(ReflectionAppeal).count() == 0


def test_hiding_the_marks_hides_the_new_one_as_well(cast, as_user, script):
    appeal = asked(script)
    as_user("dung").post(f"/reflection-appeals/{appeal.id}/decision", data={**best(appeal), "reply": "Được."})
    bench.withdraw_release(script.reflection.task, cast.chi, NOW)
    database.session.commit()
    assert marking.released_mark(KIND, script.id) is None


def test_a_request_is_withdrawn_until_it_is_decided(cast, as_user, script):
    appeal = asked(script)
    as_user("an").post(f"{mine(script)}/appeals/{appeal.id}/withdrawal")
    assert database.session.query(ReflectionAppeal).one().withdrawn_at == NOW
    assert service.decide(cast.dung, appeal, Decision("Được.", {}), NOW) is Refused.DONE


def test_the_first_page_counts_a_re_mark_for_who_may_decide_it_and_not_for_who_marked(as_user, script):
    asked(script)
    assert "1 đơn phúc khảo chờ giải quyết" in as_user("dung").get("/").text
    assert "phúc khảo chờ giải quyết" not in as_user("chi").get("/").text


def test_who_decides_sees_a_number_until_it_is_decided_where_marking_is_blind(cast, as_user, script):
    appeal = asked(script)
    for path in (
        f"/reflection-appeals/{appeal.id}",
        f"/reflection-tasks/{script.reflection.task_id}/appeals",
    ):
        page = as_user("dung").get(path).text
        assert f"Bài số {script.reflection.script_no}" in page
        assert cast.an.full_name not in page
