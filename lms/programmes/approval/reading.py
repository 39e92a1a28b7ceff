"""The content of programmes: topics with periods in their order, and the documents. Two statements for many."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from lms import database
from lms.programmes.models import Programme, Topic, TopicNesting
from lms.programmes.sources.models import SHELF


def content_of(programme: Programme) -> dict[str, Any]:
    return contents_of([programme])[programme.id]


def contents_of(programmes: Sequence[Programme]) -> dict[int, dict[str, Any]]:
    """By the id of the programme."""
    topics, documents = _topics(programmes), SHELF.of_all(programmes)
    return {
        one.id: {
            "code": one.code,
            "version": one.version,
            "title": one.title,
            "basis": one.basis,
            "topics": topics.get(one.id, []),
            "documents": [_document(cited) for cited in documents.get(one.id, ())],
        }
        for one in programmes
    }


def _topics(programmes: Sequence[Programme]) -> dict[int, list[dict[str, Any]]]:
    above = aliased(Topic)
    statement = (
        select(Topic, above.lineage)
        .outerjoin(TopicNesting, TopicNesting.topic_id == Topic.id)
        .outerjoin(above, above.id == TopicNesting.parent_id)
        .where(Topic.programme_id.in_([one.id for one in programmes]))
        .order_by(Topic.programme_id, Topic.position)
    )
    found: dict[int, list[dict[str, Any]]] = {}
    for topic, below in database.session.execute(statement):
        row = {
            "lineage": topic.lineage,
            "title": topic.title,
            "kind": topic.kind.value,
            "periods": topic.periods,
            "sessions": topic.sessions,
            "below": below,
        }
        found.setdefault(topic.programme_id, []).append(row)
    return found


def _document(cited: Any) -> dict[str, Any]:
    words = f"{cited.document.citation}, {cited.clause}" if cited.clause else cited.document.citation
    return {"id": cited.document_id, "clause": cited.clause, "words": words}
