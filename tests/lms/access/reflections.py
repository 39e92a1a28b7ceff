"""Who may set, write, hand in, mark and read reflections."""

from typing import Any

from lms import database
from lms.classes.models import Enrolment, StudyGroup
from lms.marking import service as marking
from lms.marking.bank import service as bank
from lms.marking.bank.models import KeptComment
from lms.marking.bank.rules import Sharing
from lms.marking.service import Anchor
from lms.reflections import bench
from lms.reflections.appeals import service as appeals
from lms.reflections.appeals.models import ReflectionAppeal
from lms.reflections.models import Submission
from lms.reflections.offline import service as offline
from lms.reflections.offline.reading import Rows
from lms.web import clock
from tests.lms.access import Row
from tests.lms.cast import NOW, Cast
from tests.lms.reflections import making


def prepare(cast: Cast) -> dict[str, Any]:
    """A task of K1 with An's script, a photographed page, a comment of Chi's; marked by nobody yet."""
    task = making.make_task(cast.k1, cast.chi)
    written = making.write(task, cast.an)
    page = making.add_page(written, cast.an, making.photo())
    word = making.add_word_file(written, cast.an)
    submission = making.hand_in(task, cast.an)
    anchor = Anchor("1", "Con đường")
    comment = marking.add_comment(bench.subject_of(submission), cast.chi, anchor, "Tốt.", NOW)
    judged = making.make_task(cast.k1, cast.chi, appeal_days=7)
    marked = making.hand_in(judged, cast.an)
    given: Any = making.mark(marked, cast.chi)
    given.marked_at = clock.now()
    bench.release(judged, cast.chi, clock.now())
    appeal = appeals.ask(marked.reflection, marked, 1, "Xin xem lại", clock.now())
    assert isinstance(appeal, ReflectionAppeal)
    kept = bank.keep("Có số liệu cụ thể.", Sharing.CLASS, cast.k1, cast.chi, NOW)
    assert isinstance(kept, KeptComment)
    sheet = offline.receive(task, cast.chi, "chấm.xlsx", Rows([], []), NOW)
    together = _together(cast)
    database.session.commit()
    return {
        "together": together.reflection.public_id,
        "together_script": together.public_id,
        "sheet": sheet.public_id,
        "judged": judged.id,
        "marked": marked.reflection.public_id,
        "appeal": appeal.id,
        "kept": kept.id,
        "task": task.id,
        "rubric": task.rubric_id,
        "script": submission.public_id,
        "mine": submission.reflection.public_id,
        "page": page.id,
        "upload": page.upload_id,
        "word": word.id,
        "comment": comment.id,
    }


def _together(cast: Cast) -> Submission:
    """The script of a group in which An is, marked; names are known."""
    group = StudyGroup(study_class_id=cast.k1.id, name="Tổ 1")
    database.session.add(group)
    database.session.flush()
    for enrolment in database.session.query(Enrolment).filter_by(person_id=cast.an.id):
        enrolment.group_id = group.id
    task = making.make_task(cast.k1, cast.chi, by_group=True, blind=False)
    made = making.hand_in(task, cast.an)
    making.mark(made, cast.chi)
    return made


_SCRIPT, _MINE, _TASK = "/scripts/{script}", "/reflections/{mine}", "/reflection-tasks/{task}"
_BANK, _ALLOCATION = "/classes/{k1}/comment-bank", "/reflection-tasks/{task}/allocation"
#                                                          nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("reflections.index", "/classes/{k1}/reflections", "320202002322"),
    Row("reflections.create", _TASK + "/reflections", "130404004144", "POST"),
    Row("reflections.show", _MINE, "320000000300"),
    Row("reflections.edit", _MINE + "/edit", "320000000300"),
    Row("reflections.update", _MINE, "130000000100", "POST"),
    Row("reflections.hand_in", _MINE + "/submissions", "130000000100", "POST"),
    Row("reflections.show_submission", _MINE + "/submissions/1", "320000000300"),
    Row("group_reflections.texts", "/reflections/{together}/texts", "320000000300"),
    Row("group_reflections.texts", _MINE + "/texts", "300000000300"),
    Row("group_reflections.members", "/scripts/{together_script}/members", "300200000300"),
    Row("group_reflections.decide", "/scripts/{together_script}/members", "100300000100", "POST"),
    Row("reflections.show", "/reflections/{together}", "320000000300"),
    Row("reflections.update", "/reflections/{together}", "130000000100", "POST"),
    Row("reflections.save_responses", _MINE + "/texts", "111111111111", "POST"),
    Row("reflection_history.index", _MINE + "/history", "320000000300"),
    Row("reflection_history.show", _MINE + "/history/1/1", "320000000300"),
    Row("reflection_history.bring_back", _MINE + "/history/1/1", "130000000100", "POST"),
    Row("uploads.create", _MINE + "/uploads", "190000000100", "POST"),
    Row("uploads.delete", _MINE + "/uploads/0/removal", "100000000100", "POST"),
    Row("uploads.edit", _MINE + "/uploads/{upload}/edit", "320000000300"),
    Row("uploads.update", _MINE + "/uploads/{upload}", "190000000100", "POST"),
    Row("uploads.move", _MINE + "/uploads/{upload}/place", "130000000100", "POST"),
    Row("uploads.show_source", _MINE + "/uploads/{upload}/whole", "320000000300"),
    # Nobody but who took the photo gets it with what it carries.
    Row("uploads.show_source", _MINE + "/uploads/{upload}/original", "320000000300"),
    Row("uploads.download", _MINE + "/submissions/1/pages.pdf", "320000000300"),
    Row("uploads.download_script", _SCRIPT + "/pages.pdf", "300200000300"),
    Row("page_marks.create", _SCRIPT + "/page-marks", "100900000100", "POST"),
    Row("uploads.progress", _MINE + "/uploads/progress", "320000000300"),
    Row("uploads.show_text", _MINE + "/uploads/{word}/text", "320000000300"),
    Row("uploads.show_picture", _SCRIPT + "/pictures/1", "300200000300"),
    Row("uploads.show", _MINE + "/pages/{page}", "320000000300"),
    Row("uploads.show_script", _SCRIPT + "/pages/1", "300200000300"),
    Row("reflection_tasks.new", "/classes/{k1}/reflections/new", "340204004344"),
    Row("reflection_tasks.earlier", "/classes/{k1}/reflections/earlier", "340204004344"),
    Row("reflection_tasks.create", "/classes/{k1}/reflections", "140904004144", "POST"),
    Row("reflection_tasks.show", _TASK, "340202002322"),
    Row("reflection_tasks.edit", _TASK + "/edit", "340204004344"),
    Row("task_sources.edit", _TASK + "/sources", "340204004344"),
    Row("task_sources.update", _TASK + "/sources", "140304004144", "POST"),
    Row("reflection_tasks.update", _TASK, "140904004144", "POST"),
    Row("reflection_tasks.publish", _TASK + "/publication", "140304004144", "POST"),
    Row("reflection_allowances.extend", _TASK + "/extensions", "140904004144", "POST"),
    Row("reflection_allowances.extend_group", _TASK + "/group-extensions", "140904004144", "POST"),
    Row("reflection_allowances.exempt", _TASK + "/exemptions", "140904004144", "POST"),
    Row("reflection_allowances.exempt_group", _TASK + "/group-exemptions", "140904004144", "POST"),
    Row("reflection_allowances.end_exemption", _TASK + "/exemptions/{an}/end", "140304004144", "POST"),
    Row("scripts.index", "/marking", "344224444344"),
    Row("scripts.queue", _TASK + "/scripts", "340204004344"),
    Row("scripts.show", _SCRIPT, "300200000300"),
    Row("scripts.create", _SCRIPT + "/marks", "100900000100", "POST"),
    Row("scripts.save_draft", _SCRIPT + "/draft", "100200000100", "POST", json={"remark": "Tốt."}),
    Row("scripts.drop_draft", _SCRIPT + "/draft/removal", "100300000100", "POST"),
    Row("scripts.comment", _SCRIPT + "/comments", "100900000100", "POST"),
    Row("scripts.withdraw_comment", _SCRIPT + "/comments/{comment}/withdrawal", "100300000100", "POST"),
    Row("scripts.release", _TASK + "/release", "140504004144", "POST"),
    Row("scripts.withdraw_release", _TASK + "/release/withdrawal", "140304004144", "POST"),
    Row("returns.new", _SCRIPT + "/return", "300200000300"),
    Row("returns.create", _SCRIPT + "/return", "100900000100", "POST"),
    Row("returns.delete", _SCRIPT + "/return/removal", "100300000100", "POST"),
    Row("reflection_appeals.create", "/reflections/{marked}/appeals", "190000000100", "POST"),
    Row(
        "reflection_appeals.withdraw",
        "/reflections/{marked}/appeals/{appeal}/withdrawal",
        "130000000100",
        "POST",
    ),
    Row("reflection_appeals.index", "/reflection-tasks/{judged}/appeals", "340204004344"),
    Row("reflection_appeals.show", "/reflection-appeals/{appeal}", "300200000300"),
    # Chi marked it, so that even she may only look.
    Row("reflection_appeals.decide", "/reflection-appeals/{appeal}/decision", "100400000100", "POST"),
    Row("reflection_reports.index", "/reflection-reports", "344222442322"),
    Row("reflection_reports.show", _TASK + "/report", "340202002322"),
    Row("reflection_reports.rows", _TASK + "/report/rows?missing=1", "340202002322"),
    # Before the release marks are for markers; after it for the staff of the class.
    Row("reflection_reports.rows", _TASK + "/report/rows?marked=1", "340200000300"),
    Row("reflection_reports.rows", "/reflection-tasks/{judged}/report/rows?marked=1", "340202002322"),
    Row("reflection_reports.download", _TASK + "/report.xlsx", "340202002322"),
    Row("reflection_reports.download", "/reflection-tasks/{judged}/report.docx", "340202002322"),
    Row("reflection_reports.remind", _TASK + "/reminders", "140303004144", "POST"),
    Row(
        "script_flags.create",
        _SCRIPT + "/flags",
        "100300000100",
        "POST",
        data={"kind": "look-again", "up": "1"},
    ),
    Row("script_flags.open_script", _SCRIPT + "/openings", "100200000100", "POST"),
    Row("script_differences.show", _SCRIPT + "/difference", "300300000300"),
    Row("script_differences.create", _SCRIPT + "/merged-marks", "100300000100", "POST"),
    Row("mark_sheets.new", _TASK + "/mark-sheets/new", "340204004344"),
    Row("mark_sheets.download", _TASK + "/mark-sheets/1.zip", "340204004344"),
    Row("mark_sheets.create", _TASK + "/mark-sheets", "140904004144", "POST"),
    Row("mark_sheets.show", "/mark-sheets/{sheet}", "300200000300"),
    Row("mark_sheets.apply", "/mark-sheets/{sheet}/application", "100300000100", "POST"),
    Row("script_allocations.show", _ALLOCATION, "340202004344"),
    Row("script_allocations.create", _ALLOCATION, "140303004144", "POST", data={"way": "even"}),
    Row("script_allocations.pin", _ALLOCATION + "/pins", "140909004144", "POST"),
    Row("script_allocations.delete", _ALLOCATION + "/removal", "140303004144", "POST"),
    Row("comment_bank.index", _BANK, "340204004344"),
    Row("comment_bank.entries", _BANK + "/entries", "340204004344"),
    Row("comment_bank.create", _BANK, "140904004144", "POST"),
    Row("comment_bank.edit", _BANK + "/{kept}/edit", "340204004344"),
    Row("comment_bank.update", _BANK + "/{kept}", "140904004144", "POST"),
    Row("comment_bank.remove", _BANK + "/{kept}/removal", "140304004144", "POST"),
    Row("comment_bank.use", _BANK + "/{kept}/uses", "140204004144", "POST"),
    Row("marking.index", "/classes/{k1}/rubrics", "340204004344"),
    Row("marking.new", "/classes/{k1}/rubrics/new", "340204004344"),
    Row("marking.create", "/classes/{k1}/rubrics", "140904004144", "POST"),
    Row("marking.edit", "/rubrics/{rubric}/edit", "300200000300"),
    Row("marking.update", "/rubrics/{rubric}", "100900000100", "POST"),
]
