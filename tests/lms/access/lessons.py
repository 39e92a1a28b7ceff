"""Who may open the materials of a class, and who may change them."""

from typing import Any

from lms import database
from lms.lessons import service
from tests.lms.access import Row
from tests.lms.cast import NOW, Cast


def prepare(cast: Cast) -> dict[str, Any]:
    material = service.add(cast.k1, "Đề cương", "https://lamgiang.example/de-cuong", cast.chi, NOW)
    database.session.commit()
    return {"material": material.id}


#                                          nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("lessons.index", "/classes/{k1}/materials", "320202002322"),
    Row("lessons.new", "/classes/{k1}/materials/new", "340202002344"),
    Row("lessons.create", "/classes/{k1}/materials", "140909009144", "POST"),
    Row("lessons.show", "/materials/{material}", "330303003333"),
    Row("lessons.move", "/materials/{material}/position", "140909009144", "POST"),
    Row("lessons.remove", "/materials/{material}/removal", "140300000100", "POST"),
]
