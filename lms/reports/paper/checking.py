"""Whether a .docx from outside may serve as a template. Each reason is one code; nothing of a refused file is kept."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from lms.reports.paper.filling import FIELD, fields_of, text_of
from lms.reports.paper.package import DOCUMENT, STRICT, Docx, W, take_apart
from question_bank.formats.archives import Unreadable, parsed
from question_bank.formats.word.safety import has_macros, leads_outside

LARGEST = 5 << 20
MOST_MEMBERS = 300
MOST_PARAGRAPHS = 3000
DEEPEST_TABLE = 3  # tables in tables
EMBEDDED = re.compile(r"/(?:embeddings|activeX|ctrlProps)/", re.IGNORECASE)
FETCHES = re.compile(
    r"\b(?:INCLUDETEXT|INCLUDEPICTURE|DDE|DDEAUTO|LINK|IMPORT|DATABASE|HYPERLINK)\b", re.IGNORECASE
)
DOCX_TYPE = b"wordprocessingml.document.main+xml"
BRACKETS = re.compile(r"\{\{(.*?)\}\}|\{[%#].*?[%#]?\}|\{\{", re.DOTALL)


@dataclass(frozen=True)
class Refusal:
    """`code` says why, `what` the place or the word that it is about."""

    code: str
    what: str = ""


def refusal(data: bytes, known: Collection[str]) -> Refusal | None:
    """Why this file cannot be a template with `known` fields; None if it can."""
    if len(data) > LARGEST:
        return Refusal("too-large")
    try:
        docx = take_apart(data)
        return _inside(docx) or _written(docx, known)
    except Unreadable as unreadable:
        return Refusal(_code_of(unreadable))


def _code_of(unreadable: Unreadable) -> str:
    codes = {
        "file.unpacks_too_large": "too-large",
        "file.too_large": "too-large",
        "file.forbidden_xml": "forbidden",
    }
    return codes.get(unreadable.problem.code, "damaged")


def _inside(docx: Docx) -> Refusal | None:
    members = docx.members
    if len(members) > MOST_MEMBERS:
        return Refusal("too-large")
    if DOCUMENT not in members or "[Content_Types].xml" not in members:
        return Refusal("damaged")
    types = members["[Content_Types].xml"]
    if has_macros(members, types):
        return Refusal("macros")
    if any(EMBEDDED.search(f"/{name}") for name in members):
        return Refusal("embedded")
    if any(leads_outside(parsed(data)) for name, data in members.items() if name.endswith(".rels")):
        return Refusal("links")
    if DOCX_TYPE not in types or STRICT in members[DOCUMENT]:
        return Refusal("damaged")
    return None


def _nested(body: Any) -> int:
    depths = (1 + sum(1 for _above in table.iterancestors(W + "tbl")) for table in body.iter(W + "tbl"))
    return max(depths, default=0)


def _written(docx: Docx, known: Collection[str]) -> Refusal | None:
    body = docx.texts[DOCUMENT]
    if body.find(W + "body") is None:
        return Refusal("damaged")
    if sum(1 for _paragraph in body.iter(W + "p")) > MOST_PARAGRAPHS or _nested(body) > DEEPEST_TABLE:
        return Refusal("too-large")
    for root in docx.texts.values():
        if any(FETCHES.search(code.text or "") for code in root.iter(W + "instrText")):
            return Refusal("links")
        if any(FETCHES.search(code.get(W + "instr") or "") for code in root.iter(W + "fldSimple")):
            return Refusal("links")
        if next(root.iter(W + "altChunk", W + "object", W + "control"), None) is not None:
            return Refusal("embedded")
        for paragraph in root.iter(W + "p"):
            for match in BRACKETS.finditer(text_of(paragraph)):
                if not FIELD.fullmatch(match[0]) or FIELD.fullmatch(match[0])[1] not in known:  # type: ignore[index]
                    return Refusal("unknown-field", match[0][:60])
    return None if fields_of(docx) else Refusal("no-field")
