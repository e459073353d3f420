"""How a district reports, by day: as a whole, or by its shelters and what lies outside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tracker.domain.audit import Author
from tracker.domain.errors import InvalidField
from tracker.domain.windows import ReportingMode
from tracker.registry.operation import require_operation
from tracker.registry.places import list_children, list_ids_beneath, load_place
from tracker.registry.signing import moment_of, sign
from tracker.registry.tree import Place, PlaceKind
from tracker.registry.wording import say_day
from tracker.store.listed import list_ids
from tracker.store.places import PlaceRow, ReportingModeRow
from tracker.totals.update import reweigh

OUTSIDE_NAME = "Outside shelters"

_HOWS = {ReportingMode.WHOLE: "as a whole", ReportingMode.BY_SHELTER: "by its shelters"}


@dataclass(frozen=True, kw_only=True, slots=True)
class ModeEntry:
    """From which day on a district reports in a way."""

    since: date
    mode: ReportingMode


def say_modes(modes: Iterable[ModeEntry]) -> str:
    """How a district reports in words, after "it reports".

    >>> say_modes([ModeEntry(since=date(2024, 8, 6), mode=ReportingMode.BY_SHELTER)])
    'by its shelters from 6 Aug 2024 on'
    """
    return ", then ".join(f"{_HOWS[one.mode]} from {say_day(one.since)} on" for one in modes)


def list_modes(session: Session, place_id: int) -> tuple[ModeEntry, ...]:
    """A district's changes in day order; before the first it reports as a whole."""
    query = (
        select(ReportingModeRow.since, ReportingModeRow.mode)
        .where(ReportingModeRow.place_id == place_id)
        .order_by(ReportingModeRow.since)
    )
    return tuple(
        ModeEntry(since=row.since, mode=ReportingMode(row.mode)) for row in session.execute(query)
    )


def load_modes(session: Session, place_ids: Iterable[int]) -> dict[int, tuple[ModeEntry, ...]]:
    """The changes of many districts by their ids, as `list_modes` has them; one statement."""
    wanted = list_ids(session, place_ids)
    query = (
        select(ReportingModeRow.place_id, ReportingModeRow.since, ReportingModeRow.mode)
        .where(ReportingModeRow.place_id.in_(select(wanted.c.id)))
        .order_by(ReportingModeRow.since)
    )
    found: dict[int, list[ModeEntry]] = defaultdict(list)
    for row in session.execute(query):
        entry = ModeEntry(since=row.since, mode=ReportingMode(row.mode))
        found[row.place_id].append(entry)
    return {place_id: tuple(entries) for place_id, entries in found.items()}


def set_reporting_mode(
    session: Session,
    place_id: int,
    *,
    since: date,
    mode: ReportingMode,
    by: Author | None = None,
) -> None:
    """Let a district report in a way from a day on, up to its next entry.

    It replaces an entry of that day. The place for what lies outside shelters is made when a
    district first reports by its shelters.
    """
    district = load_place(session, place_id)
    if not district.is_district:
        raise InvalidField("mode", "Only districts can report by their shelters")
    start = require_operation(session).clock.start
    if since < start:
        raise InvalidField(
            "since", f"Enter a day from {say_day(start)} on, the first of the operation"
        )
    act = sign(by, place_id, f"The district reports {_HOWS[mode]} from {say_day(since)} on")
    beneath = list_ids_beneath(session, [place_id])
    with reweigh(session, beneath, act, moment=moment_of(by)) as touched:
        session.merge(ReportingModeRow(place_id=place_id, since=since, mode=mode.value))
        if mode is ReportingMode.BY_SHELTER:
            touched.add(_find_or_add_outside(session, district))


def forget_first_modes(
    session: Session, place_id: int, number: int, by: Author | None = None
) -> None:
    """Let a district report as if its first changes had never been said: as a whole until then."""
    entries = list_modes(session, place_id)
    until = f" until {say_day(entries[number].since)}" if number < len(entries) else ""
    act = sign(by, place_id, f"The district reports as a whole again{until}")
    beneath = list_ids_beneath(session, [place_id])
    forgotten = delete(ReportingModeRow).where(
        ReportingModeRow.place_id == place_id,
        ReportingModeRow.since.in_([entry.since for entry in entries[:number]]),
    )
    with reweigh(session, beneath, act, moment=moment_of(by)):
        session.execute(forgotten)


def _find_or_add_outside(session: Session, district: Place) -> int:
    outside = [p for p in list_children(session, district.id) if p.kind is PlaceKind.OUTSIDE]
    if outside:
        return outside[0].id
    row = PlaceRow(
        kind=PlaceKind.OUTSIDE.value,
        level=district.level + 1,
        parent_id=district.id,
        name=OUTSIDE_NAME,
        valid_from=district.valid_from,
        valid_until=district.valid_until,
    )
    session.add(row)
    session.flush()  # gives the id
    return row.id
