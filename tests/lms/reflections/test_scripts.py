"""Marking over HTTP: blind, in one's own order, with drafts, conflicts and one release for all."""

import re
from decimal import Decimal

import pytest

from lms import database
from lms.audit.models import AuditEntry, Observation
from lms.marking import queries as marking, service
from lms.marking.models import Mark, SubjectKind
from lms.marking.service import Anchor
from lms.permissions import Role
from lms.reflections import bench, queries
from tests.lms.cast import NOW, appoint, enrol, make_person
from tests.lms.reflections import making
from tests.lms.scenes import scene

KIND = SubjectKind.SUBMISSION


@scene
def script(cast):
    return making.played(cast)[1]


@pytest.fixture
def task(script):
    return script.reflection.task


def test_the_workbench_shows_text_and_rubric_and_notes_who_opened_it(cast, as_user, script):
    page = as_user("chi").get(f"/scripts/{script.public_id}")
    assert making.TEXT in page.text
    assert "Bố cục" in page.text
    [seen] = database.session.query(Observation).filter_by(kind="script.opened").all()
    assert (seen.actor_id, seen.facts["submission_id"]) == (cast.chi.id, script.id)


def test_recording_a_mark_leads_on_and_the_mark_is_in_the_history(cast, as_user, script, task):
    answer = as_user("chi").post(f"/scripts/{script.public_id}/marks", data=making.choices(task, 2))
    assert answer.location == f"/reflection-tasks/{task.id}/scripts"
    assert marking.latest_mark(KIND, script.id).total == Decimal(10)
    assert database.session.query(AuditEntry).filter_by(action="mark.given").one().actor_id == cast.chi.id


def test_an_unfinished_rubric_is_refused_and_kept(cast, as_user, script, task):
    values = making.choices(task)
    values.pop(next(iter(values)))
    answer = as_user("chi").post(f"/scripts/{script.public_id}/marks", data={**values, "remark": "Đang chấm"})
    assert answer.status_code == 422
    assert "Đang chấm" in answer.text
    assert database.session.query(Mark).count() == 0


def test_the_second_marker_sees_both_marks_and_loses_nothing(cast, as_user, script, task):
    appoint(cast.dung, Role.LECTURER, class_id=cast.k1.id)
    database.session.commit()
    chi, dung, path = as_user("chi"), as_user("dung"), f"/scripts/{script.public_id}/marks"
    chi.post(path, data={**making.choices(task, 2), "remark": "Của Chi"})
    answer = dung.post(path, data={**making.choices(task, 0), "remark": "Của Dũng"})
    assert answer.status_code == 409
    assert "Của Chi" in answer.text
    assert "Của Dũng" in answer.text
    assert marking.draft_of(KIND, script.id, cast.dung.id).values["remark"] == "Của Dũng"
    assert marking.latest_mark(KIND, script.id).remark == "Của Chi"
    dung.post(path, data={**making.choices(task, 0), "base": "1"})
    assert [mark.marker_id for mark in marking.marks_of(KIND, script.id)] == [cast.dung.id, cast.chi.id]


def test_a_draft_is_kept_for_its_marker_and_for_nobody_else(cast, as_user, script):
    appoint(cast.dung, Role.LECTURER, class_id=cast.k1.id)
    database.session.commit()
    answer = as_user("chi").post(f"/scripts/{script.public_id}/draft", json={"remark": "Nháp của Chi"})
    assert answer.status_code == 200
    assert "Nháp của Chi" in as_user("chi").get(f"/scripts/{script.public_id}").text
    assert "Nháp của Chi" not in as_user("dung").get(f"/scripts/{script.public_id}").text


def test_a_rubric_changed_under_the_marker_is_not_filled_in_blindly(as_user, script, task):
    answer = as_user("chi").post(
        f"/scripts/{script.public_id}/marks", data={**making.choices(task), "version": "999"}
    )
    assert answer.status_code == 422
    assert database.session.query(Mark).count() == 0


def test_no_page_of_a_blind_marker_tells_whose_script_it_is(cast, as_user):
    canary = make_person("canary", "Phan Thị Hoàng Yến", cast.unit1, phone="0912345678", member_code="HV-777")
    enrol(canary, cast.k1)
    task = making.make_task(cast.k1, cast.chi)
    submission = making.hand_in(task, canary)
    database.session.commit()
    chi, script = as_user("chi"), f"/scripts/{submission.public_id}"
    pages = [chi.get(script), chi.get(f"/reflection-tasks/{task.id}/scripts"), chi.get("/marking")]
    pages.append(chi.post(script + "/marks", data={}))
    for page in pages:
        for secret in ("Yến", "canary", "0912345678", "HV-777", submission.reflection.public_id):
            assert secret not in page.text
        assert not re.search(rf"/scripts/{submission.id}(?![\w-])", page.text)
        assert not re.search(r"\d\d:\d\d, 24/11/2026", page.text)
    listed = chi.get(f"/reflection-tasks/{task.id}").text
    assert "Yến" in listed
    assert str(submission.reflection.script_no) not in listed
    assert submission.public_id not in listed


def test_pages_of_a_handwritten_script_carry_a_name_that_tells_nothing(cast, as_user, app):
    task = making.make_task(cast.k1, cast.chi)
    with app.app_context():
        making.add_page(making.write(task, cast.an), cast.an)
        submission = making.hand_in(task, cast.an)
        database.session.commit()
    page = as_user("chi").get(f"/scripts/{submission.public_id}/pages/1")
    assert (page.status_code, page.mimetype) == (200, "image/jpeg")
    assert "An" not in page.headers["Content-Disposition"]
    assert "trang-1-1.jpg" in page.headers["Content-Disposition"]
    page.close()
    assert as_user("chi").get(f"/scripts/{submission.public_id}/pages/2").status_code == 404


def test_nothing_of_a_mark_reaches_the_learner_before_the_release(cast, as_user, script, task):
    making.mark(script, cast.chi, level=2)
    mark = marking.latest_mark(KIND, script.id)
    mark.remark = "Chưa công bố"
    service.add_comment(bench.subject_of(script), cast.chi, Anchor("1", "Con đường"), "Kín đáo", NOW)
    database.session.commit()
    an, mine = as_user("an"), f"/reflections/{script.reflection.public_id}"
    listing = f"/classes/{cast.k1.id}/reflections"
    shown = lambda: [re.sub(r'name="csrf_token" value="[^"]+"', "", an.get(path).text) for path in paths]  # noqa: E731
    paths = (mine, listing, mine + "/submissions/1")
    before = shown()
    for page in before:
        assert "Chưa công bố" not in page
        assert "Kín đáo" not in page
        assert "10 / 10" not in page
    assert as_user("chi").post(f"/reflection-tasks/{task.id}/release").status_code == 302
    assert all(words in an.get(mine).text for words in ("Chưa công bố", "Kín đáo", "Con đường"))
    assert "10 / 10" in an.get(listing).text
    as_user("chi").post(f"/reflection-tasks/{task.id}/release/withdrawal")
    assert shown() == before


def test_a_release_waits_until_every_script_has_a_mark(cast, as_user, script, task):
    assert as_user("chi").post(f"/reflection-tasks/{task.id}/release").status_code == 409


def test_results_are_told_marks_with_and_without_release(cast, as_user, script, task):
    making.mark(script, cast.chi, level=1)
    [fact] = queries.marks_of(cast.k1.id)[cast.an.id]
    assert (fact.total, fact.released_total, fact.is_released, fact.out_of) == (
        Decimal(7),
        None,
        False,
        Decimal(10),
    )
    assert as_user("chi").post(f"/reflection-tasks/{task.id}/release").status_code == 302
    [fact] = queries.marks_of(cast.k1.id)[cast.an.id]
    assert (fact.released_total, fact.is_released) == (Decimal(7), True)
    assert queries.marks_of(cast.k1.id)[cast.lan.id][0].total is None
    assert queries.marks_of(cast.k2.id) == {cast.binh.id: []}


def test_a_comment_is_tied_to_words_and_taken_back_only_by_its_author(cast, as_user, script):
    appoint(cast.dung, Role.LECTURER, class_id=cast.k1.id)
    database.session.commit()
    chi, path = as_user("chi"), f"/scripts/{script.public_id}"
    form = {"quote": "về bản", "before": "Con đường ", "slot": "1", "body": "Nêu tên <b>bản</b>."}
    assert chi.post(path + "/comments", data=form).status_code == 302
    assert "<mark>về bản<sup>1</sup></mark>" in chi.get(path).text
    assert "&lt;b&gt;bản" in chi.get(path).text
    [comment] = marking.comments_for_marker(KIND, script.id, cast.chi.id)
    assert as_user("dung").post(f"{path}/comments/{comment.id}/withdrawal").status_code == 404
    chi.post(f"{path}/comments/{comment.id}/withdrawal")
    assert "<mark>" not in chi.get(path).text


def test_the_workbench_costs_the_same_with_ten_times_the_scripts(cast, as_user, task, script, count_queries):
    making.hand_in_by_others(cast, task, 3)  # so that there is one before it and one after it
    chi, path = as_user("chi"), f"/scripts/{script.public_id}"
    chi.get(path)
    with count_queries() as few:
        chi.get(path)
    making.hand_in_by_others(cast, task, 40, first=3)
    with count_queries() as many:
        chi.get(path)
    assert len(many) == len(few)
    assert len(many) <= 30
