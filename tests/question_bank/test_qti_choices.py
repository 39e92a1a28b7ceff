"""QTI as other systems write it: options score as the rules of the file say, or somebody is asked."""

from fractions import Fraction

import pytest

from question_bank.types import (
    Credit,
    MultipleChoice,
    SingleChoice,
    TrueFalse,
)
from tests.question_bank.qti_files import (
    choice,
    declared,
    item,
    mapping,
    rules,
    template,
)
from tests.question_bank.qti_found import ADDED, ANSWER, EXACT, MAPPED, NOT_NULL, SCORE_IS, one, weights


@pytest.mark.parametrize(
    "processing",
    [
        template("match_correct"),
        template("match_correct.xml"),
        rules(EXACT),
        rules(
            f'<responseCondition><responseIf><match>{ANSWER}<baseValue baseType="identifier">B</baseValue></match>'
            f"{SCORE_IS.format(1)}</responseIf></responseCondition>"
        ),
        "",
    ],
)
def test_one_right_option(processing):
    found = one(item(declared(correct=["B"]), f"<p>Đọc kỹ.</p>{choice()}", processing))
    assert isinstance(found.question, SingleChoice)
    assert found.question.text == "<p>Đọc kỹ.</p><br>Ý nào?"
    assert weights(found.question) == [0, 1, 0]
    assert not found.question.fixed_order
    assert found.problems == ()


@pytest.mark.parametrize(
    "processing", [template("map_response"), rules(NOT_NULL), rules(ADDED), rules(MAPPED)]
)
def test_options_that_earn_a_share(processing):
    table = mapping({"A": "2", "B": "1", "C": "-1"}, defaultValue="0")
    found = one(item(declared(mapping=table), choice(), processing))
    assert weights(found.question) == [1, Fraction(1, 2), Fraction(-1, 2)]


def test_all_right_options_and_no_other():
    data = item(
        declared(cardinality="multiple", correct=["A", "C"]), choice(most=0), template("match_correct")
    )
    question = one(data).question
    assert isinstance(question, MultipleChoice)
    assert (question.credit, weights(question)) == (
        Credit.ALL_OR_NOTHING,
        [Fraction(1, 2), 0, Fraction(1, 2)],
    )


def test_a_mapping_of_several_options():
    table = mapping({"A": "1", "B": "-1", "C": "1"}, lowerBound="0", upperBound="2", defaultValue="0")
    data = item(
        declared(cardinality="multiple", correct=["A", "C"], mapping=table), choice(most=0), rules(NOT_NULL)
    )
    found = one(data)
    assert found.question.credit is Credit.RIGHT_MINUS_WRONG
    assert found.problems == ()
    table = mapping({"A": "0.5", "B": "-0.25", "C": "0.5"}, lowerBound="0", upperBound="1", defaultValue="0")
    question = one(
        item(declared(cardinality="multiple", mapping=table), choice(most=0), template("map_response"))
    ).question
    assert (question.credit, weights(question)) == (
        Credit.WEIGHTS,
        [Fraction(1, 2), Fraction(-1, 4), Fraction(1, 2)],
    )


def test_thirds_that_were_rounded_are_thirds():
    table = mapping({"A": "0.33333", "B": "0.33333", "C": "0.33333"}, lowerBound="0", upperBound="1")
    question = one(
        item(declared(cardinality="multiple", mapping=table), choice(most=0), template("map_response"))
    ).question
    assert weights(question) == [Fraction(1, 3)] * 3


def test_rules_that_no_credit_of_ours_follows_are_asked_about():
    two = (
        f'<responseCondition><responseIf><gte><containerSize>{ANSWER}</containerSize><baseValue baseType="integer">2'
        f"</baseValue></gte>{SCORE_IS.format(1)}</responseIf></responseCondition>"
    )
    found = one(item(declared(cardinality="multiple", correct=["A", "B"]), choice(most=0), rules(two)))
    assert "qti.scoring" in [problem.code for problem in found.problems]


def test_rules_that_are_not_known_are_named_and_the_key_is_kept():
    strange = rules('<setOutcomeValue identifier="SCORE"><customOperator/></setOutcomeValue>')
    found = one(item(declared(correct=["C"]), choice(), strange))
    assert weights(found.question) == [0, 0, 1]
    assert [(p.code, p.params) for p in found.problems] == [("qti.processing", {"name": "customOperator"})]


def test_a_key_that_the_rules_contradict_is_asked_about():
    table = mapping({"A": "1"})
    found = one(item(declared(correct=["B"], mapping=table), choice(), template("map_response")))
    assert not found.usable


def test_true_and_false():
    options = '<simpleChoice identifier="true">Đúng</simpleChoice><simpleChoice identifier="false">Sai</simpleChoice>'
    question = one(item(declared(correct=["false"]), choice(options), template("match_correct"))).question
    assert isinstance(question, TrueFalse)
    assert question.answer is False


def test_feedback_goes_to_the_option_that_brings_it():
    outcome = '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>'
    told = f'<setOutcomeValue identifier="FEEDBACK">{ANSWER}</setOutcomeValue>'
    modal = '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="{}" showHide="{}">{}</modalFeedback>'
    more = (
        modal.format("A", "show", "Sai rồi.")
        + modal.format("B", "show", "Giỏi.")
        + modal.format("X", "hide", "Vì thế.")
    )
    question = one(item(declared(correct=["B"]) + outcome, choice(), rules(EXACT, told), more)).question
    assert [option.feedback for option in question.options] == ["Sai rồi.", "Giỏi.", ""]
    assert question.explanation == "Vì thế."
