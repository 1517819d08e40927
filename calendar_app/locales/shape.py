"""What the shapes of a locale's parts have in common."""

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """A part of a locale's file; a key that it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
