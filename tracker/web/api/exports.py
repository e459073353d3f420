"""Exports: numbers and registers as files, kept in the audit trail."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NoReturn

from flask import current_app
from flask.typing import ResponseReturnValue

from tracker.config import SMALLEST_KEY
from tracker.domain.errors import InvalidField
from tracker.domain.indicators import Indicator
from tracker.exchange.exporting import (
    Audience,
    Content,
    ExportRequest,
    Format,
    Rows,
    name_export,
)
from tracker.web.api.asking import Asked
from tracker.web.api.calls import call
from tracker.web.api.problems import Unprocessable
from tracker.web.api.records import ListOf, Record, given, left_open
from tracker.web.api.schemas import Choice, Fault
from tracker.web.api.shapes import AREA, FIRST, ID, INDICATOR, KNOWN_AT, LAST, YES
from tracker.web.api.spans import check_known_at
from tracker.web.exports.blueprint import EXPORTING
from tracker.web.exports.describing import describe_request
from tracker.web.exports.views import send_file
from tracker.web.shared.clock import now
from tracker.web.shared.exporting import keep_export

NEW_EXPORT = Record(
    name="NewExport",
    items={
        "content": given(Choice(of=Content, noun="what to export"), "What is exported."),
        "format": given(Choice(of=Format, noun="a kind of file"), "The kind of file."),
        "audience": left_open(
            Choice(of=Audience, noun="whom it is for"),
            "Left out: public, without what the public may not see. internal: all, and it says so.",
        ),
        "area": left_open(ID, AREA.meaning),
        "from": left_open(FIRST.schema, "The first day; left out: the operation's."),
        "to": left_open(LAST.schema, "The last day; left out: today."),
        "rows": left_open(Choice(of=Rows, noun="what the rows are about"), "Left out: both."),
        "indicators": left_open(
            ListOf(item=INDICATOR, most=len(Indicator)), "Which numbers; left out: all."
        ),
        "known_at": left_open(KNOWN_AT.schema, KNOWN_AT.meaning),
        "bom": left_open(YES, "Whether CSV begins with the mark that Excel needs; left out: no."),
    },
)

_CALLED = {"first": "from", "last": "to", "place": "area", "district": "area"}
"""Fields of the forms of exports that are called otherwise here."""


@call(
    "POST",
    "/exports",
    tag="exports",
    roles=frozenset(EXPORTING),
    body=NEW_EXPORT,
    answers={200: None},
    files=tuple(dict.fromkeys(one.mimetype for one in Format)),
)
def make_export(asked: Asked) -> ResponseReturnValue:
    """Take numbers or a register away as a file, which is sent while it is written.

    It is a POST, by a token that writes, because the audit trail keeps who took what. A token
    that is narrowed to areas names one that it reaches.
    """
    moment = now()
    wanted = read_request(asked, moment)
    try:
        name = name_export(asked.session, wanted)
    except InvalidField as refusal:
        refuse_field(refusal)
    keep_export(name, describe_request(wanted, asked.operation.time_zone), asked.person)
    return send_file(wanted, name, with_mark=bool(asked.body["bom"]))


def refuse_field(refusal: InvalidField) -> NoReturn:
    """Refuse a value at its place in the body."""
    at = _CALLED.get(refusal.field, refusal.field)
    raise Unprocessable([Fault(at=f"/{at}", detail=refusal.message)]) from None


def read_request(asked: Asked, moment: datetime) -> ExportRequest:
    """The export that is asked for; what it cannot be is refused at its place."""
    body, clock = asked.body, asked.operation.clock
    check_area(asked, body["area"])
    check_known_at(body["known_at"], moment, clock, at="/known_at")
    today = clock.day_of(body["known_at"] or moment)
    chosen: set[Any] = set(Indicator if body["indicators"] is None else body["indicators"])
    return ExportRequest(
        content=body["content"],
        format=body["format"],
        audience=body["audience"] or Audience.PUBLIC,
        first=body["from"] or clock.start,
        last=min(body["to"] or today, today),
        made_at=moment,
        place_id=body["area"],
        indicators=tuple(one for one in Indicator if one in chosen),
        rows=body["rows"] or Rows.BOTH,
        known_at=body["known_at"],
        smallest=current_app.config[SMALLEST_KEY],
    )


def check_area(asked: Asked, area: int | None) -> None:
    """Refuse an area out of reach, and the whole operation to a token that is narrowed."""
    if area is not None:
        asked.require_reached(area)
    elif asked.bearer.token.areas:
        raise Unprocessable([Fault(at="/area", detail="Enter an area that this token reaches")])
