"""How one question fared over years and versions: the figures of each test's own page, for those who may see them."""

import random
import re
from datetime import timedelta

import pytest

from lms import database
from lms.classes.models import EnrolmentState
from lms.classes.queries import enrolled
from lms.questions.models import Question, QuestionVersion, VersionState
from lms.quizzes import closing, papers
from lms.quizzes.corrections.models import QuizCorrection
from lms.quizzes.corrections.rules import Action
from lms.quizzes.models import Quiz, Response, SlotMark
from lms.quizzes.rules import ClosedBy, Counting
from lms.quizzes.sheets import sheet
from lms.quizzes.statistics import report
from lms.quizzes.statistics.years import years
from lms.web import clock
from question_bank.options import options
from question_bank.types.multiple_choice import MultipleChoice
from tests.lms import cast as casting
from tests.lms.quizzes.samples import choice, essay, make_attempt, make_quiz, number, word
from tests.lms.scenes import scene

BEST = 2  # the place of a wrong option that those who know prefer


@pytest.fixture(autouse=True)
def in_english(cast):
    for name in ("chi", "hanh", "khanh", "nga"):
        getattr(cast, name).language = "en"


def again(quiz, study_class, actor, **values):
    """The same matrix in another test."""
    plan = {"title": "Kiểm tra lại", "minutes": 30, "papers_wanted": 1, "created_at": casting.NOW}
    made = Quiz(study_class_id=study_class.id, blueprint=quiz.blueprint, **(plan | values))
    database.session.add(made)
    database.session.flush()
    assert papers.publish(actor, made, 11, clock.now() - timedelta(days=1)).papers
    database.session.commit()
    return made


def people_of(study_class, count):
    unit = study_class.unit
    made = [
        casting.make_person(f"{study_class.code.lower()}-{place}", f"Lý Văn {place:03}", unit)
        for place in range(count)
    ]
    for person in made:
        casting.enrol(person, study_class)
    database.session.flush()
    return made


def sit(quiz, person, answers, **values):
    """A closed attempt; `answers(item)` gives the value for each place, None leaves it out."""
    attempt = make_attempt(quiz, person.id, **values)
    for slot, item in sheet(attempt.paper.key).items.items():
        value = answers(item)
        if value is not None:
            kept = {"version": 1, "tab": "t", "seq": slot, "saved_at": clock.now()}
            database.session.add(Response(attempt_id=attempt.id, slot=slot, value=value, **kept))
    database.session.flush()
    closing.close(database.session.connection(), attempt.id, ClosedBy.CLICK, clock.now())
    database.session.refresh(attempt)
    database.session.commit()
    return attempt


def first_question(quiz):
    version_id = quiz.papers[0].slots[0].question_version_id
    version = database.session.get_one(QuestionVersion, version_id)
    return version.question


def several(place):
    """Partly right is worth a third or two."""
    texts = [f"Ý {letter} của câu chọn nhiều {place}" for letter in "abcde"]
    return MultipleChoice(text=f"<p>Chọn nhiều {place}?</p>", options=options(texts, [0, 1, 2], f"m{place}"))


def at_random(rng):
    def answer(item):
        question = item.question
        if rng.random() < 0.1:
            return None
        if isinstance(question, MultipleChoice):
            return rng.sample([one.id for one in question.options], rng.randint(0, 3))
        if question.type == "single_choice":
            return rng.choice(question.options).id
        if question.type == "numeric":
            return rng.choice(["3", "4", "", "không biết"])
        return rng.choice(["tên 3", "Tên 3 ", "", "khác"])

    return answer


def figures(item):
    return (
        *(item.count, item.waiting, item.blank, item.void),
        *(pytest.approx(one, abs=1e-9) for one in (item.difficulty, item.discrimination, item.correlation)),
        [(one.key, one.sign, one.right, one.count) for one in item.answers],
        item.verdicts,
    )


@pytest.mark.parametrize("rule", list(Counting))
def test_the_figures_are_those_of_the_tests_own_page_whatever_the_type_and_whichever_attempt_counts(
    cast, rule
):
    asked = [choice(1), several(2), number(3), word(3), essay(5)]
    quiz = make_quiz(
        cast,
        asked,
        attempts_allowed=3,
        counting=rule,
        papers_wanted=3,
        shuffle_options=True,
        show_key="never",
    )
    rng = random.Random(5)
    people = people_of(cast.k1, 14)
    for person in people:
        for place in range(rng.randint(1, 3)):
            values = {"number": place + 1, "paper_id": rng.choice(quiz.papers).id}
            attempt = sit(quiz, person, at_random(rng), **values)
            if rng.random() < 0.5:
                _marked_by_hand(attempt, rng)
    enrolment = next(one for one in enrolled(cast.k1.id) if one.person_id == people[0].id)
    enrolment.state, enrolment.left_at = EnrolmentState.WITHDRAWN, clock.now()
    make_attempt(quiz, cast.an.id)  # still at work
    database.session.commit()
    expected = {item.version_id: item for item in report.questions(report.report(quiz).sat).items}
    assert len(expected) == len(asked)
    assert any(item.waiting for item in expected.values())
    for version_id, item in expected.items():
        question = database.session.get_one(QuestionVersion, version_id).question
        [version] = years(question, cast.chi.grants)
        [used] = version.used
        assert figures(used.item) == figures(item), question.latest.type


def _marked_by_hand(attempt, rng):
    """The essay, and one more look at the first answer."""
    shares = {1: rng.choice(["0", "1", "-1/2"]), 5: rng.choice(["1/3", "2/3", "1"])}
    for slot, share in shares.items():
        database.session.add(
            SlotMark(attempt_id=attempt.id, slot=slot, share=share, version=1, at=clock.now())
        )
    database.session.flush()
    closing.mark(database.session.connection(), attempt.id, clock.now())


def right(item):
    return item.question.options[1].id


def test_each_sees_the_tests_of_their_own_classes_and_no_others(cast, as_user):
    quiz = make_quiz(cast, [choice(1)])
    other = again(quiz, cast.k2, cast.dung, title="Bài của lớp K2")
    sit(quiz, cast.an, right)
    sit(other, cast.binh, right)
    question = first_question(quiz)
    seen = {
        name: sorted(
            used.quiz.id for version in years(question, getattr(cast, name).grants) for used in version.used
        )
        for name in ("chi", "dung", "nga", "hanh")
    }
    both = sorted([quiz.id, other.id])
    assert seen == {"chi": [quiz.id], "dung": [other.id], "nga": both, "hanh": []}
    page = as_user("chi").get(f"/questions/{question.id}/years").text
    assert "Kiểm tra Bài 1" in page
    assert "Bài của lớp K2" not in page
    assert "In no test that you may see" in as_user("hanh").get(f"/questions/{question.id}/years").text


def test_versions_stand_apart_the_newest_first_and_each_test_in_the_order_of_time(cast):
    quiz = make_quiz(cast, [choice(1)], opens_at=casting.NOW - timedelta(days=700))
    later = again(quiz, cast.k1, cast.chi, opens_at=casting.NOW - timedelta(days=300))
    question = first_question(quiz)
    old = question.versions[0]
    old.state = VersionState.REPLACED
    database.session.flush()
    made = {"type": old.type, "content": old.content, "text": old.text, "created_at": casting.NOW}
    database.session.add(
        QuestionVersion(question_id=question.id, number=2, state=VersionState.PUBLISHED, **made)
    )
    question.latest_number = 2
    database.session.commit()
    database.session.expire_all()
    newest = again(quiz, cast.k1, cast.chi)
    for one in (quiz, later, newest):
        sit(one, cast.an, right)
    found = years(database.session.get_one(Question, question.id), cast.chi.grants)
    assert [(one.version.number, [used.quiz.id for used in one.used]) for one in found] == [
        (2, [newest.id]),
        (1, [later.id, quiz.id]),
    ]
    assert [(one.count, one.share) for one in found] == [(1, 1.0), (2, 1.0)]


def planted(quiz, people):
    """Those who know choose another option than the key in the first question."""
    for place, person in enumerate(people):
        knows = place % 2 == 0

        def answer(item, knows=knows, place=place):
            if item.number == 1:
                return item.question.options[BEST if knows else place % 4].id
            return item.question.options[1 if knows else (place + item.number) % 4].id

        sit(quiz, person, answer)


@scene
def mistaken(cast):
    """A test whose first key is wrong, and the 36 who sat it."""
    quiz = make_quiz(cast, [choice(1), choice(2), choice(3), choice(4)])
    people = people_of(cast.k1, 36)
    planted(quiz, people)
    return quiz, people


def test_the_verdict_of_a_year_stands_beside_its_figures_and_each_of_them_leads_to_the_answers(
    cast, as_user, mistaken
):
    quiz, people = mistaken
    few = again(quiz, cast.k1, cast.chi, title="Kiểm tra ít người")
    planted(few, people[:8])
    question = first_question(quiz)
    client = as_user("chi")
    page = client.get(f"/questions/{question.id}/years").text
    assert "The key may be wrong" in page
    assert "Only 8 answers: below 30 this is no verdict yet." in page
    version_id = question.versions[0].id
    for one in (quiz, few):
        address = f"/quizzes/{one.id}/statistics/questions/{version_id}"
        assert page.count(f'href="{address}"') == 5, "the name of the test and its four figures"
        assert client.get(address).status_code == 200
    assert f'href="/questions/{question.id}/years"' in client.get(f"/questions/{question.id}").text


def test_whoever_may_not_see_answers_gets_figures_that_lead_to_the_table_and_no_verdict(as_user, mistaken):
    quiz, _people = mistaken
    page = as_user("khanh").get(f"/questions/{first_question(quiz).id}/years").text
    assert "The key may be wrong" not in page
    links = set(re.findall(rf'href="(/quizzes/{quiz.id}/[^"]*)"', page))
    assert links == {f"/quizzes/{quiz.id}/statistics/questions"}
    assert as_user("khanh").get(links.pop()).status_code == 200


def test_a_correction_is_named_and_counts_in_the_figures_of_its_own_test_only(cast, as_user):
    quiz = make_quiz(cast, [choice(1), choice(2)])
    other = again(quiz, cast.k1, cast.chi)
    for one in (quiz, other):
        sit(one, cast.an, right)
    question = first_question(quiz)
    decided = {"made_at": clock.now(), "approved_at": clock.now(), "approved_by_id": cast.dung.id}
    database.session.add(
        QuizCorrection(
            quiz_id=quiz.id,
            question_version_id=question.versions[0].id,
            action=Action.DROP,
            made_by_id=cast.chi.id,
            reason="hỏi ngoài chương trình",
            **decided,
        )
    )
    database.session.commit()
    [version] = years(question, cast.chi.grants)
    assert {used.quiz.id: (used.corrected, used.item.void) for used in version.used} == {
        quiz.id: (True, True),
        other.id: (False, False),
    }
    assert as_user("chi").get(f"/questions/{question.id}/years").text.count("Void by a correction") == 1


def test_the_page_costs_the_same_after_one_test_and_after_five(cast, as_user, count_queries):
    quiz = make_quiz(cast, [choice(1), choice(2)])
    people = people_of(cast.k1, 6)
    sit(quiz, people[0], right)
    question, client = first_question(quiz), as_user("chi")

    def statements():
        client.get(f"/questions/{question.id}/years")
        with count_queries() as queries:
            assert client.get(f"/questions/{question.id}/years").status_code == 200
        return len(queries)

    once = statements()
    for _place in range(4):
        more = again(quiz, cast.k1, cast.chi, papers_wanted=2)
        for person in people:
            sit(more, person, right)
    assert statements() == once
    assert once <= 10
