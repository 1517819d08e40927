"""Documents from files, folders and standard input."""

from calendar_app.sources.reading import Source, read_source, sources

__all__ = ["Source", "read_source", "sources"]
