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
from tracker.totals.known.arrived import Arrived, Leaving, NewEnds, find_arrived
from tracker.totals.known.changed import Changed, Stated, add_changed, find_changed, find_stated
from tracker.totals.known.gaps import Gaps
from tracker.totals.known.neighbours import (
    Pair,
    PointsByPair,
    load_points_after,
    load_points_before,
    load_points_on,
)
from tracker.totals.known.reviewed import add_reviewed
from tracker.totals.known.rivalled import NO_RIVALS, find_rivalled, load_rivals
from tracker.totals.known.runs import (
    Surroundings,
    Unsettled,
    fold_around,
    list_different_groups,
)
from tracker.totals.known.since import Since, load_since
from tracker.totals.known.standing import load_heads
from tracker.totals.known.stored import load_last_points, load_next_points
from tracker.totals.known.then import Then, find_stated_then, load_then
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
    rivalled = [pair for pair in since.shared if pair[0] in since.steady]
    then = load_then(session, set(since.shared).difference(rivalled), asked.moment)
    single = _find_single(asked, since, then, rivalled)
    more = {pair for pair in (*since.alone, *rivalled) if pair[0] in single.beside}
    if more:
        then = then.join(load_then(session, more, asked.moment))
    ends, unsettled = _fold_around(asked, changes, since, single, then)
    settled = asked.scopes.keys() - unsettled
    reviewed = {place: found for place, found in since.reviewed.items() if place in settled}
    add_reviewed(session, changes, reviewed, single.stated, until)
    new_ends = _put_right(asked, changes, since, single, settled)
    _add_ends(asked, changes, settled, ends, new_ends)
    whole = {place: asked.scopes[place] for place in sorted(unsettled)}
    for unit in load_known_units(session, whole, asked.clock, asked.moment, until) if whole else ():
        add_difference(changes[unit.scope.place_id], unit, asked.clock, until)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Single:
    """Days that can be put right one by one, and running totals that do not only add what is new.

    Nothing was known of those that `arrived`; of the others something else than what is stored.
    In the units `beside` other days are folded again.
    """

    changed: Changed
    arrived: Arrived
    stated: Stated
    beside: Collection[int]

    @property
    def pairs(self) -> Collection[Pair]:
        """All of the days."""
        return {*self.changed, *self.arrived}


def _find_single(asked: Asked, since: Since, then: Then, rivalled: Collection[Pair]) -> _Single:
    """Sort the days of steady units, about which there is one report, or several: `rivalled`.

    `then` is what stood on the other days.
    """
    session, until = asked.session, asked.until
    rivals = load_rivals(session, rivalled, asked.moment) if rivalled else NO_RIVALS
    heads = load_heads(session, since.alone.values(), asked.moment).by_report
    stood = {pair: heads[report] for pair, report in since.alone.items() if report in heads}
    places = {place for place, _ in (*since.alone, *since.shared)} | since.reviewed.keys()
    revisions = {revision: pair[0] for pair, (revision, _) in stood.items()} | rivals.places
    stated = find_stated(session, places) | find_stated_then(session, revisions)
    stated |= then.list_stated()
    share = asked.clock.limits.disagreement_share
    changed = find_changed(session, stood, stated, until)
    changed |= find_rivalled(session, rivals, stated, share, until)
    arrived = find_arrived(session, since.alone.keys() - stood.keys(), stated, until)
    # Around other days of a unit the points must be as they are stored, or as they were.
    others = {*since.alone, *since.shared} - changed.keys() - arrived.keys()
    beside = {place for place, _ in others}
    return _Single(
        changed=changed,
        arrived={pair: found for pair, found in arrived.items() if pair[0] not in beside},
        stated=stated,
        beside=beside,
    )


def _put_right(
    asked: Asked,
    changes: Mapping[int, Changes],
    since: Since,
    single: _Single,
    settled: Collection[int],
) -> NewEnds:
    """Put single days of the settled units right; gives where their series end instead."""
    gaps = Gaps()
    changed = {pair: found for pair, found in single.changed.items() if pair[0] in settled}
    arrived = {pair: found for pair, found in single.arrived.items() if pair[0] in settled}
    add_changed(changes, changed, gaps)
    leaving = Leaving(changes, changed, since.reviewed, asked.clock.stale_after)
    leaving.take_out(arrived, gaps)
    gaps.put_right(asked.session, changes)
    return leaving.ends


def _fold_around(
    asked: Asked,
    changes: Mapping[int, Changes],
    since: Since,
    single: _Single,
    then: Then,
) -> tuple[dict[int, Ends], set[int]]:
    """Fold all other days again; gives the ends of series by unit, and the units left out."""
    around = _load_around(asked, since, single.pairs, then)
    ends: dict[int, Ends] = {}
    unsettled: set[int] = set()
    for unit in _list_surroundings(asked, since, single, then, around):
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


def _load_around(asked: Asked, since: Since, single: Collection[Pair], then: Then) -> _Around:
    session = asked.session
    observed = {
        pair: then.observe(pair) for pair in (*since.alone, *since.shared) if pair not in single
    }
    if not observed:
        return _Around(then={}, stored={}, before={}, after={})
    stored = load_points_on(session, observed)
    series = [
        (*pair, key)
        for pair, found in observed.items()
        for group in list_different_groups(found, stored.get(pair, {}))
        for key in group
    ]
    return _Around(
        then=observed,
        stored=stored,
        before=load_points_before(session, series),
        after=load_points_after(session, series, asked.until),
    )


def _list_surroundings(
    asked: Asked, since: Since, single: _Single, then: Then, around: _Around
) -> list[Surroundings]:
    units: dict[int, Surroundings] = {}
    for pair, observed in around.then.items():
        place, day = pair
        if place not in units:
            units[place] = Surroundings(
                scope=asked.scopes[place],
                clock=asked.clock,
                stated={key for at, key in single.stated if at == place},
                observe=partial(_observe, then, place),
            )
        unit = units[place]
        unit.then[day] = observed
        unit.stored[day] = around.stored.get(pair, {})
        unit.before[day] = around.before.get(pair, {})
        unit.after[day] = around.after.get(pair, {})
    for place, day in single.changed:
        if place in units:
            units[place].otherwise.add(day)
    for place, reviewed in since.reviewed.items():
        if place in units:
            units[place].unreviewed.update(reviewed.report_ids)
    return list(units.values())


def _observe(then: Then, place: int, day: date) -> dict[str, Observation]:
    return then.observe((place, day))


def _add_ends(
    asked: Asked,
    changes: Mapping[int, Changes],
    places: Collection[int],
    ends: Mapping[int, Ends],
    new_ends: NewEnds,
) -> None:
    """Nothing follows the last points: what is stored of the days after was not known."""
    days = dict.fromkeys(sorted(places), asked.until)
    following = load_next_points(asked.session, days)
    moved = {*following, *ends, *new_ends}
    scopes = asked.scopes
    # Where nothing follows as it is stored, and no window ends later, the end stays what it is.
    some = [at for at in days if at in moved or _ends_later(scopes[at], asked.until)]
    last = load_last_points(asked.session, dict.fromkeys(some, asked.until)) if some else {}
    for place in days:
        others = new_ends.get(place, {})
        known: Ends = {
            key: (point, others.get(key, point)) for key, point in last.get(place, {}).items()
        }
        add_end(
            changes[place],
            asked.scopes[place],
            known | ends.get(place, {}),
            following.get(place, {}),
            asked.clock,
            asked.until,
        )


def _ends_later(scope: Scope, until: date) -> bool:
    """Whether a unit stops to count, in any series, after a day."""
    return any(
        window.until is not None and window.until > until
        for windows in scope.windows.values()
        for window in windows
    )
