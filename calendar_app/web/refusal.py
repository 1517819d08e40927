"""Why a request is not answered, in words that programs get in English and readers in their language."""

from collections.abc import Callable

from calendar_app.errors import CalendarAppError


class Refusal(CalendarAppError):  # noqa: N818 (the errors themselves are named as errors)
    """What was asked for and cannot be had: `what` and `remedy` have named places for the `values`."""

    def __init__(self, what: str, *, remedy: str = "", **values: object) -> None:
        super().__init__(_filled(what, values), remedy=_filled(remedy, values))
        self._told = (what, remedy, values)

    def in_words(self, gettext: Callable[[str], str]) -> str:
        """The sentence as `str` gives it, but translated."""
        what, remedy, values = self._told
        known = _filled(gettext(what), values)
        if not remedy:
            return f"{known}."
        return gettext("%(what)s; %(remedy)s.") % {"what": known, "remedy": _filled(gettext(remedy), values)}


def _filled(text: str, values: dict[str, object]) -> str:
    return text % values if values else text
