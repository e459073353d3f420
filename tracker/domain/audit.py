"""The links of the audit trail: which acts there are, and how a link's hash is made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from tracker.domain.published import ActKind

VERSION = 1
"""Of the encoding below and of that of contents; a link keeps the version that it was made with."""

FIRST = 1
"""The number of the first link, which the database is made with."""

BEFORE_FIRST = bytes(32)
"""What the first link holds as the hash of the link before."""


class Act(StrEnum):
    """Everything that leaves a link. The list is closed: codes are stored and never reused."""

    CHAIN_BEGUN = "chain_begun"

    REVISION = "revision"
    DECISION = "decision"
    RULING = "ruling"
    GRADE = "grade"
    CONFLICT = "conflict"
    SETTLEMENT = "settlement"

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 -- the name of an act
    PASSWORD_SET = "password_set"  # noqa: S105 -- as above

    FEED_MADE = "feed_made"
    FEED_REVOKED = "feed_revoked"
    TOKEN_MADE = "token_made"  # noqa: S105 -- the name of an act
    TOKEN_REVOKED = "token_revoked"  # noqa: S105 -- as above

    PERSON_ADDED = "person_added"
    PERSON_CHANGED = "person_changed"
    ROLES_CHANGED = "roles_changed"
    ASSIGNMENTS_CHANGED = "assignments_changed"

    OPERATION_SET_UP = "operation_set_up"
    SETTINGS_CHANGED = "settings_changed"

    AREA_ADDED = "area_added"
    AREA_CHANGED = "area_changed"
    AREA_MOVED = "area_moved"
    AREAS_IMPORTED = "areas_imported"
    REPORTING_MODE_SET = "reporting_mode_set"
    SHELTER_ADDED = "shelter_added"
    SHELTER_CHANGED = "shelter_changed"
    SHELTER_MOVED = "shelter_moved"
    SHELTER_STATUS_SET = "shelter_status_set"
    PLACE_RETIRED = "place_retired"
    PLACE_RESTORED = "place_restored"

    SOURCE_ADDED = "source_added"
    SOURCE_CHANGED = "source_changed"
    SOURCE_RETIRED = "source_retired"
    SOURCE_RESTORED = "source_restored"

    EXPORTED = "exported"
    IMPORTED = "imported"
    IMPORT_UNDONE = "import_undone"
    IMPORT_STOPPED = "import_stopped"
    MAPPING_SAVED = "mapping_saved"
    MAPPING_UPLOADED = "mapping_uploaded"
    MAPPING_RENAMED = "mapping_renamed"
    MAPPING_DELETED = "mapping_deleted"
    TOTALS_REBUILT = "totals_rebuilt"


@dataclass(frozen=True, kw_only=True, slots=True)
class Within:
    """The import that is recorded, or undone, by an act of which changes of registers are part."""

    kind: ActKind
    import_id: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Author:
    """Who does something, and when; `person_id` None is a command, or nobody signed in.

    `within` is the import or the undoing of one that it is part of; None: an act of its own.
    """

    person_id: int | None
    at: datetime
    within: Within | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An act about to get its link.

    `subject_id` is the id of what it is about, in the table that the act belongs to. `content` is
    the hash of the row that the act wrote (see `tracker.audit.contents`); an act without a row of
    its own says what happened in `details`, small plain values that JSON knows.
    """

    act: Act
    by: Author
    subject_id: int | None = None
    content: bytes | None = None
    details: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


def encode_json(value: object) -> str:
    """The one way in which a value is written: sorted names, no spaces, ASCII only.

    >>> encode_json({"b": None, "a": "é"})[-10:]
    ',"b":null}'
    """
    return _ENCODER.encode(value)


def describe_link(entry: Entry) -> dict[str, Any]:
    """The columns of an entry's link that are known before its place in the chain is."""
    return {
        "act": entry.act.value,
        "subject_id": entry.subject_id,
        "content": entry.content,
        "person_id": entry.by.person_id,
        "recorded_at": entry.by.at,
        "details": encode_json(dict(entry.details)) if entry.details else None,
    }


def encode_link(columns: Mapping[str, Any]) -> bytes:
    """What a link says, as bytes: a JSON array of the version and of the columns of describe_link.

    Hashes are hexadecimal, the moment is UTC with microseconds, details are text as stored.
    """
    content = columns["content"]
    said = (
        VERSION,
        columns["act"],
        columns["subject_id"],
        content.hex() if content is not None else None,
        columns["person_id"],
        write_moment(columns["recorded_at"]),
        columns["details"],
    )
    return encode_json(said).encode("ascii")


def hash_link(previous: bytes, number: int, said: bytes) -> bytes:
    """SHA-256 over the hash of the link before, the number in 8 bytes (big end first), and `said`.

    The number is apart from `said` so that the database itself can give it and hash it: then a
    link costs one statement.
    """
    return hashlib.sha256(previous + number.to_bytes(8, "big") + said).digest()


@lru_cache(256)
def write_moment(moment: datetime) -> str:
    """A moment as it is hashed.

    >>> write_moment(datetime(2024, 8, 8, 14, 5, tzinfo=UTC))
    '2024-08-08T14:05:00.000000+00:00'
    """
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)
