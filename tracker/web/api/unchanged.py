"""Reports that nothing changed: the levels that stand, confirmed for another day."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from tracker.domain.errors import InvalidField, InvalidReport, NothingToReport
from tracker.recording.reports import confirm_unchanged, describe_unchanged
from tracker.web.api.asking import Asked
from tracker.web.api.calls import call
from tracker.web.api.records import Record, given
from tracker.web.api.report_bodies import SAID_BY, SUBMISSION
from tracker.web.api.reports import (
    COORDINATOR,
    RECEIPTS,
    choose_source,
    send_receipt,
)
from tracker.web.api.rights import open_place
from tracker.web.api.schemas import Day
from tracker.web.api.shapes import ID
from tracker.web.shared.clock import now
from tracker.web.shared.unit_of_work import writing

UNCHANGED = Record(
    name="Unchanged",
    items={
        "submission_id": SUBMISSION,
        "place": given(ID, "The id of the unit."),
        "day": given(Day(), "The day on which the levels of before still hold."),
        "source": SAID_BY,
    },
)


@call(
    "POST",
    "/reports/unchanged",
    tag="reports",
    roles=COORDINATOR,
    repeats=True,
    body=UNCHANGED,
    answers=RECEIPTS,
    problems=(409,),
)
def report_unchanged(asked: Asked) -> ResponseReturnValue:
    """Report that the levels of a unit are those of before.

    It makes a report that says them again, as vague as they were said, of whoever counted them
    last. Answers 201, and 200 when the same was accepted before; 422 where no level stands. No
    warnings come back: what was said before is no slip of the hand.
    """
    body = asked.body
    right = open_place(asked)
    said = {
        "place_id": body["place"],
        "day": body["day"],
        "source_id": choose_source(asked),
        "person_id": asked.person.id,
    }
    right.check(asked, describe_unchanged(**said))
    try:
        receipt = confirm_unchanged(
            writing(), submission_id=body["submission_id"], **said, now=now()
        )
    except NothingToReport as refusal:
        raise InvalidReport((InvalidField("place", refusal.message),)) from None
    return send_receipt(receipt)
