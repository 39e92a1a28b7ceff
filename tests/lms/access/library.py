"""The library is for everybody, what is internal for who is signed in; organisers and administrators keep it."""

from typing import Any

from lms import database
from lms.lessons import service as materials
from lms.lessons.publishing import service
from tests.lms.access import Row
from tests.lms.cast import NOW, Cast
from tests.lms.lessons import samples
from tests.lms.lessons.publishing.library import about, leaflet, published_lesson


def prepare(cast: Cast) -> dict[str, Any]:
    shown = published_lesson(cast)
    public = leaflet(cast)
    internal = leaflet(cast, title="Thông tin nội bộ", public=False)
    link = service.publish(cast.em, about("Tủ sách"), "https://thuvien.example", NOW)
    draft = samples.lesson(cast, title="Bài đang soạn")
    material = materials.add(cast.k1, "Đề cương", "https://lamgiang.example/de-cuong", cast.chi, NOW)
    database.session.commit()
    return {
        "lesson": shown.publication.id,
        "picture": shown.picture.sha256,
        "file": shown.attachment.id,
        "public": public.id,
        "internal": internal.id,
        "link": link.id,
        "draft": draft.id,
        "material": material.id,
    }


#                                  nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("library.index", "/library/", "222222222222"),
    Row("library.show", "/library/{lesson}", "222222222222"),
    Row("library.show", "/library/{link}", "222222222222"),
    Row("library.show", "/library/{internal}", "022222222022"),
    Row("library.picture", "/library/{lesson}/pictures/{picture}", "222222222222"),
    Row("library.picture", "/library/{public}/pictures/{picture}", "000000000000"),
    Row("library.read_file", "/library/{lesson}/files/{file}/read", "222222222222"),
    Row("library.show_file", "/library/{lesson}/files/{file}", "222222222222"),
    Row("library.show_file", "/library/{public}/file", "222222222222"),
    Row("library.show_file", "/library/{internal}/file", "022222222022"),
    Row("library.show_file", "/library/{public}/files/{file}", "000000000000"),
    Row("library.download", "/library/{internal}/file/download", "022222222022"),
    Row("library.page_picture", "/library/{public}/file/pages/1", "000000000000"),
    Row("library.slide_picture", "/library/{public}/file/slides/1/1", "000000000000"),
    Row("publications.index", "/publications/", "344442442344"),
    Row("publications.new", "/publications/new", "344442442344"),
    Row("publications.create", "/publications/", "144449449144", "POST"),
    Row("publications.new_lesson", "/lessons/{draft}/publication", "300442042344"),
    Row("publications.publish_lesson", "/lessons/{draft}/publication", "100449049144", "POST"),
    Row("publications.new_material", "/materials/{material}/publication", "340402002344"),
    Row("publications.publish_material", "/materials/{material}/publication", "140409009144", "POST"),
    Row("publications.edit", "/publications/{public}/edit", "300002002300"),
    Row("publications.update", "/publications/{public}", "100009009100", "POST"),
    Row("publications.renew", "/publications/{lesson}/renewal", "100003003100", "POST"),
    Row("publications.withdraw", "/publications/{public}/withdrawal", "100003003100", "POST"),
]
