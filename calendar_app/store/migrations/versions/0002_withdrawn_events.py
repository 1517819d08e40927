"""Events that no release tells of any more."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("events", sa.Column("withdrawn", sa.DateTime()))
    op.add_column("evidence", sa.Column("told", sa.Boolean(), nullable=False, server_default=sa.true()))
