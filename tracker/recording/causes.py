"""Through which acts units said something else at a later moment than at an earlier one."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select as select_rows
from sqlalchemy.orm import Session

from tracker.domain.amounts import Spread
from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.domain.reports import Channel, Decision, Revision, fold_report
from tracker.domain.rulings import Ruling, RulingKind
from tracker.domain.selection import Candidate, select
from tracker.recording.history import ReportHistory, list_reports_about
from tracker.recording.rulings import list_rulings
from tracker.recording.sides import find_preference
from tracker.store.listed import list_ids
from tracker.store.reports import RevisionRow
from tracker.totals.known.acts import is_of_import, list_touched

BATCH = 500
"""Units and days whose acts are loaded at once."""


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


Told = tuple[ReportHistory, Revision | Decision] | tuple[None, Ruling]
"""An act with the report that it is about; None for a ruling."""


def list_causes(
    session: Session,
    places: Sequence[int],
    between: tuple[datetime, datetime],
    until: date,
    *,
    indicators: Collection[str],
    most: int,
) -> tuple[Cause, ...]:
    """The newest acts between the moments that changed the indicators on days up to `until`.

    `places` are the units that are asked about, and may be areas as well.
    An act that changed nothing that counts is left out, and so is one whose change was undone
    before the later moment, and what imports and their undoing did (see `joint_acts`). Units and
    days are loaded by the batch, those with the newest acts first, until no other can have a newer
    cause than the `most` that were found.
    """
    earlier, later = between
    touched = list_touched(session, places, earlier, later, until, singly=True)
    causes: list[Cause] = []
    for start in range(0, len(touched), BATCH):
        if len(causes) == most and causes[-1].act.recorded_at >= touched[start][2]:
            break
        pairs = [(place_id, day) for place_id, day, _ in touched[start : start + BATCH]]
        told = [
            cause
            for acts in load_day_acts(session, pairs, later)
            for cause in reversed([*_list_day_causes(acts, earlier, indicators)])
        ]
        causes += _leave_imports_out(session, told)
        causes.sort(key=lambda cause: cause.act.recorded_at, reverse=True)
        del causes[most:]
    return tuple(causes)


def _leave_imports_out(session: Session, causes: Sequence[Cause]) -> Iterator[Cause]:
    """The causes that are no part of an import, nor of the undoing of one."""
    bulk = [
        cause.act.revision_id
        for cause in causes
        if isinstance(cause.act, Revision) and cause.act.channel is Channel.BULK
    ]
    found: set[int] = set()
    if bulk:
        wanted = list_ids(session, bulk)
        query = select_rows(RevisionRow.id).where(RevisionRow.id.in_(select_rows(wanted.c.id)))
        found = set(session.scalars(query.where(is_of_import())))
    for cause in causes:
        if not isinstance(cause.act, Revision) or cause.act.revision_id not in found:
            yield cause


def load_day_acts(
    session: Session, pairs: Sequence[tuple[int, date]], later: datetime
) -> Iterator[list[Told]]:
    """All acts until a moment about each unit and day, in the order of time."""
    rulings: dict[int, list[Ruling]] = defaultdict(list)
    for ruling in list_rulings(session, sorted({place_id for place_id, _ in pairs}), later):
        rulings[ruling.place_id].append(ruling)
    about: dict[tuple[int, date], list[ReportHistory]] = defaultdict(list)
    for report in list_reports_about(session, pairs, known_at=later):
        about[report.place_id, report.day].append(report)
    for (place_id, _), reports in about.items():
        acts: list[Told] = []
        for report in reports:
            acts += [(report, revision) for revision in report.revisions]
            acts += [(report, decision) for decision in report.decisions]
        acts += [(None, ruling) for ruling in reversed(rulings[place_id])]
        yield sorted(acts, key=_moment_of)


def _moment_of(told: Told) -> datetime:
    return told[1].recorded_at


def _list_day_causes(
    acts: Sequence[Told], earlier: datetime, indicators: Collection[str]
) -> Iterator[Cause]:
    """Causes about one unit and day, by taking in its acts one after the other.

    What an act made is what counts with it and without it, so that each of several acts of one
    moment is told with its own step.
    """
    known = bisect_right(acts, earlier, key=_moment_of)
    before, last = observe_acts(acts[:known]), observe_acts(acts)
    lasting = [at for at in Indicator if at in indicators and before.get(at) != last.get(at)]
    about = next(report for report, _ in acts if report is not None)
    for number in range(known, len(acts) if lasting else known):
        after = observe_acts(acts[: number + 1])
        steps = tuple(
            Step(indicator=at, before=before.get(at), after=after.get(at))
            for at in lasting
            if before.get(at) != after.get(at)
        )
        if steps:
            report, act = acts[number]
            yield Cause(
                place_id=about.place_id,
                place_name=about.place_name,
                day=about.day,
                report=report,
                act=act,
                steps=steps,
            )
        before = after


def observe_acts(acts: Iterable[Told]) -> Mapping[Indicator, Said]:
    """What counts of a unit and day by the acts taken in so far."""
    heard: dict[int, tuple[ReportHistory, list[Revision], list[Decision]]] = {}
    rulings: dict[tuple[Indicator, int], Ruling] = {}
    for told in acts:
        if told[0] is None:
            ruling = told[1]
            series = (ruling.indicator, ruling.source_id)
            rulings[series] = max(
                ruling, rulings.get(series, ruling), key=lambda one: one.ruling_id
            )
        else:
            report, act = told
            _, revisions, decisions = heard.setdefault(report.report_id, (report, [], []))
            if isinstance(act, Revision):
                revisions.append(act)
            else:
                decisions.append(act)
    different = {at for at, one in rulings.items() if one.kind is RulingKind.DIFFERENT}
    candidates: dict[Indicator, list[Candidate]] = defaultdict(list)
    day = date.min
    for report, revisions, decisions in heard.values():
        day = report.day
        for candidate in _list_candidates(report, revisions, decisions):
            if (candidate.count.indicator, report.source_id) not in different:
                candidates[candidate.count.indicator].append(candidate)
    return {
        indicator: Said(form=found.form, value=found.value, same=found.same, other=found.other)
        for indicator, rivals in candidates.items()
        if (found := select(day, rivals)) is not None
    }


def _list_candidates(
    report: ReportHistory, revisions: Sequence[Revision], decisions: Iterable[Decision]
) -> Iterator[Candidate]:
    decided = sorted(decisions, key=lambda act: act.decision_id)
    standing = fold_report(
        [(act.seq, act.kind) for act in sorted(revisions, key=lambda act: act.seq)],
        [(act.seq, act.kind) for act in decided],
    )
    if standing is None or not standing.counts:
        return
    head = next(act for act in revisions if act.seq == standing.seq)
    for count in head.counts:
        preferred = find_preference(decided, count.indicator)
        yield Candidate(
            report_id=report.report_id,
            recorded=head.revision_id,
            grade=report.grade,
            review=standing.review,
            preference=preferred.decision_id if preferred else None,
            corrected=head.seq > 1,
            count=count,
        )
