"""Answers of the API: JSON with a tag, by which a program learns that nothing changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from tracker.web.api.blueprint import MEDIA

FRESH = "private, no-cache"
"""Programs may keep an answer, and ask each time whether it still holds."""


def answer(body: dict[str, Any], status: int = 200, *, location: str | None = None) -> Response:
    """The body as JSON; of what only reads, its tag alone where the program has it already."""
    text = write_json(body)
    response = Response(text, status, mimetype=MEDIA)
    response.headers["Cache-Control"] = FRESH
    if location is not None:
        response.headers["Location"] = location
    if request.method not in {"GET", "HEAD"}:
        return response
    response.set_etag(tag_of(text))
    if body.get("next") is not None:
        response.headers["Link"] = f'<{_link_next(body["next"])}>; rel="next"'
    response.make_conditional(request)
    return response


def answer_page(items: Sequence[Any], following: int | None, **more: Any) -> Response:
    """A page of a list; `following` is the cursor of the next one, None on the last."""
    return answer({"items": list(items), "next": following, **more})


def write_json(body: dict[str, Any]) -> str:
    """The body as text, the same for the same body."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), default=_write_value)


def tag_of(text: str) -> str:
    """What stands for a text: another text has another one."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _write_value(value: date) -> str:
    return write_moment(value) if isinstance(value, datetime) else value.isoformat()


def write_moment(moment: datetime) -> str:
    """A moment in UTC, as answers and parameters have it."""
    return moment.isoformat().replace("+00:00", "Z")


def _link_next(cursor: int) -> str:
    kept = {name: value for name, value in request.args.items() if name != "cursor"}
    return f"{request.base_url}?{urlencode({**kept, 'cursor': cursor})}"
