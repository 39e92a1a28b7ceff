"""situational sets: case texts with versions, and which version of which question tells which of them

Questions that share a case and its writer become a set, as far as they are in use or the newest version tells it.
"""

import sqlalchemy as sa
from alembic import op

from lms.columns import Json, UtcDateTime
from question_bank.markup import folded, plain

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

LONGEST_TITLE = 80


def upgrade() -> None:
    _sets()
    _texts()
    _parts()
    op.create_index(op.f("ix_topics_lineage"), "topics", ["lineage"])
    _take_over()


def downgrade() -> None:
    op.drop_index(op.f("ix_topics_lineage"), "topics")
    for table in ("situation_parts", "situation_texts", "situations"):
        op.drop_table(table)


def _sets() -> None:
    table = "situations"
    op.create_table(
        table,
        _number("id"),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("source", sa.String(300), nullable=False),
        sa.Column("author_id", sa.Integer()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        _number("latest_number"),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("retired_at", UtcDateTime()),
        _key(table, "author_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_author_id"), table, ["author_id"])


def _texts() -> None:
    table = "situation_texts"
    op.create_table(
        table,
        _number("id"),
        _number("situation_id"),
        _number("number"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_by_id", sa.Integer()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        _key(table, "situation_id", "situations", "CASCADE"),
        _key(table, "created_by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("situation_id", "number", name=op.f(f"uq_{table}_situation_id_number")),
    )


def _parts() -> None:
    table = "situation_parts"
    op.create_table(
        table,
        _number("version_id"),
        _number("situation_id"),
        _number("number"),
        _number("place"),
        sa.CheckConstraint("place > 0", name=op.f(f"ck_{table}_place_positive")),
        _key(table, "version_id", "question_versions", "CASCADE"),
        sa.ForeignKeyConstraint(
            ["situation_id", "number"],
            ["situation_texts.situation_id", "situation_texts.number"],
            name=f"fk_{table}_text",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_situation_id_number", table, ["situation_id", "number"])


def _take_over() -> None:
    questions = sa.table(
        "questions",
        *map(sa.column, ("id", "latest_number", "author_id", "programme_id")),
        sa.column("created_at", UtcDateTime()),
    )
    versions = sa.table(
        "question_versions",
        *map(sa.column, ("id", "question_id", "number", "state")),
        sa.column("content", Json),
    )
    telling = (
        sa.select(questions, versions.c.id.label("version_id"), versions.c.content)
        .join_from(questions, versions, versions.c.question_id == questions.c.id)
        .where((versions.c.number == questions.c.latest_number) | (versions.c.state == "published"))
        .order_by(questions.c.id, versions.c.number)
    )
    sets: dict[tuple[object, object, str], list[sa.Row[tuple[object, ...]]]] = {}
    for row in op.get_bind().execute(telling):
        if case := row.content.get("case"):
            sets.setdefault((row.author_id, row.programme_id, case), []).append(row)
    for number, ((author_id, _programme, case), rows) in enumerate(sets.items(), start=1):
        _store(number, author_id, case, rows)
    if sets and op.get_bind().dialect.name == "postgresql":
        op.execute(f"SELECT setval(pg_get_serial_sequence('situations', 'id'), {len(sets)})")


def _store(number: int, author_id: object, case: str, rows: list[sa.Row[tuple[object, ...]]]) -> None:
    begun = {"created_at": rows[0].created_at}
    line = " ".join(plain(case).split()) or "…"
    title = line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1] + "…"
    words = f"{title} {line}".casefold()
    told = {"title": title, "source": "", "words": words, "search_key": folded(words)}
    _insert("situations", {"id": number, "author_id": author_id, "latest_number": 1, **told, **begun})
    text = {"situation_id": number, "number": 1, "text": case}
    _insert("situation_texts", {**text, "created_by_id": author_id, **begun})
    places: dict[object, int] = {}
    for row in rows:
        place = places.setdefault(row.id, len(places) + 1)
        _insert(
            "situation_parts",
            {"version_id": row.version_id, "situation_id": number, "number": 1, "place": place},
        )


def _insert(table: str, values: dict[str, object]) -> None:
    columns = [sa.column(name, UtcDateTime() if name == "created_at" else None) for name in values]
    op.bulk_insert(sa.table(table, *columns), [values])


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _key(table: str, column: str, target: str, gone: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=gone
    )
