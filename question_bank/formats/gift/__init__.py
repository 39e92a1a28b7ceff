"""GIFT, the text format of Moodle: reading as Moodle reads it, and writing what reads back equal."""

from question_bank.formats.gift.reader import NAME, read
from question_bank.formats.gift.writer import WRITERS, supports, write

__all__ = ["NAME", "WRITERS", "read", "supports", "write"]
