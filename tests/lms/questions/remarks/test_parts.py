"""What a remark can hang on."""

import pytest

from lms.questions.outline import outline
from lms.questions.remarks.parts import Part, parts_of
from question_bank.question import Question
from tests.lms.questions.samples import choice
from tests.lms.questions.test_forms import SAMPLES


def parts(asked: Question) -> list[Part]:
    return parts_of(asked, outline(asked))


def test_a_choice_offers_its_text_each_option_by_its_letter_and_what_stands_below() -> None:
    found = parts(choice())
    assert [one.key for one in found] == [
        "stem",
        *("line-0", "line-1", "line-2", "line-3"),
        *("key", "explanation", "source"),
    ]
    assert [one.mark for one in found if one.option] == ["A", "B", "C", "D"]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample.type))
def test_every_part_of_every_type_has_a_key_of_its_own_and_every_line_a_mark(sample: Question) -> None:
    found = parts(sample)
    assert len({one.key for one in found}) == len(found) == len(outline(sample)) + 4
    assert all(one.mark for one in found if one.key.startswith("line-"))
