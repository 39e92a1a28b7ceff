"""notebooks: things that a person saved, and entries of their own"""

import sqlalchemy as sa
from alembic import op

from lms.columns import UtcDateTime

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

TABLE = "collected_items"
THINGS = {"giving_id": "lesson_givings", "material_id": "materials", "document_id": "documents"}
CHECKS = {
    "giving_of_a_lesson": "giving_id IS NULL OR kind = 'lesson'",
    "material_of_its_kind": "material_id IS NULL OR kind = 'material'",
    "document_of_its_kind": "document_id IS NULL OR kind = 'document'",
    "title_not_empty": "title <> ''",
    "link_of_ones_own": "kind = 'own' OR url = ''",
    "own_says_something": "kind <> 'own' OR url <> '' OR note <> ''",
    "kind_known": "kind IN ('lesson', 'material', 'document', 'own')",
}


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("giving_id", sa.Integer()),
        sa.Column("material_id", sa.Integer()),
        sa.Column("document_id", sa.Integer()),
        sa.Column("study_class_id", sa.Integer()),
        sa.Column("title", sa.String(500), nullable=False),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("note", sa.String(4000), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_{TABLE}_{name}")) for name, rule in CHECKS.items()),
        _key("person_id", "people", "CASCADE"),
        *(_key(column, target, "SET NULL") for column, target in THINGS.items()),
        _key("study_class_id", "study_classes", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        *(
            sa.UniqueConstraint("person_id", column, name=op.f(f"uq_{TABLE}_person_id_{column}"))
            for column in THINGS
        ),
    )
    for column in (*THINGS, "study_class_id"):
        op.create_index(op.f(f"ix_{TABLE}_{column}"), TABLE, [column])


def _key(column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{TABLE}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    op.drop_table(TABLE)
