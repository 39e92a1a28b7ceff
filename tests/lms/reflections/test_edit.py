"""Writing over HTTP: the outbox of the page, the form without a script, hand-in; nothing typed is lost."""

import json
import re

import pytest

from lms import database
from lms.classes import service as classes
from lms.classes.models import Enrolment
from lms.reflections import handing, own, writing
from lms.reflections.models import ReflectionEdit, Submission
from tests.lms.cast import NOW
from tests.lms.reflections import making
from tests.lms.scenes import scene

HEADER = "X-Attempt-Token"


@scene
def task(cast):
    made = making.make_task(cast.k1, cast.chi)
    database.session.commit()
    return made


@pytest.fixture
def reflection(cast, task):
    made = handing.begin(task, cast.an, NOW)
    database.session.commit()
    return made


@pytest.fixture
def token(context, reflection):
    return writing.sign(reflection)


def save(client, reflection, token, *edits, tab="tab-1"):
    """As a browser sends it: letters as they are, not as escapes."""
    body = json.dumps({"tab": tab, "edits": list(edits)}, ensure_ascii=False).encode()
    path, headers = f"/reflections/{reflection.public_id}/texts", {HEADER: token}
    return client.post(path, data=body, content_type="application/json", headers=headers, csrf=False)


def edit(value, seq=1, base=0, slot=1):
    return {"slot": slot, "seq": seq, "base": base, "value": value, "elapsed_ms": 5}


def test_beginning_leads_to_the_page_for_writing(as_user, task):
    answer = as_user("an").post(f"/reflection-tasks/{task.id}/reflections")
    assert answer.status_code == 302
    page = as_user("an").get(answer.location)
    assert page.status_code == 200
    assert "I. Nhận thức" in page.text


def test_a_draft_task_cannot_be_begun(cast, as_user, task):
    task.published_at = None
    database.session.commit()
    assert as_user("an").post(f"/reflection-tasks/{task.id}/reflections").status_code == 404
    assert task.title not in as_user("an").get(f"/classes/{cast.k1.id}/reflections").text


def test_text_is_saved_by_the_token_alone_also_after_the_sign_in_has_expired(client, reflection, token):
    answer = save(client, reflection, token, edit("Viết khi phiên đã hết"))
    assert (answer.status_code, answer.json["acked"]) == (200, [[1, 1, 1]])
    assert own.parts_of(reflection)[0].text == "Viết khi phiên đã hết"


def test_a_save_that_comes_twice_is_stored_once(client, reflection, token):
    first, again = (save(client, reflection, token, edit("Một")) for _ in range(2))
    assert first.json["acked"] == again.json["acked"]
    assert database.session.query(ReflectionEdit).count() == 1


def test_two_tabs_conflict_and_both_texts_are_kept(client, reflection, token):
    save(client, reflection, token, edit("Của thẻ một"))
    answer = save(client, reflection, token, edit("Của thẻ hai"), edit("Phần khác", slot=2), tab="tab-2")
    assert answer.status_code == 409
    assert [(clash["yours"], clash["value"]) for clash in answer.json["conflicts"]] == [
        ("Của thẻ hai", "Của thẻ một")
    ]
    assert answer.json["acked"] == [[2, 1, 1]]


def test_fifty_kilobytes_of_text_are_saved(client, reflection, token):
    text = "Con đường về bản. " * 2000
    assert 50_000 < len(text.encode()) < 56_000
    assert save(client, reflection, token, edit(text)).status_code == 200
    assert own.parts_of(reflection)[0].text == text


@pytest.mark.parametrize(
    "value, slot", [(5, 1), (["x"], 1), ("x" * 60_000, 1), ("x", 3), ([{"level": "nation"}], 3), ("x", 99)]
)
def test_what_cannot_stand_in_a_section_is_not_stored(client, reflection, token, value, slot):
    answer = save(client, reflection, token, edit(value, slot=slot))
    assert answer.status_code == 409
    assert answer.json["conflicts"][0]["reason"] == "invalid"
    assert own.texts_of(reflection) == {}


def test_no_token_no_save(client, as_user, reflection, token):
    path = f"/reflections/{reflection.public_id}/texts"
    for headers in ({}, {HEADER: "forged"}, {HEADER: token + "x"}):
        assert as_user("an").post(path, json={"tab": "t", "edits": []}, headers=headers).status_code == 401
    other = client.post(
        "/reflections/elsewhere/texts", json={"tab": "t", "edits": []}, headers={HEADER: token}, csrf=False
    )
    assert other.status_code == 401


def test_somebody_suspended_saves_nothing_more(cast, client, reflection, token):
    cast.an.state = cast.lan.state
    database.session.commit()
    assert save(client, reflection, token, edit("x")).status_code == 403


def test_who_was_withdrawn_from_the_class_saves_nothing_more(cast, as_user, client, reflection, token):
    save(client, reflection, token, edit("Trước khi rời lớp"))
    enrolment = database.session.query(Enrolment).filter_by(person_id=cast.an.id).one()
    classes.withdraw(enrolment, "Chuyển lớp", NOW, cast.em)
    database.session.commit()
    assert save(client, reflection, token, edit("Sau", seq=2, base=1)).status_code == 403
    form = {"tab": "form-an", "text-1": "Sau", "base-1": "1"}
    assert as_user("an").post(f"/reflections/{reflection.public_id}", data=form).status_code == 403
    assert own.parts_of(reflection)[0].text == "Trước khi rời lớp"


def test_without_a_script_the_page_is_a_form_that_saves(as_user, reflection):
    an = as_user("an")
    page = an.get(f"/reflections/{reflection.public_id}/edit").text
    tab = re.search(r'name="tab" value="([^"]+)"', page)[1]
    form = {"tab": tab, "text-1": "Dòng một\r\nDòng hai", "base-1": "0", "text-2": "", "base-2": "0"}
    assert an.post(f"/reflections/{reflection.public_id}", data=form).status_code == 302
    again = an.get(f"/reflections/{reflection.public_id}/edit").text
    assert "Dòng một\nDòng hai</textarea>" in again
    assert 'name="base-1" value="1"' in again


def test_a_form_that_clashes_shows_both_texts(client, as_user, reflection, token):
    save(client, reflection, token, edit("Từ máy tính"))
    form = {"tab": "form-old", "text-1": "Từ điện thoại", "base-1": "0"}
    answer = as_user("an").post(f"/reflections/{reflection.public_id}", data=form)
    assert answer.status_code == 409
    assert "Từ máy tính" in answer.text
    assert "Từ điện thoại</textarea>" in answer.text


def test_pressing_hand_in_twice_gives_one_receipt(as_user, reflection):
    an, path = as_user("an"), f"/reflections/{reflection.public_id}"
    form = {"tab": "form-1", "text-1": "Con đường", "base-1": "0"}
    assert [an.post(f"{path}/submissions", data=form).status_code for _ in range(2)] == [302, 302]
    [submission] = database.session.query(Submission).all()
    assert submission.sha256 in an.get(path).text


def test_handing_in_nothing_says_so_and_keeps_the_page(as_user, reflection):
    form = {"tab": "form-1", "text-1": "", "base-1": "0", "text-2": "Chỉ phần hai", "base-2": "0"}
    answer = as_user("an").post(f"/reflections/{reflection.public_id}/submissions", data=form)
    assert answer.status_code == 422
    assert "Chỉ phần hai</textarea>" in answer.text


def test_hostile_text_is_shown_as_text_to_learner_and_marker(as_user, task, reflection):
    hostile = '</textarea><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}"'
    an, path = as_user("an"), f"/reflections/{reflection.public_id}"
    form = {"tab": "f", "text-1": hostile, "base-1": "0", "base-3": "0"}
    form |= {"row-3-0-level": "unit", "row-3-0-content": hostile, "row-3-0-addressee": hostile}
    an.post(f"{path}/submissions", data=form)
    script = database.session.query(Submission).one().public_id
    pages = [an.get(path).text, an.get(path + "/edit").text, as_user("chi").get(f"/scripts/{script}").text]
    for page in pages:
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_a_learner_of_another_class_cannot_begin_or_open(cast, as_user, task, reflection):
    assert as_user("binh").post(f"/reflection-tasks/{task.id}/reflections").status_code == 404
    assert as_user("binh").get(f"/reflections/{reflection.public_id}").status_code == 404
