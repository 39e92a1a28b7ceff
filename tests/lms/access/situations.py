"""Who may see and change situational sets: what their questions allow, within what the policy lets roles do."""

from typing import Any

from lms import database
from lms.questions.sharing import service as sharing
from lms.questions.sharing.service import AUTHOR
from tests.lms.access import Row
from tests.lms.cast import NOW, Cast
from tests.lms.questions.situations.samples import asked_in, begun


def prepare(cast: Cast) -> dict[str, Any]:
    shared, private = begun(cast.chi), begun(cast.dung, "Tình huống riêng")
    inside, _other = asked_in(cast, shared, "Câu chung?", "Câu chung nữa?")
    (kept,) = asked_in(cast, private, "Câu riêng?", author=cast.dung)
    sharing.keep(cast.dung, [kept.id], AUTHOR, NOW)
    database.session.commit()
    return {"shared": shared.id, "private": private.id, "inside": inside.id}


HERE = "/questions/situations"
#                                          nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("situations.index", f"{HERE}/", "344224422344"),
    Row("situations.new", f"{HERE}/new", "344224444344"),
    Row("situations.create", f"{HERE}/", "144994444144", "POST"),
    Row("situations.choose", f"{HERE}/choice", "344224444344"),
    Row("situations.put_chosen", f"{HERE}/choice", "144994444144", "POST"),
    Row("situations.show", f"{HERE}/{{shared}}", "300220022300"),
    Row("situations.show", f"{HERE}/{{private}}", "300020000300"),
    Row("situations.edit", f"{HERE}/{{shared}}/edit", "300220044300"),
    Row("situations.edit", f"{HERE}/{{private}}/edit", "300020000300"),
    Row("situations.update", f"{HERE}/{{shared}}", "100990044100", "POST"),
    Row("situations.update", f"{HERE}/{{private}}", "100090000100", "POST"),
    Row("situations.put_in", f"{HERE}/{{shared}}/questions", "100990044100", "POST"),
    Row("situations.take_out", f"{HERE}/{{shared}}/questions/{{inside}}/delete", "100330044100", "POST"),
    Row("situations.order", f"{HERE}/{{shared}}/order", "100990044100", "POST"),
    Row("situations.retire", f"{HERE}/{{private}}/retirement", "100030000100", "POST"),
    Row("situations.restore", f"{HERE}/{{private}}/retirement/delete", "100030000100", "POST"),
]
