"""Workbooks to be filled in without a network."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from tracker.domain.errors import InvalidField
from tracker.exchange.exporting import Format, make_blank
from tracker.registry.sources import list_sources
from tracker.web.api.asking import Asked
from tracker.web.api.calls import call
from tracker.web.api.exports import refuse_field
from tracker.web.api.records import Record, given, left_open
from tracker.web.api.schemas import Day
from tracker.web.api.shapes import ID
from tracker.web.exports.blank_views import take_blank
from tracker.web.exports.blueprint import EXPORTING

NEW_BLANK = Record(
    name="NewWorkbook",
    items={
        "area": given(ID, "The id of the district."),
        "from": given(Day(), "The first day."),
        "to": given(Day(), "The last day."),
        "source": left_open(ID, "The id of who will say so, to stand in it already."),
    },
)


@call(
    "POST",
    "/exports/to-fill-in",
    tag="exports",
    roles=frozenset(EXPORTING),
    body=NEW_BLANK,
    answers={200: None},
    files=(Format.XLSX.mimetype,),
)
def make_workbook(asked: Asked) -> ResponseReturnValue:
    """Take an empty workbook for a district and a period away.

    It has a row for each unit and day, lists to choose from and checks, and is imported without a
    mapping once it is filled in. Shelters that must not be published are left out.
    """
    body = asked.body
    asked.require_reached(body["area"])
    if body["source"] not in {None, *(source.id for source in list_sources(asked.session))}:
        refuse_field(InvalidField("source", "Choose a source from the list"))
    try:
        blank = make_blank(
            asked.session,
            body["area"],
            body["from"],
            body["to"],
            source_id=body["source"],
            without=asked.reach.hidden,
        )
    except InvalidField as refusal:
        refuse_field(refusal)
    return take_blank(blank, asked.person)
