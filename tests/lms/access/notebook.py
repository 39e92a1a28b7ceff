"""A notebook is open to who is signed in, and what stands in it to its owner alone; the entry is An's."""

from typing import Any

from lms import database
from lms.lessons import service as materials
from lms.lessons.collecting import service
from lms.lessons.collecting.models import CollectedItem
from lms.lessons.collecting.service import Entry
from lms.permissions import Role
from tests.lms.access import Row
from tests.lms.cast import NOW, Cast, appoint, make_person
from tests.lms.documents.samples import document
from tests.lms.lessons import samples


def prepare(cast: Cast) -> dict[str, Any]:
    other = make_person("son", "Tạ Văn Sơn")
    appoint(other, Role.REVIEWER)
    giving = samples.given(cast, version=samples.approved(cast, second=other, title="Bài để lưu"))
    material = materials.add(cast.k1, "Tư liệu", "https://tulieu.example", cast.chi, NOW)
    register = document(cast, "31-NQ/TU")
    written = service.write(cast.an, Entry("Bài báo", "https://bao.example", "Đọc mục 2"), NOW)
    assert isinstance(written, CollectedItem)
    database.session.commit()
    return {"giving": giving.id, "material": material.id, "document": register.id, "line": written.id}


#                                                  nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("collecting.index", "/notebook", "322222222322"),
    Row("collecting.new", "/notebook/new", "322222222322"),
    Row("collecting.create", "/notebook", "199999999199", "POST"),
    Row("collecting.edit", "/notebook/{line}/edit", "320000000300"),
    Row("collecting.update", "/notebook/{line}", "190000000100", "POST"),
    Row("collecting.remove", "/notebook/{line}/removal", "130000000100", "POST"),
    Row("collecting.save_lesson", "/lesson-givings/{giving}/notebook", "130404004144", "POST"),
    Row("collecting.save_material", "/materials/{material}/notebook", "130303003133", "POST"),
    Row("collecting.save_document", "/documents/{document}/notebook", "100333033133", "POST"),
]
