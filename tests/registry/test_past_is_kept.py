"""Every change of a place keeps what the register said of it before."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

import tracker.registry
from tests.histories import COUNTRY, REGION, SPLIT, START, WHOLE, make_operation
from tracker.domain.audit import Author
from tracker.domain.errors import NotFound
from tracker.domain.windows import ReportingMode
from tracker.registry import operation
from tracker.registry.area_files import AreaFile, import_areas
from tracker.registry.areas import add_area, move_area
from tracker.registry.places import (
    Place,
    Unit,
    is_unit,
    list_areas,
    list_areas_on,
    list_children,
    list_units_under,
    load_places,
)
from tracker.registry.reporting_modes import set_reporting_mode
from tracker.registry.retirement import retire_place
from tracker.registry.shelter_changes import ShelterDetails, add_shelter
from tracker.registry.shelters import ShelterType
from tracker.totals.known.registers import Registers

PACKAGE = Path(tracker.registry.__file__).parent
SETTINGS = Path(operation.__file__)
"""The settings have no past: places that begin with the operation begin on its new start."""


def find_calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "reweigh":
            yield node


def test_each_change_of_a_place_says_when_it_is_made() -> None:
    calls = {path: [*find_calls(path)] for path in PACKAGE.rglob("*.py") if path != SETTINGS}
    found = [(path, call) for path, of_path in calls.items() for call in of_path]
    assert len(found) >= 10
    for path, call in found:
        assert "moment" in {given.arg for given in call.keywords}, (path, call.lineno)


def test_what_hundreds_of_places_were_is_kept_at_once(session: Session) -> None:
    make_operation(session)
    by = Author(person_id=None, at=datetime(2024, 8, 9, tzinfo=UTC))
    for number in range(60):
        details = ShelterDetails(name=f"Shelter {number}", shelter_type=ShelterType.SCHOOL)
        add_shelter(session, parent_id=SPLIT, details=details)
    mode = ReportingMode.BY_SHELTER
    set_reporting_mode(session, SPLIT, since=START, mode=mode, by=by)
    registers = Registers(session, by.at - timedelta(microseconds=1))
    assert len(registers.others) == 64
    for place_id, said in registers.load([*registers.others]).items():
        assert said.place_id == place_id
        assert said.modes == ()
        assert said.valid_from == START
    assert Registers(session, by.at).others == {}


def test_areas_of_a_file_were_not_there_before_it(session: Session) -> None:
    make_operation(session)
    by = Author(person_id=None, at=datetime(2024, 8, 9, tzinfo=UTC))
    content = b"level,name,parent\nregion,North,Country\ndistrict,Far,North\n"
    assert import_areas(session, AreaFile(content=content), by).is_done
    before = Registers(session, by.at - timedelta(microseconds=1))
    assert list(before.others.values()) == [None, None]
    assert [place.name for place in list_areas(session, registers=before)] == [
        "Country",
        "Region",
        "Split",
        "Whole",
    ]
    (added,) = (place for place in list_areas(session) if place.name == "Far")
    assert load_places(session, [added.id], before) == ()
    with pytest.raises(NotFound):
        is_unit(session, added.id, START, before)
    assert is_unit(session, added.id, START, Registers(session, by.at))


def test_places_are_listed_where_they_lay(session: Session) -> None:
    make_operation(session)
    by = Author(person_id=None, at=datetime(2024, 8, 9, tzinfo=UTC))
    other = add_area(session, name="Other", parent_id=COUNTRY)
    move_area(session, SPLIT, other, by)
    retire_place(session, WHOLE, START, by)
    before = Registers(session, by.at - timedelta(microseconds=1))

    def name(*found: Place | Unit) -> list[tuple[str, ...]]:
        return [(*(step for _, step in one.path), one.name) for one in found]

    districts = [("Country", "Region", "Split"), ("Country", "Region", "Whole")]
    assert name(*list_children(session, REGION, before)) == districts
    assert list_children(session, other, before) == ()
    assert name(*list_children(session, None, before)) == [("Country",)]
    assert name(*list_units_under(session, [REGION], START, before)) == districts
    assert name(*list_units_under(session, None, START, before)) == districts
    assert list_units_under(session, [other], START, before) == ()
    assert name(*list_units_under(session, None, START)) == [("Country", "Other", "Split")]
    assert list_areas_on(session, START, before) == list_areas(
        session, today=START, registers=before
    )
    assert name(*list_areas_on(session, START))[-1] == ("Country", "Region")
