"""Which groups of people, by sex and age, reports tell apart."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from tracker.domain.counts import Form, Part, Sex
from tracker.domain.indicators import Indicator
from tracker.store.listed import list_ids
from tracker.store.reports import CountPartRow, CountRow, ReportRow, RevisionRow


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldGroup:
    """A group of an indicator; `part` has its sex and ages, and 0 as its value."""

    indicator: Indicator
    form: Form
    part: Part


def list_told_groups(
    session: Session, place_ids: Collection[int], first: date, last: date
) -> tuple[ToldGroup, ...]:
    """The groups of the reports about places on some days, in a fixed order."""
    asked = list_ids(session, place_ids)
    part = CountPartRow
    query = (
        select(part.indicator, CountRow.form, part.sex, part.age_from, part.age_to)
        .join(
            CountRow,
            and_(CountRow.revision_id == part.revision_id, CountRow.indicator == part.indicator),
        )
        .join(RevisionRow, RevisionRow.id == part.revision_id)
        .join(ReportRow, ReportRow.id == RevisionRow.report_id)
        .where(ReportRow.place_id.in_(select(asked.c.id)), ReportRow.day.between(first, last))
        .distinct()
    )
    groups = [
        ToldGroup(
            indicator=Indicator(row.indicator),
            form=Form(row.form),
            part=Part(sex=Sex(row.sex), age_from=row.age_from, age_to=row.age_to, value=0),
        )
        for row in session.execute(query)
    ]
    return tuple(sorted(groups, key=_order))


_OLDEST = 999


def _order(group: ToldGroup) -> tuple[int, str, str, int, int]:
    part = group.part
    older = part.age_to if part.age_to is not None else _OLDEST
    youngest = part.age_from if part.age_from is not None else _OLDEST
    return (list(Indicator).index(group.indicator), group.form, part.sex, youngest, older)
