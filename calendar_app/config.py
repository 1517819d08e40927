"""The settings of an installation: one TOML file, read once, under what the command line says."""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from calendar_app.errors import CalendarAppError


class Settings(BaseModel):
    """What an operator sets. `base_url` is where the site is reached from outside; None means host and port. `hub` is
    the address of a WebSub hub that is told of changed feeds. A calendar has at most `calendar_events` events and
    `calendar_bytes` octets, a feed `feed_entries` entries."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    profile: str = "osce"
    title: str | None = None
    database: str = "calendar.sqlite"
    out: Path = Path("feeds")
    host: str = "127.0.0.1"
    port: int = Field(default=5000, ge=0, le=65535)
    base_url: str | None = Field(default=None, pattern=r"^https?://[^\s/]+(/[^\s]*)?$")
    hub: str | None = Field(default=None, pattern=r"^https?://[^\s/]+(/[^\s]*)?$")
    calendar_events: int = Field(default=1000, ge=1)
    calendar_bytes: int = Field(default=900_000, ge=10_000)
    feed_entries: int = Field(default=100, ge=1)

    @property
    def address(self) -> str:
        """The absolute URL of the site, without a slash at its end."""
        return (self.base_url or f"http://{self.host}:{self.port}").rstrip("/")


def load_settings(path: str | None, **given: Any) -> Settings:
    """The settings in a TOML file, under those that are given; the defaults without either.

    Raises CalendarAppError naming file and key.
    """
    try:
        told = tomllib.loads(Path(path).read_text(encoding="utf-8")) if path is not None else {}
        return Settings.model_validate(told | given)
    except FileNotFoundError:
        raise CalendarAppError(
            "there is no such file", where=path or "", remedy="check the path given with --config"
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CalendarAppError(f"cannot be read as TOML ({error})", where=path or "", remedy="mend the file") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        where = path or "the command line"
        raise CalendarAppError(
            f"{key}: {first['msg']}", where=where, remedy="see the README's list of settings"
        ) from error
