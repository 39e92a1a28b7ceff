"""reflections that a group of the class writes together, who took part, and who of them has a mark of their own"""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from lms.columns import ExactNumber, UtcDateTime
from lms.migrations.adding import add_column

revision = "0038"
down_revision = "0036"
branch_labels = None
depends_on = None

TABLE = "reflections"
SOMEBODY, ANYBODY = "person_id INTEGER NOT NULL", "person_id INTEGER"
ONE_WRITER = "CONSTRAINT ck_reflections_one_writer CHECK ((person_id IS NULL) = (group_name <> ''))"
OF_GROUP = (
    "CONSTRAINT fk_reflections_group_id FOREIGN KEY(group_id) REFERENCES study_groups (id) ON DELETE SET NULL"
)
RULES = f", \n\t{OF_GROUP}, \n\t{ONE_WRITER}"


def upgrade() -> None:
    add_column(
        "reflection_tasks", sa.Column("by_group", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    add_column(TABLE, sa.Column("group_id", sa.Integer()))
    add_column(TABLE, sa.Column("group_name", sa.String(60), server_default=sa.text("''"), nullable=False))
    if op.get_bind().dialect.name == "sqlite":
        _correct(lambda sql: _changed(sql, SOMEBODY, ANYBODY).removesuffix("\n)") + f"{RULES}\n)")
    else:
        op.execute(f"ALTER TABLE {TABLE} ALTER COLUMN person_id DROP NOT NULL")
        op.execute(f"ALTER TABLE {TABLE} ADD {OF_GROUP}")
        op.execute(f"ALTER TABLE {TABLE} ADD {ONE_WRITER}")
    op.create_index("uq_reflections_of_group", TABLE, ["group_id", "task_id"], unique=True)
    _participants()
    _member_marks()


def _participants() -> None:
    table, version = "reflection_participants", ("reflection_id", "number")
    op.create_table(
        table,
        *(sa.Column(name, sa.Integer(), nullable=False) for name in (*version, "person_id")),
        _key(table, version, "reflection_submissions", version, "CASCADE"),
        _key(table, ("person_id",), "people", ("id",), "RESTRICT"),
        sa.PrimaryKeyConstraint(*version, "person_id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])


def _member_marks() -> None:
    table, member = "reflection_member_marks", ("reflection_id", "number", "person_id")
    op.create_table(
        table,
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", *member)),
        sa.Column("points", ExactNumber()),
        sa.Column("out_of", ExactNumber(), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("given_by_id", sa.Integer()),
        sa.Column("ended_at", UtcDateTime()),
        sa.CheckConstraint("reason <> ''", name=op.f(f"ck_{table}_for_a_reason")),
        sa.CheckConstraint(
            "points IS NULL OR points BETWEEN 0 AND out_of", name=op.f(f"ck_{table}_points_in_range")
        ),
        _key(table, member, "reflection_participants", member, "CASCADE"),
        _key(table, ("given_by_id",), "people", ("id",), "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    standing = sa.text("ended_at IS NULL")
    op.create_index(
        f"uq_{table}_standing",
        table,
        list(member),
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )


def downgrade() -> None:
    """What a group wrote fits nowhere in what was before: rather nothing is changed than that it is lost."""
    of_groups = (
        sa.select(sa.func.count()).select_from(sa.table(TABLE)).where(sa.column("person_id").is_(None))
    )
    if op.get_bind().execute(of_groups).scalar_one():
        raise RuntimeError("groups have written reflections; an earlier version cannot hold them")
    op.drop_table("reflection_member_marks")
    op.drop_table("reflection_participants")
    op.drop_index("uq_reflections_of_group", TABLE)
    if op.get_bind().dialect.name == "sqlite":
        _correct(lambda sql: _changed(_changed(sql, RULES, ""), ANYBODY, SOMEBODY))
    else:
        op.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT ck_reflections_one_writer")
        op.execute(f"ALTER TABLE {TABLE} ALTER COLUMN person_id SET NOT NULL")
    op.execute(f"ALTER TABLE {TABLE} DROP COLUMN group_name")
    op.execute(f"ALTER TABLE {TABLE} DROP COLUMN group_id")
    op.execute("ALTER TABLE reflection_tasks DROP COLUMN by_group")


def _changed(sql: str, old: str, new: str) -> str:
    """The table's words with others in one place, which must be there."""
    if sql.count(old) != 1:
        raise RuntimeError(f"the words of {TABLE} are not as they were made: {old}")
    return sql.replace(old, new)


def _correct(change: Callable[[str], str]) -> None:
    """Other constraints without a new table: as SQLite's own manual has it, the stored words are corrected."""
    bind = op.get_bind()
    version = int(bind.exec_driver_sql("PRAGMA schema_version").scalar_one())
    known = {"name": TABLE}
    present = bind.execute(
        sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name"), known
    )
    words = change(present.scalar_one())
    bind.exec_driver_sql("PRAGMA writable_schema = ON")
    update = sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :name")
    bind.execute(update, {"sql": words, **known})
    bind.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema = OFF")
    if bind.exec_driver_sql(f"PRAGMA integrity_check({TABLE})").scalar_one() != "ok":
        raise RuntimeError(f"{TABLE} was not corrected")


def _key(
    table: str, columns: tuple[str, ...], target: str, referred: tuple[str, ...], ondelete: str
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{'_'.join(columns)}")
    return sa.ForeignKeyConstraint(
        columns, [f"{target}.{one}" for one in referred], name=name, ondelete=ondelete
    )
