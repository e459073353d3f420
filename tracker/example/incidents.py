"""What interrupts the routine of the exercise: rivals, slips, second thoughts, decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tracker.domain.counts import Count
from tracker.domain.falls import Move
from tracker.domain.indicators import Indicator
from tracker.domain.review import DecisionKind
from tracker.example.acts import (
    Act,
    Correction,
    Desk,
    Judgement,
    Resending,
    Statement,
    Unchanged,
    Withdrawal,
    name_report,
)
from tracker.example.calendar import LAST, Dice, day_of, moment_of
from tracker.example.numbers import about, level, new
from tracker.example.places import (
    COLLECTIVE_1,
    COLLECTIVE_2,
    HOTEL_1,
    RECEPTION_1,
    SCHOOL_1,
    SPORTS_HALL_1,
    SPORTS_HALL_2,
    SPORTS_HALL_3,
    TENTS_1,
    name_outside,
)
from tracker.example.sources import RED_CROSS, UNSIGNED

SHELTERED, PRESENT, CAPACITY = Indicator.SHELTERED, Indicator.PRESENT, Indicator.CAPACITY


@dataclass(frozen=True, kw_only=True, slots=True)
class Slip:
    """Numbers first entered wrong in a report of the routine, and put right by a correction."""

    place: str
    number: int
    wrong: Mapping[Indicator, int]
    corrected: datetime
    reason: str


SLIPS = (
    Slip(
        place=COLLECTIVE_1,
        number=13,
        wrong={SHELTERED: 390, PRESENT: 390},
        corrected=moment_of(14, "09:40"),
        reason="Digits swapped: 309 people, not 390.",
    ),
    Slip(
        place=SPORTS_HALL_3,
        number=21,
        wrong={CAPACITY: 61},
        corrected=moment_of(22, "13:15"),
        reason="The free places were entered. There are 160 places in all.",
    ),
    Slip(
        place=RECEPTION_1,
        number=17,
        wrong={SHELTERED: 175, PRESENT: 175},
        corrected=moment_of(19, "08:20"),
        reason="12 guests of the transit room were missing.",
    ),
    # Verified in between, so that it stands as changed since.
    Slip(
        place=COLLECTIVE_1,
        number=24,
        wrong={CAPACITY: 310},
        corrected=moment_of(26, "10:05"),
        reason="The ten places of the sick bay are usable as well.",
    ),
    Slip(
        place="Fatezh district",
        number=27,
        wrong={Indicator.ARRIVALS: 48},
        corrected=moment_of(28, "11:30"),
        reason="A bus that only passed through had been counted.",
    ),
)

RIVALS: tuple[Act, ...] = (
    Statement(
        moment=moment_of(9, "23:10"),
        place=RECEPTION_1,
        day=day_of(9),
        desk=Desk.REGION,
        source=RED_CROSS,
        counts=(level(SHELTERED, 268),),
        note="Beds counted at 22:00.",
    ),
    Statement(
        moment=moment_of(10, "22:40"),
        place=RECEPTION_1,
        day=day_of(10),
        desk=Desk.REGION,
        source=RED_CROSS,
        counts=(about(SHELTERED, 260, low=250, high=275),),
    ),
    Statement(
        moment=moment_of(16, "22:15"),
        place=TENTS_1,
        day=day_of(16),
        desk=Desk.REGION,
        source=RED_CROSS,
        counts=(level(SHELTERED, 196), level(CAPACITY, 240)),
    ),
    Statement(
        moment=moment_of(20, "21:30"),
        place=name_outside("Kursk (city)"),
        day=day_of(20),
        desk=Desk.REGION,
        source=RED_CROSS,
        counts=(about(PRESENT, 1_050, low=950, high=1_200),),
        note="From the register of food parcels.",
    ),
    Statement(
        moment=moment_of(14, "10:15"),
        place="Glushkovo district",
        day=day_of(13),
        desk=Desk.REGION,
        source=UNSIGNED,
        counts=(new(Indicator.EVACUATED, 5_000),),
        note="Forwarded message without a name.",
    ),
)

STANDBY: tuple[Act, ...] = (
    *(
        Statement(
            moment=moment_of(number, "16:30"),
            place=place,
            day=day_of(number),
            desk=desk,
            counts=(level(Indicator.CAPACITY_STANDBY, places),),
            note="Beds are set up; not opened yet.",
        )
        for place, number, places, desk in (
            (COLLECTIVE_1, 7, 320, Desk.CITY),
            (COLLECTIVE_2, 7, 180, Desk.REGION),
            (TENTS_1, 8, 240, Desk.REGION),
            (SPORTS_HALL_2, 9, 180, Desk.REGION),
        )
    ),
    *(
        Unchanged(
            moment=moment_of(number, "16:30"),
            place=SPORTS_HALL_2,
            day=day_of(number),
            desk=Desk.REGION,
        )
        for number in range(12, LAST + 1, 3)
    ),
)

WITHDRAWN: tuple[Act, ...] = (
    Statement(
        moment=moment_of(13, "19:05"),
        place=SPORTS_HALL_1,
        day=day_of(13),
        desk=Desk.REGION,
        source=RED_CROSS,
        counts=(level(SHELTERED, 155), level(CAPACITY, 160)),
    ),
    Withdrawal(
        moment=moment_of(13, "19:50"),
        key=name_report(SPORTS_HALL_1, day_of(13), RED_CROSS),
        desk=Desk.REGION,
        reason="Entered for the wrong shelter: these are the numbers of sports hall no. 3.",
    ),
)

DECISIONS: tuple[Act, ...] = (
    Judgement(
        moment=moment_of(10, "11:20"),
        key=name_report(RECEPTION_1, day_of(9), RED_CROSS),
        kind=DecisionKind.PREFERRED,
        indicator=SHELTERED,
        reason="Counted bed by bed at night; the other number is from the meal list.",
    ),
    Judgement(
        moment=moment_of(14, "12:05"),
        key=name_report("Glushkovo district", day_of(13), UNSIGNED),
        kind=DecisionKind.REJECTED,
        reason="No office stands behind it, and the district itself counts far fewer.",
    ),
    Judgement(
        moment=moment_of(17, "11:40"),
        key=name_report(TENTS_1, day_of(16)),
        kind=DecisionKind.DISPUTED,
        reason="The Red Cross branch counted about 20 fewer that night.",
    ),
    Judgement(
        moment=moment_of(18, "14:30"),
        key=name_report(RECEPTION_1, day_of(17)),
        kind=DecisionKind.RETURNED,
        reason="Please say whether the guests of the transit room are included.",
    ),
    Judgement(
        moment=moment_of(LAST, "11:15"),
        key=name_report(HOTEL_1, day_of(LAST - 1)),
        kind=DecisionKind.RETURNED,
        reason="Please count again: the list of the evening meal has 9 people more.",
    ),
    Judgement(
        moment=moment_of(LAST, "22:30"),
        key=name_report("Fatezh district", day_of(LAST)),
        kind=DecisionKind.DISPUTED,
    ),
)

_DIED_LATER = name_report("Sudzha district", day_of(27))


def list_moves(acts: Iterable[Act]) -> Iterator[Act]:
    """An injured person dies after the day's numbers were published: both counts change."""
    for act in acts:
        if isinstance(act, Statement) and act.key == _DIED_LATER:
            yield Correction(
                moment=moment_of(29, "10:40"),
                key=act.key,
                desk=act.desk,
                counts=act.counts,
                reason="One of the two injured died in hospital on 28 August.",
                move=Move(people=1, source=Indicator.INJURED, target=Indicator.KILLED),
            )


LEFT_WAITING = frozenset({name_report(SCHOOL_1, day_of(18))})
"""Left to whoever tries out the review: the count of beds that leaves a reconciliation gap."""

RESENT: tuple[Act, ...] = (
    Resending(
        moment=moment_of(21, "20:05"),
        key=name_report("Fatezh district", day_of(21)),
        counts=(new(Indicator.ARRIVALS, 9), new(Indicator.DEPARTURES, 2)),
        note="Sent again from the page that had stayed open: two families came after supper.",
    ),
)

_VERIFIED = (SPORTS_HALL_1, RECEPTION_1, SCHOOL_1, HOTEL_1, COLLECTIVE_1)
_VERIFIED_UNTIL = LAST - 2


def apply_slips(acts: Iterable[Act]) -> Iterator[Act]:
    """The acts, with wrong numbers where somebody slipped and the corrections that follow."""
    slips = {name_report(slip.place, day_of(slip.number)): slip for slip in SLIPS}
    for act in acts:
        slip = slips.get(act.key) if isinstance(act, Statement) else None
        if not isinstance(act, Statement) or slip is None:
            yield act
            continue
        yield replace(act, counts=tuple(_misstate(count, slip.wrong) for count in act.counts))
        yield Correction(
            moment=slip.corrected,
            key=act.key,
            desk=act.desk,
            counts=act.counts,
            reason=slip.reason,
        )


def _misstate(count: Count, wrong: Mapping[Indicator, int]) -> Count:
    return replace(count, value=wrong.get(count.indicator, count.value))


def list_verifications(acts: Iterable[Act]) -> Iterator[Act]:
    """The reviewer verifies the city's shelters at noon of the next day, up to the last but one."""
    decided = {act.key for act in DECISIONS if isinstance(act, Judgement)} | LEFT_WAITING
    places = {name: Dice(f"review of {name}") for name in _VERIFIED}
    for act in acts:
        if not isinstance(act, Statement | Unchanged) or act.place not in places:
            continue
        if act.key in decided or act.day > day_of(_VERIFIED_UNTIL):
            continue
        minutes = places[act.place].roll(150)
        noon = act.moment.replace(hour=12, minute=0) + timedelta(days=1, minutes=minutes)
        yield Judgement(moment=noon, key=act.key, kind=DecisionKind.VERIFIED)
