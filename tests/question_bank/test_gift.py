"""GIFT, read as Moodle reads it."""

from fractions import Fraction

import pytest
from hypothesis import example, given, settings, strategies as st

from question_bank.formats import gift
from question_bank.question import Level
from question_bank.types import Essay, Matching, MultipleChoice, Numeric, ShortText, SingleChoice, TrueFalse
from tests.question_bank.gift_found import codes, one
from tests.scale import scaled


def test_a_single_choice_with_feedback():
    question = one("::Màu:: Màu gì? {=vàng # đúng rồi ~đỏ # chưa đúng ~%25%cam}")
    assert isinstance(question, SingleChoice)
    assert (question.title, question.text) == ("Màu", "Màu gì?")
    assert [(o.text, o.weight, o.feedback) for o in question.options] == [
        ("vàng", 1, "đúng rồi"),
        ("đỏ", 0, "chưa đúng"),
        ("cam", Fraction(1, 4), ""),
    ]


def test_several_right_answers_with_shares():
    question = one("Ai? {~%33.33333%Lan ~%33.333%Mai ~%33.33%Hà ~%-100%Tí}")
    assert isinstance(question, MultipleChoice)
    assert [option.weight for option in question.options] == [Fraction(1, 3)] * 3 + [Fraction(-1)]


@pytest.mark.parametrize("word,answer", [("T", True), ("TRUE", True), ("F", False), ("FALSE", False)])
def test_true_and_false(word, answer):
    question = one(f"Nước sôi ở 100 độ. {{{word}#sai rồi#đúng rồi}}")
    assert isinstance(question, TrueFalse)
    assert question.answer is answer
    assert (question.feedback_true if answer else question.feedback_false) == "đúng rồi"


def test_short_answers():
    question = one("Ai viết? {=Nguyễn Du =%50%Du #gần đúng}")
    assert isinstance(question, ShortText)
    assert [(a.text, a.weight, a.feedback) for a in question.accepted] == [
        ("Nguyễn Du", 1, ""),
        ("Du", Fraction(1, 2), "gần đúng"),
    ]


@pytest.mark.parametrize(
    "answers,value,tolerance",
    [
        ("#3:2", "3", "2"),
        ("#1..5", "3", "2"),
        ("#3.141..3.142", "3.1415", "0.0005"),
        ("#7", "7", "0"),
        ("#-2:0.5", "-2", "0.5"),
    ],
)
def test_numbers_with_tolerance_or_as_a_range(answers, value, tolerance):
    question = one(f"Bao nhiêu? {{{answers}}}")
    assert isinstance(question, Numeric)
    (accepted,) = question.accepted
    assert (str(accepted.value), str(accepted.tolerance)) == (value, tolerance)


def test_several_numbers_and_feedback_for_all_others():
    question = one("Năm nào? {# =1822:0 #tốt =%50%1822:2 #gần ~#Xem lại}")
    assert [number.weight for number in question.accepted] == [1, Fraction(1, 2)]
    assert question.otherwise == "Xem lại"


def test_matching_with_a_distractor():
    question = one("Ghép. {=mèo -> cá =chó -> xương = -> cỏ}")
    assert isinstance(question, Matching)
    assert [left.text for left in question.lefts] == ["mèo", "chó"]
    assert [right.text for right in question.rights] == ["cá", "xương", "cỏ"]


def test_an_essay_has_empty_braces():
    assert isinstance(one("Viết về quê hương. {}"), Essay)


def test_a_gap_in_mid_sentence_stays_visible():
    assert one("Hai cộng {=hai ~ba} là bốn.").text == "Hai cộng _____ là bốn."


def test_escapes_are_resolved():
    question = one(r"Cái nào là \{tập hợp\} a\:b\~c\#d? {=x \= 1\nxuống dòng ~\\ngược}")
    assert question.text == "Cái nào là {tập hợp} a:b~c#d?"
    assert [option.text for option in question.options] == ["x = 1<br>xuống dòng", "\\ngược"]


@pytest.mark.parametrize(
    "source,text",
    [
        ("[html]<b>Đậm</b>", "<b>Đậm</b>"),
        ("[plain]<b>", "&lt;b&gt;"),
        ("[markdown]**đậm**", "<strong>đậm</strong>"),
        ("[moodle]a < b", "a &lt; b"),
        ("[lạ]x", "[lạ]x"),
        ("a <b>c</b> & d &amp; <x>", "a <b>c</b> &amp; d &amp; &lt;x&gt;"),
    ],
)
def test_text_formats(source, text):
    assert one(f"{source} {{T}}").text == text


def test_general_feedback_is_the_explanation():
    question = one("Đúng không? {T####Vì thế}")
    assert question.explanation == "Vì thế"


def test_categories_ids_tags_and_levels():
    found = gift.read(
        "$CATEGORY: $course$/top/Chương 1\n\n// [id:C1-07] [tag:ôn tập] [tag:NB]\nA? {T}\n\n"
        "$CATEGORY: Chương 2/Bài 1\nB? {F}\n".encode()
    )
    first, second = (item.question for item in found.questions)
    assert (first.topic, first.code, first.tags, first.level) == (
        "Chương 1",
        "C1-07",
        ("ôn tập",),
        Level.RECOGNITION,
    )
    assert second.topic == "Chương 2/Bài 1"


def test_comments_are_left_out():
    assert one("// ghi chú\nA? {\n// trong\n=b\n~c}").text == "A?"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding, end):
    data = end.join(["::Đề:: Nước ta?", "{=Việt Nam", "~Lào}", "", "B? {T}"]).encode(encoding)
    first, second = (item.question for item in gift.read(data).questions)
    assert (first.title, first.options[0].text, second.text) == ("Đề", "Việt Nam", "B?")


@pytest.mark.parametrize(
    "text,code,lines",
    [
        ("A? {T}\n\nB? {=a", "gift.brace_open", (3, 3)),
        ("A? =a}\n\nB? {T}", "gift.brace_close", (1, 1)),
        ("chỉ là chữ", "gift.description", (1, 1)),
        ("A? {=a ~}", "question.empty_option", (1, 1)),
        ("A? {~}", "gift.few_answers", (1, 1)),
        ("A? {#}", "gift.no_answers", (1, 1)),
        ("A? {#ba}", "gift.not_a_number", (1, 1)),
        ("A? {=a -> b =c}", "gift.no_arrow", (1, 1)),
        ("A? {T}  {F}", "gift.second_answer", (1, 1)),
        ("A? {\n=a\n\n~b}", "gift.blank_line", (1, 4)),
        ("::1:: A? {T}\n::2:: B? {F}", "gift.no_blank_line", (2, 2)),
        ("A? {~%150%a =b}", "gift.weight", (1, 1)),
        ("A? {~a ~b}", "question.no_key", (1, 1)),
        ("A? {=%50%a ~b}", "question.no_key", (1, 1)),
        ("[htmlx]A? {T}", "gift.unknown_format", (1, 1)),
        ("A? {~%50,5%a =b}", "gift.weight", (1, 1)),
        ("A? {=a -> b =c ->}", "gift.no_right", (1, 1)),
        ("A? {#5 ~lẻ#sai}", "text.left_out", (1, 1)),
        ("A? {" + "=a " * 201 + "}", "question.too_many_answers", (1, 1)),
    ],
)
def test_what_goes_wrong_is_named_with_its_lines(text, code, lines):
    found = {problem.code: problem for problem in gift.read(text.encode()).all_problems()}
    assert code in found
    assert (found[code].place.first, found[code].place.last) == lines


def test_an_empty_file_says_so():
    assert codes("") == ["file.empty"]
    assert codes("// nur\n") == ["file.nothing"]


@pytest.mark.parametrize(
    "percent,weight",
    [
        ("33.333", Fraction(1, 3)),
        ("66.66", Fraction(2, 3)),
        ("-16.66667", Fraction(-1, 6)),
        ("5", Fraction(1, 20)),
        ("33.3", Fraction(333, 1000)),
        ("0.004", Fraction(4, 100_000)),
        ("33.33333333333333333333333333", Fraction(1, 3)),
    ],
)
def test_percentages_are_exact_or_the_fraction_that_they_were_cut_from(percent, weight):
    assert one(f"A? {{~%{percent}%a ~b}}").options[0].weight == weight


def test_what_is_on_the_right_of_a_pair_is_plain_text_as_in_moodle():
    question = one("[html]<b>A</b>? {=[html]<i>x</i> -> a < b =y -> [html]z}")
    assert [right.text for right in question.rights] == ["a &lt; b", "[html]z"]


def test_ranges_are_halved_exactly():
    (accepted,) = one("A? {#0.0000000000000000000000000000001..1}").accepted
    assert str(accepted.value) == "0.50000000000000000000000000000005"


def test_anything_else_may_be_written_as_a_star():
    question = one("A? {#=5 =%0%*#xem lại}")
    assert (len(question.accepted), question.otherwise) == (1, "xem lại")


def test_a_second_tag_that_is_a_level_stays_a_tag():
    question = one("// [tag:NB] [tag:TH]\nA? {T}")
    assert (question.level, question.tags) == (Level.RECOGNITION, ("TH",))


def test_a_file_of_too_many_questions_is_refused_as_a_whole():
    found = gift.read(b"{}\n\n" * 20_001)
    assert ([problem.code for problem in found.problems], found.questions) == (
        ["file.too_many_questions"],
        [],
    )


SYNTAX = st.lists(
    st.sampled_from(
        [
            "::",
            "{",
            "}",
            "=",
            "~",
            "#",
            "####",
            "->",
            "\n",
            "\n\n",
            "//",
            "%50%",
            "%-",
            "\\",
            "\\n",
            "T",
            "[html]",
            "$CATEGORY: x",
            "a",
            "Đ ",
            "1",
            "..",
            ":",
        ]
    ),
    max_size=30,
).map("".join)


def test_what_stands_between_a_category_and_a_comment_is_named():
    [problem] = gift.read(b"// dau\n$CATEGORY: x\nMot cau\n// cuoi").problems
    assert (problem.code, problem.place.first, problem.place.last) == ("gift.description", 3, 4)


def test_an_empty_line_among_the_answers_leaves_every_line_its_number():
    [question] = gift.read(b"{\n\n}\n::cuoi").questions
    assert (question.place.first, question.place.last) == (1, 3)
    assert [problem.place.first for problem in gift.read(b"{\n\n}\n::cuoi").problems] == [4]


@settings(max_examples=scaled(20_000))
@example("{\n\n}\n::")
@given(SYNTAX)
def test_no_text_breaks_the_reader_and_nothing_disappears(text):
    found = gift.read(text.encode())
    places = [item.place for item in found.questions] + [p.place for p in found.problems if p.place]
    named = {number for place in places for number in range(place.first, place.last + 1)}
    assert all(
        number in named or line.lstrip().startswith(("//", "$CATEGORY:"))
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    )


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data):
    gift.read(data)
