"""The example's places: the districts and cities of Kursk region, and invented shelters."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.domain.windows import ReportingMode, ShelterStatus
from tracker.example.calendar import FIRST, day_of
from tracker.example.layout import add_schematic_map
from tracker.registry.areas import add_area
from tracker.registry.places import PlaceKind, list_children
from tracker.registry.reporting_modes import set_reporting_mode
from tracker.registry.shelter_changes import ShelterDetails, add_shelter, set_shelter_status
from tracker.registry.shelters import Position, ShelterType

COUNTRY = "Russia"
REGION = "Kursk region"

DISTRICTS = (
    "Belaya",
    "Bolshoye Soldatskoye",
    "Cheremisinovo",
    "Dmitriyev",
    "Fatezh",
    "Glushkovo",
    "Gorshechnoye",
    "Kastornoye",
    "Khomutovka",
    "Konyshyovka",
    "Korenevo",
    "Kurchatov",
    "Kursk",
    "Lgov",
    "Manturovo",
    "Medvenka",
    "Oboyan",
    "Oktyabrsky",
    "Ponyri",
    "Pristen",
    "Rylsk",
    "Shchigry",
    "Solntsevo",
    "Sovetsky",
    "Sudzha",
    "Tim",
    "Zheleznogorsk",
    "Zolotukhino",
)
CITIES = ("Kursk", "Kurchatov", "Lgov", "Shchigry", "Zheleznogorsk")
AREAS = (*(f"{name} district" for name in DISTRICTS), *(f"{name} (city)" for name in CITIES))

BY_SHELTER = {
    "Kursk (city)": FIRST,
    "Kursk district": FIRST,
    "Kurchatov (city)": FIRST,
    "Lgov (city)": FIRST,
    "Medvenka district": 12,
    "Oboyan district": FIRST,
    "Zheleznogorsk (city)": FIRST,
}
"""Areas that report by their shelters, and from which day on."""

OPEN, STANDBY, CLOSED = ShelterStatus.OPEN, ShelterStatus.STANDBY, ShelterStatus.CLOSED


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """An invented shelter; `statuses` by the day from which they hold.

    `position` is a latitude and a longitude, invented as well; not every shelter has one.
    """

    name: str
    area: str
    shelter_type: ShelterType
    statuses: tuple[tuple[int, ShelterStatus], ...]
    floor_area: float | None = None
    position: tuple[float, float] | None = None
    do_not_publish: bool = False


SPORTS_HALL_1 = "Sports hall no. 1 (exercise)"
RECEPTION_1 = "Reception centre no. 1 (exercise)"
SCHOOL_1 = "School no. 1 (exercise)"
HOTEL_1 = "Hotel no. 1 (exercise)"
COLLECTIVE_1 = "Collective centre no. 1 (exercise)"
TENTS_1 = "Tent camp no. 1 (exercise)"
SCHOOL_2 = "School no. 2 (exercise)"
COLLECTIVE_2 = "Collective centre no. 2 (exercise)"
SCHOOL_3 = "School no. 3 (exercise)"
SPORTS_HALL_2 = "Sports hall no. 2 (exercise)"
HOTEL_2 = "Hotel no. 2 (exercise)"
COLLECTIVE_3 = "Collective centre no. 3 (exercise)"
SPORTS_HALL_3 = "Sports hall no. 3 (exercise)"

SHELTERS = (
    Site(
        name=SPORTS_HALL_1,
        area="Kursk (city)",
        shelter_type=ShelterType.SPORTS_HALL,
        position=(51.74, 36.17),
        statuses=((6, OPEN),),
        floor_area=1_000,
    ),
    Site(
        name=RECEPTION_1,
        area="Kursk (city)",
        shelter_type=ShelterType.RECEPTION_CENTRE,
        position=(51.7, 36.14),
        statuses=((6, OPEN),),
        floor_area=780,
    ),
    Site(
        name=SCHOOL_1,
        area="Kursk (city)",
        shelter_type=ShelterType.SCHOOL,
        position=(51.72, 36.27),
        statuses=((7, OPEN), (31, CLOSED)),
        floor_area=900,
    ),
    Site(
        name=HOTEL_1,
        area="Kursk (city)",
        shelter_type=ShelterType.HOTEL,
        position=(51.66, 36.19),
        statuses=((8, OPEN),),
        do_not_publish=True,
    ),
    Site(
        name=COLLECTIVE_1,
        area="Kursk (city)",
        shelter_type=ShelterType.COLLECTIVE_CENTRE,
        position=(51.65, 36.12),
        statuses=((7, STANDBY), (10, OPEN)),
        floor_area=1_250,
    ),
    Site(
        name=TENTS_1,
        area="Kursk district",
        shelter_type=ShelterType.TENT_CAMP,
        position=(51.79, 36.45),
        statuses=((8, STANDBY), (11, OPEN)),
        floor_area=960,
    ),
    Site(
        name=SCHOOL_2,
        area="Oboyan district",
        shelter_type=ShelterType.SCHOOL,
        position=(51.15, 36.2),
        statuses=((7, OPEN), (20, CLOSED), (23, OPEN)),
        floor_area=560,
    ),
    Site(
        name=COLLECTIVE_2,
        area="Oboyan district",
        shelter_type=ShelterType.COLLECTIVE_CENTRE,
        position=(51.16, 36.4),
        statuses=((7, STANDBY), (9, OPEN)),
        floor_area=810,
    ),
    Site(
        name=SCHOOL_3,
        area="Lgov (city)",
        shelter_type=ShelterType.SCHOOL,
        position=(51.69, 35.22),
        statuses=((7, OPEN),),
    ),
    Site(
        name=SPORTS_HALL_2,
        area="Lgov (city)",
        shelter_type=ShelterType.SPORTS_HALL,
        position=(51.695, 35.28),
        statuses=((9, STANDBY),),
    ),
    Site(
        name=HOTEL_2,
        area="Kurchatov (city)",
        shelter_type=ShelterType.HOTEL,
        position=(51.9, 35.8),
        statuses=((8, OPEN),),
        do_not_publish=True,
    ),
    Site(
        name=COLLECTIVE_3,
        area="Medvenka district",
        shelter_type=ShelterType.COLLECTIVE_CENTRE,
        statuses=((12, OPEN),),
        floor_area=400,
    ),
    Site(
        name=SPORTS_HALL_3,
        area="Zheleznogorsk (city)",
        shelter_type=ShelterType.SPORTS_HALL,
        statuses=((9, OPEN),),
        floor_area=600,
    ),
)


def name_outside(area: str) -> str:
    """How the example calls what lies outside the shelters of an area."""
    return f"outside shelters, {area}"


def add_places(session: Session) -> dict[str, int]:
    """Register everything; answers ids by name."""
    country = add_area(session, name=COUNTRY, parent_id=None)
    region = add_area(session, name=REGION, parent_id=country)
    ids = {COUNTRY: country, REGION: region}
    ids |= {area: add_area(session, name=area, parent_id=region) for area in AREAS}
    for area, since in BY_SHELTER.items():
        set_reporting_mode(session, ids[area], since=day_of(since), mode=ReportingMode.BY_SHELTER)
        ids[name_outside(area)] = _find_outside(session, ids[area])
    add_schematic_map(session, ids)
    for site in SHELTERS:
        ids[site.name] = _add_site(session, site, ids[site.area])
    return ids


def _find_outside(session: Session, area_id: int) -> int:
    children = list_children(session, area_id)
    return next(place.id for place in children if place.kind is PlaceKind.OUTSIDE)


def _add_site(session: Session, site: Site, area_id: int) -> int:
    details = ShelterDetails(
        name=site.name,
        shelter_type=site.shelter_type,
        floor_area=site.floor_area,
        position=Position(latitude=site.position[0], longitude=site.position[1])
        if site.position
        else None,
        do_not_publish=site.do_not_publish,
    )
    (first, status), *later = site.statuses
    place_id = add_shelter(
        session, parent_id=area_id, details=details, status=status, since=day_of(first)
    )
    for since, following in later:
        set_shelter_status(session, place_id, since=day_of(since), status=following)
    return place_id
