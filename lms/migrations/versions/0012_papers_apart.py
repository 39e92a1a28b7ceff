"""how many questions two papers of a test may have in common"""

import sqlalchemy as sa
from alembic import op

from lms.migrations.adding import add_column

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_column(
        "quizzes",
        sa.Column("most_shared", sa.Integer()),
        ("most_shared_0_200", "most_shared BETWEEN 0 AND 200"),
    )


def downgrade() -> None:
    op.drop_column("quizzes", "most_shared")
