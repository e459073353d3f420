"""Which places are reporting units on a day: what daily counts are about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.domain.errors import NotFound
from tracker.domain.windows import ReportingMode, ShelterStatus
from tracker.registry.looking_back import load_names, name_path
from tracker.registry.tree import Path, PlaceKind
from tracker.registry.wording import fold_name
from tracker.totals.beneath import list_beneath
from tracker.totals.known.registers import Registers
from tracker.totals.registered import DISTRICT_LEVEL, Registered, load_registered
from tracker.totals.scopes import make_scope


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A reporting unit on a day: `status` of a shelter (else None), `mode` of its district."""

    place_id: int
    name: str
    kind: PlaceKind
    path: Path
    status: ShelterStatus | None
    mode: ReportingMode


def list_units_under(
    session: Session,
    place_ids: Iterable[int] | None,
    day: date,
    registers: Registers | None = None,
) -> tuple[Unit, ...]:
    """The reporting units of a day among the places named (None: all) and all beneath, by path.

    A shelter named in a district that reports as a whole that day is none, and left out. With
    `registers` as these said. A constant number of statements.
    """
    said = _load_beneath(session, None if place_ids is None else list(place_ids), registers)
    kept = [one for one in said if make_scope(one).timeline.is_active(day)]
    names = load_names(session, kept)
    return tuple(sorted((_make_unit(one, names, day) for one in kept), key=_order_units))


def list_places_beneath(
    session: Session, place_ids: Sequence[int], registers: Registers | None = None
) -> list[int]:
    """Ids of places and of all that lies beneath them; with `registers` as these said."""
    return registers.list_beneath(place_ids) if registers else list_beneath(session, place_ids)


def _load_beneath(
    session: Session, place_ids: Sequence[int] | None, registers: Registers | None
) -> Collection[Registered]:
    """What is said of everything in places (None: of all) that can be a reporting unit."""
    beneath = None if place_ids is None else list_places_beneath(session, place_ids, registers)
    if registers is not None:
        return registers.load(beneath, DISTRICT_LEVEL).values()
    return load_registered(session, beneath, DISTRICT_LEVEL).values()


def _make_unit(said: Registered, names: Mapping[int, str], day: date) -> Unit:
    timeline = make_scope(said).timeline
    is_shelter = said.statuses is not None
    kind = PlaceKind.SHELTER if is_shelter else PlaceKind.OUTSIDE
    return Unit(
        place_id=said.place_id,
        name=names[said.place_id],
        kind=PlaceKind.AREA if said.is_area else kind,
        path=name_path(said, names),
        status=timeline.status_on(day) if is_shelter else None,
        mode=ReportingMode.WHOLE if said.is_area else ReportingMode.BY_SHELTER,
    )


def is_unit(session: Session, place_id: int, day: date, registers: Registers | None = None) -> bool:
    """Whether the place is a reporting unit on the day; reports about other areas are claims.

    With `registers` as these said.
    """
    found = registers.load([place_id]) if registers else load_registered(session, [place_id])
    if place_id not in found:
        raise NotFound("place", place_id)
    said = found[place_id]
    return said.may_report and make_scope(said).timeline.is_active(day)


def _order_units(unit: Unit) -> tuple[list[str], bool, str, int]:
    """A district's outside comes after its shelters."""
    names = [fold_name(name) for _, name in unit.path]
    return (names, unit.kind is PlaceKind.OUTSIDE, fold_name(unit.name), unit.place_id)
