"""Places and sources of a file, matched with the registers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from tracker.exchange.detecting import Survey, find_area_level
from tracker.exchange.detecting.numbers import is_blank
from tracker.exchange.mapping.gazetteer import Gazetteer, load_gazetteer, say_place
from tracker.exchange.mapping.mappings import NEW_SHELTER, SKIP, ImportMapping
from tracker.exchange.meanings import Role
from tracker.registry.sources import Source
from tracker.registry.tree import DISTRICT, Place
from tracker.registry.wording import fold_name

MOST_LOOKED = 200
"""Places that have to be chosen of which likely ones are looked for: it takes long."""

MOST_LIKELY = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceKey:
    """What a row says of its place: the area above, the area, the shelter; "" where nothing."""

    above: str = ""
    area: str = ""
    shelter: str = ""

    @property
    def words(self) -> str:
        """The names together, as a mapping keeps them."""
        return " / ".join(filter(None, (self.above, self.area, self.shelter)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Matched:
    """A place of the file with its place in the register.

    `place_id` None: there is none. It is to be `created` as a shelter in `district_id`, `skipped`,
    or has to be chosen; `likely` are the registered ones that come closest, first the `several`
    that are called so. One that is `restored` is registered, counts on no day since an import was
    undone, and is to be brought back. `taken` says that no new one can have the name of a shelter,
    since a retired one has it. `lost` is the name of the area above, where that is not found or
    could be several: then nothing in it is.
    """

    key: PlaceKey
    place_id: int | None = None
    district_id: int | None = None
    created: bool = False
    restored: bool = False
    skipped: bool = False
    likely: tuple[int, ...] = ()
    several: int = 0
    taken: str | None = None
    lost: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody has to choose."""
        return self.place_id is None and not self.created and not self.skipped


class PlaceMatcher:
    """Finds the registered place of what rows say, by a mapping's choices first.

    `level` is that of the column of areas, where its tag or head says it.
    """

    def __init__(
        self, gazetteer: Gazetteer, mapping: ImportMapping, level: int | None = None
    ) -> None:
        self._gazetteer = gazetteer
        self._level = level
        self._mapping = mapping
        self._known: dict[PlaceKey, Matched] = {}
        self._looked = 0

    @property
    def matched(self) -> Sequence[Matched]:
        """Every place of the file so far."""
        return tuple(self._known.values())

    def match(self, key: PlaceKey) -> Matched:
        """The place of a row; the same words are matched once."""
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._match(key)
        return found

    def find_path(self, place_id: int, new: Mapping[int, Matched]) -> tuple[int, ...]:
        """The ids of the areas that a place lies in, top first; `new` ones are no places yet."""
        made = new.get(place_id)
        at = made.district_id if made is not None else place_id
        place = self._gazetteer.by_id.get(at) if at is not None else None
        if place is None:
            return ()
        path = tuple(ancestor for ancestor, _ in place.path)
        return (*path, place.id) if made is not None else path

    def knows(self, key: PlaceKey) -> bool:
        """Whether a place was chosen for these words, or stands in the register by its name."""
        choice = self._mapping.places.get(key.words)
        if choice is not None:
            return choice != SKIP
        found = self._known.get(key) or self._find(key, create=False)
        return found.place_id is not None and not found.restored

    def locate(self, key: PlaceKey) -> tuple[int | None, tuple[int, ...]]:
        """The registered place of these words, if there is one, and the areas that it lies in.

        Of a new shelter only these; nothing is asked about words that were only located.
        """
        found = self._known.get(key) or self._match(key)
        if found.place_id is not None:
            return found.place_id, self.find_path(found.place_id, {})
        return None, self.find_path(-1, {-1: found}) if found.created else ()

    def _match(self, key: PlaceKey) -> Matched:
        choice = self._mapping.places.get(key.words)
        if choice == SKIP:
            return Matched(key=key, skipped=True)
        if choice and choice != NEW_SHELTER:
            chosen = self._gazetteer.find(choice)
            return Matched(key=key, place_id=chosen[0].id if len(chosen) == 1 else None)
        found = self._find(key, create=NEW_SHELTER in {choice, self._mapping.other_places})
        leaves_out = choice is None and self._mapping.other_places == SKIP
        return Matched(key=key, skipped=True) if found.is_open and leaves_out else found

    def _find(self, key: PlaceKey, *, create: bool) -> Matched:
        within = self._find_above(key)
        lost = key.above if within is None and self._tells_above(key) else None
        areas = self._list_areas(key, within)
        if not key.area:
            area = within
        elif lost:
            area = self._gazetteer.find_surely(key.area)
            areas = areas or self._gazetteer.find(lost, shelters=False)
        else:
            area = self._choose(key.area, areas)
        if key.shelter:
            found = self._match_shelter(key, area, create=create)
        elif area is not None:
            return Matched(key=key, place_id=area.id)
        else:
            found = self._leave_open(key, key.area or key.above, areas, within=None)
        return replace(found, lost=lost) if found.is_open and area is None else found

    def _list_areas(self, key: PlaceKey, within: Place | None) -> list[Place]:
        """The areas that a row may name, those first that are on the level of their column."""
        if not key.area:
            return self._gazetteer.find(key.above, shelters=False)
        areas = self._gazetteer.find(key.area, shelters=False, within=within)
        return sorted(areas, key=lambda place: (place.level != self._level, say_place(place)))

    def _choose(self, name: str, areas: Sequence[Place]) -> Place | None:
        """The area that a name certainly means; of several none is taken because it is higher.

        In a column of districts, a region is meant only by its whole name; below districts,
        nothing is found by names.
        """
        level = self._level
        if level is not None and level > DISTRICT:
            return self._gazetteer.find_surely(name)
        alike = [place for place in areas if place.level == level] if len(areas) > 1 else areas
        if len(alike) != 1:
            return None
        is_named = self._gazetteer.is_named(alike[0], name)
        is_higher = level == DISTRICT and alike[0].level < DISTRICT
        return alike[0] if is_named or (len(areas) == 1 and not is_higher) else None

    def _tells_above(self, key: PlaceKey) -> bool:
        """Whether a row says where its place lies; one chosen for all rows lies anywhere."""
        is_chosen = self._mapping.find(Role.AREA) is None and key.area == (
            self._mapping.constants.area or ""
        )
        return not is_blank(key.above) and not (key.area and is_chosen)

    def _find_above(self, key: PlaceKey) -> Place | None:
        if is_blank(key.above):
            return None
        choice = self._mapping.places.get(key.above)
        if choice and choice not in (SKIP, NEW_SHELTER):
            return _only(self._gazetteer.find(choice, shelters=False))
        return _only(self._gazetteer.find_above(key.above, districts=not key.area))

    def _match_shelter(self, key: PlaceKey, area: Place | None, *, create: bool) -> Matched:
        found = self._gazetteer.find(key.shelter, shelters=True, within=area)
        is_anywhere = not key.area and not self._tells_above(key)
        if len(found) == 1 and (area is not None or is_anywhere):
            return Matched(key=key, place_id=found[0].id)
        district = area.id if area is not None and area.is_district else None
        taken = self._gazetteer.find_taken(district, key.shelter)
        if create and district is not None and taken is None:
            return self._make_shelter(key, district)
        left = self._leave_open(key, key.shelter, found, within=area)
        return replace(left, district_id=district, taken=taken)

    def _leave_open(
        self, key: PlaceKey, name: str, found: Sequence[Place], *, within: Place | None
    ) -> Matched:
        """A place that has to be chosen; of the first likely ones are looked for."""
        called = tuple(place.id for place in found)
        close: tuple[int, ...] = ()
        if self._looked < MOST_LOOKED:
            self._looked += 1
            close = self._gazetteer.suggest(name, shelters=bool(key.shelter), within=within)
        likely = tuple(dict.fromkeys((*called, *close)))[:MOST_LIKELY]
        return Matched(key=key, likely=likely, several=len(found) if len(found) > 1 else 0)

    def _make_shelter(self, key: PlaceKey, district: int) -> Matched:
        given_up = self._gazetteer.find_given_up(district, key.shelter)
        if given_up is None:
            return Matched(key=key, district_id=district, created=True)
        return Matched(key=key, place_id=given_up, district_id=district, restored=True)


def make_matcher(session: Session, survey: Survey, mapping: ImportMapping) -> PlaceMatcher:
    """The matcher for a table under a mapping."""
    areas = survey.head.find(mapping.find(Role.AREA) or "")
    level = find_area_level(areas) if areas else None
    return PlaceMatcher(load_gazetteer(session), mapping, level)


def _only(found: Sequence[Place]) -> Place | None:
    """The one area above others; of several the highest, where it lies above all of them."""
    if len(found) > 1:
        top = min(found, key=lambda place: place.level)
        if all(place is top or top.id in dict(place.path) for place in found):
            return top
    return found[0] if len(found) == 1 else None


class SourceMatcher:
    """Finds the registered source of what rows say."""

    def __init__(self, sources: Iterable[Source], mapping: ImportMapping) -> None:
        self._by_name = {fold_name(source.name): source.id for source in sources}
        self._choices = mapping.sources
        self._known: dict[str, int | None] = {}

    def match(self, text: str) -> int | None:
        """The source's id, None where it has to be chosen."""
        if text not in self._known:
            name = self._choices.get(text, text)
            self._known[text] = self._by_name.get(fold_name(name))
        return self._known[text]

    @property
    def open(self) -> Iterator[str]:
        """Sources of the file that somebody has to choose."""
        return (text for text, found in self._known.items() if found is None)
