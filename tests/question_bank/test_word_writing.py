"""Word and plain text as they are written: the layout that reads back equal."""

import io

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings, strategies as st

from question_bank.formats import CannotWrite, plain_text, word
from question_bank.formats.vietnamese.writing import WRITERS
from question_bank.formats.word.pictures import kind_of, picture_name
from question_bank.formats.writing import comparable
from question_bank.options import options
from question_bank.question import Level
from question_bank.types import Essay, MultipleChoice, Numeric, ShortText, SingleChoice, TrueFalse, accepted
from tests.question_bank.examples import CAPITAL, FOUR, NUMBER, ORGANS, STEPS, TALK
from tests.question_bank.strategies import BY_TYPE, questions
from tests.question_bank.word_files import picture
from tests.scale import scaled

SUPPORTED = {"essay", "multiple_choice", "numeric", "short_text", "single_choice", "statements", "true_false"}
BOTH = pytest.mark.parametrize("form", [word, plain_text], ids=["word", "text"])
ABLE = [
    CAPITAL,
    ORGANS,
    FOUR,
    TALK,
    TrueFalse(text="Nước chảy xuống chỗ thấp.", answer=False, explanation="Vì trọng lực."),
    ShortText(text="Sông nào?", accepted=accepted(["sông Hồng", "Nhị Hà"])),
    Numeric(text="Một nửa của 7?", accepted=(type(NUMBER.accepted[0])(NUMBER.accepted[0].value),)),
    SingleChoice(
        text="Nước là H<sub>2</sub>O.<br>Đúng nhất là:",
        options=options(["Cả A và B", "m<sup>2</sup>", "C. Mác và Ph. Ăngghen"], [2]),
        explanation="Theo giáo trình.<br>Trang 7.",
        code="KT-07",
        topic="Kinh tế chính trị",
        level=Level.APPLICATION,
        tags=("ôn tập", "2026"),
        source="Điều 4",
    ),
]


def test_what_the_layout_can_hold_is_pinned():
    assert {kind.type for kind in WRITERS} == SUPPORTED


@BOTH
@pytest.mark.parametrize("question", ABLE, ids=lambda question: question.type)
def test_each_of_these_reads_back_equal(form, question):
    (found,) = form.read(form.write([question])).questions
    assert comparable(found.question) == comparable(question)
    assert [problem.code for problem in found.problems] in ([], ["key.several"])


@BOTH
def test_a_whole_file_reads_back_equal_essays_among_others(form):
    mixed = [CAPITAL, TALK, FOUR, Essay(text="Vì sao?"), *ABLE]
    found = form.read(form.write(mixed))
    assert [comparable(one.question) for one in found.questions] == [comparable(one) for one in mixed]


@BOTH
def test_what_cannot_be_said_is_refused_by_name(form):
    with pytest.raises(CannotWrite) as refused:
        form.write([CAPITAL, STEPS, NUMBER])
    assert [(str(one.place), one.code) for one in refused.value.problems] == [
        ("question 2", "format.type"),
        ("question 3", "format.field"),
    ]


def test_word_itself_could_open_it():
    document = Document(io.BytesIO(word.write([CAPITAL])))
    assert [one.text for one in document.paragraphs][:2] == ["Câu 1: Thủ đô của nước ta?", "A. Hà Nội"]
    assert document.paragraphs[0].runs[0].bold


def test_pictures_go_along_if_they_are_given():
    data = picture().getvalue()
    name = picture_name(data, kind_of(data))
    question = SingleChoice(text=f'Hình <img src="file:{name}">?', options=CAPITAL.options)
    (found,) = word.read(word.write([question], {name: data})).questions
    assert comparable(found.question) == comparable(question)
    assert found.files == {name: data}
    assert word.supports(question).params == {"field": "text"}


@BOTH
@settings(max_examples=scaled(10_000, 50), suppress_health_check=list(HealthCheck), deadline=None)
@given(made=st.lists(BY_TYPE["single_choice"]() | BY_TYPE["essay"]() | questions(), max_size=3))
def test_what_is_written_reads_back_equal(form, made):
    able = [question for question in made if form.supports(question) is None]
    found = form.read(form.write(able)).questions
    assert [comparable(one.question) for one in found] == [comparable(question) for question in able]


words = st.sampled_from(
    ["Đảng ta ra đời năm nào?", "năm 1930", "Điều 4, khoản 2", "là:", "C. Mác", "……", "CNXH"]
)


@BOTH
@settings(max_examples=scaled(5_000, 50), suppress_health_check=list(HealthCheck), deadline=None)
@given(
    made=st.lists(
        st.builds(
            lambda text, texts, right, level, topic: (SingleChoice if len(right) < 2 else MultipleChoice)(
                text=text, options=options(texts, set(right)), level=level, topic=topic
            ),
            words,
            st.lists(words, min_size=3, max_size=5, unique=True),
            st.sets(st.integers(0, 2), max_size=2),
            st.sampled_from([None, *Level]),
            st.sampled_from(["", "Chương 1", "Kinh tế"]),
        ),
        max_size=4,
    )
)
def test_ordinary_questions_are_never_refused(form, made):
    found = form.read(form.write(made)).questions
    assert [comparable(one.question) for one in found] == [comparable(question) for question in made]
