"""Who may see what scripts have in common, decide about it, and explain."""

from typing import Any

from lms import database
from lms.similarity import service
from lms.similarity.models import Verdict
from tests.lms.access import Row
from tests.lms.cast import NOW, Cast
from tests.lms.similarity import making


def prepare(cast: Cast) -> dict[str, Any]:
    """An and a fellow learner of K1 share a passage; Chi asked An about it."""
    task, mine, _other = making.pair(cast)
    making.compare(task)
    [match] = making.matches()
    service.decide(mine, Verdict.EXPLAIN, "Nhờ học viên nói rõ.", 0, cast.chi, NOW)
    database.session.commit()
    return {
        "task": task.id,
        "script": mine.public_id,
        "match": match.id,
        "mine": mine.reflection.public_id,
    }


_TASK, _SCRIPT, _MINE = (
    "/reflection-tasks/{task}/similarity",
    "/scripts/{script}/similarity",
    "/reflections/{mine}",
)
#                                                          nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("similarity.index", _TASK, "340204004344"),
    Row("similarity.progress", _TASK + "/progress", "340204004344"),
    Row("similarity.create", _TASK, "140304004144", "POST"),
    Row("similarity.show", _SCRIPT, "300200000300"),
    Row("similarity.decide", _SCRIPT + "/decisions", "100900000100", "POST"),
    Row("similarity.pair", _SCRIPT + "/{match}", "300200000300"),
    Row("similarity.explain", _MINE + "/explanation", "320000000300"),
    Row("similarity.answer", _MINE + "/explanation", "190000000100", "POST"),
]
