"""Re-marks: asked for in time, decided by somebody else, told to the learner."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from lms import database
from lms.notices.models import Notice
from lms.quizzes.appeals.models import QuizAppeal, Verdict
from lms.quizzes.appeals.rules import Asking, Refused, Stood, barred, may_ask, until
from lms.quizzes.rules import Reveal
from lms.web import clock
from tests.lms.quizzes.samples import choice, essay, make_quiz, number
from tests.lms.quizzes.sat import audited, learners, marks, sat, second_lecturer, total
from tests.lms.scenes import scene

T = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)
NOW, LATER, NEVER = Reveal.SUBMITTED, Reveal.CLOSED, Reveal.NEVER


def stood(*days: int, points: int = 5) -> list[Stood]:
    return [Stood(Decimal(points), 0, T + day * DAY) for day in days]


RISEN = [*stood(0), *stood(3, points=6), *stood(5, points=6)]


@pytest.mark.parametrize(
    "case, asking, day, expected",
    [
        ("none are taken", Asking(0, NOW, T, None, stood(0)), 1, Refused.NONE_TAKEN),
        ("still under way", Asking(7, NOW, None, None, stood(0)), 1, Refused.NOT_SHOWN),
        ("not marked yet", Asking(7, NOW, T, None, []), 1, Refused.NOT_SHOWN),
        ("the mark is never shown", Asking(7, NEVER, T, None, stood(0)), 1, Refused.NOT_SHOWN),
        ("shown at once", Asking(7, NOW, T, T + 2 * DAY, stood(0)), 1, T + 7 * DAY),
        ("at the last moment", Asking(7, NOW, T, None, stood(0)), 7, T + 7 * DAY),
        ("too late", Asking(7, NOW, T, None, stood(0)), 8, Refused.OVER),
        (
            "shown when all are done: not yet",
            Asking(7, LATER, T, T + 2 * DAY, stood(0)),
            1,
            Refused.NOT_SHOWN,
        ),
        ("shown when all are done: from then on", Asking(7, LATER, T, T + 2 * DAY, stood(0)), 8, T + 9 * DAY),
        ("closed after the quiz was", Asking(7, LATER, T, T - DAY, stood(0)), 7, T + 7 * DAY),
        ("no closing time", Asking(7, LATER, T, None, stood(0)), 7, T + 7 * DAY),
        ("marked again without a change", Asking(7, NOW, T, None, stood(0, 6)), 8, Refused.OVER),
        ("changed on the third day", Asking(7, NOW, T, None, RISEN), 10, T + 10 * DAY),
        ("and that is over, too", Asking(7, NOW, T, None, RISEN), 11, Refused.OVER),
    ],
)
def test_until_when_a_re_mark_can_be_asked_for(case, asking, day, expected):
    assert until(asking, T + day * DAY) == expected, case


def test_what_can_be_asked_about():
    assert may_ask(0, [1, 2], [], []) is None
    assert may_ask(2, [1, 2], [1], []) is None
    assert may_ask(3, [1, 2], [], []) is Refused.NO_SUCH
    assert may_ask(1, [1, 2], [1], []) is Refused.OPEN
    assert may_ask(1, [1, 2], [], [1]) is Refused.DECIDED


def test_who_may_not_decide():
    assert barred(1, {2}, {3, 4}) == {1, 2, 3, 4}


@scene
def quiz(cast):
    second_lecturer(cast)
    return make_quiz(cast, [choice(1), number(7), essay(3)], appeal_days=7, show_marks=NOW)


def ask(client, attempt, slot, reason="Tôi đã nêu đủ ý"):
    url = f"/attempts/{attempt.public_id}/appeals"
    return client.post(url, data={"slot": str(slot), "reason": reason})


def only() -> QuizAppeal:
    return database.session.query(QuizAppeal).one()


def decide(client, appeal_id, reply="Đã xem lại", **points):
    data = {"reply": reply} | {name.replace("slot", "points-"): value for name, value in points.items()}
    return client.post(f"/appeals/{appeal_id}/decision", data=data)


@pytest.fixture
def marked(cast, as_user, quiz):
    """An's attempt, whose essay Chi marked with one point."""
    attempt = sat(quiz, cast.an, {2: "7", 3: "Bài viết của An"})
    as_user("chi").post(f"/attempts/{attempt.id}/answers/3/marks", data={"points": "1"})
    assert total(attempt) == ("4.33", 0)
    return attempt


def test_from_the_request_to_the_answer(cast, as_user, quiz, marked):
    cast.an.language = cast.chi.language = cast.dung.language = "en"
    learner, page = as_user("an"), f"/attempts/{marked.public_id}/result"
    assert "Ask for a re-mark" in learner.get(page).text
    assert ask(learner, marked, 3).status_code == 302
    assert "Not decided yet" in learner.get(page).text
    appeal = only()
    told = {
        row.person_id for row in database.session.query(Notice).filter(Notice.key.like("quiz-appeal-asked%"))
    }
    assert told == {cast.dung.id, cast.minh.id}
    assert "Tôi đã nêu đủ ý" in as_user("dung").get(f"/quizzes/{quiz.id}/appeals").text
    barred_page = as_user("chi").get(f"/appeals/{appeal.id}").text
    assert cast.dung.full_name in barred_page
    assert "New points" not in barred_page
    assert decide(as_user("chi"), appeal.id).status_code == 403
    shown = as_user("dung").get(f"/appeals/{appeal.id}").text
    assert "Bài viết của An" in shown
    assert cast.an.full_name not in shown
    assert decide(as_user("dung"), appeal.id, "Đủ ý, nâng điểm", slot3="2,5").status_code == 302
    assert total(marked) == ("5.83", 0)
    assert marks(marked, 3)[-1] == ("3/4", cast.dung.id)
    text = learner.get(page).text
    assert "Mark changed" in text
    assert "Đủ ý, nâng điểm" in text
    [notice] = database.session.query(Notice).filter_by(person_id=cast.an.id)
    assert notice.path == page
    actions = [entry.action for entry in audited("appeal.asked") + audited("appeal.decided")]
    assert actions == ["appeal.asked", "appeal.decided"]


def test_the_mark_may_stand(cast, as_user, marked):
    ask(as_user("an"), marked, 3)
    assert decide(as_user("dung"), only().id, "Giữ nguyên", slot3="1").status_code == 302
    assert only().verdict is Verdict.STANDS
    assert len(marks(marked, 3)) == 2
    assert decide(as_user("dung"), only().id, slot3="3").status_code == 302
    assert total(marked) == ("4.33", 0)


def test_the_whole_test_can_be_asked_about(cast, as_user, marked):
    ask(as_user("an"), marked, 0)
    decide(as_user("dung"), only().id, slot1="3,33", slot3="0")
    assert total(marked) == ("6.67", 0)
    assert only().verdict is Verdict.CHANGED


def test_who_decided_once_may_decide_about_the_next(cast, as_user, marked):
    ask(as_user("an"), marked, 3)
    decide(as_user("dung"), only().id, slot3="2")
    ask(as_user("an"), marked, 2)
    second = database.session.query(QuizAppeal).filter_by(slot=2).one()
    assert decide(as_user("dung"), second.id).status_code == 302
    database.session.expire_all()
    assert second.verdict is Verdict.STANDS


def test_who_corrected_the_question_does_not_decide(cast, as_user, quiz, marked):
    version = quiz.papers[0].slots[1].question_version_id
    made = as_user("dung").post(
        f"/quizzes/{quiz.id}/corrections/{version}", data={"action": "credit", "reason": "Đề in sai"}
    )
    as_user("minh").post(f"{made.location}/approval")
    ask(as_user("an"), marked, 2)
    appeal = only()
    for who, status in (("dung", 403), ("minh", 403), ("chi", 403)):
        assert decide(as_user(who), appeal.id).status_code == status, who
    ask(as_user("an"), marked, 3)
    other = database.session.query(QuizAppeal).filter_by(slot=3).one()
    assert decide(as_user("dung"), other.id).status_code == 302


def test_one_open_request_for_one_question(cast, as_user, marked):
    learner = as_user("an")
    for _turn in range(2):
        assert ask(learner, marked, 3).status_code == 302
    appeal = only()
    assert ask(learner, marked, 0).status_code == 302
    assert database.session.query(QuizAppeal).count() == 2
    learner.post(f"/attempts/{marked.public_id}/appeals/{appeal.id}/withdrawal")
    ask(learner, marked, 3)
    assert database.session.query(QuizAppeal).count() == 3


def test_what_is_decided_can_be_neither_withdrawn_nor_asked_again(cast, as_user, marked):
    learner = as_user("an")
    ask(learner, marked, 3)
    appeal_id = only().id
    decide(as_user("dung"), appeal_id)
    learner.post(f"/attempts/{marked.public_id}/appeals/{appeal_id}/withdrawal")
    ask(learner, marked, 3)
    assert only().withdrawn_at is None
    assert only().verdict is Verdict.STANDS


def test_a_withdrawn_request_is_not_decided(cast, as_user, marked):
    ask(as_user("an"), marked, 3)
    as_user("an").post(f"/attempts/{marked.public_id}/appeals/{only().id}/withdrawal")
    decide(as_user("dung"), only().id, slot3="3")
    assert only().decided_at is None
    assert total(marked) == ("4.33", 0)


@pytest.mark.parametrize("slot", ["4", "-1", "99999999999", "x", "", "1.5", "NaN"])
def test_only_questions_of_the_own_test(cast, as_user, marked, slot):
    assert ask(as_user("an"), marked, slot).status_code in {302, 422}
    assert database.session.query(QuizAppeal).count() == 0


def test_nobody_asks_for_somebody_else(cast, as_user, quiz, marked):
    [other] = learners(cast, 1)
    theirs = sat(quiz, other, {1: None})
    ask(as_user("an"), marked, 3)
    assert ask(as_user("an"), theirs, 1).status_code == 404
    url = f"/attempts/{theirs.public_id}/appeals/{only().id}/withdrawal"
    assert as_user("an").post(url).status_code == 404
    assert only().withdrawn_at is None


@pytest.mark.parametrize("settings", [{"appeal_days": 0}, {"show_score": NEVER}, {"show_score": LATER}])
def test_nothing_to_ask_where_nothing_is_taken_or_shown(cast, as_user, quiz, marked, settings):
    cast.an.language = "en"
    quiz.closes_at = clock.now() + DAY
    for name, value in settings.items():
        setattr(quiz, name, value)
    database.session.commit()
    assert "re-mark" not in as_user("an").get(f"/attempts/{marked.public_id}/result").text
    ask(as_user("an"), marked, 3)
    assert database.session.query(QuizAppeal).count() == 0


def test_too_late_is_said(cast, as_user, quiz):
    cast.an.language = "en"
    long_ago = clock.now() - 20 * DAY
    attempt = sat(quiz, cast.an, {2: "7"}, started_at=long_ago)
    database.session.query(type(attempt)).update({"closed_at": long_ago})
    for total_mark in attempt.totals:
        database.session.query(type(total_mark)).update({"at": long_ago})
    database.session.commit()
    text = as_user("an").get(f"/attempts/{attempt.public_id}/result").text
    assert "is over. Please speak to your lecturer" in text
    ask(as_user("an"), attempt, 2)
    assert database.session.query(QuizAppeal).count() == 0


@pytest.mark.parametrize("points", ["3,34", "-1", "NaN", "1e308", "Infinity", "năm", "5,5", "9" * 50])
def test_points_that_are_none_are_refused_and_nothing_is_decided(cast, as_user, marked, points):
    ask(as_user("an"), marked, 3)
    refused = decide(as_user("dung"), only().id, slot3=points)
    assert refused.status_code == 422
    assert f'value="{points}"' in refused.text
    assert only().is_open
    assert total(marked) == ("4.33", 0)


def test_points_of_another_question_are_not_taken(cast, as_user, marked):
    ask(as_user("an"), marked, 3)
    decide(as_user("dung"), only().id, slot1="3,33", slot2="0", slot99="1")
    assert total(marked) == ("4.33", 0)


def test_what_is_due_first_stands_on_top(cast, as_user, quiz):
    cast.dung.language = "en"
    client = as_user("dung")
    for place, person in enumerate(learners(cast, 3)):
        attempt = sat(quiz, person, {2: "7"})
        asked = clock.now() - (9 - place) * DAY
        database.session.add(
            QuizAppeal(
                attempt_id=attempt.id, slot=1, reason=f"Đơn {place}", asked_at=asked, due_at=asked + 7 * DAY
            )
        )
    database.session.commit()
    text = client.get(f"/quizzes/{quiz.id}/appeals").text
    assert text.index("Đơn 0") < text.index("Đơn 1") < text.index("Đơn 2")
    assert text.count("Overdue since") >= 1


def test_the_pages_cost_the_same_however_many_ask(cast, as_user, quiz, count_queries):
    client, counts = as_user("dung"), []
    people = learners(cast, 6)
    for group in (people[:1], people[1:]):
        for person in group:
            attempt = sat(quiz, person, {3: f"Bài {person.id}"})
            for slot in (0, 3):
                due = {"asked_at": clock.now(), "due_at": clock.now() + DAY}
                database.session.add(
                    QuizAppeal(attempt_id=attempt.id, slot=slot, reason="Xin xem lại", **due)
                )
        database.session.commit()
        first = database.session.query(QuizAppeal).first().id
        for address in (f"/quizzes/{quiz.id}/appeals", f"/appeals/{first}"):
            client.get(address)
            with count_queries() as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 20, counts
