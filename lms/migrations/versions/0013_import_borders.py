"""items of an import that were split off others"""

import sqlalchemy as sa
from alembic import op

from lms.migrations.adding import add_column

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_column("question_import_items", sa.Column("split_from", sa.Integer()))


def downgrade() -> None:
    op.drop_column("question_import_items", "split_from")
