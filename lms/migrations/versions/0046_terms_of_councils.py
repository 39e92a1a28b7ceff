"""terms and posts of councils, who sat on them before, and which council decided about a lesson"""

import sqlalchemy as sa
from alembic import op

from lms.columns import Json, UtcDateTime
from lms.migrations.adding import add_column, known

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

POSTS = ("chair", "deputy", "secretary", "member")
EMPTY_LIST = sa.text("'[]'")


def upgrade() -> None:
    add_column("review_councils", sa.Column("begins_on", sa.Date()))
    add_column(
        "review_councils", sa.Column("ends_on", sa.Date()), ("begins_before_ends", "ends_on >= begins_on")
    )
    _posts()
    _past_seats()
    add_column("lesson_steps", sa.Column("councils", Json, server_default=EMPTY_LIST, nullable=False))


def _posts() -> None:
    table = "review_council_members"
    post: sa.Column[object] = sa.Column(
        "post", sa.String(40), server_default=sa.text("'member'"), nullable=False
    )
    add_column(table, post, known("post", POSTS))
    add_column(table, sa.Column("since", UtcDateTime()))
    one_of_a_kind = sa.text("post <> 'member'")
    op.create_index(
        "uq_review_council_members_post",
        table,
        ["council_id", "post"],
        unique=True,
        sqlite_where=one_of_a_kind,
        postgresql_where=one_of_a_kind,
    )


def _past_seats() -> None:
    table = "review_council_past_seats"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(40), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.CheckConstraint("until >= since", name=op.f(f"ck_{table}_since_before_until")),
        sa.CheckConstraint(known("post", POSTS)[1], name=op.f(f"ck_{table}_post_known")),
        sa.ForeignKeyConstraint(
            ["council_id"], ["review_councils.id"], name=op.f(f"fk_{table}_council_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f(f"fk_{table}_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for column in ("council_id", "person_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    op.drop_column("lesson_steps", "councils")
    op.drop_table("review_council_past_seats")
    op.drop_index("uq_review_council_members_post", "review_council_members")
    op.drop_column("review_council_members", "since")
    op.drop_column("review_council_members", "post")
    op.drop_column("review_councils", "ends_on")
    op.drop_column("review_councils", "begins_on")
