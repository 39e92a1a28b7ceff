"""Large materials in pieces: cut off anywhere and gone on with, checked at the end, within quotas, nobody else's."""

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from lms import database
from lms.files import service as files, tidying
from lms.files.models import StoredFile
from lms.files.uploads import parts, queries as uploads, service
from lms.files.uploads.models import IncomingFile
from lms.files.uploads.rules import Used
from lms.lessons import queries, service as lessons
from lms.web import clock
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.lessons.films import FILM, MB, begun, file_of, film

AsUser = Callable[[str], TestClient]
LONG = FILM * 250  # two pieces and a half
HASH = hashlib.sha256(LONG).hexdigest()


@pytest.fixture(autouse=True)
def no_leftovers(app: Flask, cast: Cast) -> Iterator[None]:
    """The database forgets what a test did; so must the disk."""
    yield
    with app.app_context():
        for folder in (files.folder(), parts.folder()):
            for path in [*folder.glob("??/*"), *folder.glob("*.part")]:
                path.unlink()


def begin(client: TestClient, cast: Cast, **told: Any) -> Any:
    sent = {"name": "Bài giảng.mp4", "size": len(LONG), "mark": "1763", **told}
    return client.post(f"/classes/{cast.k1.id}/materials/uploads", json=sent)


def piece(client: TestClient, cast: Cast, public_id: str, at: int, body: bytes) -> Any:
    place = f"/classes/{cast.k1.id}/materials/uploads/{public_id}/pieces/{at}"
    return client.put(place, data=body, headers={"Accept": "application/json"})


def finish(client: TestClient, cast: Cast, public_id: str, sha256: str = HASH, **typed: Any) -> Any:
    sent = {"title": "", "url": "", "topic_id": 0, "upload": public_id, "sha256": sha256, **typed}
    return client.post(f"/classes/{cast.k1.id}/materials", data=sent)


def send_all(client: TestClient, cast: Cast, public_id: str, body: bytes = LONG) -> None:
    at = 0
    while at < len(body):
        at = piece(client, cast, public_id, at, body[at : at + MB]).json["at"]


def test_a_file_that_came_in_pieces_is_offered_like_any_other(cast: Cast, as_user: AsUser):
    chi = as_user("chi")
    answer = begin(chi, cast)
    assert (answer.status_code, answer.json["at"], answer.json["piece"]) == (201, 0, MB)
    send_all(chi, cast, answer.json["id"])
    assert finish(chi, cast, answer.json["id"]).status_code == 302
    [material] = queries.materials_of(cast.k1.id)
    assert (material.title, file_of(material).size, file_of(material).media_type) == (
        "Bài giảng",
        len(LONG),
        "video/mp4",
    )
    with as_user("an").get(f"/materials/{material.id}/download") as sent:
        assert sent.data == LONG


def test_the_same_file_chosen_again_goes_on_where_it_stopped(cast: Cast, as_user: AsUser):
    chi = as_user("chi")
    public_id = begin(chi, cast).json["id"]
    piece(chi, cast, public_id, 0, LONG[: MB // 2])  # cut off in the middle of a piece
    again = begin(as_user("chi"), cast).json
    assert (again["id"], again["at"]) == (public_id, MB // 2)
    assert begin(chi, cast, mark="1764").json["id"] != public_id
    page = chi.get(f"/classes/{cast.k1.id}/materials/new").text
    assert "Bài giảng.mp4" in page
    assert "Đã nhận 0,5 trong số 2,4 MB" in page


def test_a_piece_that_came_twice_or_too_early_is_answered_with_the_place_to_go_on(
    cast: Cast, as_user: AsUser
):
    chi = as_user("chi")
    public_id = begin(chi, cast).json["id"]
    for at in (0, 0, 2 * MB):
        assert piece(chi, cast, public_id, at, LONG[:MB]).json == {"at": MB}
    assert piece(chi, cast, public_id, MB, LONG[MB : 2 * MB + 1]).status_code == 413
    where = f"/classes/{cast.k1.id}/materials/uploads/{public_id}"
    assert chi.get(where).json == {"at": MB, "size": len(LONG)}


def test_what_was_changed_on_the_way_is_not_kept(cast: Cast, as_user: AsUser, context: None):
    chi = as_user("chi")
    public_id = begin(chi, cast).json["id"]
    send_all(chi, cast, public_id)
    answer = finish(chi, cast, public_id, sha256="0" * 64, title="Tên đã gõ")
    assert answer.status_code == 422
    assert "khác với tệp trên máy" in answer.text
    assert "Tên đã gõ" in answer.text
    assert queries.materials_of(cast.k1.id) == []
    assert not parts.path_of(public_id).exists()


def test_a_file_that_is_not_all_there_waits_for_the_rest(cast: Cast, as_user: AsUser):
    chi = as_user("chi")
    public_id = begin(chi, cast).json["id"]
    piece(chi, cast, public_id, 0, LONG[:MB])
    assert "chưa gửi lên đủ" in finish(chi, cast, public_id).text
    assert begin(chi, cast).json["at"] == MB


def test_a_wrong_title_costs_no_second_upload(cast: Cast, as_user: AsUser):
    chi = as_user("chi")
    public_id = begin(chi, cast).json["id"]
    send_all(chi, cast, public_id)
    answer = finish(chi, cast, public_id, title="x" * 201)
    assert answer.status_code == 422
    assert "Đã nhận đủ tệp" in answer.text
    assert f'value="{public_id}"' in answer.text
    assert finish(chi, cast, public_id).status_code == 302


def test_a_second_press_offers_nothing_twice(cast: Cast, as_user: AsUser, context: None):
    upload = begun(cast, len(LONG))
    parts.path_of(upload.public_id).write_bytes(LONG)
    database.session.commit()
    assert service.settle(upload, HASH) == service.settle(upload, HASH) == parts.Settled.DONE
    assert service.finish(upload, NOW) is not None
    assert service.finish(upload, NOW) is None


def test_nobody_gets_a_file_by_naming_its_hash(cast: Cast, context: None):
    film(cast, LONG)  # somebody else's, in another class perhaps
    upload = begun(cast, len(LONG), "cua-toi.mp4")
    parts.drop(upload.public_id)
    assert service.settle(upload, HASH) == parts.Settled.GONE


def test_a_file_that_is_not_what_its_name_says_ends_with_its_first_piece(
    cast: Cast, as_user: AsUser, context: None
):
    chi = as_user("chi")
    public_id = begin(chi, cast, name="bai.pdf", size=100).json["id"]
    answer = piece(chi, cast, public_id, 0, b"<script>alert(1)</script>" * 4)
    assert answer.status_code == 422
    assert "không đúng loại" in answer.json["message"]
    assert piece(chi, cast, public_id, 0, b"%PDF-1.7").status_code == 404
    assert not parts.path_of(public_id).exists()


@pytest.mark.parametrize(
    "told, said",
    [
        ({"name": "bai.exe"}, "Không dùng được loại tệp này"),
        ({"size": 0}, "Tệp rỗng"),
        ({"size": 200 * MB + 1}, "Tệp nặng 201 MB, chỉ nhận tối đa 200 MB"),
    ],
)
def test_what_cannot_be_taken_is_refused_before_it_is_sent(cast: Cast, as_user: AsUser, told: Any, said: str):
    answer = begin(as_user("chi"), cast, **told)
    assert answer.status_code == 422
    assert said in answer.json["message"]


@pytest.mark.parametrize("told", [{"size": "5"}, {"size": True}, {"name": None}, {"mark": 5}, {"size": -1}])
@pytest.mark.one_database
def test_nonsense_is_no_file(cast: Cast, as_user: AsUser, told: Any):
    assert begin(as_user("chi"), cast, **told).status_code == 422


@pytest.mark.parametrize(
    "quota, said", [("quota_person", "anh/chị đã đưa lên quá 3 MB"), ("quota_unit", "đơn vị dùng quá 3 MB")]
)
def test_a_quota_counts_what_is_there_and_what_is_on_its_way(
    app: Flask, monkeypatch: pytest.MonkeyPatch, cast: Cast, as_user: AsUser, quota: str, said: str
):
    monkeypatch.setitem(app.config, "SEN", replace(app.config["SEN"], **{quota: 3 * MB}))
    chi = as_user("chi")
    public_id = begin(chi, cast).json["id"]
    assert said in begin(chi, cast, mark="2").json["message"]
    small = {"title": "", "url": "", "topic_id": 0, "file": (BytesIO(LONG[:400_000]), "nho.mp4")}
    assert begin(chi, cast, name="khac.mp4", size=300_000).status_code == 201
    assert said in chi.post(f"/classes/{cast.k1.id}/materials", data=small).text
    chi.post(f"/classes/{cast.k1.id}/materials/uploads/{public_id}/removal")
    assert begin(chi, cast, mark="2").status_code == 201


def test_removing_a_material_frees_its_room_and_leaves_no_file(cast: Cast, as_user: AsUser, app: Flask):
    chi = as_user("chi")
    sent = {"title": "", "url": "", "topic_id": 0, "file": (BytesIO(FILM), "bai.mp4")}
    chi.post(f"/classes/{cast.k1.id}/materials", data=sent)
    [material] = queries.materials_of(cast.k1.id)
    assert uploads.used(cast.chi.id, cast.unit1.id).unit == len(FILM)
    with app.app_context():
        path = files.path_of(file_of(material))
        long_ago = (clock.now() - timedelta(hours=2)).timestamp()
        os.utime(path, (long_ago, long_ago))
        chi.post(f"/materials/{material.id}/removal")
        assert not path.exists()
    assert uploads.used(cast.chi.id, cast.unit1.id) == Used(0, 0)


def test_a_file_that_two_classes_offer_stays_for_the_other(cast: Cast, as_user: AsUser, context: None):
    one = film(cast, media_type="audio/mp4")
    lessons.add(cast.k2, "Cũng bài này", file_of(one), cast.dung, NOW)
    stored_id = one.file_id
    as_user("chi").post(f"/materials/{one.id}/removal")
    assert database.session.get(StoredFile, stored_id) is not None


def test_what_nobody_goes_on_with_is_swept_after_a_day(cast: Cast, context: None):
    old, young = begun(cast), begun(cast, name="khac.mp4")
    for upload in (old, young):
        upload.started_at = clock.now() - timedelta(days=2)
    database.session.commit()
    yesterday = (clock.now() - timedelta(hours=25)).timestamp()
    os.utime(parts.path_of(old.public_id), (yesterday, yesterday))
    old_id, young_id = old.public_id, young.public_id
    with database.transaction():
        tidying.sweep()
    left = {one.public_id for one in database.session.query(IncomingFile)}
    assert left == {young_id}
    assert not parts.path_of(old_id).exists()
    assert parts.path_of(young_id).exists()


def test_what_is_on_its_way_is_no_stray_at_any_moment(cast: Cast, context: None):
    upload = begun(cast, len(LONG))
    parts.path_of(upload.public_id).write_bytes(LONG)
    database.session.commit()
    assert tidying.strays() == tidying.Strays([], [], [])
    service.settle(upload, HASH)  # and here the server is killed
    assert tidying.strays() == tidying.Strays([], [], [])
    assert service.settle(upload, HASH) == parts.Settled.DONE
    service.finish(upload, NOW)
    assert tidying.strays() == tidying.Strays([], [], [])
