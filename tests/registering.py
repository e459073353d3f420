"""Plays changes of the register among reports, as administrators make them."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.histories import AREAS, COUNTRY, REGION, SPLIT, START, UNITS, WHOLE, Act
from tests.timed import TimedPlayer
from tracker.domain.audit import Author
from tracker.domain.windows import ReportingMode, ShelterStatus
from tracker.registry.areas import add_area, move_area
from tracker.registry.reporting_modes import set_reporting_mode
from tracker.registry.retirement import restore_place, retire_place
from tracker.registry.shelter_changes import ShelterDetails, add_shelter
from tracker.registry.shelters import ShelterType
from tracker.store.places import PlaceRow

REGISTER_ACTS = (
    "add_shelter",
    "add_district",
    "add_region",
    "close",
    "correct_district",
    "mode",
    "move_district",
    "relocate",
    "restore",
    "retire",
    "split",
    "status",
)


class Registrar(TimedPlayer):
    """Also adds places, moves districts, retires and restores; reports are about new ones, too."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.places = [*AREAS, *UNITS[2:]]

    @property
    def by(self) -> Author:
        """Who does it, now."""
        return Author(person_id=1, at=self.now)

    def play(self, act: Act) -> None:
        """Play one act, and know of all places that are there afterwards."""
        super().play(act)
        self.places = list(self.session.scalars(select(PlaceRow.id).order_by(PlaceRow.id)))

    def list_kinds(self) -> tuple[list[int], list[int]]:
        """The areas, and what can be a reporting unit; districts are both."""
        rows = self.session.execute(select(PlaceRow.id, PlaceRow.kind, PlaceRow.level))
        found = sorted((row.id, row.kind, row.level) for row in rows)
        areas = [at for at, kind, _ in found if kind == "area"]
        districts = [at for at, _, level in found if level == 2]
        return areas, districts + [at for at, kind, _ in found if kind != "area"]

    def _report(self, act: Act) -> None:
        """Some reports are about what was added since."""
        added = self.places[len(AREAS) + len(UNITS[2:]) :]
        if added and act.pick % 3 == 0:
            act = replace(act, place=added[act.pick % len(added)])
        super()._report(act)

    def _pick(self, act: Act, kind: str, level: int) -> int:
        query = select(PlaceRow.id).where(PlaceRow.kind == kind, PlaceRow.level == level)
        found = list(self.session.scalars(query.order_by(PlaceRow.id)))
        return found[act.pick % len(found)]

    def _add_shelter(self, act: Act) -> None:
        add_shelter(
            self.session,
            parent_id=self._pick(act, "area", 2),
            details=ShelterDetails(name=f"Shelter {self.played}", shelter_type=ShelterType.SCHOOL),
            status=list(ShelterStatus)[act.choice % len(ShelterStatus)],
            since=START + timedelta(days=act.day),
            by=self.by,
        )

    def _add_district(self, act: Act) -> None:
        region = self._pick(act, "area", 1)
        add_area(self.session, name=f"District {self.played}", parent_id=region, by=self.by)

    def _add_region(self, act: Act) -> None:
        add_area(self.session, name=f"Region {self.played}", parent_id=COUNTRY, by=self.by)

    def _move_district(self, act: Act) -> None:
        region = self._pick(act, "area", 1)
        move_area(self.session, WHOLE if act.choice % 2 else SPLIT, region, by=self.by)

    def _split(self, act: Act) -> None:
        set_reporting_mode(
            self.session,
            self._pick(act, "area", 2),
            since=START + timedelta(days=act.day),
            mode=list(ReportingMode)[act.choice % len(ReportingMode)],
            by=self.by,
        )

    def _retire(self, act: Act) -> None:
        place = [*self.places, REGION][act.pick % (len(self.places) + 1)]
        retire_place(self.session, place, START + timedelta(days=act.day), self.by)

    def _restore(self, act: Act) -> None:
        query = select(PlaceRow.id).where(PlaceRow.valid_until.is_not(None)).order_by(PlaceRow.id)
        retired = list(self.session.scalars(query))
        if retired:
            restore_place(self.session, retired[act.pick % len(retired)], self.by)
