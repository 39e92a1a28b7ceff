"""Who may open the materials of a class, and who may change them."""

from typing import Any

from lms import database
from lms.lessons import service
from tests.lms.access import Row
from tests.lms.cast import NOW, Cast
from tests.lms.lessons.films import begun, film


def prepare(cast: Cast) -> dict[str, Any]:
    material = service.add(cast.k1, "Đề cương", "https://lamgiang.example/de-cuong", cast.chi, NOW)
    watched = film(cast)
    upload = begun(cast)
    database.session.commit()
    return {"material": material.id, "film": watched.id, "upload": upload.public_id}


UPLOADS = "/classes/{k1}/materials/uploads"

#                                          nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("lessons.index", "/classes/{k1}/materials", "320202002322"),
    Row("lessons.new", "/classes/{k1}/materials/new", "340202002344"),
    Row("lessons.create", "/classes/{k1}/materials", "140909009144", "POST"),
    Row("lessons.show", "/materials/{material}", "330303003333"),
    Row("lessons.edit", "/materials/{material}/edit", "340202002344"),
    Row("lessons.update", "/materials/{material}", "140909009144", "POST"),
    Row("lessons.move", "/materials/{material}/position", "140909009144", "POST"),
    Row("lessons.remove", "/materials/{material}/removal", "140300000100", "POST"),
    Row("material_pages.show", "/materials/{film}/read", "320202002322"),
    Row("material_pages.download", "/materials/{film}/download", "320202002322"),
    Row("material_pages.captions", "/materials/{film}/captions", "320202002322"),
    Row("material_pages.picture", "/materials/{film}/pages/1", "300000000300"),
    Row("material_pages.slide_picture", "/materials/{film}/slides/1/1", "300000000300"),
    Row("material_pages.caption", "/materials/{film}/captions", "140909009144", "POST"),
    Row("material_pages.uncaption", "/materials/{film}/captions/removal", "140303003144", "POST"),
    Row("material_sources.edit", "/materials/{material}/sources", "340202002344"),
    Row("material_sources.update", "/materials/{material}/sources", "140303003144", "POST"),
    Row("material_uploads.create", f"{UPLOADS}", "140909009144", "POST"),
    # What somebody sends is nobody else's, whatever they may do in the class.
    Row("material_uploads.show", f"{UPLOADS}/{{upload}}", "340200000344"),
    Row("material_uploads.append", f"{UPLOADS}/{{upload}}/pieces/5", "140200000144", "PUT"),
    Row("material_uploads.remove", f"{UPLOADS}/{{upload}}/removal", "140300000144", "POST"),
]
