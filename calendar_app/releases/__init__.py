"""Documents cut into releases."""

from calendar_app.releases.cutting import cut

__all__ = ["cut"]
