"""Numbers of a file that would go back to what an import said before later ones changed it.

What an import said of a report is the revision that came from it, or what is kept apart where
people had changed the report; what undone imports said counts no more. An edition that left neither
is not needed: the one before says the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import JSON, BigInteger, Select, cast, func, null, select, union_all
from sqlalchemy.orm import Session, aliased

from tracker.domain.counts import Count
from tracker.domain.indicators import Indicator
from tracker.domain.reports import RevisionKind
from tracker.exchange.importing.comparing import ByIndicator, index_counts
from tracker.exchange.importing.entries import Outcome, Planned
from tracker.exchange.importing.planning import Plan
from tracker.exchange.importing.recording import find_import_of_file
from tracker.recording.kept_counts import load_counts
from tracker.recording.submissions import read_counts
from tracker.registry.operation import require_operation
from tracker.store.base import AnyRow, AnySelect
from tracker.store.imports import ImportReportRow, ImportRunRow, ImportUndoRow, ImportWordsRow
from tracker.store.listed import list_ids
from tracker.store.reports import ReportRow, RevisionRow

_CHANGES = (Outcome.CORRECTED, Outcome.WITHDRAWN)
_ADDITIONS = (Outcome.ADDED, Outcome.RIVAL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """An import as it is named: its file, which edition of it, and the day it was recorded on."""

    import_id: int
    file_name: str
    edition: str | None
    day: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Returning:
    """A number of a planned report that would be as it was before an import changed it."""

    planned: Planned
    indicator: Indicator
    import_id: int


@dataclass(frozen=True, kw_only=True, slots=True)
class GoingBack:
    """How many numbers would be as they were before an import, and the first of them."""

    before: Edition
    numbers: int
    first: Returning


@dataclass(frozen=True, kw_only=True, slots=True)
class OlderEdition:
    """What of a file would go back, by the imports that changed it, the last one first.

    `changed` numbers are changed or added in all. `same` is the import of this very file.
    """

    going_back: tuple[GoingBack, ...]
    changed: int
    same: Edition | None

    @property
    def numbers(self) -> int:
        """How many numbers would go back."""
        return sum(found.numbers for found in self.going_back)


def find_older_edition(
    session: Session, plan: Plan, file_hash: bytes | None
) -> OlderEdition | None:
    """What of a plan would go back to an earlier edition, None where nothing would.

    A constant number of statements; where nothing that changes was changed by imports before, they
    find nothing to read.
    """
    same = find_import_of_file(session, file_hash) if file_hash is not None else None
    returning: dict[int, list[Returning]] = defaultdict(list)
    for one in (*_list_set_back(session, plan, same), *_list_brought_back(session, plan)):
        returning[one.import_id].append(one)
    if not returning:
        return None
    editions = _load_editions(session, {*returning, *([same] if same is not None else [])})
    return OlderEdition(
        going_back=tuple(
            GoingBack(before=editions[at], numbers=len(found), first=_find_first(found))
            for at, found in sorted(returning.items(), reverse=True)
        ),
        changed=sum(map(_count_changed, plan.planned)),
        same=editions[same] if same is not None else None,
    )


def _find_first(found: Iterable[Returning]) -> Returning:
    return min(found, key=lambda one: one.planned.stated.rows)


def _count_changed(planned: Planned) -> int:
    """How many numbers a planned report changes or adds."""
    if planned.outcome in _ADDITIONS:
        return len(planned.counts)
    return len(_list_changed(planned)) if planned.outcome in _CHANGES else 0


def _list_changed(planned: Planned) -> list[Indicator]:
    before, after = index_counts(planned.before), index_counts(planned.counts)
    return [one for one in before | after if before.get(one) != after.get(one)]


Said = Sequence[tuple[int, ByIndicator]]
"""What imports said of a report, in order; of the last one only that it said something else."""


def _list_set_back(session: Session, plan: Plan, same: int | None) -> Iterator[Returning]:
    changed = {
        planned.report_id: planned
        for planned in plan.planned
        if planned.outcome in _CHANGES and planned.report_id is not None
    }
    for report_id, said in _load_said(session, changed, same).items():
        planned = changed[report_id]
        after = index_counts(planned.counts)
        for indicator in _list_changed(planned):
            import_id = _find_change(said, indicator, after.get(indicator))
            if import_id is not None:
                yield Returning(planned=planned, indicator=indicator, import_id=import_id)


def _find_change(said: Said, indicator: Indicator, count: Count | None) -> int | None:
    """The import that changed a number away from a count, None where none had said that."""
    for (_, counts), (later, _) in reversed(list(pairwise(said))):
        if counts.get(indicator) == count:
            return later
    return None


def _load_said(
    session: Session, report_ids: Collection[int], same: int | None
) -> Mapping[int, Said]:
    """What imports said of the reports that more than one spoke of.

    The very file that the import `same` took in said nothing of reports that later ones began.
    """
    if not report_ids:
        return {}
    found: dict[int, dict[int, AnyRow]] = defaultdict(dict)
    for row in session.execute(_select_said(session, report_ids, only_changed=same is None)):
        found[row.report_id][row.import_id] = row  # words after the revision of the same import
    earlier = [row for said in found.values() for row in list(said.values())[:-1]]
    revisions = [row.revision_id for row in earlier if row.words is None]
    counts = load_counts(session, revisions) if revisions else {}
    return {
        report_id: [
            *([(same, {})] if same is not None and min(said) > same else []),
            *((at, index_counts(_read_said(row, counts))) for at, row in said.items()),
        ]
        for report_id, said in found.items()
    }


def _read_said(row: AnyRow, counts: Mapping[int, Sequence[Count]]) -> Sequence[Count]:
    return counts.get(row.revision_id, ()) if row.words is None else read_counts(row.words)


def _select_said(session: Session, report_ids: Collection[int], *, only_changed: bool) -> AnySelect:
    """What imports left of reports, in order: revisions, and words that are kept apart."""
    said = union_all(
        *(
            select(row.report_id, row.import_id, revision_id.label("revision_id"), words)
            .where(row.report_id.in_(select(list_ids(session, report_ids).c.id)))
            .where(row.import_id.not_in(select(ImportUndoRow.import_id)))
            for row, revision_id, words in (
                (ImportWordsRow, cast(null(), BigInteger), ImportWordsRow.counts.label("words")),
                (ImportReportRow, ImportReportRow.revision_id, cast(null(), JSON).label("words")),
            )
        )
    ).cte()
    query = select(said).order_by(said.c.import_id, said.c.words.is_not(None))
    if only_changed:
        several = select(said.c.report_id).group_by(said.c.report_id).having(func.count() > 1)
        query = query.where(said.c.report_id.in_(several))
    return query


def _list_brought_back(session: Session, plan: Plan) -> Iterator[Returning]:
    """Numbers that are added as they were in reports that imports withdrew."""
    added = {
        (stated.place_id, stated.day, stated.source_id): planned
        for planned in plan.planned
        if planned.outcome in _ADDITIONS and (stated := planned.stated).place_id > 0
    }
    if not added:
        return
    withdrawn = [
        (key, row)
        for row in session.execute(_select_withdrawn(session, added))
        if (key := (row.place_id, row.day, row.source_id)) in added
    ]
    if not withdrawn:
        return
    counts = load_counts(session, [row.revision_id for _, row in withdrawn])
    found: dict[tuple[int, date, int, Indicator], Returning] = {}
    for key, row in withdrawn:  # of several that said it, the last one counts
        planned = added[key]
        before, after = index_counts(counts.get(row.revision_id, ())), index_counts(planned.counts)
        for indicator in (one for one in after if before.get(one) == after[one]):
            found[*key, indicator] = Returning(
                planned=planned, indicator=indicator, import_id=row.import_id
            )
    yield from found.values()


def _select_withdrawn(
    session: Session, keys: Iterable[tuple[int, date, int]]
) -> Select[int, date, int, int, int]:
    """Reports about the places that an import withdrew last, with what each said before."""
    before = aliased(RevisionRow)
    places = list_ids(session, {place_id for place_id, _, _ in keys})
    return (
        select(
            ReportRow.place_id,
            ReportRow.day,
            ReportRow.source_id,
            ImportReportRow.import_id,
            before.id.label("revision_id"),
        )
        .join(RevisionRow, RevisionRow.id == ImportReportRow.revision_id)
        .join(ReportRow, ReportRow.id == ImportReportRow.report_id)
        .join(before, (before.report_id == ReportRow.id) & (before.seq == RevisionRow.seq - 1))
        .where(
            ImportReportRow.import_id.in_(
                select(ImportRunRow.id).where(
                    ImportRunRow.withdrawn > 0,
                    ImportRunRow.id.not_in(select(ImportUndoRow.import_id)),
                )
            ),
            RevisionRow.kind == RevisionKind.WITHDRAWAL,
            ReportRow.place_id.in_(select(places.c.id)),
        )
        .order_by(ImportReportRow.revision_id)
    )


def _load_editions(session: Session, import_ids: Collection[int]) -> dict[int, Edition]:
    clock = require_operation(session).clock
    query = select(
        ImportRunRow.id, ImportRunRow.file_name, ImportRunRow.edition, ImportRunRow.recorded_at
    ).where(ImportRunRow.id.in_(select(list_ids(session, import_ids).c.id)))
    return {
        row.id: Edition(
            import_id=row.id,
            file_name=row.file_name,
            edition=row.edition,
            day=clock.day_of(row.recorded_at),
        )
        for row in session.execute(query)
    }
