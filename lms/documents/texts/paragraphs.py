"""Clean paragraphs: from lines of a PDF, which break where the paper ends, and from paragraphs of Word. Pure."""

import re
from collections.abc import Iterable, Sequence

from lms.documents.texts.clauses import mark_of
from question_bank.markup import tidy

_ENDS = (".", ";", ":", "!", "?", "…", "./.")
_ITEM = re.compile(r"[-–—+•*]\s*\S")
_PAGE_NUMBER = re.compile(r"[-–—\s]*\d{1,4}[-–—\s]*")
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
FULL = 0.7  # a line that is shorter than this part of the longest ends its paragraph


def clean(texts: Iterable[str]) -> list[str]:
    """One line a paragraph, spaces folded, nothing that cannot be seen."""
    tidied = (tidy(_UNWANTED.sub(" ", text)) for text in texts)
    return [" ".join(line.split()) for text in tidied for line in text.split("\n") if line.strip()]


def joined(pages: Sequence[str]) -> list[str]:
    """The lines of pages as paragraphs; page numbers are left out, a sentence goes on over the page."""
    lines = [line for page in pages for line in clean([page]) if not _PAGE_NUMBER.fullmatch(line)]
    longest = max(map(len, lines), default=0)
    found: list[list[str]] = []
    before = ""
    for line in lines:
        if found and _goes_on(before, line, longest):
            found[-1].append(line)
        else:
            found.append([line])
        before = line
    return [" ".join(one) for one in found]


def _goes_on(before: str, line: str, longest: int) -> bool:
    if mark_of(line) or _ITEM.match(line) or before.endswith(_ENDS):
        return False
    if line[:1].islower() or before.endswith(","):
        return True
    return len(before) >= FULL * longest and before.isupper() == line.isupper()
