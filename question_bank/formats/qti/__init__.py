"""QTI, the standard of IMS: read in versions 1.2, 2.0 to 2.2 and 3.0, written in 2.1."""

from question_bank.formats.qti.asking import WRITERS
from question_bank.formats.qti.reader import NAME, read
from question_bank.formats.qti.writer import supports, write

__all__ = ["NAME", "WRITERS", "read", "supports", "write"]
