"""The answers of several tests taken together: a verdict that each class alone is too small for."""

import pytest

from lms import database
from lms.permissions import Role
from lms.quizzes.corrections.models import QuizCorrection
from lms.quizzes.corrections.rules import Action
from lms.quizzes.statistics.years import years
from lms.web import clock
from question_bank.statistics.pooling import pooled
from question_bank.statistics.verdicts import Figures, Kind, Option, Part
from tests.lms import cast as casting
from tests.lms.quizzes.samples import choice, make_quiz
from tests.lms.quizzes.test_question_years import again, first_question, people_of, sit

SMALL = 16  # learners of a class


def figures(count, right, correlation, **more):
    wrong = -correlation if correlation is not None else None
    options = [Option("A", True, right, correlation, 0.8), Option("B", False, count - right, wrong, 0.2)]
    return Figures(count, 0, right / count, correlation, options, **more)


def test_of_equal_tests_the_figures_stay_and_the_answers_add_up():
    one = figures(40, 20, 0.4)
    found = pooled([one, one, one])
    assert (found.count, found.facility, found.correlation) == (120, 0.5, pytest.approx(0.4))
    assert [(x.name, x.count, x.right) for x in found.options] == [("A", 60, True), ("B", 60, False)]
    assert [x.correlation for x in found.options] == pytest.approx([0.4, -0.4])
    assert [x.best for x in found.options] == pytest.approx([0.8, 0.2])


def test_a_strong_and_a_weak_class_make_no_correlation_that_neither_has():
    found = pooled([figures(40, 38, 0.0), figures(40, 4, 0.0)])
    assert found.correlation == pytest.approx(0.0)
    assert [x.correlation for x in found.options] == pytest.approx([0.0, 0.0])


def test_what_is_not_defined_in_one_test_is_taken_from_the_others():
    found = pooled([figures(30, 30, None), figures(30, 15, 0.5), Figures(0, 0, None, None)])
    assert (found.count, found.facility) == (60, 0.75)
    assert found.correlation == pytest.approx(0.5)
    assert 0 < found.options[0].correlation < 0.5


def test_parts_are_taken_together_too_and_nothing_of_nothing():
    parts = [Part("a", 10, 0.2), Part("b", 40, None, unchosen=True)]
    found = pooled(
        [figures(40, 20, 0.3, parts=parts), figures(40, 20, 0.3, parts=[Part("a", 30, 0.2), parts[1]])]
    )
    assert [(one.name, one.hits, one.unchosen) for one in found.parts] == [("a", 40, False), ("b", 80, True)]
    assert found.parts[0].correlation == pytest.approx(0.2)
    assert pooled([]).count == 0


def planted(quiz, people):
    """Those who know the others choose the third option of the first."""
    for place, person in enumerate(people):
        knows = place % 2 == 0

        def answer(item, knows=knows, place=place):
            places = (2, 1, 1, 1) if knows else (place % 4 // 2, 0, 3, place % 3)
            return item.question.options[places[item.number - 1]].id

        sit(quiz, person, answer)


@pytest.fixture
def two_classes(cast):
    """The same four questions in two classes of sixteen."""
    cast.chi.language = "en"
    casting.appoint(cast.chi, Role.LECTURER, class_id=cast.k2.id)
    first = make_quiz(cast, [choice(number) for number in range(1, 5)], shuffle_options=False)
    second = again(first, cast.k2, cast.chi, shuffle_questions=False, shuffle_options=False)
    for quiz, study_class in ((first, cast.k1), (second, cast.k2)):
        planted(quiz, people_of(study_class, SMALL))
    database.session.commit()
    return first, second


def test_two_small_classes_give_one_verdict(cast, two_classes, as_user):
    question = first_question(two_classes[0])
    [version] = years(question, cast.chi.grants)
    assert all(one.tentative for used in version.used for one in used.item.verdicts)
    assert version.together.count == 2 * SMALL
    third = version.asked.question.options[2].id
    assert [(one.kind, one.options, one.tentative) for one in version.verdicts][:1] == [
        (Kind.WRONG_KEY, (third,), False)
    ]
    page = as_user("chi").get(f"/questions/{question.id}/years").text
    assert "All 32 answers together, from 2 tests:" in page
    assert 'data-tone="danger"' in page


def test_a_test_whose_key_was_corrected_is_not_among_them(cast, two_classes, as_user):
    question = first_question(two_classes[0])
    [version] = years(question, cast.chi.grants)
    database.session.add(
        QuizCorrection(
            quiz_id=two_classes[0].id,
            question_version_id=version.version.id,
            action=Action.KEY,
            answer={"value": version.asked.question.options[2].id},
            reason="in nhầm",
            made_at=clock.now(),
            made_by_id=cast.chi.id,
            approved_at=clock.now(),
            approved_by_id=cast.dung.id,
        )
    )
    database.session.flush()
    [version] = years(question, cast.chi.grants)
    assert (version.together.count, [one.tentative for one in version.verdicts][:1]) == (SMALL, [True])
    page = as_user("chi").get(f"/questions/{question.id}/years").text
    assert "Tests in which its key was corrected, or it was void, are not among them." in page


def test_staff_who_may_not_see_answers_read_no_verdict_of_all_together(cast, two_classes, as_user):
    cast.khanh.language = "en"
    question = first_question(two_classes[0])
    page = as_user("khanh").get(f"/questions/{question.id}/years").text
    assert "answers together, from" in page
    assert "The key may be wrong" not in page
