"""devices of the scanner, what became of their reads; guests at the door; printed sign-in sheets"""

import sqlalchemy as sa
from alembic import op

from lms.columns import Json, SortKey, UtcDateTime
from lms.migrations.adding import add_column, known

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WORD = sa.String(40)
GUEST_STATES = ("waiting", "guest", "merged", "refused")


def upgrade() -> None:
    _devices()
    _reads()
    _guests()
    _arrivals()
    _sheets()


def _devices() -> None:
    table = "scanner_devices"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_session_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("issued_at", UtcDateTime(), nullable=False),
        sa.Column("issued_by_id", sa.Integer()),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime()),
        sa.Column("revoked_by_id", sa.Integer()),
        sa.Column("seen_at", UtcDateTime()),
        _check(table, "named", "name <> ''"),
        _check(table, "issued_before_it_expires", "issued_at < expires_at"),
        _key(table, "class_session_id", "class_sessions", "CASCADE"),
        _key(table, "issued_by_id", "people", "SET NULL"),
        _key(table, "revoked_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("token_hash", name=op.f(f"uq_{table}_token_hash")),
    )
    op.create_index(op.f(f"ix_{table}_class_session_id"), table, ["class_session_id"])


def _reads() -> None:
    add_column("scanner_reads", sa.Column("device_id", sa.Integer()))
    add_column("scanner_reads", sa.Column("reported_at", UtcDateTime()))
    add_column(
        "scanner_reads", sa.Column("text", sa.String(80), server_default=sa.text("''"), nullable=False)
    )
    add_column("scanner_reads", sa.Column("settled_at", UtcDateTime()))
    add_column("scanner_reads", sa.Column("settled_by_id", sa.Integer()))
    add_column("scanner_reads", sa.Column("taken", sa.Boolean()))
    op.create_index(op.f("ix_scanner_reads_device_id"), "scanner_reads", ["device_id"])


def _guests() -> None:
    table = "door_guests"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_session_id", sa.Integer(), nullable=False),
        sa.Column("full_name", sa.String(120), nullable=False),
        sa.Column("sort_key", SortKey, nullable=False),
        sa.Column("search_key", sa.String(160), nullable=False),
        sa.Column("unit", sa.String(200), nullable=False),
        sa.Column("phone", sa.String(20)),
        sa.Column("birth_date", sa.Date()),
        sa.Column("state", WORD, nullable=False),
        sa.Column("entered_at", UtcDateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer()),
        sa.Column("decided_at", UtcDateTime()),
        sa.Column("decided_by_id", sa.Integer()),
        sa.Column("person_id", sa.Integer()),
        sa.Column("merge", Json),
        _check(table, "named", "full_name <> ''"),
        _check(table, *known("state", GUEST_STATES)),
        _check(table, "decided_once_answered", "(state = 'waiting') = (decided_at IS NULL)"),
        _check(table, "merged_with_somebody", "(state = 'merged') = (person_id IS NOT NULL)"),
        _key(table, "class_session_id", "class_sessions", "CASCADE"),
        _key(table, "entered_by_id", "people", "SET NULL"),
        _key(table, "decided_by_id", "people", "SET NULL"),
        _key(table, "person_id", "people", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for column in ("class_session_id", "person_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _arrivals() -> None:
    table = "door_guest_arrivals"
    op.create_table(
        table,
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("phase", WORD, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer()),
        _check(table, *known("phase", ("before", "after"))),
        _key(table, "guest_id", "door_guests", "CASCADE"),
        _key(table, "by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("guest_id", "phase", name=op.f(f"pk_{table}")),
    )


def _sheets() -> None:
    table = "sign_in_sheets"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_session_id", sa.Integer(), nullable=False),
        sa.Column("person_ids", Json, nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer()),
        _key(table, "class_session_id", "class_sessions", "CASCADE"),
        _key(table, "made_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_class_session_id"), table, ["class_session_id"])


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete
    )


def downgrade() -> None:
    for table in ("sign_in_sheets", "door_guest_arrivals", "door_guests"):
        op.drop_table(table)
    op.drop_index(op.f("ix_scanner_reads_device_id"), "scanner_reads")
    for name in ("taken", "settled_by_id", "settled_at", "text", "reported_at", "device_id"):
        op.execute(f"ALTER TABLE scanner_reads DROP COLUMN {name}")
    op.drop_table("scanner_devices")
