"""Sources as they were registered at an earlier moment: which there were, and their grades."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tracker.domain.audit import Act
from tracker.domain.selection import Grade
from tracker.registry.sources import Source, list_sources, load_source
from tracker.store.audit import LINK, RARE
from tracker.store.rulings import GradeChangeRow

_RETIRED_BEFORE = {Act.SOURCE_RETIRED: False, Act.SOURCE_RESTORED: True}
_ACTS = (Act.SOURCE_ADDED, *_RETIRED_BEFORE)


def list_sources_then(session: Session, moment: datetime | None) -> tuple[Source, ...]:
    """All sources registered at a moment (None: now), retired ones too, by name; three statements.

    Names, descriptions and addresses are those of now. What was registered without a moment, as in
    the example, was always so.
    """
    sources = list_sources(session, include_retired=True)
    if moment is None:
        return sources
    grades, first = _list_grades(session, moment), _list_first_acts(session, moment)
    return tuple(
        _put_back(source, grades, first)
        for source in sources
        if first.get(source.id) is not Act.SOURCE_ADDED
    )


def load_source_then(session: Session, source_id: int, moment: datetime | None) -> Source:
    """A source with its grade at a moment (None: now), and whether it was retired then."""
    source = load_source(session, source_id)
    if moment is None:
        return source
    return _put_back(source, _list_grades(session, moment), _list_first_acts(session, moment))


def _put_back(source: Source, grades: dict[int, Grade], first: dict[int, Act]) -> Source:
    return replace(
        source,
        grade=grades.get(source.id, source.grade),
        retired=_RETIRED_BEFORE.get(first.get(source.id, Act.SOURCE_ADDED), source.retired),
    )


def _list_grades(session: Session, moment: datetime) -> dict[int, Grade]:
    """The grades then, of sources that were given another one since."""
    row = GradeChangeRow
    query = select(row.source_id, row.before).where(row.recorded_at > moment)
    found: dict[int, Grade] = {}
    for source_id, before in session.execute(query.order_by(row.id)):
        found.setdefault(source_id, Grade(before))
    return found


def _list_first_acts(session: Session, moment: datetime) -> dict[int, Act]:
    """What was done first to each source after the moment, of what changes whether there is it."""
    query = select(LINK.c.subject_id, LINK.c.act).where(
        LINK.c.act.in_([act.value for act in _ACTS]),
        text(RARE),  # says to the engine that the index of rare acts has them all
        LINK.c.recorded_at > moment,
    )
    found: dict[int, Act] = {}
    for source_id, act in session.execute(query.order_by(LINK.c.number)):
        found.setdefault(source_id, Act(act))
    return found
