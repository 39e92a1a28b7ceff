"""What a search finds, the nearest first: its number, then its heading, then words side by side, then anywhere."""

from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup
from sqlalchemy import ColumnElement, and_, case, or_, select

from lms import database
from lms.documents.models import Document
from lms.documents.numbers import key_of, number_of
from lms.documents.searching import index, words
from lms.documents.searching.excerpts import excerpt, marked
from lms.documents.texts.models import DocumentText
from question_bank.markup import folded


def finds(typed: str) -> ColumnElement[bool]:
    """The condition on Document: its number, its heading or its text is what was typed."""
    asked = words.asked(typed)
    return or_(*_headings(typed), *([index.has(asked)] if asked else []))


def nearness(typed: str) -> ColumnElement[Any]:
    """What is found in the best way comes first."""
    asked, pairs = words.asked(typed), words.side_by_side(typed)
    ways = [*_headings(typed), *([index.has([*asked, *pairs])] if pairs else [])]
    return case(*[(way, rank) for rank, way in enumerate(ways)], else_=len(ways))


def in_context(documents: Sequence[Document], typed: str) -> dict[int, Markup]:
    """Where the words stand in the texts of these documents, marked."""
    statement = select(DocumentText.document_id, DocumentText.body).where(
        DocumentText.document_id.in_([one.id for one in documents])
    )
    asked = words.asked(typed)
    rows = database.session.execute(statement)
    return {one: shown for one, body in rows if "<mark>" in (shown := excerpt(body.split("\n"), asked))}


def highlighter(typed: str) -> Callable[[str], Markup]:
    """Marks the words of the search in a line."""
    asked = words.asked(typed)
    return lambda line: marked(line, asked)


def _headings(typed: str) -> list[ColumnElement[bool]]:
    """The number itself, then all words in the heading."""
    number = number_of(typed)
    exact = [Document.number_key == key_of(number)] if number else []
    return [*exact, and_(*map(_heading_has, typed.casefold().split()[: words.MOST_WORDS]))]


def _heading_has(word: str) -> ColumnElement[bool]:
    """Also a part of a word; one typed without marks finds those with marks."""
    column = Document.search_key if folded(word) == word else Document.words
    return column.contains(word, autoescape=True)
