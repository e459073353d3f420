"""What the store says of units, in the oracle's plain words."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.oracle import Statement, Unit
from tracker.store.places import PlaceRow, ReportingModeRow, ShelterStatusRow
from tracker.store.reports import CountRow, DecisionRow, ReportRow, RevisionRow
from tracker.store.rulings import RulingRow


def read_units(session: Session, last: date) -> dict[int, tuple[list[int], Unit]]:
    """Units by place id, with the ids of the areas above; a district counts as its own area."""
    places = {row.id: row for row in session.execute(select(PlaceRow)).scalars()}
    found: dict[int, tuple[list[int], Unit]] = {}
    for place in places.values():
        if place.level < 2:
            continue
        above = [place.id] if place.kind == "area" else []
        parent = place.parent_id
        while parent is not None:
            above.append(parent)
            parent = places[parent].parent_id
        found[place.id] = (
            above,
            Unit(
                active=_list_active(session, place, last),
                said=_list_statements(session, place.id),
                statuses=_list_statuses(session, place.id) if place.kind == "shelter" else None,
            ),
        )
    return found


def _list_active(session: Session, place: PlaceRow, last: date) -> list[tuple[date, date | None]]:
    """Runs of days on which the place is a reporting unit, found by asking for each day."""
    district = place.id if place.kind == "area" else place.parent_id
    modes = session.execute(
        select(ReportingModeRow.since, ReportingModeRow.mode)
        .where(ReportingModeRow.place_id == district)
        .order_by(ReportingModeRow.since)
    ).all()
    wanted = "whole" if place.kind == "area" else "by_shelter"
    runs: list[tuple[date, date | None]] = []
    day, began = place.valid_from, None
    while day <= last:
        mode = "whole"
        for since, entry in modes:
            if since <= day:
                mode = entry
        valid = place.valid_until is None or day < place.valid_until
        if mode == wanted and valid:
            began = began or day
        elif began is not None:
            runs.append((began, day))
            began = None
        day += timedelta(days=1)
    if began is not None:
        runs.append(
            (began, place.valid_until if place.valid_until and place.valid_until > last else None)
        )
    return runs


def _list_statuses(session: Session, place_id: int) -> list[tuple[date, str]]:
    rows = session.execute(
        select(ShelterStatusRow.since, ShelterStatusRow.status)
        .where(ShelterStatusRow.place_id == place_id)
        .order_by(ShelterStatusRow.since)
    )
    return [(row.since, row.status) for row in rows]


def _list_statements(session: Session, place_id: int) -> dict[tuple[date, str], list[Statement]]:
    """Counts of the newest revision of each report that is not withdrawn, returned, rejected."""
    said: dict[tuple[date, str], list[Statement]] = defaultdict(list)
    for report in session.execute(
        select(ReportRow).where(ReportRow.place_id == place_id)
    ).scalars():
        revisions = session.execute(
            select(RevisionRow).where(RevisionRow.report_id == report.id)
        ).scalars()
        newest = max(revisions, key=lambda revision: revision.seq)
        if newest.kind == "withdrawal" or report.review in ("returned", "rejected"):
            continue
        for count in session.execute(
            select(CountRow).where(CountRow.revision_id == newest.id)
        ).scalars():
            if _is_different(session, report, count.indicator):
                continue
            said[report.day, count.indicator].append(
                Statement(
                    form=count.form,
                    value=count.value,
                    qualifier=count.qualifier,
                    low=count.low,
                    high=count.high,
                    report_id=report.id,
                    recorded=newest.id,
                    grade=report.grade,
                    review=report.review,
                    preference=_find_preference(session, report.id, count.indicator),
                    corrected=newest.seq > 1,
                )
            )
    return said


def _find_preference(session: Session, report_id: int, indicator: str) -> int | None:
    ids = [
        row.id
        for row in session.execute(
            select(DecisionRow).where(DecisionRow.report_id == report_id)
        ).scalars()
        if row.kind == "preferred" and row.indicator in (None, indicator)
    ]
    return max(ids, default=None)


def _is_different(session: Session, report: ReportRow, indicator: str) -> bool:
    """Whether the newest ruling about the report's series calls it a different thing."""
    rulings = [
        row
        for row in session.execute(
            select(RulingRow).where(RulingRow.source_id == report.source_id)
        ).scalars()
        if (row.place_id, row.indicator) == (report.place_id, indicator)
    ]
    return bool(rulings) and max(rulings, key=lambda row: row.id).kind == "different"
