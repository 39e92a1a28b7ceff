"""Moodle XML: reading what Moodle exports, and writing what reads back equal."""

from question_bank.formats.moodle_xml.reader import NAME, read
from question_bank.formats.moodle_xml.writer import WRITERS, supports, write

__all__ = ["NAME", "WRITERS", "read", "supports", "write"]
