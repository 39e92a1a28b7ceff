"""Nothing of the key reaches a learner before the policy allows: not in bytes, order, names, sizes, nor work done."""

import ast
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from inspect import getsource
from random import Random
from typing import Any

import pytest
from itsdangerous.encoding import base64_decode

from lms import database
from lms.outbox import rules as outbox_rules, store, wire, writer
from lms.quizzes import receipts, saving
from lms.quizzes.models import Quiz
from lms.quizzes.papers import publish
from lms.quizzes.rules import Reveal
from lms.quizzes.sheets import sheet
from lms.web import clock
from question_bank.question import Question
from question_bank.types import Matching, MultipleChoice, Ordering, SingleChoice
from tests.lms.quizzes.keyed import Keyed, seen
from tests.lms.quizzes.samples import make_quiz
from tests.scale import scaled

PAPERS = scaled(500, 12)
AT_ONCE = 60  # papers of one quiz; a programme has place for as many questions as its matrix has cells
NOTHING = {"show_score": Reveal.NEVER, "show_marks": Reveal.NEVER, "show_key": Reveal.NEVER}
# What chi-square exceeds once in a hundred times, by degrees of freedom.
ONE_IN_A_HUNDRED = {1: 6.635, 2: 9.210, 3: 11.345, 4: 13.277, 5: 15.086}


@pytest.fixture
def keyed() -> Keyed:
    return Keyed(Random(20261124))


def quizzes(cast, keyed: Keyed, papers_in_all: int) -> Iterator[Quiz]:
    """Quizzes with so many papers among them."""
    left = papers_in_all
    while left > 0:
        papers = min(left, AT_ONCE)
        quiz = make_quiz(
            cast,
            keyed.of_every_type(),
            papers_wanted=papers,
            attempts_allowed=papers,
            shuffle_questions=True,
            title=f"Kiểm tra {left}",
            publish=False,
            **NOTHING,
        )
        publish(cast.chi, quiz, left, clock.now() - timedelta(days=1))
        database.session.commit()
        yield quiz
        left -= papers


class Sitting:
    """One attempt from its start to its result; `came` is every byte that the browser was sent."""

    def __init__(self, learner, quiz_id: int) -> None:
        self.learner = learner
        self.came: list[bytes] = []
        started = learner.post(f"/quizzes/{quiz_id}/attempts")
        self.note(started)
        self.address = started.location.rpartition("//")[2].partition("/")[2] or started.location
        self.address = f"/{self.address.lstrip('/')}"
        self.state = self.get("/state").get_json()

    def get(self, view: str) -> Any:
        return self.note(self.learner.get(self.address + view))

    def save(self, *edits: dict[str, Any]) -> Any:
        headers = {"X-Attempt-Token": self.state["token"]}
        sent = {"tab": "tab-a", "edits": [{"base": 0, "elapsed_ms": 1000} | edit for edit in edits]}
        return self.note(
            self.learner.post(f"{self.address}/responses", json=sent, headers=headers, csrf=False)
        )

    def note(self, answer: Any) -> Any:
        self.came.append(answer.data + str(answer.headers).encode())
        return answer


def test_no_byte_of_the_key_reaches_the_learner(cast, keyed, as_user):
    learner, papers = as_user("an"), set()
    for quiz in quizzes(cast, keyed, PAPERS):
        canaries, quiz_id = keyed.canaries, quiz.id
        for _time in range(len(quiz.papers)):
            papers.add(the_whole_of_one_attempt(learner, quiz_id, canaries))
    assert len(papers) == PAPERS


def the_whole_of_one_attempt(learner, quiz_id: int, canaries: set[str]) -> str:
    """Everything that a learner's browser can fetch, before, during and after; returns the key of the paper."""
    one = Sitting(learner, quiz_id)
    for view in ("", "?plain=1", "/state", "/worker.js"):
        assert one.get(view).status_code == 200
    asked = sheet(paper_of(one)).items
    one.save(*({"slot": slot, "seq": slot, "value": wrong(item.question)} for slot, item in asked.items()))
    one.save({"slot": 1, "seq": 99, "value": {"no": "answer"}})
    one.note(learner.post(f"{one.address}/form", data={"tab": "form", "then": "save"}))
    for view in ("?plain=1", "/state", ""):
        one.get(view)
    one.note(learner.post(f"{one.address}/submission"))
    one.get("/result")
    one.note(learner.get(f"/quizzes/{quiz_id}"))
    assert seen(canaries, b"\n".join(one.came)) == set()
    return paper_of(one)


def paper_of(one: Sitting) -> str:
    """The key of the paper, out of the facts that the token of the page says openly."""
    facts = json.loads(base64_decode(one.state["token"].partition(".")[0]))
    return str(facts[3])


def wrong(question: Question) -> Any:
    """An answer that has nothing of the key in it."""
    return {
        "single_choice": lambda: question.options[-1].id,  # type: ignore[attr-defined]
        "multiple_choice": lambda: [question.options[-1].id],  # type: ignore[attr-defined]
        "true_false": lambda: True,
        "statements": lambda: {question.statements[0].id: True},  # type: ignore[attr-defined]
        "matching": lambda: {question.lefts[0].id: question.rights[-1].id},  # type: ignore[attr-defined]
        "ordering": lambda: [one.id for one in reversed(question.items)],  # type: ignore[attr-defined]
        "numeric": lambda: "5",
        "cloze": lambda: {"g1": "gì đó"},
    }.get(question.type, lambda: "gì đó")()


def test_the_canaries_would_be_seen(keyed):
    """The net has no hole: what a careless page would say is found."""
    for question in keyed.of_every_type():
        assert seen(keyed.canaries, repr(question).encode()), question.type
    written = next(one for one in keyed.canaries if "." in one)
    assert seen(keyed.canaries, written.replace(".", ",").encode()) == {written}


# ── Order and names ────────────────────────────────────────────────────────────────────────────────────────────────


# Where a part stands that is right, among how many: authors like to write the right one first.
PLACES: dict[type[Question], tuple[int, Callable[[Any], str]]] = {
    SingleChoice: (4, lambda question: question.options[0].id),
    MultipleChoice: (5, lambda question: question.options[0].id),
    Matching: (5, lambda question: question.lefts[0].right),
    Ordering: (4, lambda question: question.items[0].id),
}


def test_where_the_right_one_stands_tells_nothing(cast, keyed):
    """On the papers every place is as likely."""
    places: dict[type[Question], list[int]] = {kind: [] for kind in PLACES}
    for quiz in quizzes(cast, keyed, scaled(500, 120)):
        for item in (item for paper in quiz.papers for item in sheet(paper.key).items.values()):
            if type(item.question) in PLACES:
                _kinds, right = PLACES[type(item.question)]
                places[type(item.question)].append(order_of(item).index(right(item.question)))
    assert {
        kind: Counter(found) for kind, found in places.items() if not evenly(found, PLACES[kind][0])
    } == {}


def order_of(item: Any) -> list[str]:
    """The ids of what can be chosen, as a page draws them."""
    shown = item.shown
    parts = shown.get("options") or shown.get("rights") or shown.get("items") or []
    return [part["id"] for part in parts]


@pytest.mark.parametrize("kind, names", [("single", 4), ("several", 5), ("pairs", 5), ("steps", 4)])
def test_the_names_of_parts_tell_nothing(keyed, kind, names):
    """The rank of the right one's id among its neighbours, for questions as authors write them."""
    ranks = []
    for _time in range(scaled(25_000, 500)):
        question = getattr(keyed, kind)()
        parts = getattr(question, {"pairs": "rights", "steps": "items"}.get(kind, "options"))
        ranks.append(sorted(part.id for part in parts).index(parts[0].id))
        assert len({len(part.id) for part in parts}) == 1
    assert evenly(ranks, names)


def test_an_option_keeps_its_name_when_another_one_is_right(keyed):
    question = keyed.single()
    turned = replace(question, options=tuple(replace(one, weight=1 - one.weight) for one in question.options))
    assert [one.id for one in turned.options] == [one.id for one in question.options]
    assert turned.without_key() == question.without_key()


def evenly(places: Sequence[int], kinds: int) -> bool:
    """Whether chance alone would spread them so at least once in a hundred times."""
    counts, expected = Counter(places), len(places) / kinds
    chi_square = sum((counts[place] - expected) ** 2 / expected for place in range(kinds))
    return len(places) > 5 * kinds and chi_square < ONE_IN_A_HUNDRED[kinds - 1]


def test_an_uneven_spread_is_noticed():
    assert not evenly([0] * 40 + [1, 2, 3] * 20, 4)
    assert evenly([0, 1, 2, 3] * 25, 4)


# ── Sizes and work ─────────────────────────────────────────────────────────────────────────────────────────────────


def pairs_of_equal_length(question: Any) -> tuple[Any, Any] | None:
    """A right answer and a wrong one that are written with as many letters."""
    right = question.correct_response()
    return {
        "single_choice": lambda: (right, question.options[1].id),
        "multiple_choice": lambda: (right, [one.id for one in question.options[-2:]]),
        "statements": lambda: (right, dict(zip(right, reversed(right.values()), strict=True))),
        "matching": lambda: (right, dict(zip(right, reversed(right.values()), strict=True))),
        "ordering": lambda: (right, right[::-1]),
        "short_text": lambda: (right, right[::-1]),
        "numeric": lambda: (str(right), str(right)[:-1] + "0"),
    }.get(question.type, lambda: None)()


def test_the_answer_to_a_save_is_as_long_for_right_as_for_wrong(cast, keyed, as_user):
    quiz = make_quiz(cast, keyed.of_every_type(), **NOTHING)
    one, compared = Sitting(as_user("an"), quiz.id), 0
    one.save({"slot": 1, "seq": 1, "value": None})  # from now on every reply names the same tab
    for slot, item in sheet(paper_of(one)).items.items():
        pair = pairs_of_equal_length(item.question) or ()
        replies = [
            one.save({"slot": slot, "seq": 100 * slot + place, "base": place, "value": value})
            for place, value in enumerate(pair)
        ]
        assert all(reply.status_code == 200 for reply in replies), (item.question.type, pair)
        assert len({lengths_of(reply) for reply in replies}) <= 1, item.question.type
        compared += bool(pair)
    assert compared == 7


def lengths_of(reply: Any) -> tuple[int, int]:
    """Of the body and of the headers, but for the number of the request and what counts digits of time."""
    return len(reply.data), len(str([header for header in reply.headers if header[0] != "X-Request-Id"]))


def test_the_answer_to_a_save_says_this_and_nothing_else(cast, keyed, as_user):
    quiz = make_quiz(cast, keyed.of_every_type(), **NOTHING)
    one = Sitting(as_user("an"), quiz.id)
    for slot, item in sheet(paper_of(one)).items.items():
        reply = one.save({"slot": slot, "seq": slot, "value": wrong(item.question)}).get_json()
        assert set(reply) == {
            "acked",
            "conflicts",
            "now",
            "ends_at",
            "state",
            "tab",
            "receipts",
            "saved_at",
            "paused_at",
        }
        assert (reply["acked"], reply["conflicts"]) == ([[slot, slot, 1]], [])


def nobody_grades(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """From now on any look at whether an answer is right ends the test."""
    looked: list[str] = []

    def refuse(self, *_given):
        looked.append(type(self).__name__)
        raise AssertionError("an answer was graded while it was saved")

    for kind in {type(question) for question in Keyed(Random(1)).of_every_type()}:
        for name in ("grade", "_grade", "correct_response"):
            monkeypatch.setattr(kind, name, refuse)
    return looked


def test_a_save_does_the_same_work_for_right_and_wrong_since_it_never_looks(
    cast, keyed, as_user, monkeypatch
):
    """That response times tell nothing follows: no branch of the path knows the key."""
    quiz = make_quiz(cast, keyed.of_every_type(), **NOTHING)
    looked = nobody_grades(monkeypatch)
    one = Sitting(as_user("an"), quiz.id)
    items = sheet(paper_of(one)).items
    reply = one.save(
        *({"slot": slot, "seq": slot, "value": wrong(item.question)} for slot, item in items.items())
    )
    assert len(reply.get_json()["acked"]) == len(items)
    one.note(one.learner.post(f"{one.address}/form", data={"tab": "form", "then": "save"}))
    for view in ("", "?plain=1", "/state"):
        assert one.get(view).status_code == 200
    assert looked == []


def test_right_and_wrong_take_the_same_statements(cast, keyed, as_user, count_queries):
    quiz = make_quiz(cast, [keyed.single(), keyed.word()], **NOTHING)
    one = Sitting(as_user("an"), quiz.id)
    question: Any = sheet(paper_of(one)).items[1].question
    one.save({"slot": 1, "seq": 1, "value": question.options[2].id})
    sent = []
    for seq, value in enumerate((question.options[0].id, question.options[1].id), 2):
        with count_queries() as queries:
            one.save({"slot": 1, "seq": seq, "base": seq - 1, "value": value})
        sent.append(queries)
    assert sent[0] == sent[1]


def test_no_module_on_the_way_of_a_save_names_what_is_right():
    found = {
        module.__name__: name
        for module in (wire, outbox_rules, store, writer, saving, receipts)
        for name in names_in(module)
        if name in {"grade", "correct_response", "right", "weight", "accepted", "explanation", "feedback"}
    }
    assert found == {}


def names_in(module: Any) -> set[str]:
    tree = ast.parse(getsource(module))
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def test_the_sheet_that_a_page_draws_holds_no_key(cast, keyed):
    quiz = make_quiz(cast, keyed.of_every_type(), **NOTHING)
    shown = [item.shown for item in sheet(quiz.papers[0].key).items.values()]
    assert seen(keyed.canaries, repr(shown).encode()) == set()
