"""The statistics of a quiz: which attempts are in them, figures and their rows, and what is not defined."""

import re
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pandas as pd
import pytest

from lms import database
from lms.classes.models import StudyGroup
from lms.quizzes import closing
from lms.quizzes.corrections.models import QuizCorrection
from lms.quizzes.corrections.rules import Action
from lms.quizzes.models import Response
from lms.quizzes.rules import ClosedBy, Counting
from lms.quizzes.sheets import sheet
from lms.quizzes.statistics import facts as looking, report
from lms.quizzes.statistics.facts import Kind
from lms.quizzes.statistics.sat import Standing, Taken, counting
from lms.web import clock
from question_bank.statistics import verdicts
from tests.lms import cast as casting
from tests.lms.quizzes.samples import choice, essay, make_attempt, make_quiz
from tests.lms.scenes import scene


@pytest.fixture(autouse=True)
def in_english(cast):
    cast.chi.language = cast.em.language = "en"


@scene
def quiz(cast):
    """Four single choices on one paper; the second option of each is right, each is worth 2.5."""
    return make_quiz(cast, [choice(number) for number in range(1, 5)], attempts_allowed=3)


@pytest.fixture
def more(cast):
    """`more(3)`: so many further learners of K1."""

    def make(count):
        people = [
            casting.make_person(f"hv{place:03}", f"Lý Văn {place:03}", cast.unit1) for place in range(count)
        ]
        for person in people:
            casting.enrol(person, cast.k1)
        database.session.flush()
        return people

    return make


def sit(quiz, person, places, minutes=10, **values):
    """A closed attempt with the option at each place of the bank chosen; None is left blank."""
    now = clock.now()
    begun = now - timedelta(minutes=minutes)
    attempt = make_attempt(quiz, person.id, begun, **values)
    items = sheet(attempt.paper.key).items
    for slot, place in enumerate(places, 1):
        if place is not None:
            value = items[slot].question.options[place].id if isinstance(place, int) else place
            kept = {"version": 1, "tab": "t", "seq": slot, "saved_at": now}
            database.session.add(Response(attempt_id=attempt.id, slot=slot, value=value, **kept))
    database.session.flush()
    closing.close(database.session.connection(), attempt.id, ClosedBy.CLICK, now)
    database.session.refresh(attempt)
    database.session.commit()
    return attempt


def test_a_quiz_that_nobody_sat_has_no_figures_and_says_so(as_user, quiz):
    found = report.report(quiz)
    assert (found.marks.mean, found.marks.deviation, found.minutes.mean, found.first_start) == (None,) * 4
    assert report.questions(found.sat).items == []
    page = as_user("chi").get(f"/quizzes/{quiz.id}/statistics").text
    assert "not defined" in page
    assert "0,00" not in page
    assert "No attempt is closed yet" in as_user("chi").get(f"/quizzes/{quiz.id}/statistics/questions").text


def test_one_attempt_has_a_mean_but_neither_deviation_nor_correlation(quiz, cast):
    sit(quiz, cast.an, [1, 1, 0, None])
    found = report.report(quiz)
    assert (found.marks.count, found.marks.mean, found.marks.deviation) == (1, 5.0, None)
    asked = report.questions(found.sat)
    assert asked.alpha is None
    assert {(item.discrimination, item.correlation) for item in asked.items} == {(None, None)}
    assert [item.difficulty for item in asked.items] == [1, 1, 0, 0]


def test_equal_marks_have_no_correlation_either(quiz, cast, more):
    for person in [cast.an, *more(3)]:
        sit(quiz, person, [1, 1, 1, 1])
    found = report.report(quiz)
    asked = report.questions(found.sat)
    assert found.marks.deviation == 0
    assert asked.alpha is None
    assert {item.correlation for item in asked.items} == {None}


def test_figures_are_those_that_are_worked_out_by_hand(quiz, cast, more):
    """Marks 10, 7.5, 5, 2.5, 0: mean 5, s = √15.625; question 2 right for the first two only."""
    answers = [[1, 1, 1, 1], [1, 1, 1, 0], [1, 0, 1, 0], [0, 0, 1, 0], [0, 0, 0, None]]
    for person, places in zip([cast.an, *more(4)], answers, strict=True):
        sit(quiz, person, places)
    found = report.report(quiz)
    assert (found.marks.mean, found.marks.median, found.passed) == (5.0, 5.0, 3)
    assert found.marks.deviation == pytest.approx(15.625**0.5, abs=1e-5)
    first, second, third, fourth = report.questions(found.sat).items
    assert [one.difficulty for one in (first, second, third, fourth)] == pytest.approx([0.6, 0.4, 0.8, 0.2])
    assert (second.discrimination, fourth.blank) == (1.0, 1)
    # Rests of question 2 in questions: 3, 2, 2, 1, 0; mean 1.6; Σ(r−r̄)² = 5.2; Σ(s−0.4)² = 1.2; 5 − 2 · 1.6 = 1.8.
    assert second.correlation == pytest.approx(1.8 / (5.2 * 1.2) ** 0.5, abs=1e-5)
    # 4/3 · (1 − (0.24 + 0.24 + 0.16 + 0.16) / 2) with the variance 2 of 4, 3, 2, 1, 0.
    assert report.questions(found.sat).alpha == pytest.approx(0.8, abs=1e-5)


def test_facts_name_what_was_chosen_instead_of_the_key(quiz, cast, more, as_user):
    for person in [cast.an, *more(4)]:
        sit(quiz, person, [0 if person is not cast.an else 1, 1, 1, None])
    first, second, _third, fourth = report.questions(report.report(quiz).sat).items
    against = looking.facts(first)[0]
    assert (against.kind, against.share, against.key_share) == (Kind.MORE_THAN_KEY, 0.8, 0.2)
    assert Kind.EVERYBODY_RIGHT in {fact.kind for fact in looking.facts(second)}
    assert Kind.BLANK in {fact.kind for fact in looking.facts(fourth)}
    page = as_user("chi").get(f"/quizzes/{quiz.id}/statistics/questions/{first.version_id}").text
    assert f"80% chose {against.sign}, the key is {against.key} (20%)." in page


@pytest.mark.parametrize(
    "rule, marks, mark, places",
    [
        (Counting.BEST, [4, 7, 7], 7, [1]),
        (Counting.FIRST, [4, 7, 5], 4, [0]),
        (Counting.LAST, [4, 7, 5], 5, [2]),
        (Counting.AVERAGE, [4, 7, 5], Decimal("5.33"), [0, 1, 2]),
        (Counting.BEST, [], None, []),
    ],
)
def test_the_rule_of_the_quiz_says_which_attempts_count(rule, marks, mark, places):
    at = casting.NOW
    taken = [Taken(place, 1, "101", False, at, at, at, Decimal(one), 0) for place, one in enumerate(marks)]
    counted, found = counting(taken, rule)
    assert (found, [one.id for one in counted]) == (mark, places)


def test_only_closed_marked_attempts_of_people_in_the_class_are_in_the_figures(cast, more, as_user):
    quiz = make_quiz(cast, [choice(1), essay(2)], attempts_allowed=2)
    working, waiting, done = more(3)
    make_attempt(quiz, working.id)
    sit(quiz, waiting, [1, "Bài luận"])
    sit(quiz, done, [1, None])
    sit(quiz, cast.binh, [1, None])  # of another class
    found = report.report(quiz).sat
    standing = {one.person_id: one.standing for one in found.learners}
    assert standing[working.id] is Standing.WORKING
    assert standing[waiting.id] is Standing.WAITING
    assert standing[done.id] is Standing.MARKED
    assert standing[cast.an.id] is Standing.NOT_TAKEN
    assert cast.binh.id not in standing
    assert report.report(quiz).marks.mean == 5.0
    choosing, writing = report.questions(found).items
    assert (choosing.count, choosing.difficulty, writing.waiting) == (2, 1.0, 1)
    page = as_user("chi").get(f"/quizzes/{quiz.id}/statistics/learners?show=waiting").text
    assert waiting.full_name in page
    assert done.full_name not in page


def test_every_figure_opens_the_people_whom_it_counts(quiz, cast, more, as_user):
    strong, weak = more(2)
    group = StudyGroup(study_class_id=cast.k1.id, name="Tổ 1")
    database.session.add(group)
    database.session.flush()
    sit(quiz, strong, [1, 1, 1, 1], minutes=12)
    sit(quiz, weak, [0, 0, 0, 1], minutes=27)
    sit(quiz, cast.an, [1, 1, 0, 0], on_paper=True)
    address = f"/quizzes/{quiz.id}/statistics/learners"
    client = as_user("chi")

    def named(query):
        page = client.get(f"{address}?{query}").text
        return [one.full_name for one in (strong, weak, cast.an) if f">{one.full_name}<" in page]

    assert named("band=9") == [strong.full_name]
    assert named("band=2") == [weak.full_name]
    assert named("show=passed") == [strong.full_name, cast.an.full_name]
    assert named("show=failed") == [weak.full_name]
    assert named("minutes=10") == [strong.full_name]
    assert named("minutes=25") == [weak.full_name]
    assert (
        named(f"unit={cast.unit1.id}")
        == named("paper=101")
        == named("show=<b>")
        == named("band=77")
        == named("")
    )
    version = report.questions(report.report(quiz).sat).items[0]
    wrong = version.answers[[one.right for one in version.answers].index(True)].key
    page = client.get(f"/quizzes/{quiz.id}/statistics/questions/{version.version_id}?answer={wrong}").text
    assert f">{strong.full_name}<" in page
    assert f">{weak.full_name}<" not in page


def test_what_was_written_on_paper_has_no_minutes(quiz, cast):
    sit(quiz, cast.an, [1, 1, 1, 1], on_paper=True)
    found = report.report(quiz)
    assert (found.marks.mean, found.minutes.mean, found.on_paper, found.first_start) == (10, None, 1, None)


def test_texts_and_keys_stay_with_those_who_may_see_what_was_answered(quiz, cast, as_user):
    sit(quiz, cast.an, [1, 1, 1, 1])
    address = f"/quizzes/{quiz.id}/statistics"
    for who in ("em", "khanh", "minh"):
        page = as_user(who).get(f"{address}/questions").text
        assert "Câu hỏi 1 về Đảng" not in page
        assert "Ý b của câu" not in page
        assert "Ý b của câu" not in sheets_of(as_user(who).get(f"{address}.xlsx"))[2].to_string()
    assert "Ý b của câu 1" in sheets_of(as_user("chi").get(f"{address}.xlsx"))[2].to_string()


def sheets_of(answer):
    assert answer.status_code == 200
    book = pd.read_excel(BytesIO(answer.data), sheet_name=None, header=None, engine="calamine")
    return list(book.values())


def test_the_workbook_says_what_the_page_says_with_typed_cells_and_no_formulas(quiz, cast, more, as_user):
    hostile = casting.make_person("xau", "=HYPERLINK(1)", cast.unit1)
    casting.enrol(hostile, cast.k1)
    sit(quiz, hostile, [1, 1, 1, 1])
    sit(quiz, cast.an, [1, 0, 0, 0])
    spread, units, questions, people = sheets_of(as_user("chi").get(f"/quizzes/{quiz.id}/statistics.xlsx"))
    assert ["Mean", 6.25] in [list(row[:2]) for row in spread.values.tolist()]
    assert cast.unit1.name in units.to_string()
    assert len(questions.dropna(subset=[7]).index) == 5
    rows = {row[1]: row for row in people.values.tolist() if isinstance(row[1], str)}
    assert rows["=HYPERLINK(1)"][8] == 10.0
    assert rows["Nguyễn Văn An"][8] == 2.5
    assert rows["Đặng Thị Lan"][5] == "not taken"


@pytest.mark.parametrize("page", ["", "/questions", "/learners?show=marked"])
def test_a_page_costs_the_same_with_three_and_with_many_learners(
    as_user, quiz, cast, more, count_queries, page
):
    def statements():
        client = as_user("chi")
        client.get(f"/quizzes/{quiz.id}/statistics{page}")
        with count_queries() as queries:
            assert client.get(f"/quizzes/{quiz.id}/statistics{page}").status_code == 200
        return len(queries)

    people = more(25)
    for person in people[:3]:
        sit(quiz, person, [1, 0, 1, None])
    few = statements()
    for person in people[3:]:
        sit(quiz, person, [1, 1, 0, 2])
    assert statements() == few
    assert few <= 12


def planted(quiz, more, people):
    """Thirty-six who know three of four questions or none; in the first, those who know choose the third option."""
    for place, person in enumerate(more(people)):
        knows = place % 2 == 0
        sit(
            quiz,
            person,
            [2, 1, 1, 1] if knows else [1 if place % 4 == 1 else 0, 0, 3, 1 if place % 3 == 0 else 0],
        )


def test_a_suspected_key_is_said_in_words_and_leads_to_its_correction(quiz, more, as_user):
    planted(quiz, more, 36)
    first = report.questions(report.report(quiz).sat).items[0]
    suspected = first.asked.question.options[2].id
    gravest = first.verdicts[0]
    assert (gravest.kind, gravest.options, gravest.tentative) == (
        verdicts.Kind.WRONG_KEY,
        (suspected,),
        False,
    )
    client = as_user("chi")
    page = client.get(f"/quizzes/{quiz.id}/statistics/questions").text
    assert "The key may be wrong" in page
    address = f"/quizzes/{quiz.id}/corrections/new/{first.version_id}?action=key&amp;answer={suspected}"
    assert address in page
    form = client.get(address.replace("&amp;", "&")).text
    assert f'value="{suspected}" checked' in form
    assert re.search(r'<input[^>]*checked[^>]*value="key"|<input[^>]*value="key"[^>]*checked', form)


def test_below_thirty_answers_a_verdict_is_greyed_and_says_why(quiz, more, as_user):
    planted(quiz, more, 12)
    page = as_user("chi").get(f"/quizzes/{quiz.id}/statistics/questions").text
    assert "Only 12 answers: below 30 this is no verdict yet." in page
    assert 'data-tone="danger"' not in page


def test_staff_who_may_not_see_answers_read_no_verdict(quiz, more, as_user):
    planted(quiz, more, 36)
    assert "The key may be wrong" not in as_user("em").get(f"/quizzes/{quiz.id}/statistics/questions").text


def test_a_corrected_key_is_no_longer_suspected(quiz, more, cast):
    planted(quiz, more, 36)
    first = report.questions(report.report(quiz).sat).items[0]
    other = first.asked.question.options[2].id
    made = {"quiz_id": quiz.id, "question_version_id": first.version_id, "reason": "in nhầm"}
    decided = {"made_at": clock.now(), "approved_at": clock.now(), "approved_by_id": cast.dung.id}
    database.session.add(
        QuizCorrection(action=Action.KEY, answer={"value": other}, made_by_id=cast.chi.id, **made, **decided)
    )
    database.session.flush()
    now = report.questions(report.report(quiz).sat).items[0]
    assert [one.key for one in now.answers if one.right] == [other]
