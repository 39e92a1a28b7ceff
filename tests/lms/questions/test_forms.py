"""What the editor shows for a question, sent back untouched, is the same question."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection
from werkzeug.datastructures import MultiDict

from lms.questions import texts
from lms.questions.type_forms import FORMS, form_values
from question_bank.question import TYPES, Question
from question_bank.types import (
    Accepted,
    AcceptedNumber,
    Cloze,
    Credit,
    Essay,
    Gap,
    Marking,
    Matching,
    MultipleChoice,
    Numeric,
    Option,
    Ordering,
    ShortText,
    SingleChoice,
    Statements,
    TrueFalse,
    Unit,
    accepted,
    items,
    matching,
    options,
    statements,
)

SAMPLES: list[Question] = [
    SingleChoice(
        text="Một?", options=options(["1929", "1930 &lt; 1931", "<b>1945</b>"], {1}), title="T", code="C1"
    ),
    SingleChoice(
        text="Dòng một<br>dòng hai",
        options=(
            Option("v777rl", "Đúng", Fraction(1), "Giỏi"),
            Option("3773hp", "Gần đúng", Fraction(1, 3)),
            Option("2ngcnr", "Cả A và B", Fraction(-1, 4), pinned=False),
        ),
        tags=("điều lệ", "khó"),
        source="Điều lệ Đảng, Điều 9",
        explanation="Vì <i>thế</i>.",
    ),
    MultipleChoice(text="Nhiều?", options=options(["A", "B", "C"], {0, 2}), credit=Credit.RIGHT_MINUS_WRONG),
    TrueFalse(text="Đúng không?", answer=False, feedback_true="Sai rồi"),
    TrueFalse(text="Chưa rõ?", answer=None),
    Statements(
        text="Xét:",
        statements=statements(["a", "b", "c", "d"], [True, False, None, True]),
        marking=Marking.PROPORTIONAL,
    ),
    ShortText(
        text="Ai?",
        accepted=(Accepted("Trần Phú", feedback="Tốt"), Accepted("T*", Fraction(1, 2))),
        ignore_case=False,
        ignore_marks=True,
    ),
    Numeric(text="Mấy?", accepted=(AcceptedNumber(Decimal("12.5"), Decimal("0.5")),), otherwise="Chưa đúng"),
    Numeric(
        text="Dài mấy?",
        case="Ông A đi từ <b>xã B</b>.<br>Đường dài.",
        accepted=(AcceptedNumber(Decimal(1500)),),
        units=(
            Unit("m"),
            Unit("km", Fraction(1000)),
            Unit("cm", Fraction(1, 100)),
            Unit("dặm", Fraction(4828, 3)),
        ),
        unit_required=True,
    ),
    MultipleChoice(text="Nhiều?", options=options(["A", "B", "C"], {0, 2}), credit=Credit.PROPORTIONAL),
    Matching(text="Ghép:", **matching([("A", "1"), ("B", "2"), ("C", "1")], ["3"])),
    Matching(text="Ghép:", **matching([("A", "1"), ("B", "2")]), all_or_nothing=True),
    Cloze(
        text="Năm [[1]].",
        gaps=(Gap("1", ShortText(text="", accepted=accepted(["1930"]))),),
        all_or_nothing=True,
    ),
    Ordering(text="Xếp:", items=items(["một", "hai", "ba"]), all_or_nothing=True),
    Cloze(
        text="Năm [[1]], tại [[2]], có [[3]].",
        gaps=(
            Gap("1", Numeric(text="", accepted=(AcceptedNumber(Decimal(1930), Decimal(1)),))),
            Gap("2", SingleChoice(text="", options=options(["Hà Nội", "Hương Cảng"], {1})), 2),
            Gap("3", ShortText(text="", accepted=accepted(["ba", "3"]))),
        ),
    ),
    Essay(text="Nêu:", guidance="Ba ý", template="Mở bài:", min_words=100, max_words=500),
]


def test_every_type_has_a_form_and_a_sample() -> None:
    assert set(FORMS) == set(TYPES) == {sample.type for sample in SAMPLES}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.type}")
@pytest.mark.one_database
def test_a_question_comes_back_from_its_form_as_it_was(
    app: Flask, connection: Connection, sample: Question
) -> None:
    sample = texts.cleaned(sample)
    with app.test_request_context():
        sent = as_sent(FORMS[sample.type](None, data=form_values(sample)))
    with app.test_request_context(method="POST", data=sent):
        form = FORMS[sample.type]()
        form.kind, form.before = sample.type, sample
        assert texts.cleaned(form.build()) == sample


@pytest.mark.parametrize(
    "typed", ["a < b & c", "dòng\nhai", "<b>đậm</b>", "&lt;b&gt; là thẻ", "Tình huống: “…” 100%"]
)
def test_a_text_can_be_edited_any_number_of_times_without_change(typed: str) -> None:
    stored = texts.from_edit(typed)
    assert texts.from_edit(texts.to_edit(stored)) == stored


def test_whatever_is_typed_nothing_that_runs_is_kept() -> None:
    hostile = '<img src=x onerror=alert(1)><script>alert(2)</script><a href="javascript:alert(3)">x</a>'
    stored = texts.cleaned(SingleChoice(text=hostile, options=(Option("a", hostile, feedback=hostile),)))
    for text in (stored.text, stored.options[0].text, stored.options[0].feedback):  # type: ignore[attr-defined]
        assert "onerror" not in text
        assert "<script" not in text
        assert "javascript:" not in text


def test_two_questions_are_twins_whatever_the_order_of_options_the_case_and_the_key() -> None:
    one = SingleChoice(text="Đảng ra đời năm nào?", options=options(["1929", "1930"], {1}))
    other = SingleChoice(text="đảng  ra đời năm nào", options=options(["1930", "1929"], {1}))
    asked, place = texts.told(one).duplicate_key, replace(other, text="Đảng ra đời ở đâu?")
    others = SingleChoice(text=one.text, options=options(["1929", "1931"], {1}))
    assert texts.told(other).duplicate_key == asked
    assert asked not in {texts.told(place).duplicate_key, texts.told(others).duplicate_key}


def as_sent(form: Any) -> MultiDict[str, str]:
    """The fields of a form as a browser would send them untouched."""
    sent: MultiDict[str, str] = MultiDict()
    for field in form:
        _send(field, sent)
    return sent


def _send(field: Any, sent: MultiDict[str, str]) -> None:
    if field.type in {"FieldList", "FormField"}:
        for part in field:
            _send(part, sent)
    elif field.type == "BooleanField":
        if field.data:
            sent.add(field.name, "y")
    elif field.type not in {"FileField", "CSRFTokenField"}:
        sent.add(field.name, str(field._value() if hasattr(field, "_value") else field.data or ""))
