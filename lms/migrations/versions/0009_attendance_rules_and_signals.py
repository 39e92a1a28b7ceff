"""rules of attendance with early leave, minutes and excuses; rules that a class keeps; warnings; traces and signals"""

import sqlalchemy as sa
from alembic import op

from lms.columns import ExactNumber, UtcDateTime
from lms.migrations.adding import add_column, known

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WORD = sa.String(40)
OLD_MARKS = ("none", "present", "late", "excused", "absent")
MARKS = ("none", "present", "late", "early", "excused", "absent")
EXCUSED = ("missed", "attended", "left-out")


def upgrade() -> None:
    for column, check in _of_a_programme():
        add_column("programmes", column, check)
    _marks(MARKS)
    _class_rules()
    _warnings()
    _traces()
    _dismissals()
    _places()
    _roll_calls()


def _of_a_programme() -> list[tuple[sa.Column[object], tuple[str, str] | None]]:
    return [
        (_number("minimum_minutes"), ("minimum_minutes_bounded", "minimum_minutes BETWEEN 1 AND 720")),
        (
            _number("early_leave_minutes"),
            ("early_leave_minutes_bounded", "early_leave_minutes BETWEEN 0 AND 720"),
        ),
        (sa.Column("early_leave_counts", sa.Boolean(), server_default=sa.true(), nullable=False), None),
        (
            sa.Column("excused_as", WORD, server_default=sa.text("'missed'"), nullable=False),
            known("excused_as", EXCUSED),
        ),
        (_number("evidence_days", "30"), ("evidence_days_bounded", "evidence_days BETWEEN 1 AND 365")),
        (_number("device_people", "3"), ("device_people_bounded", "device_people BETWEEN 2 AND 100")),
        (
            _number("scans_in_ten_seconds", "120"),
            ("scans_in_ten_seconds_bounded", "scans_in_ten_seconds BETWEEN 5 AND 2000"),
        ),
    ]


def _number(name: str, usual: str | None = None) -> sa.Column[object]:
    default = None if usual is None else sa.text(usual)
    return sa.Column(name, sa.Integer(), server_default=default, nullable=usual is None)


def _marks(values: tuple[str, ...]) -> None:
    """One more mark may be corrected from and to. Nothing points at this table, so SQLite may rebuild it."""
    if op.get_bind().dialect.name == "postgresql":
        for column in ("old", "new"):
            name, condition = known(column, values)
            op.drop_constraint(
                op.f(f"ck_attendance_corrections_{name}"), "attendance_corrections", type_="check"
            )
            op.create_check_constraint(
                op.f(f"ck_attendance_corrections_{name}"), "attendance_corrections", condition
            )
        return
    parts = _corrections(values)
    columns = ", ".join(part.name for part in parts if isinstance(part, sa.Column))
    op.create_table("attendance_corrections_new", *parts)
    op.execute(
        f"INSERT INTO attendance_corrections_new ({columns}) SELECT {columns} FROM attendance_corrections"  # noqa: S608
    )
    op.drop_table("attendance_corrections")
    op.rename_table("attendance_corrections_new", "attendance_corrections")
    op.create_index(
        "ix_attendance_corrections_latest", "attendance_corrections", ["checkpoint_id", "person_id", "id"]
    )
    op.create_index(op.f("ix_attendance_corrections_person_id"), "attendance_corrections", ["person_id"])


def _corrections(values: tuple[str, ...]) -> list[sa.schema.SchemaItem]:
    table = "attendance_corrections"
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("checkpoint_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("old", WORD, nullable=False),
        sa.Column("new", WORD, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        _known(table, "new", values),
        _known(table, "old", values),
        _foreign_key(table, "by_id", "people", "SET NULL"),
        _foreign_key(table, "checkpoint_id", "checkpoints", "CASCADE"),
        _foreign_key(table, "person_id", "people", "RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _class_rules() -> None:
    table = "class_attendance_rules"
    op.create_table(
        table,
        sa.Column("study_class_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("attendance_percent", sa.Integer(), nullable=False),
        sa.Column("attendance_basis", WORD, nullable=False),
        sa.Column("check_ins_needed", WORD, nullable=False),
        sa.Column("minimum_minutes", sa.Integer(), nullable=True),
        sa.Column("early_leave_minutes", sa.Integer(), nullable=True),
        sa.Column("early_leave_counts", sa.Boolean(), nullable=False),
        sa.Column("excused_as", WORD, nullable=False),
        sa.Column("kept_at", UtcDateTime(), nullable=False),
        sa.Column("kept_by_id", sa.Integer(), nullable=True),
        _check(table, "attendance_percent_0_100", "attendance_percent BETWEEN 0 AND 100"),
        _check(table, "minimum_minutes_bounded", "minimum_minutes BETWEEN 1 AND 720"),
        _check(table, "early_leave_minutes_bounded", "early_leave_minutes BETWEEN 0 AND 720"),
        _known(table, "attendance_basis", ("periods", "sessions")),
        _known(table, "check_ins_needed", ("both", "either")),
        _known(table, "excused_as", EXCUSED),
        _foreign_key(table, "study_class_id", "study_classes", "CASCADE"),
        _foreign_key(table, "programme_id", "programmes", "CASCADE"),
        _foreign_key(table, "kept_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("study_class_id", "programme_id", name=op.f(f"pk_{table}")),
    )


def _warnings() -> None:
    table = "attendance_warnings"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_class_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("level", WORD, nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        _check(table, "ended_after_it_was_told", "ended_at >= told_at"),
        _known(table, "level", ("edge", "impossible")),
        _foreign_key(table, "study_class_id", "study_classes", "CASCADE"),
        _foreign_key(table, "person_id", "people", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])
    op.create_index(
        f"uq_{table}_current",
        table,
        ["study_class_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _traces() -> None:
    table = "check_in_traces"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("checkpoint_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("device", sa.String(length=32), nullable=False),
        sa.Column("network", sa.String(length=16), nullable=False),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("inside", sa.Boolean(), nullable=True),
        _check(table, "only_a_place_is_in_or_out", "(kind = 'place') = (inside IS NOT NULL)"),
        _check(table, "age_not_negative", "age >= 0"),
        _known(table, "kind", ("scan", "expired", "place")),
        _foreign_key(table, "checkpoint_id", "checkpoints", "CASCADE"),
        _foreign_key(table, "person_id", "people", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index("ix_check_in_traces_checkpoint", table, ["checkpoint_id", "id"])
    op.create_index(op.f("ix_check_in_traces_at"), table, ["at"])
    op.create_index(op.f("ix_check_in_traces_person_id"), table, ["person_id"])


def _dismissals() -> None:
    table = "signal_dismissals"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_session_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("told", sa.String(length=1000), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        _foreign_key(table, "class_session_id", "class_sessions", "CASCADE"),
        _foreign_key(table, "by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("class_session_id", "key", name=op.f(f"uq_{table}_class_session_id_key")),
    )


def _places() -> None:
    table = "hall_places"
    op.create_table(
        table,
        sa.Column("study_class_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("latitude", ExactNumber(), nullable=False),
        sa.Column("longitude", ExactNumber(), nullable=False),
        sa.Column("radius_metres", sa.Integer(), nullable=False),
        _check(table, "latitude_on_earth", "latitude BETWEEN -900000 AND 900000"),
        _check(table, "longitude_on_earth", "longitude BETWEEN -1800000 AND 1800000"),
        _check(table, "radius_bounded", "radius_metres BETWEEN 50 AND 5000"),
        _foreign_key(table, "study_class_id", "study_classes", "CASCADE"),
        sa.PrimaryKeyConstraint("study_class_id", name=op.f(f"pk_{table}")),
    )


def _roll_calls() -> None:
    op.create_table(
        "roll_calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_session_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        _check("roll_calls", "opened_before_it_closes", "opened_at < closes_at"),
        _foreign_key("roll_calls", "class_session_id", "class_sessions", "CASCADE"),
        _foreign_key("roll_calls", "opened_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_calls")),
    )
    op.create_index(op.f("ix_roll_calls_class_session_id"), "roll_calls", ["class_session_id"])
    op.create_table(
        "roll_call_answers",
        sa.Column("roll_call_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        _foreign_key("roll_call_answers", "roll_call_id", "roll_calls", "CASCADE"),
        _foreign_key("roll_call_answers", "person_id", "people", "RESTRICT"),
        sa.PrimaryKeyConstraint("roll_call_id", "person_id", name=op.f("pk_roll_call_answers")),
    )
    op.create_index(op.f("ix_roll_call_answers_person_id"), "roll_call_answers", ["person_id"])


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _known(table: str, column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    return _check(table, *known(column, values))


def _foreign_key(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete
    )


def downgrade() -> None:
    for table in ("roll_call_answers", "roll_calls"):
        op.drop_table(table)
    for table in ("hall_places", "signal_dismissals", "check_in_traces", "attendance_warnings"):
        op.drop_table(table)
    op.drop_table("class_attendance_rules")
    _marks(OLD_MARKS)
    for column, _check_of_it in _of_a_programme():
        op.execute(f"ALTER TABLE programmes DROP COLUMN {column.name}")
