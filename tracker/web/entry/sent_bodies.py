"""The content of a form that was sent, without recording it: whether it is the same once more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from flask import request

from tracker.domain.errors import InvalidField, InvalidReport, NotFound
from tracker.recording.corrections import describe_correction, describe_withdrawal
from tracker.recording.history import load_report
from tracker.recording.reports import describe_report, describe_unchanged
from tracker.recording.submissions import Accepted, Body, is_repeated
from tracker.registry.places import load_kind
from tracker.web.entry.correction_page import list_corrected
from tracker.web.entry.days import read_day
from tracker.web.entry.drafts import read_correction, read_report, read_withdrawal
from tracker.web.entry.report_page import list_indicators, with_day
from tracker.web.entry.suggestions import take_suggestion
from tracker.web.shared import clock
from tracker.web.shared.operation import require_operation
from tracker.web.shared.unit_of_work import reading


def says_the_same(submission_id: UUID, accepted: Accepted) -> bool:
    """Whether the form of this request says just what was accepted under its id.

    What cannot be read is not the same: nothing of that kind was ever accepted.
    """
    read = _READERS.get(request.endpoint or "")
    if read is None:
        return False
    try:
        body = read(accepted, **(request.view_args or {}))
    except (InvalidField, InvalidReport, NotFound):
        return False
    return is_repeated(reading(), submission_id, body)


def _read_report(accepted: Accepted, *, place_id: int) -> Body:
    draft = read_report(
        take_suggestion(with_day(request.form, None)),
        place_id=place_id,
        indicators=list_indicators(load_kind(reading(), place_id)),
        person_id=accepted.person_id,
    )
    return describe_report(draft)


def _read_unchanged(accepted: Accepted, *, place_id: int) -> Body:
    # The form names no source: whoever belongs to another one by now said it for the earlier one.
    return describe_unchanged(
        place_id=place_id,
        day=_read_day(),
        source_id=accepted.source_id,
        person_id=accepted.person_id,
    )


def _read_day() -> date:
    return read_day(request.form.get("day"), require_operation().clock, clock.today())


def _read_correction(accepted: Accepted, *, report_id: int) -> Body:
    report = load_report(reading(), report_id)
    draft = read_correction(
        take_suggestion(request.form),
        report_id=report_id,
        day=report.day,
        indicators=list_corrected(report),
        person_id=accepted.person_id,
    )
    return describe_correction(draft)


def _read_withdrawal(accepted: Accepted, *, report_id: int) -> Body:
    draft = read_withdrawal(request.form, report_id=report_id, person_id=accepted.person_id)
    return describe_withdrawal(draft)


_READERS: dict[str, Callable[..., Body]] = {
    "entry.report": _read_report,
    "entry.unchanged": _read_unchanged,
    "entry.correct": _read_correction,
    "entry.withdraw": _read_withdrawal,
}
