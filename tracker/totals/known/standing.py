"""What stood of reports at a moment, folded from the acts recorded until then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from tracker.domain.reports import RevisionKind, Standing, fold_report
from tracker.domain.review import DecisionKind
from tracker.store.base import AnyRow, AnySelect
from tracker.store.listed import ask_days, ask_ids, dialect_of, write_days, write_ids
from tracker.store.reports import CountRow, DecisionRow, ReportRow, RevisionRow
from tracker.totals.candidates import Preferences


class StoodCount(NamedTuple):
    """A count of a report that stood at a moment: what `totals.candidates` reads of its rows."""

    id: int
    place_id: int
    day: date
    source_id: int
    grade: str
    review: str
    head_seq: int
    revision_id: int
    indicator: str
    form: str
    value: int | None
    qualifier: str
    low: int | None
    high: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Stood:
    """Counts that stood at a moment by place and day, and the preferences until then."""

    counts: Mapping[tuple[int, date], Sequence[StoodCount]]
    preferences: Preferences


@dataclass(frozen=True, kw_only=True, slots=True)
class Heads:
    """Revisions that stood at a moment, with how they stood, by report; preferences until then.

    Reports that were no candidates for totals are absent.
    """

    by_report: Mapping[int, tuple[int, Standing]]
    preferences: Preferences


def load_heads(session: Session, report_ids: Collection[int], moment: datetime) -> Heads:
    """What stood of reports at a moment; two statements."""
    revisions, decisions = _load_acts(session, report_ids, moment)
    heads: dict[int, tuple[int, Standing]] = {}
    for report_id, acts in revisions.items():
        standing = _fold(acts, decisions.get(report_id, ()))
        if standing is not None and standing.counts:
            head = next(act for act in acts if act.seq == standing.seq)
            heads[report_id] = head.id, standing
    return Heads(by_report=heads, preferences=_list_preferences(decisions.values()))


def load_stood(session: Session, pairs: Collection[tuple[int, date]], moment: datetime) -> Stood:
    """What stood about pairs of a place and a day at a moment; four statements."""
    reports = load_reports_about(session, pairs)
    heads = load_heads(session, reports, moment)
    standings = {
        revision: (reports[report_id], standing)
        for report_id, (revision, standing) in heads.by_report.items()
    }
    return Stood(counts=_load_counts(session, standings), preferences=heads.preferences)


def load_reports_about(session: Session, pairs: Collection[tuple[int, date]]) -> dict[int, AnyRow]:
    """Reports about pairs of a place and a day by id: id, place, day, source, grade."""
    query = _select_reports(dialect_of(session))
    rows = session.connection().execute(query, {"days": write_days(pairs)})
    return {row.id: row for row in rows.all()}


@lru_cache
def _select_reports(dialect: str) -> AnySelect:
    asked = ask_days(dialect)
    return select(
        ReportRow.id, ReportRow.place_id, ReportRow.day, ReportRow.source_id, ReportRow.grade
    ).join(asked, and_(asked.c.place_id == ReportRow.place_id, asked.c.day == ReportRow.day))


def load_standings(
    session: Session, report_ids: Sequence[int], moment: datetime
) -> dict[int, Standing | None]:
    """What stood of each report at a moment, None of those recorded later; two statements."""
    revisions, decisions = _load_acts(session, report_ids, moment)
    return {at: _fold(revisions.get(at, ()), decisions.get(at, ())) for at in report_ids}


_Acts = dict[int, list[AnyRow]]


def _load_acts(
    session: Session, report_ids: Iterable[int], moment: datetime
) -> tuple[_Acts, _Acts]:
    """Revisions and decisions until a moment, by report, in their order."""
    asked = {"ids": write_ids(report_ids), "moment": moment}
    dialect = dialect_of(session)
    return (
        _by_report(session.connection().execute(_select_revisions(dialect), asked).all()),
        _by_report(session.connection().execute(_select_decisions(dialect), asked).all()),
    )


@lru_cache
def _select_revisions(dialect: str) -> AnySelect:
    asked, row = ask_ids(dialect), RevisionRow
    return (
        select(row.report_id, row.id, row.seq, row.kind)
        .join(asked, asked.c.id == row.report_id)
        .where(row.recorded_at <= bindparam("moment"))
        .order_by(row.seq)
    )


@lru_cache
def _select_decisions(dialect: str) -> AnySelect:
    asked, row = ask_ids(dialect), DecisionRow
    return (
        select(row.report_id, row.id, row.seq, row.kind, row.indicator)
        .join(asked, asked.c.id == row.report_id)
        .where(row.recorded_at <= bindparam("moment"))
        .order_by(row.id)
    )


def _by_report(acts: Iterable[AnyRow]) -> _Acts:
    found: _Acts = defaultdict(list)
    for act in acts:
        found[act.report_id].append(act)
    return found


def _fold(revisions: Iterable[AnyRow], decisions: Iterable[AnyRow]) -> Standing | None:
    return _fold_plainly(
        tuple((act.seq, act.kind) for act in revisions),
        tuple((act.seq, act.kind) for act in decisions),
    )


@lru_cache(4096)
def _fold_plainly(
    revisions: tuple[tuple[int, str], ...], decisions: tuple[tuple[int, str], ...]
) -> Standing | None:
    """What stands after acts by seq and kind; nearly all reports have the same few."""
    return fold_report(
        [(seq, RevisionKind(kind)) for seq, kind in revisions],
        [(seq, DecisionKind(kind)) for seq, kind in decisions],
    )


def _load_counts(
    session: Session, heads: Mapping[int, tuple[AnyRow, Standing]]
) -> dict[tuple[int, date], list[StoodCount]]:
    """Counts of the revisions that stood, in the order of their ids."""
    query = _select_counts(dialect_of(session))
    rows = session.connection().execute(query, {"ids": write_ids(sorted(heads))})
    counts: dict[tuple[int, date], list[StoodCount]] = defaultdict(list)
    for row in rows.all():
        report, standing = heads[row.revision_id]
        counts[report.place_id, report.day].append(
            StoodCount._make((*report, standing.review.value, standing.seq, *row))
        )
    return counts


@lru_cache
def _select_counts(dialect: str) -> AnySelect:
    asked, row = ask_ids(dialect), CountRow
    return (
        select(
            row.revision_id,
            row.indicator,
            row.form,
            row.value,
            row.qualifier,
            row.low,
            row.high,
        )
        .join(asked, asked.c.id == row.revision_id)
        .order_by(row.revision_id)
    )


def _list_preferences(decisions: Iterable[Sequence[AnyRow]]) -> Preferences:
    """The latest preferring decision by report and indicator."""
    return {
        (act.report_id, act.indicator): act.id
        for acts in decisions
        for act in acts
        if act.kind == DecisionKind.PREFERRED.value
    }
