"""Official reports and the templates of offices. A signed report never changes; a newer version replaces it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.classes.models import ClassSession, StudyClass
from lms.columns import Base, only_one
from lms.files.models import StoredFile
from lms.organisations.models import OrgUnit
from lms.permissions import Permission, Scope


class ReportKind(StrEnum):
    SESSION = "session"
    CLASS = "class"
    PERIOD = "period"


class Form(StrEnum):
    """The form of Party papers or of state papers."""

    PARTY = "party"
    STATE = "state"


class ReportTemplate(Base):
    """A .docx of an office for one form; serves the unit and all below it. Replaced ones stay, with their end."""

    __tablename__ = "report_templates"
    __table_args__ = (
        only_one("uq_report_templates_current", "unit_id", "form", where=text("ended_at IS NULL")),
    )
    see_permission = Permission.ATTENDANCE_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_units.id", ondelete="CASCADE"))
    form: Mapped[Form]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id", ondelete="RESTRICT"))
    uploaded_at: Mapped[datetime]
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    ended_at: Mapped[datetime | None]

    unit: Mapped[OrgUnit] = relationship(lazy="joined")
    file: Mapped[StoredFile] = relationship(lazy="joined")
    uploaded_by: Mapped[Person | None] = relationship()

    @property
    def scope(self) -> Scope:
        return self.unit.scope


class OfficialReport(Base):
    """A report to the committee. `head` is what the office writes around the figures; `content` is kept at signing:
    the figures and every line that they count, with a hash of both. Before that it is empty.
    """

    __tablename__ = "official_reports"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'session') = (class_session_id IS NOT NULL)", name="session_has_its_session"
        ),
        CheckConstraint("(kind = 'period') = (study_class_id IS NULL)", name="class_unless_a_period"),
        CheckConstraint("(kind = 'period') = (first_on IS NOT NULL)", name="period_has_days"),
        CheckConstraint(
            "(first_on IS NULL) = (last_on IS NULL) AND first_on <= last_on", name="period_in_order"
        ),
        CheckConstraint(
            "(signed_at IS NULL) = (sha256 IS NULL) AND (signed_at IS NULL) = (docx_file_id IS NULL) "
            "AND (signed_at IS NULL) = (pdf_file_id IS NULL)",
            name="signed_is_kept",
        ),
        CheckConstraint(
            "signed_at IS NULL OR (number <> '' AND issued_on IS NOT NULL)", name="signed_has_a_number"
        ),
        CheckConstraint("(supersedes_id IS NULL) = (version = 1)", name="later_versions_replace"),
        UniqueConstraint("supersedes_id"),
        only_one("uq_official_reports_of_session", "class_session_id", where=text("supersedes_id IS NULL")),
        only_one(
            "uq_official_reports_number",
            "unit_id",
            "symbol",
            "year",
            "number",
            where=text("signed_at IS NOT NULL"),
        ),
    )
    see_permission = Permission.ATTENDANCE_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ReportKind]
    form: Mapped[Form]
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_units.id", ondelete="RESTRICT"))
    study_class_id: Mapped[int | None] = mapped_column(
        ForeignKey("study_classes.id", ondelete="RESTRICT"), index=True
    )
    class_session_id: Mapped[int | None] = mapped_column(ForeignKey("class_sessions.id", ondelete="RESTRICT"))
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    number: Mapped[str] = mapped_column(String(20), default="")
    symbol: Mapped[str] = mapped_column(String(40), default="")
    issued_on: Mapped[date | None]
    year: Mapped[int | None]
    head: Mapped[dict[str, Any]] = mapped_column(default=dict)
    content: Mapped[dict[str, Any]] = mapped_column(default=dict, deferred=True)
    sha256: Mapped[str | None] = mapped_column(String(64))
    template_id: Mapped[int | None] = mapped_column(ForeignKey("report_templates.id", ondelete="RESTRICT"))
    docx_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id", ondelete="RESTRICT"))
    pdf_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id", ondelete="RESTRICT"))
    version: Mapped[int] = mapped_column(default=1)
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("official_reports.id", ondelete="RESTRICT"))
    reason: Mapped[str] = mapped_column(String(300), default="")
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    signed_at: Mapped[datetime | None]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    unit: Mapped[OrgUnit] = relationship(lazy="joined")
    study_class: Mapped[StudyClass | None] = relationship(lazy="joined")
    class_session: Mapped[ClassSession | None] = relationship()
    made_by: Mapped[Person | None] = relationship(foreign_keys=made_by_id)
    signed_by: Mapped[Person | None] = relationship(foreign_keys=signed_by_id)
    docx_file: Mapped[StoredFile | None] = relationship(foreign_keys=docx_file_id)
    pdf_file: Mapped[StoredFile | None] = relationship(foreign_keys=pdf_file_id)
    supersedes: Mapped["OfficialReport | None"] = relationship(
        remote_side=[id], back_populates="superseded_by", foreign_keys=supersedes_id
    )
    superseded_by: Mapped["OfficialReport | None"] = relationship(
        back_populates="supersedes", foreign_keys=supersedes_id, uselist=False
    )

    @property
    def scope(self) -> Scope:
        return self.study_class.scope if self.study_class else self.unit.scope

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None

    @property
    def full_number(self) -> str:
        """“Số 12-BC/TTCT” as the form writes it; a draft may have no number yet."""
        number = self.number or "…"
        return f"Số {number}-{self.symbol}" if self.form is Form.PARTY else f"Số: {number}/{self.symbol}"
