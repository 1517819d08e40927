"""Values that are worth keeping while there is room for them."""

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Memory(Generic[Value]):
    """Values by key. When their sizes come to more than `most` bytes, those that were asked for least lately go.

    A value that is larger than that by itself is not kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[str, tuple[Value, int]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: str) -> Value | None:
        with self._lock:
            kept = self._values.get(key)
            if kept is None:
                return None
            self._values.move_to_end(key)
            return kept[0]

    def put(self, key: str, value: Value, size: int) -> None:
        with self._lock:
            _, before = self._values.pop(key, (None, 0))
            self._size -= before
            if size > self._most:
                return
            self._values[key] = (value, size)
            self._size += size
            while self._size > self._most:
                _, (_, gone) = self._values.popitem(last=False)
                self._size -= gone
