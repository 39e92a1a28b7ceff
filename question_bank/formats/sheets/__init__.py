"""Sheets (.xlsx, .csv): the template, which is also written, and any other columns that can be told apart."""

from question_bank.formats.sheets.reader import NAME, Layout, layout, read
from question_bank.formats.sheets.writer import WRITERS, supports, write, write_csv

__all__ = ["NAME", "WRITERS", "Layout", "layout", "read", "supports", "write", "write_csv"]
