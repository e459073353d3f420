"""Through which acts units said something else at a later moment than at an earlier one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.amounts import Spread
from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.domain.reports import Decision, Revision, fold_report
from tracker.domain.rulings import Ruling, RulingKind
from tracker.domain.selection import Candidate, select
from tracker.recording.history import ReportHistory, list_reports_about
from tracker.recording.rulings import list_rulings
from tracker.recording.sides import find_preference
from tracker.totals.beneath import list_beneath
from tracker.totals.known.acts import find_touched


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What counts of a unit, day and indicator: value, bounds and form, whoever said it."""

    form: Form
    value: int | None
    same: Spread
    other: Spread | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What an act made of one number of a unit and day; None is not reported."""

    indicator: Indicator
    before: Said | None
    after: Said | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """An act that changed what counts of a unit on a day. `report` is None for a ruling."""

    place_id: int
    place_name: str
    day: date
    report: ReportHistory | None
    act: Revision | Decision | Ruling
    steps: tuple[Step, ...]


def list_causes(
    session: Session,
    place_ids: Sequence[int] | None,
    earlier: datetime,
    later: datetime,
    until: date,
) -> tuple[Cause, ...]:
    """Acts between the moments about days up to `until`, newest first.

    An act that changed nothing that counts is left out, and so is one whose change was undone
    before the later moment. A constant number of statements.
    """
    units = list_beneath(session, place_ids)
    touched = find_touched(session, units, earlier, until)
    pairs = [(place, day) for place, days in touched.items() for day in days]
    rulings = list_rulings(session, sorted(touched), later)
    about: dict[tuple[int, date], list[ReportHistory]] = defaultdict(list)
    for report in list_reports_about(session, pairs, known_at=later):
        about[report.place_id, report.day].append(report)
    causes = [
        cause
        for reports in about.values()
        for cause in _list_day_causes(reports, rulings, earlier, later)
    ]
    causes.sort(key=lambda cause: cause.act.recorded_at, reverse=True)
    return tuple(causes)


def _list_day_causes(
    reports: Sequence[ReportHistory],
    rulings: Sequence[Ruling],
    earlier: datetime,
    later: datetime,
) -> Iterator[Cause]:
    """Causes about one unit and day, by playing its acts one after the other."""
    first, last = (_observe(reports, rulings, moment) for moment in (earlier, later))
    lasting = {at for at in Indicator if first.get(at) != last.get(at)}
    before = first
    for report, act in _list_acts(reports, rulings, earlier):
        after = _observe(reports, rulings, act.recorded_at)
        steps = tuple(
            Step(indicator=at, before=before.get(at), after=after.get(at))
            for at in Indicator
            if at in lasting and before.get(at) != after.get(at)
        )
        if steps:
            yield Cause(
                place_id=reports[0].place_id,
                place_name=reports[0].place_name,
                day=reports[0].day,
                report=report,
                act=act,
                steps=steps,
            )
        before = after


def _list_acts(
    reports: Sequence[ReportHistory], rulings: Sequence[Ruling], after: datetime
) -> list[tuple[ReportHistory | None, Revision | Decision | Ruling]]:
    """Acts about a unit and day after a moment, in the order of time."""
    acts: list[tuple[ReportHistory | None, Revision | Decision | Ruling]] = []
    for report in reports:
        acts += [(report, revision) for revision in report.revisions]
        acts += [(report, decision) for decision in report.decisions]
    acts += [(None, ruling) for ruling in rulings if ruling.place_id == reports[0].place_id]
    return sorted(
        ((report, act) for report, act in acts if act.recorded_at > after),
        key=lambda pair: pair[1].recorded_at,
    )


def _observe(
    reports: Iterable[ReportHistory], rulings: Sequence[Ruling], moment: datetime
) -> Mapping[Indicator, Said]:
    """What counted of a unit and day at a moment."""
    candidates: dict[Indicator, list[Candidate]] = defaultdict(list)
    day = date.min
    for report in reports:
        day = report.day
        for candidate in _list_candidates(report, moment):
            indicator = candidate.count.indicator
            if not _is_different(report, indicator, rulings, moment):
                candidates[indicator].append(candidate)
    said: dict[Indicator, Said] = {}
    for indicator, rivals in candidates.items():
        found = select(day, rivals)
        if found is not None:
            said[indicator] = Said(
                form=found.form, value=found.value, same=found.same, other=found.other
            )
    return said


def _list_candidates(report: ReportHistory, moment: datetime) -> Iterator[Candidate]:
    revisions = [act for act in report.revisions if act.recorded_at <= moment]
    decisions = tuple(act for act in report.decisions if act.recorded_at <= moment)
    standing = fold_report(
        [(act.seq, act.kind) for act in revisions], [(act.seq, act.kind) for act in decisions]
    )
    if standing is None or not standing.counts:
        return
    head = next(act for act in revisions if act.seq == standing.seq)
    for count in head.counts:
        preferred = find_preference(decisions, count.indicator)
        yield Candidate(
            report_id=report.report_id,
            recorded=head.revision_id,
            grade=report.grade,
            review=standing.review,
            preference=preferred.decision_id if preferred else None,
            corrected=head.seq > 1,
            count=count,
        )


def _is_different(
    report: ReportHistory, indicator: Indicator, rulings: Iterable[Ruling], moment: datetime
) -> bool:
    """Whether the latest ruling until the moment, of those newest first, says so."""
    series = (report.place_id, indicator, report.source_id)
    kinds = (
        ruling.kind
        for ruling in rulings
        if (ruling.place_id, ruling.indicator, ruling.source_id) == series
        and ruling.recorded_at <= moment
    )
    return next(kinds, RulingKind.RIVAL) is RulingKind.DIFFERENT
