"""Exchange formats. Each reads with `read(data, *, name) -> Imported`; some write with `write(questions) -> bytes`."""

from __future__ import annotations

import re
from collections.abc import Callable

from question_bank.formats import aiken, gift, plain_text, qti, word
from question_bank.formats.archives import OLE
from question_bank.formats.imported import Imported, ImportedQuestion
from question_bank.formats.text import decoded
from question_bank.formats.writing import CannotWrite
from question_bank.problems import Problem, error

READERS: dict[str, Callable[..., Imported]] = {
    gift.NAME: gift.read,
    aiken.NAME: aiken.read,
    word.NAME: word.read,
    qti.NAME: qti.read,
    plain_text.NAME: plain_text.read,
}
ZIP = b"PK\x03\x04"
BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"MZ", b"\x7fELF", b"{\\rtf")
_ANSWER = re.compile(r"^ANSWER\s*:\s*[A-Z]\s*$", re.MULTILINE)
_BRACES = re.compile(r"\{[^{}]*\}", re.DOTALL)
_GIFT_ANSWER = re.compile(r"^\{\s*(?:\}$|[=~#]|T\b|F\b|TRUE\b|FALSE\b|%)")


def read(data: bytes, *, name: str = "", format: str = "") -> Imported:
    """The questions of a file in the given format or, without one, in the one found."""
    found = format or detect(data, name)
    if found not in READERS:
        return Imported([], [error("file.unknown")])
    return READERS[found](data, name=name)


def detect(data: bytes, name: str = "") -> str:
    """The format of a file, told from what is in it; the name decides nothing. Empty if it is not known."""
    if qti.recognised(data):
        return qti.NAME
    if data.startswith((ZIP, OLE)):
        return word.NAME
    if data.startswith(BINARY):
        return ""
    text = "\n".join(decoded(data[:200_000]).lines)
    if _is_gift(text):
        return gift.NAME
    return aiken.NAME if _ANSWER.search(text) else plain_text.NAME


def _is_gift(text: str) -> bool:
    if re.search(r"^(?:::.*::|\$CATEGORY:)", text, re.MULTILINE):
        return True
    return any(_GIFT_ANSWER.match(found[0]) for found in _BRACES.finditer(text))


__all__ = ["CannotWrite", "Imported", "ImportedQuestion", "Problem", "READERS", "detect", "read"]
