"""In what order events were touched, so that a publisher finds what is new since it was there; when was last read."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("meta", sa.Column("touched", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("meta", sa.Column("read", sa.Date()))
    op.add_column("events", sa.Column("touched", sa.Integer(), nullable=False, server_default="1"))
    op.create_index("ix_events_touched", "events", ["touched", "id"])
    op.create_index("ix_revisions_changed", "revisions", ["changed"])
