"""Mappings saved under a name, to be used again by whoever imports."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.errors import InvalidField, NotFound
from tracker.exchange.mapping.files import read_mapping, write_mapping
from tracker.exchange.mapping.mappings import ImportMapping
from tracker.registry.wording import check_length, tidy
from tracker.store.imports import ImportMappingRow

NAME_LENGTH = 100


def list_mapping_names(session: Session) -> tuple[str, ...]:
    """The names of all saved mappings."""
    return tuple(session.scalars(select(ImportMappingRow.name).order_by(ImportMappingRow.name)))


def load_mapping(session: Session, name: str) -> ImportMapping:
    """A saved mapping."""
    query = select(ImportMappingRow.content).where(ImportMappingRow.name == tidy(name))
    content = session.execute(query).scalar_one_or_none()
    if content is None:
        raise NotFound("mapping", name)
    return read_mapping(content)


def save_mapping(
    session: Session, name: str, mapping: ImportMapping, *, person_id: int, now: datetime
) -> str:
    """Save a mapping, in place of an earlier one of the name; answers the name as it is kept."""
    kept = check_length(tidy(name), NAME_LENGTH, "mapping_name")
    if not kept:
        raise InvalidField("mapping_name", "Enter the name of the mapping")
    row = ImportMappingRow(
        name=kept, content=write_mapping(mapping), person_id=person_id, saved_at=now
    )
    session.merge(row)
    session.flush()  # the commands and pages that follow read it in the same transaction
    return kept
