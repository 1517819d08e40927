"""Events that no release tells of any more, and those that a release moved."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("events", sa.Column("withdrawn", sa.DateTime()))
    op.add_column("evidence", sa.Column("told", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("evidence", sa.Column("moved_from", sa.Date()))
    op.create_index("ix_evidence_moved_from", "evidence", ["moved_from"])
