"""Unit officers see their own unit and what is below; only administrators change the tree."""

from typing import Any

from tests.lms.access import Row
from tests.lms.cast import Cast


def prepare(cast: Cast) -> dict[str, Any]:
    return {"unit1": cast.unit1.id, "unit2": cast.unit2.id}


#                                                nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("organisations.index", "/units/", "344442242322"),
    Row("organisations.show", "/units/{unit1}", "300002202322"),
    Row("organisations.show", "/units/{unit2}", "300002002322"),
    Row("organisations.new", "/units/{unit1}/new", "300004402344"),
    Row("organisations.create", "/units/{unit1}/units", "100004409144", "POST"),
    Row("organisations.edit", "/units/{unit1}/edit", "300004402344"),
    Row("organisations.update", "/units/{unit1}/edit", "100004409144", "POST"),
    Row("organisations.merge", "/units/{unit1}/merger", "100004409144", "POST"),
]
