"""A clause of a document as it is put into a page: its words, and where they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from flask_babel import gettext as _

from lms.documents import queries as register
from lms.documents.forms import unclear
from lms.documents.models import Document
from lms.documents.texts import clauses, service as document_texts
from lms.documents.texts.clauses import Paragraph
from lms.lessons.texts.cleaning import address_of

LONGEST = 6  # paragraphs of a clause that are taken over


@dataclass(frozen=True)
class Quoted:
    """The quote to put in; or `problem`, why there is none."""

    html: str = ""
    problem: str = ""


def quoted(typed: str, clause: str) -> Quoted:
    """The clause of the document that was typed; only its place where the register does not hold the text."""
    if not typed.strip():
        return Quoted(problem=_("Name the document that is quoted."))
    found = register.cited(typed)
    if found.only is None:
        return Quoted(problem=unclear(found))
    clause = " ".join(clause.split())[:200]
    words = _words(found.only, clause)
    said = "".join(f"<p>{escape(one, quote=False)}</p>" for one in words)
    return Quoted(f"<blockquote>{said}<p>{_source(found.only, clause)}</p></blockquote>")


def _source(document: Document, clause: str) -> str:
    named = f"{clause}, {document.citation}" if clause else document.citation
    return f'<a href="{escape(address_of(document.id, clause))}">{escape(named, quote=False)}</a>'


def _words(document: Document, clause: str) -> list[str]:
    """The paragraphs of the clause; none if the text does not have that very clause."""
    text = document_texts.text_of(document.id) if clause else None
    if text is None:
        return []
    marked = clauses.marked(text.paragraphs)
    place = clauses.place_of(clause, marked)
    start = next((number for number, one in enumerate(marked) if place and one.anchor == place), None)
    if start is None or clauses.cited_marks(clause)[-1:] != list(marked[start].path[-1:]):
        return []
    return [marked[start].text, *(one.text for one in _below(marked[start + 1 :], marked[start].path))]


def _below(following: Sequence[Paragraph], path: tuple[clauses.Mark, ...]) -> Iterator[Paragraph]:
    for one in following[: LONGEST - 1]:
        if one.path[: len(path)] != path:
            return
        yield one
