"""Take many new reports into the read model at once, unit by unit in the order of the tree."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.changes import Changes, merge_changes
from tracker.domain.published import PublishedAct
from tracker.store.base import table_of
from tracker.store.totals import AreaChangeRow
from tracker.totals.branch import Branch
from tracker.totals.candidates import load_preferences
from tracker.totals.points import insert_points, load_points, write_points
from tracker.totals.published import Keeping
from tracker.totals.rebuild import Progress, insert_changes, load_all_observations
from tracker.totals.rulings import load_rulings
from tracker.totals.scopes import SERIES_KEYS, load_clock, load_scopes, order_in_tree
from tracker.totals.update import add_changes, add_points, fold_unit


def refresh_units(
    session: Session,
    place_ids: Collection[int],
    progress: Progress | None = None,
    act: PublishedAct | None = None,
) -> None:
    """Fold all reports of some units again and bring the areas above them up to date.

    The changes of an area are gathered over its units and written once, so that the cost is that of
    the units' own points. What an `act` changes in published totals is kept with it.
    """
    clock = load_clock(session)
    keeping = Keeping(session, act, clock)
    preferences, ruled = load_preferences(session, place_ids), load_rulings(session, place_ids)
    scopes = order_in_tree(load_scopes(session, sorted(place_ids)).values())
    branch = Branch()
    for done, scope in enumerate(scopes, start=1):
        _add_to_areas(session, branch.enter(scope.areas), keeping)
        old = load_points(session, scope.place_id, SERIES_KEYS)
        new = fold_unit(load_all_observations(session, scope, preferences, ruled), scope, clock)
        if old:
            write_points(session, scope.place_id, old, new)
        else:
            insert_points(session, scope.place_id, new)
        after: Changes = {}
        add_points(after, new, scope, clock)
        changed = after
        if old:
            changed = {}
            add_points(changed, old, scope, clock, -1)
            add_points(changed, new, scope, clock)
        merge_changes(branch.lowest, changed)
        if not scope.is_area:
            keeping.add({scope.place_id: changed}, {scope.place_id: after})
        if progress:
            progress(done, len(scopes))
    _add_to_areas(session, branch.leave(), keeping)


def _add_to_areas(session: Session, done: Iterable[tuple[int, Changes]], keeping: Keeping) -> None:
    for area, changes in done:
        _add_to_area(session, area, changes)
        keeping.add({area: changes})


def _add_to_area(session: Session, area: int, changes: Changes) -> None:
    """Add changes to an area's totals; days without a row yet, mostly all, are plainly inserted."""
    table = table_of(AreaChangeRow)
    stored = select(table.c.indicator, table.c.day).where(table.c.place_id == area)
    known = {(key, day) for key, day in session.connection().execute(stored)}
    add_changes(session, [area], {at: changes[at] for at in changes if at in known})
    insert_changes(session, area, {at: changes[at] for at in changes if at not in known})
