"""Which standing reports are candidates for a unit's series, read from the append-only store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, select, true
from sqlalchemy.orm import Session

from tracker.domain.amounts import Spread, spread_of
from tracker.domain.counts import Count, Form
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import ReportDraft
from tracker.domain.review import DecisionKind, ReviewState
from tracker.domain.selection import Candidate, Grade, Observation
from tracker.domain.selection import select as select_observation
from tracker.domain.windows import COVERAGE
from tracker.store.base import AnySelect
from tracker.store.listed import list_ids
from tracker.store.prepared import Prepared
from tracker.store.reports import CountRow, DecisionRow, ReportRow, RevisionRow
from tracker.totals.rulings import Ruled, load_place_rulings

_OUT = (ReviewState.RETURNED.value, ReviewState.REJECTED.value)

_REVIEWS = {state.value: state for state in ReviewState}

STANDS = and_(~ReportRow.withdrawn, *(ReportRow.review != state for state in _OUT))
"""That a report is a candidate for totals."""


def select_candidates() -> AnySelect:
    """Counts of all standing reports, a row each."""
    return (
        select(
            ReportRow.id,
            ReportRow.place_id,
            ReportRow.day,
            ReportRow.source_id,
            ReportRow.grade,
            ReportRow.review,
            ReportRow.head_seq,
            RevisionRow.id.label("revision_id"),
            CountRow.indicator,
            CountRow.form,
            CountRow.value,
            CountRow.qualifier,
            CountRow.low,
            CountRow.high,
        )
        .join(
            RevisionRow,
            and_(RevisionRow.report_id == ReportRow.id, RevisionRow.seq == ReportRow.head_seq),
        )
        .join(CountRow, CountRow.revision_id == RevisionRow.id)
        .where(STANDS)
    )


_OF_ONE_DAY = Prepared(
    select_candidates().where(
        ReportRow.place_id == bindparam("place"), ReportRow.day == bindparam("on_day")
    )
)


def load_observations(session: Session, place_id: int, day: date) -> dict[str, Observation]:
    """The selected observation of each series of a unit on a day.

    COVERAGE where any report stands that says something about one of the unit's series.
    """
    rows = _OF_ONE_DAY.rows(session, place=place_id, on_day=day)
    report_ids = {row.id for row in rows}
    among = DecisionRow.report_id.in_(sorted(report_ids))
    preferences = _read_preferences(session, among) if len(report_ids) > 1 else {}
    return observe_day(day, rows, preferences, load_place_rulings(session, place_id))


def observe_single(
    session: Session, draft: ReportDraft, report_id: int, recorded: int, grade: Grade
) -> dict[str, Observation]:
    """The observations of a day on which one new report stands alone.

    What load_observations would find.
    """
    ruled = load_place_rulings(session, draft.place_id)
    candidates: dict[str, list[Candidate]] = {
        count.indicator: [
            Candidate(
                report_id=report_id,
                recorded=recorded,
                grade=grade,
                review=ReviewState.UNREVIEWED,
                preference=None,
                corrected=False,
                count=count,
            )
        ]
        for count in draft.counts
        if (draft.place_id, count.indicator, draft.source_id) not in ruled
    }
    if not candidates:
        return {}
    observations = {key: _observe_rivals(draft.day, own) for key, own in candidates.items()}
    observations[COVERAGE] = _note_presence(draft.day, report_id)
    return observations


Preferences = dict[tuple[int, str | None], int]
"""Latest preferring decision by report and indicator (None: the whole report)."""


def load_preferences(session: Session, place_ids: Collection[int] | None = None) -> Preferences:
    """Preferences for reports about the places (None: about all)."""
    if place_ids is None:
        return _read_preferences(session, true())
    places = list_ids(session, place_ids)
    reports = select(ReportRow.id).join(places, places.c.id == ReportRow.place_id)
    return _read_preferences(session, DecisionRow.report_id.in_(reports))


def _read_preferences(session: Session, chosen: ColumnElement[bool]) -> Preferences:
    query = (
        select(DecisionRow.report_id, DecisionRow.indicator, func.max(DecisionRow.id))
        .where(DecisionRow.kind == DecisionKind.PREFERRED.value, chosen)
        .group_by(DecisionRow.report_id, DecisionRow.indicator)
    )
    rows = session.execute(query)
    return {(report_id, indicator): newest for report_id, indicator, newest in rows}


def observe_day(
    day: date, rows: Iterable[Any], preferences: Preferences, ruled: Ruled
) -> dict[str, Observation]:
    """The observations of one unit and day from rows such as those of select_candidates.

    Counts of series that were ruled a different thing are left out.
    """
    rivals: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        if not ruled or (row.place_id, row.indicator, row.source_id) not in ruled:
            rivals[row.indicator].append(row)
    if not rivals:
        return {}
    observations: dict[str, Observation] = {
        key: _observe_alone(day, found[0])
        if len(found) == 1
        else _observe_rivals(day, [_read_candidate(row, preferences) for row in found])
        for key, found in rivals.items()
    }
    first = min(row.id for found in rivals.values() for row in found)
    observations[COVERAGE] = _note_presence(day, first)
    return observations


def _observe_alone(day: date, row: Any) -> Observation:
    """The observation of a count without rivals, as nearly all are: what select would give."""
    count, spread = _read_said(row.indicator, row.form, row.value, row.qualifier, row.low, row.high)
    return Observation(
        day=day,
        report_id=row.id,
        form=count.form,
        value=count.value,
        same=spread,
        review=_REVIEWS[row.review],
        corrected=row.head_seq > 1,
    )


def _observe_rivals(day: date, candidates: Sequence[Candidate]) -> Observation:
    observation = select_observation(day, candidates)
    assert observation is not None  # noqa: S101 -- there is always one of several
    return observation


def _read_candidate(row: Any, preferences: Preferences) -> Candidate:
    found = [preferences.get((row.id, key)) for key in (row.indicator, None)]
    known = [preference for preference in found if preference is not None]
    return Candidate(
        report_id=row.id,
        recorded=row.revision_id,
        grade=Grade(row.grade),
        review=_REVIEWS[row.review],
        preference=max(known) if known else None,
        corrected=row.head_seq > 1,
        count=read_count(row),
    )


def read_count(row: Any) -> Count:
    """The count of a candidate's row, without words and parts."""
    count, _ = _read_said(row.indicator, row.form, row.value, row.qualifier, row.low, row.high)
    return count


@lru_cache(16_384)
def _read_said(  # noqa: PLR0917 (the columns of a row, so that they make the key)
    indicator: str, form: str, value: int | None, qualifier: str, low: int | None, high: int | None
) -> tuple[Count, Spread]:
    """A count with its bounds; the same ones come again in thousands of rows."""
    count = Count(
        indicator=Indicator(indicator),
        form=Form(form),
        value=value,
        qualifier=Qualifier(qualifier),
        low=low,
        high=high,
    )
    return count, spread_of(count)


def _note_presence(day: date, report_id: int) -> Observation:
    return Observation(
        day=day, report_id=report_id, form=Form.LEVEL, value=0, same=Spread(low=0, high=0)
    )
