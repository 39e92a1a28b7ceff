"""A question put right changes the results of the class: seen before it counts, and never silently on a known sheet."""

from decimal import Decimal
from io import BytesIO

import pytest
from lxml import html
from openpyxl import load_workbook

from lms import database
from lms.classes.models import ClassSession, ClassState, SessionState
from lms.notices.models import Notice
from lms.quizzes.corrections import service
from lms.quizzes.corrections.preview import preview
from lms.quizzes.corrections.rules import Action
from lms.quizzes.corrections.service import Proposal
from lms.quizzes.sheets import sheet
from lms.results.queries import rows_of
from lms.web import clock
from tests.lms.quizzes.samples import choice, make_quiz
from tests.lms.quizzes.sat import learners, sat, second_lecturer


@pytest.fixture
def proposed(cast):
    """A test of four with a wrong key, the only thing that the class asks; two learners would rise, one would fall."""
    second_lecturer(cast)
    cast.chi.language = cast.dung.language = cast.em.language = "en"
    cast.programme.reflection_required = False
    for one in database.session.query(ClassSession).filter_by(study_class_id=cast.k1.id):
        one.state, one.reason = SessionState.CANCELLED, "bão"
    quiz = make_quiz(cast, [choice(number) for number in range(1, 5)], pass_mark=Decimal(5))
    asked = sheet(quiz.papers[0].key).items
    places = (
        (2, 1, 1, 1),
        (1, 1, 1, 1),
        (2, 1, 0, 0),
    )  # the first option meant is the third, the key says the second
    for person, chosen in zip(learners(cast, 3), places, strict=True):
        sat(
            quiz,
            person,
            {slot: asked[slot].question.options[place].id for slot, place in enumerate(chosen, 1)},
        )
    wanted = Proposal(asked[1].version_id, Action.KEY, "in nhầm", answer=asked[1].question.options[2].id)
    made = service.propose(cast.chi, quiz, wanted, clock.now())
    database.session.commit()
    return made


def standing(cast):
    rows = rows_of(cast.k1, clock.now())
    return {row.enrolment.person.username: (row.result.final, row.result.band) for row in rows}


def test_the_preview_says_who_would_be_classified_otherwise(cast, proposed, as_user):
    assert standing(cast)["hv0"] == (Decimal("7.50"), "Khá")
    found = preview(proposed, clock.now())
    turns = [(turn.full_name[-1], turn.before, turn.after) for turn in found.beyond.turns]
    assert turns == [
        ("0", "Khá (7,50)", "Giỏi (10,00)"),
        ("1", "Giỏi (10,00)", "Khá (7,50)"),
        ("2", "Kiểm tra Bài 1: 2,5 is below the pass mark.", "Trung bình (5,00)"),
    ]
    page = html.fromstring(as_user("dung").get(f"/corrections/{proposed.id}").text)
    table = page.xpath("//section[descendant-or-self::*[@id='class']]//tbody/tr")
    assert ["Khá (7,50)" in row.text_content() for row in table] == [True, True, False]


def approve(as_user, proposed):
    assert as_user("dung").post(f"/corrections/{proposed.id}/approval").status_code == 302


def test_what_was_foretold_is_what_happens(cast, proposed, as_user):
    foretold = preview(proposed, clock.now()).effect
    approve(as_user, proposed)
    database.session.refresh(proposed)
    assert proposed.effect == foretold
    assert (foretold["finals"], foretold["classified"], foretold["renewed"]) == (3, 3, 0)
    assert [standing(cast)[f"hv{place}"][1] for place in range(3)] == ["Giỏi", "Khá", "Trung bình"]


def test_while_the_class_is_open_no_sheet_has_to_be_renewed(cast, proposed, as_user):
    approve(as_user, proposed)
    assert "to be renewed" not in as_user("em").get(f"/classes/{cast.k1.id}/results").text
    assert told_of_the_sheet() == []


def test_a_sheet_that_was_known_is_marked_as_to_be_renewed(cast, proposed, as_user):
    cast.k1.state = ClassState.CLOSED
    database.session.commit()
    assert (
        "The results of this class are known already"
        in as_user("dung").get(f"/corrections/{proposed.id}").text
    )
    assert "to be renewed" not in as_user("em").get(f"/classes/{cast.k1.id}/results").text
    approve(as_user, proposed)
    page = as_user("em").get(f"/classes/{cast.k1.id}/results").text
    assert "The result sheet is to be renewed" in page
    assert "3 lines changed" in page
    assert f"/corrections/{proposed.id}" not in page
    assert f"/corrections/{proposed.id}" in as_user("chi").get(f"/classes/{cast.k1.id}/results").text
    book = load_workbook(BytesIO(as_user("em").get(f"/classes/{cast.k1.id}/results.xlsx").data))
    cells = [str(cell.value) for line in book.worksheets[0].iter_rows() for cell in line]
    assert any(one.startswith("Replaces every sheet made before") for one in cells)
    ((person_id, path, body),) = told_of_the_sheet()
    assert (person_id, path) == (cast.em.id, f"/classes/{cast.k1.id}/results")
    assert "3 lines" in body
    assert not any(person.full_name in body for person in learners_of(proposed))


def told_of_the_sheet():
    found = database.session.query(Notice).filter(Notice.key.like("result-sheet:%"))
    return [(notice.person_id, notice.path, notice.body) for notice in found]


def learners_of(proposed):
    return [row.enrolment.person for row in rows_of(proposed.quiz.study_class, clock.now())]
