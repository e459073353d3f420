"""A small register to import into, and files."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.web.fixtures import NOW, Writer
from tracker.domain.selection import Grade
from tracker.exchange.mapping import read_mapping, save_mapping
from tracker.registry.areas import add_area
from tracker.registry.people import Person, Role
from tracker.registry.sources import add_source

MAPPING = """
[columns]
Date = "day"
District = "area"
Arrivals = "arrivals new"
Present = "present"

[constants]
source = "Headquarters"
"""
ROWS = "Date,District,Arrivals,Present\n2024-08-07,Sudzha,5,120\n2024-08-08,Sudzha,7,\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """Ids of what stands in the register."""

    country: int
    region: int
    district: int
    source: int


@pytest.fixture
def places(operation: None, writer: Writer) -> Places:
    with writer() as session:
        country = add_area(session, name="Russia", parent_id=None)
        region = add_area(session, name="Kursk region", parent_id=country, p_code="RU38")
        district = add_area(session, name="Sudzha", parent_id=region)
        source = add_source(session, name="Headquarters", grade=Grade.B)
    return Places(country=country, region=region, district=district, source=source)


@pytest.fixture
def anna(places: Places, make_person: Callable[..., Person]) -> Person:
    return make_person(Role.ADMINISTRATOR, name="Anna")


@pytest.fixture
def saved(anna: Person, writer: Writer) -> str:
    with writer() as session:
        return save_mapping(session, "Daily", read_mapping(MAPPING), person_id=anna.id, now=NOW)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], str]:
    def make(content: str, name: str = "daily.csv") -> str:
        (tmp_path / name).write_text(content, encoding="utf-8")
        return str(tmp_path / name)

    return make
