"""Keep shelters that are not to be published out of what is carried out of the house."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from sqlalchemy.orm import Session

from tracker.recording.published import ToldAct, ToldChange
from tracker.registry.people import Person, covered_place_ids
from tracker.registry.shelters import list_unpublished_ids

NAMELESS = "a shelter that is not to be published"


def find_hidden_ids(session: Session, person: Person) -> frozenset[int]:
    """Shelters that files, feeds and programs of a person do not tell of.

    Who reports for such a shelter may take its numbers along.
    """
    return list_unpublished_ids(session) - covered_place_ids(session, person)


def hide_in_acts(acts: Iterable[ToldAct], hidden: Collection[int]) -> Iterator[ToldAct]:
    """The acts without the names and numbers of hidden shelters; totals tell of them all the same.

    An act that tells of nothing else is left out.
    """
    for act in acts:
        changes, own = _hide(act.changes, hidden), _hide(act.own, hidden)
        if act.changes and not changes:
            continue
        name = NAMELESS if act.place_id in hidden else act.place_name
        yield replace(act, place_name=name, changes=changes, own=own)


def _hide(changes: Iterable[ToldChange], hidden: Collection[int]) -> tuple[ToldChange, ...]:
    return tuple(change for change in changes if change.place_id not in hidden)
