"""Word files (.docx) with questions as people here write them."""

from question_bank.formats.word.reader import NAME, read

__all__ = ["NAME", "read"]
