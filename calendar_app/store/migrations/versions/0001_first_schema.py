"""Releases, events, evidence and revisions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _meta()
    _releases()
    _events()
    for name in ("offices", "regions", "topics"):
        _labels(f"event_{name}")
    _evidence()
    _revisions()


def _meta() -> None:
    op.create_table(
        "meta",
        sa.Column("store_id", sa.String(36), nullable=False),
        sa.Column("uid_name", sa.Text(), nullable=False),
        sa.Column("events_minted", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("store_id", name="pk_meta"),
    )


def _releases() -> None:
    op.create_table(
        "releases",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("published", sa.Date()),
        sa.Column("language", sa.String()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("first_seen", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_releases"),
    )
    op.create_index("ix_releases_url", "releases", ["url"])


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("start_time", sa.String(5)),
        sa.Column("end_time", sa.String(5)),
        sa.Column("timezone", sa.String()),
        sa.Column("place", sa.Text()),
        sa.Column("country", sa.Text()),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("precision", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.UniqueConstraint("uid", name="uq_events_uid"),
    )
    op.create_index("ix_events_start", "events", ["start", "end"])


def _labels(table: str) -> None:
    op.create_table(
        table,
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("event", "position", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["event"], ["events.id"], name=f"fk_{table}_event", ondelete="CASCADE"),
    )
    op.create_index(f"ix_{table}_slug", table, ["slug", "event"])


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("release", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("mark_start", sa.Integer()),
        sa.Column("mark_stop", sa.Integer()),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("event", "release", name="pk_evidence"),
        sa.ForeignKeyConstraint(["event"], ["events.id"], name="fk_evidence_event", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["release"], ["releases.key"], name="fk_evidence_release"),
    )
    op.create_index("ix_evidence_release", "evidence", ["release"])


def _revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("event", "sequence", name="pk_revisions"),
        sa.ForeignKeyConstraint(["event"], ["events.id"], name="fk_revisions_event", ondelete="CASCADE"),
    )
