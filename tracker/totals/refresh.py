"""Take many new reports into the read model at once, unit by unit in the order of the tree."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from tracker.domain.changes import Changes, change_at
from tracker.totals.candidates import load_preferences
from tracker.totals.points import load_points_from, write_points
from tracker.totals.rebuild import Progress, load_all_observations
from tracker.totals.scopes import SERIES_KEYS, load_clock, load_scopes, order_in_tree
from tracker.totals.update import add_changes, fold_unit, list_unit_changes


def refresh_units(
    session: Session, place_ids: Collection[int], progress: Progress | None = None
) -> None:
    """Fold all reports of some units again and bring the areas above them up to date.

    The changes of an area are gathered over its units and written once, so that the cost is that of
    the units' own points.
    """
    clock = load_clock(session)
    preferences = load_preferences(session, None)
    scopes = order_in_tree(load_scopes(session, sorted(place_ids)).values())
    gathered: dict[int, Changes] = {}
    for done, scope in enumerate(scopes, start=1):
        for area in [area for area in gathered if area not in scope.areas]:
            add_changes(session, [area], gathered.pop(area))
        old = load_points_from(session, scope.place_id, None, SERIES_KEYS)
        new = fold_unit(load_all_observations(session, scope, preferences), scope, clock)
        write_points(session, scope.place_id, old, new)
        for points, sign in ((old, -1), (new, 1)):
            for (key, day), change in list_unit_changes(points, scope, clock).items():
                for area in scope.areas:
                    change_at(gathered.setdefault(area, {}), key, day).add(change, sign)
        if progress:
            progress(done, len(scopes))
    for area, changes in gathered.items():
        add_changes(session, [area], changes)
