"""Collecting proposals of a class: the last version counts, merging is reversible, names stay where they belong."""

from datetime import timedelta

import pytest

from lms import database
from lms.audit.models import AuditEntry
from lms.notices.models import Notice
from lms.permissions import Role
from lms.proposals import originals, queries, service
from lms.proposals.models import ProposalState, StepKind
from lms.proposals.service import Refused
from lms.reflections import tasks
from lms.web.errors import LmsError
from tests.lms.cast import NOW, appoint, enrol, make_person
from tests.lms.proposals import making
from tests.lms.proposals.making import READING, SCANNER
from tests.lms.reflections import making as reflections

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def task(cast):
    return reflections.make_task(cast.k1, cast.chi)


@pytest.fixture
def second(cast):
    person = make_person("second", "Phan Thị Hoàng Yến", cast.unit2)
    enrol(person, cast.k1)
    return person


def page(as_user, cast, who="em", **arguments):
    return as_user(who).get(f"/classes/{cast.k1.id}/proposals", query_string=arguments).text


def chosen(ids, unit, content=SCANNER):
    return {"p": [str(one) for one in ids], "content": content, "level": "unit", "unit_id": str(unit.id)}


def test_only_the_version_that_was_handed_in_last_counts(cast, as_user, task):
    making.propose(task, cast.an, SCANNER, READING)
    making.propose(task, cast.an, READING, now=NOW + timedelta(hours=1))
    listed = page(as_user, cast)
    assert READING in listed
    assert SCANNER not in listed
    assert "1 đề xuất" in listed


def test_several_are_sent_as_one_and_the_officers_of_the_unit_are_told(cast, as_user, task, second):
    making.propose(task, cast.an, SCANNER)
    making.propose(task, second, "Mua một máy quét cho cả cơ quan.")
    ids, path = making.ids_of(cast.k1), f"/classes/{cast.k1.id}/proposals"
    shown = as_user("em").get(f"{path}/new", query_string={"p": ids}).text
    assert "Mua một máy quét cho cả cơ quan.</textarea>" in shown
    answer = as_user("em").post(path, data=chosen(ids, cast.unit1))
    [sent] = making.stored()
    assert answer.location == f"{path}/{sent.id}"
    assert (sent.unit_id, sent.state, sent.content) == (cast.unit1.id, ProposalState.RECEIVED, SCANNER)
    assert {one.content for one in originals.joined(sent.id)} == {
        SCANNER,
        "Mua một máy quét cho cả cơ quan.",
    }
    assert originals.writers([sent.id]) == {sent.id: 2}
    [notice] = database.session.query(Notice).filter_by(person_id=cast.giang.id)
    assert notice.path == f"/proposals/{sent.id}"
    assert database.session.query(AuditEntry).filter_by(action="proposal.sent").one().actor_id == cast.em.id


def test_what_lacks_a_unit_or_words_is_told_and_what_was_typed_is_still_there(cast, as_user, task):
    making.propose(task, cast.an, SCANNER)
    data = {"p": making.ids_of(cast.k1), "content": "Nội dung đã gõ", "level": "unit"}
    answer = as_user("em").post(f"/classes/{cast.k1.id}/proposals", data=data)
    assert answer.status_code == 422
    assert "Xin chọn đơn vị có thẩm quyền" in answer.text
    assert "Nội dung đã gõ" in answer.text
    blank = as_user("em").post(f"/classes/{cast.k1.id}/proposals", data={**data, "content": "  "})
    assert "Xin ghi nội dung đề xuất" in blank.text
    assert making.stored() == []


def test_looking_for_another_unit_by_name_keeps_what_was_typed_and_stores_nothing(cast, as_user, task):
    making.propose(task, cast.an, SCANNER)
    data = chosen(making.ids_of(cast.k1), cast.unit1, "Nội dung đã gõ") | {"q": "hoa binh", "search": "1"}
    answer = as_user("em").post(f"/classes/{cast.k1.id}/proposals", data=data)
    assert answer.status_code == 200
    assert cast.unit2.name in answer.text
    assert cast.unit1.name in answer.text
    assert "Nội dung đã gõ" in answer.text
    assert making.stored() == []


def test_what_was_sent_by_somebody_else_meanwhile_is_not_sent_twice(cast, as_user, task):
    making.propose(task, cast.an, SCANNER)
    ids = making.ids_of(cast.k1)
    making.send(cast.k1, ids, cast.unit1, cast.em)
    answer = as_user("em").post(f"/classes/{cast.k1.id}/proposals", data=chosen(ids, cast.unit2))
    assert answer.status_code == 422
    assert "vừa được gửi" in answer.text
    assert len(making.stored()) == 1


def test_handing_in_again_in_the_same_words_keeps_the_place_and_in_other_words_does_not(cast, task):
    making.propose(task, cast.an, SCANNER)
    sent = making.send(cast.k1, making.ids_of(cast.k1), cast.unit1, cast.em)
    making.propose(task, cast.an, SCANNER, READING, now=NOW + timedelta(hours=1))
    places = {one.content: one.place and one.place.collected_id for one in originals.of_class(cast.k1.id, ())}
    assert places == {SCANNER: sent.id, READING: None}
    assert originals.writers([sent.id]) == {sent.id: 1}
    making.propose(task, cast.an, READING, now=NOW + timedelta(hours=2))
    assert originals.writers([sent.id]) == {}
    assert [one.counts for one in originals.joined(sent.id)] == [False]


def test_one_that_says_the_same_is_added_and_taken_out_again_and_both_stay_in_the_history(
    cast, as_user, task, second
):
    making.propose(task, cast.an, SCANNER)
    sent = making.send(cast.k1, making.ids_of(cast.k1), cast.unit1, cast.em)
    making.propose(task, second, READING)
    path = f"/classes/{cast.k1.id}/proposals/{sent.id}"
    as_user("em").post(f"{path}/originals", data={"p": making.ids_of(cast.k1, READING)})
    assert originals.writers([sent.id]) == {sent.id: 2}
    added = next(one for one in originals.joined(sent.id) if one.content == READING)
    as_user("em").post(f"{path}/originals/{added.id}/removal")
    assert originals.writers([sent.id]) == {sent.id: 1}
    assert "Tách một đề xuất ra riêng" in as_user("em").get(path).text
    kinds = [step.kind for step in queries.history(making.stored()[0])]
    assert kinds == [StepKind.TAKEN_OUT, StepKind.JOINED, StepKind.SENT]
    free = [one.content for one in originals.of_class(cast.k1.id, ()) if one.place is None]
    assert free == [READING]


def test_taking_out_the_last_one_takes_the_whole_back_and_it_can_be_sent_anew(cast, as_user, task):
    making.propose(task, cast.an, SCANNER)
    sent = making.send(cast.k1, making.ids_of(cast.k1), cast.unit1, cast.em)
    [only] = originals.joined(sent.id)
    as_user("em").post(f"/classes/{cast.k1.id}/proposals/{sent.id}/originals/{only.id}/removal")
    assert making.stored()[0].taken_back_at is not None
    assert database.session.query(Notice).filter_by(person_id=cast.giang.id).count() == 0
    making.send(cast.k1, making.ids_of(cast.k1), cast.unit2, cast.em)
    assert [one.unit_id for one in making.stored()] == [cast.unit1.id, cast.unit2.id]


def test_another_unit_begins_anew_and_what_was_answered_is_not_changed_or_taken_back(cast, as_user, task):
    making.propose(task, cast.an, SCANNER)
    sent = making.send(cast.k1, making.ids_of(cast.k1), cast.unit1, cast.em)
    service.consider(sent, cast.giang, NOW)
    database.session.commit()
    path = f"/classes/{cast.k1.id}/proposals/{sent.id}"
    as_user("em").post(path, data=chosen([], cast.unit2, "Sửa lời"))
    [now] = making.stored()
    assert (now.unit_id, now.state, now.content) == (cast.unit2.id, ProposalState.RECEIVED, "Sửa lời")
    making.answer(now, cast.em)
    as_user("em").post(f"{path}/removal")
    as_user("em").post(path, data=chosen([], cast.unit1))
    [kept] = making.stored()
    assert (kept.unit_id, kept.taken_back_at, kept.state) == (cast.unit2.id, None, ProposalState.ADOPTED)


def test_every_figure_of_the_class_opens_to_the_proposals_that_it_counts(cast, as_user, task, second):
    making.propose(task, cast.an, SCANNER)
    making.propose(task, second, READING, level="locality")
    listed = page(as_user, cast)
    assert f'unit={cast.unit2.id}&amp;level=locality">1<' in listed
    opened = page(as_user, cast, unit=cast.unit2.id, level="locality")
    assert READING in opened
    assert SCANNER not in opened
    assert SCANNER in page(as_user, cast, q="may quet")
    assert READING not in page(as_user, cast, place="sent")


def test_organisers_read_names_and_a_blind_marker_reads_neither_name_nor_unit(cast, as_user, task, second):
    making.propose(task, second, SCANNER)
    sent = making.send(cast.k1, making.ids_of(cast.k1), cast.unit1, cast.em)
    paths = (f"/classes/{cast.k1.id}/proposals", f"/classes/{cast.k1.id}/proposals/{sent.id}")
    for path in paths:
        assert "Hoàng Yến" in as_user("em").get(path).text
        marker = as_user("chi").get(path).text
        assert SCANNER in marker
        assert "Hoàng Yến" not in marker
        assert cast.unit2.name not in marker
    appoint(cast.chi, Role.ORGANISER, class_id=cast.k1.id)
    database.session.commit()
    assert "Hoàng Yến" not in as_user("chi").get(paths[0]).text


def test_outside_the_class_names_are_shown_only_where_its_rule_said_so_before(cast, as_user, second):
    secret = reflections.make_task(cast.k1, cast.chi)
    named = reflections.make_task(cast.k1, cast.chi, proposal_names=True)
    making.propose(secret, second, SCANNER)
    making.propose(named, second, READING)
    for content, shown in ((SCANNER, False), (READING, True)):
        sent = making.send(cast.k1, making.ids_of(cast.k1, content), cast.unit1, cast.em, content)
        for who in ("giang", "minh", "nga"):
            assert ("Hoàng Yến" in as_user(who).get(f"/proposals/{sent.id}").text) is shown


def test_the_rule_about_names_is_not_loosened_once_somebody_has_handed_in(cast, task):
    making.propose(task, cast.an, SCANNER)
    with pytest.raises(LmsError):
        tasks.update(task, reflections.plan(proposal_names=True), task.rubric, cast.chi, NOW)


def test_the_page_says_before_writing_whether_the_name_goes_along(cast, as_user):
    for names, words in ((False, "không kèm tên"), (True, "kèm tên đồng chí")):
        task = reflections.make_task(cast.k1, cast.chi, proposal_names=names)
        reflection = reflections.write(task, cast.an)
        database.session.commit()
        assert words in as_user("an").get(f"/reflections/{reflection.public_id}/edit").text


def test_the_list_costs_the_same_with_ten_times_the_proposals(cast, as_user, task, count_queries):
    making.propose(task, cast.an, SCANNER)
    em, path = as_user("em"), f"/classes/{cast.k1.id}/proposals"
    em.get(path)
    making.send(cast.k1, making.ids_of(cast.k1), cast.unit1, cast.em)
    with count_queries() as few:
        em.get(path)
    for number in range(10):
        person = make_person(f"hv{number}", f"Học Viên {number}", cast.unit1)
        enrol(person, cast.k1)
        making.propose(task, person, f"{SCANNER} {number}", READING)
        making.send(cast.k1, making.ids_of(cast.k1, f"{SCANNER} {number}"), cast.unit2, cast.em)
    with count_queries() as many:
        em.get(path)
    assert len(many) == len(few) <= 20


def test_proposals_of_another_class_are_not_there(cast, task):
    making.propose(task, cast.an, SCANNER)
    wording = service.Wording(making.ProposalLevel.UNIT, SCANNER, cast.unit1)
    assert service.send(cast.k2, making.ids_of(cast.k1), wording, cast.em, NOW) is Refused.TAKEN
