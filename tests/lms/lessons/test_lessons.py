"""Materials of a class: offered, ordered, opened by those of the class, refused where they are not what they say."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest

from lms import database
from lms.lessons import queries
from lms.lessons.models import MaterialKind
from lms.web.clock import ZONE
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast

AsUser = Callable[[str], TestClient]
PDF = b"%PDF-1.7\n% noi dung"


def offer(client: TestClient, cast: Cast, **sent: Any) -> Any:
    typed = {"title": "", "url": "", "topic_id": 0, **sent}
    return client.post(f"/classes/{cast.k1.id}/materials", data=typed)


def titles(cast: Cast) -> list[str]:
    database.session.expire_all()
    return [material.title for material in queries.materials_of(cast.k1.id)]


def test_a_file_is_offered_under_its_own_name_and_opens_for_the_class_only(cast: Cast, as_user: AsUser):
    offer(as_user("chi"), cast, file=(BytesIO(PDF), "Đề cương bài 1.pdf"))
    [material] = queries.materials_of(cast.k1.id)
    assert material.title == "Đề cương bài 1"
    with as_user("an").get(f"/materials/{material.id}") as answer:
        assert (answer.status_code, answer.data) == (200, PDF)
        assert "%C4%90%E1%BB%81%20c%C6%B0%C6%A1ng" in answer.headers["Content-Disposition"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert as_user("binh").get(f"/materials/{material.id}").status_code == 404


def test_a_word_file_leaves_as_a_download(cast: Cast, as_user: AsUser):
    offer(as_user("chi"), cast, file=(BytesIO(b"PK\x03\x04 rest"), "bai.docx"), title="Bài 1")
    [material] = queries.materials_of(cast.k1.id)
    with as_user("an").get(f"/materials/{material.id}") as answer:
        assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_link_is_offered_and_told_where_it_leads(cast: Cast, as_user: AsUser):
    offer(as_user("chi"), cast, url="https://tulieu.example/anh?x=1", title="Tư liệu")
    page = as_user("an").get(f"/classes/{cast.k1.id}/materials").text
    assert 'href="https://tulieu.example/anh?x=1"' in page
    assert "Liên kết đến tulieu.example" in page


@pytest.mark.parametrize(
    "url",
    [
        "http://tulieu.example",
        "javascript:alert(1)",
        "https://",
        "https://user:secret@tulieu.example",
        "data:text/html,x",
        "//tulieu.example",
        "https://[::1",
        "https://a b.example",
    ],
)
@pytest.mark.one_database
def test_only_an_https_address_is_a_link(cast: Cast, as_user: AsUser, url: str):
    answer = offer(as_user("chi"), cast, url=url, title="Tên đã gõ")
    assert answer.status_code == 422
    assert "Liên kết bắt đầu bằng https://" in answer.text
    assert "Tên đã gõ" in answer.text
    assert titles(cast) == []


@pytest.mark.parametrize(
    "name, content",
    [
        ("bai.pdf", b"<script>alert(1)</script>"),
        ("bai.html", b"<script>alert(1)</script>"),
        ("bai.svg", b"<svg onload='alert(1)'/>"),
        ("bai.pdf.exe", b"MZ\x90"),
        ("bai.docx", PDF),
        ("bai", PDF),
        ("bai.pdf", b""),
    ],
)
@pytest.mark.one_database
def test_a_file_that_is_not_what_it_says_is_refused_and_not_kept(
    cast: Cast, as_user: AsUser, name: str, content: bytes
):
    answer = offer(as_user("chi"), cast, file=(BytesIO(content), name), title="Tên đã gõ")
    assert answer.status_code == 422
    assert "Không dùng được tệp này" in answer.text
    assert "Tên đã gõ" in answer.text
    assert titles(cast) == []


def test_neither_or_both_of_file_and_link_are_refused(cast: Cast, as_user: AsUser):
    lecturer = as_user("chi")
    both = {"file": (BytesIO(PDF), "bai.pdf"), "url": "https://tulieu.example", "title": "Cả hai"}
    for sent in ({"title": "Không có gì"}, both):
        answer = offer(lecturer, cast, **sent)
        assert answer.status_code == 422
        assert "một trong hai" in answer.text
    assert titles(cast) == []


def test_materials_are_put_in_order_and_the_ends_stay_the_ends(cast: Cast, as_user: AsUser):
    lecturer = as_user("chi")
    for name in ("A", "B", "C"):
        offer(lecturer, cast, url="https://tulieu.example", title=name)
    ids = {material.title: material.id for material in queries.materials_of(cast.k1.id)}
    for name, step, wanted in [
        ("C", "up", ["A", "C", "B"]),
        ("A", "up", ["A", "C", "B"]),
        ("A", "down", ["C", "A", "B"]),
        ("B", "down", ["C", "A", "B"]),
    ]:
        lecturer.post(f"/materials/{ids[name]}/position", data={"step": step})
        assert titles(cast) == wanted


def test_what_is_removed_no_longer_opens(cast: Cast, as_user: AsUser):
    lecturer = as_user("chi")
    offer(lecturer, cast, url="https://tulieu.example", title="A")
    [number] = [material.id for material in queries.materials_of(cast.k1.id)]
    lecturer.post(f"/materials/{number}/removal")
    assert titles(cast) == []
    assert as_user("an").get(f"/materials/{number}").status_code == 404


def test_a_title_with_markup_is_shown_as_typed(cast: Cast, as_user: AsUser):
    offer(as_user("chi"), cast, url="https://tulieu.example", title='"><script>alert(1)</script>')
    page = as_user("chi").get(f"/classes/{cast.k1.id}/materials").text
    assert "<script>alert" not in page


def test_a_topic_of_another_programme_cannot_be_chosen(cast: Cast, as_user: AsUser):
    assert offer(as_user("chi"), cast, url="https://a.example", title="A", topic_id=999999).status_code == 422


def test_the_list_costs_as_many_queries_with_twenty_materials_as_with_one(
    cast: Cast, as_user: AsUser, count_queries: Any
):
    lecturer = as_user("chi")
    offer(lecturer, cast, file=(BytesIO(PDF), "bai.pdf"))
    with count_queries() as few:
        lecturer.get(f"/classes/{cast.k1.id}/materials")
    for number in range(19):
        offer(lecturer, cast, file=(BytesIO(PDF), f"bai{number}.pdf"))
    with count_queries() as many:
        lecturer.get(f"/classes/{cast.k1.id}/materials")
    assert len(many) == len(few) <= 6


def test_before_its_day_a_material_is_announced_and_opens_for_staff_only(cast: Cast, as_user: AsUser):
    opening = (NOW + timedelta(days=2)).astimezone(ZONE)
    sent = {"kind": "draft", "opens_at": f"{opening:%Y-%m-%dT%H:%M}"}
    offer(as_user("chi"), cast, file=(BytesIO(PDF), "Dự thảo chương trình hành động.pdf"), **sent)
    [material] = queries.materials_of(cast.k1.id)
    assert (material.kind, material.opens_at) == (MaterialKind.DRAFT, opening)
    for page in (f"/classes/{cast.k1.id}/materials", f"/classes/{cast.k1.id}"):
        shown = as_user("an").get(page).text
        assert "Dự thảo chương trình hành động" in shown
        assert f'href="/materials/{material.id}' not in shown
        assert f"{opening:%d/%m/%Y}" in shown
    for address in ("", "/read", "/download", "/pages/1"):
        assert as_user("an").get(f"/materials/{material.id}{address}").status_code == 404
    with as_user("em").get(f"/materials/{material.id}") as answer:
        assert answer.status_code == 200


def test_what_is_said_about_a_material_is_changed_and_its_file_stays(cast: Cast, as_user: AsUser):
    offer(as_user("chi"), cast, url="https://tulieu.example", title="Tư liệu", opens_at="2027-01-05T08:00")
    [material] = queries.materials_of(cast.k1.id)
    chi, address = as_user("chi"), f"/materials/{material.id}"
    assert 'value="2027-01-05 08:00:00"' in chi.get(f"{address}/edit").text
    typed = {"title": "Đọc thêm", "topic_id": cast.programme.topics[0].id, "kind": "reading", "opens_at": ""}
    assert chi.post(address, data=typed | {"title": "  "}).status_code == 422
    chi.post(address, data=typed)
    assert titles(cast) == ["Đọc thêm"]
    assert (material.kind, material.opens_at, material.site) == (MaterialKind.READING, None, "tulieu.example")
    assert "Tài liệu đọc thêm · " in as_user("an").get(f"/classes/{cast.k1.id}/materials").text
