"""Bytes to text: whatever encoding a lecturer's computer chose."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from question_bank.markup import normalised
from question_bank.problems import Problem, error, warning

MEGABYTE = 1_000_000
LARGEST = 20 * MEGABYTE
LONGEST_NAMED = 1_000
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True)
class Text:
    """The lines of a file, in NFC, and what went wrong in reading them."""

    lines: list[str]
    problems: list[Problem]

    @property
    def readable(self) -> bool:
        return bool(self.lines)


def decoded(data: bytes) -> Text:
    """The text of a file. Unicode if it is; else the Vietnamese code page of Windows, with a word about it."""
    if len(data) > LARGEST:
        return Text([], [error("file.too_large", limit=LARGEST // MEGABYTE)])
    text, problems = _text(data)
    lines = normalised(text).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n")
    if not any(line.strip() for line in lines):
        return Text([], [error("file.empty")])
    return Text(lines, problems + _lost(text))


def _text(data: bytes) -> tuple[str, list[Problem]]:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), []
    if encoding := _utf_16_without_mark(data):
        return data.decode(encoding, "replace"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _not_unicode(data)


def _utf_16_without_mark(data: bytes) -> str:
    """UTF-16 of mostly Latin text has a zero in every second byte."""
    head = data[:2000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if len(head) < 4 or max(even, odd) <= len(head) // 8:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _not_unicode(data: bytes) -> tuple[str, list[Problem]]:
    """A broken byte or two in UTF-8 are lost; otherwise it is Windows-1258."""
    utf_8 = data.decode("utf-8", "replace")
    multibyte = sum(letter > "\x7f" for letter in utf_8)
    if utf_8.count("\ufffd") * 10 < multibyte:
        return utf_8, []
    name = "Windows-1258"
    return data.decode("cp1258", "replace"), [warning("text.guessed_encoding", encoding=name)]


def _lost(text: str) -> list[Problem]:
    count = text.count("\ufffd")
    return [warning("text.lost_letters", count=count)] if count else []


def left_out(text: str) -> str:
    """A piece of text short enough for a message, and long enough to be found again."""
    return text if len(text) <= LONGEST_NAMED else text[: LONGEST_NAMED - 1] + "…"
