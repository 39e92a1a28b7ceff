"""Materials, tasks and programmes name documents; once one is replaced, people look at what cites it, and say so."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lms import database
from lms.documents import service as register
from lms.documents.citations.models import CitationReview
from lms.documents.citations.shelf import Cited
from lms.documents.models import Document
from lms.lessons import service as lessons
from lms.lessons.models import Material
from lms.lessons.sources.models import SHELF as MATERIALS
from lms.programmes.sources.models import SHELF as PROGRAMMES
from lms.reflections.sources.models import SHELF as TASKS
from lms.web import clock
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.documents.samples import document, replaced
from tests.lms.reflections.making import make_task

AsUser = Callable[[str], TestClient]
LINK = "https://tulieu.example/x"
WAITS = "Cần rà soát"


@pytest.fixture(autouse=True)
def in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def material(cast: Cast, title: str = "Đề cương bài 1") -> Material:
    return lessons.add(cast.k1, title, LINK, cast.chi, NOW)


def citing(cast: Cast, one: Document, clause: str = "khoản 2 Điều 5") -> Material:
    made = material(cast)
    MATERIALS.cite(made, [Cited(one, clause)], cast.chi, NOW)
    database.session.commit()
    return made


def look(client: TestClient, one: Document, thing: Material, **typed: str) -> Any:
    return client.post(f"/documents/{one.id}/citations/material/{thing.id}", data=typed)


def sent(*pairs: tuple[str, str]) -> dict[str, str]:
    rows: dict[str, str] = {}
    for number, (named, clause) in enumerate(pairs):
        rows |= {f"sources-{number}-document": named, f"sources-{number}-clause": clause}
    return rows


@pytest.mark.parametrize(
    "kind, who, title",
    [
        ("material", "chi", "Tài liệu dẫn văn bản này"),
        ("task", "chi", "Đề thu hoạch dẫn văn bản này"),
        ("programme", "em", "Chương trình căn cứ văn bản này"),
    ],
)
def test_a_thing_names_its_documents_and_the_document_names_the_thing(
    cast: Cast, as_user: AsUser, kind: str, who: str, title: str
):
    one = document(cast)
    thing, place, shown, shelf = {
        "material": lambda: (
            made := material(cast),
            f"/materials/{made.id}",
            f"/classes/{cast.k1.id}/materials",
            MATERIALS,
        ),
        "task": lambda: (
            made := make_task(cast.k1, cast.chi),
            f"/reflection-tasks/{made.id}",
            f"/reflection-tasks/{made.id}",
            TASKS,
        ),
        "programme": lambda: (
            cast.programme,
            f"/programmes/{cast.programme.id}",
            f"/programmes/{cast.programme.id}",
            PROGRAMMES,
        ),
    }[kind]()
    client = as_user(who)
    typed = sent(("số 05 - NQ/TU", "khoản 2  Điều 5"), ("", ""))
    assert client.post(f"{place}/sources", data=typed).status_code == 302
    assert [(row.document, row.clause) for row in shelf.of(thing)] == [(one, "khoản 2 Điều 5")]
    assert one.citation in client.get(shown).text
    page = client.get(f"/documents/{one.id}").text
    assert title in page
    assert "khoản 2 Điều 5" in page
    assert "05-NQ/TU" in client.get(f"{place}/sources").text
    client.post(f"{place}/sources", data=sent(("", "")))
    assert shelf.of(thing) == []


def test_what_names_no_document_is_refused_with_what_was_typed(cast: Cast, as_user: AsUser):
    made = material(cast)
    answer = as_user("chi").post(f"/materials/{made.id}/sources", data=sent(("99-NQ/TU", "Điều 7")))
    assert answer.status_code == 422
    assert "“99-NQ/TU” chưa có trong sổ văn bản" in answer.text
    assert 'value="Điều 7"' in answer.text
    assert MATERIALS.of(made) == []


def test_a_learner_reads_what_a_material_rests_on_without_a_link(cast: Cast, as_user: AsUser):
    one = document(cast)
    citing(cast, one)
    page = as_user("an").get(f"/classes/{cast.k1.id}/materials").text
    assert f"{one.citation}, khoản 2 Điều 5" in page
    assert f"/documents/{one.id}" not in page


def test_while_a_document_holds_nothing_waits(cast: Cast, as_user: AsUser):
    one = document(cast)
    thing = citing(cast, one)
    page = as_user("chi").get(f"/documents/{one.id}/citations").text
    assert thing.title in page
    assert WAITS not in page


def test_what_cites_a_replaced_document_waits_until_somebody_has_looked(cast: Cast, as_user: AsUser):
    old = replaced(cast)
    thing = citing(cast, old)
    chi = as_user("chi")
    assert "1 nội dung dẫn văn bản này cần rà soát" in chi.get(f"/documents/{old.id}").text
    assert WAITS in chi.get(f"/documents/{old.id}/citations").text
    assert look(chi, old, thing, verdict="still-right", note="Đã đối chiếu").status_code == 302
    page = chi.get(f"/documents/{old.id}/citations").text
    assert WAITS not in page
    assert "Trần Thị Mai Chi, 08:00, 24/11/2026: Đã đối chiếu" in page
    assert "Đã rà soát mọi nội dung" in chi.get(f"/documents/{old.id}").text


def test_another_look_is_added_and_the_earlier_one_stays(cast: Cast, as_user: AsUser):
    old = replaced(cast)
    thing = citing(cast, old)
    look(as_user("chi"), old, thing, verdict="still-right", note="Lần một")
    look(as_user("em"), old, thing, verdict="changed", note="Lần hai")
    page = as_user("chi").get(f"/documents/{old.id}/citations").text
    assert page.index("Lần hai") < page.index("Lần một")
    assert database.session.query(CitationReview).count() == 2


def test_once_another_document_replaces_it_everything_waits_again(cast: Cast, as_user: AsUser):
    old = replaced(cast)
    thing = citing(cast, old)
    look(as_user("chi"), old, thing, verdict="still-right")
    register.replace(old, document(cast, "21-NQ/TU", issued_on=date(2026, 5, 6)), None, cast.chi, NOW)
    database.session.commit()
    assert WAITS in as_user("chi").get(f"/documents/{old.id}/citations").text


def test_a_look_says_how_it_stands(cast: Cast, as_user: AsUser):
    old = replaced(cast)
    thing = citing(cast, old)
    answer = look(as_user("chi"), old, thing, verdict="", note="Lời đã gõ")
    assert answer.status_code == 422
    assert "Xin ghi là vẫn đúng hay đã sửa" in answer.text
    assert "Lời đã gõ" in answer.text


def test_what_is_of_another_class_is_counted_and_not_shown(cast: Cast, as_user: AsUser):
    old = replaced(cast)
    thing = citing(cast, old)
    dung = as_user("dung")
    page = dung.get(f"/documents/{old.id}/citations").text
    assert thing.title not in page
    assert "1 mục thuộc lớp hoặc vai trò khác" in page
    assert look(dung, old, thing, verdict="changed").status_code == 404
    assert look(as_user("minh"), old, thing, verdict="changed").status_code == 403


@pytest.mark.parametrize("kind, thing", [("nothing", 1), ("material", 999_999)])
def test_what_does_not_cite_it_cannot_be_judged(cast: Cast, as_user: AsUser, kind: str, thing: int):
    old = replaced(cast)
    answer = as_user("chi").post(f"/documents/{old.id}/citations/{kind}/{thing}", data={"verdict": "changed"})
    assert answer.status_code == 404


def test_the_page_costs_as_many_queries_for_twenty_as_for_one(
    cast: Cast, as_user: AsUser, count_queries: Any
):
    old, chi = replaced(cast), as_user("chi")
    citing(cast, old)
    with count_queries() as few:
        chi.get(f"/documents/{old.id}/citations")
    for _ in range(19):
        citing(cast, old)
    with count_queries() as many:
        chi.get(f"/documents/{old.id}/citations")
    assert len(many) == len(few) <= 20


def test_a_task_made_after_an_earlier_one_and_a_new_version_rest_on_the_same(cast: Cast, context: None):
    one, made, other = document(cast), material(cast), material(cast, "Bài 2")
    MATERIALS.cite(made, [Cited(one, "Điều 3"), Cited(one, "Điều 3"), Cited(one)], cast.chi, NOW)
    MATERIALS.copy(made, other)
    assert [row.clause for row in MATERIALS.of(other)] == ["Điều 3", ""]
    assert not MATERIALS.cite(other, [Cited(one, "Điều 3"), Cited(one)], cast.chi, NOW)
