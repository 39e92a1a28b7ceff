"""Dividing a class anew while a group writes: the page says who goes on with it before anything is changed."""

from lms import database
from lms.classes import queries as classes
from tests.lms.reflections import making
from tests.lms.reflections.together.conftest import hand_in, join, write


def divide(client, room, count, sure=""):
    sent = {"count": count, "how": "evenly", "sure": sure}
    return client.post(f"/classes/{room.cast.k1.id}/groups", data=sent)


def groups_of(room):
    database.session.expire_all()
    found = {one.person.username: one.group.name for one in classes.enrolled(room.cast.k1.id) if one.group}
    return {name: group for name, group in found.items() if name in ("an", "bao", "cuc", "duy")}


def test_it_says_who_takes_a_draft_over_and_who_loses_it_and_then_does_just_that(room, as_user):
    reflection, _done = write(room.task, room.cast.cuc, "Nội dung của tổ hai.")
    database.session.commit()
    em, before = as_user("em"), groups_of(room)
    assert "Các tổ đã bắt đầu viết bài chung" in em.get(f"/classes/{room.cast.k1.id}/groups").text
    answer = divide(em, room, 2)
    assert answer.status_code == 422
    assert groups_of(room) == before
    people = [one.person_id for one in classes.enrolled(room.cast.k1.id)]
    members, cuc = set(people[-(len(people) // 2) :]), room.cast.cuc.id
    stay = int(cuc in members)
    assert f"{len(members) - stay} người vào tổ viết tiếp, {stay} người ở lại" in answer.text
    assert f"{1 - stay} người không mở được nữa" in answer.text
    assert "Tổ 2, “Bài thu hoạch”" in answer.text
    assert divide(em, room, 2, sure="3 evenly").status_code == 422, "what was looked at is not what is sent"
    assert divide(em, room, 2, sure="2 evenly").status_code == 302
    database.session.expire_all()
    assert {one.person_id for one in classes.enrolled(room.cast.k1.id) if one.group.name == "Tổ 2"} == members
    assert [reflection.belongs_to(one) for one in sorted(members)] == [True] * len(members)
    assert reflection.belongs_to(cuc) is bool(stay)


def test_of_a_group_too_many_only_who_wrote_can_open_the_draft_by_its_address(room, as_user):
    join(room.cast.duy, room.two)
    reflection, _done = write(room.task, room.cast.cuc, "Nội dung của tổ hai.")
    database.session.commit()
    said = divide(as_user("em"), room, 1).text
    assert "tổ được giải thể" in said
    assert "(1 người) mở được bằng đường dẫn cũ" in said
    assert divide(as_user("em"), room, 1, sure="1 evenly").status_code == 302
    address = f"/reflections/{reflection.public_id}"
    assert as_user("cuc").get(f"{address}/edit").status_code == 200
    assert as_user("duy").get(f"{address}/edit").status_code == 404
    assert reflection.public_id not in as_user("cuc").get(f"/classes/{room.cast.k1.id}/reflections").text


def test_what_is_handed_in_asks_for_no_second_look(room, as_user):
    reflection, _done = write(room.task, room.cast.an, making.TEXT)
    hand_in(reflection, room.cast.an, [room.cast.an])
    database.session.commit()
    assert divide(as_user("em"), room, 3).status_code == 302
    database.session.expire_all()
    assert reflection.belongs_to(room.cast.an.id)
