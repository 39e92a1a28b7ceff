"""The official documents that a case rests on, with the clause: they hold for all versions of its text.

A question that tells the case is kept out of new papers by them as by its own (`sources/queries`).
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, ForeignKey, UniqueConstraint, exists, func, select
from sqlalchemy.orm import Mapped, aliased, joinedload, mapped_column

from lms import database
from lms.columns import Base
from lms.documents.citations.columns import CitationColumns
from lms.documents.citations.shelf import Shelf
from lms.documents.models import Document
from lms.documents.queries import no_longer_in_force
from lms.questions.models import Question, QuestionVersion, VersionState
from lms.questions.sharing.rules import Viewer
from lms.questions.situations.conditions import seen_by
from lms.questions.situations.models import Situation, SituationPart


class SituationCitation(CitationColumns, Base):
    __tablename__ = "situation_citations"
    __table_args__ = (UniqueConstraint("situation_id", "document_id", "clause"),)

    situation_id: Mapped[int] = mapped_column(ForeignKey("situations.id", ondelete="CASCADE"))


SHELF = Shelf(SituationCitation, "situation_id")


def tells_outdated(day: date) -> ColumnElement[bool]:
    """The condition on Question: the case that it tells cites what was replaced or has expired by that day.

    What papers are drawn from counts, the published version; before there is one, the newest. A question that is put
    into such a set is drawn as it stood until the version that tells the case is approved.
    """
    asked, in_use = aliased(Question), aliased(QuestionVersion)
    published = exists().where(in_use.question_id == asked.id, in_use.state == VersionState.PUBLISHED)
    newest = (QuestionVersion.number == asked.latest_number) & ~published.correlate(asked)
    telling = (
        select(QuestionVersion.question_id)
        .join(asked, asked.id == QuestionVersion.question_id)
        .join(SituationPart, SituationPart.version_id == QuestionVersion.id)
        .join(SituationCitation, SituationCitation.situation_id == SituationPart.situation_id)
        .join(Document, Document.id == SituationCitation.document_id)
        .where((QuestionVersion.state == VersionState.PUBLISHED) | newest, no_longer_in_force(day))
        .correlate(None)
    )
    return Question.id.in_(telling)


def outdated_of(person_id: int, day: date) -> Sequence[tuple[Situation, Document]]:
    """The sets in use that this person wrote, each with what it cites and no longer holds, the newest first."""
    statement = (
        select(Situation, Document)
        .join(SituationCitation, SituationCitation.situation_id == Situation.id)
        .join(Document, Document.id == SituationCitation.document_id)
        .where(Situation.author_id == person_id, Situation.retired_at.is_(None), no_longer_in_force(day))
        .order_by(Situation.id.desc(), SituationCitation.id)
        .options(joinedload(Document.replaced_by))
    )
    return list(dict.fromkeys((one, document) for one, document in database.session.execute(statement)))


def citing(document_id: int, most: int, viewer: Viewer) -> tuple[int, Sequence[tuple[int, str, str]]]:
    """How many sets in use that the viewer sees cite it; number, name and clause of the newest."""
    here = (SituationCitation.document_id == document_id, Situation.retired_at.is_(None), seen_by(viewer))
    joined = select(SituationCitation).join(Situation, Situation.id == SituationCitation.situation_id)
    found = joined.where(*here)
    count = database.session.scalar(found.with_only_columns(func.count(Situation.id.distinct()))) or 0
    newest = (
        found.with_only_columns(Situation.id, Situation.title, SituationCitation.clause)
        .order_by(Situation.id.desc(), SituationCitation.id)
        .limit(most)
    )
    return count, [(one, title, clause) for one, title, clause in database.session.execute(newest)]
