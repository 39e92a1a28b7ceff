"""A notebook: things saved with one press, own entries, and what becomes of a thing that is shut later."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from lms import database
from lms.classes.models import ClassState
from lms.lessons import service as materials
from lms.lessons.collecting import service
from lms.lessons.collecting.models import CollectedItem, CollectedKind
from lms.lessons.collecting.service import Entry, Refused
from lms.lessons.giving import service as giving_service
from lms.lessons.giving.models import LessonGiving
from lms.lessons.models import Material
from lms.lessons.reading.models import LessonBookmark, LessonNote, LessonReading
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.documents.samples import document
from tests.lms.lessons import samples

AsUser = Callable[[str], TestClient]
SAVE, TAKE_OUT = "Lưu vào sổ tay", "Bỏ khỏi sổ tay"
SHUT = "hiện không mở"


@pytest.fixture
def material(cast: Cast) -> Material:
    made = materials.add(cast.k1, "Đề cương bài 1", "https://tulieu.example/1", cast.chi, NOW)
    database.session.commit()
    return made


def lines(cast: Cast) -> list[CollectedItem]:
    database.session.expire_all()
    mine = select(CollectedItem).where(CollectedItem.person_id == cast.an.id)
    return list(database.session.scalars(mine.order_by(CollectedItem.id)))


def test_one_press_saves_a_material_another_takes_it_out_and_twice_is_once(
    cast: Cast, as_user: AsUser, material: Material
):
    an, page = as_user("an"), f"/classes/{cast.k1.id}/materials"
    assert SAVE in an.get(page).text
    for _press in range(2):
        answer = an.post(f"/materials/{material.id}/notebook", data={"from": "list"})
        assert answer.location == f"{page}#material-{material.id}"
    [line] = lines(cast)
    assert TAKE_OUT in an.get(page).text
    assert f'href="/materials/{material.id}">Đề cương bài 1</a>' in an.get("/notebook").text
    assert an.post(f"/notebook/{line.id}/removal", data={"from": "list"}).location.startswith(page)
    assert lines(cast) == []
    assert SAVE in an.get(page).text


def test_a_lesson_is_saved_where_it_is_read_once_it_is_open(cast: Cast, as_user: AsUser):
    giving, an = samples.given(cast), as_user("an")
    database.session.commit()
    page, address = f"/lesson-givings/{giving.id}/reading", f"/lesson-givings/{giving.id}/notebook"
    assert SAVE in an.get(page).text
    assert an.post(address, data={"from": "page"}).location == page
    assert TAKE_OUT in an.get(page).text
    assert f'href="{page}"' in an.get("/notebook").text
    giving_service.withdraw(cast.chi, giving, NOW)
    database.session.commit()
    shown = an.get("/notebook").text
    assert SHUT in shown
    assert f'href="{page}"' not in shown
    assert an.post(address).status_code == 404


def test_a_document_of_the_register_is_saved_by_who_may_open_it(cast: Cast, as_user: AsUser):
    kept, chi = document(cast, "31-NQ/TU"), as_user("chi")
    database.session.commit()
    chi.post(f"/documents/{kept.id}/notebook")
    assert TAKE_OUT in chi.get(f"/documents/{kept.id}").text
    assert f'href="/documents/{kept.id}">31-NQ/TU</a>' in chi.get("/notebook").text
    assert as_user("an").post(f"/documents/{kept.id}/notebook").status_code == 404


def test_what_is_shut_keeps_the_title_that_was_saved_and_never_learns_a_later_one(
    cast: Cast, as_user: AsUser, material: Material
):
    an = as_user("an")
    an.post(f"/materials/{material.id}/notebook")
    an.post(f"/notebook/{lines(cast)[0].id}", data={"note": "Xem lại trang 3"})
    material.title = "Tên mới khi còn mở"
    database.session.commit()
    assert "Tên mới khi còn mở" in an.get("/notebook").text
    cast.k1.state, material.title = ClassState.DRAFT, "Tên đặt sau khi đóng"
    database.session.commit()
    shown = an.get("/notebook").text
    assert "Đề cương bài 1" in shown
    assert "Xem lại trang 3" in shown
    assert SHUT in shown
    assert "Tên đặt sau khi đóng" not in shown
    assert "Đề cương bài 1" not in an.get("/notebook?q=ten dat sau").text
    assert f'href="/materials/{material.id}"' not in shown


def test_what_is_removed_leaves_its_line(cast: Cast, as_user: AsUser, material: Material):
    an = as_user("an")
    an.post(f"/materials/{material.id}/notebook")
    materials.remove(material, cast.chi, NOW)
    database.session.commit()
    assert "Đề cương bài 1" in an.get("/notebook").text
    [line] = lines(cast)
    assert (line.material_id, line.title) == (None, "Đề cương bài 1")
    an.post(f"/notebook/{line.id}/removal", data={"from": "page"})
    assert lines(cast) == []


def test_an_entry_of_ones_own_is_kept_changed_and_shown_as_typed(cast: Cast, as_user: AsUser):
    an = as_user("an")
    assert "Sổ tay còn trống" in an.get("/notebook").text
    typed = {"title": "Bài <b>báo</b>", "url": "http://bao.example/a?x=1&y=2", "note": "một\r\nhai"}
    an.post("/notebook", data=typed | {"class_id": cast.k1.id})
    shown = an.get("/notebook").text
    assert "Bài &lt;b&gt;báo&lt;/b&gt;" in shown
    link = 'href="http://bao.example/a?x=1&amp;y=2" rel="noopener noreferrer external"'
    assert link in shown
    assert "Liên kết đến bao.example" in shown
    [line] = lines(cast)
    assert (line.note, line.study_class_id) == ("một\nhai", cast.k1.id)
    assert "http://bao.example/a?x=1&amp;y=2" in an.get(f"/notebook/{line.id}/edit").text
    an.post(f"/notebook/{line.id}", data={"title": "Ghi nhớ", "url": "", "note": "ba", "class_id": 0})
    [line] = lines(cast)
    assert (line.title, line.url, line.note, line.study_class_id) == ("Ghi nhớ", "", "ba", None)


@pytest.mark.parametrize(
    "typed, said",
    [
        ({"title": "  ", "note": "GIỮ LẠI"}, "tên cho mục"),
        ({"title": "GIỮ LẠI"}, "ít nhất một trong hai"),
        ({"title": "GIỮ LẠI", "url": "javascript:alert(1)"}, "https:// hoặc http://"),
        ({"title": "GIỮ LẠI", "note": "x" * 4001}, "4000"),
        ({"title": "GIỮ LẠI", "note": "x", "class_id": "k2"}, 'role="alert"'),
    ],
    ids=["no title", "nothing", "no link", "too long", "a class of others"],
)
@pytest.mark.one_database
def test_what_makes_no_entry_is_refused_and_stays_typed(
    cast: Cast, as_user: AsUser, typed: dict[str, Any], said: str
):
    sent = {"url": "", "note": "", "class_id": 0, **typed}
    sent["class_id"] = cast.k2.id if sent["class_id"] == "k2" else sent["class_id"]
    answer = as_user("an").post("/notebook", data=sent)
    assert answer.status_code == 422
    assert "GIỮ LẠI" in answer.text
    assert said in answer.text
    assert lines(cast) == []


def test_a_full_notebook_says_so_and_keeps_what_was_typed(
    cast: Cast, as_user: AsUser, material: Material, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(service, "MOST", 1)
    an = as_user("an")
    an.post("/notebook", data={"title": "Một", "note": "x", "class_id": 0})
    answer = an.post("/notebook", data={"title": "Hai", "note": "y", "class_id": 0})
    assert answer.status_code == 422
    assert "Hai" in answer.text
    assert service.save(cast.an, CollectedKind.MATERIAL, material, NOW) is Refused.FULL
    assert [line.title for line in lines(cast)] == ["Một"]


def test_notes_and_bookmarks_of_lessons_stand_there_and_lead_to_their_place(cast: Cast, as_user: AsUser):
    giving = samples.given(cast)
    one, two = giving.version.pages
    reading = LessonReading(giving_id=giving.id, person_id=cast.an.id, begun_at=NOW, last_at=NOW)
    database.session.add(reading)
    database.session.flush()
    where = {"reading_id": reading.id}
    database.session.add(LessonNote(**where, page_id=one.id, text="Hỏi đồng chí Chi", saved_at=NOW))
    database.session.add(LessonBookmark(**where, page_id=two.id))
    database.session.commit()
    an = as_user("an")
    shown = an.get("/notebook").text
    assert f"/lesson-givings/{giving.id}/reading#page-2" in shown
    assert "Hỏi đồng chí Chi" in shown
    assert "Hỏi đồng chí Chi" not in as_user("binh").get("/notebook").text
    giving_service.withdraw(cast.chi, giving, NOW)
    database.session.commit()
    shown = an.get("/notebook").text
    assert "Hỏi đồng chí Chi" in shown
    assert f"/lesson-givings/{giving.id}/reading" not in shown


def test_it_is_searched_with_and_without_marks_and_by_class(cast: Cast, as_user: AsUser):
    an = as_user("an")
    for title, class_id in (("Nghị quyết chuyên đề", cast.k1.id), ("Điều lệ", 0)):
        an.post("/notebook", data={"title": title, "note": "x", "class_id": class_id})
    for query, wanted in (
        ("q=nghi quyet", (True, False)),
        ("q=điều", (False, True)),
        ("q=đieu", (False, False)),
        (f"class={cast.k1.id}", (True, False)),
        (f"class={cast.k2.id}", (False, False)),
    ):
        shown = an.get(f"/notebook?{query}").text
        assert ("Nghị quyết chuyên đề</p>" in shown, "Điều lệ</p>" in shown) == wanted, query


def test_it_takes_the_same_statements_for_any_number_of_lines(
    cast: Cast, as_user: AsUser, material: Material, count_queries: Any
):
    an, counts = as_user("an"), []
    giving: LessonGiving = samples.given(cast)
    service.save(cast.an, CollectedKind.LESSON, giving, NOW)
    for number in (1, 12):
        for place in range(number):
            more = materials.add(cast.k1, f"Tài liệu {number}.{place}", "https://a.example", cast.chi, NOW)
            database.session.flush()
            service.save(cast.an, CollectedKind.MATERIAL, more, NOW)
            service.write(cast.an, Entry(f"Mục {number}.{place}", note="x", study_class_id=cast.k1.id), NOW)
        database.session.commit()
        with count_queries() as sent:
            an.get("/notebook")
        counts.append(len(sent))
    assert counts[0] == counts[1]
