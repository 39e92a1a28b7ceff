"""changes, agenda and places of sessions; more ways to hold them; discussion by programme; calendars; conferences"""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from lms.columns import Json, UtcDateTime
from lms.migrations.adding import add_column, known

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WORD = sa.String(40)
ZERO, EMPTY_LIST, NO = sa.text("0"), sa.text("'[]'"), sa.false()
OLD_WAYS = ("in-person", "online", "mixed")
WAYS = (*OLD_WAYS, "points", "broadcast")
KINDS = ("current-affairs", "reporters", "dialogue", "briefing", "thematic")
MERGED = "merged_into_id IS NULL OR state = 'cancelled'"
POINTS_TO = (
    "CONSTRAINT fk_class_sessions_merged_into_id FOREIGN KEY(merged_into_id) "
    "REFERENCES class_sessions (id) ON DELETE SET NULL"
)


def upgrade() -> None:
    _sessions()
    _programmes()
    _calendars()
    _conferences()


def _sessions() -> None:
    table = "class_sessions"
    add_column(table, sa.Column("sequence", sa.Integer(), server_default=ZERO, nullable=False))
    add_column(table, sa.Column("changed_at", UtcDateTime()))
    add_column(table, sa.Column("agenda", Json, server_default=EMPTY_LIST, nullable=False))
    add_column(table, sa.Column("places", Json, server_default=EMPTY_LIST, nullable=False))
    add_column(
        table, sa.Column("merged_into_id", sa.Integer(), nullable=True), ("merged_is_cancelled", MERGED)
    )
    if op.get_bind().dialect.name == "sqlite":
        _correct(
            table, lambda sql: _allowing(sql, OLD_WAYS, WAYS).removesuffix("\n)") + f", \n\t{POINTS_TO}\n)"
        )
        return
    op.execute(f"ALTER TABLE {table} ADD {POINTS_TO}")
    _allow(table, WAYS)


def _allow(table: str, ways: tuple[str, ...]) -> None:
    name, condition = known("delivery", ways)
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table)
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, condition)


def _allowing(sql: str, old: tuple[str, ...], new: tuple[str, ...]) -> str:
    """The table's words with other ways of holding a session; they must be there to be replaced."""
    before = known("delivery", old)[1]
    if before not in sql:
        raise RuntimeError("the check of the delivery is not as it was made")
    return sql.replace(before, known("delivery", new)[1])


def _correct(table: str, change: Callable[[str], str]) -> None:
    """Other constraints without a new table: as SQLite's own manual has it, the stored words are corrected."""
    bind = op.get_bind()
    version = int(bind.exec_driver_sql("PRAGMA schema_version").scalar_one())
    present = bind.execute(
        sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name"), {"name": table}
    )
    words = change(present.scalar_one())
    bind.exec_driver_sql("PRAGMA writable_schema = ON")
    update = sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :name")
    bind.execute(update, {"sql": words, "name": table})
    bind.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema = OFF")
    if bind.exec_driver_sql(f"PRAGMA integrity_check({table})").scalar_one() != "ok":
        raise RuntimeError(f"{table} was not corrected")


def _programmes() -> None:
    minutes: sa.Column[object] = sa.Column(
        "discussion_minutes", sa.Integer(), server_default=sa.text("15"), nullable=False
    )
    add_column("programmes", minutes, ("discussion_minutes_bounded", "discussion_minutes BETWEEN 0 AND 240"))
    add_column(
        "programmes", sa.Column("discussion_required", sa.Boolean(), server_default=NO, nullable=False)
    )


def _calendars() -> None:
    table = "calendar_feeds"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime()),
        _key(table, "person_id", "people", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("token_hash", name=op.f(f"uq_{table}_token_hash")),
    )
    op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])
    current = sa.text("ended_at IS NULL")
    op.create_index(
        f"uq_{table}_current",
        table,
        ["person_id"],
        unique=True,
        sqlite_where=current,
        postgresql_where=current,
    )


def _conferences() -> None:
    table = "conferences"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("title", sa.String(250), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("chair", sa.String(120), nullable=False),
        sa.Column("delivery", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("invited", sa.Integer()),
        sa.Column("participants", sa.Integer()),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("agenda", Json, nullable=False),
        sa.Column("places", Json, nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer()),
        _check(table, *known("kind", KINDS)),
        _check(table, *known("delivery", WAYS)),
        _check(table, *known("state", ("planned", "held", "cancelled"))),
        _check(table, "held_with_a_count", "(state = 'held') = (participants IS NOT NULL)"),
        _check(table, "cancelled_for_a_reason", "state <> 'cancelled' OR reason <> ''"),
        _check(table, "counts_not_negative", "invited >= 0 AND participants >= 0 AND answered >= 0"),
        _check(table, "answered_of_the_asked", "answered <= questions"),
        _key(table, "unit_id", "org_units", "RESTRICT"),
        _key(table, "made_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_unit_id"), table, ["unit_id"])
    op.create_index(op.f(f"ix_{table}_starts_at"), table, ["starts_at"])


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    op.drop_table("conferences")
    op.drop_table("calendar_feeds")
    for name in ("discussion_required", "discussion_minutes"):
        op.execute(f"ALTER TABLE programmes DROP COLUMN {name}")
    op.execute("UPDATE class_sessions SET delivery = 'mixed' WHERE delivery IN ('points', 'broadcast')")
    if op.get_bind().dialect.name == "sqlite":
        _correct(
            "class_sessions", lambda sql: _allowing(sql, WAYS, OLD_WAYS).replace(f", \n\t{POINTS_TO}", "")
        )
    else:
        _allow("class_sessions", OLD_WAYS)
    for name in ("merged_into_id", "places", "agenda", "changed_at", "sequence"):
        op.execute(f"ALTER TABLE class_sessions DROP COLUMN {name}")
