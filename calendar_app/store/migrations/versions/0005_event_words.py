"""The numbers of events, and the index of their words, by which they are found."""

import sqlalchemy as sa
from alembic import op

from calendar_app.store import postgresql, sqlite
from calendar_app.store.words import index_events

revision = "0005"
down_revision = "0004"

_AT_ONCE = 500


def upgrade() -> None:
    op.add_column("events", sa.Column("number", sa.Integer(), nullable=False, server_default="0"))
    connection = op.get_bind()
    events = sa.table("events", sa.column("id"), sa.column("number"), sa.column("created"))
    ids = connection.scalars(sa.select(events.c.id).order_by(events.c.created, events.c.id)).all()
    for number, event in enumerate(ids, 1):
        connection.execute(sa.update(events).where(events.c.id == event).values(number=number))
    op.create_index("ix_events_number", "events", ["number"], unique=True)
    index = sqlite if connection.dialect.name == "sqlite" else postgresql
    index.make_index(connection)
    for start in range(0, len(ids), _AT_ONCE):
        index_events(connection, index, ids[start : start + _AT_ONCE])
