"""The migrations of the store, for Alembic; run by `calendar_app.store.database` alone."""
