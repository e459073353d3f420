"""What would count of a unit's day after each choice that a reviewer has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.counts import Count
from tracker.domain.errors import InvalidField
from tracker.domain.indicators import LEVELS, Indicator
from tracker.domain.moves import apply_move
from tracker.domain.reports import Channel, Decision, Revision, RevisionKind, Standing
from tracker.domain.review import DecisionKind, ReviewState
from tracker.domain.rulings import Ruling, RulingKind
from tracker.domain.selection import Grade
from tracker.recording.causes import Said, Told, load_day_acts, observe_acts
from tracker.recording.conflicts import Conflict, Sent, SentKind
from tracker.recording.history import ReportHistory
from tracker.recording.rulings import StatedSeries
from tracker.recording.standing import load_standing_levels
from tracker.store.places import SourceRow
from tracker.totals.around import load_around

_NEXT = 2**62
"""An id above all that are stored."""

_KINDS = {
    SentKind.REPORT: RevisionKind.ORIGINAL,
    SentKind.UNCHANGED: RevisionKind.ORIGINAL,
    SentKind.CORRECTION: RevisionKind.CORRECTION,
    SentKind.WITHDRAWAL: RevisionKind.WITHDRAWAL,
}

Counting = Mapping[Indicator, Said]
"""What counts of a unit on a day, whoever said it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Foreseen:
    """What counts of the place and day that a submission is about.

    `counts` are what it states: for one that nothing changed the levels that it repeats. `now` is
    also what counts once it is discarded, `accepted` once it is accepted.
    """

    counts: tuple[Count, ...]
    now: Counting
    accepted: Counting


def foresee(session: Session, conflict: Conflict, *, now: datetime) -> Foreseen:
    """What counts now, and what would once what was sent is accepted. It writes nothing.

    Of a report that was withdrawn meanwhile nothing can be accepted: all stays as it is.
    """
    sent = conflict.sent
    acts = next(load_day_acts(session, [(sent.place_id, sent.day)], now), [])
    counts = _list_counts(session, sent)
    report = _find_report(session, sent, acts)
    if report is None:
        accepted = acts
    else:
        accepted = [*acts, (report, _revise(conflict, counts, len(report.revisions) + 1, now))]
    return Foreseen(counts=counts, now=observe_acts(acts), accepted=observe_acts(accepted))


def foresee_preference(
    session: Session, report: ReportHistory, now: datetime
) -> tuple[Counting, Counting]:
    """What counts of the report's place and day, and what would once all of it is preferred."""
    acts = next(load_day_acts(session, [(report.place_id, report.day)], now), [])
    decision = Decision(
        decision_id=_NEXT,
        seq=report.standing.seq,
        kind=DecisionKind.PREFERRED,
        reason=None,
        indicator=None,
        person_id=_NEXT,
        person_name="",
        recorded_at=now,
    )
    return observe_acts(acts), observe_acts([*acts, (report, decision)])


@dataclass(frozen=True, kw_only=True, slots=True)
class RulingOutcome:
    """What counts of a unit, day and indicator once a source's series is ruled either way."""

    source_name: str
    as_rival: Said | None
    as_different: Said | None


def foresee_rulings(  # noqa: PLR0917 (what a ruling is about)
    session: Session,
    series: Sequence[StatedSeries],
    place_id: int,
    day: date,
    indicator: Indicator,
    now: datetime,
) -> tuple[RulingOutcome, ...]:
    """What would count on the day after a ruling on each of the series. It writes nothing."""
    acts = next(load_day_acts(session, [(place_id, day)], now), [])

    def observe(one: StatedSeries, kind: RulingKind) -> Said | None:
        ruling = Ruling(
            ruling_id=_NEXT,
            place_id=place_id,
            indicator=indicator,
            source_id=one.source_id,
            source_name=one.source_name,
            kind=kind,
            reason="",
            person_id=_NEXT,
            person_name="",
            recorded_at=now,
        )
        return observe_acts([*acts, (None, ruling)]).get(indicator)

    return tuple(
        RulingOutcome(
            source_name=one.source_name,
            as_rival=observe(one, RulingKind.RIVAL),
            as_different=observe(one, RulingKind.DIFFERENT),
        )
        for one in series
    )


def _list_counts(session: Session, sent: Sent) -> tuple[Count, ...]:
    if sent.kind is SentKind.UNCHANGED:
        around = load_around(session, sent.place_id, sent.day, LEVELS)
        return tuple(load_standing_levels(session, around))
    try:
        return apply_move(sent.counts, sent.move)
    except InvalidField:  # accepting it will say so
        return sent.counts


def _find_report(session: Session, sent: Sent, acts: Sequence[Told]) -> ReportHistory | None:
    """The report that is changed, or the one to be made; None where it was withdrawn."""
    if sent.kind in (SentKind.REPORT, SentKind.UNCHANGED):
        return _begin_report(session, sent)
    found = (report for report, _ in acts if report and report.report_id == sent.report_id)
    report = next(found, None)
    return None if report is None or report.standing.withdrawn else report


def _begin_report(session: Session, sent: Sent) -> ReportHistory:
    query = select(SourceRow.grade).where(SourceRow.id == sent.source_id)
    return ReportHistory(
        report_id=_NEXT,
        place_id=sent.place_id,
        place_name=sent.place_name,
        day=sent.day,
        source_id=sent.source_id,
        source_name=sent.source_name,
        grade=Grade(session.execute(query).scalar_one()),
        is_late=False,
        standing=Standing(seq=1, withdrawn=False, review=ReviewState.UNREVIEWED),
        revisions=(),
        decisions=(),
        effects={},
    )


def _revise(conflict: Conflict, counts: tuple[Count, ...], seq: int, now: datetime) -> Revision:
    return Revision(
        revision_id=_NEXT,
        seq=seq,
        kind=_KINDS[conflict.sent.kind],
        counts=counts,
        note=None,
        reason=None,
        channel=Channel.FORM,
        confirmed=(),
        person_id=conflict.sender_id,
        person_name=conflict.sender,
        recorded_at=now,
    )
