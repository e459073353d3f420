"""The cards of My units: each unit with its state on the day, in groups by what lies above it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from tracker.domain.days import OperationClock
from tracker.domain.windows import ShelterStatus
from tracker.recording.states import ReturnedReport, UnitState, list_unit_states
from tracker.registry.people import Person, covered_place_ids
from tracker.registry.places import Path, Place, Unit, list_areas, list_units_under

ONE_DAY = timedelta(days=1)


class State(StrEnum):
    """Where a unit stands today."""

    RETURNED = "returned"
    REPORTED = "reported"
    STALE = "stale"
    LATE = "late"
    DUE = "due"
    STANDBY = "standby"
    CLOSED = "closed"

    @property
    def is_waiting(self) -> bool:
        """Whether a report is wanted."""
        return self in (State.STALE, State.LATE, State.DUE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A unit as it is shown. `state` is that of the day; reports sent back stand beside it.

    `missed` is yesterday where nobody reported it; `submission_id` is for confirming by one tap.
    """

    unit: Unit
    state: State
    reported: int | None
    last_day: date | None
    returned: tuple[ReturnedReport, ...]
    missed: date | None
    missed_is_late: bool
    can_confirm: bool
    submission_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class CardGroup:
    """Units beneath the same area."""

    label: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cards:
    """All units of a person: those with reports sent back on their own, the others by area.

    `returned` have one that the person wrote, `returned_to_others` only such as others wrote.
    """

    returned: tuple[Card, ...]
    returned_to_others: tuple[Card, ...]
    groups: tuple[CardGroup, ...]

    @property
    def everything(self) -> tuple[Card, ...]:
        """All cards."""
        grouped = (card for group in self.groups for card in group.cards)
        return (*self.returned, *self.returned_to_others, *grouped)

    @property
    def expected(self) -> int:
        """How many units are to report, or did."""
        return sum(card.state not in (State.STANDBY, State.CLOSED) for card in self.everything)

    @property
    def reported(self) -> int:
        """How many units were reported about."""
        return sum(card.reported is not None for card in self.everything)


def load_cards(session: Session, person: Person, clock: OperationClock, now: datetime) -> Cards:
    """The cards of a person; a constant number of statements."""
    today = clock.day_of(now)
    units = list_units_under(session, person.reports_for, today)
    states = list_unit_states(session, [unit.place_id for unit in units], today)
    cards = [_make_card(unit, states[unit.place_id], clock, now) for unit in units]
    sent_back = [card for card in cards if card.returned]
    return Cards(
        returned=tuple(card for card in sent_back if _is_to(card, person)),
        returned_to_others=tuple(card for card in sent_back if not _is_to(card, person)),
        groups=tuple(_group(card for card in cards if not card.returned)),
    )


def _is_to(card: Card, person: Person) -> bool:
    """Whether a report was sent back that the person wrote."""
    return any(person.id in report.authors for report in card.returned)


def list_claim_areas(session: Session, person: Person, today: date) -> tuple[Place, ...]:
    """The person's areas that are no reporting units today: what is reported of them are claims."""
    covered = covered_place_ids(session, person)
    units = {unit.place_id for unit in list_units_under(session, person.reports_for, today)}
    areas = list_areas(session, today=today)
    return tuple(area for area in areas if area.id in covered - units)


def _group(cards: Iterable[Card]) -> Iterable[CardGroup]:
    for path, found in groupby(cards, key=lambda card: card.unit.path):
        yield CardGroup(label=_name_path(path), cards=tuple(found))


def _name_path(path: Path) -> str:
    """The area with the one above it: `Sudzha district, Kursk region`."""
    return ", ".join(name for _, name in reversed(path[-2:])) or "All"


def _make_card(unit: Unit, state: UnitState, clock: OperationClock, now: datetime) -> Card:
    today = clock.day_of(now)
    yesterday = today - ONE_DAY
    missed = yesterday if _is_missed(state, yesterday, clock) else None
    found = _judge(unit, state, clock, now)
    return Card(
        unit=unit,
        state=found,
        reported=state.reported,
        last_day=state.last_day,
        returned=state.returned,
        missed=missed,
        missed_is_late=clock.is_late(yesterday, now),
        can_confirm=state.has_levels and found.is_waiting,
        submission_id=uuid4(),
    )


def _is_missed(state: UnitState, yesterday: date, clock: OperationClock) -> bool:
    if not state.expected or yesterday < clock.start:
        return False
    if any(sent_back.day == yesterday for sent_back in state.returned):
        return False
    return state.last_day is None or state.last_day < yesterday


def _judge(unit: Unit, state: UnitState, clock: OperationClock, now: datetime) -> State:
    today = clock.day_of(now)
    if state.reported is not None:
        return State.REPORTED
    if any(sent_back.day == today for sent_back in state.returned):
        return State.RETURNED
    if not state.expected:
        return State.STANDBY if unit.status is ShelterStatus.STANDBY else State.CLOSED
    if state.last_day is not None and state.is_stale(today, clock.stale_after):
        return State.STALE
    missed = _is_missed(state, today - ONE_DAY, clock)
    return State.LATE if missed and clock.is_late(today - ONE_DAY, now) else State.DUE
