"""Text from releases as it stands where markup cannot isolate it."""

from calendar_app.publishing.clean import line

_DIRECTION = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C))


def plain(text: str | None) -> str:
    """One line without the characters that turn the direction of a text; for titles of windows and for machines."""
    return line(text).translate(_DIRECTION)
