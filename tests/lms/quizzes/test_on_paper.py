"""A quiz on paper: what is printed, who may, and what becomes of the lines that are keyed in."""

import re
import threading
from datetime import timedelta

import pytest

from lms import database
from lms.audit.models import AuditEntry, Observation
from lms.quizzes.allowance_models import QuizOverride
from lms.quizzes.models import Attempt, AttemptMark, Quiz, Response, ResponseEdit, SlotMark
from lms.quizzes.on_paper import keying
from lms.quizzes.on_paper.keying import Kept
from lms.quizzes.on_paper.reading import papers_of, read_all
from lms.quizzes.rules import ClosedBy
from lms.quizzes.sheets import sheet
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.quizzes.samples import choice, essay, make_attempt, make_quiz, number
from tests.lms.quizzes.test_review import CANARY, keyed as canary_questions
from tests.lms.scenes import scene
from tests.question_bank import examples

EVERY_TYPE = [*examples.ALL, choice(1)]


@pytest.fixture(autouse=True)
def in_english(cast):
    cast.chi.language = cast.em.language = "en"


@scene
def quiz(cast):
    """Five single choices on two papers; the second option of each is right."""
    return make_quiz(cast, [choice(number) for number in range(1, 6)], papers_wanted=2)


@pytest.fixture
def key_in(as_user, quiz):
    def send(lines, who="chi", quiz=quiz, **more):
        return as_user(who).post(f"/quizzes/{quiz.id}/paper-answers", data={"lines": lines} | more)

    return send


def signs(quiz, code, places):
    """The letters on this paper for options by their place in the bank; None is left blank."""
    [paper] = [paper for paper in quiz.papers if paper.code == code]
    found = []
    for item, place in zip(sheet(paper.key).items.values(), places, strict=True):
        shown = [one["id"] for one in item.shown["options"]]
        found.append("-" if place is None else "ABCD"[shown.index(item.question.options[place].id)])
    return "".join(found)


def only_attempt():
    [attempt] = database.session.query(Attempt).filter_by(on_paper=True).all()
    return attempt


def mark_of(attempt):
    return (
        database.session.query(AttemptMark)
        .filter_by(attempt_id=attempt.id)
        .order_by(AttemptMark.id.desc())
        .first()
    )


def actions():
    return [
        entry.action
        for entry in database.session.query(AuditEntry).order_by(AuditEntry.id)
        if "paper." in entry.action
    ]


def test_a_keyed_line_is_an_attempt_closed_and_marked_like_any_other(key_in, quiz, cast):
    answer = key_in(f"1 102 {signs(quiz, '102', [1, 1, 0, None, 1])}")
    attempt = only_attempt()
    assert answer.status_code == 302
    assert (attempt.person_id, attempt.number, attempt.paper.code) == (cast.an.id, 1, "102")
    assert attempt.closed_by is ClosedBy.STAFF
    assert attempt.marked_at is not None
    assert mark_of(attempt).points == 6
    rows = database.session.query(Response).filter_by(attempt_id=attempt.id).all()
    assert {row.slot for row in rows} == {1, 2, 3, 5}
    assert {row.tab for row in rows} == {"paper"}
    edits = database.session.query(ResponseEdit).filter_by(attempt_id=attempt.id).all()
    assert {edit.by_id for edit in edits} == {cast.chi.id}
    assert actions() == ["paper.keyed"]


@pytest.mark.parametrize("who", ["1", "an", "Nguyễn Văn An", "nguyen an"])
def test_a_learner_is_named_by_number_or_name(key_in, cast, who):
    key_in(f"{who} 101 ABCDA")
    assert only_attempt().person_id == cast.an.id


def test_the_page_says_back_what_it_understood_and_stores_nothing(as_user, quiz):
    page = as_user("chi").post(f"/quizzes/{quiz.id}/paper-answers/reading", data={"lines": "an 101 AB"})
    assert page.status_code == 200
    assert "Nguyễn Văn An" in page.text
    assert "Questions 3 to 5 are missing" in page.text
    assert database.session.query(Attempt).count() == 0
    assert CANARY not in page.text


def test_a_line_that_is_not_understood_comes_back_with_its_places(key_in):
    answer = key_in("an 101 AB9DA")
    assert answer.status_code == 422
    assert "Question 3, place 10" in answer.text
    assert 'value="an 101 AB9DA"' in answer.text
    assert database.session.query(Attempt).count() == 0


def test_a_number_that_is_none_is_said(key_in, cast):
    counting = make_quiz(cast, [number(7)], title="Số")
    answer = key_in('1 101 "bảy"', quiz=counting)
    assert answer.status_code == 422
    assert "must be a number" in answer.text


def test_of_many_lines_the_good_ones_are_stored_and_the_others_stay(key_in, cast):
    for login, name in (("phu", "Phạm Văn Phú"), ("quynh", "Đỗ Thị Quỳnh")):
        casting.enrol(casting.make_person(login, name, cast.unit1), cast.k1)
    answer = key_in("an 101 ABCDA\nphú 101 ABCDA\nquỳnh 101 ABC\nkhông ai 101 ABCDA")
    assert answer.status_code == 422
    assert database.session.query(Attempt).count() == 2
    assert "quỳnh 101 ABC\nkhông ai 101 ABCDA</textarea>" in answer.text


def test_more_lines_than_are_taken_at_once_are_refused_whole(key_in):
    answer = key_in("\n".join(["an 101 ABCDA"] * 301))
    assert answer.status_code == 422
    assert "300" in answer.text
    assert database.session.query(Attempt).count() == 0


def test_keying_the_same_again_compares_and_overwrites_nothing(key_in):
    key_in("an 101 ABCDA")
    assert key_in("an 101 ABCDA").status_code == 302
    differs = key_in("an 101 ABCDB")
    assert differs.status_code == 422
    assert "question 5 A, now B" in differs.text
    attempt = only_attempt()
    assert database.session.query(ResponseEdit).filter_by(attempt_id=attempt.id).count() == 5


def test_a_second_keying_only_compares_and_is_noted(key_in, as_user, quiz):
    assert "not keyed yet" in key_in("an 101 ABCDA", second="1").text
    key_in("an 101 ABCDA")
    assert "differs" in key_in("an 101 ABCDC", second="1").text
    assert key_in("an 101 ABCDA", second="1").location.endswith("?second=1")
    assert actions() == ["paper.keyed", "paper.different", "paper.same"]
    assert "agrees" in as_user("chi").get(f"/quizzes/{quiz.id}/paper-answers").text


def test_who_has_an_attempt_open_on_the_screen_is_told_of(key_in, quiz, cast):
    running = make_attempt(quiz, cast.an.id)
    answer = key_in("an 101 ABCDA")
    assert answer.status_code == 422
    assert "open on the screen" in answer.text
    assert database.session.query(Attempt).count() == 1
    assert running.closed_at is None


def test_an_attempt_whose_time_is_over_is_closed_first_and_counts_as_used(key_in, quiz, cast):
    begun = clock.now() - timedelta(hours=2)
    make_attempt(quiz, cast.an.id, begun, ends_at=begun + timedelta(minutes=30))
    assert "used all attempts" in key_in("an 101 ABCDA").text
    override = {"extra_attempts": 1, "reason": "Mất điện", "given_at": clock.now()}
    database.session.add(QuizOverride(quiz_id=quiz.id, person_id=cast.an.id, **override))
    assert key_in("an 101 ABCDA").status_code == 302
    first, second = database.session.query(Attempt).order_by(Attempt.number)
    assert (first.closed_by, second.on_paper, second.number) == (ClosedBy.TIMER, True, 2)


def test_a_correction_is_appended_marked_again_and_says_why(key_in, as_user, quiz):
    key_in(f"an 101 {signs(quiz, '101', [0, 1, 1, 1, 1])}")
    attempt = only_attempt()
    assert mark_of(attempt).points == 8
    line = f"101 {signs(quiz, '101', [1, 1, 1, None, 1])}"
    url = f"/attempts/{attempt.id}/paper-answers"
    assert f"101 {signs(quiz, '101', [0, 1, 1, 1, 1])}" in as_user("chi").get(url).text
    assert as_user("chi").post(url, data={"line": line, "reason": ""}).status_code == 422
    assert as_user("chi").post(url, data={"line": line, "reason": "Đọc nhầm câu 1"}).status_code == 302
    held = {row.slot: row for row in database.session.query(Response).filter_by(attempt_id=attempt.id)}
    assert (held[1].version, held[2].version, held[4].value) == (2, 1, None)
    assert mark_of(attempt).points == 8
    assert database.session.query(SlotMark).filter_by(attempt_id=attempt.id).count() == 7
    entry = database.session.query(AuditEntry).filter_by(action="paper.corrected").one()
    assert entry.reason == "Đọc nhầm câu 1"
    assert set(entry.old["answers"]) == {"1", "2", "3", "4", "5"}


def test_a_wrong_code_is_corrected_by_reading_the_letters_on_the_other_paper(key_in, as_user, quiz):
    key_in(f"an 101 {signs(quiz, '102', [1, 1, 1, 1, 1])}")
    attempt = only_attempt()
    line = f"102 {signs(quiz, '102', [1, 1, 1, 1, 1])}"
    as_user("chi").post(f"/attempts/{attempt.id}/paper-answers", data={"line": line, "reason": "Nhầm mã đề"})
    database.session.refresh(attempt)
    assert attempt.paper.code == "102"
    assert mark_of(attempt).points == 10


def test_a_correction_that_changes_nothing_writes_nothing(key_in, as_user):
    key_in("an 101 ABCDA")
    url = f"/attempts/{only_attempt().id}/paper-answers"
    as_user("chi").post(url, data={"line": "101 abcda", "reason": "Xem lại"})
    assert actions() == ["paper.keyed"]


def test_an_essay_on_paper_waits_to_be_marked(key_in, cast):
    mixed = make_quiz(cast, [choice(1), essay(2)], title="Tự luận")
    key_in(f"an 101 {signs_of_first(mixed)}G", quiz=mixed)
    mark = mark_of(only_attempt())
    assert (mark.points, mark.waiting) == (5, 1)


def signs_of_first(quiz):
    item = sheet(quiz.papers[0].key).items[1]
    return "ABCD"[[one["id"] for one in item.shown["options"]].index(item.question.options[1].id)]


def test_attempts_on_the_screen_cannot_be_corrected_like_paper(as_user, quiz, cast):
    attempt = make_attempt(quiz, cast.an.id)
    assert as_user("chi").get(f"/attempts/{attempt.id}/paper-answers").status_code == 404


def test_what_is_typed_is_never_markup(key_in):
    answer = key_in("<script>alert(1)</script> 101 ABCDA")
    assert "<script>alert" not in answer.text


def test_the_page_costs_the_same_with_three_and_with_many_learners(
    as_user, quiz, cast, count_queries, key_in
):
    def statements():
        client = as_user("chi")
        client.get(f"/quizzes/{quiz.id}/paper-answers")
        with count_queries() as queries:
            assert client.get(f"/quizzes/{quiz.id}/paper-answers").status_code == 200
        return len(queries)

    few = statements()
    for place in range(25):
        casting.enrol(casting.make_person(f"hv{place}", f"Lý Văn {place}", cast.unit1), cast.k1)
    key_in("\n".join(f"{place} 101 ABCDA" for place in range(1, 20)))
    assert statements() == few


def test_papers_are_printed_with_their_own_letters_and_without_a_trace_of_the_key(as_user, cast):
    quiz = make_quiz(cast, canary_questions(), papers_wanted=2)
    page = as_user("em").get(f"/quizzes/{quiz.id}/papers/print")
    assert page.text.count("<article") == 4
    assert CANARY not in page.text
    assert "weight" not in page.text
    for paper in quiz.papers:
        part = page.text.split(f'aria-label="Paper {paper.code}"')[1].split("</article>")[0]
        shown = [one["text"] for one in sheet(paper.key).items[1].shown["options"]]
        places = [part.index(text) for text in shown]
        assert places == sorted(places)
    noted = [row for row in database.session.query(Observation) if row.kind == "papers.opened"]
    assert noted[0].facts["codes"] == ["101", "102"]


def test_every_type_of_question_can_be_printed_and_keyed(as_user, cast):
    quiz = make_quiz(cast, EVERY_TYPE, papers_wanted=1)
    page = as_user("chi").get(f"/quizzes/{quiz.id}/papers/print").text
    assert page.count('class="exam-paper__question"') == len(EVERY_TYPE)
    assert "[[g1]]" not in page
    key = as_user("chi").get(f"/quizzes/{quiz.id}/papers/key").text
    line = re.sub(r"<[^>]+>", " ", key)
    assert "3,5" in line
    assert as_user("chi").get(f"/quizzes/{quiz.id}/paper-answers").status_code == 200


def test_the_key_earns_the_full_mark_when_it_is_keyed_in(key_in, as_user, cast):
    quiz = make_quiz(cast, EVERY_TYPE[:-2], papers_wanted=1)
    key = as_user("chi").get(f"/quizzes/{quiz.id}/papers/key").text
    short = key.split("answer-grid--key")[1].split("</ol>")[0]
    given = re.findall(r"<b>\d+</b> <span>(.*?)</span>", short)
    assert key_in(" ".join(["an", "101", *given]).replace("&#34;", '"'), quiz=quiz).status_code == 302
    assert mark_of(only_attempt()).points == 10


def test_an_unpublished_quiz_has_nothing_to_print(as_user, cast):
    draft = make_quiz(cast, publish=False)
    assert as_user("chi").get(f"/quizzes/{draft.id}/papers/print").status_code == 404
    assert "No papers are drawn yet" in as_user("chi").get(f"/quizzes/{draft.id}/papers").text


@pytest.fixture
def committed(own_engine):
    """A quiz, really committed, in a database of its own."""
    database.bind(own_engine, join_transaction_mode="conditional_savepoint")
    with database.transaction():
        cast = casting.make_cast()
        quiz = make_quiz(cast, [choice(1)], attempts_allowed=9)
    return quiz.id, cast.chi.id


def test_of_two_who_key_the_same_learner_at_once_one_stores_and_the_other_is_told(app, committed):
    quiz_id, staff_id = committed
    gate, results = threading.Barrier(6), []

    def run():
        try:
            gate.wait()
            with app.app_context(), database.transaction() as session:
                quiz = session.get(Quiz, quiz_id)
                entry = read_all(quiz, ["an 101 A"])[0].entry
                results.append(
                    keying.keep(session.get(casting.Person, staff_id), quiz, entry, clock.now()).kept
                )
        finally:
            database.session.remove()

    threads = [threading.Thread(target=run) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 6
    assert results.count(Kept.SAVED) == 1
    assert set(results) <= {Kept.SAVED, Kept.SAME, Kept.AT_ONCE}
    assert database.session.query(Attempt).count() == 1


def test_papers_are_named_by_their_codes(quiz, context):
    assert list(papers_of(quiz)) == ["101", "102"]
