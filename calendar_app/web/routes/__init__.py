"""Which address answers with what."""
