"""Which areas of a file are new, changed or the same, and which cannot be taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.errors import InvalidField
from tracker.registry.area_files.entries import AreaEntry
from tracker.registry.tree import DISTRICT, LEVEL_NAMES, Place
from tracker.registry.wording import CODE_LENGTH, check_length, clean_name, fold_name


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    """An entry that cannot be taken in, and what to do about it."""

    where: str
    name: str
    reason: str


@dataclass(kw_only=True, slots=True, eq=False)
class Node:
    """An area of the tree as it will be: registered (`place`), in the file (`entry`), or both."""

    name: str
    level: int
    parent: Node | None
    place: Place | None = None
    entry: AreaEntry | None = None

    @property
    def p_code(self) -> str | None:
        """The code as it will be; what the file leaves blank stays."""
        given = self.entry.p_code if self.entry else None
        return given or (self.place.p_code if self.place else None)

    @property
    def national_code(self) -> str | None:
        """As for the P-code."""
        given = self.entry.national_code if self.entry else None
        return given or (self.place.national_code if self.place else None)

    @property
    def geometry(self) -> str | None:
        """The boundary in the file."""
        return self.entry.geometry if self.entry else None

    def is_called(self, text: str) -> bool:
        """Whether the text is its name, here or in the file, or its P-code."""
        names = (self.name, self.entry.name if self.entry else None, self.p_code)
        return fold_name(text) in {fold_name(name) for name in names if name}


class Unplaceable(Exception):
    """An entry without a place in the tree, with what to do about it."""


class Plan:
    """The tree with the file's entries in it.

    Entries are placed in any order: one whose parent stands further down in the file waits for it.
    """

    def __init__(
        self, areas: Sequence[Place], parent: Place | None, same: Mapping[str, int] | None = None
    ) -> None:
        """`same`: entries (by where they stand) that are registered areas under other names."""
        self.nodes: list[Node] = []
        self._same = same or {}
        self._by_name: dict[tuple[Node | None, str], Node] = {}
        self._last: dict[int, Node] = {}
        by_id: dict[int, Node] = {}
        for area in areas:
            above = by_id[area.parent_id] if area.parent_id is not None else None
            node = Node(name=area.name, level=area.level, parent=above, place=area)
            by_id[area.id] = node
            self._keep(node)
        self._by_id = by_id
        self._parent = by_id[parent.id] if parent else None

    def place_all(self, entries: Sequence[AreaEntry]) -> tuple[Refused, ...]:
        """Place the entries; answers those that cannot be placed, in the file's order."""
        refused: dict[int, str] = {}
        waiting = dict(enumerate(entries))
        while waiting:
            placed = list(self._place_those_ready(waiting, refused))
            for number in placed:
                del waiting[number]
            if not placed:
                refused |= {n: f"Add the area above it: {e.parent}" for n, e in waiting.items()}
                break
        return tuple(
            Refused(where=entries[n].where, name=entries[n].name, reason=refused[n])
            for n in sorted(refused)
        )

    def list_touched(self) -> list[Node]:
        """The areas that the file speaks of."""
        return [node for node in self.nodes if node.entry is not None]

    def _place_those_ready(
        self, waiting: dict[int, AreaEntry], refused: dict[int, str]
    ) -> Iterator[int]:
        expected = Counter(key for entry in waiting.values() for key in _list_keys(entry))
        for number, entry in waiting.items():
            above = fold_name(entry.parent or "")
            own = _list_keys(entry)
            if above and expected[above] > (above in own):
                continue
            try:
                self._place(entry)
            except Unplaceable as problem:
                refused[number] = str(problem)
            except InvalidField as problem:
                refused[number] = problem.message
            expected.subtract(own)
            yield number

    def _place(self, entry: AreaEntry) -> None:
        if entry.problem:
            raise Unplaceable(entry.problem)
        above = self._find_above(entry)
        level = above.level + 1 if above else 0
        if entry.level not in {None, level}:
            wanted = LEVEL_NAMES[entry.level or 0]
            raise Unplaceable(f"A {wanted} cannot lie directly in {above.name if above else None}")
        name = clean_name(entry.name, LEVEL_NAMES[level])
        for code in (entry.p_code, entry.national_code):
            check_length(code or "", CODE_LENGTH, "file")
        self._merge(name, level, above, entry)

    def _merge(self, name: str, level: int, above: Node | None, entry: AreaEntry) -> None:
        known = self._find_same(entry, above) or self._by_name.get((above, fold_name(name)))
        if known is None:
            known = Node(name=name, level=level, parent=above)
            self._keep(known)
        if known.entry is not None:
            raise Unplaceable(f"Name it once: it stands in {known.entry.where} too")
        _check_not_retired(known)
        known.entry = entry
        self._last = {at: node for at, node in self._last.items() if at < level} | {level: known}

    def _find_same(self, entry: AreaEntry, above: Node | None) -> Node | None:
        if entry.where not in self._same:
            return None
        node = self._by_id.get(self._same[entry.where])
        if node is None or node.parent is not above:
            raise Unplaceable("Choose an area that lies in the same area as this one")
        return node

    def _find_above(self, entry: AreaEntry) -> Node | None:
        above = self._choose_above(entry)
        if above is not None:
            _check_not_retired(above)
        return above

    def _choose_above(self, entry: AreaEntry) -> Node | None:
        if entry.parent:
            return self._find_called(entry.parent, entry.level)
        if entry.level == 0:
            return None
        # In a table of levels a row lies in the last row of the level above it.
        if entry.level is not None and entry.level - 1 in self._last:
            return self._last[entry.level - 1]
        if self._parent is None:
            raise Unplaceable("Say which area it lies in: none was chosen, and the file says none")
        return self._parent

    def _find_called(self, text: str, level: int | None) -> Node:
        found = [
            node
            for node in self.nodes
            if node.level < DISTRICT
            and node.is_called(text)
            and (level is None or node.level == level - 1)
        ]
        if not found:
            raise Unplaceable(f"Add the area above it: there is no country or region {text}")
        if len(found) > 1:
            raise Unplaceable(f"Write the P-code of the area above: several are called {text}")
        return found[0]

    def _keep(self, node: Node) -> None:
        self.nodes.append(node)
        self._by_name[node.parent, fold_name(node.name)] = node


def _list_keys(entry: AreaEntry) -> set[str]:
    """What other entries may call it by."""
    return {fold_name(entry.name), fold_name(entry.p_code or "")}


def _check_not_retired(node: Node) -> None:
    if node.place is not None and node.place.valid_until is not None:
        raise Unplaceable(f"Bring {node.name} back first: it is retired")
