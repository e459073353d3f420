"""A small operation with reports of every kind."""

from sqlalchemy.orm import Session

from tests.histories import FIRST, OUTSIDE, SECOND, SPLIT, START, make_operation
from tests.recording.drafts import (
    NOW,
    correction,
    level,
    new,
    noon_of,
    report,
    so_far,
    withdrawal,
)
from tests.standing import stands
from tracker.domain.counts import Part, Sex
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.domain.windows import ReportingMode
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.decisions import decide
from tracker.recording.reports import record_report
from tracker.registry.reporting_modes import set_reporting_mode

PARTS = (
    Part(sex=Sex.FEMALE, age_from=5, age_to=11, value=3),
    Part(sex=Sex.MALE, age_from=5, age_to=11, value=9),
    Part(sex=Sex.UNKNOWN, age_from=18, age_to=None, value=28),
)


def make_split_operation(session: Session) -> None:
    """A district that reports as a whole beside one that reports by its shelters."""
    make_operation(session)
    set_reporting_mode(session, SPLIT, since=START, mode=ReportingMode.BY_SHELTER)


operation = stands(make_split_operation)


@stands
def reported(session: Session) -> None:
    """Days 0 to 3: people in both districts, killed in one, words, parts, rivals, a correction."""
    make_split_operation(session)
    counts = level(Indicator.PRESENT, 40, parts=PARTS)
    first = record_report(session, report(counts, new(Indicator.KILLED, 2)), now=noon_of(0))
    for place, value in ((FIRST, 10), (SECOND, 20), (OUTSIDE, 5)):
        draft = report(level(Indicator.PRESENT, value), place_id=place)
        record_report(session, draft, now=noon_of(0))
    vague = new(Indicator.KILLED, 3, qualifier=Qualifier.MORE_THAN, words="more than three")
    record_report(session, report(vague, on=1), now=noon_of(1))
    arrived = report(new(Indicator.ARRIVALS, 7), on=1, source_id=2)
    record_report(session, arrived, now=noon_of(1))
    record_report(session, report(so_far(Indicator.KILLED, 9), on=3), now=noon_of(3))
    gone = record_report(session, report(level(Indicator.MISSING, 4), on=2), now=noon_of(2))
    withdraw_report(session, withdrawal(gone.report_id), now=noon_of(3))
    changed = level(Indicator.PRESENT, 42, parts=PARTS)
    mended = correction(first.report_id, changed, new(Indicator.KILLED, 2))
    correct_report(session, mended, now=noon_of(4))
    verdict = DecisionDraft(
        report_id=first.report_id, seq=2, kind=DecisionKind.VERIFIED, person_id=2
    )
    decide(session, verdict, now=NOW)
