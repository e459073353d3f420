"""The register of sources: who says so, and how reliable they are."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from tracker.domain.errors import InvalidField, NotFound
from tracker.domain.selection import Grade
from tracker.registry.wording import check_length, clean_name, clean_optional, fold_name, tidy
from tracker.store.places import SourceRow

TEXT_LENGTH = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """An organisation or office. A retired source can no longer be chosen; its reports stand."""

    id: int
    name: str
    grade: Grade
    description: str | None
    url: str | None
    retired: bool


def list_sources(session: Session, *, include_retired: bool = False) -> tuple[Source, ...]:
    """Sources by name."""
    query = select(SourceRow.__table__)
    if not include_retired:
        query = query.where(SourceRow.retired.is_(False))
    found = [_make_source(row) for row in session.execute(query)]
    return tuple(sorted(found, key=lambda source: (fold_name(source.name), source.id)))


def load_source(session: Session, source_id: int) -> Source:
    """A source, also a retired one."""
    query = select(SourceRow.__table__).where(SourceRow.id == source_id)
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound("source", source_id)
    return _make_source(row)


def add_source(
    session: Session,
    *,
    name: str,
    grade: Grade,
    description: str | None = None,
    url: str | None = None,
) -> int:
    """Register a source; answers its id."""
    _check_name(session, None, name)
    row = SourceRow(retired=False, grade=grade.value, **_clean(name, description, url))
    session.add(row)
    session.flush()  # gives the id
    return row.id


def change_source(
    session: Session,
    source_id: int,
    *,
    name: str,
    description: str | None = None,
    url: str | None = None,
) -> None:
    """Change what is known of a source, all but its grade."""
    load_source(session, source_id)
    _check_name(session, source_id, name)
    values = _clean(name, description, url)
    session.execute(update(SourceRow).where(SourceRow.id == source_id).values(**values))


def retire_source(session: Session, source_id: int) -> None:
    """Take a source off the lists to choose from; its reports stand."""
    _set_retired(session, source_id, retired=True)


def restore_source(session: Session, source_id: int) -> None:
    """Put a retired source back on the lists."""
    _set_retired(session, source_id, retired=False)


def _set_retired(session: Session, source_id: int, *, retired: bool) -> None:
    load_source(session, source_id)
    session.execute(update(SourceRow).where(SourceRow.id == source_id).values(retired=retired))


def _check_name(session: Session, source_id: int | None, name: str) -> None:
    for other in list_sources(session, include_retired=True):
        if other.id != source_id and fold_name(other.name) == fold_name(name):
            state = "a retired source" if other.retired else "a source"
            raise InvalidField("name", f"There is {state} called {other.name} already")


def _clean(name: str, description: str | None, url: str | None) -> dict[str, str | None]:
    return {
        "name": clean_name(name, "source"),
        "description": clean_optional(description, TEXT_LENGTH, "description"),
        "url": _clean_url(url),
    }


def _clean_url(url: str | None) -> str | None:
    cleaned = check_length(tidy(url), TEXT_LENGTH, "url")
    if not cleaned:
        return None
    try:
        parts = urlsplit(cleaned)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        valid = False
    if not valid:
        raise InvalidField("url", "Enter an address that starts with https:// or http://")
    return cleaned


def _make_source(row: Row[tuple[object, ...]]) -> Source:
    return Source(
        id=row.id,
        name=row.name,
        grade=Grade(row.grade),
        description=row.description,
        url=row.url,
        retired=row.retired,
    )
