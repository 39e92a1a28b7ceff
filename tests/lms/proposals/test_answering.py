"""What units do with proposals: see their own, consider, answer; the answer goes back to every writer."""

from io import BytesIO

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from lms import database
from lms.audit.models import AuditEntry
from lms.notices.models import Notice
from lms.proposals import queries, service
from lms.proposals.models import ProposalState, StepKind
from lms.reflections.models import Reflection
from lms.web import clock
from tests.lms.cast import NOW, enrol, make_person, make_unit
from tests.lms.proposals import making
from tests.lms.proposals.making import READING, SCANNER
from tests.lms.reflections import making as reflections

pytestmark = pytest.mark.usefixtures("context")

PERIOD = {"first": "2026-11-01", "last": "2026-11-30"}


@pytest.fixture(autouse=True)
def in_november(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def sent(cast):
    """An's proposal and another learner's, sent to unit 1 as one."""
    task = reflections.make_task(cast.k1, cast.chi)
    person = make_person("second", "Phan Thị Hoàng Yến", cast.unit2)
    enrol(person, cast.k1)
    making.propose(task, cast.an, SCANNER)
    making.propose(task, person, SCANNER)
    return making.send(cast.k1, making.ids_of(cast.k1), cast.unit1, cast.em)


def other(cast, unit, content=READING):
    """One more, sent to this unit."""
    task = reflections.make_task(cast.k1, cast.chi)
    making.propose(task, cast.an, content)
    return making.send(cast.k1, making.ids_of(cast.k1, content), unit, cast.em, content)


def answered(sent, **changes):
    return {"state": "adopted", "words": "Sẽ mua trong quý I.", "version": str(sent.version), **changes}


def test_an_officer_sees_what_was_sent_to_the_own_unit_and_below_and_nothing_else(cast, as_user, sent):
    below = other(cast, make_unit("Chi bộ tổ dân phố 5", cast.unit1), "Sửa đèn đường.")
    away = other(cast, cast.unit2)
    listed = as_user("giang").get("/proposals/").text
    assert SCANNER in listed
    assert "Sửa đèn đường." in listed
    assert READING not in listed
    assert "2 học viên đề xuất" in listed
    assert as_user("giang").get(f"/proposals/{below.id}").status_code == 200
    assert as_user("giang").get(f"/proposals/{away.id}").status_code == 404
    assert as_user("giang").get(f"/proposals/?unit={cast.unit2.id}").status_code == 404


def test_the_answer_goes_back_to_every_writer_in_the_reflection_and_as_a_notice(cast, as_user, sent):
    page = as_user("an").get(f"/reflections/{reflection_of(cast.an)}").text
    assert "đã tiếp nhận" in page
    as_user("giang").post(f"/proposals/{sent.id}/consideration")
    assert "đang xem xét" in as_user("an").get(f"/reflections/{reflection_of(cast.an)}").text
    [sent] = making.stored()
    as_user("giang").post(f"/proposals/{sent.id}/answer", data=answered(sent, reference="12-CV/ĐU"))
    [now] = making.stored()
    assert (now.state, now.answered_by_id, now.answered_at) == (ProposalState.ADOPTED, cast.giang.id, NOW)
    page = as_user("an").get(f"/reflections/{reflection_of(cast.an)}").text
    assert all(words in page for words in ("Sẽ mua trong quý I.", "12-CV/ĐU", cast.unit1.name))
    told = database.session.query(Notice).filter(Notice.key.startswith("proposal-answered")).all()
    assert len({notice.person_id for notice in told}) == 2
    assert f"/reflections/{reflection_of(cast.an)}#answers" in {notice.path for notice in told}
    entry = database.session.query(AuditEntry).filter_by(action="proposal.adopted").one()
    assert entry.new["answer"] == "Sẽ mua trong quý I."


def test_the_first_page_of_the_officer_says_how_many_wait(cast, as_user, sent):
    assert "1 đề xuất cần trả lời" in as_user("giang").get("/").text
    making.answer(sent, cast.giang)
    assert "đề xuất cần trả lời" not in as_user("giang").get("/").text


def reflection_of(person):
    return database.session.query(Reflection).filter_by(person_id=person.id).first().public_id


def test_an_answer_without_words_is_told_and_what_was_typed_stays(as_user, sent):
    data = answered(sent, words="  ", reference="Đã gõ 15")
    answer = as_user("giang").post(f"/proposals/{sent.id}/answer", data=data)
    assert answer.status_code == 422
    assert "Đã gõ 15" in answer.text
    assert making.stored()[0].state is ProposalState.RECEIVED


def test_two_who_answer_at_once_do_not_overwrite_each_other(cast, as_user, sent):
    seen = answered(sent, words="Lời của người thứ hai")
    making.answer(sent, cast.em, "Lời của người thứ nhất")
    answer = as_user("giang").post(f"/proposals/{sent.id}/answer", data=seen)
    assert answer.status_code == 409
    assert "Lời của người thứ nhất" in answer.text
    assert "Lời của người thứ hai" in answer.text
    assert making.stored()[0].answer == "Lời của người thứ nhất"


def test_a_later_answer_stands_beside_the_former_one(cast, as_user, sent):
    making.answer(sent, cast.giang, "Sẽ mua.")
    as_user("giang").post(
        f"/proposals/{sent.id}/answer", data=answered(sent, state="answered", words="Không mua nữa.")
    )
    [now] = making.stored()
    assert (now.state, now.answer) == (ProposalState.ANSWERED, "Không mua nữa.")
    assert [step.words for step in queries.history(now)][:2] == ["Không mua nữa.", "Sẽ mua."]
    assert queries.history(now)[0].kind is StepKind.ANSWERED
    told = database.session.query(Notice).filter(Notice.key.startswith("proposal-answered"))
    assert told.filter_by(person_id=cast.an.id).count() == 2


def test_every_figure_of_the_units_opens_to_the_proposals_that_it_counts(cast, as_user, sent):
    making.answer(other(cast, cast.unit2), cast.em)
    page = as_user("em").get("/proposals/").text
    assert f"/proposals/?unit={cast.unit2.id}&amp;state=adopted" in page
    opened = as_user("em").get(f"/proposals/?unit={cast.unit2.id}&state=adopted").text
    assert READING in opened
    assert SCANNER not in opened
    waiting = as_user("em").get("/proposals/?state=waiting").text
    assert SCANNER in waiting
    assert READING not in waiting


def test_the_list_for_the_programme_holds_what_was_decided_in_the_period_as_page_word_and_excel(
    cast, as_user, sent
):
    making.answer(sent, cast.giang)
    other(cast, cast.unit1, "Chưa trả lời")
    giang = as_user("giang")
    address = {"unit": cast.unit1.id, **PERIOD}
    assert "Sẽ mua trong quý I." in giang.get("/proposals/programme", query_string=address).text
    rows = sheet(giang.get("/proposals/programme.xlsx", query_string=address).data)
    [line] = [row for row in rows if SCANNER in row]
    assert [line[5], line[6], line[8]] == ["Sẽ mua trong quý I.", "12-CV/ĐU", 2.0]
    assert not any("Chưa trả lời" in row for row in rows)
    text = words_of(giang.get("/proposals/programme.docx", query_string=address).data)
    assert cast.unit1.name.upper() in text
    assert cast.root.name.upper() in text
    assert SCANNER in text
    assert "1 nội dung được tiếp thu, 0 nội dung được trả lời" in text
    assert "{{" not in text


def test_no_name_stands_in_the_list_for_the_programme_whatever_the_rule(cast, as_user):
    task = reflections.make_task(cast.k1, cast.chi, proposal_names=True)
    making.propose(task, cast.an, SCANNER)
    sent = making.send(cast.k1, making.ids_of(cast.k1), cast.unit1, cast.em)
    making.answer(sent, cast.giang)
    text = words_of(as_user("giang").get("/proposals/programme.docx", query_string=PERIOD).data)
    assert SCANNER in text
    assert cast.an.full_name not in text


def test_brackets_that_a_learner_typed_are_no_fields_of_the_paper(cast, as_user):
    making.answer(other(cast, cast.unit1, "Mẫu {{so}} và {{trich_yeu}}"), cast.giang)
    text = words_of(as_user("giang").get("/proposals/programme.docx", query_string=PERIOD).data)
    assert "Mẫu {{so}} và {{trich_yeu}}" in text


def test_a_period_that_cannot_be_is_told(as_user, cast, sent):
    wrong = {"first": "2026-12-01", "last": "2026-11-01"}
    answer = as_user("giang").get("/proposals/programme", query_string=wrong)
    assert answer.status_code == 422
    assert "Ngày cuối phải sau ngày đầu" in answer.text
    assert as_user("giang").get("/proposals/programme.xlsx", query_string=wrong).status_code == 422


def test_what_was_taken_back_is_no_longer_listed_and_cannot_be_answered(cast, as_user, sent):
    service.take_back(sent, cast.em, NOW)
    database.session.commit()
    assert SCANNER not in as_user("giang").get("/proposals/").text
    as_user("giang").post(f"/proposals/{sent.id}/answer", data=answered(sent))
    assert making.stored()[0].answered_at is None


def test_the_list_of_units_costs_the_same_with_ten_times_the_proposals(cast, as_user, sent, count_queries):
    em = as_user("em")
    em.get("/proposals/")
    with count_queries() as few:
        em.get("/proposals/")
    for number in range(10):
        other(cast, make_unit(f"Chi bộ {number}", cast.unit1), f"{READING} {number}")
    with count_queries() as many:
        em.get("/proposals/")
    assert len(many) == len(few) <= 15


def sheet(body):
    return CalamineWorkbook.from_filelike(BytesIO(body)).get_sheet_by_index(0).to_python()


def words_of(body):
    document = Document(BytesIO(body))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
