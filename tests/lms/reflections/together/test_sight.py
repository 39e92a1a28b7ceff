"""Who sees what of a group's reflection: its members all, another group nothing, a blind marker no name."""

import pytest

from lms import database
from lms.notices.models import Notice
from lms.proposals import originals, telling
from lms.reflections import bench, writing
from lms.reflections.codes import queries as codes
from lms.similarity import sources
from lms.similarity.models import Kin
from tests.lms.cast import NOW
from tests.lms.proposals import making as proposals
from tests.lms.reflections import making
from tests.lms.reflections.codes.test_identity import pages, plain
from tests.lms.reflections.together.conftest import hand_in, join, write
from tests.lms.similarity import making as similar

pytestmark = pytest.mark.usefixtures("context")
CANARIES = ("tổ 1", "nguyễn văn an", "phan quốc bảo")


def test_a_member_of_another_group_sees_nothing(room, handed, as_user):
    path = f"/reflections/{handed.reflection.public_id}"
    for name in ("cuc", "duy", "binh", "chi"):
        seen = as_user(name)
        for part in (
            "",
            "/edit",
            "/texts",
            "/history",
            "/history/1/1",
            "/submissions/1",
            "/submissions/1/pages.pdf",
        ):
            assert seen.get(path + part).status_code == 404, (name, part)
        assert seen.post(path, data={"text-1": "Xen vào"}).status_code == 404
        assert seen.post(f"{path}/submissions").status_code == 404


def test_who_left_without_being_named_sees_nothing_any_more(room, as_user):
    reflection, _done = write(room.task, room.cast.an, making.TEXT)
    join(room.cast.bao, room.two)
    database.session.commit()
    assert as_user("bao").get(f"/reflections/{reflection.public_id}").status_code == 404
    assert as_user("an").get(f"/reflections/{reflection.public_id}").status_code == 200


def test_the_file_as_it_was_sent_goes_to_its_sender_alone(room, as_user):
    reflection, _done = write(room.task, room.cast.an, making.TEXT)
    page = making.add_page(reflection, room.cast.an, making.photo())
    database.session.commit()
    path = f"/reflections/{reflection.public_id}/uploads/{page.upload_id}"
    for name, status in (("an", 200), ("bao", 404)):
        with as_user(name).get(f"{path}/original") as answer:
            assert answer.status_code == status
        with as_user(name).get(f"/reflections/{reflection.public_id}/pages/{page.id}") as answer:
            assert answer.status_code == 200


def test_no_page_about_scripts_names_the_group_or_its_members(room, handed, as_user):
    handed.reflection.script_no = 918273
    making.mark(handed, room.cast.chi)
    database.session.commit()
    for path in [*pages(room.task, handed), f"/reflection-tasks/{room.task.id}/mark-sheets/1.zip"]:
        answer = as_user("chi").get(path)
        said = plain(answer.data)
        assert answer.status_code in {200, 302}, path
        assert [canary for canary in CANARIES if canary in said] == [], path


def test_a_blind_list_of_marks_names_a_script_once_so_that_its_number_of_members_stays_hidden(
    room, handed, as_user
):
    making.mark(handed, room.cast.chi)
    database.session.commit()
    page = as_user("chi").get(f"/reflection-tasks/{room.task.id}/report/rows?marked=1").text
    assert page.count(str(handed.reflection.script_no)) == 1


def test_after_the_release_the_group_stands_where_a_name_would(room, handed, as_user):
    making.mark(handed, room.cast.chi)
    bench.release(room.task, room.cast.chi, NOW)
    database.session.commit()
    for path in (
        f"/reflection-tasks/{room.task.id}/scripts",
        f"/scripts/{handed.public_id}",
        f"/scripts/{handed.public_id}/similarity",
    ):
        assert "Tổ 1" in as_user("chi").get(path).text, path
    [opened] = codes.opened(room.task, with_marks=True)
    assert (opened.name, opened.total) == ("Tổ 1", 7)
    assert "Phan Quốc Bảo" in as_user("chi").get(f"/reflection-tasks/{room.task.id}/report/rows").text


def test_a_group_is_compared_once_and_its_members_earlier_work_is_their_own(room, as_user):
    earlier = making.make_task(room.cast.k1, room.cast.chi, title="Bài trước")
    similar.hand_in(earlier, room.cast.bao, similar.FIRST, similar.SHARED)
    similar.compare(earlier)
    first, _done = write(room.task, room.cast.an, f"{similar.SHARED}\n{similar.SECOND}")
    hand_in(first, room.cast.an, [room.cast.an, room.cast.bao])
    second, _done = write(room.task, room.cast.cuc, f"{similar.SHARED}\n{similar.THIRD}")
    hand_in(second, room.cast.cuc, [room.cast.cuc])
    database.session.commit()
    assert len(sources.of_task(room.task.id)) == 2
    similar.compare(room.task)
    assert sorted(one.kin for one in similar.matches()) == sorted([Kin.SAME_TASK, Kin.OWN, Kin.EARLIER])


def test_a_groups_proposal_bears_its_name_counts_its_members_and_is_answered_to_each(room, cast):
    slot = room.task.sections[2].slot
    reflection, _done = write(room.task, cast.an, making.TEXT)
    row = {"level": "unit", "content": proposals.SCANNER, "addressee": "Lãnh đạo"}
    form = {"tab": "form-rows", f"base-{slot}": "0"} | {
        f"row-{slot}-0-{key}": one for key, one in row.items()
    }
    writing.save_form(reflection, form, NOW, cast.bao.id)
    hand_in(reflection, cast.an, [cast.an, cast.bao])
    database.session.commit()
    [found] = originals.of_class(cast.k1.id, [room.task.id])
    assert (found.writer, found.unit_id) == ("Tổ 1", None)
    sent = proposals.send(cast.k1, [found.id], cast.unit1, cast.em)
    assert originals.writers([sent.id]) == {sent.id: 2}
    database.session.query(Notice).delete()
    telling.the_writers(sent, NOW)
    assert {one.person_id for one in database.session.query(Notice)} == {cast.an.id, cast.bao.id}
