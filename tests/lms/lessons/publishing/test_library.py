"""The library as it is read: by anybody, without an account, without a trace, and nothing beside what is published."""

from collections.abc import Callable
from typing import Any

import pytest

from lms import database
from lms.lessons.publishing import service
from lms.lessons.publishing.models import PublicationKind
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.lessons.publishing.library import about, leaflet, published_lesson

AsUser = Callable[[str], TestClient]


def status(client: TestClient, address: str) -> int:
    with client.get(address) as answer:
        return answer.status_code


def test_a_lesson_is_read_without_an_account_and_shows_no_question_and_nobody(cast: Cast, client: TestClient):
    shown = published_lesson(cast, "Chi bộ và sinh hoạt chi bộ")
    database.session.commit()
    address = f"/library/{shown.publication.id}"
    answer = client.get(address)
    assert "Chi bộ là nền tảng của Đảng." in answer.text
    assert f'src="{address}/pictures/{shown.picture.sha256}"' in answer.text
    assert f'href="{address}/files/{shown.attachment.id}/read"' in answer.text
    assert "Set-Cookie" not in answer.headers
    for kept in ("lesson-check", "/files/" + shown.picture.sha256 + '"', "csrf_token", cast.chi.full_name):
        assert kept not in answer.text
    with client.get(f"{address}/pictures/{shown.picture.sha256}") as picture:
        assert picture.mimetype == "image/jpeg"
        assert picture.headers["Content-Security-Policy"].startswith("sandbox")
    with client.get(f"{address}/files/{shown.attachment.id}/download") as file:
        assert file.headers["Content-Disposition"].startswith("attachment")
    assert status(client, f"/files/{shown.picture.sha256}") == 302


def test_what_is_withdrawn_or_internal_is_not_known_of_nor_are_its_pictures_and_files(
    cast: Cast, client: TestClient, as_user: AsUser
):
    withdrawn, internal = published_lesson(cast, "Một"), published_lesson(cast, "Hai", public=False)
    paper = leaflet(cast, "Ba", public=False)
    service.withdraw(cast.em, withdrawn.publication, NOW)
    database.session.commit()
    below = [
        f"/{one.publication.id}{rest}"
        for one in (withdrawn, internal)
        for rest in (
            "",
            f"/pictures/{one.picture.sha256}",
            f"/files/{one.attachment.id}",
            f"/files/{one.attachment.id}/read",
            f"/files/{one.attachment.id}/download",
            f"/files/{one.attachment.id}/pages/1",
        )
    ]
    below += [f"/{paper.id}", f"/{paper.id}/file", f"/{paper.id}/file/download", "/999999", f"/{2**31}"]
    assert {address: status(client, f"/library{address}") for address in below} == dict.fromkeys(below, 404)
    listed = client.get("/library/").text
    assert "Một" not in listed
    assert "Hai" not in listed
    learner = as_user("binh")
    assert status(learner, f"/library/{internal.publication.id}") == 200
    assert status(learner, f"/library/{paper.id}/file") == 200
    assert status(learner, f"/library/{withdrawn.publication.id}") == 404


@pytest.mark.one_database
def test_another_publication_hands_out_neither_pictures_nor_files(cast: Cast, client: TestClient):
    one, other = published_lesson(cast, "Một", public=False), published_lesson(cast, "Hai")
    paper = leaflet(cast)
    service.withdraw(cast.em, one.publication, NOW)
    database.session.commit()
    for rest in (f"{other.publication.id}/files/{one.attachment.id}", f"{other.publication.id}/file"):
        assert status(client, f"/library/{rest}") == 404
    assert status(client, f"/library/{paper.id}/pictures/{one.picture.sha256}") == 404
    assert status(client, f"/library/{other.publication.id}/pictures/{'%' * 64}") == 404


def test_the_list_finds_words_with_and_without_marks_and_by_kind(cast: Cast, client: TestClient):
    published_lesson(cast, "Bài một")
    leaflet(cast, "Tờ gấp Đại hội")
    bulletin = about("Bản tin", kind=PublicationKind.BULLETIN, summary="Gương người tốt")
    service.publish(cast.em, bulletin, "https://bantin.example", NOW)
    database.session.commit()
    for asked, found in [
        ("q=tờ+gấp", {"Tờ gấp Đại hội"}),
        ("q=to+gap+dai", {"Tờ gấp Đại hội"}),
        ("q=guong+nguoi", {"Bản tin"}),
        ("q=nen+tang", {"Bài một"}),
        ("kind=bulletin", {"Bản tin"}),
        ("q=tờ+gấp&kind=bulletin", set()),
        ("q=%25&kind=x", set()),
        ("kind=x", {"Bài một", "Tờ gấp Đại hội", "Bản tin"}),
    ]:
        shown = client.get(f"/library/?{asked}").text
        assert {
            title for title in ("Bài một", "Tờ gấp Đại hội", "Bản tin") if f"<span>{title}</span>" in shown
        } == found


@pytest.mark.one_database
def test_reading_asks_little_of_the_database_however_full_the_library_is(
    cast: Cast, client: TestClient, count_queries: Any
):
    shown = published_lesson(cast)
    for number in range(9):
        leaflet(cast, f"Tờ gấp {number}")
    database.session.commit()
    for address, most in [
        ("/library/", 2),
        (f"/library/{shown.publication.id}", 4),
        (f"/library/{shown.publication.id}/pictures/{shown.picture.sha256}", 2),
        (f"/library/{shown.publication.id}/files/{shown.attachment.id}", 2),
    ]:
        with count_queries() as statements:
            assert status(client, address) == 200
        assert len(statements) <= most, address
