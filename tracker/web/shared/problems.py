"""Problem details (RFC 9457): what a program is told where a person would see an error page."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

from flask import Response, request

PROGRAMS = "/api/"
"""What the addresses begin with that only programs ask."""

MEDIA = "application/problem+json"
EXPLAINED = "/api/v1/reference"
"""The page on which each kind of problem is told."""


class Kind(StrEnum):
    """Problems that a program can do something about; each is told on the reference page."""

    REFUSED = "refused"
    NOT_READABLE = "not-readable"
    NO_TOKEN = "no-token"  # noqa: S105 -- the name of a problem
    NOT_ALLOWED = "not-allowed"
    NOT_FOUND = "not-found"
    WRONG_METHOD = "wrong-method"
    WRONG_MEDIA = "wrong-media"
    TOO_LARGE = "too-large"
    INVALID = "invalid"
    NEEDS_CONFIRMATION = "needs-confirmation"
    SUBMISSION_CONFLICT = "submission-conflict"
    OUTDATED_REVISION = "outdated-revision"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    IN_USE = "in-use"
    TOO_MANY_CALLS = "too-many-calls"
    FAILED = "failed"
    UNAVAILABLE = "unavailable"


TITLES = {
    Kind.REFUSED: "The call is refused",
    Kind.NOT_READABLE: "The body is no JSON",
    Kind.NO_TOKEN: "A token is needed",
    Kind.NOT_ALLOWED: "This may not be done",
    Kind.NOT_FOUND: "There is nothing like this",
    Kind.WRONG_METHOD: "This address takes other methods",
    Kind.WRONG_MEDIA: "The body is of another type",
    Kind.TOO_LARGE: "The body is too large",
    Kind.INVALID: "Something in the call cannot be accepted",
    Kind.NEEDS_CONFIRMATION: "Something looks unlikely",
    Kind.SUBMISSION_CONFLICT: "This id was used for something else",
    Kind.OUTDATED_REVISION: "The report changed meanwhile",
    Kind.CHANGED: "The report is not the one you read",
    Kind.WITHDRAWN: "The report was withdrawn",
    Kind.IN_USE: "Something else depends on it",
    Kind.TOO_MANY_CALLS: "Too many calls",
    Kind.FAILED: "Something went wrong here",
    Kind.UNAVAILABLE: "The database is busy or out of reach",
}

OF_STATUS = {
    403: Kind.NOT_ALLOWED,
    404: Kind.NOT_FOUND,
    405: Kind.WRONG_METHOD,
    413: Kind.TOO_LARGE,
    415: Kind.WRONG_MEDIA,
    429: Kind.TOO_MANY_CALLS,
    503: Kind.UNAVAILABLE,
}
"""What a status says where nothing else is said; others are refusals, and from 500 on failures."""

_FAILURES = 500


def is_for_program() -> bool:
    """Whether the answer goes to a program."""
    return request.path.startswith(PROGRAMS)


def write_problem(
    status: int, detail: str | None, *, kind: Kind | None = None, **more: Any
) -> Response:
    """A problem as an answer, of what its status says where no kind is; None is left out."""
    of = kind or OF_STATUS.get(status, Kind.FAILED if status >= _FAILURES else Kind.REFUSED)
    said = {"type": f"{EXPLAINED}#{of}", "title": TITLES[of], "status": status}
    said |= {name: value for name, value in {"detail": detail, **more}.items() if value is not None}
    return Response(json.dumps(said, ensure_ascii=False), status, mimetype=MEDIA)
