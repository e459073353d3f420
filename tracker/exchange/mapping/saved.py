"""Mappings saved under a name, to be used again by whoever imports.

Each is replaced, renamed and deleted in place; the audit trail keeps who did so, and the hash of
what the mapping said.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tracker.domain.audit import Act, Author
from tracker.domain.errors import InvalidField, NotFound
from tracker.exchange.mapping.files import read_mapping, write_mapping
from tracker.exchange.mapping.mappings import ImportMapping
from tracker.registry.keeping import keep_act
from tracker.registry.wording import check_length, fold_name, tidy
from tracker.store.accounts import User
from tracker.store.base import AnyRow
from tracker.store.imports import ImportMappingRow

NAME_LENGTH = 100
_SELECT = select(
    ImportMappingRow.name,
    ImportMappingRow.content,
    ImportMappingRow.saved_at,
    User.display_name,
).join(User, User.id == ImportMappingRow.person_id)


def list_mapping_names(session: Session) -> tuple[str, ...]:
    """The names of all saved mappings."""
    return tuple(session.scalars(select(ImportMappingRow.name).order_by(ImportMappingRow.name)))


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedMapping:
    """A mapping under its name, with who saved it last; `content` is its file."""

    name: str
    content: str
    person_name: str
    saved_at: datetime


def list_mappings(session: Session) -> tuple[SavedMapping, ...]:
    """All saved mappings in the order of their names."""
    return tuple(map(_make, session.execute(_SELECT.order_by(ImportMappingRow.name))))


def find_mapping(session: Session, name: str) -> SavedMapping:
    """One saved mapping. Raises NotFound."""
    row = session.execute(_SELECT.where(ImportMappingRow.name == tidy(name))).one_or_none()
    if row is None:
        raise NotFound("mapping", name)
    return _make(row)


def _make(row: AnyRow) -> SavedMapping:
    return SavedMapping(
        name=row.name, content=row.content, person_name=row.display_name, saved_at=row.saved_at
    )


def load_mapping(session: Session, name: str) -> ImportMapping:
    """What a saved mapping says. Raises NotFound."""
    return read_mapping(find_mapping(session, name).content)


def save_mapping(
    session: Session, name: str, mapping: ImportMapping, *, person_id: int, now: datetime
) -> str:
    """Save a mapping, in place of an earlier one of the name; answers the name as it is kept.

    Names that differ only in case are the same: the mapping keeps the earlier one's. One that says
    the same already stays as it is, and nothing is kept of that.
    """
    by = Author(person_id=person_id, at=now)
    return _save(session, Act.MAPPING_SAVED, name, write_mapping(mapping), by)


def add_mapping(
    session: Session, name: str, mapping: ImportMapping, *, person_id: int, now: datetime
) -> str:
    """Save a mapping under a name that no other has. Raises InvalidField."""
    _refuse_taken(session, name)
    by = Author(person_id=person_id, at=now)
    return _save(session, Act.MAPPING_UPLOADED, name, write_mapping(mapping), by)


def _save(session: Session, act: Act, name: str, content: str, by: Author) -> str:
    kept = _find_alike(session, _check_name(name)) or _check_name(name)
    earlier = select(ImportMappingRow.content).where(ImportMappingRow.name == kept)
    before = session.execute(earlier).scalar()
    if before == content:
        return kept
    row = ImportMappingRow(name=kept, content=content, person_id=by.person_id, saved_at=by.at)
    session.merge(row)
    session.flush()  # the commands and pages that follow read it in the same transaction
    replaced: dict[str, Any] = {} if before is None else {"content_before": _hash(before)}
    keep_act(session, act, by, name=kept, content=_hash(content), **replaced)
    return kept


def rename_mapping(session: Session, name: str, new_name: str, by: Author) -> str:
    """Give a mapping another name, which no other has. Raises InvalidField, NotFound."""
    kept, found = _check_name(new_name), find_mapping(session, name)
    if kept != found.name:
        _refuse_taken(session, kept, but=found.name)
        chosen = ImportMappingRow.name == found.name
        session.execute(update(ImportMappingRow).where(chosen).values(name=kept))
        changes = {"Name": [found.name, kept]}
        content = _hash(found.content)
        keep_act(session, Act.MAPPING_RENAMED, by, name=kept, changes=changes, content=content)
    return kept


def delete_mapping(session: Session, name: str, by: Author) -> None:
    """Forget a mapping; imports keep what they were read with. Raises NotFound."""
    found = find_mapping(session, name)
    session.execute(delete(ImportMappingRow).where(ImportMappingRow.name == found.name))
    keep_act(session, Act.MAPPING_DELETED, by, name=found.name, content=_hash(found.content))


def _hash(content: str) -> str:
    """The fingerprint of a mapping: that of its file."""
    return hashlib.sha256(content.encode()).hexdigest()


def _check_name(name: str) -> str:
    kept = check_length(tidy(name), NAME_LENGTH, "mapping_name")
    if not kept:
        raise InvalidField("mapping_name", "Enter the name of the mapping")
    return kept


def _find_alike(session: Session, name: str, but: str | None = None) -> str | None:
    """The name of a saved mapping that counts as the same, the very same first."""
    names = [known for known in list_mapping_names(session) if known != but]
    if name in names:
        return name
    return next((known for known in names if fold_name(known) == fold_name(name)), None)


def _refuse_taken(session: Session, name: str, but: str | None = None) -> None:
    if _find_alike(session, tidy(name), but) is not None:
        raise InvalidField("mapping_name", "Enter another name: there is a mapping of this name")
