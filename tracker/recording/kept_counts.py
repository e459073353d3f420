"""Counts of revisions, read back from the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.domain.counts import Count, Form, Part, Sex
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.store.base import table_of
from tracker.store.listed import list_ids
from tracker.store.reports import CountPartRow, CountRow

_COUNT, _PART = table_of(CountRow), table_of(CountPartRow)
_ORDER = {indicator: at for at, indicator in enumerate(Indicator)}


def is_listed(
    session: Session, column: InstrumentedAttribute[int], ids: Iterable[int]
) -> ColumnElement[bool]:
    """That a column is one of ids, however many."""
    return column.in_(select(list_ids(session, ids).c.id))


def load_counts(session: Session, revision_ids: Collection[int]) -> dict[int, list[Count]]:
    """Counts by revision, whole with their parts, in the order of the indicators."""
    parts = _load_parts(session, revision_ids)
    counts: dict[int, list[Count]] = defaultdict(list)
    query = select(
        _COUNT.c.revision_id,
        _COUNT.c.indicator,
        _COUNT.c.form,
        _COUNT.c.value,
        _COUNT.c.qualifier,
        _COUNT.c.low,
        _COUNT.c.high,
        _COUNT.c.words,
        _COUNT.c.households,
        _COUNT.c.household_size,
    ).where(is_listed(session, CountRow.revision_id, revision_ids))
    # On the connection: the ORM's own work on each row is longer than the database's.
    for revision_id, indicator, *said in session.connection().execute(query):
        own = tuple(parts.get((revision_id, indicator), ()))
        counts[revision_id].append(_share_count(indicator, *said, own))
    for found in counts.values():
        found.sort(key=lambda count: _ORDER[count.indicator])
    return counts


def _load_parts(
    session: Session, revision_ids: Collection[int]
) -> dict[tuple[int, str], list[Part]]:
    parts: dict[tuple[int, str], list[Part]] = defaultdict(list)
    chosen = is_listed(session, CountPartRow.revision_id, revision_ids)
    for part in session.connection().execute(select(_PART).where(chosen).order_by(_PART.c.id)):
        parts[part.revision_id, part.indicator].append(
            Part(sex=Sex(part.sex), age_from=part.age_from, age_to=part.age_to, value=part.value)
        )
    return parts


@lru_cache(16_384)
def _share_count(  # noqa: PLR0913, PLR0917 (the columns of a row, so that they make the key)
    indicator: str,
    form: str,
    value: int | None,
    qualifier: str,
    low: int | None,
    high: int | None,
    words: str | None,
    households: int | None,
    household_size: float | None,
    parts: tuple[Part, ...],
) -> Count:
    """A count; the same ones come again in thousands of reports."""
    return Count(
        indicator=Indicator(indicator),
        form=Form(form),
        value=value,
        qualifier=Qualifier(qualifier),
        low=low,
        high=high,
        words=words,
        households=households,
        household_size=household_size,
        parts=parts,
    )
