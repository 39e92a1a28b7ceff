"""Excuses with papers: asked in advance, taken back, answered with a word, opened by nobody else."""

from datetime import timedelta
from io import BytesIO

import pytest

from lms import database
from lms.attendance import excuses
from lms.attendance.models import Excuse
from lms.attendance.own_models import ExcusePage
from lms.classes.models import SessionState
from lms.files.models import StoredFile
from lms.notices.models import Notice
from lms.web import clock
from tests.lms.attendance.hall import held_now, rows
from tests.lms.reflections.making import photo


@pytest.fixture
def session(cast):
    return held_now(cast.k1, begins_in=600)


def ask(client, session, reason="Đi công tác", *files):
    sent = [(BytesIO(body), name) for name, body in files]
    return client.post(f"/sessions/{session.id}/excuse", data={"reason": reason, "files": sent})


def test_a_photo_comes_along_drawn_anew_and_both_sides_see_it(cast, as_user, session) -> None:
    an, em = as_user("an"), as_user("em")
    assert ask(an, session, "Con ốm", ("giấy.jpg", photo())).status_code == 302
    [excuse], [page] = rows(Excuse), rows(ExcusePage)
    own, other = f"/sessions/{session.id}/excuse/pages/1", f"/excuses/{excuse.id}/pages/1"
    assert own in an.get(f"/sessions/{session.id}/excuse").text
    assert other in em.get(f"/sessions/{session.id}/attendance").text
    for client, path in ((an, own), (em, other)):
        shown = client.get(path)
        assert shown.mimetype == "image/jpeg"
        assert shown.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        shown.close()
    assert page.file.name.endswith(".jpg")


@pytest.mark.one_database
def test_nobody_else_opens_the_papers(cast, as_user, session) -> None:
    ask(as_user("an"), session, "Con ốm", ("giấy.jpg", photo()))
    [excuse], [stored] = rows(Excuse), rows(StoredFile)
    for name in ("binh", "chi", "giang", "nga", "minh"):
        assert as_user(name).get(f"/excuses/{excuse.id}/pages/1").status_code in {403, 404}, name
        assert as_user(name).get(f"/sessions/{session.id}/excuse/pages/1").status_code in {403, 404}, name
        assert as_user(name).get(f"/files/{stored.sha256}").status_code == 404, name


HOSTILE = {
    "trang.html": b"<html><script>alert(1)</script>",
    "ảnh.jpg": b"\xff\xd8\xff<script>alert(1)</script>",
    "a.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "a.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 4,
    "a.exe": b"MZ\x90\x00",
    "nhỏ.jpg": photo(120, 120),
    "rỗng.jpg": b"",
}


@pytest.mark.one_database
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_unreadable_file_is_named_and_nothing_is_stored(as_user, session, name) -> None:
    answer = ask(as_user("an"), session, "Con ốm", ("tốt.jpg", photo()), (name, HOSTILE[name]))
    assert answer.status_code == 422
    assert name in answer.text
    assert "Con ốm" in answer.text
    assert (rows(Excuse), rows(ExcusePage), rows(StoredFile)) == ([], [], [])


@pytest.mark.one_database
def test_too_large_and_too_many_are_refused(as_user, session, monkeypatch) -> None:
    an = as_user("an")
    monkeypatch.setattr(excuses, "MOST_BYTES", 1000)
    assert ask(an, session, "Con ốm", ("a.jpg", photo())).status_code == 422
    monkeypatch.undo()
    monkeypatch.setattr(excuses, "MOST_PAGES", 1)
    assert ask(an, session, "Con ốm", ("a.jpg", photo()), ("b.jpg", photo())).status_code == 422
    assert rows(Excuse) == []


@pytest.mark.one_database
def test_a_script_behind_a_picture_does_not_survive(as_user, session) -> None:
    an = as_user("an")
    ask(an, session, "Con ốm", ("../../a.jpg", photo() + b"<script>alert(1)</script>"))
    shown = an.get(f"/sessions/{session.id}/excuse/pages/1")
    assert b"script" not in shown.data
    shown.close()


def test_new_papers_replace_those_sent_before_which_stay_on_record(as_user, session) -> None:
    an = as_user("an")
    ask(an, session, "Con ốm", ("a.jpg", photo()), ("b.jpg", photo(400, 500)))
    ask(an, session, "Con ốm nặng", ("c.jpg", photo(500, 400)))
    assert [(page.number, page.removed_at is None) for page in rows(ExcusePage)] == [
        (1, False),
        (2, False),
        (1, True),
    ]
    assert an.get(f"/sessions/{session.id}/excuse/pages/2").status_code == 404
    ask(an, session, "Con ốm nặng lắm")
    assert [page.number for page in rows(ExcusePage) if page.removed_at is None] == [1]


def test_what_was_asked_is_taken_back_before_it_is_answered_and_asked_again(cast, as_user, session) -> None:
    an, em = as_user("an"), as_user("em")
    ask(an, session)
    assert an.post(f"/sessions/{session.id}/excuse/withdrawal").status_code == 302
    [excuse] = rows(Excuse)
    assert excuse.withdrawn_at is not None
    assert "Đi công tác" not in em.get(f"/sessions/{session.id}/attendance").text
    assert em.post(f"/excuses/{excuse.id}/approval").status_code == 409
    assert an.post(f"/sessions/{session.id}/excuse/withdrawal").status_code == 409
    ask(an, session, "Vẫn phải đi")
    [excuse] = rows(Excuse)
    assert (excuse.withdrawn_at, excuse.state, excuse.reason) == (None, "asked", "Vẫn phải đi")


def test_what_is_answered_is_not_taken_back(as_user, session) -> None:
    an = as_user("an")
    ask(an, session)
    as_user("em").post(f"/excuses/{rows(Excuse)[0].id}/approval")
    assert an.post(f"/sessions/{session.id}/excuse/withdrawal").status_code == 409
    assert rows(Excuse)[0].withdrawn_at is None


@pytest.mark.parametrize("what, state", [("approval", "approved"), ("refusal", "refused")])
def test_the_answer_reaches_the_learner_with_its_word_once(cast, as_user, session, what, state) -> None:
    an, em = as_user("an"), as_user("em")
    ask(an, session)
    [excuse] = rows(Excuse)
    for _twice in range(2):
        em.post(f"/excuses/{excuse.id}/{what}", data={"answer": "Nhớ học bù <b>bài 1</b>"})
    [excuse], [notice] = rows(Excuse), rows(Notice)  # what the organiser was told is gone with the answer
    assert (excuse.state, excuse.answer, excuse.decided_by_id) == (
        state,
        "Nhớ học bù <b>bài 1</b>",
        cast.em.id,
    )
    assert (notice.person_id, notice.body) == (cast.an.id, "Nhớ học bù <b>bài 1</b>")
    for path in (notice.path, f"/classes/{cast.k1.id}/attendance"):
        assert "Nhớ học bù &lt;b&gt;bài 1&lt;/b&gt;" in an.get(path).text


def test_a_change_of_mind_is_told_anew(cast, as_user, session) -> None:
    em = as_user("em")
    ask(as_user("an"), session)
    [excuse] = rows(Excuse)
    em.post(f"/excuses/{excuse.id}/refusal")
    em.post(f"/excuses/{excuse.id}/approval")
    assert len(rows(Notice)) == 2
    assert rows(Excuse)[0].state == "approved"


def test_a_word_that_is_too_long_decides_nothing(as_user, session) -> None:
    ask(as_user("an"), session)
    [excuse] = rows(Excuse)
    assert as_user("em").post(f"/excuses/{excuse.id}/refusal", data={"answer": "x" * 301}).status_code == 422
    assert rows(Excuse)[0].state == "asked"


def test_nothing_is_asked_for_what_is_over_or_cancelled(cast, as_user, session) -> None:
    an = as_user("an")
    session.state, session.reason = SessionState.CANCELLED, "bão"
    database.session.commit()
    assert ask(an, session).status_code == 409
    session.state, session.starts_at = SessionState.PLANNED, clock.now() - timedelta(hours=6)
    session.ends_at = clock.now() - timedelta(minutes=1)
    database.session.commit()
    assert ask(an, session).status_code == 409
    assert "<textarea" not in an.get(f"/sessions/{session.id}/excuse").text
    assert rows(Excuse) == []
