"""What an import changed in the registers, and what of it can be taken back.

The audit trail says what an import registered: its links of the registers stand right before the
link of the import itself, of the same person and moment. A shelter stays while anybody else relies
on it, and a district goes on reporting by its shelters while one of them does.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tracker.domain.audit import Act, Author
from tracker.domain.reports import RevisionKind
from tracker.registry.keeping import PLACE_ACTS, keep_change
from tracker.registry.places import list_children, load_places
from tracker.registry.reporting_modes import forget_reporting_modes
from tracker.registry.retirement import retire_from_start
from tracker.registry.tree import Place
from tracker.registry.wording import fold_name
from tracker.store.accounts import AssignmentRow
from tracker.store.audit import LINK
from tracker.store.imports import ImportReportRow
from tracker.store.listed import list_ids
from tracker.store.reports import ReportRow, RevisionRow

_REGISTERED = (Act.SHELTER_ADDED, Act.PLACE_RESTORED)
_ENDS = (Act.IMPORTED, Act.IMPORT_UNDONE)

REPORTED = "others reported about it"
CHANGED = "somebody changed it in the register since"
ASSIGNED = "somebody reports about it"
SET_LATER = "somebody set since how it reports"
HAS_SHELTERS = "shelters stay that report by themselves"
REPORTED_BENEATH = "reports about its shelters, or outside them, came in since"
CHANGED_BENEATH = "its shelters were changed in the register since"


@dataclass(frozen=True, kw_only=True, slots=True)
class Staying:
    """A place of which the register is left as it is, and why, as the end of a sentence."""

    place: Place
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TakingBack:
    """Shelters that will count on no day, districts that will report as before, and what stays."""

    shelters: tuple[Place, ...]
    districts: tuple[Place, ...]
    staying: tuple[Staying, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Registered:
    """Ids of what an import registered; `number` is that of its link, 0 where it has none."""

    number: int
    added: tuple[int, ...]
    restored: tuple[int, ...]
    districts: tuple[int, ...]

    @property
    def shelters(self) -> tuple[int, ...]:
        """Those that it added or brought back."""
        return (*self.added, *self.restored)


@dataclass(frozen=True, kw_only=True, slots=True)
class Registered:
    """What an import did in the registers, whatever became of it since.

    Shelters `added` and `restored`, and the districts that it let report by their shelters.
    """

    added: tuple[Place, ...]
    restored: tuple[Place, ...]
    districts: tuple[Place, ...]


def find_registered(session: Session, import_id: int) -> Registered:
    """What an import did in the registers; three statements."""
    found = _find_registered(session, import_id)
    places = load_places(session, (*found.shelters, *found.districts))

    def pick(ids: tuple[int, ...]) -> tuple[Place, ...]:
        chosen = (place for place in places if place.id in ids)
        return tuple(sorted(chosen, key=lambda place: fold_name(place.full_name)))

    return Registered(
        added=pick(found.added), restored=pick(found.restored), districts=pick(found.districts)
    )


def find_taking_back(session: Session, import_id: int) -> TakingBack:
    """What undoing an import takes back in the registers, and what it leaves."""
    found = _find_registered(session, import_id)
    staying = _find_staying_shelters(session, import_id, found)
    taken = [place_id for place_id in found.shelters if place_id not in staying]
    staying |= _find_staying_districts(session, import_id, found, taken)
    places = {
        place.id: place for place in load_places(session, (*found.shelters, *found.districts))
    }
    return TakingBack(
        shelters=tuple(
            sorted((places[i] for i in taken), key=lambda place: fold_name(place.full_name))
        ),
        districts=tuple(places[i] for i in found.districts if i not in staying),
        staying=tuple(Staying(place=places[i], why=why) for i, why in staying.items()),
    )


def take_back(session: Session, taking: TakingBack, by: Author) -> None:
    """Let shelters count on no day, and districts report as before; each leaves its link."""
    with ExitStack() as kept:
        for shelter in taking.shelters:
            kept.enter_context(keep_change(session, Act.PLACE_RETIRED, by, shelter.id))
        if taking.shelters:
            retire_from_start(session, [shelter.id for shelter in taking.shelters], by)
    for district in taking.districts:
        with keep_change(session, Act.REPORTING_MODE_SET, by, district.id):
            forget_reporting_modes(session, district.id, by)


def _find_registered(session: Session, import_id: int) -> _Registered:
    own = select(LINK).where(LINK.c.act == Act.IMPORTED, LINK.c.subject_id == import_id)
    link = session.execute(own).one_or_none()
    if link is None:
        return _Registered(number=0, added=(), restored=(), districts=())
    before = select(func.coalesce(func.max(LINK.c.number), 0)).where(
        LINK.c.act.in_(_ENDS), LINK.c.number < link.number
    )
    query = (
        select(LINK.c.act, LINK.c.subject_id)
        .where(
            LINK.c.act.in_((*_REGISTERED, Act.REPORTING_MODE_SET)),
            LINK.c.number < link.number,
            LINK.c.number > before.scalar_subquery(),
            LINK.c.person_id == link.person_id,
            LINK.c.recorded_at == link.recorded_at,
        )
        .order_by(LINK.c.number)
    )
    rows = session.execute(query).all()
    return _Registered(
        number=link.number,
        added=tuple(row.subject_id for row in rows if row.act == Act.SHELTER_ADDED),
        restored=tuple(row.subject_id for row in rows if row.act == Act.PLACE_RESTORED),
        districts=tuple(row.subject_id for row in rows if row.act == Act.REPORTING_MODE_SET),
    )


def _find_staying_shelters(session: Session, import_id: int, found: _Registered) -> dict[int, str]:
    """Why shelters stay, by their ids, in the order of the ids."""
    ids = found.shelters
    wanted = list_ids(session, ids)
    assigned = select(AssignmentRow.place_id).where(AssignmentRow.place_id.in_(select(wanted.c.id)))
    changed = _select_changed(found, PLACE_ACTS).where(LINK.c.subject_id.in_(select(wanted.c.id)))
    reported = _select_others(import_id).where(ReportRow.place_id.in_(select(wanted.c.id)))
    # The weightiest reason last: it is the one that is told.
    why: dict[int, str] = dict.fromkeys(session.scalars(assigned), ASSIGNED)
    why |= dict.fromkeys(session.scalars(changed), CHANGED)
    why |= dict.fromkeys(session.scalars(reported), REPORTED)
    return {place_id: why[place_id] for place_id in ids if place_id in why}


def _find_staying_districts(
    session: Session, import_id: int, found: _Registered, taken: Collection[int]
) -> dict[int, str]:
    """Why districts go on reporting by their shelters, by their ids."""
    modes = _select_changed(found, (Act.REPORTING_MODE_SET,))
    set_later = set(session.scalars(modes.where(LINK.c.subject_id.in_(found.districts))))
    own = _select_own(import_id).with_only_columns(func.min(ImportReportRow.report_id))
    since = _select_others(import_id).where(ReportRow.id > own.scalar_subquery())
    why: dict[int, str] = {}
    for district in found.districts:
        beneath = [p.id for p in list_children(session, district) if p.id not in taken]
        changed = _select_changed(found, PLACE_ACTS).where(LINK.c.subject_id.in_(beneath))
        if not set(beneath).isdisjoint(found.shelters):
            why[district] = HAS_SHELTERS
        elif district in set_later:
            why[district] = SET_LATER
        elif session.scalars(since.where(ReportRow.place_id.in_(beneath)).limit(1)).first():
            why[district] = REPORTED_BENEATH
        elif session.scalars(changed.limit(1)).first():
            why[district] = CHANGED_BENEATH
    return why


def _select_changed(found: _Registered, acts: Collection[Act]) -> Select[int | None]:
    """Ids of what links after the import's are about."""
    return select(LINK.c.subject_id).where(LINK.c.act.in_(acts), LINK.c.number > found.number)


def _select_own(import_id: int) -> Select[int]:
    """Ids of the reports that an import added."""
    return (
        select(ImportReportRow.report_id)
        .join(RevisionRow, RevisionRow.id == ImportReportRow.revision_id)
        .where(ImportReportRow.import_id == import_id, RevisionRow.kind == RevisionKind.ORIGINAL)
    )


def _select_others(import_id: int) -> Select[int]:
    """Ids of the places of standing reports that an import did not add."""
    return select(ReportRow.place_id).where(
        ~ReportRow.withdrawn, ReportRow.id.not_in(_select_own(import_id))
    )
