"""Moodle XML, read as Moodle reads it."""

import base64
from decimal import Decimal
from fractions import Fraction

import pytest

from question_bank.formats import moodle_xml
from question_bank.question import Level
from question_bank.types import (
    AcceptedNumber,
    Cloze,
    Essay,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from tests.question_bank.moodle_files import PNG, answer, codes, element, file_of, one


def test_a_single_choice_with_feedback_and_shares():
    said = "<feedback format='html'><text>gần đúng</text></feedback>"
    question = one("multichoice", answer("a", 100) + answer("b", "33.3333333", said) + answer("c", -25))
    assert isinstance(question, SingleChoice)
    assert [(o.text, o.weight, o.feedback) for o in question.options] == [
        ("a", 1, ""),
        ("b", Fraction(1, 3), "gần đúng"),
        ("c", Fraction(-1, 4), ""),
    ]
    assert question.title == "Tên"


def test_several_answers_and_shuffling():
    inner = "<single>false</single><shuffleanswers>true</shuffleanswers>" + answer("a", 50) + answer("b", 50)
    question = one("multichoice", inner)
    assert isinstance(question, MultipleChoice)
    assert (question.credit, question.fixed_order) == ("weights", False)
    assert one("multichoice", inner.replace("true", "0")).fixed_order


def test_true_or_false_by_word_or_by_place():
    assert one("truefalse", answer("true", 0) + answer("false", 100)).answer is False
    by_place = moodle_xml.read(file_of(element("truefalse", answer("Vrai", 100) + answer("Faux", 0))))
    assert isinstance(by_place.questions[0].question, TrueFalse)
    assert by_place.questions[0].question.answer is True
    assert {problem.code for problem in by_place.all_problems()} == {"moodle.true_false"}


def test_short_answers_keep_case_if_they_say_so():
    question = one("shortanswer", "<usecase>1</usecase>" + answer("Hà Nội", 100) + answer("Ha*", 50))
    assert isinstance(question, ShortText)
    assert not question.ignore_case
    assert [(a.text, a.weight) for a in question.accepted] == [("Hà Nội", 1), ("Ha*", Fraction(1, 2))]


def test_numbers_with_tolerance_and_feedback_for_all_others():
    rest = answer("*", 0, "<feedback format='html'><text>xem lại</text></feedback>")
    question = one("numerical", answer("3.5", 100, "<tolerance>0.1</tolerance>") + rest)
    assert question == Numeric(
        text="Hỏi?",
        title="Tên",
        accepted=(AcceptedNumber(Decimal("3.5"), Decimal("0.1")),),
        otherwise="xem lại",
    )


def test_pairs_with_a_distractor():
    pair = "<subquestion format='html'><text>{}</text><answer><text>{}</text></answer></subquestion>"
    question = one("matching", pair.format("mèo", "cá") + pair.format("chó", "xương") + pair.format("", "cỏ"))
    assert isinstance(question, Matching)
    assert [right.text for right in question.rights] == ["cá", "xương", "cỏ"]


def test_essays_orderings_and_their_settings():
    inner = "<graderinfo format='html'><text>hai ý</text></graderinfo><minwordlimit>50</minwordlimit>"
    assert one("essay", inner) == Essay(text="Hỏi?", title="Tên", guidance="hai ý", min_words=50)
    ordering = one("ordering", "<gradingtype>ALL_OR_NOTHING</gradingtype>" + answer("a") + answer("b"))
    assert isinstance(ordering, Ordering)
    assert ordering.all_or_nothing


def test_embedded_answers_of_all_kinds():
    text = (
        "A {1:SHORTANSWER:=Hà Nội#tốt~%50%Huế} B {2:NUMERICAL:=3.5:0.1~%0%*#sai} C {:MC:=x~y} "
        r"D {1:MULTICHOICE_S:%33,33333%a\~b~=c&#39;d} E {1:SAC:=A}"
    )
    question = one("cloze", text=text)
    assert isinstance(question, Cloze)
    assert question.text == "A [[g1]] B [[g2]] C [[g3]] D [[g4]] E [[g5]]"
    word, number, choice, shuffled, cased = (gap.asks for gap in question.gaps)
    assert [(a.text, a.weight, a.feedback) for a in word.accepted] == [
        ("Hà Nội", 1, "tốt"),
        ("Huế", Fraction(1, 2), ""),
    ]
    assert (number.accepted[0].tolerance, number.otherwise) == (Decimal("0.1"), "sai")
    assert (choice.fixed_order, shuffled.fixed_order) == (True, False)
    assert [(o.text, o.weight) for o in shuffled.options] == [("a~b", Fraction(1, 3)), ("c&#39;d", 1)]
    assert [gap.weight for gap in question.gaps] == [1, 2, 1, 1, 1]
    assert not cased.ignore_case


def test_missing_words_become_gaps_with_the_words_of_their_group():
    words_ = "".join(
        f"<selectoption><text>{text}</text><group>{group}</group></selectoption>"
        for text, group in (("đỏ", 1), ("hai", 2), ("xanh", 1), ("ba", 2))
    )
    question = one("gapselect", words_, "Cờ [[1]], [[4]] màu")
    assert [[o.text for o in gap.asks.options] for gap in question.gaps] == [["đỏ", "xanh"], ["hai", "ba"]]
    assert [gap.asks.correct_response() for gap in question.gaps] == [
        question.gaps[0].asks.options[0].id,
        question.gaps[1].asks.options[1].id,
    ]


def test_categories_tags_levels_and_codes():
    category = (
        '<question type="category"><category><text>$course$/top/Chương 1/Bài 2</text></category></question>'
    )
    inner = "<idnumber>C1-07</idnumber><tags><tag><text>ôn tập</text></tag><tag><text>NB</text></tag></tags>"
    (found,) = moodle_xml.read(file_of(category, element("essay", inner))).questions
    question = found.question
    assert (question.topic, question.code, question.tags, question.level) == (
        "Chương 1/Bài 2",
        "C1-07",
        ("ôn tập",),
        Level.RECOGNITION,
    )


def test_pictures_come_with_the_question_under_names_of_their_content():
    stored = f'<file name="a b.png" path="/" encoding="base64">{base64.b64encode(PNG).decode()}</file>'
    xml = (
        '<question type="essay"><name><text>x</text></name><questiontext format="html"><text>'
        '<![CDATA[Xem <img src="@@PLUGINFILE@@/a%20b.png" alt="hình">]]></text>'
        + stored
        + "</questiontext></question>"
    )
    (found,) = moodle_xml.read(file_of(xml)).questions
    ((name, data),) = found.files.items()
    assert data == PNG
    assert found.question.text == f'Xem <img src="file:{name}" alt="hình">'
    again = moodle_xml.read(moodle_xml.write([found.question], files=found.files)).questions[0]
    assert (again.files, again.question) == (found.files, found.question)


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "..\\x.png", "x" * 500])
def test_the_names_of_files_lead_nowhere(path):
    stored = f'<file name="{path}" path="/" encoding="base64">{base64.b64encode(PNG).decode()}</file>'
    xml = element("essay").replace("</questiontext>", stored + "</questiontext>")
    assert "moodle.file_left_out" in codes(xml)


@pytest.mark.parametrize(
    "xml,code",
    [
        (element("calculated"), "moodle.type"),
        (element("ddmarker"), "moodle.type"),
        (element("description"), "moodle.description"),
        (element("multichoice", answer("a", 120) + answer("b")), "moodle.fraction"),
        (element("multichoice", answer("a", "x") + answer("b")), "moodle.fraction"),
        (element("numerical", answer("ba", 100)), "gift.not_a_number"),
        (element("cloze", text="{1:MULTIRESPONSE:=a~=b}"), "moodle.gap_kind"),
        (element("cloze", text="{1:SA:=a"), "moodle.gap_open"),
        (element("cloze", text="không có"), "question.no_gaps"),
        (element("gapselect", text="[[3]]"), "question.gap_unknown"),
        (
            element("ordering", "<gradingtype>LONGEST</gradingtype>" + answer("a") + answer("b")),
            "moodle.ordering_marks",
        ),
        (element("essay", "<penalty>0.5</penalty>"), "moodle.not_kept"),
        (element("essay", "<defaultgrade>2.0</defaultgrade>"), "moodle.not_kept"),
        (element("essay", "<hint><text>gợi ý</text></hint>"), "moodle.not_kept"),
        (element("essay", "<riddle>x</riddle>"), "moodle.not_kept"),
        (element("essay", "<questiontext><text>hai</text></questiontext>"), "moodle.not_kept"),
        (element("essay", text='<img src="@@PLUGINFILE@@/x.png">'), "word.picture_missing"),
        (element("essay", text='<img src="http://x.vn/a.png">'), "moodle.picture_elsewhere"),
        ("<riddle/>", "moodle.type"),
        ("", "file.nothing"),
    ],
)
def test_what_is_not_kept_is_named(xml, code):
    assert code in codes(xml)


def test_settings_that_say_nothing_are_not_spoken_of():
    inner = "<penalty>0.3333333</penalty><hidden>0</hidden><defaultgrade>1.0000000</defaultgrade><shownumcorrect/>"
    assert codes(element("essay", inner)) == []


@pytest.mark.parametrize(
    "style,text,html",
    [
        ("html", "<b>a</b>", "<b>a</b>"),
        ("plain_text", "<b>", "&lt;b&gt;"),
        ("moodle_auto_format", "a\nb", "a<br>b"),
        ("markdown", "**a**", "<strong>a</strong>"),
    ],
)
def test_text_formats(style, text, html):
    assert one("essay", text=text).text == text
    xml = element("essay", text=text).replace('format="html"', f'format="{style}"')
    assert moodle_xml.read(file_of(xml)).questions[0].question.text == html
