"""A set through its life: its text, its questions and their order, what papers may draw of it meanwhile."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from lms import database
from lms.questions import importing, queries as bank, service as writing
from lms.questions.models import Question, VersionState
from lms.questions.service import Placement
from lms.questions.sharing.viewers import as_viewer
from lms.questions.situations import queries, service
from lms.questions.situations.models import Situation
from lms.questions.situations.service import Saved, Written
from tests.lms.cast import NOW, Cast
from tests.lms.questions.samples import begun_import, choice, published, stored
from tests.lms.questions.situations.samples import CASE, NEWER, approve, asked_in, begun

pytestmark = pytest.mark.usefixtures("context")


def drawable(cast: Cast) -> dict[int, str]:
    """By question, the case that new papers would tell."""
    entries = bank.pool(cast.programme.id, NOW.date())
    told = bank.load_versions([one.version_id for one in entries])
    return {one.question_id: told[one.version_id].case for one in entries}


def test_a_new_text_makes_drafts_and_tests_go_on_with_the_old_one(cast: Cast) -> None:
    situation = begun(cast.chi)
    first, second = asked_in(cast, situation, "Câu một?", "Câu hai?")
    approve(cast, first, second)
    assert service.save(cast.chi, situation, Written(NEWER), 1, NOW) is Saved.NEW_TEXT
    assert [one.latest.state for one in (first, second)] == [VersionState.DRAFT] * 2
    assert [one.latest.asked.case for one in (first, second)] == [NEWER] * 2
    assert drawable(cast) == {first.id: CASE, second.id: CASE}


def test_papers_never_tell_one_case_in_two_versions(cast: Cast) -> None:
    situation = begun(cast.chi)
    first, second = asked_in(cast, situation, "Câu một?", "Câu hai?")
    alone = published(cast.chi, cast.hanh, NOW, choice("Câu riêng?"), programme_id=cast.programme.id)
    approve(cast, first, second)
    service.save(cast.chi, situation, Written(NEWER), 1, NOW)
    approve(cast, first)
    assert drawable(cast) == {first.id: NEWER, alone.id: ""}
    waits = [member.waits for member in queries.members(situation, as_viewer(cast.chi, NOW))]
    assert waits == [False, True]
    approve(cast, second)
    assert drawable(cast) == {first.id: NEWER, second.id: NEWER, alone.id: ""}


def test_what_is_retired_holds_nothing_back(cast: Cast) -> None:
    situation = begun(cast.chi)
    first, second = asked_in(cast, situation, "Câu một?", "Câu hai?")
    approve(cast, first, second)
    service.save(cast.chi, situation, Written(NEWER), 1, NOW)
    approve(cast, first)
    writing.retire(cast.chi, first, NOW)
    assert drawable(cast) == {second.id: CASE}


def test_a_text_that_somebody_changed_meanwhile_is_not_written_over(cast: Cast) -> None:
    situation = begun(cast.chi)
    service.save(cast.chi, situation, Written(NEWER), 1, NOW)
    assert service.save(cast.chi, situation, Written("Của tôi"), 1, NOW) is Saved.CONFLICT
    assert situation.latest.text == NEWER
    same = Written(NEWER, "Chi bộ A", "Sổ tay")
    assert service.save(cast.chi, situation, same, 2, NOW) is Saved.RENAMED
    assert service.save(cast.chi, situation, same, 2, NOW) is Saved.UNCHANGED


def test_a_question_goes_in_and_out_by_new_versions(cast: Cast) -> None:
    situation, question = begun(cast.chi), published(cast.chi, cast.hanh, NOW)
    assert service.put_in(cast.chi, situation, [question.id], NOW) == [question.id]
    assert service.put_in(cast.chi, situation, [question.id], NOW) == []
    assert (question.latest_number, question.latest.asked.case) == (2, CASE)
    assert queries.of_questions([question.id]) == {question.id: situation}
    assert service.take_out(cast.chi, situation, question, NOW)
    assert not service.take_out(cast.chi, situation, question, NOW)
    assert (question.latest_number, question.latest.asked.case) == (3, "")
    assert queries.of_questions([question.id]) == {}


def test_a_question_that_is_changed_stays_in_its_place(cast: Cast) -> None:
    situation = begun(cast.chi)
    first, second = asked_in(cast, situation, "Câu một?", "Câu hai?")
    writing.save(cast.chi, first, replace(first.latest.asked, text="Câu đầu?"), Placement(), 1, NOW)
    assert members_of(cast, situation) == [first.id, second.id]
    assert queries.standing(second, as_viewer(cast.chi, NOW)).place == 2  # type: ignore[union-attr]


def test_the_order_holds_for_what_is_in_use_and_for_drafts(cast: Cast) -> None:
    situation = begun(cast.chi)
    first, second = asked_in(cast, situation, "Câu một?", "Câu hai?")
    approve(cast, first, second)
    service.save(cast.chi, situation, Written(NEWER), 1, NOW)
    assert service.move(cast.chi, situation, second.id, up=True, now=NOW)
    assert not service.move(cast.chi, situation, second.id, up=True, now=NOW)
    assert members_of(cast, situation) == [second.id, first.id]
    places = {one.question_id: one.place for one in bank.pool(cast.programme.id, NOW.date())}
    assert places == {second.id: 1, first.id: 2}


def test_a_set_is_retired_with_its_questions_and_comes_back_with_them(cast: Cast) -> None:
    situation = begun(cast.chi)
    first, second = asked_in(cast, situation, "Câu một?", "Câu hai?")
    approve(cast, first, second)
    writing.retire(cast.chi, first, NOW.replace(hour=0))
    service.retire(cast.chi, situation, NOW)
    assert drawable(cast) == {}
    assert situation not in queries.offered(as_viewer(cast.chi, NOW))
    service.restore(cast.chi, situation, NOW)
    assert drawable(cast) == {second.id: CASE}


def test_a_question_that_brings_a_case_begins_a_set(cast: Cast) -> None:
    question = stored(cast.chi, NOW, replace(choice(), case=CASE))
    assert queries.of_questions([question.id])[question.id].latest.text == CASE
    other = stored(cast.chi, NOW, choice("Câu khác?"))
    writing.save(cast.chi, other, replace(other.latest.asked, case=NEWER), Placement(), 1, NOW)
    assert queries.of_questions([other.id])[other.id].title == NEWER


def test_what_a_file_tells_once_is_one_set_and_leaves_with_the_import(cast: Cast) -> None:
    asked = [replace(choice(f"Câu {number}?"), case=CASE) for number in (1, 2)]
    started = begun_import(cast.chi, NOW, *asked, choice("Câu riêng?"))
    importing.confirm(cast.chi, started, submit=False, now=NOW)
    (situation,) = database.session.scalars(select(Situation)).all()
    found = queries.members(situation, as_viewer(cast.chi, NOW))
    assert [one.question.latest.text for one in found] == ["Câu 1?", "Câu 2?"]
    assert importing.undo(cast.chi, started, NOW)
    left = [database.session.scalar(select(func.count()).select_from(kind)) for kind in (Situation, Question)]
    assert left == [0, 0]


def members_of(cast: Cast, situation: Situation) -> list[int]:
    return [one.question.id for one in queries.members(situation, as_viewer(cast.chi, NOW))]
