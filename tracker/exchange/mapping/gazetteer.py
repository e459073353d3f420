"""The registered places by everything they are called: paths, codes and names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from functools import cached_property

from sqlalchemy.orm import Session

from tracker.exchange.mapping.close_names import CloseNames
from tracker.exchange.mapping.kinds import fold_place, may_be
from tracker.registry.import_links import find_given_up
from tracker.registry.places import list_areas, list_below_districts
from tracker.registry.siblings import say_retired_namesake
from tracker.registry.tree import DISTRICT, Place, PlaceKind
from tracker.registry.wording import fold_name


def say_place(place: Place) -> str:
    """A registered place as mappings keep it: its path from the top."""
    return " / ".join((*(name for _, name in place.path), place.name))


class Gazetteer:
    """The registered places by everything they are called.

    `retired` are shelters that are none of them; those whose ids are `given_up` count on no day
    since an import was undone.
    """

    def __init__(
        self,
        places: Iterable[Place],
        retired: Iterable[Place] = (),
        given_up: Collection[int] = (),
    ) -> None:
        self.by_id = {place.id: place for place in places}
        self._by_path = {fold_name(say_place(place)): place for place in self.by_id.values()}
        self._by_code: dict[str, list[Place]] = defaultdict(list)
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        self._by_core: dict[str, list[Place]] = defaultdict(list)
        for place in self.by_id.values():
            self._by_name[fold_name(place.name)].append(place)
            self._by_core[fold_place(place.name)].append(place)
            for code in filter(None, (place.p_code, place.national_code)):
                self._by_code[fold_name(code)].append(place)
        self._retired = {(place.parent_id, fold_name(place.name)): place for place in retired}
        self._given_up = frozenset(given_up)

    def find_given_up(self, district_id: int, name: str) -> int | None:
        """The shelter of exactly this name that counts on no day since an import was undone."""
        found = self._retired.get((district_id, fold_name(name)))
        return found.id if found is not None and found.id in self._given_up else None

    def find_taken(self, district_id: int | None, name: str) -> str | None:
        """Why no new shelter of a district can have a name: somebody retired one of that name."""
        found = self._retired.get((district_id, fold_name(name)))
        if found is None or found.id in self._given_up:
            return None
        return say_retired_namesake("shelter", found.name)

    def find(
        self, text: str, *, shelters: bool | None = None, within: Place | None = None
    ) -> list[Place]:
        """Places called so, by the first way that finds any: path, code, name, core of the name.

        By the core only those that can be what the text says that they are.
        """
        return self._find(text, lambda place: _suits(place, shelters, within))

    def find_above(self, text: str, *, districts: bool) -> list[Place]:
        """Areas called so that may lie above others, `districts` among them where shelters do."""
        return self._find(
            text,
            lambda place: _suits(place, shelters=False) and (districts or place.level < DISTRICT),
        )

    def find_surely(self, text: str) -> Place | None:
        """The area of this path, or the only one of this code: it is one wherever it lies."""
        folded = fold_name(text)
        path = self._by_path.get(folded)
        found = [path] if path is not None else self._by_code.get(folded, [])
        areas = [place for place in found if _suits(place, shelters=False)]
        return areas[0] if len(areas) == 1 else None

    def is_named(self, place: Place, text: str) -> bool:
        """Whether a text is the path, a code or the whole name of a place, and not its core."""
        names = (say_place(place), place.name, place.p_code, place.national_code)
        return fold_name(text) in {fold_name(name) for name in names if name}

    def _find(self, text: str, suits: Callable[[Place], bool]) -> list[Place]:
        folded = fold_name(text)
        if (exact := self._by_path.get(folded)) is not None and suits(exact):
            return [exact]
        for found in (
            self._by_code.get(folded, []),
            self._by_name.get(folded, []),
            [place for place in self._by_core.get(fold_place(text), []) if may_be(place, text)],
        ):
            if suitable := [place for place in found if suits(place)]:
                return suitable
        return []

    def suggest(self, text: str, *, shelters: bool, within: Place | None) -> tuple[int, ...]:
        """Ids of the places whose names come closest, also in other letters."""
        return self._close.find(text, lambda place: _suits(place, shelters, within))

    @cached_property
    def _close(self) -> CloseNames:
        return CloseNames(self.by_id.values())


def _suits(place: Place, shelters: bool | None, within: Place | None = None) -> bool:  # noqa: FBT001
    if shelters is not None and shelters is (place.kind is PlaceKind.AREA):
        return False
    return within is None or within.id in {ancestor for ancestor, _ in place.path}


def load_gazetteer(session: Session) -> Gazetteer:
    """All areas that are not retired, and shelters and what lies outside them."""
    below = list_below_districts(session)
    gone = [place for place in below if place.valid_until is not None]
    retired = [place for place in gone if place.kind is PlaceKind.SHELTER]
    return Gazetteer(
        (*list_areas(session), *(place for place in below if place.valid_until is None)),
        retired,
        find_given_up(session, retired),
    )
