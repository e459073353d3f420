"""What a reviewer does on the page of a report, and what others do meanwhile."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from tests.web.dashboard.conftest import count
from tests.web.fixtures import NOW, Writer
from tests.web.strict_client import Page, StrictClient
from tracker.domain.indicators import Indicator
from tracker.domain.reports import CorrectionDraft
from tracker.recording.corrections import correct_report
from tracker.recording.history import ReportHistory

Stored = Callable[[int], ReportHistory]


def look(client: StrictClient, report_id: int, **values: Any) -> Page:
    return client.see("review.review_report", report_id=report_id, **values)


def press(
    client: StrictClient, page: Page, report_id: int, kind: str, *, status: int = 303, **typed: str
) -> Page:
    """Press one of the buttons of the page, with what was typed."""
    return client.send_again(
        page, "review.review_report", {"kind": kind, **typed}, status=status, report_id=report_id
    )


def correct(writer: Writer, stored: ReportHistory, value: int, reason: str = "recounted") -> None:
    draft = CorrectionDraft(
        submission_id=uuid4(),
        report_id=stored.report_id,
        based_on=stored.standing.seq,
        person_id=stored.revisions[0].person_id,
        counts=(count(Indicator.PRESENT, value),),
        reason=reason,
    )
    with writer() as session:
        correct_report(session, draft, now=NOW)


def send_many(
    client: StrictClient, keys: list[str], kind: str, *, status: int = 303, reason: str = ""
) -> None:
    client.send(
        "review.list_queue", {"report": keys, "kind": kind, "reason": reason}, status=status
    )
