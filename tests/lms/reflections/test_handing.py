"""Handing in: frozen, receipted, never doubled, never lost."""

from datetime import timedelta

import pytest

from lms import database
from lms.reflections import handing, own, tasks, uploads, writing
from lms.reflections.handing import Refusal, Refused
from lms.reflections.models import Handing, Proposal, Reflection, ReflectionEdit, Submission
from lms.web.errors import LmsError
from tests.lms.cast import NOW, enrol, make_person
from tests.lms.reflections import making
from tests.lms.scenes import scene

pytestmark = pytest.mark.usefixtures("context")
HOUR = timedelta(hours=1)


@scene
def task(cast):
    return making.make_task(cast.k1, cast.chi)


def handed(reflection, now=NOW, honour=True):
    return handing.hand_in(reflection, own.window_of(reflection), honour=honour, now=now)


def test_beginning_twice_gives_one_reflection(cast, task):
    assert handing.begin(task, cast.an, NOW) is handing.begin(task, cast.an, NOW)


def test_a_receipt_tells_time_words_and_digest(cast, task):
    submission = making.hand_in(task, cast.an, "Con đường về bản")
    assert (submission.number, submission.handed_in_at, submission.word_count) == (1, NOW, 4)
    assert len(submission.sha256) == 64
    assert submission.parts[0]["text"] == "Con đường về bản"


def test_handing_in_the_same_twice_gives_one_receipt(cast, task):
    first = making.hand_in(task, cast.an)
    assert handed(first.reflection, NOW + HOUR) is first
    assert database.session.query(Submission).count() == 1


def test_handing_in_again_keeps_every_version(cast, task):
    first = making.hand_in(task, cast.an, "Bản thứ nhất")
    second = making.hand_in(task, cast.an, "Bản thứ hai, dài hơn", NOW + HOUR)
    assert [(sent.number, sent.parts[0]["text"]) for sent in second.reflection.submissions] == [
        (1, "Bản thứ nhất"),
        (2, "Bản thứ hai, dài hơn"),
    ]
    assert first.reflection.script_no == second.reflection.script_no


def test_the_frozen_questions_outlive_a_change_of_the_task(cast, task):
    submission = making.hand_in(task, cast.an)
    sections = [making.SectionPlan("Phần mới", slot=1), *making.SECTIONS[1:]]
    tasks.update(task, making.plan(sections=sections), task.rubric, cast.chi, NOW)
    assert submission.parts[0]["title"] == "I. Nhận thức"


def test_numbers_that_stand_for_names_differ_and_follow_no_order(cast, task):
    people = [make_person(f"hv{number}", f"Học Viên {number}", cast.unit1) for number in range(12)]
    for person in people:
        enrol(person, cast.k1)
    numbers = [making.hand_in(task, person).reflection.script_no for person in people]
    assert len(set(numbers)) == len(numbers)
    assert numbers != sorted(numbers)
    assert all(100 <= number <= 999 for number in numbers)


@pytest.mark.parametrize(
    "changes, text, honour, why",
    [
        ({}, "", True, Refusal.NOTHING),
        ({"honour_statement": "Tôi tự viết."}, "Con đường", False, Refusal.HONOUR),
        ({"due_at": NOW}, "Con đường", True, Refusal.OVER),
        ({"opens_at": NOW + HOUR}, "Con đường", True, Refusal.NOT_OPEN),
    ],
)
def test_what_is_refused_is_kept_as_a_draft(cast, changes, text, honour, why):
    task = making.make_task(cast.k1, cast.chi, **changes)
    reflection = handing.begin(task, cast.an, NOW)
    if why is not Refusal.NOT_OPEN:
        writing.save_form(reflection, {"text-1": text, "base-1": "0", "tab": "form-x"}, NOW)
    outcome = handed(reflection, honour=honour)
    assert isinstance(outcome, Refused)
    assert outcome.why is why
    assert database.session.query(Submission).count() == 0
    assert own.parts_of(reflection)[0].text == ("" if why is Refusal.NOT_OPEN else text)


def test_a_required_section_left_empty_is_named(cast, task):
    reflection = handing.begin(task, cast.an, NOW)
    writing.save_form(reflection, {"text-2": "Tổ tôi mở góc đọc.", "base-2": "0", "tab": "form-x"}, NOW)
    assert handed(reflection) == Refused(Refusal.MISSING, [1])


def test_late_hand_in_is_taken_and_marked_where_the_task_allows_it(cast):
    task = making.make_task(cast.k1, cast.chi, due_at=NOW + HOUR, late_until=NOW + 3 * HOUR)
    assert making.hand_in(task, cast.an, now=NOW + 2 * HOUR).late is True
    enrol(cast.binh, cast.k1)
    reflection = making.write(task, cast.binh, "Muộn", NOW + 2 * HOUR)
    assert handed(reflection, NOW + 3 * HOUR) == Refused(Refusal.OVER)


def test_more_time_counts_for_the_person_it_was_given_to(cast):
    task = making.make_task(cast.k1, cast.chi, due_at=NOW + HOUR)
    tasks.extend(task, cast.an, NOW + 5 * HOUR, "Công tác", cast.chi, NOW)
    assert making.hand_in(task, cast.an, now=NOW + 4 * HOUR).late is False
    with pytest.raises(LmsError):
        tasks.extend(task, cast.an, NOW, "Ngược", cast.chi, NOW)


def test_who_is_exempt_may_still_hand_in(cast, task):
    tasks.exempt(task, cast.an, "Tuổi cao", cast.chi, NOW)
    assert tasks.exempt(task, cast.an, "Lần hai", cast.chi, NOW).reason == "Tuổi cao"
    assert making.hand_in(task, cast.an).number == 1


def test_proposals_become_rows_of_their_own(cast, task):
    reflection = making.write(task, cast.an)
    form = {
        "base-3": "0",
        "tab": "form-y",
        "row-3-0-level": "unit",
        "row-3-0-content": "Mở phòng đọc đến 18:00",
    }
    form |= {"row-3-0-addressee": "Ban Giám hiệu", "row-3-1-level": "person", "row-3-1-content": " "}
    writing.save_form(reflection, form, NOW)
    handed(reflection)
    [proposal] = database.session.query(Proposal).all()
    assert (proposal.level.value, proposal.content, proposal.addressee) == (
        "unit",
        "Mở phòng đọc đến 18:00",
        "Ban Giám hiệu",
    )


def test_photos_may_be_handed_in_instead_of_text_and_stay_with_their_version(cast):
    task = making.make_task(cast.k1, cast.chi, handing=Handing.UPLOADED)
    reflection = handing.begin(task, cast.an, NOW)
    page = making.add_page(reflection, cast.an)
    submission = handed(reflection)
    assert (submission.page_count, submission.word_count) == (1, 0)
    [upload] = reflection.uploads
    uploads.remove(upload, reflection, cast.an, NOW)
    database.session.expire_all()
    assert [file.upload.pages[0].id for file in submission.files] == [page.id]


def test_a_form_posted_twice_writes_nothing_twice(cast, task):
    reflection = handing.begin(task, cast.an, NOW)
    form = {"text-1": "Con đường", "base-1": "0", "tab": "form-x"}
    writing.save_form(reflection, form, NOW)
    assert writing.save_form(reflection, form, NOW + HOUR) == []
    assert database.session.query(ReflectionEdit).count() == 1


def test_a_form_opened_before_another_tab_saved_is_a_conflict_and_keeps_both(cast, task):
    reflection = handing.begin(task, cast.an, NOW)
    writing.save_form(reflection, {"text-1": "Của thẻ một", "base-1": "0", "tab": "form-1"}, NOW)
    [made] = writing.save_form(
        reflection, {"text-1": "Của thẻ hai", "base-1": "0", "tab": "form-2"}, NOW + HOUR
    )
    assert not made.acknowledged
    assert own.parts_of(reflection)[0].text == "Của thẻ một"
    values = [
        edit.value for edit in database.session.query(ReflectionEdit).order_by(ReflectionEdit.received_at)
    ]
    assert values == ["Của thẻ một", "Của thẻ hai"]


def test_one_person_has_one_reflection_for_a_task(cast, task):
    database.session.add_all(
        [Reflection(task_id=task.id, person_id=cast.an.id, started_at=NOW) for _ in range(2)]
    )
    with pytest.raises(Exception, match=r"(?i)unique"):
        database.session.flush()
    database.session.rollback()
