"""Problem details (RFC 9457): what a program is told where a person would see an error page."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from flask import Response, request

PROGRAMS = "/api/"
"""What the addresses begin with that only programs ask."""

MEDIA = "application/problem+json"
UNTYPED = "about:blank"
"""The type of a problem that its status says all of."""


def is_for_program() -> bool:
    """Whether the answer goes to a program."""
    return request.path.startswith(PROGRAMS)


def write_problem(
    status: int, detail: str | None, *, title: str | None = None, kind: str = UNTYPED, **more: Any
) -> Response:
    """A problem as an answer; what is None is left out."""
    said = {"type": kind, "title": title or HTTPStatus(status).phrase, "status": status}
    said |= {name: value for name, value in {"detail": detail, **more}.items() if value is not None}
    return Response(json.dumps(said, ensure_ascii=False), status, mimetype=MEDIA)
