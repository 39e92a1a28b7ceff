"""What a person put into their notebook. It is theirs alone: no history, no figure and no report reads this table."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.classes.models import StudyClass  # noqa: F401 - the table that `study_class_id` names
from lms.columns import Base
from lms.documents.models import Document  # noqa: F401 - as above
from lms.lessons.collecting.rules import LONGEST_LINK, LONGEST_NOTE
from lms.lessons.giving.models import LessonGiving  # noqa: F401 - as above
from lms.lessons.models import Material  # noqa: F401 - as above


class CollectedKind(StrEnum):
    LESSON = "lesson"
    MATERIAL = "material"
    DOCUMENT = "document"
    OWN = "own"


class CollectedItem(Base):
    """One line of a notebook: a thing that was saved, once a person, or an entry of one's own.

    `title` is how the thing was called when it was saved: what is shown once it is no longer open to them, or gone.
    """

    __tablename__ = "collected_items"
    __table_args__ = (
        UniqueConstraint("person_id", "giving_id"),
        UniqueConstraint("person_id", "material_id"),
        UniqueConstraint("person_id", "document_id"),
        CheckConstraint("giving_id IS NULL OR kind = 'lesson'", name="giving_of_a_lesson"),
        CheckConstraint("material_id IS NULL OR kind = 'material'", name="material_of_its_kind"),
        CheckConstraint("document_id IS NULL OR kind = 'document'", name="document_of_its_kind"),
        CheckConstraint("title <> ''", name="title_not_empty"),
        CheckConstraint("kind = 'own' OR url = ''", name="link_of_ones_own"),
        CheckConstraint("kind <> 'own' OR url <> '' OR note <> ''", name="own_says_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    kind: Mapped[CollectedKind]
    giving_id: Mapped[int | None] = mapped_column(
        ForeignKey("lesson_givings.id", ondelete="SET NULL"), index=True
    )
    material_id: Mapped[int | None] = mapped_column(
        ForeignKey("materials.id", ondelete="SET NULL"), index=True
    )
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("documents.id", ondelete="SET NULL"), index=True
    )
    study_class_id: Mapped[int | None] = mapped_column(
        ForeignKey("study_classes.id", ondelete="SET NULL"), index=True
    )
    title: Mapped[str] = mapped_column(String(500))
    url: Mapped[str] = mapped_column(String(LONGEST_LINK), default="")
    note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    added_at: Mapped[datetime]

    def belongs_to(self, person_id: int) -> bool:
        return self.person_id == person_id

    @property
    def is_own(self) -> bool:
        return self.kind is CollectedKind.OWN
