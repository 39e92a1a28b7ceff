"""A unit officer reads and answers what was sent to the own unit; a class is read by its own staff only."""

from typing import Any

from lms import database
from tests.lms.access import Row
from tests.lms.cast import Cast
from tests.lms.proposals import making
from tests.lms.reflections import making as reflections


def prepare(cast: Cast) -> dict[str, Any]:
    """Three proposals of An's: one sent to unit 1, one to unit 2, one to nobody yet."""
    task = reflections.make_task(cast.k1, cast.chi)
    making.propose(task, cast.an, "Một", "Hai", "Ba")
    mine, other = (
        making.send(cast.k1, making.ids_of(cast.k1, content), unit, cast.em, content)
        for content, unit in (("Một", cast.unit1), ("Hai", cast.unit2))
    )
    [free] = making.ids_of(cast.k1, "Ba")
    database.session.commit()
    return {"mine": mine.id, "other": other.id, "free": free}


_CLASS, _SENT = "/classes/{k1}/proposals", "/classes/{k1}/proposals/{mine}"
#                                                      nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("class_proposals.index", _CLASS, "340202004344"),
    Row("class_proposals.new", _CLASS + "/new?p={free}", "340402004344"),
    Row("class_proposals.create", _CLASS, "140409004144", "POST"),
    Row("class_proposals.show", _SENT, "340202004344"),
    Row("class_proposals.join", _SENT + "/originals", "140403004144", "POST"),
    Row("class_proposals.take_out", _SENT + "/originals/0/removal", "140403004144", "POST"),
    Row("class_proposals.edit", _SENT + "/edit", "340402004344"),
    Row("class_proposals.update", _SENT, "140409004144", "POST"),
    Row("class_proposals.take_back", _SENT + "/removal", "140403004144", "POST"),
    Row("proposals.index", "/proposals/", "344442244322"),
    Row("proposals.action_programme", "/proposals/programme", "344442244322"),
    Row("proposals.download", "/proposals/programme.xlsx", "344442244322"),
    Row("proposals.download", "/proposals/programme.docx", "344442244322"),
    Row("proposals.show", "/proposals/{mine}", "300002200322"),
    Row("proposals.show", "/proposals/{other}", "300002000322"),
    Row("proposals.consider", "/proposals/{mine}/consideration", "100003300144", "POST"),
    Row("proposals.consider", "/proposals/{other}/consideration", "100003000144", "POST"),
    Row("proposals.answer", "/proposals/{mine}/answer", "100009900144", "POST"),
    Row("proposals.answer", "/proposals/{other}/answer", "100009000144", "POST"),
]
