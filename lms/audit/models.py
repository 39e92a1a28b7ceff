"""Two tables that only grow. The database itself refuses to change or delete an audit entry."""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, String, event
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Base


class AuditEntry(Base):
    """Who changed what, from which values to which; ids are bare, so that entries outlive what they tell of."""

    __tablename__ = "audit_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(80), index=True)
    subject: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int | None]
    class_id: Mapped[int | None] = mapped_column(index=True)
    old: Mapped[dict[str, Any] | None]
    new: Mapped[dict[str, Any] | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    address: Mapped[str] = mapped_column(String(64), default="")
    request_id: Mapped[str] = mapped_column(String(32), default="")


class Observation(Base):
    """What was seen, not changed: refused requests, failed scans, whose text was opened."""

    __tablename__ = "observations"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(60), index=True)
    facts: Mapped[dict[str, Any]]
    address: Mapped[str] = mapped_column(String(64), default="")


GUARDS = {
    "sqlite": [
        """CREATE TRIGGER audit_entries_no_{verb} BEFORE {verb} ON audit_entries
        BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END"""
    ],
    "postgresql": [
        """CREATE OR REPLACE FUNCTION audit_entries_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'audit entries are never changed'; END $$""",
        """CREATE TRIGGER audit_entries_no_{verb} BEFORE {verb} ON audit_entries
        FOR EACH ROW EXECUTE FUNCTION audit_entries_refuse()""",
    ],
}


def guard_statements(dialect: str) -> list[str]:
    """The statements that make audit entries unchangeable; also used by the migration."""
    return [text.format(verb=verb) for verb in ("UPDATE", "DELETE") for text in GUARDS[dialect]]


for _dialect in GUARDS:
    for _statement in guard_statements(_dialect):
        event.listen(
            AuditEntry.__table__,
            "after_create",
            DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect),
        )
