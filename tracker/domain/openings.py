"""What shelters that open or close on coming days add to the room, and take away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tracker.domain.windows import ShelterStatus


@dataclass(frozen=True, kw_only=True, slots=True)
class RoomChange:
    """A shelter that opens or closes on a coming day.

    `usable` are the usable places that it adds or, negative, takes away; None where nobody said how
    many there will be. `standby` is the same of standby places. `areas` are the ids of those in
    which it lies.
    """

    day: date
    place: str
    opens: bool
    usable: int | None
    standby: int
    areas: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ShelterRoom:
    """What is known of a shelter today: its status and places; None where nobody ever said it.

    A closed shelter keeps the places that it had when it was last in use.
    """

    name: str
    status: ShelterStatus
    usable: int | None
    standby: int | None
    areas: tuple[int, ...] = ()


def list_room_changes(
    shelter: ShelterRoom, coming: Iterable[tuple[date, ShelterStatus]]
) -> Iterator[RoomChange]:
    """The changes that follow from a shelter's coming statuses, in day order.

    The register says when a shelter changes its status, but not how many places that makes: until
    it is reported, places that were held ready count as usable once it opens, and usable ones as
    held ready when it goes back to standby.

    >>> ready = ShelterRoom(name="School", status=ShelterStatus.STANDBY, usable=None, standby=120)
    >>> (change,) = list_room_changes(ready, [(date(2024, 8, 12), ShelterStatus.OPEN)])
    >>> change.usable, change.standby
    (120, -120)
    """
    status = shelter.status
    usable = shelter.usable if status is not ShelterStatus.STANDBY else shelter.standby
    extra = (shelter.standby or 0) if status is ShelterStatus.OPEN else 0
    for day, after in coming:
        if after is status:
            continue
        before_usable, before_standby = _hold(status, usable, extra)
        after_usable, after_standby = _hold(after, usable, 0)
        unknown = usable is None and ShelterStatus.OPEN in (status, after)
        yield RoomChange(
            day=day,
            place=shelter.name,
            opens=after is ShelterStatus.OPEN or status is ShelterStatus.CLOSED,
            usable=None if unknown else after_usable - before_usable,
            standby=after_standby - before_standby,
            areas=shelter.areas,
        )
        status, extra = after, 0


def _hold(status: ShelterStatus, places: int | None, extra: int) -> tuple[int, int]:
    """Usable and standby places of a shelter in a status; `extra` are those beyond the usable."""
    known = places or 0
    match status:
        case ShelterStatus.OPEN:
            return known, extra
        case ShelterStatus.STANDBY:
            return 0, known
        case _:
            return 0, 0
