"""Exchange formats. Each reads with `read(data, *, name) -> Imported`; some write with `write(questions) -> bytes`."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from question_bank.formats import aiken, gift, moodle_xml, plain_text, qti, sheets, word
from question_bank.formats.detecting import kind_of
from question_bank.formats.imported import Imported, ImportedQuestion
from question_bank.formats.writing import CannotWrite
from question_bank.problems import Problem, error

READERS: dict[str, Callable[..., Imported]] = {
    gift.NAME: gift.read,
    moodle_xml.NAME: moodle_xml.read,
    aiken.NAME: aiken.read,
    sheets.NAME: sheets.read,
    word.NAME: word.read,
    qti.NAME: qti.read,
    plain_text.NAME: plain_text.read,
}
WRITERS: dict[str, ModuleType] = {
    gift.NAME: gift,
    moodle_xml.NAME: moodle_xml,
    aiken.NAME: aiken,
    sheets.NAME: sheets,
    word.NAME: word,
    qti.NAME: qti,
    plain_text.NAME: plain_text,
}


def read(data: bytes, *, name: str = "", format: str = "") -> Imported:
    """The questions of a file in the given format or, without one, in the one found."""
    found = format or detect(data, name)
    if found not in READERS:
        return Imported([], [error("file.unknown")])
    return READERS[found](data, name=name)


def detect(data: bytes, name: str = "") -> str:
    """The format of a file, told from what is in it; the name decides nothing. Empty if it is not known."""
    found = kind_of(data)
    return found if found in READERS else ""


__all__ = ["CannotWrite", "Imported", "ImportedQuestion", "Problem", "READERS", "WRITERS", "detect", "read"]
