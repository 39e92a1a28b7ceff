"""QTI: what is written reads back equal, and what others write is read with nothing lost."""

import io
import re
import zipfile
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from question_bank.formats import CannotWrite, detect, qti
from question_bank.formats.word.pictures import kind_of, picture_name
from question_bank.formats.writing import comparable
from question_bank.options import Option
from question_bank.question import Level
from question_bank.types import (
    Credit,
    Marking,
    MultipleChoice,
    SingleChoice,
    Statements,
    accepted,
    statements,
)
from tests.question_bank.examples import ALL, CAPITAL, GAPS, STEPS, WORD
from tests.question_bank.strategies import BY_TYPE, questions
from tests.question_bank.word_files import picture
from tests.scale import scaled

SUPPORTED = {
    "cloze",
    "essay",
    "matching",
    "multiple_choice",
    "numeric",
    "ordering",
    "short_text",
    "single_choice",
    "statements",
    "true_false",
}


def back(question, files=None):
    (found,) = qti.read(qti.write([question], files)).questions
    return found


def test_what_qti_can_hold_is_pinned():
    assert {kind.type for kind in qti.WRITERS} == SUPPORTED


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.type)
def test_every_type_is_written_and_read_back_equal(question):
    if question is WORD:
        question = type(WORD)(text=WORD.text, accepted=accepted(["sông Hồng", "Nhị Hà"]))
    found = back(question)
    assert comparable(found.question) == comparable(question)
    assert found.problems == ()


@settings(max_examples=scaled(5_000, 50), suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(questions(), max_size=3))
def test_what_is_written_reads_back_equal(made):
    able = [question for question in made if qti.supports(question) is None]
    found = qti.read(qti.write(able))
    assert [comparable(one.question) for one in found.questions] == [comparable(one) for one in able]
    assert all(problem.code == "file.nothing" or problem.place for problem in found.all_problems())


@settings(max_examples=scaled(5_000, 50), suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(BY_TYPE["matching"]() | BY_TYPE["ordering"]() | BY_TYPE["true_false"]() | BY_TYPE["statements"]())
def test_these_types_are_nearly_never_refused(question):
    problem = qti.supports(question)
    assert problem is None or problem.params["field"] in ("marking", "statements", "lefts", "rights", "type")


def test_what_qti_cannot_hold_is_refused_by_name():
    folded = type(WORD)(text="Ai?", accepted=accepted(["Huế"]), ignore_marks=True)
    with pytest.raises(CannotWrite) as refused:
        qti.write([CAPITAL, folded, STEPS])
    assert [(str(p.place), p.params) for p in refused.value.problems] == [
        ("question 2", {"field": "ignore_marks"})
    ]


def test_pictures_go_along():
    data = picture().getvalue()
    named = back(SingleChoice(text="x", options=CAPITAL.options)).question
    text = f'Hình nào?<img src="file:{_name(data)}">'
    question = SingleChoice(text=text, options=named.options)
    found = back(question, {_name(data): data, "other": b"x"})
    assert found.question.text == text
    assert found.files == {_name(data): data}
    assert found.problems == ()


def _name(data):
    return picture_name(data, kind_of(data))


def test_what_the_manifest_says_comes_back():
    question = SingleChoice(
        text="<p>a <u>b</u></p>\n<p>c&nbsp;d</p>",
        options=(Option("a", "<p>x</p>", Fraction(1), pinned=True), Option("b", "y")),
        title="T",
        code="C1",
        source="Điều 4",
        topic="Chương 1/Bài 2",
        level=Level.HIGH_APPLICATION,
        tags=("ôn tập", "2026"),
        explanation="<div>Vì <b>thế</b>.</div>",
        fixed_order=True,
    )
    assert comparable(back(question).question) == comparable(question)


@pytest.mark.parametrize("marking", list(Marking))
def test_four_statements_keep_their_marking(marking):
    question = Statements(
        text="x", statements=statements(["m", "n", "p", "q"], [True, False, True, True]), marking=marking
    )
    assert back(question).question.marking is marking


def several(credit):
    half = Fraction(1, 2)
    options = (Option("a", "x", half), Option("b", "y", half), Option("c", "z"))
    return MultipleChoice(text="x", options=options, credit=credit)


@pytest.mark.parametrize("credit", [one for one in Credit if one is not Credit.PROPORTIONAL])
def test_several_options_keep_their_credit(credit):
    assert comparable(back(several(credit)).question) == comparable(several(credit))


def test_what_earns_nothing_for_choosing_too_many_is_refused_by_name():
    refused = qti.supports(several(Credit.PROPORTIONAL))
    assert refused is not None
    assert "credit" in refused.message


def test_the_same_questions_make_the_same_bytes():
    assert qti.write([CAPITAL, GAPS]) == qti.write([CAPITAL, GAPS])
    assert detect(qti.write([CAPITAL])) == "qti"


PARTS = [
    "<itemBody>",
    "</itemBody>",
    "<p>",
    "</p>",
    "chữ",
    "&amp;",
    "<choiceInteraction responseIdentifier='RESPONSE'>",
    "</choiceInteraction>",
    "<simpleChoice identifier='A'>một</simpleChoice>",
    "<simpleChoice identifier='B'>hai</simpleChoice>",
    "<matchInteraction responseIdentifier='RESPONSE'>",
    "<simpleMatchSet>",
    "</simpleMatchSet>",
    "</matchInteraction>",
    "<simpleAssociableChoice identifier='A'/>",
    "<orderInteraction responseIdentifier='RESPONSE'>",
    "</orderInteraction>",
    "<textEntryInteraction responseIdentifier='RESPONSE'/>",
    "<inlineChoiceInteraction responseIdentifier='X'/>",
    "<extendedTextInteraction/>",
    "<responseDeclaration identifier='RESPONSE' cardinality='multiple'>",
    "<responseDeclaration identifier='RESPONSE' baseType='float'>",
    "</responseDeclaration>",
    "<correctResponse><value>A</value></correctResponse>",
    "<correctResponse><value>A B</value><value>7</value></correctResponse>",
    "<mapping><mapEntry mapKey='A' mappedValue='x'/></mapping>",
    "<mapping upperBound='-1'><mapEntry/></mapping>",
    "<responseProcessing>",
    "<responseProcessing template='map_response'/>",
    "<responseProcessing template='match_correct'/>",
    "</responseProcessing>",
    "<setOutcomeValue identifier='SCORE'>",
    "</setOutcomeValue>",
    "<responseCondition><responseIf>",
    "</responseIf></responseCondition>",
    "<responseElse/>",
    "<divide>",
    "</divide>",
    "<index n='x'>",
    "</index>",
    "<match>",
    "</match>",
    "<variable identifier='RESPONSE'/>",
    "<correct identifier='X'/>",
    "<baseValue baseType='float'>0</baseValue>",
    "<baseValue baseType='pair'>A</baseValue>",
    "<null/>",
    "<exitResponse/>",
    "<modalFeedback>x</modalFeedback>",
    "<presentation>",
    "</presentation>",
    "<material><mattext texttype='text/html'>&lt;b&gt;x</mattext></material>",
    "<response_lid ident='r' rcardinality='Multiple'>",
    "</response_lid>",
    "<response_label ident='A'/>",
    "<response_str ident='r'><render_fib/></response_str>",
    "<respcondition continue='Yes'><conditionvar>",
    "</conditionvar></respcondition>",
    "<varequal respident='r'>A</varequal>",
    "<vargte respident='r'>x</vargte>",
    "<varsubset respident='r'>A,B</varsubset>",
    "<other/>",
    "<setvar action='Divide'>0</setvar>",
    "<setvar>SCORE.max</setvar>",
]


@settings(max_examples=scaled(20_000, 100), deadline=None)
@given(
    st.sampled_from(["assessmentItem", "questestinterop", "item", "qti-assessment-item"]),
    st.lists(st.sampled_from(PARTS), max_size=25),
)
def test_no_item_breaks_the_reader_and_none_disappears(root, parts):
    inside = _closed("".join(parts))
    data = (
        f"<{root}><item>{inside}</item></{root}>"
        if root == "questestinterop"
        else f"<{root}>{inside}</{root}>"
    )
    found = qti.read(data.encode())
    assert found.questions or [p for p in found.problems if p.severity == "error"]
    for one in found.questions:
        one.question.grade(one.question.parse(one.question.correct_response()))


def _closed(text):
    """The parts made well-formed: what is open is closed, what was never opened goes."""
    made, names = [], []
    for tag in re.findall(r"<[^>]*>|[^<]+", text):
        name = re.match(r"</?([\w-]*)", tag)
        if tag.startswith("</"):
            if name[1] not in names:
                continue
            while (top := names.pop()) != name[1]:
                made.append(f"</{top}>")
        elif tag.startswith("<") and not tag.endswith("/>"):
            names.append(name[1])
        made.append(tag)
    return "".join(made) + "".join(f"</{name}>" for name in reversed(names))


@settings(max_examples=scaled(20_000, 100), deadline=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=20))
def test_a_damaged_package_is_read_or_refused(position, damage):
    position %= len(WHOLE)
    found = qti.read(WHOLE[:position] + damage + WHOLE[position + len(damage) :])
    assert found.questions or found.problems


@settings(max_examples=scaled(20_000, 100), deadline=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=20))
def test_a_damaged_item_is_read_or_refused(position, damage):
    xml = zipfile.ZipFile(io.BytesIO(WHOLE)).read("q1.xml")
    position %= len(xml)
    found = qti.read(xml[:position] + damage + xml[position + len(damage) :])
    assert found.questions or found.problems


WHOLE = qti.write([CAPITAL, GAPS])
