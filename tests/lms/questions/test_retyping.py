"""A question read as another type keeps its texts, and its key where the new type can hold it."""

import pytest

from lms.questions.retyping import MAKERS, parts_of, retyped
from question_bank.question import Question
from question_bank.types import MultipleChoice, SingleChoice, Statements, options
from tests.lms.questions.test_forms import SAMPLES


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample.type))
def test_every_type_becomes_every_other(sample: Question, kind: str) -> None:
    made = retyped(sample, kind)
    assert made.type == kind
    assert (made.text, made.explanation, made.tags) == (sample.text, sample.explanation, sample.tags)


def test_the_key_comes_along() -> None:
    asked = MultipleChoice(text="?", options=options(["a", "b", "c"], {0, 2}))
    as_statements = retyped(asked, "statements")
    assert isinstance(as_statements, Statements)
    assert [one.right for one in as_statements.statements] == [True, False, True]
    assert parts_of(retyped(as_statements, "multiple_choice")) == parts_of(asked)


def test_options_without_a_key_become_statements_that_are_undecided() -> None:
    asked = SingleChoice(text="?", options=options(["a", "b"]))
    as_statements = retyped(asked, "statements")
    assert isinstance(as_statements, Statements)
    assert [one.right for one in as_statements.statements] == [None, None]


def test_a_type_that_is_none_changes_nothing() -> None:
    asked = SAMPLES[0]
    assert retyped(asked, "no-such-type") is asked
    assert retyped(asked, asked.type) is asked
