"""Schemas: one description by which the API reads what is sent and by which it documents it."""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from tracker.web.shared.forms import YEARS

Described = dict[str, Any]
"""A schema as JSON Schema says it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What is wrong with a value; `at` is its JSON Pointer in the body, or the parameter's name."""

    at: str
    detail: str


@dataclass(kw_only=True, slots=True)
class Faults:
    """All that was found wrong while something was read."""

    found: list[Fault] = field(default_factory=list)

    def add(self, at: str, detail: str) -> None:
        """Note one more."""
        self.found.append(Fault(at=at, detail=detail))


class Schema(ABC):
    """What a value may be."""

    @abstractmethod
    def read(self, sent: Any, at: str, faults: Faults) -> Any:
        """The value out of JSON; None where it cannot be read, which is then among the faults."""

    @abstractmethod
    def describe(self) -> Described:
        """The same as JSON Schema."""

    def read_text(self, sent: str, at: str, faults: Faults) -> Any:
        """The value out of a parameter."""
        return self.read(sent, at, faults)


@dataclass(frozen=True, kw_only=True, slots=True)
class Text(Schema):
    """A text of at most so many characters; signs that no database keeps are taken out."""

    most: int
    least: int = 0

    def read(self, sent: Any, at: str, faults: Faults) -> str | None:
        """See Schema."""
        if not isinstance(sent, str):
            faults.add(at, "Enter a text")
        elif len(sent) > self.most:
            faults.add(at, f"Use at most {self.most:,} characters here; this has {len(sent):,}")
        elif len(sent) < self.least:
            faults.add(at, f"Use at least {self.least:,} characters here")
        else:
            return _clean(sent)
        return None

    def describe(self) -> Described:
        """See Schema."""
        least = {"minLength": self.least} if self.least else {}
        return {"type": "string", "maxLength": self.most, **least}


def _clean(sent: str) -> str:
    text = sent.replace("\r\n", "\n").strip()
    if text.isprintable():
        return text
    return "".join(s for s in text if s in "\n\t" or unicodedata.category(s) not in {"Cc", "Cs"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Whole(Schema):
    """A whole number; without `judged` the domain says what is wrong with one out of range."""

    least: int = 0
    most: int
    judged: bool = True

    def read(self, sent: Any, at: str, faults: Faults) -> int | None:
        """See Schema; 48.0 is 48 in JSON."""
        if isinstance(sent, float) and sent.is_integer():
            sent = int(sent)
        if not isinstance(sent, int) or isinstance(sent, bool):
            faults.add(at, "Enter a whole number, such as 0 or 1204")
        elif self.judged and not self.least <= sent <= self.most:
            faults.add(at, f"Enter a whole number from {self.least:,} to {self.most:,}")
        else:
            return sent
        return None

    def read_text(self, sent: str, at: str, faults: Faults) -> int | None:
        """See Schema."""
        plain = re.fullmatch(r"\d{1,19}", sent, re.ASCII)
        return self.read(int(sent) if plain else sent, at, faults)

    def describe(self) -> Described:
        """See Schema."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, kw_only=True, slots=True)
class Number(Schema):
    """A number above 0 with a fraction; the domain judges its size."""

    most: float

    def read(self, sent: Any, at: str, faults: Faults) -> float | None:
        """See Schema."""
        if not isinstance(sent, int | float) or isinstance(sent, bool):
            faults.add(at, "Enter a number, such as 2.5")
            return None
        # A whole number may be longer than any fraction can be.
        return float(min(max(sent, -1), self.most + 1))

    def describe(self) -> Described:
        """See Schema."""
        return {"type": "number", "exclusiveMinimum": 0, "maximum": self.most}


@dataclass(frozen=True, kw_only=True, slots=True)
class Truth(Schema):
    """Yes or no."""

    def read(self, sent: Any, at: str, faults: Faults) -> bool | None:
        """See Schema."""
        if isinstance(sent, bool):
            return sent
        faults.add(at, "Enter true or false")
        return None

    def read_text(self, sent: str, at: str, faults: Faults) -> bool | None:
        """See Schema."""
        return self.read({"true": True, "false": False}.get(sent, sent), at, faults)

    def describe(self) -> Described:
        """See Schema."""
        return {"type": "boolean"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice(Schema):
    """One of a closed list."""

    of: type[StrEnum]
    noun: str

    def read(self, sent: Any, at: str, faults: Faults) -> StrEnum | None:
        """See Schema."""
        if isinstance(sent, str) and sent in tuple(self.of):
            return self.of(sent)
        faults.add(at, f"Select {self.noun}: {', '.join(self.of)}")
        return None

    def describe(self) -> Described:
        """See Schema."""
        return {"type": "string", "enum": [str(one) for one in self.of]}


_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Day(Schema):
    """A day."""

    def read(self, sent: Any, at: str, faults: Faults) -> date | None:
        """See Schema."""
        try:
            if isinstance(sent, str) and _DAY.fullmatch(sent):
                day = date.fromisoformat(sent)
                if day.year in YEARS:
                    return day
        except ValueError:
            pass
        faults.add(at, "Enter a day, such as 2024-08-08")
        return None

    def describe(self) -> Described:
        """See Schema."""
        return {"type": "string", "format": "date"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment(Schema):
    """A day and a time with its distance from UTC."""

    def read(self, sent: Any, at: str, faults: Faults) -> datetime | None:
        """See Schema."""
        try:
            if isinstance(sent, str) and _MOMENT.fullmatch(sent):
                moment = datetime.fromisoformat(sent.upper()).astimezone(UTC)
                if moment.year in YEARS:
                    return moment
        except (ValueError, OverflowError):
            pass
        faults.add(at, "Enter a day and a time, such as 2024-08-08T10:00:00Z")
        return None

    def read_text(self, sent: str, at: str, faults: Faults) -> datetime | None:
        """See Schema; a plus becomes a space in an address."""
        return self.read(sent.replace(" ", "+"), at, faults)

    def describe(self) -> Described:
        """See Schema."""
        return {"type": "string", "format": "date-time"}


_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Uuid(Schema):
    """A UUID that the program made by chance."""

    def read(self, sent: Any, at: str, faults: Faults) -> UUID | None:
        """See Schema."""
        if isinstance(sent, str) and _UUID.fullmatch(sent):
            return UUID(sent)
        faults.add(at, "Enter a UUID, such as 0b9f2f0e-5f0c-4b1e-9d7e-2f4f6f0a1c3d")
        return None

    def describe(self) -> Described:
        """See Schema."""
        return {"type": "string", "format": "uuid"}
