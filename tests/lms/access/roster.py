"""Who may bring lists of learners into a class, and take them back."""

from io import BytesIO
from typing import Any

from lms import database
from lms.classes.models import RosterImport
from lms.files import service as files
from tests.lms.access import Row
from tests.lms.cast import NOW, Cast
from tests.lms.classes.roster.files import HEADS, people, xlsx


def prepare(cast: Cast) -> dict[str, Any]:
    stored = files.store(
        BytesIO(xlsx(people(1), HEADS)), "ds.xlsx", "application/octet-stream", cast.em.id, NOW
    )
    counts = dict.fromkeys(
        ("rows", "new", "matched", "changed", "conflict", "error", "present", "unsettled"), 0
    )
    begun = RosterImport(
        study_class_id=cast.k1.id,
        file_id=stored.id,
        started_by_id=cast.em.id,
        started_at=NOW,
        mapping={"columns": []},
        outcome={"counts": counts, "notes": []},
    )
    database.session.add(begun)
    database.session.flush()
    database.session.commit()
    return {"list": begun.id}


#                                          nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("roster.index", "/classes/{k1}/roster-imports", "340402002344"),
    Row("roster.create", "/classes/{k1}/roster-imports", "140409009144", "POST"),
    Row("roster.template", "/classes/{k1}/roster-imports/template", "340402002344"),
    Row("roster.show", "/roster-imports/{list}", "300002002300"),
    Row("roster.edit_columns", "/roster-imports/{list}/columns", "300002002300"),
    Row("roster.update_columns", "/roster-imports/{list}/columns", "100009009100", "POST"),
    Row("roster.decide", "/roster-imports/{list}/rows/2", "100005005100", "POST"),
    Row("roster.apply", "/roster-imports/{list}/application", "100009009100", "POST"),
    Row("roster.undo", "/roster-imports/{list}/undo", "100005005100", "POST"),
    Row("roster.left_out", "/roster-imports/{list}/left-out", "300002002300"),
    Row("roster.give_slips", "/roster-imports/{list}/slips", "100009009100", "POST"),
    Row("roster.discard", "/roster-imports/{list}/delete", "100003000100", "POST"),
]
