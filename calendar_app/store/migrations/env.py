"""Runs the migrations on the connection that it is given, inside that connection's transaction."""

from alembic import context

from calendar_app.store.schema import metadata

# SQLite alters a table by copying it: batches. https://alembic.sqlalchemy.org/en/latest/batch.html
context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
