"""Places and sources of a file, matched with the registers."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy.orm import Session

from tracker.exchange.mapping.close_names import CloseNames
from tracker.exchange.mapping.mappings import NEW_SHELTER, SKIP, ImportMapping
from tracker.registry.import_links import find_given_up
from tracker.registry.places import list_areas, list_below_districts
from tracker.registry.siblings import say_retired_namesake
from tracker.registry.sources import Source
from tracker.registry.tree import Place, PlaceKind
from tracker.registry.wording import fold_name

_KINDS = re.compile(
    r"\b(?:district|raion|rayon|region|oblast|province|county|municipality|municipal|city|town|of"
    r"|раион|область|муниципальныи|муниципальное образование|город|г|округ|городскои)\b"
)
"""As words are folded: without the breve of the short i."""

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
    since a retired one has it.
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

    @property
    def is_open(self) -> bool:
        """Whether somebody has to choose."""
        return self.place_id is None and not self.created and not self.skipped


def say_place(place: Place) -> str:
    """A registered place as mappings keep it: its path from the top."""
    return " / ".join((*(name for _, name in place.path), place.name))


def fold_place(name: str) -> str:
    """What is left of a name without its kind, signs and case.

    >>> fold_place("г. Льгов"), fold_place("Sudzha District")
    ('льгов', 'sudzha')
    """
    plain = unicodedata.normalize("NFKD", name).casefold().replace("ё", "е")
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = re.sub(r"[\W_]+", " ", plain)
    return " ".join(_KINDS.sub(" ", words).split()) or " ".join(words.split())


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
        """Places called so, by the first way that finds any: path, code, name, core of the name."""
        folded = fold_name(text)
        if (exact := self._by_path.get(folded)) is not None and _suits(exact, shelters, within):
            return [exact]
        for found in (
            self._by_code.get(folded, []),
            self._by_name.get(folded, []),
            self._by_core.get(fold_place(text), []),
        ):
            if suitable := [place for place in found if _suits(place, shelters, within)]:
                return suitable
        return []

    def suggest(self, text: str, *, shelters: bool, within: Place | None) -> tuple[int, ...]:
        """Ids of the places whose names come closest, also in other letters."""
        return self._close.find(text, lambda place: _suits(place, shelters, within))

    @cached_property
    def _close(self) -> CloseNames:
        return CloseNames(self.by_id.values())


def _suits(place: Place, shelters: bool | None, within: Place | None) -> bool:  # noqa: FBT001
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


class PlaceMatcher:
    """Finds the registered place of what rows say, by a mapping's choices first."""

    def __init__(self, gazetteer: Gazetteer, mapping: ImportMapping) -> None:
        self._gazetteer = gazetteer
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
        within, areas = self._find_areas(key)
        area = within if not key.area else _only(areas)
        if key.shelter:
            return self._match_shelter(key, area, create=create)
        if area is not None:
            return Matched(key=key, place_id=area.id)
        return self._leave_open(key, key.area, areas, within=None)

    def _match_shelter(self, key: PlaceKey, area: Place | None, *, create: bool) -> Matched:
        found = self._gazetteer.find(key.shelter, shelters=True, within=area)
        if len(found) == 1 and not (key.area and area is None):
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

    def _find_areas(self, key: PlaceKey) -> tuple[Place | None, Sequence[Place]]:
        """The area above, and the areas of the name."""
        within = _only(self._gazetteer.find(key.above, shelters=False)) if key.above else None
        if not key.area:
            return within, ()
        return within, self._gazetteer.find(key.area, shelters=False, within=within)


def _only(found: Sequence[Place]) -> Place | None:
    """The one place found; of several the highest, where it lies above all others."""
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
