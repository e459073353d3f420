"""The rule that a name is used once among places of one kind in one parent."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.errors import InvalidField
from tracker.registry.tree import LEVEL_NAMES, PlaceKind
from tracker.registry.wording import fold_name
from tracker.store.places import PlaceRow


def check_name_is_free(
    session: Session, name: str, kind: PlaceKind, parent_id: int | None, own_id: int | None = None
) -> None:
    """Refuse a name that another place has, also a retired one, in whatever case and spacing.

    Compared here, because SQLite folds only ASCII letters and most names have others.
    """
    query = select(PlaceRow.id, PlaceRow.name, PlaceRow.level, PlaceRow.valid_until).where(
        PlaceRow.parent_id == parent_id, PlaceRow.kind == kind
    )
    for row in session.execute(query):
        if row.id != own_id and fold_name(row.name) == fold_name(name):
            noun = LEVEL_NAMES[row.level] if kind is PlaceKind.AREA else kind.value
            if row.valid_until is None:
                message = f"There is a {noun} called {row.name} here already. Enter another name"
            else:
                message = say_retired_namesake(noun, row.name)
            raise InvalidField("name", message)


def say_retired_namesake(noun: str, name: str) -> str:
    """Why a name is not free that a retired place has."""
    return f"There is a retired {noun} called {name} here. Bring it back instead"
