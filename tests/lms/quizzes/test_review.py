"""Nothing of the key reaches a learner before the review policy allows; and then exactly what it allows."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import inspect

from lms import database
from lms.quizzes.models import Attempt, PaperSlot, Response, ResponseEdit
from lms.quizzes.rules import Reveal
from lms.quizzes.sheets import sheet
from lms.web import clock
from question_bank.encoding import encode
from question_bank.options import options
from question_bank.types.multiple_choice import MultipleChoice
from tests.lms.quizzes.samples import choice, essay, make_quiz, number, word

CANARY = "GIAITHICH"


def keyed():
    """Questions with canaries in everything that only a key holds."""
    texts = ["Ý một", "Ý hai", "Ý ba"]
    several = MultipleChoice(
        text="<p>Chọn những ý đúng</p>", options=options(texts, [0, 2], "m"), explanation=CANARY, title=CANARY
    )
    feedback = tuple(replace(option, feedback=CANARY) for option in several.options)
    return [
        choice(1),
        replace(several, options=feedback),
        replace(number(4711), explanation=CANARY),
        replace(word(5), explanation=CANARY),
        replace(essay(6), guidance=CANARY),
    ]


@pytest.fixture
def sitting(open_page, cast):
    return open_page(
        make_quiz(cast, keyed(), show_score=Reveal.NEVER, show_marks=Reveal.NEVER, show_key=Reveal.NEVER)
    )


def everything_a_learner_can_fetch(learner, page):
    """Bodies and headers of every page and answer about the attempt."""
    base = f"/attempts/{page.public_id}"
    urls = [
        base,
        f"{base}?plain=1",
        f"{base}/state",
        f"{base}/result",
        f"/quizzes/{page.attempt.quiz_id}",
        f"/classes/{page.attempt.quiz.study_class_id}/quizzes",
    ]
    return [(url, answer.text + str(answer.headers)) for url in urls for answer in [learner.get(url)]]


def test_no_page_carries_a_trace_of_the_key_during_the_attempt(sitting, as_user):
    for url, text in everything_a_learner_can_fetch(as_user("an"), sitting):
        assert CANARY not in text, url
        assert "4711" not in re.sub(r"Số 4711", "", text), url
        assert "tên 5" not in text, url
        assert "weight" not in text.replace("font-weight", ""), url
        assert "correct" not in text, url


def test_nor_afterwards_while_the_policy_says_never(sitting, as_user):
    learner = as_user("an")
    sitting.send({"slot": 1, "value": sheet_of(sitting)[1].question.options[1].id})
    learner.post(f"/attempts/{sitting.public_id}/submission")
    for url, text in everything_a_learner_can_fetch(learner, sitting):
        assert CANARY not in text, url
        assert "2,00" not in text, url
        assert "tên 5" not in text, url


def sheet_of(page):
    return sheet(page.attempt.paper.key).items


def test_a_right_and_a_wrong_answer_are_answered_alike(sitting):
    right, wrong = (sheet_of(sitting)[1].question.options[place].id for place in (1, 0))
    sitting.send({"slot": 2, "value": None})
    first = sitting.send({"slot": 1, "seq": 2, "value": right})
    second = sitting.send({"slot": 1, "seq": 3, "base": 1, "value": wrong})
    shapes = [
        re.sub(
            r"[0-9]",
            "0",
            json.dumps(reply.get_json() | {"receipts": len(reply.get_json()["receipts"])}, sort_keys=True),
        )
        for reply in (first, second)
    ]
    assert shapes[0] == shapes[1]
    assert len(first.data) == len(second.data)


NOW, LATER, NEVER = Reveal.SUBMITTED, Reveal.CLOSED, Reveal.NEVER


@pytest.mark.parametrize(
    "score, marks, key, explanation",
    [
        (NOW, NEVER, NEVER, NEVER),
        (NOW, NOW, NEVER, NEVER),
        (NOW, NOW, NOW, NEVER),
        (NOW, NOW, NOW, NOW),
        (NEVER, NEVER, NEVER, NOW),
        (NEVER, NEVER, NOW, LATER),
        (LATER, LATER, LATER, LATER),
    ],
)
def test_after_handing_in_exactly_what_the_policy_names_is_shown(
    open_page, cast, as_user, score, marks, key, explanation
):
    cast.an.language = "en"
    shown = {"show_score": score, "show_marks": marks, "show_key": key, "show_explanation": explanation}
    page = open_page(
        make_quiz(cast, [number(4711), choice(2)], closes_at=clock.now() + timedelta(hours=1), **shown)
    )
    page.send({"slot": 1, "value": "12"})
    learner = as_user("an")
    learner.post(f"/attempts/{page.public_id}/submission")
    text = learner.get(f"/attempts/{page.public_id}/result").text
    assert ("0,00" in text) is (score is NOW)
    assert ("Not right" in text) is (marks is NOW)
    assert ("Right answer" in text) is (key is NOW)
    assert (CANARY in text) is (explanation is NOW)


def test_other_peoples_attempts_do_not_exist(sitting, as_user):
    for who in ("binh", "em", "giang", "hanh", "khanh", "minh"):
        for view in ("", "/state", "/result"):
            assert as_user(who).get(f"/attempts/{sitting.public_id}{view}").status_code == 404


def test_the_exam_page_takes_at_most_four_statements(sitting, as_user, count_queries):
    learner = as_user("an")
    learner.get(f"/attempts/{sitting.public_id}")
    with count_queries() as queries:
        assert learner.get(f"/attempts/{sitting.public_id}").status_code == 200
    assert len(queries) <= 4, queries


def test_the_stored_paper_holds_order_and_points_but_no_key(sitting):
    columns = {
        column.name
        for model in (Attempt, PaperSlot, Response, ResponseEdit)
        for column in inspect(model).columns
    }
    assert not columns & {"key", "right", "correct", "answer"}
    assert encode(choice(1))["options"][1]["weight"] == "1"
    assert database.session.get(PaperSlot, (sitting.attempt.paper_id, 1)).option_order != []
