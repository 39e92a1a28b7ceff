"""Which format the bytes of a file are in: told from what is in them, whatever the file is called."""

from __future__ import annotations

import re

from question_bank.formats.archives import OLE, Unreadable, opened
from question_bank.formats.sheets.columns import head_place
from question_bank.formats.sheets.grid import from_text
from question_bank.formats.text import decoded

ZIP = b"PK\x03\x04"
BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"MZ", b"\x7fELF", b"{\\rtf")
LOOKED_AT = 200_000
MEMBERS = {"word/document.xml": "word", "xl/workbook.xml": "sheet", "imsmanifest.xml": "qti"}
ROOTS = {
    "quiz": "moodle_xml",
    "questestinterop": "qti",
    "assessmentItem": "qti",
    "assessmentTest": "qti",
    "assessmentSection": "qti",
    "qti-assessment-item": "qti",
    "qti-assessment-test": "qti",
    "qti-assessment-section": "qti",
    "manifest": "qti",
}
_ROOT = re.compile(
    r"\s*(?:<\?[^>]*\?>\s*|<!--(?:[^-]|-(?!->))*-->\s*)*<(?:!DOCTYPE\s+)?(?:[\w.-]+:)?([\w.-]+)",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"^\s*ANSWER\s*:\s*[A-Z]\s*$", re.MULTILINE | re.IGNORECASE)
_BRACES = re.compile(r"\{[^{}]*\}", re.DOTALL)
_GIFT = re.compile(r"^\s*(?:::.*::|\$CATEGORY:)", re.MULTILINE)
_GIFT_ANSWER = re.compile(r"^\{\s*(?:\}$|[=~#]|(?:T|F|TRUE|FALSE)\s*[#}]|%)")


def kind_of(data: bytes) -> str:
    """The name of the format, which there need not be a reader for; empty if it is not known."""
    if data.startswith(OLE):
        return "word"
    if data.startswith(ZIP):
        return _package(data)
    if data.startswith(BINARY):
        return ""
    text = "\n".join(decoded(data[:LOOKED_AT]).lines)
    return _xml(text) or _text(text, data)


def _package(data: bytes) -> str:
    """What the members of a zip file say; any other is taken for Word, whose reader says what is wrong with it."""
    try:
        package = opened(data)
    except Unreadable:
        return "word"
    items = any(member.endswith("item.xml") for member in package.members)
    return next((name for member, name in MEMBERS.items() if member in package), "qti" if items else "word")


def _xml(text: str) -> str:
    found = _ROOT.match(text) if text.lstrip("\ufeff \t\n").startswith("<") else None
    return ROOTS.get(found[1], "") if found else ""


def _text(text: str, data: bytes) -> str:
    if _GIFT.search(text):
        return "gift"
    if _has_heads(data[:LOOKED_AT]):
        return "sheet"
    if any(_GIFT_ANSWER.match(found[0]) for found in _BRACES.finditer(text)):
        return "gift"
    return "aiken" if _ANSWER.search(text) else "plain_text"


def _has_heads(data: bytes) -> bool:
    try:
        return head_place(from_text(data).rows) is not None
    except Unreadable:
        return False
