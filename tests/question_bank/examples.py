"""One good question of every type, for tests that want a known answer."""

from decimal import Decimal

from question_bank.types import (
    AcceptedNumber,
    Cloze,
    Essay,
    Gap,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
    Statements,
    TrueFalse,
    accepted,
    items,
    matching,
    options,
    statements,
)

CAPITAL = SingleChoice(text="Thủ đô của nước ta?", options=options(["Hà Nội", "Huế", "Đà Nẵng", "Vinh"], [0]))
ORGANS = MultipleChoice(
    text="Chọn các cơ quan.", options=options(["Quốc hội", "Chính phủ", "Chợ", "Trường"], [0, 1])
)
FACT = TrueFalse(text="Nước chảy xuống chỗ thấp.", answer=True, feedback_false="Xem lại bài.")
FOUR = Statements(
    text="Mỗi ý đúng hay sai?", statements=statements(["m", "n", "p", "q"], [True, False, True, True])
)
WORD = ShortText(text="Sông chảy qua thủ đô?", accepted=accepted(["sông Hồng", "Hồng*"]))
NUMBER = Numeric(text="Một nửa của 7?", accepted=(AcceptedNumber(Decimal("3.5"), Decimal("0.1")),))
PAIRS = Matching(text="Ghép.", **matching([("một", "1"), ("hai", "2"), ("uno", "1")], ["9"]))
STEPS = Ordering(text="Xếp.", items=items(["sáng", "trưa", "chiều", "tối"]))
GAPS = Cloze(
    text="Một cộng một là [[g1]], hai cộng hai là [[g2]].",
    gaps=(
        Gap("g1", ShortText(text="", accepted=accepted(["hai"]))),
        Gap("g2", SingleChoice(text="", options=options(["ba", "bốn"], [1], scope="g2")), weight=3),
    ),
)
TALK = Essay(text="Trình bày suy nghĩ về việc học.", guidance="Nêu được hai ý.")
ALL = [CAPITAL, ORGANS, FACT, FOUR, WORD, NUMBER, PAIRS, STEPS, GAPS, TALK]


def ids(question: object, name: str = "options") -> list[str]:
    """The ids of the parts of a question, in the order in which it was written."""
    return [part.id for part in getattr(question, name)]
