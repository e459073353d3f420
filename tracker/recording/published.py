"""Read the acts that changed published totals, newest first: what the corrections feed shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from tracker.domain.daily import Total
from tracker.domain.falls import Fall
from tracker.domain.indicators import Indicator
from tracker.domain.published import ActKind, Difference
from tracker.domain.review import DecisionKind
from tracker.recording.appending import read_fall
from tracker.store.accounts import User
from tracker.store.base import AnyRow, AnySelect, table_of
from tracker.store.places import PlaceRow
from tracker.store.published import PublishedActRow, PublishedChangeRow
from tracker.store.reports import DecisionRow, RevisionRow

_ACT = table_of(PublishedActRow)
_CHANGE = table_of(PublishedChangeRow)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which acts: those that changed totals of any of the places.

    The others narrow it: one indicator, one kind of act, days of which any changed.
    """

    place_ids: tuple[int, ...]
    indicator: Indicator | None = None
    kind: ActKind | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldChange:
    """What an act changed in one series of a place."""

    place_id: int
    place_name: str
    indicator: Indicator
    difference: Difference


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldAct:
    """An act that changed published totals, with what it changed in the places asked for.

    `own` are the changes of the place that the act is about, where it is not asked for itself.
    `place_id` None is the whole operation; `seq` the entry of the report that the act is;
    `import_id` the import that was recorded or undone.
    """

    act_id: int
    kind: ActKind
    place_id: int | None
    place_name: str | None
    report_id: int | None
    import_id: int | None
    seq: int | None
    decision: DecisionKind | None
    falls: tuple[Fall, ...]
    reason: str | None
    person_name: str
    recorded_at: datetime
    changes: tuple[ToldChange, ...]
    own: tuple[ToldChange, ...]


def list_acts(
    session: Session,
    wanted: Wanted,
    *,
    limit: int,
    before: int | None = None,
    known_at: datetime | None = None,
) -> tuple[ToldAct, ...]:
    """At most `limit` acts older than the act `before`, newest first; three statements.

    `known_at` leaves out acts recorded after that moment.
    """
    ids = _find_ids(session, wanted, limit, before, known_at)
    if not ids:
        return ()
    changes = _load_changes(session, ids, wanted)
    rows = session.execute(_select_acts().where(_ACT.c.id.in_(ids)).order_by(_ACT.c.id.desc()))
    return tuple(_make_act(row, changes[row.id], wanted) for row in rows)


ReportChanges = Mapping[tuple[str, int], tuple[ToldChange, ...]]
"""What acts on a report changed, by `("revision", id)` or `("decision", id)`."""


def list_report_changes(
    session: Session, report_id: int, place_ids: Collection[int] | None = None
) -> ReportChanges:
    """What each act on a report changed in these places (None: in all), from the unit upward.

    One statement.
    """
    found: dict[tuple[str, int], list[ToldChange]] = defaultdict(list)
    query = (
        _select_changes()
        .add_columns(_ACT.c.revision_id, _ACT.c.decision_id)
        .join(_ACT, _ACT.c.id == _CHANGE.c.act_id)
        .where(_ACT.c.report_id == report_id)
        .order_by(*_IN_ORDER)
    )
    if place_ids is not None:
        query = query.where(_CHANGE.c.place_id.in_(place_ids))
    for row in session.execute(query):
        key = ("revision", row.revision_id) if row.revision_id else ("decision", row.decision_id)
        found[key].append(_make_change(row))
    return {key: tuple(changes) for key, changes in found.items()}


def _find_ids(
    session: Session, wanted: Wanted, limit: int, before: int | None, known_at: datetime | None
) -> Sequence[int]:
    """The newest acts, found at the end of what is kept of the places."""
    query = (
        select(_CHANGE.c.act_id)
        .where(*_list_conditions(wanted))
        .group_by(_CHANGE.c.act_id)
        .order_by(_CHANGE.c.act_id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(_CHANGE.c.act_id < before)
    of_acts = []
    if wanted.kind is not None:
        of_acts.append(_ACT.c.kind == wanted.kind.value)
    if known_at is not None:
        of_acts.append(_ACT.c.recorded_at <= known_at)
    if of_acts:
        query = query.join(_ACT, _ACT.c.id == _CHANGE.c.act_id).where(*of_acts)
    return session.execute(query).scalars().all()


def _list_conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    return [_in_places(wanted), *_list_narrowing(wanted)]


def _in_places(wanted: Wanted) -> ColumnElement[bool]:
    # One place lets the newest acts be read off the end of its changes; a list has to be sorted.
    if len(wanted.place_ids) == 1:
        return _CHANGE.c.place_id == wanted.place_ids[0]
    return _CHANGE.c.place_id.in_(wanted.place_ids)


def _list_narrowing(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.indicator is not None:
        conditions.append(_CHANGE.c.indicator == wanted.indicator.value)
    if wanted.last is not None:
        conditions.append(_CHANGE.c.first_day <= wanted.last)
    if wanted.first is not None:
        goes_on = _CHANGE.c.last_day.is_(None)
        conditions.append(or_(goes_on, _CHANGE.c.last_day >= wanted.first))
    return conditions


_IN_ORDER = (
    PlaceRow.level.desc(),
    _CHANGE.c.place_id,
    _CHANGE.c.indicator,
    _CHANGE.c.first_day,
)


def _select_changes() -> AnySelect:
    return select(_CHANGE, PlaceRow.name.label("place_name")).join(
        PlaceRow, PlaceRow.id == _CHANGE.c.place_id
    )


def _load_changes(
    session: Session, ids: Sequence[int], wanted: Wanted
) -> dict[int, list[ToldChange]]:
    """Changes by act, of the places asked for and of those that the acts are about."""
    query = (
        _select_changes()
        .join(_ACT, _ACT.c.id == _CHANGE.c.act_id)
        .where(
            _CHANGE.c.act_id.in_(ids),
            or_(_CHANGE.c.place_id == _ACT.c.place_id, _CHANGE.c.place_id.in_(wanted.place_ids)),
            *_list_narrowing(wanted),
        )
        .order_by(*_IN_ORDER)
    )
    found: dict[int, list[ToldChange]] = defaultdict(list)
    for row in session.execute(query):
        found[row.act_id].append(_make_change(row))
    return found


def _select_acts() -> AnySelect:
    return (
        select(
            _ACT,
            PlaceRow.name.label("place_name"),
            User.display_name.label("person_name"),
            RevisionRow.seq.label("revision_seq"),
            RevisionRow.falls,
            DecisionRow.seq.label("decision_seq"),
            DecisionRow.kind.label("decision_kind"),
        )
        .join(User, User.id == _ACT.c.person_id)
        .outerjoin(PlaceRow, PlaceRow.id == _ACT.c.place_id)
        .outerjoin(RevisionRow, RevisionRow.id == _ACT.c.revision_id)
        .outerjoin(DecisionRow, DecisionRow.id == _ACT.c.decision_id)
    )


def _make_change(row: AnyRow) -> ToldChange:
    return ToldChange(
        place_id=row.place_id,
        place_name=row.place_name,
        indicator=Indicator(row.indicator),
        difference=Difference(
            first=row.first_day,
            last=row.last_day,
            before=Total(value=row.value_before, low=row.low_before, high=row.high_before),
            after=Total(value=row.value_after, low=row.low_after, high=row.high_after),
        ),
    )


def _make_act(row: AnyRow, changes: Sequence[ToldChange], wanted: Wanted) -> ToldAct:
    return ToldAct(
        act_id=row.id,
        kind=ActKind(row.kind),
        place_id=row.place_id,
        place_name=row.place_name,
        report_id=row.report_id,
        import_id=row.import_id,
        seq=row.revision_seq or row.decision_seq,
        decision=DecisionKind(row.decision_kind) if row.decision_kind else None,
        falls=tuple(read_fall(kept) for kept in row.falls or ()),
        reason=row.reason,
        person_name=row.person_name,
        recorded_at=row.recorded_at,
        changes=tuple(change for change in changes if change.place_id in wanted.place_ids),
        own=tuple(change for change in changes if change.place_id not in wanted.place_ids),
    )
