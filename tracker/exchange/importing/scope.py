"""What the registers, and reports of others, say of the places that undoing an import is about.

Of an import these are the shelters and districts that the audit trail says it registered, and those
of undone imports that its reports are about: they may have stayed for its sake only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tracker.domain.audit import Act
from tracker.domain.reports import RevisionKind
from tracker.exchange.importing.registered import list_own_links
from tracker.registry.import_links import (
    REGISTERING,
    SPLITTING,
    PlaceLink,
    find_last_of_undone,
    is_given_up,
    list_place_links,
)
from tracker.registry.tree import DISTRICT, PlaceKind
from tracker.store.accounts import AssignmentRow
from tracker.store.audit import LINK
from tracker.store.base import AnyRow
from tracker.store.imports import ImportReportRow, ImportUndoRow
from tracker.store.listed import list_ids
from tracker.store.places import PlaceRow, ReportingModeRow
from tracker.store.reports import ReportRow, RevisionRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """Districts, what lies in them, and what is known of both, by ids.

    `own_shelters` and `own_districts` hold the links of what the import itself registered,
    `undone` all undone imports and this one, `undone_at` the link with which each was undone,
    `touched` what its reports are about. `reported` has
    the newest original revision of standing reports of others, `begun` each undone import's first.
    """

    own_shelters: Mapping[int, PlaceLink]
    own_districts: Mapping[int, PlaceLink]
    districts: Sequence[int]
    with_modes: frozenset[int]
    beneath: Mapping[int, int]
    outsides: frozenset[int]
    on_no_day: frozenset[int]
    touched: frozenset[int]
    links: Mapping[int, Sequence[PlaceLink]]
    undone: frozenset[int]
    undone_at: Mapping[int, int]
    begun: Mapping[int, int]
    reported: Mapping[int, int]
    assigned: frozenset[int]

    def list_beneath(self, district: int) -> list[int]:
        """Shelters of a district, and what lies outside them."""
        return [place_id for place_id, parent in self.beneath.items() if parent == district]

    def list_left_behind(self) -> list[int]:
        """Shelters of imports undone before that reports of this one are about."""
        return [
            place_id
            for place_id in self.beneath
            if place_id in self.touched
            and place_id not in self.own_shelters
            and not (place_id in self.on_no_day and is_given_up(self.links.get(place_id, ())))
            and self.find_registering(place_id) is not None
        ]

    def find_registering(self, shelter: int) -> PlaceLink | None:
        """By which act of an undone import a shelter is there; None: somebody changed it since."""
        return find_last_of_undone(self.links.get(shelter, ()), self.undone, REGISTERING)

    def list_splitting(self, district: int) -> list[PlaceLink]:
        """By which acts of undone imports a district reports as it does, the last one first.

        Each put a day before all others from which it reports by its shelters. None where the last
        that set how it reports, and was not taken back, is another's.
        """
        standing: list[PlaceLink] = []
        for link in self.links.get(district, ()):
            if link.undoing and link.act in SPLITTING:
                while standing and self._was_undone_by(standing[-1], link):
                    standing.pop()
            elif link.act in SPLITTING:
                standing.append(link)
        return list(takewhile(lambda link: link.import_id in self.undone, reversed(standing)))

    def _was_undone_by(self, link: PlaceLink, undoing: PlaceLink) -> bool:
        """Whether the import of a link was undone by the link of an undoing, or before."""
        if link.import_id == undoing.import_id:
            return True
        return self.undone_at.get(link.import_id or 0, undoing.number) < undoing.number

    def was_registered(self, place_id: int) -> bool:
        """Whether an undone import, or this one, registered or brought back a shelter."""
        return any(
            link.import_id in self.undone and link.act in REGISTERING
            for link in self.links.get(place_id, ())
        )

    def is_reported(self, place_id: int, since: PlaceLink | None) -> bool:
        """Whether reports of others stand about a place, or such as came in since an import."""
        newest = self.reported.get(place_id, 0)
        return newest > (self.begun.get(since.import_id or 0, 0) if since else 0)

    def is_changed(self, place_id: int, since: PlaceLink) -> bool:
        """Whether anybody changed a place since, but for undone imports and their undoing."""
        return any(
            link.number > since.number and link.import_id not in self.undone
            for link in self.links.get(place_id, ())
        )


def load_scope(session: Session, import_id: int) -> Scope:
    """What undoing an import is about; a constant number of statements."""
    own = list_own_links(session, import_id)
    own_shelters = {i: link for i, link in own.items() if link.act in REGISTERING}
    own_districts = {i: link for i, link in own.items() if link.act in SPLITTING}
    touched = frozenset(session.scalars(_select_touched(import_id)))
    districts = _list_districts(session, (*touched, *own_shelters), own_districts)
    children = _list_children(session, districts)
    ids = [row.id for row in children]
    links = list_place_links(session, (*ids, *districts))
    undone = frozenset(session.scalars(select(ImportUndoRow.import_id))) | {import_id}
    met = {link.import_id for of_place in links.values() for link in of_place if link.import_id}
    return Scope(
        own_shelters=own_shelters,
        own_districts=own_districts,
        districts=districts,
        with_modes=frozenset(session.scalars(select(ReportingModeRow.place_id).distinct())),
        beneath={row.id: row.parent_id for row in children},
        outsides=frozenset(row.id for row in children if row.kind == PlaceKind.OUTSIDE),
        on_no_day=frozenset(row.id for row in children if row.valid_until == row.valid_from),
        touched=touched,
        links=links,
        undone=undone,
        undone_at=_find_undoings(session),
        begun=_find_first_revisions(session, met & undone),
        reported=_find_others(session, import_id, ids),
        assigned=_find_assigned(session, ids),
    )


def _select_touched(import_id: int) -> Select[int]:
    return (
        select(ReportRow.place_id)
        .join(ImportReportRow, ImportReportRow.report_id == ReportRow.id)
        .where(ImportReportRow.import_id == import_id)
        .distinct()
    )


def _list_districts(
    session: Session, place_ids: Iterable[int], own: Iterable[int]
) -> Sequence[int]:
    """Districts that places lie in, with the import's own."""
    wanted = list_ids(session, place_ids)
    query = select(PlaceRow.parent_id).where(
        PlaceRow.id.in_(select(wanted.c.id)), PlaceRow.level > DISTRICT
    )
    return tuple(sorted({*session.scalars(query), *own} - {None}))


def _list_children(session: Session, districts: Iterable[int]) -> Sequence[AnyRow]:
    wanted = list_ids(session, districts)
    query = (
        select(
            PlaceRow.id,
            PlaceRow.parent_id,
            PlaceRow.kind,
            PlaceRow.valid_from,
            PlaceRow.valid_until,
        )
        .where(PlaceRow.parent_id.in_(select(wanted.c.id)))
        .order_by(PlaceRow.id)
    )
    return session.execute(query).all()


def _find_undoings(session: Session) -> dict[int, int]:
    """The number of the link with which each import was undone."""
    query = select(LINK.c.subject_id, LINK.c.number).where(LINK.c.act == Act.IMPORT_UNDONE)
    return {row.subject_id: row.number for row in session.execute(query)}


def _find_first_revisions(session: Session, import_ids: Iterable[int]) -> dict[int, int]:
    """The first revision of each import."""
    wanted = list_ids(session, import_ids)
    query = (
        select(ImportReportRow.import_id, func.min(ImportReportRow.revision_id).label("first"))
        .where(ImportReportRow.import_id.in_(select(wanted.c.id)))
        .group_by(ImportReportRow.import_id)
    )
    return {row.import_id: row.first for row in session.execute(query)}


def _find_others(session: Session, import_id: int, place_ids: Iterable[int]) -> dict[int, int]:
    """The newest original revision of standing reports about places that an import did not add."""
    wanted = list_ids(session, place_ids)
    own = (
        select(ImportReportRow.report_id)
        .join(RevisionRow, RevisionRow.id == ImportReportRow.revision_id)
        .where(ImportReportRow.import_id == import_id, RevisionRow.kind == RevisionKind.ORIGINAL)
    )
    query = (
        select(ReportRow.place_id, func.max(RevisionRow.id).label("newest"))
        .join(RevisionRow, RevisionRow.report_id == ReportRow.id)
        .where(
            ReportRow.place_id.in_(select(wanted.c.id)),
            RevisionRow.kind == RevisionKind.ORIGINAL,
            ~ReportRow.withdrawn,
            ReportRow.id.not_in(own),
        )
        .group_by(ReportRow.place_id)
    )
    return {row.place_id: row.newest for row in session.execute(query)}


def _find_assigned(session: Session, place_ids: Iterable[int]) -> frozenset[int]:
    wanted = list_ids(session, place_ids)
    query = select(AssignmentRow.place_id).where(AssignmentRow.place_id.in_(select(wanted.c.id)))
    return frozenset(session.scalars(query))
