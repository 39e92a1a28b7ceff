"""QTI as other systems write it: the kinds we have score as the file says, the others are listed by name."""

from fractions import Fraction

import pytest

from question_bank.formats import qti
from question_bank.types import (
    Cloze,
    Essay,
    Marking,
    Matching,
    Numeric,
    Ordering,
    ShortText,
    Statements,
)
from tests.question_bank.qti_files import (
    THREE,
    V3,
    choice,
    declared,
    item,
    mapping,
    rules,
    template,
)
from tests.question_bank.qti_found import ANSWER, SCORE_IS, one

ORDER = f'<orderInteraction responseIdentifier="RESPONSE"><prompt>Xếp.</prompt>{THREE}</orderInteraction>'


def test_an_order():
    question = one(
        item(declared(cardinality="ordered", correct="CAB"), ORDER, template("match_correct"))
    ).question
    assert isinstance(question, Ordering)
    assert ([part.text for part in question.items], question.all_or_nothing) == (["ba", "một", "hai"], True)


def test_an_order_without_key_is_named():
    found = qti.read(item(declared(cardinality="ordered"), ORDER, template("match_correct")))
    assert [problem.code for problem in found.problems] == ["qti.order"]


def sides(lefts, rights, element="matchInteraction"):
    def listed(texts, letter):
        return "".join(
            f'<simpleAssociableChoice identifier="{letter}{n}" matchMax="4">{text}</simpleAssociableChoice>'
            for n, text in enumerate(texts, start=1)
        )

    return (
        f'<{element} responseIdentifier="RESPONSE" shuffle="true" maxAssociations="9"><prompt>Ghép.</prompt>'
        "<simpleMatchSet>"
        f"{listed(lefts, 'L')}</simpleMatchSet><simpleMatchSet>{listed(rights, 'R')}</simpleMatchSet></{element}>"
    )


def test_pairs():
    pairs = ["L1 R2", "L2 R1"]
    table = mapping(dict.fromkeys(pairs, "1"), defaultValue="0")
    data = item(
        declared("directedPair", "multiple", pairs, table),
        sides(["một", "hai"], ["2", "1", "9"]),
        template("map_response"),
    )
    found = one(data)
    question = found.question
    assert isinstance(question, Matching)
    assert question.describe(question.correct_response()) == "một → 1; hai → 2"
    assert (len(question.rights), found.problems) == (3, ())


def test_one_thing_on_the_left_for_several_on_the_right_is_turned_round():
    pairs = ["L1 R1", "L1 R2", "L2 R3"]
    table = mapping(dict.fromkeys(pairs, "1"))
    data = item(
        declared("directedPair", "multiple", pairs, table),
        sides(["chẵn", "lẻ"], ["2", "4", "5"]),
        template("map_response"),
    )
    question = one(data).question
    assert question.describe(question.correct_response()) == "2 → chẵn; 4 → chẵn; 5 → lẻ"


def test_undirected_pairs():
    parts = "".join(
        f'<simpleAssociableChoice identifier="{n}" matchMax="1">{n}!</simpleAssociableChoice>'
        for n in "ABCDE"
    )
    body = f'<associateInteraction responseIdentifier="RESPONSE" maxAssociations="2">{parts}</associateInteraction>'
    table = mapping({"A C": "2", "D B": "2"})
    question = one(
        item(declared("pair", "multiple", ["C A", "B D"], table), body, template("map_response"))
    ).question
    assert question.describe(question.correct_response()) == "B! → D!; C! → A!"
    assert len(question.rights) == 3


def test_statements():
    pairs = ["L1 R1", "L2 R2", "L3 R1"]
    data = item(
        declared("directedPair", "multiple", pairs),
        sides(["m", "n", "p"], ["Đúng", "Sai"]),
        template("match_correct"),
    )
    question = one(data).question
    assert isinstance(question, Statements)
    assert [part.right for part in question.statements] == [True, False, True]
    assert question.marking is Marking.ALL_OR_NOTHING


ALONE = '<p>Ai?</p><p><textEntryInteraction responseIdentifier="RESPONSE"/></p>'
WITHIN = '<p>Đó là <textEntryInteraction responseIdentifier="RESPONSE"/>, phải không?</p>'


def test_a_word():
    table = mapping({"Trần Phú": "1", "Phú": "0.5"}, defaultValue="0")
    found = one(
        item(declared("string", correct=["Trần Phú"], mapping=table), ALONE, template("map_response"))
    )
    question = found.question
    assert isinstance(question, ShortText)
    assert (question.text, question.ignore_case) == ("<p>Ai?</p>", False)
    assert [(answer.text, answer.weight) for answer in question.accepted] == [
        ("Trần Phú", 1),
        ("Phú", Fraction(1, 2)),
    ]


def test_a_word_compared_by_rules_written_out():
    match = f'<stringMatch caseSensitive="false">{ANSWER}<baseValue baseType="string">Huế</baseValue></stringMatch>'
    processing = rules(
        f"<responseCondition><responseIf>{match}{SCORE_IS.format(3)}</responseIf></responseCondition>"
    )
    question = one(item(declared("string"), ALONE, processing)).question
    assert (question.accepted[0].text, question.accepted[0].weight, question.ignore_case) == ("Huế", 1, True)


def test_a_word_within_a_sentence_is_a_gap():
    question = one(item(declared("string", correct=["Huế"]), WITHIN, template("match_correct"))).question
    assert isinstance(question, Cloze)
    assert question.text == "<p>Đó là [[response]], phải không?</p>"
    assert question.grade(question.parse({"response": "Huế"})).fraction == 1


@pytest.mark.parametrize(
    "condition,right,wrong",
    [
        (
            f'<equal toleranceMode="absolute" tolerance="0.5 0.5">{ANSWER}<correct identifier="RESPONSE"/></equal>',
            "4,2",
            "4,3",
        ),
        (
            f'<equal toleranceMode="relative" tolerance="10 10">{ANSWER}<correct identifier="RESPONSE"/></equal>',
            "4",
            "4,2",
        ),
        (
            (
                f'<and><gte>{ANSWER}<baseValue baseType="float">3</baseValue></gte>'
                f'<lte>{ANSWER}<baseValue baseType="float">'
                "5</baseValue></lte></and>"
            ),
            "5",
            "5,1",
        ),
    ],
)
def test_numbers_within_bounds(condition, right, wrong):
    processing = rules(
        f"<responseCondition><responseIf>{condition}{SCORE_IS.format(1)}</responseIf></responseCondition>"
    )
    question = one(item(declared("float", correct=["3.7"]), ALONE, processing)).question
    assert isinstance(question, Numeric)
    assert [question.grade(question.parse(text)).fraction for text in (right, wrong)] == [1, 0]


def test_gaps_with_choices_and_words():
    data = item(
        '<responseDeclaration identifier="G1" cardinality="single" baseType="identifier"><correctResponse>'
        "<value>b</value>"
        '</correctResponse></responseDeclaration><responseDeclaration identifier="G2" cardinality="single" '
        f'baseType="string">{mapping({"hai": "2"})}</responseDeclaration>',
        '<p>1 là <inlineChoiceInteraction responseIdentifier="G1" shuffle="true"><inlineChoice identifier="a">x'
        '</inlineChoice><inlineChoice identifier="b">y</inlineChoice></inlineChoiceInteraction>, 2 là '
        '<textEntryInteraction responseIdentifier="G2"/>.</p>',
        rules(
            '<responseCondition><responseIf><match><variable identifier="G1"/><correct identifier="G1"/></match>'
            f"{SCORE_IS.format(1)}</responseIf></responseCondition>",
            '<setOutcomeValue identifier="SCORE"><sum><variable identifier="SCORE"/><mapResponse identifier="G2"/>'
            "</sum>"
            "</setOutcomeValue>",
        ),
    )
    found = one(data)
    assert found.question.text == "<p>1 là [[g1]], 2 là [[g2]].</p>"
    assert [gap.weight for gap in found.question.gaps] == [1, 2]
    assert found.question.grade(found.question.parse({"g2": "hai"})).fraction == Fraction(2, 3)
    assert found.problems == ()


def test_an_essay_with_what_markers_look_for():
    body = (
        '<p>Vì sao?</p><extendedTextInteraction responseIdentifier="RESPONSE"/><rubricBlock view="scorer"><p>Hai ý.</p>'
        "</rubricBlock>"
    )
    question = one(item(declared("string"), body)).question
    assert isinstance(question, Essay)
    assert (question.text, question.guidance) == ("<p>Vì sao?</p>", "<p>Hai ý.</p>")


@pytest.mark.parametrize(
    "name",
    [
        "gapMatchInteraction",
        "hottextInteraction",
        "hotspotInteraction",
        "graphicOrderInteraction",
        "sliderInteraction",
        "uploadInteraction",
        "drawingInteraction",
        "mediaInteraction",
        "customInteraction",
        "selectPointInteraction",
    ],
)
def test_what_is_not_known_is_listed_by_name(name):
    found = qti.read(item(declared(), f"<p>Chọn.</p><{name} responseIdentifier='RESPONSE'/>", title="Câu 7"))
    (problem,) = found.problems
    assert (problem.code, problem.params["kinds"], problem.params["item"]) == (
        "qti.unsupported",
        name,
        "Câu 7",
    )
    assert str(problem.place) == "item 1"


def test_two_interactions_and_none_are_named():
    both = choice() + choice().replace("RESPONSE", "OTHER")
    assert [p.code for p in qti.read(item(declared(), both)).problems] == ["qti.several"]
    assert [p.code for p in qti.read(item("", "<p>Chào.</p>")).problems] == ["qti.no_interaction"]


def test_version_3_is_read_like_version_2():
    data = f"""<?xml version="1.0"?>
<qti-assessment-item {V3} identifier="i" title="Câu" adaptive="false" time-dependent="false">
  <qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier">
    <qti-correct-response><qti-value>B</qti-value></qti-correct-response>
  </qti-response-declaration>
  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>
  <qti-item-body>
    <p>Đọc
       kỹ.</p>
    <qti-choice-interaction response-identifier="RESPONSE" shuffle="true" max-choices="1">
      <qti-prompt>Ý nào?</qti-prompt>
      <qti-simple-choice identifier="A" fixed="true">một</qti-simple-choice>
      <qti-simple-choice identifier="B">
         hai
      </qti-simple-choice>
    </qti-choice-interaction>
  </qti-item-body>
  <qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"/>
</qti-assessment-item>""".encode()
    found = one(data)
    assert found.question.text == "<p>Đọc kỹ.</p> <br>Ý nào?"
    assert [(option.text, option.weight, option.pinned) for option in found.question.options] == [
        ("một", 0, True),
        ("hai", 1, None),
    ]
