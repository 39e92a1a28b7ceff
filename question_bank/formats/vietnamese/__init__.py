"""Questions as people here write them, in Word or as plain text: `Câu 1:`, `A.` to `D.`, and a key in many ways."""

from question_bank.formats.vietnamese.grammar import read_lines
from question_bank.formats.vietnamese.key_tables import Answer, answers_in_table
from question_bank.formats.vietnamese.lines import LOOKS, PICTURE, Line, Run, limited, text_line

__all__ = [
    "LOOKS",
    "PICTURE",
    "Answer",
    "Line",
    "Run",
    "answers_in_table",
    "limited",
    "read_lines",
    "text_line",
]
