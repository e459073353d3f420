"""What the public may not see: places that must not be published, and small numbers of people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from tracker.domain.company import Member, hide_with_company
from tracker.domain.counts import Count
from tracker.domain.indicators import Indicator
from tracker.domain.part_sums import hide_small_parts
from tracker.domain.windows import Window
from tracker.exchange.exporting.day_values import DayValue, PlaceDay
from tracker.exchange.exporting.places import list_scopes
from tracker.registry.places import list_areas, load_places
from tracker.registry.shelters import list_shelters
from tracker.registry.tree import DISTRICT
from tracker.totals.known.registers import Registers


@dataclass(frozen=True, kw_only=True, slots=True)
class Unpublished:
    """Places without which a public export is made.

    `secret` are the shelters that must not be published at all. `numberless` are these, and all
    places whose numbers would tell of theirs; None among them is the whole operation.
    """

    secret: frozenset[int] = frozenset()
    numberless: frozenset[int | None] = frozenset()


NOTHING = Unpublished()


def find_unpublished(session: Session, registers: Registers | None = None) -> Unpublished:
    """What must not be published. It depends on the register alone, never on numbers.

    Which shelters are secret is always what holds now. With `registers` what would tell of them by
    what these said is left out as well as what would do so by what is said now.
    """
    secret = frozenset(one.place.id for one in list_shelters(session) if one.do_not_publish)
    if not secret:
        return NOTHING
    numberless: frozenset[int | None] = frozenset()
    for said in dict.fromkeys((None, registers)):
        numberless |= hide_with_company(list(_list_members(session, said)), secret)
    return Unpublished(secret=secret, numberless=numberless)


def publish_days(days: Iterable[PlaceDay], smallest: int) -> Iterator[PlaceDay]:
    """Days without small numbers by sex and age."""
    for day in days:
        values = {key: _publish(value, smallest) for key, value in day.values.items()}
        yield replace(day, values=values)


def _publish(value: DayValue, smallest: int) -> DayValue:
    stated = value.stated
    if stated is None or not stated.parts:
        return value
    shown, hidden = hide_small_parts(stated.parts, _find_whole(stated.count), smallest)
    return replace(value, stated=replace(stated, parts=shown, hidden=hidden))


def _find_whole(count: Count) -> int | None:
    """What everybody can read off the number: its value, or the one that its bounds leave."""
    bounds = count.bounds
    return bounds.low if count.value is None and bounds.low == bounds.high else count.value


def _list_members(session: Session, registers: Registers | None) -> Iterator[Member]:
    for place in list_areas(session, include_retired=True, registers=registers):
        span = Window(first=place.valid_from, until=place.valid_until)
        yield Member(
            id=place.id, parent=place.parent_id, level=place.level, days=(span,), alike="area"
        )
    units = [scope for scope in list_scopes(session, registers) if not scope.is_area]
    found = load_places(session, [unit.place_id for unit in units], registers)
    places = {place.id: place for place in found}
    for unit in units:
        place = places[unit.place_id]
        # A closed shelter has no numbers; one that stands by has people, if no places.
        days = unit.windows[Indicator.PRESENT]
        yield Member(
            id=place.id,
            parent=place.parent_id,
            level=DISTRICT + 1,
            days=days,
            alike=place.kind.value,
        )
