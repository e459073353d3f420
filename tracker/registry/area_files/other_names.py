"""Areas of a file that are likely registered already, under a name in another script."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.registry.area_files.importing import AreaFile, plan_file
from tracker.registry.area_files.likeness import pair_names
from tracker.registry.area_files.planning import Node, Plan
from tracker.registry.tree import Place


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherName:
    """An area that the file would add. `where` it stands, `likely` what it is, if anything.

    `candidates` are the registered areas beside it of which the file says nothing, by name.
    """

    where: str
    name: str
    likely: Place | None
    candidates: tuple[Place, ...]

    def takes(self, place_id: int | None) -> bool:
        """Whether it may be that area; None: it is to be added."""
        return place_id is None or place_id in {place.id for place in self.candidates}


def find_other_names(session: Session, file: AreaFile) -> tuple[OtherName, ...]:
    """What to ask before a file is taken in; nothing where no name is like a registered one.

    With something to ask, all areas that would be added where one is likely known are asked about.
    Writes nothing. Raises AreaFileUnreadable.
    """
    plan, refused = plan_file(session, file)
    return () if refused else tuple(_list_other_names(plan))


def _list_other_names(plan: Plan) -> list[OtherName]:
    added: dict[Node | None, list[Node]] = defaultdict(list)
    for node in plan.list_touched():
        if node.place is None:
            added[node.parent].append(node)
    return [one for above, nodes in added.items() for one in _ask(plan, above, nodes)]


def _ask(plan: Plan, above: Node | None, nodes: list[Node]) -> list[OtherName]:
    free = {
        node.name: node.place
        for node in plan.nodes
        if node.parent is above and node.place and not node.entry and not node.place.valid_until
    }
    likely = pair_names([node.name for node in nodes], list(free))
    if not likely:
        return []
    candidates = tuple(free[name] for name in sorted(free, key=str.casefold))
    return [
        OtherName(
            where=node.entry.where,
            name=node.name,
            likely=free.get(likely.get(node.name, "")),
            candidates=candidates,
        )
        for node in nodes
        if node.entry is not None
    ]
