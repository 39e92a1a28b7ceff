"""Questions as people here write them in plain text: numbers, letters, keys and options."""

import pytest

from question_bank.types import Essay, SingleChoice
from tests.question_bank.plain_lines import OPTIONS, key, one, texts


@pytest.mark.parametrize(
    "header",
    [
        "Câu 1:",
        "Câu 1.",
        "Câu 1)",
        "Câu 1",
        "CÂU 1:",
        "Câu hỏi 1:",
        "Câu số 1:",
        "Bài 1:",
        "Bài 1.",
        "1.",
        "1)",
        "1/",
        "**Câu 1:**",
    ],
)
@pytest.mark.parametrize("style", ["{}.", "{})", "{}/", "{} ."])
@pytest.mark.parametrize("letters", ["ABCD", "abcd"])
def test_every_way_to_number_and_to_letter(header, style, letters):
    options = "\n".join(f"{style.format(letter)} ý {letter}" for letter in letters)
    question = one(f"{header} Ý nào?\n{options}\nĐáp án: C\n")
    assert isinstance(question, SingleChoice)
    assert question.text.endswith("Ý nào?")
    assert texts(question) == [f"ý {letter}" for letter in letters]
    assert key(question) == [2]


@pytest.mark.parametrize(
    "sign",
    [
        "Đáp án: C",
        "Đáp án C",
        "ĐÁP ÁN: C.",
        "Đáp án đúng: C",
        "Đáp án đúng là: C",
        "ĐA: C",
        "Chọn C",
        "Chọn C.",
        "=> Chọn đáp án C",
        "[Đáp án: C]",
        "(Đáp án: C)",
        "Trả lời: C",
        "C",
        "c.",
        "Đáp án: C. ba",
        "Đáp án: ba",
        "<Key=C>",
        "Answer: C",
    ],
)
def test_every_way_to_write_the_key(sign):
    question = one(f"Câu 1: Ý nào?\n{OPTIONS}{sign}\n")
    assert key(question) == [2]
    assert texts(question)[-1] == "bốn"


@pytest.mark.parametrize(
    "line",
    [
        "Chọn C. Vì thế.",
        "Lời giải: Chọn C. Vì thế.",
        "Đáp án: C. Vì thế.",
        "Lời giải\nChọn đáp án C, Vì thế.",
    ],
)
def test_a_reason_behind_the_key_is_the_explanation(line):
    question = one(f"Câu 1: Ý nào?\n{OPTIONS}{line}")
    assert (key(question), question.explanation) == ([2], "Vì thế.")


def test_a_letter_with_its_own_option_is_no_reason():
    assert one(f"Câu 1: Ý nào?\n{OPTIONS}Đáp án: C. ba").explanation == ""


def test_the_key_may_stand_on_the_next_line():
    question = one(f"Câu 1: Ý nào?\n{OPTIONS}Đáp án:\nC\nGiải thích: vì thế")
    assert (key(question), texts(question)[3], question.explanation) == ([2], "bốn", "vì thế")


def test_a_wrapped_line_that_begins_like_a_heading_is_none():
    question = one(f"Câu 1: Theo quy định tại\nChương I Hiến pháp, ý nào?\n{OPTIONS}Đáp án: C")
    assert (question.text.replace("<br>", " "), key(question)) == (
        "Theo quy định tại Chương I Hiến pháp, ý nào?",
        [2],
    )


def test_a_long_answer_is_guidance_for_an_essay():
    question = one("Câu 1: Vì sao?\nTrả lời: " + "Vì nhiều lẽ, trước hết là do nhân dân. " * 5)
    assert isinstance(question, Essay)
    assert question.guidance.startswith("Vì nhiều lẽ")


@pytest.mark.parametrize("mark", ["(đúng)", "(Đúng)", "[đúng]", "(đáp án đúng)", "(x)", "(*)", " - (đúng)."])
def test_a_mark_behind_an_option_is_its_key_and_goes(mark):
    question = one(f"Câu 1: Ý nào?\nA. một\nB. hai {mark}\nC. ba\n")
    assert (key(question), texts(question)) == ([1], ["một", "hai", "ba"])


def test_a_star_before_an_option_is_its_key():
    assert key(one("Câu 1: Ý nào?\nA. một\n*B. hai\nC. ba\n")) == [1]


@pytest.mark.parametrize(
    "options",
    [
        "A. một\tB. hai\tC. ba\tD. bốn",
        "A. một   B. hai   C. ba   D. bốn",
        "A. một B. hai C. ba D. bốn",
        "A. một\tB. hai\nC. ba\tD. bốn",
        "A.một; B.hai; C.ba; D.bốn",
    ],
)
def test_several_options_on_a_line(options):
    question = one(f"Câu 1: Ý nào?\n{options}\nĐáp án: B")
    assert texts(question) == ["một", "hai", "ba", "bốn"]


def test_options_behind_the_question():
    question = one("Câu 1: Thủ đô? A. Hà Nội B. Huế C. Vinh\nĐáp án: A")
    assert (question.text, texts(question)) == ("Thủ đô?", ["Hà Nội", "Huế", "Vinh"])


def test_people_whose_name_begins_like_an_option_stay_whole():
    question = one(
        "Câu 1: Ai?\nA. Do Ph. Ăngghen viết\nB. Do C. Mác và Ph. Ăngghen viết\nC. V. I. Lênin\nD. A. Đumát\nĐáp án: B"
    )
    assert texts(question) == [
        "Do Ph. Ăngghen viết",
        "Do C. Mác và Ph. Ăngghen viết",
        "V. I. Lênin",
        "A. Đumát",
    ]


def test_small_letters_in_the_question_are_not_its_options():
    question = one(f"Câu 1: Cho các ý:\na) m\nb) n\nÝ nào đúng?\n{OPTIONS}Đáp án: A")
    assert texts(question) == ["một", "hai", "ba", "bốn"]
    assert "b) n" in question.text


def test_hard_wrapped_lines_are_joined():
    question = one("Câu 1: Đảng ta ra đời\nvào năm nào?\nA. năm\n1930\nB. năm 1945\nĐáp án: A")
    assert question.text == "Đảng ta ra đời vào năm nào?"
    assert texts(question)[0].replace("<br>", " ") == "năm 1930"
