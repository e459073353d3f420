"""Areas of a file that are likely registered already, under a name in another script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.registry.area_files.importing import (
    AreaFile,
    make_planner,
    name_source,
    read_content,
)
from tracker.registry.area_files.likeness import pair_names
from tracker.registry.area_files.planning import Node, Plan
from tracker.registry.area_files.registering import Register
from tracker.registry.tree import Place

NO_ANSWERS: Mapping[str, int | None] = {}


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

    def choose(self, answers: Mapping[str, int | None]) -> int | None:
        """The area that it is: as answered, where that is possible, else the likely one."""
        likely = self.likely.id if self.likely else None
        answer = answers.get(self.where, likely)
        return answer if self.takes(answer) else likely


def find_other_names(
    session: Session, file: AreaFile, answers: Mapping[str, int | None] = NO_ANSWERS
) -> tuple[OtherName, ...]:
    """What to ask before a file is taken in; nothing where no name is like a registered one.

    With something to ask, all areas that would be added where one is likely known are asked about.
    What lies in an area is asked about with that area as answered (by where it stands; None: to be
    added), or as is likely, level by level. Writes nothing. Raises as import_areas does, so that
    whatever the file needs is known before anything is asked.
    """
    content = read_content(file)
    make_plan = make_planner(session, file, content)
    plan, refused = make_plan({})
    if not refused:
        register = Register(session, plan.list_touched(), name_source(file, content))
        register.require_attribution()
    asked: dict[str, OtherName] = {}
    same: dict[str, int] = {}
    while True:
        plan, refused = make_plan(same)
        fresh = {one.where: one for one in _list_other_names(plan) if one.where not in asked}
        if refused or not fresh:
            return tuple(asked.values())
        asked |= fresh
        chosen = {where: one.choose(answers) for where, one in fresh.items()}
        same |= {where: place_id for where, place_id in chosen.items() if place_id is not None}


def _list_other_names(plan: Plan) -> Iterator[OtherName]:
    added: dict[Node | None, list[Node]] = defaultdict(list)
    for node in plan.list_touched():
        if node.place is None:
            added[node.parent].append(node)
    for above, nodes in added.items():
        yield from _ask(plan, above, nodes)


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
