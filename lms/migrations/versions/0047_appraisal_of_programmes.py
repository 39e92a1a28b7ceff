"""appraisal of programmes; those that are there count as in force as they stand"""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

from lms.columns import Json, UtcDateTime
from lms.migrations.adding import known

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

WORD = sa.String(40)
STATES = ("submitted", "withdrawn", "passed", "to-correct", "failed")
CONCLUSIONS = ("pass", "correct", "fail")


def upgrade() -> None:
    _forms()
    _submissions()
    _sheets()
    _approvals()
    _in_force()
    _keep_what_is_used()


def _forms() -> None:
    table = "programme_forms"
    _table(
        table,
        sa.Column("place", WORD, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer()),
        sa.Column("ended_at", UtcDateTime()),
        _check(table, "of_the_centre", "place = 'centre'"),
        sa.UniqueConstraint("place", "number", name=op.f(f"uq_{table}_place_number")),
        keys={"made_by_id": ("people", "SET NULL")},
    )
    _unique_while(f"uq_{table}_in_use", table, "place", "ended_at IS NULL")
    table = "programme_criteria"
    _table(
        table,
        _id("form_id"),
        _id("position"),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("hint", sa.String(500), nullable=False),
        _id("weight"),
        _check(table, "weighs_something", "weight > 0"),
        sa.UniqueConstraint("form_id", "position", name=op.f(f"uq_{table}_form_id_position")),
        keys={"form_id": ("programme_forms", "CASCADE")},
    )


def _submissions() -> None:
    table = "programme_submissions"
    _table(
        table,
        _id("programme_id"),
        _id("number"),
        sa.Column("content", Json, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("form_id", sa.Integer()),
        sa.Column("by_id", sa.Integer()),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("said", sa.String(2000), nullable=False),
        sa.Column("ended_by_id", sa.Integer()),
        sa.Column("ended_at", UtcDateTime()),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("councils", Json, nullable=False),
        _check(table, *known("state", STATES)),
        _check(table, "waits_or_ended", "(ended_at IS NULL) = (state = 'submitted')"),
        sa.UniqueConstraint("programme_id", "number", name=op.f(f"uq_{table}_programme_id_number")),
        keys={
            "programme_id": ("programmes", "CASCADE"),
            "form_id": ("programme_forms", "RESTRICT"),
            "by_id": ("people", "SET NULL"),
            "ended_by_id": ("people", "SET NULL"),
        },
        indexed=("state", "form_id"),
    )
    _unique_while(f"uq_{table}_waiting", table, "programme_id", "state = 'submitted'")
    table = "programme_writers"
    op.create_table(
        table,
        sa.Column("submission_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        _key(table, "submission_id", "programme_submissions", "CASCADE"),
        _key(table, "person_id", "people", "CASCADE"),
        sa.PrimaryKeyConstraint("submission_id", "person_id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])


def _sheets() -> None:
    table = "programme_appraisals"
    _table(
        table,
        _id("submission_id"),
        _id("appraiser_id"),
        sa.Column("author_id", sa.Integer()),
        sa.Column("marks", Json, nullable=False),
        sa.Column("comment", sa.String(4000), nullable=False),
        sa.Column("conclusion", WORD, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("reply", sa.String(4000), nullable=False),
        sa.Column("replied_at", UtcDateTime()),
        sa.Column("replied_by_id", sa.Integer()),
        _check(table, "by_another", "appraiser_id <> author_id"),
        _check(table, *known("conclusion", CONCLUSIONS)),
        sa.UniqueConstraint(
            "submission_id", "appraiser_id", name=op.f(f"uq_{table}_submission_id_appraiser_id")
        ),
        sa.UniqueConstraint("id", "appraiser_id", name=op.f(f"uq_{table}_id_appraiser_id")),
        keys={
            "submission_id": ("programme_submissions", "CASCADE"),
            "appraiser_id": ("people", "RESTRICT"),
            "author_id": ("people", "SET NULL"),
            "replied_by_id": ("people", "SET NULL"),
        },
        indexed=("appraiser_id",),
    )


def _approvals() -> None:
    table = "programme_approvals"
    op.create_table(
        table,
        sa.Column("submission_id", sa.Integer(), autoincrement=False, nullable=False),
        *(_id(name) for name in ("first_id", "first_by_id", "second_id", "second_by_id")),
        sa.Column("author_id", sa.Integer()),
        sa.Column("decided_by_id", sa.Integer()),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        _check(table, "two_people", "first_by_id <> second_by_id"),
        _check(table, "decided_by_another", "decided_by_id <> author_id"),
        _key(table, "submission_id", "programme_submissions", "CASCADE"),
        _key(table, "author_id", "people", "SET NULL"),
        _key(table, "decided_by_id", "people", "SET NULL"),
        *(
            sa.ForeignKeyConstraint(
                [f"{which}_id", f"{which}_by_id"],
                ["programme_appraisals.id", "programme_appraisals.appraiser_id"],
                name=op.f(f"fk_{table}_{which}_id_{which}_by_id"),
                ondelete="RESTRICT",
            )
            for which in ("first", "second")
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f(f"pk_{table}")),
    )


def _in_force() -> None:
    table = "programmes_in_force"
    op.create_table(
        table,
        sa.Column("programme_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("origin", WORD, nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("approval_id", sa.Integer()),
        _check(table, *known("origin", ("before", "appraised"))),
        _check(table, "approved_or_before", "(approval_id IS NULL) = (origin = 'before')"),
        _key(table, "programme_id", "programmes", "CASCADE"),
        sa.ForeignKeyConstraint(
            ["approval_id"],
            ["programme_approvals.submission_id"],
            name=op.f(f"fk_{table}_approval_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("programme_id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("approval_id", name=op.f(f"uq_{table}_approval_id")),
    )


def _keep_what_is_used() -> None:
    """In the words in which `lms.programmes.approval` compared contents when this was written."""
    bind, now = op.get_bind(), datetime.now(UTC)
    wanted = bind.execute(sa.text("SELECT id, code, version, title, basis FROM programmes ORDER BY id")).all()
    topics, documents = _topics(bind), _documents(bind)
    kept = sa.table(
        "programmes_in_force",
        sa.column("programme_id"),
        sa.column("origin"),
        sa.column("content", Json),
        sa.column("digest"),
        sa.column("since", UtcDateTime()),
    )
    for key, code, version, title, basis in wanted:
        content = {
            "code": code,
            "version": version,
            "title": title,
            "basis": basis,
            "topics": topics.get(key, []),
            "documents": documents.get(key, []),
        }
        row = {"programme_id": key, "origin": "before", "content": content}
        bind.execute(kept.insert().values(**row, digest=_digest(content), since=now))


def _topics(bind: sa.Connection) -> dict[int, list[dict[str, Any]]]:
    rows = bind.execute(
        sa.text(
            "SELECT t.programme_id, t.lineage, t.title, t.kind, t.periods, t.sessions, above.lineage AS below "
            "FROM topics t LEFT JOIN topic_nestings n ON n.topic_id = t.id "
            "LEFT JOIN topics above ON above.id = n.parent_id ORDER BY t.programme_id, t.position"
        )
    )
    return _grouped(rows)


def _documents(bind: sa.Connection) -> dict[int, list[dict[str, Any]]]:
    rows = bind.execute(
        sa.text(
            "SELECT c.programme_id, c.document_id AS id, c.clause, "
            "CASE WHEN d.number = '' THEN d.abstract ELSE d.number END "
            "|| CASE WHEN c.clause = '' THEN '' ELSE ', ' || c.clause END AS words "
            "FROM programme_citations c JOIN documents d ON d.id = c.document_id ORDER BY c.id"
        )
    )
    return _grouped(rows)


def _grouped(rows: sa.CursorResult[Any]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows.mappings():
        facts = dict(row)
        found.setdefault(facts.pop("programme_id"), []).append(facts)
    return found


def _digest(content: dict[str, Any]) -> str:
    essence = {name: content[name] for name in ("title", "basis", "topics")}
    essence["documents"] = sorted([one["id"], one["clause"]] for one in content["documents"])
    text = json.dumps(essence, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _table(
    table: str,
    *parts: sa.schema.SchemaItem,
    keys: dict[str, tuple[str, str]],
    indexed: tuple[str, ...] = (),
) -> None:
    op.create_table(
        table,
        _id("id"),
        *parts,
        *(_key(table, column, *target) for column, target in keys.items()),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for column in indexed:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _unique_while(name: str, table: str, column: str, condition: str) -> None:
    here = sa.text(condition)
    op.create_index(name, table, [column], unique=True, sqlite_where=here, postgresql_where=here)


def _id(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    for table in (
        "programmes_in_force",
        "programme_approvals",
        "programme_appraisals",
        "programme_writers",
        "programme_submissions",
        "programme_criteria",
        "programme_forms",
    ):
        op.drop_table(table)
