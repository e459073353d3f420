"""What the benchmark finds: figures, some with a limit that they should keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Required, TypedDict


class Where(TypedDict, total=False):
    """What several figures have in common."""

    part: Required[str]
    engine: str | None
    reports: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One number. `reports` is how many reports were stored, `engine` where (None: no matter).

    A ratio has a limit from below or from above.
    """

    part: str
    name: str
    value: float
    unit: str
    engine: str | None = None
    reports: int | None = None
    at_least: float | None = None
    at_most: float | None = None

    @property
    def limit(self) -> str:
        """The limit in words; empty where there is none."""
        if self.at_least is not None:
            return f"at least {self.at_least:g}"
        return f"at most {self.at_most:g}" if self.at_most is not None else ""

    @property
    def is_kept(self) -> bool | None:
        """Whether the limit is kept; None without one."""
        if self.at_least is not None:
            return self.value >= self.at_least
        return self.value <= self.at_most if self.at_most is not None else None


def describe(figure: Figure) -> str:
    """A figure as a line."""
    size = f"{figure.reports:,} reports" if figure.reports is not None else None
    where = ", ".join(part for part in (figure.engine, size) if part)
    name = f"{figure.name} ({where})" if where else figure.name
    return f"{name}: {write_number(figure.value)} {figure.unit}".rstrip()


def write_number(value: float) -> str:
    """Three digits that say something, or all before the point."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if value else "0"
