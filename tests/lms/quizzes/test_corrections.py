"""Corrections: proposed by one, approved by another, every mark follows, everything can be taken back."""

import threading
from decimal import Decimal

import pytest

from lms import database
from lms.accounts.models import Person
from lms.permissions import Role
from lms.quizzes import closing
from lms.quizzes.corrections import service
from lms.quizzes.corrections.models import QuizCorrection
from lms.quizzes.corrections.rules import Action
from lms.quizzes.corrections.service import Proposal
from lms.quizzes.models import Attempt, AttemptMark
from lms.quizzes.rules import ClosedBy, Reveal
from lms.quizzes.sheets import sheet
from lms.web import clock
from tests.lms.cast import appoint, make_cast
from tests.lms.quizzes.samples import answered, choice, essay, make_attempt, make_quiz, number, word
from tests.lms.quizzes.sat import audited, close, learners, marks, sat, second_lecturer, total
from tests.lms.scenes import scene


@scene
def quiz(cast):
    """Two single choices and a number: 3.33 points each."""
    second_lecturer(cast)
    shown = {"show_score": Reveal.SUBMITTED, "show_marks": Reveal.SUBMITTED}
    return make_quiz(cast, [choice(1), choice(2), number(7)], pass_mark=Decimal(5), **shown)


def version(quiz, slot=1):
    return quiz.papers[0].slots[slot - 1].question_version_id


def option(quiz, place, slot=1):
    return sheet(quiz.papers[0].key).items[slot].question.options[place].id


def propose(client, quiz, action, slot=1, **data):
    sent = {"action": action, "reason": "Đáp án in nhầm"} | data
    return client.post(f"/quizzes/{quiz.id}/corrections/{version(quiz, slot)}", data=sent)


def approve(client, answer):
    return client.post(f"{answer.location}/approval")


def correct(as_user, quiz, action, slot=1, **data):
    """Proposed by Chi, approved by Dung."""
    made = propose(as_user("chi"), quiz, action, slot, **data)
    assert made.status_code == 302, made.text
    assert approve(as_user("dung"), made).status_code == 302
    return made


def test_another_key_moves_every_mark_and_keeps_the_old_ones(cast, as_user, quiz):
    first, second = learners(cast, 2)
    was_right = sat(quiz, first, {1: option(quiz, 1), 3: "7"})
    was_wrong = sat(quiz, second, {1: option(quiz, 2), 3: "7"})
    assert (total(was_right), total(was_wrong)) == (("6.67", 0), ("3.33", 0))
    correct(as_user, quiz, "key", answer=option(quiz, 2))
    assert (total(was_right), total(was_wrong)) == (("3.33", 0), ("6.67", 0))
    assert [share for share, _by in marks(was_right, 1)] == ["1", "0"]
    assert [entry.actor_id for entry in audited("correction.approved")] == [cast.dung.id]


def test_nothing_changes_before_somebody_else_approves(cast, as_user, quiz):
    cast.chi.language = cast.dung.language = "en"
    attempt = sat(quiz, cast.an, {1: option(quiz, 2)})
    made = propose(as_user("chi"), quiz, "key", answer=option(quiz, 2))
    page = as_user("chi").get(made.location)
    assert cast.an.full_name in page.text
    assert "Approve, change" not in page.text
    assert cast.dung.full_name in page.text
    approve(as_user("chi"), made)
    assert total(attempt) == ("0", 0)
    assert database.session.query(QuizCorrection).one().waits
    assert "Approve, change" in as_user("dung").get(made.location).text


def test_without_a_second_person_the_page_says_what_to_do(cast, as_user):
    cast.chi.language = "en"
    cast.minh.state = "suspended"
    quiz = make_quiz(cast)
    made = propose(as_user("chi"), quiz, "credit")
    assert "appoint a second lecturer" in as_user("chi").get(made.location).text


def test_the_preview_says_who_turns_and_the_page_keeps_what_came_of_it(cast, as_user, quiz):
    cast.dung.language = "en"
    falls, rises = learners(cast, 2)
    sat(quiz, falls, {1: option(quiz, 1), 2: option(quiz, 1, 2)})
    sat(quiz, rises, {1: option(quiz, 2), 2: option(quiz, 1, 2)})
    made = propose(as_user("chi"), quiz, "key", answer=option(quiz, 2))
    text = as_user("dung").get(made.location).text
    assert "passes now" in text
    assert "fails now" in text
    approve(as_user("dung"), made)
    correction = database.session.query(QuizCorrection).one()
    expected = {"attempts": 2, "changed": 2, "up": 1, "down": 1, "to_passed": 1, "to_failed": 1, "kept": 0}
    assert correction.effect == expected | {"finals": 2, "classified": 0, "renewed": 0}


def test_only_up_lets_nobody_fall(cast, as_user, quiz):
    first, second = learners(cast, 2)
    was_right = sat(quiz, first, {1: option(quiz, 1)})
    was_wrong = sat(quiz, second, {1: option(quiz, 2)})
    correct(as_user, quiz, "key", answer=option(quiz, 2), only_up="y")
    assert (total(was_right), total(was_wrong)) == (("3.33", 0), ("3.33", 0))


@pytest.mark.parametrize(
    "action, data, right, wrong, blank",
    [
        ("accept", {"answer": 2}, "3.33", "3.33", "0"),
        ("credit", {}, "3.33", "3.33", "3.33"),
        ("drop", {}, "0", "0", "0"),
        ("weight", {"points": "2"}, "5", "0", "0"),
        ("weight", {"points": "0,5"}, "2", "0", "0"),
    ],
)
def test_each_kind_of_correction(cast, as_user, quiz, action, data, right, wrong, blank):
    people = learners(cast, 3)
    given = [{1: option(quiz, 1)}, {1: option(quiz, 2)}, {2: option(quiz, 0, 2)}]
    attempts = [sat(quiz, person, answers) for person, answers in zip(people, given, strict=True)]
    if "answer" in data:
        data = {"answer": option(quiz, data["answer"])}
    correct(as_user, quiz, action, **data)
    assert [total(attempt)[0] for attempt in attempts] == [right, wrong, blank]


def test_a_question_left_out_makes_the_others_count_more(cast, as_user, quiz):
    attempt = sat(quiz, cast.an, {2: option(quiz, 1, 2)})
    correct(as_user, quiz, "drop")
    assert total(attempt) == ("5", 0)


def test_the_last_question_of_a_paper_cannot_be_left_out(cast, as_user):
    second_lecturer(cast)
    quiz = make_quiz(cast, [choice(1)])
    refused = propose(as_user("chi"), quiz, "drop")
    assert refused.location.endswith("/corrections")
    assert database.session.query(QuizCorrection).count() == 0


def test_attempts_that_are_closed_later_follow_the_correction_too(cast, as_user, quiz):
    running = make_attempt(quiz, cast.an.id)
    answered(running, {1: option(quiz, 2)})
    correct(as_user, quiz, "key", answer=option(quiz, 2))
    close(running)
    assert total(running) == ("3.33", 0)
    late = sat(quiz, learners(cast, 1)[0], {1: option(quiz, 1)})
    assert total(late) == ("0", 0)


def test_marking_again_changes_nothing_more(cast, as_user, quiz):
    attempt = sat(quiz, cast.an, {1: option(quiz, 2)})
    made = correct(as_user, quiz, "key", answer=option(quiz, 2))
    history = marks(attempt, 1)
    approve(as_user("dung"), made)
    assert closing.mark_unmarked(clock.now()) == 0
    assert marks(attempt, 1) == history


def test_what_a_person_marked_stands_against_a_key_but_not_against_void(cast, as_user, quiz):
    attempt = sat(quiz, cast.an, {1: option(quiz, 2), 3: "7"})
    as_user("chi").post(f"/attempts/{attempt.id}/answers/1/marks", data={"points": "1"})
    assert total(attempt) == ("4.33", 0)
    correct(as_user, quiz, "key", answer=option(quiz, 2))
    assert total(attempt) == ("4.33", 0)
    correct(as_user, quiz, "credit")
    assert total(attempt) == ("6.67", 0)


def test_taking_back_needs_a_second_person_too_and_restores_the_marks(cast, as_user, quiz):
    attempt = sat(quiz, cast.an, {1: option(quiz, 1), 3: "7"})
    made = correct(as_user, quiz, "key", answer=option(quiz, 2))
    assert total(attempt) == ("3.33", 0)
    undo = as_user("chi").post(f"{made.location}/undoing", data={"reason": "Đáp án cũ đúng"})
    assert total(attempt) == ("3.33", 0)
    approve(as_user("dung"), undo)
    assert total(attempt) == ("6.67", 0)
    assert [share for share, _by in marks(attempt, 1)] == ["1", "0", "1"]
    again = as_user("chi").post(f"{made.location}/undoing", data={"reason": "Lần nữa"})
    assert again.location.endswith("/corrections")


def test_an_essay_void_no_longer_waits_and_comes_back_when_that_is_taken_back(cast, as_user):
    second_lecturer(cast)
    quiz = make_quiz(cast, [number(7), essay(1)])
    attempt = sat(quiz, cast.an, {1: "7", 2: "Bài viết"})
    made = correct(as_user, quiz, "credit", slot=2)
    assert total(attempt) == ("10", 0)
    approve(as_user("dung"), as_user("chi").post(f"{made.location}/undoing", data={"reason": "Nhầm"}))
    assert total(attempt) == ("5", 1)
    correct(as_user, quiz, "drop", slot=2)
    assert total(attempt) == ("10", 0)


def test_one_proposal_for_a_question_at_a_time(cast, as_user, quiz):
    propose(as_user("chi"), quiz, "credit")
    assert propose(as_user("dung"), quiz, "drop").location.endswith("/corrections")
    first = database.session.query(QuizCorrection).one()
    as_user("dung").post(f"/corrections/{first.id}/refusal")
    assert propose(as_user("dung"), quiz, "drop").location.startswith("/corrections/")
    assert approve(as_user("chi"), propose(as_user("chi"), quiz, "credit")).status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        {"action": "key"},
        {"action": "key", "answer": "no such option"},
        {"action": "undo"},
        {"action": "fire"},
        {},
        {"action": "weight"},
        {"action": "weight", "points": "0"},
        {"action": "weight", "points": "NaN"},
        {"action": "weight", "points": "1e308"},
        {"action": "weight", "points": "-3"},
        {"action": "credit", "reason": " "},
    ],
)
def test_nonsense_is_refused_and_nothing_is_stored(as_user, quiz, data):
    sent = {"reason": "Vì thế"} | data
    refused = as_user("chi").post(f"/quizzes/{quiz.id}/corrections/{version(quiz)}", data=sent)
    assert refused.status_code == 422
    assert database.session.query(QuizCorrection).count() == 0


def test_the_learner_reads_when_and_why_and_sees_the_corrected_key(cast, as_user, quiz):
    cast.an.language = "en"
    quiz.show_key = quiz.show_explanation = Reveal.SUBMITTED
    database.session.commit()
    attempt = sat(quiz, cast.an, {1: option(quiz, 2)})
    url = f"/attempts/{attempt.public_id}/result"
    assert "was adjusted" not in as_user("an").get(url).text
    correct(as_user, quiz, "key", answer=option(quiz, 2), explanation="Xem <lại> mục 2")
    text = as_user("an").get(url).text
    assert "Question 1 was adjusted on" in text
    assert "Đáp án in nhầm" in text
    assert "<dd>Ý c của câu 1</dd>" in text
    assert "GIAITHICH1" not in text
    assert "Xem &lt;lại&gt; mục 2" in text


def test_what_is_withheld_stays_so_after_a_correction(cast, as_user, quiz):
    quiz.show_score = quiz.show_marks = Reveal.NEVER
    database.session.commit()
    attempt = sat(quiz, cast.an, {1: option(quiz, 1)})
    correct(as_user, quiz, "key", answer=option(quiz, 2), explanation="CANARY", reason="CANARY")
    text = as_user("an").get(f"/attempts/{attempt.public_id}/result").text
    for trace in ("CANARY", "Ý c của câu 1", "GIAITHICH"):
        assert trace not in text


def test_the_pages_cost_the_same_however_many_sat(cast, as_user, quiz, count_queries):
    people = learners(cast, 9)
    sat(quiz, people[0], {1: option(quiz, 2)})
    made = propose(as_user("chi"), quiz, "key", answer=option(quiz, 2))
    client = as_user("dung")
    base = f"/quizzes/{quiz.id}/corrections"
    counts = []
    for group in (people[1:2], people[2:]):
        for person in group:
            sat(quiz, person, {1: option(quiz, 2), 3: "7"})
        for address in (base, f"{base}/new/{version(quiz)}", made.location):
            client.get(address)
            with count_queries() as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 30, counts


def test_corrections_and_closings_at_once_leave_no_attempt_without_them(app, own_engine):
    """Ten attempts are being handed in while a correction is approved: each ends up marked by the new key."""
    database.bind(own_engine, join_transaction_mode="conditional_savepoint")
    with database.transaction():
        ids, made_id, judge_id = _under_way_with_a_proposal()
    gate = threading.Barrier(4)
    closers = [threading.Thread(target=_close_all, args=(gate, ids[turn::3])) for turn in range(3)]
    threads = [threading.Thread(target=_approve, args=(app, gate, made_id, judge_id)), *closers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    closing.mark_unmarked(clock.now())
    database.session.expire_all()
    rows = database.session.query(AttemptMark).order_by(AttemptMark.id)
    assert {row.attempt_id: row.points for row in rows} == dict.fromkeys(ids, Decimal(5))
    assert all(attempt.marked_at for attempt in database.session.query(Attempt))


def _under_way_with_a_proposal():
    """Ten open attempts that chose the third option, and a correction that makes it right; Dung may approve."""
    cast = make_cast()
    appoint(cast.dung, Role.LECTURER, class_id=cast.k1.id)
    quiz = make_quiz(cast, [choice(1), word(2)])
    item = sheet(quiz.papers[0].key).items[1]
    third = item.question.options[2].id
    attempts = [make_attempt(quiz, person.id) for person in learners(cast, 10)]
    for attempt in attempts:
        answered(attempt, {1: third})
    wanted = Proposal(item.version_id, Action.KEY, "Nhầm", answer=third)
    made = service.propose(cast.chi, quiz, wanted, clock.now())
    return [attempt.id for attempt in attempts], made.id, cast.dung.id


def _approve(app, gate, made_id, judge_id):
    gate.wait()
    with app.test_request_context(), database.transaction():
        correction = database.session.get_one(QuizCorrection, made_id)
        service.approve(database.session.get_one(Person, judge_id), correction, clock.now())
    database.session.remove()


def _close_all(gate, ids):
    gate.wait()
    for attempt_id in ids:
        with database.writing_connection() as connection:
            closing.close(connection, attempt_id, ClosedBy.CLICK, clock.now())
