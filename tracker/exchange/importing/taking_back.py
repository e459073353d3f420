"""What undoing an import takes back in the registers, and what it leaves.

A shelter stays while anybody else relies on it, and a district goes on reporting by its shelters
while one of them does. One that an import brought back goes where it was: it counts on no day. One
that counts on none as its district is taken back all the same, so that it does not come back when
the district does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from tracker.domain.audit import Act, Author
from tracker.exchange.importing.scope import Scope, load_scope
from tracker.registry.keeping import keep_change
from tracker.registry.places import load_places
from tracker.registry.reporting_modes import (
    ModeEntry,
    forget_first_modes,
    load_modes,
    say_modes,
)
from tracker.registry.retirement import retire_from_start
from tracker.registry.tree import Place
from tracker.registry.wording import fold_name, say_day

REPORTED = "others reported about it"
CHANGED = "somebody changed it in the register since"
ASSIGNED = "somebody reports about it"
SET_LATER = "somebody set since how it reports"
HAS_SHELTERS = "shelters stay that report by themselves"
REPORTED_BENEATH = "reports about its shelters, or outside them, came in since"
CHANGED_BENEATH = "its shelters were changed in the register since"
ASSIGNED_OUTSIDE = "somebody reports about what lies outside its shelters"


@dataclass(frozen=True, kw_only=True, slots=True)
class Staying:
    """A place of which the register is left as it is, and why, as the end of a sentence."""

    place: Place
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Rejoined:
    """A district that will report as a whole again: its first `splits` changes are taken back.

    `left` are those that stay, in day order.
    """

    place: Place
    splits: int
    left: tuple[ModeEntry, ...]

    @property
    def how(self) -> str:
        """How it will report, after "it reports": `as a whole again until 11 Aug 2024, and …`."""
        if not self.left:
            return "as a whole again"
        until = say_day(self.left[0].since - timedelta(days=1))
        return f"as a whole again until {until}, and still {say_modes(self.left)}"


@dataclass(frozen=True, kw_only=True, slots=True)
class TakingBack:
    """Shelters that will count on no day, districts that will report as before, and what stays.

    `of_earlier`: whether any of them were registered by an import that was undone before.
    """

    shelters: tuple[Place, ...]
    districts: tuple[Rejoined, ...]
    staying: tuple[Staying, ...]
    of_earlier: bool


def find_taking_back(session: Session, import_id: int) -> TakingBack:
    """What undoing an import takes back in the registers, and what it leaves.

    Shelters and districts that imports undone before registered, and that stayed for the sake of
    this one only, are taken back with it. The number of statements does not grow with either.
    """
    scope = load_scope(session, import_id)
    shelters = {
        place_id: _explain_shelter(scope, place_id)
        for place_id in (*scope.own_shelters, *scope.list_left_behind())
    }
    taken = {place_id for place_id, why in shelters.items() if why is None}
    districts = {
        place_id: _explain_district(scope, place_id, taken)
        for place_id in scope.districts
        if place_id in scope.with_modes
    }
    own = (*scope.own_shelters, *scope.own_districts)
    staying = {i: why for i, why in (shelters | districts).items() if why and i in own}
    freed = [place_id for place_id, why in districts.items() if why is None]
    places = {place.id: place for place in load_places(session, (*taken, *freed, *staying))}
    splits = {place_id: len(scope.list_splitting(place_id)) for place_id in freed}
    modes = load_modes(session, freed)
    return TakingBack(
        shelters=_sort(places[place_id] for place_id in taken),
        districts=tuple(
            Rejoined(place=place, splits=splits[place.id], left=modes[place.id][splits[place.id] :])
            for place in _sort(places[place_id] for place_id in freed)
        ),
        staying=tuple(Staying(place=places[i], why=why) for i, why in staying.items()),
        of_earlier=not {*taken, *freed}.issubset(own),
    )


def take_back(session: Session, taking: TakingBack, by: Author) -> None:
    """Let shelters count on no day, and districts report as before; each leaves its link."""
    with ExitStack() as kept:
        for shelter in taking.shelters:
            kept.enter_context(keep_change(session, Act.PLACE_RETIRED, by, shelter.id))
        if taking.shelters:
            retire_from_start(session, [shelter.id for shelter in taking.shelters], by)
    for district in taking.districts:
        place_id = district.place.id
        with keep_change(session, Act.REPORTING_MODE_SET, by, place_id):
            forget_first_modes(session, place_id, district.splits, by)


def _sort(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(places, key=lambda place: fold_name(place.full_name)))


def _explain_shelter(scope: Scope, place_id: int) -> str | None:
    """Why a shelter stays; None where it does not."""
    last = scope.find_registering(place_id)
    basis = last or scope.own_shelters[place_id]
    if scope.is_reported(place_id, None if basis.act is Act.SHELTER_ADDED else basis):
        return REPORTED
    if last is None:
        return CHANGED
    return ASSIGNED if place_id in scope.assigned else None


def _explain_district(scope: Scope, place_id: int, taken: Collection[int]) -> str | None:
    """Why a district goes on reporting by its shelters; None where it does not."""
    beneath = [child for child in scope.list_beneath(place_id) if child not in taken]
    if any(scope.was_registered(child) and child not in scope.on_no_day for child in beneath):
        return HAS_SHELTERS
    splitting = scope.list_splitting(place_id)
    if not splitting:
        return SET_LATER
    basis = splitting[0]
    if any(scope.is_reported(child, basis) for child in beneath):
        return REPORTED_BENEATH
    if any(child in scope.assigned and child in scope.outsides for child in beneath):
        return ASSIGNED_OUTSIDE
    if any(scope.is_changed(child, basis) for child in beneath):
        return CHANGED_BENEATH
    return None
