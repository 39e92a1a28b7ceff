"""Who may decide that two people mark and read how well they agree; carry old marks over to the present rubric."""

from typing import Any

from lms import database
from lms.marking.rules import read_sheet
from lms.reflections.calibration import service as calibration
from lms.reflections.double import service
from lms.reflections.moderation.models import Moderation
from tests.lms.access import Row
from tests.lms.cast import NOW, Cast
from tests.lms.reflections import making
from tests.lms.reflections.double.conftest import plan


def prepare(cast: Cast) -> dict[str, Any]:
    """A task of K1 marked by two, with An's script; there is one marker only, so nothing can be given out."""
    task, _script = making.played(cast)
    service.decide(task, plan(), cast.chi, NOW)
    _other, marked = making.played(cast)
    mark: Any = making.mark(marked, cast.chi)
    drawn = Moderation(submission_id=marked.id, mark_id=mark.id, moderator_id=cast.dung.id, drawn_at=NOW)
    database.session.add(drawn)
    sheet = read_sheet(task.rubric.current.criteria, making.choices(task))
    sample = calibration.add(task, "Bài mẫu", "Con đường về bản.", sheet, cast.dung, NOW)
    database.session.commit()
    return {"task": task.id, "moderation": drawn.id, "sample": sample.id}


_HERE = "/reflection-tasks/{task}/double-marking"
#                                                          nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("double_marking.show", _HERE, "340202004344"),
    Row("double_marking.create", _HERE, "140904004144", "POST"),
    Row("double_marking.delete", _HERE + "/removal", "140304004144", "POST"),
    Row("double_marking.share_out", _HERE + "/readers", "140505004144", "POST"),
    Row("double_marking.give", _HERE + "/readings", "140909004144", "POST"),
    Row("double_marking.agreement", _HERE + "/agreement", "340204004344"),
    # Nothing was given to anybody: the list that could be taken along is empty.
    Row("mark_sheets.new", "/reflection-tasks/{task}/mark-sheets/new", "340204004344"),
    Row("mark_sheets.download", "/reflection-tasks/{task}/mark-sheets/1.zip", "340004004344"),
    Row("mark_renewals.show", "/reflection-tasks/{task}/renewal", "340204004344"),
    Row("script_codes.show", "/reflection-tasks/{task}/codes", "340202004344"),
    Row("script_codes.seal", "/reflection-tasks/{task}/codes/seal", "140304004144", "POST"),
    Row("script_codes.unseal", "/reflection-tasks/{task}/codes/seal/removal", "140304004144", "POST"),
    Row("script_codes.create", "/reflection-tasks/{task}/codes/opening", "140909004144", "POST"),
    # The codes are not sealed.
    Row(
        "script_codes.confirm", "/reflection-tasks/{task}/codes/opening/confirmation", "140505004144", "POST"
    ),
    Row("script_codes.withdraw", "/reflection-tasks/{task}/codes/opening/withdrawal", "140505004144", "POST"),
    Row("marking_order.show", "/reflection-tasks/{task}/marking-order", "340204004344"),
    # Nobody has marked anything.
    Row("marking_order.rows", "/reflection-tasks/{task}/marking-order/scripts", "340004004344"),
    Row("moderations.index", "/reflection-tasks/{task}/moderation", "340204004344"),
    Row("moderations.create", "/reflection-tasks/{task}/moderation", "140904004144", "POST"),
    Row("moderations.delete", "/reflection-tasks/{task}/moderation/removal", "140304004144", "POST"),
    Row("moderations.show", "/moderations/{moderation}", "300200000300"),
    # It was drawn for Dung, who does not mark here any more.
    Row("moderations.look", "/moderations/{moderation}/view", "100400000100", "POST"),
    Row("moderations.decide", "/moderations/{moderation}/decision", "100900000100", "POST"),
    Row("samples.index", "/reflection-tasks/{task}/samples", "340204004344"),
    Row("samples.new", "/reflection-tasks/{task}/samples/new", "340204004344"),
    Row("samples.create", "/reflection-tasks/{task}/samples", "140904004144", "POST"),
    Row("samples.require", "/reflection-tasks/{task}/samples/rule", "140304004144", "POST"),
    Row("samples.show", "/samples/{sample}", "300200000300"),
    Row("samples.attempt", "/samples/{sample}/trial", "100900000100", "POST"),
    Row("samples.delete", "/samples/{sample}/removal", "100300000100", "POST"),
    Row("reflection_reports.minutes", "/reflection-tasks/{task}/code-minutes.docx", "340000004344"),
    # What was confirmed is not what stands.
    Row("mark_renewals.create", "/reflection-tasks/{task}/renewal", "140504004144", "POST"),
]
