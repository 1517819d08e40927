"""What is known for good: releases, the events they tell of, and how those changed."""

from calendar_app.store.repository import Recorded, Store
from calendar_app.store.telling import StoredRelease

__all__ = ["Recorded", "Store", "StoredRelease"]
