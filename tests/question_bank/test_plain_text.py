"""Questions as people here write them, in plain text."""

import json
import re
import unicodedata

import pytest
from hypothesis import given, settings, strategies as st

from question_bank.encoding import encode
from question_bank.formats import plain_text
from question_bank.formats.vietnamese import text_line
from question_bank.formats.vietnamese.key_tables import answers_in
from question_bank.question import Level
from question_bank.types import Essay, MultipleChoice, Numeric, ShortText, SingleChoice, Statements, TrueFalse
from tests.scale import scaled

OPTIONS = "A. một\nB. hai\nC. ba\nD. bốn\n"


def read(text):
    return plain_text.read(text.encode())


def one(text):
    (found,) = read(text).questions
    return found.question


def key(question):
    return [place for place, option in enumerate(question.options) if option.right]


def texts(question):
    return [option.text for option in question.options]


def codes(text):
    return [problem.code for problem in read(text).all_problems()]


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


@pytest.mark.parametrize(
    "change",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(" ", "\xa0"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "".join(f'<p class="MsoNormal">{line}</p>\n' for line in text.splitlines()),
        lambda text: text.replace(" ", "&nbsp;"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("a", "\u200ba"),
    ],
)
def test_dirt_changes_nothing(change):
    text = f"Câu 1: Đảng ta ra đời năm nào?\n{OPTIONS}Đáp án: B\nLời giải: Vì thế.\n"
    clean, dirty = one(text), one(change(text))
    assert clean == dirty


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_of_every_kind(encoding):
    text = f"Câu 1: Đảng ta?\n{OPTIONS}Đáp án: B\n"
    (found,) = plain_text.read(text.encode(encoding)).questions
    assert found.question == one(text)


SIGNS = [
    "Câu 1: ",
    "Câu 2. ",
    "1. ",
    "A. ",
    "B) ",
    "C. Mác",
    "D.",
    "a) ",
    "Đáp án: ",
    "Chọn A",
    "1-A 2-B",
    "HẾT",
    "PHẦN I",
    "Lời giải:",
    "(đúng)",
    "Đúng",
    "x",
    "\n",
    "\n",
    "\n\n",
    "\t",
    "*",
    "BẢNG ĐÁP ÁN",
]
PARTS = st.lists(st.sampled_from(SIGNS), max_size=40).map("".join)


@settings(max_examples=scaled(20_000))
@given(PARTS)
def test_no_line_is_dropped_without_being_named(text):
    found = read(text)
    places = [item.place for item in found.questions] + [p.place for p in found.problems if p.place]
    named = {number for place in places for number in range(place.first, place.last + 1)}
    for number, line in enumerate(text.splitlines(), start=1):
        assert number in named or not line.strip() or is_answer(line)


@settings(max_examples=scaled(20_000))
@given(st.lists(st.tuples(st.sampled_from(SIGNS), st.booleans()), max_size=12))
def test_no_word_is_lost_between_the_lines_and_the_question(parts):
    text = "".join(f"{sign}từ{place}{'~' if wide else chr(10)}" for place, (sign, wide) in enumerate(parts))
    found = read(text.replace("~", " "))
    kept = [json.dumps(encode(item.question), ensure_ascii=False) for item in found.questions]
    told = [problem.message for problem in found.all_problems()]
    for place in range(len(parts)):
        assert re.search(rf"từ{place}(?!\d)", " ".join(kept + told))


def is_answer(line):
    return answers_in([text_line(1, line)])[1] == []


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data):
    plain_text.read(data)


@settings(max_examples=5)
@given(
    st.sampled_from(
        ["Câu 1: ", "A. ", "A. B. C. D. ", "1-A ", "(", "Đáp án: ", "a) đúng ", "\t", "1. ", "Chọn "]
    )
)
def test_a_megabyte_of_one_thing_is_read(part):
    plain_text.read((part * (200_000 // len(part))).encode())
    plain_text.read(((part + "\n") * (100_000 // len(part))).encode())
