"""Shelters that a map may show."""

from datetime import date

from sqlalchemy.orm import Session

from tests.registry.conftest import Register
from tracker.domain.windows import ShelterStatus
from tracker.registry.retirement import retire_place
from tracker.registry.shelter_changes import ShelterDetails, add_shelter, set_shelter_status
from tracker.registry.shelters import Position, ShelterType
from tracker.registry.sites import list_published_sites

DAY = date(2024, 8, 15)
SPOT = Position(latitude=51.7, longitude=36.2)


def add(
    session: Session,
    district: int,
    name: str,
    *,
    position: Position | None = SPOT,
    do_not_publish: bool = False,
) -> int:
    details = ShelterDetails(
        name=name,
        shelter_type=ShelterType.SCHOOL,
        position=position,
        do_not_publish=do_not_publish,
    )
    return add_shelter(session, parent_id=district, details=details)


def test_only_what_may_be_published_and_has_a_position_is_on_a_map(
    session: Session, register: Register
) -> None:
    shown = add(session, register.by_shelter, "Shown")
    standby = add(session, register.by_shelter, "Ready")
    set_shelter_status(session, standby, since=DAY, status=ShelterStatus.STANDBY)
    closed = add(session, register.by_shelter, "Closed")
    set_shelter_status(session, closed, since=DAY, status=ShelterStatus.CLOSED)
    add(session, register.by_shelter, "Secret", do_not_publish=True)
    add(session, register.by_shelter, "Nowhere", position=None)
    add(session, register.elsewhere, "In another district")
    retired = add(session, register.by_shelter, "Retired")
    retire_place(session, retired, DAY)

    found = list_published_sites(session, [register.by_shelter], DAY)
    assert [(site.place_id, site.name, site.status) for site in found] == [
        (standby, "Ready", ShelterStatus.STANDBY),
        (shown, "Shown", ShelterStatus.OPEN),
    ]
    assert found[1].position == SPOT
    assert found[1].district_id == register.by_shelter
    before = list_published_sites(session, [register.by_shelter], date(2024, 8, 14))
    assert [site.name for site in before] == ["Closed", "Ready", "Retired", "Shown"]
    assert list_published_sites(session, [register.by_shelter], date(2024, 8, 1)) == ()
