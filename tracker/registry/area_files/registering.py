"""Writing planned areas into the register, and saying what that changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from tracker.domain.audit import Author
from tracker.domain.errors import InvalidField
from tracker.registry.area_files.planning import Node, Refused
from tracker.registry.boundaries import renew_outlines
from tracker.registry.operation import require_operation
from tracker.registry.signing import moment_of
from tracker.registry.tree import Place, PlaceKind
from tracker.store.places import AreaShapeRow, PlaceRow
from tracker.totals.update import reweigh


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Whom boundaries come from: None where nobody says; `is_of_file`: it says so itself."""

    name: str | None
    is_of_file: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportOutcome:
    """What an import did, by name.

    With anything refused it did nothing, and the rest is what it would have done. `attribution` is
    what the file itself says of its boundaries, where that was taken.
    """

    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    refused: tuple[Refused, ...]
    attribution: str | None = None

    @property
    def is_done(self) -> bool:
        """Whether the file was taken in."""
        return not self.refused

    @property
    def sentence(self) -> str:
        """The counts in words."""
        if not self.is_done:
            count = len(self.refused)
            noun = "area" if count == 1 else "areas"
            return f"Nothing was imported, because {count} {noun} could not be taken in."
        counts = (
            f"The file is imported: {len(self.added)} added, {len(self.updated)} updated, "
            f"{len(self.unchanged)} unchanged."
        )
        if self.attribution is None:
            return counts
        return f"{counts} Its boundaries come, as it says, from: {self.attribution}"


class Register:
    """The areas of a plan beside what is stored of them.

    `source` stands for all boundaries of the file; without a name a stored attribution stays.
    """

    def __init__(self, session: Session, nodes: Sequence[Node], source: Source) -> None:
        self._session = session
        self._nodes = sorted(nodes, key=lambda node: node.level)
        self._source, self._attribution = source, source.name
        known = [node.place.id for node in nodes if node.place is not None]
        query = select(AreaShapeRow.__table__).where(AreaShapeRow.place_id.in_(known))
        self._shapes = {row.place_id: row for row in session.execute(query)}
        self._bounded: list[Node] = []
        self._changed = {
            node: node.place
            for node in nodes
            if node.place is not None
            and (_has_new_codes(node, node.place) or self._has_new_shape(node))
        }

    def require_attribution(self) -> None:
        """Raise InvalidField where a boundary would be stored that comes from nobody."""
        bounded = (node for node in self._nodes if self._has_new_shape(node))
        if any(self._name_source(node) is None for node in bounded):
            raise InvalidField(
                "attribution", "Enter whom the boundaries come from, or say that you made them"
            )

    def describe(self, refused: tuple[Refused, ...]) -> ImportOutcome:
        """What writing does, or would have done."""
        known = [node for node in self._nodes if node.place is not None]
        return ImportOutcome(
            added=tuple(node.name for node in self._nodes if node.place is None),
            updated=tuple(node.name for node in self._changed),
            unchanged=tuple(node.name for node in known if node not in self._changed),
            refused=refused,
            attribution=self._source.name if self._source.is_of_file and self._bounded else None,
        )

    def write(self, by: Author | None) -> None:
        """Add what is new and change what is different, parents first."""
        start = require_operation(self._session).clock.start
        added: dict[Node, tuple[int, date]] = {}
        with reweigh(self._session, (), moment=moment_of(by)) as touched:
            for node in self._nodes:
                if node.place is None:
                    added[node] = self._add(node, added, start)
                    touched.add(added[node][0])
        for node, place in self._changed.items():
            self._change(node, place)
        renew_outlines(self._session, (node.level for node in self._bounded))

    def _add(
        self, node: Node, added: dict[Node, tuple[int, date]], start: date
    ) -> tuple[int, date]:
        """Insert an area; it counts as long as its parent. Answers its id and first day."""
        parent_id, first = _find_parent(node, added, start)
        row = {
            "kind": PlaceKind.AREA.value,
            "level": node.level,
            "parent_id": parent_id,
            "name": node.name,
            "p_code": node.p_code,
            "national_code": node.national_code,
            "valid_from": first,
        }
        query = insert(PlaceRow).values(row).returning(PlaceRow.id)
        place_id = self._session.execute(query).scalar_one()
        self._write_shape(node, place_id)
        return place_id, first

    def _change(self, node: Node, place: Place) -> None:
        codes = {"p_code": node.p_code, "national_code": node.national_code}
        self._session.execute(update(PlaceRow).where(PlaceRow.id == place.id).values(**codes))
        if self._has_new_shape(node):
            self._write_shape(node, place.id)

    def _has_new_shape(self, node: Node) -> bool:
        if node.geometry is None:
            return False
        stored = self._shapes.get(node.place.id) if node.place is not None else None
        if stored is None or stored.geometry != node.geometry:
            return True
        return self._attribution not in {None, stored.attribution}

    def _name_source(self, node: Node) -> str | None:
        """Whom its boundary comes from: what is said, else what is stored unless it is a cell."""
        stored = self._shapes.get(node.place.id) if node.place is not None else None
        kept = stored.attribution if stored is not None and not stored.is_schematic else None
        return self._attribution or kept

    def _write_shape(self, node: Node, place_id: int) -> None:
        if node.geometry is None:
            return
        self._bounded.append(node)
        stored = self._shapes.get(place_id)
        values = {
            "geometry": node.geometry,
            "attribution": self._name_source(node),
            "is_schematic": False,
        }
        if stored is None:
            query = insert(AreaShapeRow).values(place_id=place_id, **values)
            self._session.execute(query)
        else:
            changed = update(AreaShapeRow).where(AreaShapeRow.place_id == place_id)
            self._session.execute(changed.values(**values))


def _find_parent(
    node: Node, added: dict[Node, tuple[int, date]], start: date
) -> tuple[int | None, date]:
    """Id and first day of the area above; the operation's start above a country."""
    if node.parent is None:
        return None, start
    if node.parent.place is not None:
        return node.parent.place.id, node.parent.place.valid_from
    return added[node.parent]


def _has_new_codes(node: Node, place: Place) -> bool:
    return (node.p_code, node.national_code) != (place.p_code, place.national_code)
