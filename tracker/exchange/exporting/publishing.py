"""What the public may not see: places that must not be published, and small numbers of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.company import Member, hide_with_company, order_members
from tracker.domain.counts import Count
from tracker.domain.indicators import Indicator
from tracker.domain.part_sums import hide_small_parts
from tracker.domain.windows import Window
from tracker.exchange.exporting.day_values import DayValue, PlaceDay
from tracker.exchange.exporting.places import list_scopes
from tracker.registry.places import list_areas, load_places
from tracker.registry.shelters import list_shelters
from tracker.registry.tree import DISTRICT
from tracker.store.reports import CountRow, ReportRow, RevisionRow
from tracker.totals.known.registers import Registers


@dataclass(frozen=True, kw_only=True, slots=True)
class Unpublished:
    """Places without which a public export is made.

    `secret` are the shelters that must not be published at all. `numberless` are these, and all
    places whose numbers would tell of theirs; None among them is the whole operation. `parents`
    says what lies right beneath what, where there is anything to hide.
    """

    secret: frozenset[int] = frozenset()
    numberless: frozenset[int | None] = frozenset()
    parents: Mapping[int, int | None] = field(default_factory=dict)


NOTHING = Unpublished()


def find_unpublished(session: Session, registers: Registers | None = None) -> Unpublished:
    """What must not be published, by the register and by who had numbers first.

    So what is left out once is left out for good, whoever reports later. Which shelters are secret
    is always what holds now. With `registers` what would tell of them by what these said is left
    out as well as what would do so by what is said now.
    """
    secret = frozenset(one.place.id for one in list_shelters(session) if one.do_not_publish)
    if not secret:
        return NOTHING
    numberless: frozenset[int | None] = frozenset()
    # Company that never says what a secret shelter does would be none.
    told = [firsts for firsts in _find_firsts(session) if not secret.isdisjoint(firsts)] or [{}]
    parents: dict[int, int | None] = {}
    for said in dict.fromkeys((None, registers)):
        members = list(_list_members(session, said))
        parents |= {member.id: member.parent for member in members}
        for first_by_place in told:
            numberless |= hide_with_company(order_members(members, first_by_place), secret)
    return Unpublished(secret=secret, numberless=numberless, parents=parents)


def _find_firsts(session: Session) -> Collection[Mapping[int, int]]:
    """For each indicator by place the first revision with a number of it.

    Numbers are never taken out, so that these stay whatever is reported later.
    """
    query = (
        select(CountRow.indicator, ReportRow.place_id, func.min(CountRow.revision_id))
        .join(RevisionRow, RevisionRow.id == CountRow.revision_id)
        .join(ReportRow, ReportRow.id == RevisionRow.report_id)
        .group_by(CountRow.indicator, ReportRow.place_id)
    )
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for indicator, place_id, first in session.execute(query):
        found[indicator][place_id] = first
    return found.values()


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
