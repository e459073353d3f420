"""What an import did in the registers, by the audit trail."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.audit import Act
from tracker.registry.import_links import REGISTERING, SPLITTING, PlaceLink
from tracker.registry.places import load_places
from tracker.registry.tree import Place
from tracker.registry.wording import fold_name
from tracker.store.audit import LINK


@dataclass(frozen=True, kw_only=True, slots=True)
class Registered:
    """What an import did in the registers, whatever became of it since.

    Shelters `added` and `restored`, and the districts that it let report by their shelters.
    """

    added: tuple[Place, ...]
    restored: tuple[Place, ...]
    districts: tuple[Place, ...]


def find_registered(session: Session, import_id: int) -> Registered:
    """What an import did in the registers; a constant number of statements."""
    own = list_own_links(session, import_id)
    places = sorted(load_places(session, own), key=lambda place: fold_name(place.full_name))

    def pick(acts: Collection[Act]) -> tuple[Place, ...]:
        return tuple(place for place in places if own[place.id].act in acts)

    return Registered(
        added=pick({Act.SHELTER_ADDED}),
        restored=pick({Act.PLACE_RESTORED}),
        districts=pick(SPLITTING),
    )


def list_own_links(session: Session, import_id: int) -> dict[int, PlaceLink]:
    """What an import registered, with its links; nothing of one older than the audit trail."""
    own = select(LINK).where(LINK.c.act == Act.IMPORTED, LINK.c.subject_id == import_id)
    end = session.execute(own).one_or_none()
    if end is None:
        return {}
    before = select(func.coalesce(func.max(LINK.c.number), 0)).where(
        LINK.c.act.in_((Act.IMPORTED, Act.IMPORT_UNDONE)), LINK.c.number < end.number
    )
    query = (
        select(LINK.c.number, LINK.c.act, LINK.c.subject_id)
        .where(
            LINK.c.act.in_(REGISTERING | SPLITTING),
            LINK.c.number < end.number,
            LINK.c.number > before.scalar_subquery(),
            LINK.c.person_id == end.person_id,
            LINK.c.recorded_at == end.recorded_at,
        )
        .order_by(LINK.c.number)
    )
    return {
        row.subject_id: PlaceLink(number=row.number, act=Act(row.act), import_id=import_id)
        for row in session.execute(query)
    }
