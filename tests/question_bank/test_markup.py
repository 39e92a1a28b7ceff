"""Reading the small HTML of questions: whatever stands in it, a person gets a text."""

import pytest
from hypothesis import given, settings, strategies as st

from question_bank.formats import aiken, gift, moodle_xml, plain_text, qti, sheets, word
from question_bank.markup import plain
from question_bank.options import options
from question_bank.types import SingleChoice
from tests.scale import scaled

PIECES = st.lists(
    st.sampled_from(
        ["<", "<!", "<![", "<![0", "<![if !supportLists]>", "<![endif]>", "<![CDATA[", "]]>", "<!--", "-->",
         "<!DOCTYPE", "<?xml", "</", "<p", "<b>", "</b>", "<br>", "<script", "<style>", "&", "&#", "&#x110000;",
         "&#0;", "&lt;", "'", '"', "=", ">", "]", "chữ", " ", "\n", "\0"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@settings(max_examples=scaled(20_000))
@given(PIECES)
def test_every_fragment_has_a_plain_text(markup):
    assert isinstance(plain(f"Câu {markup}"), str)
    assert plain(f"Câu {markup}").startswith("Câu")


@pytest.mark.parametrize(
    "markup,told",
    [
        ("<![if !supportLists]>Bộ Chính trị<![endif]>", "Bộ Chính trị"),
        ("Điều <![0 khoản> hai", "Điều hai"),
        ("Điều <![0", "Điều <![0"),
        ("Điều <!-- một > hai", "Điều <!-- một > hai"),
        ("<b>a</b> và a <b", "a và a <b"),
        ("a </", "a </"),
        ("a <? b", "a <? b"),
        ("<!--[if gte mso 9]>x<![endif]-->Nghị quyết", "Nghị quyết"),
    ],
)
def test_what_word_leaves_between_tags_is_no_text_and_what_is_not_closed_stays(markup, told):
    assert plain(markup) == told


@pytest.mark.parametrize("form", [aiken, gift, moodle_xml, plain_text, qti, sheets, word])
def test_a_question_with_such_a_fragment_is_written_or_refused_by_every_format(form):
    asked = SingleChoice(text="Chọn <![x", options=options(["<![0", "Hai", "Ba"], [1]))
    if form.supports(asked) is None:
        [back] = form.read(form.write([asked])).questions
        assert [plain(one.text) for one in back.question.options] == ["<![0", "Hai", "Ba"]
