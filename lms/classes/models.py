"""A class as it is run: its sessions (buổi), groups (tổ), who is enrolled."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from lms.accounts import names
from lms.accounts.models import Person
from lms.columns import Base
from lms.files.models import StoredFile
from lms.organisations.models import OrgUnit
from lms.permissions import Permission, Scope
from lms.programmes.models import Programme, Topic
from lms.web.clock import local


class ClassState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class SessionState(StrEnum):
    PLANNED = "planned"
    CANCELLED = "cancelled"


class Delivery(StrEnum):
    IN_PERSON = "in-person"
    ONLINE = "online"
    MIXED = "mixed"
    POINTS = "points"
    BROADCAST = "broadcast"

    @property
    def by_count(self) -> bool:
        """Whether people are counted where they sit together, not checked in one by one."""
        return self is Delivery.BROADCAST


class EnrolmentState(StrEnum):
    ENROLLED = "enrolled"
    WITHDRAWN = "withdrawn"


class StudyClass(Base):
    """One class (lớp) of a programme, opened by a decision and organised by a unit."""

    __tablename__ = "study_classes"
    __table_args__ = (CheckConstraint("opens_on <= closes_on", name="opens_before_it_closes"),)
    see_permission = Permission.CLASS_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    search_key: Mapped[str] = mapped_column(String(260))
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id", ondelete="RESTRICT"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_units.id", ondelete="RESTRICT"), index=True)
    opens_on: Mapped[date] = mapped_column(index=True)
    closes_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(200), default="")
    decision_no: Mapped[str] = mapped_column(String(60), default="")
    decision_on: Mapped[date | None]
    state: Mapped[ClassState] = mapped_column(default=ClassState.DRAFT)

    programme: Mapped[Programme] = relationship(lazy="joined")
    unit: Mapped[OrgUnit] = relationship(lazy="joined")
    sessions: Mapped[list["ClassSession"]] = relationship(
        order_by="ClassSession.number", back_populates="study_class"
    )
    groups: Mapped[list["StudyGroup"]] = relationship(order_by="StudyGroup.id", back_populates="study_class")

    @validates("code", "title")
    def _keep_search_key(self, key: str, value: str) -> str:
        texts = {"code": self.code, "title": self.title, key: value}
        self.search_key = names.search_key(f"{texts['code'] or ''} {texts['title'] or ''}")
        return value

    @property
    def scope(self) -> Scope:
        return Scope(
            class_id=self.id, unit_ids=self.unit.unit_ids, in_preparation=self.state is ClassState.DRAFT
        )


class ClassSession(Base):
    """One session (buổi) of a class. Its number stays when it is moved; a cancelled one stays, with the reason.

    `sequence` counts its changes and `changed_at` is the last, for calendars. `agenda` holds `agenda.Item`s and
    `places` holds `places.Place`s, each as a dict. One that was merged is cancelled and names where it went.
    """

    __tablename__ = "class_sessions"
    __table_args__ = (
        UniqueConstraint("study_class_id", "number"),
        CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        CheckConstraint("periods > 0", name="periods_positive"),
        CheckConstraint("state <> 'cancelled' OR reason <> ''", name="cancelled_for_a_reason"),
        CheckConstraint("merged_into_id IS NULL OR state = 'cancelled'", name="merged_is_cancelled"),
    )
    see_permission = Permission.CLASS_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    study_class_id: Mapped[int] = mapped_column(
        ForeignKey("study_classes.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(250))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id", ondelete="RESTRICT"))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    periods: Mapped[int] = mapped_column(default=5)
    room: Mapped[str] = mapped_column(String(120), default="")
    chair: Mapped[str] = mapped_column(String(120), default="")
    lecturer_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    delivery: Mapped[Delivery] = mapped_column(default=Delivery.IN_PERSON)
    state: Mapped[SessionState] = mapped_column(default=SessionState.PLANNED)
    reason: Mapped[str] = mapped_column(String(300), default="")
    makes_up_for_id: Mapped[int | None] = mapped_column(ForeignKey("class_sessions.id", ondelete="SET NULL"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("class_sessions.id", ondelete="SET NULL"))
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime | None]
    agenda: Mapped[list[Any]] = mapped_column(default=list)
    places: Mapped[list[Any]] = mapped_column(default=list)

    study_class: Mapped[StudyClass] = relationship(back_populates="sessions", lazy="joined")
    topic: Mapped[Topic | None] = relationship()
    lecturer: Mapped[Person | None] = relationship()
    makes_up_for: Mapped["ClassSession | None"] = relationship(remote_side=[id], foreign_keys=makes_up_for_id)
    merged_into: Mapped["ClassSession | None"] = relationship(remote_side=[id], foreign_keys=merged_into_id)

    @property
    def day(self) -> date:
        """The day on which it is held, in Việt Nam."""
        return local(self.starts_at).date()

    @property
    def scope(self) -> Scope:
        return self.study_class.scope


class StudyGroup(Base):
    """A group (tổ) of a class."""

    __tablename__ = "study_groups"
    __table_args__ = (UniqueConstraint("study_class_id", "name"),)
    see_permission = Permission.CLASS_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    study_class_id: Mapped[int] = mapped_column(
        ForeignKey("study_classes.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(60))

    study_class: Mapped[StudyClass] = relationship(back_populates="groups")

    @property
    def scope(self) -> Scope:
        return self.study_class.scope


class Enrolment(Base):
    """A person in a class, with the unit they came from at that time."""

    __tablename__ = "enrolments"
    __table_args__ = (
        UniqueConstraint("study_class_id", "person_id"),
        CheckConstraint("(state = 'withdrawn') = (left_at IS NOT NULL)", name="left_when_withdrawn"),
    )
    see_permission = Permission.ROSTER_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    study_class_id: Mapped[int] = mapped_column(
        ForeignKey("study_classes.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="RESTRICT"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("study_groups.id", ondelete="SET NULL"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_units.id", ondelete="RESTRICT"), index=True)
    state: Mapped[EnrolmentState] = mapped_column(default=EnrolmentState.ENROLLED)
    enrolled_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(String(300), default="")

    person: Mapped[Person] = relationship(lazy="joined")
    study_class: Mapped[StudyClass] = relationship()
    group: Mapped[StudyGroup | None] = relationship()
    unit: Mapped[OrgUnit | None] = relationship()

    @property
    def scope(self) -> Scope:
        return self.study_class.scope


class RowOutcome(StrEnum):
    """What one row of a roster means: somebody new, somebody known, or something a person has to look at."""

    NEW = "new"
    MATCHED = "matched"
    CHANGED = "changed"
    CONFLICT = "conflict"
    ERROR = "error"


class RowDecision(StrEnum):
    """What a person said about a row; AUTO is what its outcome says."""

    AUTO = "auto"
    EXISTING = "existing"
    NEW = "new"
    SKIP = "skip"


class RosterImport(Base):
    """One import of a roster: what the file held, what was understood, what was done; can be undone as a whole.

    `mapping` holds the columns and what each is taken for, `outcome` the counts and remarks that the page shows, `done`
    what applying wrote, so that it can be taken back.
    """

    __tablename__ = "roster_imports"
    __table_args__ = (
        CheckConstraint("undone_at IS NULL OR applied_at IS NOT NULL", name="undone_after_applied"),
    )
    see_permission = Permission.ROSTER_IMPORT

    id: Mapped[int] = mapped_column(primary_key=True)
    study_class_id: Mapped[int] = mapped_column(
        ForeignKey("study_classes.id", ondelete="CASCADE"), index=True
    )
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id", ondelete="RESTRICT"))
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    started_at: Mapped[datetime]
    mapping: Mapped[dict[str, Any]] = mapped_column(default=dict)
    head_row: Mapped[int] = mapped_column(default=0)
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    outcome: Mapped[dict[str, Any]] = mapped_column(default=dict)
    done: Mapped[dict[str, Any]] = mapped_column(default=dict, deferred=True)

    study_class: Mapped[StudyClass] = relationship(lazy="joined")
    file: Mapped[StoredFile] = relationship(lazy="joined")

    @property
    def scope(self) -> Scope:
        return self.study_class.scope


class RosterRow(Base):
    """One row of a roster as it was understood: values and problems by field, and whom it means."""

    __tablename__ = "roster_rows"
    __table_args__ = (
        UniqueConstraint("import_id", "number"),
        Index("ix_roster_rows_outcome", "import_id", "outcome"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("roster_imports.id", ondelete="CASCADE"))
    number: Mapped[int]
    outcome: Mapped[RowOutcome]
    in_class: Mapped[bool] = mapped_column(default=False)
    raw: Mapped[dict[str, Any]]
    values: Mapped[dict[str, Any]]
    problems: Mapped[list[Any]]
    changes: Mapped[dict[str, Any]]
    candidates: Mapped[list[Any]]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    decision: Mapped[RowDecision] = mapped_column(default=RowDecision.AUTO)
    chosen_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
