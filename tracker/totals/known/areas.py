"""How what units add to areas as known at a moment differs from what is stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy.orm import Session

from tracker.domain.changes import Changes
from tracker.domain.days import OperationClock
from tracker.domain.selection import Observation
from tracker.totals.known.changed import Changed, Stated, add_changed, find_changed, find_stated
from tracker.totals.known.neighbours import (
    Pair,
    PointsByPair,
    load_points_after,
    load_points_before,
    load_points_on,
)
from tracker.totals.known.reviewed import add_reviewed
from tracker.totals.known.runs import (
    Surroundings,
    Unsettled,
    fold_around,
    list_different_groups,
)
from tracker.totals.known.stored import load_last_points, load_next_points
from tracker.totals.known.then import Since, load_since
from tracker.totals.known.units import Ends, add_difference, add_end, load_known_units
from tracker.totals.scopes import Scope


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Units, and the moment as which they are asked for; nothing is known of days after `until`."""

    session: Session
    scopes: Mapping[int, Scope]
    clock: OperationClock
    moment: datetime
    until: date


def add_known_differences(asked: Asked, changes: Mapping[int, Changes]) -> None:
    """Add to the changes of each unit (by place id) what makes of stored ones those known then.

    Stored changes up to `until` are kept and brought right; of the days after it none is kept. A
    constant number of statements. The work grows with the days that acts recorded since were about;
    only units in which these change all that follows are folded again as a whole.
    """
    session, until = asked.session, asked.until
    since = load_since(session, asked.scopes, asked.moment, until)
    places = {place for place, _ in (*since.alone, *since.shared)}
    stated = find_stated(session, places) | since.then.list_stated()
    changed = find_changed(session, since.alone, since.then.list_counts, stated, until)
    ends, unsettled = _fold_around(asked, changes, since, changed, stated)
    settled = asked.scopes.keys() - unsettled
    reviewed = [report for report in since.reviewed if report.place_id in settled]
    add_reviewed(session, changes, reviewed, until)
    rest = {pair: found for pair, found in changed.items() if pair[0] in settled}
    add_changed(session, changes, rest)
    _add_ends(asked, changes, settled, ends)
    whole = {place: asked.scopes[place] for place in sorted(unsettled)}
    for unit in load_known_units(session, whole, asked.clock, asked.moment, until) if whole else ():
        add_difference(changes[unit.scope.place_id], unit, asked.clock, until)


def _fold_around(
    asked: Asked, changes: Mapping[int, Changes], since: Since, changed: Changed, stated: Stated
) -> tuple[dict[int, Ends], set[int]]:
    """Fold all other days again; gives the ends of series by unit, and the units left out."""
    around = _load_around(asked, since, changed)
    ends: dict[int, Ends] = {}
    unsettled: set[int] = set()
    for unit in _list_surroundings(asked, since, changed, stated, around):
        place = unit.scope.place_id
        try:
            ends[place] = fold_around(changes[place], unit)
        except Unsettled:
            unsettled.add(place)
    return ends, unsettled


@dataclass(frozen=True, kw_only=True, slots=True)
class _Around:
    """Points on days that are folded again, and those beside them."""

    then: Mapping[Pair, Mapping[str, Observation]]
    stored: PointsByPair
    before: PointsByPair
    after: PointsByPair


def _load_around(asked: Asked, since: Since, changed: Changed) -> _Around:
    session = asked.session
    then = {
        pair: since.then.observe(pair)
        for pair in (*since.alone, *since.shared)
        if pair not in changed
    }
    if not then:
        return _Around(then={}, stored={}, before={}, after={})
    stored = load_points_on(session, then)
    series = [
        (*pair, key)
        for pair, observed in then.items()
        for group in list_different_groups(observed, stored.get(pair, {}))
        for key in group
    ]
    return _Around(
        then=then,
        stored=stored,
        before=load_points_before(session, series),
        after=load_points_after(session, series, asked.until),
    )


def _list_surroundings(
    asked: Asked, since: Since, changed: Changed, stated: Stated, around: _Around
) -> list[Surroundings]:
    units: dict[int, Surroundings] = {}
    for pair, then in around.then.items():
        place, day = pair
        if place not in units:
            units[place] = Surroundings(
                scope=asked.scopes[place],
                clock=asked.clock,
                stated={key for at, key in stated if at == place},
                observe=partial(_observe, since, place),
            )
        unit = units[place]
        unit.then[day] = then
        unit.stored[day] = around.stored.get(pair, {})
        unit.before[day] = around.before.get(pair, {})
        unit.after[day] = around.after.get(pair, {})
    for place, day in changed:
        if place in units:
            units[place].otherwise.add(day)
    for report in since.reviewed:
        if report.place_id in units:
            units[report.place_id].unreviewed.add(report.day)
    return list(units.values())


def _observe(since: Since, place: int, day: date) -> dict[str, Observation]:
    return since.then.observe((place, day))


def _add_ends(
    asked: Asked,
    changes: Mapping[int, Changes],
    places: Collection[int],
    ends: Mapping[int, Ends],
) -> None:
    """Nothing follows the last points: what is stored of the days after was not known."""
    days = dict.fromkeys(sorted(places), asked.until)
    last = load_last_points(asked.session, days)
    following = load_next_points(asked.session, days)
    for place in days:
        known = {key: (point, point) for key, point in last.get(place, {}).items()}
        add_end(
            changes[place],
            asked.scopes[place],
            known | ends.get(place, {}),
            following.get(place, {}),
            asked.clock,
            asked.until,
        )
