"""Answers at the end, explanations, and every type of question in plain text."""

import pytest

from question_bank.question import Level
from question_bank.types import Essay, MultipleChoice, Numeric, ShortText, Statements, TrueFalse
from tests.question_bank.plain_lines import OPTIONS, codes, key, one, read


@pytest.mark.parametrize(
    "table",
    [
        "1-A 2-C",
        "1.A 2.C",
        "1A 2C",
        "1: A; 2: C",
        "1-A\n2-C",
        "Câu\t1\t2\nĐáp án\tA\tC",
        "Câu 1: A\nCâu 2: C",
        "1 2\nA C",
    ],
)
@pytest.mark.parametrize("heading", ["BẢNG ĐÁP ÁN\n", "HẾT\nĐÁP ÁN\n", "---HẾT---\n"])
def test_answers_at_the_end(table, heading):
    found = read(f"Câu 1: X?\n{OPTIONS}Câu 2: Y?\n{OPTIONS}{heading}{table}\n")
    assert [key(item.question) for item in found.questions] == [[0], [2]]
    assert [problem.severity for problem in found.all_problems() if problem.severity != "note"] == []


def test_answers_at_the_end_for_two_parts_that_count_anew():
    part = f"Câu 1: X?\n{OPTIONS}Câu 2: Y?\n{OPTIONS}"
    found = read(f"PHẦN I\n{part}PHẦN II\n{part.replace('X', 'Z').replace('Y', 'T')}HẾT\n1-A 2-B 1-C 2-D")
    assert [key(item.question) for item in found.questions] == [[0], [1], [2], [3]]


def test_a_table_that_cannot_tell_is_asked_about():
    part = f"Câu 1: X?\n{OPTIONS}"
    assert "key.table_ambiguous" in codes(f"PHẦN I\n{part}PHẦN II\n{part}HẾT\n1-A 2-B")


def test_an_answer_for_no_question_is_named():
    assert "key.table_unmatched" in codes(f"Câu 1: X?\n{OPTIONS}HẾT\n1-A 7-B")


@pytest.mark.parametrize(
    "word",
    [
        "Lời giải:",
        "Giải thích:",
        "Hướng dẫn:",
        "Hướng dẫn giải.",
        "HDG:",
        "Lời giải\n",
        "Giải thích chi tiết:",
    ],
)
def test_an_explanation_is_kept(word):
    question = one(f"Câu 1: X?\n{OPTIONS}Đáp án: A\n{word} Vì Điều 4\nHiến pháp quy định.")
    assert question.explanation.replace("<br>", " ") == "Vì Điều 4 Hiến pháp quy định."
    assert key(question) == [0]


def test_the_key_may_stand_in_the_explanation():
    question = one(f"Câu 1: X?\n{OPTIONS}Lời giải\nVì thế.\nChọn B.")
    assert (key(question), question.explanation) == ([1], "Vì thế.")


def test_source_and_level_are_read():
    question = one(f"Câu 1 (TH): X?\n{OPTIONS}Đáp án: A\nCăn cứ: Điều 4 Hiến pháp 2013")
    assert (question.level, question.source, question.text) == (
        Level.UNDERSTANDING,
        "Điều 4 Hiến pháp 2013",
        "X?",
    )
    assert one(f"Câu 1: X? (Vận dụng cao)\n{OPTIONS}Đáp án: A").level is Level.HIGH_APPLICATION
    assert one(f"Câu 1: X?\n{OPTIONS}Đáp án: A\nMức độ: Nhận biết").level is Level.RECOGNITION


@pytest.mark.parametrize(
    "answer,expected", [("ĐÚNG", True), ("Sai", False), ("Đúng. Theo Điều 2.", True), ("S", False)]
)
def test_true_or_false(answer, expected):
    question = one(f"Câu 1: Nước ta có 63 tỉnh.\nTrả lời : {answer}")
    assert isinstance(question, TrueFalse)
    assert question.answer is expected


def test_the_reason_behind_true_or_false_is_the_explanation():
    assert one("Câu 1: X.\nTrả lời: ĐÚNG. Theo Điều 2.").explanation == "Theo Điều 2."


@pytest.mark.parametrize(
    "ideas,last",
    [
        ("a) m (Đ)\nb) n (S)\nc) p (Đúng)\nd) q (Sai)", ""),
        ("a) m - Đúng\nb) n - Sai\nc) p – Đúng\nd) q – Sai", ""),
        ("a) m\nb) n\nc) p\nd) q", "Đáp án: ĐSĐS"),
        ("a) m\nb) n\nc) p\nd) q", "Đáp án: Đ S Đ S"),
        ("a) m\nb) n\nc) p\nd) q", "Đáp án: a) Đ b) S c) Đ d) S"),
        ("a. m\nb. n\nc. p\nd. q", "Đáp án: a-Đúng, b-Sai, c-Đúng, d-Sai"),
    ],
)
def test_four_statements(ideas, last):
    question = one(f"Câu 1: Mỗi ý sau đúng hay sai?\n{ideas}\n{last}")
    assert isinstance(question, Statements)
    assert [(part.text, part.right) for part in question.statements] == [
        ("m", True),
        ("n", False),
        ("p", True),
        ("q", False),
    ]


def test_a_heading_says_that_statements_follow():
    question = one("PHẦN II. Câu trắc nghiệm đúng sai\nCâu 1: Cho tư liệu.\na) m\nb) n\nHẾT\n1-ĐS")
    assert isinstance(question, Statements)
    assert [part.right for part in question.statements] == [True, False]


def test_typed_answers():
    assert isinstance(one("Câu 1: Năm nào?\nĐáp án: 1945"), Numeric)
    question = one("Câu 1: Ai?\nĐáp án: Trần Phú; đồng chí Trần Phú")
    assert isinstance(question, ShortText)
    assert [answer.text for answer in question.accepted] == ["Trần Phú", "đồng chí Trần Phú"]


def test_an_essay_is_one_by_its_heading_and_asked_about_otherwise():
    assert isinstance(one("PHẦN TỰ LUẬN\nCâu 1: Phân tích.\nHướng dẫn chấm: Nêu hai ý."), Essay)
    assert one("PHẦN TỰ LUẬN\nCâu 1: Phân tích.\nHướng dẫn chấm: Nêu hai ý.").guidance == "Nêu hai ý."
    assert "vietnamese.read_as_essay" in codes("Câu 1: Phân tích.")


@pytest.mark.parametrize(
    "word", ["Gợi ý trả lời:", "Gợi ý:", "Đáp án gợi ý:", "Hướng dẫn chấm:", "Lời giải:"]
)
def test_guidance_for_markers_never_stands_in_the_question(word):
    question = one(f"PHẦN TỰ LUẬN\nCâu 1: Phân tích.\n{word} Nêu hai ý.")
    assert (question.text, question.guidance) == ("Phân tích.", "Nêu hai ý.")


def test_several_right_answers_are_asked_about_unless_the_question_wants_them():
    text = f"Câu 1: X?\n{OPTIONS}Đáp án: A, C"
    assert isinstance(one(text), MultipleChoice)
    assert "key.several" in codes(text)
    assert "key.several" not in codes(text.replace("X?", "Những phương án nào đúng?"))


@pytest.mark.parametrize(
    "text,code",
    [
        (f"Câu 1: X?\n{OPTIONS}", "question.no_key"),
        (f"Câu 1: X?\n{OPTIONS}Đáp án: E", "key.outside"),
        (f"Câu 1: X?\n{OPTIONS}Đáp án: A\nChọn B.", "key.disagree"),
        ("Câu 1: X?\nA. một\nB. một\nĐáp án: A", "question.same_option"),
        ("Câu 1: X?\nA. một\nB.\nĐáp án: A", "question.empty_option"),
        ("Câu 1: X?\nA. một\nB. hai\nD. ba\nĐáp án: A", "vietnamese.letters"),
        (f"Câu 1: X?\n{OPTIONS}Câu 3: Y?\n{OPTIONS}", "vietnamese.number_gap"),
        (f"Câu 1: X?\n{OPTIONS}Câu 2: Y?\n{OPTIONS}Câu 2: Z?\n{OPTIONS}", "vietnamese.number_twice"),
        (f"Câu 1: X?\n{OPTIONS}Câu 2: X?\n{OPTIONS}", "vietnamese.same_question"),
        (f"Đề cương\nCâu 1: X?\n{OPTIONS}", "text.left_out"),
        (f"Câu 1: X?\n{OPTIONS}HẾT\nchúc may mắn", "text.left_out"),
        (f"Câu 1 (0,25 điểm): X?\n{OPTIONS}", "vietnamese.points"),
        (f"Câu 1: X?\n{OPTIONS}Đáp án: A\nvì sao đó", "vietnamese.after_key"),
        (f"Câu 1: X?\n{OPTIONS}\nchữ lạ\nĐáp án: A", "vietnamese.wrapped"),
        ("không có gì", "file.nothing"),
        (" ", "file.empty"),
    ],
)
def test_what_is_uncertain_is_asked(text, code):
    assert code in codes(text)


def test_a_key_that_is_disputed_stays_open():
    question = one(f"Câu 1: X?\n{OPTIONS}Đáp án: A\nB")
    assert key(question) in ([0], [])


def test_questions_without_numbers():
    found = read(
        "Thủ đô của nước ta là:\nA. Hà Nội\nB. Huế\nA\n\nNước ta có bao nhiêu dân tộc?\nA. 54\nB. 45\nA\n"
        "Quốc khánh là ngày nào?\nA. 2/9\nB. 30/4\nA\n"
    )
    assert [item.question.text for item in found.questions] == [
        "Thủ đô của nước ta là:",
        "Nước ta có bao nhiêu dân tộc?",
        "Quốc khánh là ngày nào?",
    ]
    assert [key(item.question) for item in found.questions] == [[0]] * 3


def test_headings_give_the_topic():
    found = read(f"CHƯƠNG 1: NHẬP MÔN\nCâu 1: X?\n{OPTIONS}Bài 2: Kinh tế\nCâu 2: Y?\n{OPTIONS}")
    assert [item.question.topic for item in found.questions] == ["CHƯƠNG 1: NHẬP MÔN", "Bài 2: Kinh tế"]


def test_numbered_lists_in_a_question_are_not_questions():
    found = read(f"Câu 1: Cho:\n1. m\n2. n\nÝ nào?\n{OPTIONS}Đáp án: A\n")
    assert len(found.questions) == 1
