"""Word files (.docx) with questions as people here write them, and writing them in a layout that reads back equal."""

from question_bank.formats.vietnamese.writing import WRITERS
from question_bank.formats.word.document import Document, read_document
from question_bank.formats.word.reader import NAME, paragraphs, read
from question_bank.formats.word.writer import supports, write

__all__ = ["NAME", "WRITERS", "Document", "read_document", "paragraphs", "read", "supports", "write"]
