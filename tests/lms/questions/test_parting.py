"""Two questions read as one, one read as two: nothing of the file is lost, and what was known stays known."""

import pytest
from hypothesis import given, strategies as st

from lms.questions.parting import apart, together
from lms.questions.retyping import parts_of
from question_bank.markup import plain
from question_bank.question import Question
from question_bank.types import Essay, Numeric, SingleChoice, TrueFalse, options

RUN_TOGETHER = """Câu 5: Đảng ra đời năm nào?
A. 1929
B. 1930
C. 1931
Ai soạn Luận cương chính trị?
A. Trần Phú
B. Hà Huy Tập"""


def as_one(right: int | None = 1) -> SingleChoice:
    texts = ["1929", "1930", "1931 Ai soạn Luận cương chính trị?", "Trần Phú", "Hà Huy Tập"]
    return SingleChoice(text="Đảng ra đời năm nào?", options=options(texts, [] if right is None else [right]))


def words(asked: Question) -> list[str]:
    return [plain(asked.text), *(plain(text) for text, _right in parts_of(asked))]


def test_a_question_is_split_at_the_line_that_a_person_names() -> None:
    first, second = apart(RUN_TOGETHER, as_one(), 4)
    assert words(first.asked) == ["Đảng ra đời năm nào?", "1929", "1930", "1931"]
    assert words(second.asked) == ["Ai soạn Luận cương chính trị?", "Trần Phú", "Hà Huy Tập"]
    assert second.source_text.startswith("Ai soạn")


def test_a_key_that_was_underlined_is_still_known_after_splitting() -> None:
    first, second = apart(RUN_TOGETHER, as_one(right=1), 4)
    assert [right for _text, right in parts_of(first.asked)] == [False, True, False]
    assert {right for _text, right in parts_of(second.asked)} == {None}
    assert "question.no_key" in [problem.code for problem in second.problems]
    assert "question.no_key" not in [problem.code for problem in first.problems]


def test_a_picture_stays_with_the_first_part() -> None:
    asked = SingleChoice(text='Xem hình <img src="/files/abc" alt="">', options=options(["a", "b"], [0]))
    first, second = apart("Câu 1: Xem hình\nA. a\nB. b\nCâu hỏi thêm?\nA. c\nB. d", asked, 3)
    assert "/files/abc" in first.asked.text
    assert "/files/abc" not in second.asked.text


@pytest.mark.parametrize("line", range(1, 7))
def test_wherever_it_is_split_every_word_of_the_original_is_kept(line: int) -> None:
    parts = apart(RUN_TOGETHER, as_one(), line)
    assert "\n".join(part.source_text for part in parts) == RUN_TOGETHER
    told = " ".join(
        " ".join(words(part.asked) + [str(problem.params) for problem in part.problems]) for part in parts
    )
    for word in ("1929", "1930", "1931", "Trần Phú", "Hà Huy Tập", "Luận cương", "ra đời"):
        assert word in told


@given(st.text(min_size=1, max_size=60))
def test_whatever_a_line_says_it_becomes_a_part(words: str) -> None:
    assert len(apart(f"Câu 1: x?\nA. a\nB. b\n{words}", as_one(), 3)) >= 1 + bool(
        words.splitlines()[0].strip()
    )


def test_a_line_that_is_no_question_waits_for_a_person() -> None:
    [_first, second] = apart(
        "Câu 1: x?\nA. a\nB. b\nĐáp án: A\nHết đề", SingleChoice(text="x", options=()), 4
    )
    assert second.problems
    assert plain(second.asked.text) == "Hết đề"


def test_the_rest_of_a_question_is_joined_to_it() -> None:
    head = SingleChoice(text="Cho các ý sau:", options=())
    rest = SingleChoice(text="Ý nào đúng?", options=options(["một", "hai"], [1]), explanation="vì thế")
    whole = together(head, rest)
    assert whole is not None
    assert whole.text == "Cho các ý sau:<br>Ý nào đúng?"
    assert parts_of(whole) == [("một", False), ("hai", True)]
    assert whole.explanation == "vì thế"


def test_lines_that_belong_to_the_last_option_go_there() -> None:
    whole = together(as_one(), SingleChoice(text="còn nữa", options=options(["e", "g"], [])))
    assert whole is not None
    assert words(whole)[-3:] == ["Hà Huy Tập\ncòn nữa", "e", "g"]


def test_two_essays_keep_the_guidance_of_both() -> None:
    whole = together(Essay(text="a", guidance="x"), Essay(text="b", guidance="y"))
    assert isinstance(whole, Essay)
    assert (whole.text, whole.guidance) == ("a<br>b", "x<br>y")


@pytest.mark.parametrize("other", [Numeric(text="n", accepted=())])
def test_types_that_are_more_than_lines_are_not_joined(other: Question) -> None:
    assert together(TrueFalse(text="t", answer=True), other) is None
    assert together(other, TrueFalse(text="t", answer=True)) is None
