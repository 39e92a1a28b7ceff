"""Sample scripts are tried before marking where the task asks for it; what differs is shown afterwards only."""

from lms import database
from lms.marking import rubrics
from lms.marking.rules import read_sheet
from lms.permissions import Role
from lms.reflections.calibration import queries, service
from tests.lms.cast import NOW, appoint
from tests.lms.reflections import making
from tests.lms.scenes import scene

TEXT = "Bản làng đổi mới từ ngày có đường."


@scene
def sample(cast):
    """A script of K1, and a sample agreed by Dung at the middle level, which the task asks to try first."""
    task, _script = making.played(cast)
    appoint(cast.dung, Role.LECTURER, class_id=cast.k1.id)
    first = making.criteria_of(task)[0]
    chosen = {**making.choices(task), f"comment-{first.id}": "Thiếu mở bài."}
    sheet = read_sheet(task.rubric.current.criteria, chosen)
    found = service.add(task, "Bài mẫu trung bình", TEXT, sheet, cast.dung, NOW)
    service.require(task, cast.dung, NOW, wanted=True)
    database.session.commit()
    return found


def script(sample):
    return f"/scripts/{making.submissions(sample.task)[0].public_id}"


def attempt(as_user, sample, level=2, name="chi"):
    return as_user(name).post(f"/samples/{sample.id}/trial", data=making.choices(sample.task, level))


def test_the_workbench_opens_once_the_samples_are_tried(as_user, sample):
    assert as_user("chi").get(script(sample)).location.endswith("/samples")
    marks = making.choices(sample.task)
    assert as_user("chi").post(script(sample) + "/marks", data=marks).status_code == 409
    attempt(as_user, sample)
    assert as_user("chi").get(script(sample)).status_code == 200
    assert as_user("chi").post(script(sample) + "/marks", data=marks).status_code == 302


def test_what_was_agreed_is_not_told_before_one_has_tried(as_user, sample):
    path = f"/samples/{sample.id}"
    before = as_user("chi").get(path).text
    assert TEXT in before
    assert "Thiếu mở bài." not in before
    assert "checked" not in before.split('id="trial"')[1]
    assert attempt(as_user, sample).status_code == 302
    after = as_user("chi").get(path).text
    for words in ("Thiếu mở bài.", "Khá (3,5)", "Tốt (5)", "+1,5", "+3"):
        assert words in after


def test_a_sample_is_tried_once(cast, as_user, sample):
    attempt(as_user, sample, level=2)
    attempt(as_user, sample, level=1)
    trial = queries.trial_of(sample, cast.chi.id)
    assert queries.comparison(sample, trial).apart == 3


def test_an_unfinished_trial_keeps_what_was_chosen(as_user, sample):
    first = making.criteria_of(sample.task)[0]
    chosen = {f"level-{first.id}": str(first.levels[0].id)}
    answer = as_user("chi").post(f"/samples/{sample.id}/trial", data=chosen)
    assert answer.status_code == 422
    assert answer.text.count("checked") == 1


def test_who_agreed_marks_at_once_and_an_earlier_rubric_asks_nobody(cast, as_user, sample):
    assert as_user("dung").get(script(sample)).status_code == 200
    rubric = sample.task.rubric
    rubrics.update(rubric, "Phiếu mới", rubrics.plan_of(rubric.current)[::-1], cast.chi, NOW)
    database.session.commit()
    assert as_user("chi").get(script(sample)).status_code == 200
    assert "theo phiếu cũ" in as_user("chi").get(f"/reflection-tasks/{sample.task_id}/samples").text


def test_a_sample_is_added_with_its_marks_and_can_be_taken_out(cast, as_user, sample):
    path = f"/reflection-tasks/{sample.task_id}/samples"
    typed = {"title": "Bài mẫu tốt", "text": "Một bài tốt.", **making.choices(sample.task, 2)}
    refused = as_user("chi").post(path, data={"title": "Bài mẫu tốt", "text": "Một bài tốt."})
    assert refused.status_code == 422
    assert "Một bài tốt." in refused.text
    assert as_user("chi").post(path, data=typed).status_code == 302
    assert [one.title for one in queries.samples_of(sample.task)] == ["Bài mẫu trung bình", "Bài mẫu tốt"]
    as_user("chi").post(f"/samples/{sample.id}/removal")
    database.session.expire_all()
    assert [one.number for one in queries.samples_of(sample.task)] == [2]
    as_user("chi").post(f"{path}/rule", data={"required": "0"})
    assert not queries.is_required(sample.task)


def test_trials_are_listed_for_who_is_responsible(as_user, sample):
    attempt(as_user, sample)
    page = as_user("dung").get(f"/reflection-tasks/{sample.task_id}/samples").text
    assert "Trần Thị Mai Chi" in page
    assert "0 / 2" in page
