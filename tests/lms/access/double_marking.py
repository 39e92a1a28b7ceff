"""Who may decide that two people mark and read how well they agree; carry old marks over to the present rubric."""

from typing import Any

from lms import database
from lms.reflections.double import service
from tests.lms.access import Row
from tests.lms.cast import NOW, Cast
from tests.lms.reflections import making
from tests.lms.reflections.double.conftest import plan


def prepare(cast: Cast) -> dict[str, Any]:
    """A task of K1 marked by two, with An's script; there is one marker only, so nothing can be given out."""
    task, _script = making.played(cast)
    service.decide(task, plan(), cast.chi, NOW)
    database.session.commit()
    return {"task": task.id}


_HERE = "/reflection-tasks/{task}/double-marking"
#                                                          nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("double_marking.show", _HERE, "340202004344"),
    Row("double_marking.create", _HERE, "140904004144", "POST"),
    Row("double_marking.delete", _HERE + "/removal", "140304004144", "POST"),
    Row("double_marking.share_out", _HERE + "/readers", "140505004144", "POST"),
    Row("double_marking.give", _HERE + "/readings", "140909004144", "POST"),
    Row("double_marking.agreement", _HERE + "/agreement", "340204004344"),
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
    Row("reflection_reports.minutes", "/reflection-tasks/{task}/code-minutes.docx", "340000004344"),
    # What was confirmed is not what stands.
    Row("mark_renewals.create", "/reflection-tasks/{task}/renewal", "140504004144", "POST"),
]
