"""Reading the tree of places."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.registry.conftest import START, Register
from tracker.domain.errors import NotFound
from tracker.domain.windows import ReportingMode, ShelterStatus
from tracker.registry.places import (
    PlaceKind,
    is_unit,
    list_areas,
    list_children,
    list_ids_beneath,
    list_units_under,
    load_kind,
    load_place,
    load_places,
)
from tracker.store.places import PlaceRow

BEFORE, AFTER = date(2024, 8, 9), date(2024, 8, 10)


@contextmanager
def counted_statements(session: Session) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    bind = session.get_bind()
    event.listen(bind, "before_cursor_execute", note)
    yield statements
    event.remove(bind, "before_cursor_execute", note)


def test_a_place_knows_its_ancestors_top_first(session: Session, register: Register) -> None:
    hall = load_place(session, register.hall)

    assert hall.kind is PlaceKind.SHELTER
    assert hall.path == (
        (register.country, "Country"),
        (register.region, "Region"),
        (register.by_shelter, "By shelter"),
    )
    assert hall.full_name == "Hall, By shelter"
    assert hall.level_name == "shelter"


def test_a_place_that_is_not_there_has_no_kind(session: Session, register: Register) -> None:
    assert load_kind(session, register.gone) is PlaceKind.AREA
    with pytest.raises(NotFound, match="place"):
        load_kind(session, 999_999)


def test_a_place_exists_from_its_first_day_up_to_its_last(
    session: Session, register: Register
) -> None:
    gone = load_place(session, register.gone)

    days = [date(2024, 8, day) for day in (5, 6, 7, 8)]
    assert [gone.is_valid(day) for day in days] == [False, True, True, False]
    assert load_place(session, register.hall).is_valid(date(2030, 1, 1))


def test_a_root_has_no_path(session: Session, register: Register) -> None:
    country = load_place(session, register.country)

    assert country.path == ()
    assert country.full_name == "Country"
    assert country.level_name == "country"
    assert not country.is_district


def test_an_unknown_place_is_not_found(session: Session, register: Register) -> None:
    with pytest.raises(NotFound, match="There is no place 999999"):
        load_place(session, 999_999)


def test_places_come_in_the_order_asked_for_without_unknown_ones(
    session: Session, register: Register
) -> None:
    wanted = [register.school, 999_999, register.country]

    assert [place.id for place in load_places(session, wanted)] == [
        register.school,
        register.country,
    ]
    assert load_places(session, []) == ()


def test_children_are_direct_ones_with_those_retired(session: Session, register: Register) -> None:
    children = list_children(session, register.region)

    assert [place.name for place in children] == ["By shelter", "Gone", "Whole"]
    assert [place.name for place in list_children(session, None)] == ["Country"]
    assert list_children(session, register.whole) == ()


def test_areas_come_in_the_order_of_the_tree(session: Session, register: Register) -> None:
    names = ["Country", "Other region", "Elsewhere", "Region", "By shelter", "Whole"]

    assert [area.name for area in list_areas(session)] == names
    everything = list_areas(session, include_retired=True)
    assert [area.name for area in everything] == [*names[:5], "Gone", "Whole"]
    assert everything[4].path == ((register.country, "Country"), (register.region, "Region"))


def test_an_area_is_retired_from_its_last_day_on(session: Session, register: Register) -> None:
    before = {area.id for area in list_areas(session, today=date(2024, 8, 7))}
    after = {area.id for area in list_areas(session, today=date(2024, 8, 8))}

    assert before - after == {register.gone}


def test_ids_beneath_hold_the_place_itself_once(session: Session, register: Register) -> None:
    found = list_ids_beneath(session, [register.by_shelter, register.hall])

    assert sorted(found) == sorted(
        [register.by_shelter, register.hall, register.school, register.outside]
    )
    assert len(list_ids_beneath(session, None)) == 10


def test_a_district_reports_as_a_whole_until_its_mode_changes(
    session: Session, register: Register
) -> None:
    before = list_units_under(session, [register.region], BEFORE)
    after = list_units_under(session, [register.region], AFTER)

    assert [unit.name for unit in before] == ["By shelter", "Whole"]
    assert [unit.name for unit in after] == ["Whole", "Hall", "School", "Outside shelters"]
    assert {unit.mode for unit in before} == {ReportingMode.WHOLE}
    assert [unit.mode for unit in after][1:] == [ReportingMode.BY_SHELTER] * 3


def test_units_of_the_whole_operation_hold_every_region(
    session: Session, register: Register
) -> None:
    assert {unit.place_id for unit in list_units_under(session, None, BEFORE)} == {
        register.by_shelter,
        register.elsewhere,
        register.whole,
    }


def test_a_retired_district_is_a_unit_only_before_it_was_retired(
    session: Session, register: Register
) -> None:
    assert is_unit(session, register.gone, date(2024, 8, 7))
    assert not is_unit(session, register.gone, date(2024, 8, 8))
    assert not is_unit(session, register.gone, date(2024, 8, 5))


def test_a_shelter_named_in_a_district_that_reports_as_a_whole_is_left_out(
    session: Session, register: Register
) -> None:
    assert list_units_under(session, [register.hall], BEFORE) == ()
    assert [unit.place_id for unit in list_units_under(session, [register.hall], AFTER)] == [
        register.hall
    ]


def test_only_shelters_have_a_status(session: Session, register: Register) -> None:
    def status_on(day: date) -> dict[int, ShelterStatus | None]:
        return {u.place_id: u.status for u in list_units_under(session, [register.region], day)}

    open_day, closed_day = status_on(AFTER), status_on(date(2024, 8, 12))
    assert open_day[register.school] is ShelterStatus.OPEN
    assert closed_day[register.school] is ShelterStatus.CLOSED
    assert closed_day[register.hall] is ShelterStatus.OPEN
    assert closed_day[register.outside] is None
    assert closed_day[register.whole] is None


def test_regions_and_countries_are_no_units(session: Session, register: Register) -> None:
    units = {
        place_id: is_unit(session, place_id, AFTER)
        for place_id in (
            register.country,
            register.region,
            register.by_shelter,
            register.whole,
            register.hall,
            register.outside,
        )
    }

    assert [place_id for place_id, reports in units.items() if reports] == [
        register.whole,
        register.hall,
        register.outside,
    ]
    with pytest.raises(NotFound):
        is_unit(session, 999_999, AFTER)


def test_statements_do_not_grow_with_the_number_of_places(
    session: Session, register: Register
) -> None:
    def read() -> None:
        ids = list_ids_beneath(session, None)
        load_places(session, ids)
        list_units_under(session, None, AFTER)
        list_children(session, register.region)
        list_areas(session)

    session.connection()  # its savepoint is none of them
    with counted_statements(session) as few:
        read()
    session.add_all(
        PlaceRow(kind="area", level=2, parent_id=register.region, name=f"D{n}", valid_from=START)
        for n in range(50)
    )
    session.flush()
    with counted_statements(session) as many:
        read()

    assert len(many) == len(few)
