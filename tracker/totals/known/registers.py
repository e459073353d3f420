"""What the registers said at a moment, from what they say now and what changed since."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from tracker.totals.beneath import list_areas_in, list_beneath
from tracker.totals.place_past import load_others
from tracker.totals.registered import DISTRICT_LEVEL, Registered, load_registered
from tracker.totals.scopes import Scope, make_scopes


class Registers:
    """What the registers said of places at a moment.

    Names, codes, boundaries, positions and what must not be published are no part of it: these are
    always today's. Where nothing changed since the moment it costs one statement.
    """

    def __init__(self, session: Session, moment: datetime) -> None:
        self._session = session
        self._moment = moment

    @cached_property
    def others(self) -> Mapping[int, Registered | None]:
        """Of which places something else was said then; None: there was no such place."""
        return load_others(self._session, self._moment)

    def is_registered(self, place_id: int) -> bool:
        """Whether a place that is there now was there then."""
        return place_id not in self.others or self.others[place_id] is not None

    def load(self, place_ids: Sequence[int] | None, least_level: int = 0) -> dict[int, Registered]:
        """What was said of places (None: all) that were there, by id."""
        found = load_registered(self._session, place_ids, least_level)
        for place_id in found.keys() & self.others.keys():
            other = self.others[place_id]
            if other is None:
                del found[place_id]
            else:
                found[place_id] = other
        return found

    def load_scopes(self, place_ids: Sequence[int] | None) -> dict[int, Scope]:
        """Scopes by place id (None: all), without places that could never be reporting units."""
        return make_scopes(self.load(place_ids, DISTRICT_LEVEL).values())

    def list_others_in(self, place_id: int | None) -> list[int]:
        """What lay right in a place (None: the roots) and of which something else was said."""
        above = () if place_id is None else (place_id,)
        return [at for at, said in self.others.items() if said and said.above[:1] == above]

    def load_other_scopes(self, areas: Collection[int]) -> dict[int, Scope]:
        """Scopes of what lay in areas and of which something else was said, by place id."""
        return make_scopes(said for said in self.others.values() if said and lies_in(said, areas))

    def list_beneath(self, place_ids: Sequence[int] | None) -> list[int]:
        """Ids of places and of all that lay beneath them, each once (None: of all places)."""
        found = list_beneath(self._session, place_ids)
        return self._put_right(found, lambda said: lies_in(said, place_ids))

    def list_areas_in(self, areas: Collection[int]) -> list[int]:
        """Ids of the areas that lay right in others."""
        found = list_areas_in(self._session, areas)
        return self._put_right(found, lambda said: said.is_area and lies_right_in(said, areas))

    def _put_right(self, now: Iterable[int], chosen: Callable[[Registered], bool]) -> list[int]:
        """The places that were chosen then, of which those of `now` are chosen now."""
        kept = [at for at in now if at not in self.others]
        return [*kept, *(at for at, said in self.others.items() if said and chosen(said))]


def lies_in(said: Registered, place_ids: Collection[int] | None) -> bool:
    """Whether a place is one of some (None: of all), or lies anywhere in them."""
    return place_ids is None or not {said.place_id, *said.above}.isdisjoint(place_ids)


def lies_right_in(said: Registered, areas: Collection[int]) -> bool:
    """Whether a place lies in one of the areas and in none below it."""
    return not set(said.above[:1]).isdisjoint(areas)
