"""Keeping the library: only what is approved, one publication of each thing, renewed and withdrawn by one button."""

from collections.abc import Callable
from io import BytesIO

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.audit.models import AuditEntry
from lms.lessons import service as materials
from lms.lessons.bank import service as bank
from lms.lessons.publishing import queries, service
from lms.lessons.publishing.models import Publication, PublicationKind, Visibility
from lms.lessons.publishing.service import Refused
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.lessons import samples
from tests.lms.lessons.films import film
from tests.lms.lessons.publishing.library import about, approve, published_lesson

AsUser = Callable[[str], TestClient]
TYPED = {"title": "Tờ gấp", "summary": "", "kind": "leaflet", "visibility": "public"}


def actions(publication_id: int) -> list[str]:
    statement = select(AuditEntry.action).where(
        AuditEntry.subject == "Publication", AuditEntry.subject_id == publication_id
    )
    return list(database.session.scalars(statement.order_by(AuditEntry.id)))


def test_a_lesson_without_an_approved_version_is_refused_and_what_was_typed_stays(
    cast: Cast, as_user: AsUser
):
    draft = samples.submitted(cast).lesson
    database.session.commit()
    typed = TYPED | {"title": "Tên đã gõ"}
    answer = as_user("em").post(f"/lessons/{draft.id}/publication", data=typed)
    assert answer.status_code == 409
    assert "Tên đã gõ" in answer.text
    assert queries.in_use(lesson_id=draft.id) is None


def test_a_publication_keeps_its_version_until_it_is_renewed_and_history_keeps_each_step(
    cast: Cast, as_user: AsUser, client: TestClient
):
    shown = published_lesson(cast)
    number, lesson = shown.publication.id, shown.lesson
    assert service.publish_lesson(cast.em, lesson, about("Lần nữa"), NOW) is Refused.ALREADY_PUBLISHED
    version = bank.next_version(cast.chi, lesson, NOW)
    assert version is not None
    page = version.pages[0]
    bank.write(cast.chi, page, page.title, "<p>Văn bản mới.</p>", page.revision, NOW)
    approve(cast, lesson)
    database.session.commit()
    em = as_user("em")
    assert "Văn bản mới." not in client.get(f"/library/{number}").text
    assert f"/publications/{number}/renewal" in em.get("/publications/").text
    em.post(f"/publications/{number}/renewal")
    assert "Văn bản mới." in client.get(f"/library/{number}").text
    em.post(f"/publications/{number}/renewal")
    em.post(f"/publications/{number}", data=TYPED)
    em.post(f"/publications/{number}/withdrawal")
    em.post(f"/publications/{number}/withdrawal")
    assert client.get(f"/library/{number}").status_code == 404
    assert actions(number) == [
        f"publication.{step}" for step in ("published", "renewed", "changed", "withdrawn")
    ]
    assert em.get(f"/lessons/{lesson.id}/publication").status_code == 200


def test_a_material_is_published_as_it_is_and_stays_when_the_class_removes_it(
    cast: Cast, as_user: AsUser, client: TestClient
):
    material = film(cast)
    database.session.commit()
    em, address = as_user("em"), f"/materials/{material.id}/publication"
    assert 'value="Bài giảng 1"' in em.get(address).text
    assert em.post(address, data=TYPED | {"title": " "}).status_code == 422
    em.post(address, data=TYPED | {"kind": "other"})
    [made] = database.session.scalars(select(Publication)).all()
    assert (made.kind, made.visibility) == (PublicationKind.OTHER, Visibility.PUBLIC)
    assert em.get(address).location == f"/publications/{made.id}/edit"
    assert em.post(address, data=TYPED).status_code == 409
    materials.remove(material, cast.chi, NOW)
    database.session.commit()
    with client.get(f"/library/{made.id}/file") as answer:
        assert (answer.status_code, answer.mimetype) == (200, "video/mp4")
    page = client.get(f"/library/{made.id}").text
    assert f'src="/library/{made.id}/file"' in page
    assert cast.k1.title not in page


@pytest.mark.one_database
def test_a_leaflet_is_published_from_a_file_or_a_link_and_nothing_else(cast: Cast, as_user: AsUser):
    em = as_user("em")
    wrong = [
        TYPED,
        TYPED | {"url": "javascript:alert(1)"},
        TYPED | {"file": (BytesIO(b"<script>"), "to-gap.pdf")},
        TYPED | {"file": (BytesIO(b"%PDF-1.7"), "to-gap.pdf"), "url": "https://bantin.example"},
        TYPED | {"url": "https://bantin.example", "kind": "lesson"},
        TYPED | {"url": "https://bantin.example", "visibility": "secret"},
    ]
    assert [em.post("/publications/", data=sent).status_code for sent in wrong] == [422] * len(wrong)
    em.post("/publications/", data=TYPED | {"url": "https://bantin.example"})
    em.post("/publications/", data=TYPED | {"file": (BytesIO(b"%PDF-1.7"), "to-gap.pdf")})
    made = database.session.scalars(select(Publication).order_by(Publication.id)).all()
    assert [(one.site, one.file.name if one.file else "") for one in made] == [
        ("bantin.example", ""),
        ("", "to-gap.pdf"),
    ]


def test_the_database_itself_refuses_a_version_that_nobody_approved(cast: Cast):
    version = samples.submitted(cast)
    made = Publication(
        **vars(about("Bài chưa duyệt", kind=PublicationKind.LESSON)),
        search_key="",
        lesson_id=version.lesson_id,
        version_id=version.id,
        published_at=NOW,
    )
    with pytest.raises(IntegrityError), database.session.begin_nested():
        database.session.add(made)
