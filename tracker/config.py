"""Settings of an installation, read from environment variables."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tracker.exchange.reading.limits import MEGABYTE, Limits

LIMITS_KEY = "IMPORT_LIMITS"
"""Under which Flask's configuration has the limits of imports."""

SMALLEST_KEY = "SMALLEST_PUBLISHED"
"""Under which it has the least number of people by sex and age that the public may see."""

CALLS_KEY = "API_CALLS_PER_MINUTE"
ORIGINS_KEY = "API_ORIGINS"
"""Under which it has how often a token may call, and which other sites' pages may."""

PROJECT = Path(__file__).resolve().parent.parent


class InvalidSetting(ValueError):
    """A setting whose value cannot be used; the message names the variable and what it takes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """How this installation runs. Each field has its variable and its meaning in docs/settings.md.

    Without `secret_key` one is made at the first start and kept in the instance folder.
    """

    instance: Path = PROJECT / "instance"
    database_url: str = ""
    secret_key: str = field(default="", repr=False)
    proxy_count: int = 0
    secure_cookies: bool = False
    session_days: int = 7
    rate_limit_storage: str = "memory://"
    import_megabytes: int = 64
    import_unpacked_megabytes: int = 512
    import_cells: int = 20_000_000
    import_columns: int = 1_500
    smallest_published: int = 5
    api_calls_per_minute: int = 300
    api_origins: tuple[str, ...] = ()
    testing: bool = False

    @property
    def database(self) -> str:
        """The URL of the database, by default a file in the instance folder."""
        if self.database_url:
            return self.database_url
        return f"sqlite:///{(self.instance / 'tracker.sqlite3').as_posix()}"

    @property
    def import_limits(self) -> Limits:
        """What a file to be imported may cost."""
        return Limits(
            size=self.import_megabytes * MEGABYTE,
            unpacked=self.import_unpacked_megabytes * MEGABYTE,
            cells=self.import_cells,
            columns=self.import_columns,
        )

    @property
    def assets(self) -> Path:
        """Where the compressed copies of style sheets, scripts and pictures are kept."""
        return self.instance / "assets"

    def ensure_secret_key(self) -> str:
        """The key that signs sessions."""
        return self.secret_key or _keep_secret(self.instance / "secret_key")


VARIABLES = {
    "instance": "TRACKER_INSTANCE",
    "database_url": "TRACKER_DATABASE_URL",
    "secret_key": "TRACKER_SECRET_KEY",
    "proxy_count": "TRACKER_PROXY_COUNT",
    "secure_cookies": "TRACKER_SECURE_COOKIES",
    "session_days": "TRACKER_SESSION_DAYS",
    "rate_limit_storage": "TRACKER_RATE_LIMIT_STORAGE",
    "import_megabytes": "TRACKER_IMPORT_MEGABYTES",
    "import_unpacked_megabytes": "TRACKER_IMPORT_UNPACKED_MEGABYTES",
    "import_cells": "TRACKER_IMPORT_CELLS",
    "import_columns": "TRACKER_IMPORT_COLUMNS",
    "smallest_published": "TRACKER_SMALLEST_PUBLISHED",
    "api_calls_per_minute": "TRACKER_API_CALLS_PER_MINUTE",
    "api_origins": "TRACKER_API_ORIGINS",
}
"""The environment variable of each setting."""


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings as the environment has them; a variable that is empty counts as not set."""
    given = {name: environment.get(variable, "") for name, variable in VARIABLES.items()}
    defaults = Settings()
    return Settings(
        instance=Path(given["instance"]).resolve() if given["instance"] else defaults.instance,
        database_url=given["database_url"],
        secret_key=given["secret_key"],
        proxy_count=_read_number("proxy_count", given, defaults.proxy_count),
        secure_cookies=_read_switch("secure_cookies", given, default=defaults.secure_cookies),
        session_days=_read_number("session_days", given, defaults.session_days),
        rate_limit_storage=given["rate_limit_storage"] or defaults.rate_limit_storage,
        import_megabytes=_read_number("import_megabytes", given, defaults.import_megabytes),
        import_unpacked_megabytes=_read_number(
            "import_unpacked_megabytes", given, defaults.import_unpacked_megabytes
        ),
        import_cells=_read_number("import_cells", given, defaults.import_cells),
        import_columns=_read_number("import_columns", given, defaults.import_columns),
        smallest_published=_read_number("smallest_published", given, defaults.smallest_published),
        api_calls_per_minute=_read_number(
            "api_calls_per_minute", given, defaults.api_calls_per_minute
        ),
        api_origins=_read_origins("api_origins", given),
    )


def _read_number(name: str, given: Mapping[str, str], default: int) -> int:
    if not given[name]:
        return default
    if not given[name].isdecimal():
        raise InvalidSetting(f"{VARIABLES[name]} takes a whole number, not {given[name]!r}.")
    return int(given[name])


def _read_switch(name: str, given: Mapping[str, str], *, default: bool) -> bool:
    words = {"": default, "1": True, "true": True, "yes": True, "0": False, "false": False}
    words["no"] = False
    try:
        return words[given[name].lower()]
    except KeyError:
        raise InvalidSetting(f"{VARIABLES[name]} takes yes or no, not {given[name]!r}.") from None


def _read_origins(name: str, given: Mapping[str, str]) -> tuple[str, ...]:
    origins = tuple(given[name].split())
    for origin in origins:
        if not re.fullmatch(r"https?://[\w.-]+(:\d+)?", origin):
            raise InvalidSetting(
                f"{VARIABLES[name]} takes origins such as https://example.org, not {origin!r}."
            )
    return origins


def _keep_secret(path: Path) -> str:
    """Read a secret from its file; make both, readable by the owner only, when there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        made.touch(mode=0o600)
        made.write_text(secrets.token_hex(32), encoding="ascii")
        try:
            # A link, unlike a rename, leaves standing what another process made meanwhile.
            os.link(made, path)
        except FileExistsError:
            pass
        except OSError:  # sticks and some network drives have no links
            made.replace(path)
        finally:
            made.unlink(missing_ok=True)
    return path.read_text(encoding="ascii").strip()
