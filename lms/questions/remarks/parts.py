"""The parts of a question that a remark can hang on. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from lms.questions.outline import Line
from question_bank.question import Question

STEM, KEY, EXPLANATION, SOURCE, LINE = "stem", "key", "explanation", "source", "line-"
_OFFERING = frozenset({"single_choice", "multiple_choice"})


@dataclass(frozen=True)
class Part:
    """`key` names it in its version, which never changes; a line has a `mark`, and may be an `option` to choose."""

    key: str
    mark: str = ""
    option: bool = False


def parts_of(asked: Question, lines: Sequence[Line]) -> list[Part]:
    """In reading order; explanation and source also where there is none, since that may be what is missing."""
    option = asked.type in _OFFERING
    below = [
        Part(f"{LINE}{place}", line.mark.strip(" .)=") or str(place + 1), option)
        for place, line in enumerate(lines)
    ]
    return [Part(STEM), *below, Part(KEY), Part(EXPLANATION), Part(SOURCE)]
