"""What is known for good: releases, the events they tell of, and how those changed."""

from calendar_app.store.repository import Recorded, Store
from calendar_app.store.telling import StoredRelease
from calendar_app.store.words import words_of

__all__ = ["Recorded", "Store", "StoredRelease", "words_of"]
