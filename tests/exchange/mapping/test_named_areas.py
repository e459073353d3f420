"""Whether a column names areas or shelters is told by its cells, where its head says otherwise."""

import pytest
from sqlalchemy.orm import Session

from tests.exchange.tables import survey
from tracker.exchange.mapping import Gazetteer, begin_mapping, load_gazetteer
from tracker.exchange.meanings import Role
from tracker.registry.areas import add_area
from tracker.registry.shelter_changes import ShelterDetails, add_shelter
from tracker.registry.shelters import ShelterType

DAYS = "2024-08-07,2024-08-08,2024-08-09\n"


@pytest.fixture
def registered(operation: Session) -> Gazetteer:
    """Three districts, and shelters of which one is called like a district."""
    country = add_area(operation, name="Russia", parent_id=None)
    region = add_area(operation, name="Kursk region", parent_id=country)
    districts = [
        add_area(operation, name=name, parent_id=region) for name in ("Sudzha", "Korenevo", "Rylsk")
    ]
    for name in ("School", "Hall", "Rylsk"):
        details = ShelterDetails(name=name, shelter_type=ShelterType.SCHOOL)
        add_shelter(operation, parent_id=districts[0], details=details)
    return load_gazetteer(operation)


@pytest.mark.parametrize(
    ("rows", "role"),
    [
        ("Site," + DAYS + "Sudzha,1,2,3\nKorenevo district,4,5,6\nNowhere,7,8,9\n", Role.AREA),
        ("Site," + DAYS + "School,1,2,3\nHall,4,5,6\nSudzha,7,8,9\n", Role.SHELTER),
        ("Site," + DAYS + "Tent 1,1,2,3\nTent 2,4,5,6\nSudzha,7,8,9\n", Role.SHELTER),
        ("Site," + DAYS + "Rylsk,1,2,3\n", Role.SHELTER),
        ("Site,Date,Present\nSudzha,2024-08-07,1\nRylsk,2024-08-07,2\n", Role.AREA),
    ],
)
def test_the_cells_of_a_column_of_sites_decide(
    registered: Gazetteer, rows: str, role: Role
) -> None:
    mapping = begin_mapping(survey(rows), find_places=lambda: registered)
    assert mapping.columns["Site"].role is role
    assert begin_mapping(survey(rows)).columns["Site"].role is Role.SHELTER


def refuse() -> Gazetteer:
    raise AssertionError


@pytest.mark.parametrize(
    "rows",
    [
        "District,Site,Date,Present\nSudzha,Rylsk,2024-08-07,1\n",
        "District,Date,Present\nSudzha,2024-08-07,1\n",
        "Site,Day,People\n#loc,#date,#affected+idps+ind+stock\nSudzha,2024-08-07,1\n",
    ],
)
def test_the_registers_are_asked_only_where_they_decide(rows: str) -> None:
    found = begin_mapping(survey(rows), find_places=refuse).columns
    assert found == begin_mapping(survey(rows)).columns
