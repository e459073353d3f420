"""Which import, or undoing of one, left which links of the registers in the audit trail.

What an import changed in the registers stands right before the link of the import itself, of the
same person and moment. So does what undoing it changed.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.audit import Act
from tracker.registry.keeping import PLACE_ACTS
from tracker.registry.tree import Place
from tracker.store.audit import LINK
from tracker.store.base import AnyRow
from tracker.store.listed import list_ids

REGISTERING = frozenset({Act.SHELTER_ADDED, Act.PLACE_RESTORED})
"""How an import comes by a shelter."""

SPLITTING = frozenset({Act.REPORTING_MODE_SET})
"""How it lets a district report by its shelters."""

_ACTS_OF = {
    Act.IMPORTED: REGISTERING | SPLITTING,
    Act.IMPORT_UNDONE: SPLITTING | {Act.PLACE_RETIRED},
}
"""What imports and their undoing do in the registers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceLink:
    """A link about a place.

    `import_id` is the import that left it, or that was undone where `undoing`; None: neither.
    """

    number: int
    act: Act
    import_id: int | None = None
    undoing: bool = False


def list_place_links(
    session: Session, place_ids: Iterable[int]
) -> Mapping[int, Sequence[PlaceLink]]:
    """The links about places by their ids, in order; two statements."""
    wanted = list_ids(session, place_ids)
    query = (
        select(LINK.c.number, LINK.c.act, LINK.c.subject_id, LINK.c.person_id, LINK.c.recorded_at)
        .where(LINK.c.act.in_(PLACE_ACTS), LINK.c.subject_id.in_(select(wanted.c.id)))
        .order_by(LINK.c.number)
    )
    rows = session.execute(query).all()
    ends = _list_ends(session, rows[0].number if rows else 0)
    numbers = [end.number for end in ends]
    found: dict[int, list[PlaceLink]] = defaultdict(list)
    for row in rows:
        at = bisect(numbers, row.number)
        found[row.subject_id].append(_read(row, ends[at] if at < len(ends) else None))
    return found


def find_given_up(session: Session, places: Collection[Place]) -> frozenset[int]:
    """Ids of the places that count on no day since an import was undone, and since only that."""
    ids = [place.id for place in places if place.valid_until == place.valid_from]
    return frozenset(
        place_id for place_id, links in list_place_links(session, ids).items() if is_given_up(links)
    )


def is_given_up(links: Iterable[PlaceLink]) -> bool:
    """Whether undoing an import was the last act that retired a place or brought it back."""
    acts = (Act.PLACE_RETIRED, Act.PLACE_RESTORED)
    last = max((link for link in links if link.act in acts), key=attrgetter("number"), default=None)
    return last is not None and last.undoing


def find_last_of_undone(
    links: Iterable[PlaceLink], undone: Collection[int], acts: Collection[Act]
) -> PlaceLink | None:
    """The last link of the acts that an import left which is undone.

    None where anybody else changed something since; what undoing changed does not count.
    """
    for link in sorted(links, key=lambda link: -link.number):
        if link.import_id not in undone:
            return None
        if not link.undoing and link.act in acts:
            return link
    return None


def _list_ends(session: Session, after: int) -> Sequence[AnyRow]:
    query = (
        select(LINK.c.number, LINK.c.act, LINK.c.subject_id, LINK.c.person_id, LINK.c.recorded_at)
        .where(LINK.c.act.in_(_ACTS_OF), LINK.c.number > after)
        .order_by(LINK.c.number)
    )
    return session.execute(query).all()


def _read(row: AnyRow, end: AnyRow | None) -> PlaceLink:
    act = Act(row.act)
    if end is None or (end.person_id, end.recorded_at) != (row.person_id, row.recorded_at):
        return PlaceLink(number=row.number, act=act)
    if act not in _ACTS_OF[Act(end.act)]:
        return PlaceLink(number=row.number, act=act)
    undoing = end.act == Act.IMPORT_UNDONE
    return PlaceLink(number=row.number, act=act, import_id=end.subject_id, undoing=undoing)
