"""Several write one reflection: nothing acknowledged is lost, and whoever comes second sees both texts."""

import json

import pytest

from lms import database
from lms.outbox.rules import Outcome
from lms.reflections import handing, history, own, writing
from lms.reflections.groups import queries
from lms.reflections.models import ReflectionEdit
from lms.web.errors import LmsError
from tests.lms.cast import NOW
from tests.lms.reflections.together.conftest import join, write

pytestmark = pytest.mark.usefixtures("context")
HEADER = "X-Attempt-Token"


def save(client, reflection, token, value, base=0, tab="tab-1", seq=1):
    edit = {"slot": 1, "seq": seq, "base": base, "value": value, "elapsed_ms": 5}
    body = json.dumps({"tab": tab, "edits": [edit]}, ensure_ascii=False).encode()
    path, headers = f"/reflections/{reflection.public_id}/texts", {HEADER: token}
    return client.post(path, data=body, content_type="application/json", headers=headers, csrf=False)


def test_a_group_has_one_reflection_whoever_begins(room):
    assert handing.begin(room.task, room.cast.an, NOW) is handing.begin(room.task, room.cast.bao, NOW)
    assert handing.begin(room.task, room.cast.cuc, NOW).writer == "Tổ 2"


def test_who_is_in_no_group_is_told_what_to_do(room, as_user):
    with pytest.raises(LmsError, match="chưa có tên trong tổ"):
        handing.begin(room.task, room.cast.duy, NOW)
    page = as_user("duy").get(f"/classes/{room.cast.k1.id}/reflections").text
    assert "Xin báo giảng viên" in page
    assert "/reflection-tasks/" not in page
    assert as_user("duy").get("/").status_code == 200


def test_each_sees_who_changed_a_section_last(room, as_user):
    reflection, _done = write(room.task, room.cast.an, "An viết trước.")
    write(room.task, room.cast.bao, "Bảo sửa lại.", base=1)
    database.session.commit()
    assert queries.written_by(reflection.id)[1].name == "Phan Quốc Bảo"
    assert (
        "Sửa lần cuối: Phan Quốc Bảo" in as_user("an").get(f"/reflections/{reflection.public_id}/edit").text
    )


def test_of_two_who_change_the_same_section_both_texts_are_kept_and_shown(room, as_user):
    reflection, _done = write(room.task, room.cast.an, "Bản của An.")
    database.session.commit()
    form = {"tab": "form-bao", "text-1": "Bản của Bảo.", "base-1": "0"}
    answer = as_user("bao").post(f"/reflections/{reflection.public_id}", data=form)
    assert answer.status_code == 409
    assert "Bản của An." in answer.text
    assert "Bản của Bảo." in answer.text
    assert "Nội dung Nguyễn Văn An đã lưu" in answer.text
    kept = {edit.value: edit.outcome for edit in database.session.query(ReflectionEdit)}
    assert kept == {"Bản của An.": Outcome.STORED, "Bản của Bảo.": Outcome.CONFLICT}
    write(room.task, room.cast.bao, "Bản của Bảo.", base=1, tab="form-bao-2")
    [first] = [past for past in history.past_of(reflection) if past.section.slot == 1]
    assert own.parts_of(reflection)[0].text == "Bản của Bảo."
    assert first.version == 2


def test_the_outbox_of_a_page_is_told_whose_text_stands(room, client):
    reflection, _done = write(room.task, room.cast.an, "Bản của An.")
    token = writing.sign(reflection, room.cast.bao.id)
    database.session.commit()
    answer = save(client, reflection, token, "Bản của Bảo.")
    assert answer.status_code == 409
    [conflict] = answer.json["conflicts"]
    assert (conflict["value"], conflict["by"]) == ("Bản của An.", "Nguyễn Văn An")
    assert save(client, reflection, token, "Bản của Bảo.", base=1, seq=2).json["acked"] == [[1, 2, 2]]
    hands = {edit.value: edit.by_id for edit in database.session.query(ReflectionEdit) if edit.seq == 2}
    assert hands == {"Bản của Bảo.": room.cast.bao.id}


def test_a_page_asks_what_the_others_wrote(room, as_user):
    reflection, _done = write(room.task, room.cast.an, "Bản của An.")
    database.session.commit()
    [section] = as_user("bao").get(f"/reflections/{reflection.public_id}/texts").json["sections"]
    assert (section["value"], section["version"], section["by"]) == ("Bản của An.", 1, "Nguyễn Văn An")


def test_who_left_the_group_sends_nothing_more_and_who_joined_goes_on(room, client):
    reflection, _done = write(room.task, room.cast.an, "Bản của An.")
    bao, duy = (writing.sign(reflection, one.id) for one in (room.cast.bao, room.cast.duy))
    join(room.cast.bao, room.two)
    join(room.cast.duy, room.one)
    database.session.commit()
    assert save(client, reflection, bao, "Từ tổ khác.", base=1).status_code == 403
    assert save(client, reflection, duy, "Duy viết tiếp.", base=1).status_code == 200
    assert own.parts_of(reflection)[0].text == "Duy viết tiếp."


def test_an_earlier_text_brought_back_bears_the_name_of_who_did_it(room):
    reflection, _done = write(room.task, room.cast.an, "Bản đầu.")
    write(room.task, room.cast.bao, "Bản sau.", base=1)
    moment = history.moment_of(reflection, 1, 1)
    assert moment is not None
    assert moment.by == "Nguyễn Văn An"
    history.bring_back(reflection, 1, moment, 2, NOW, room.cast.bao.id)
    assert queries.written_by(reflection.id)[1].name == "Phan Quốc Bảo"
    assert own.parts_of(reflection)[0].text == "Bản đầu."


def test_pages_ask_as_many_statements_of_a_large_group_as_of_a_small_one(room, as_user, count_queries):
    reflection, _done = write(room.task, room.cast.an, "Bản của An.")
    database.session.commit()
    paths = [f"/reflections/{reflection.public_id}/edit", f"/classes/{room.cast.k1.id}/reflections"]
    an, chi = as_user("an"), as_user("chi")

    def asked():
        with count_queries() as seen:
            for path in paths:
                an.get(path)
            chi.get(f"/reflection-tasks/{room.task.id}")
        return len(seen)

    asked()
    before = asked()
    for version, person in enumerate((room.cast.bao, room.cast.cuc, room.cast.duy), 1):
        join(person, room.one)
        write(room.task, person, f"Bản {version}.", base=version)
    database.session.commit()
    assert asked() == before
