"""Exports as known at a moment hold the places of then, and hide what must not be published now."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.exchange.exporting.asking import ask, find, on, read_rows
from tests.histories import FIRST, REGION, SECOND, START, WHOLE
from tests.recording.drafts import noon_of
from tracker.domain.audit import Author
from tracker.domain.errors import InvalidField, NotYetRegistered
from tracker.domain.windows import ReportingMode, ShelterStatus
from tracker.exchange.exporting import Audience, Content, Rows
from tracker.registry.areas import add_area
from tracker.registry.reporting_modes import set_reporting_mode
from tracker.registry.shelter_changes import ShelterDetails, add_shelter, set_shelter_status
from tracker.registry.shelter_moves import put_shelter_right
from tracker.registry.shelters import ShelterType
from tracker.store.places import PlaceRow, ShelterRow

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

THEN = noon_of(5)
BY = Author(person_id=1, at=noon_of(6))


@pytest.fixture
def changed(reported: Session) -> Session:
    """Since THEN: Second moved, First closed for all days, a district split with a new shelter."""
    put_shelter_right(reported, SECOND, WHOLE, BY)
    set_shelter_status(reported, FIRST, since=START, status=ShelterStatus.CLOSED, by=BY)
    mode = ReportingMode.BY_SHELTER
    set_reporting_mode(reported, WHOLE, since=START, mode=mode, by=BY)
    add_shelter(
        reported,
        parent_id=WHOLE,
        details=ShelterDetails(name="New", shelter_type=ShelterType.SCHOOL),
        by=BY,
    )
    add_area(reported, name="New district", parent_id=REGION, by=BY)
    return reported


def test_values_are_of_the_units_of_then_where_they_lay(changed: Session) -> None:
    rows = read_rows(changed, ask(Content.LONG, rows=Rows.UNITS, known_at=THEN))
    assert {row.get("district"): row["level"] for row in rows if row.get("shelter") is None} == {
        "Whole": "district"
    }
    second = find(rows, shelter="Second", indicator="present", day=on(0))
    assert (second["district"], second["value"]) == ("Split", 20)
    assert find(rows, shelter="First", indicator="present", day=on(0))["value"] == 10


def test_registers_are_as_they_were(changed: Session) -> None:
    shelters = read_rows(changed, ask(Content.SHELTERS, known_at=THEN))
    assert [(row.get("district"), row.get("shelter"), row["status"]) for row in shelters] == [
        ("Split", "First", "open"),
        ("Split", "Second", "open"),
    ]
    now = read_rows(changed, ask(Content.SHELTERS))
    assert [(row.get("district"), row.get("shelter"), row["status"]) for row in now] == [
        ("Split", "First", "closed"),
        ("Whole", "New", "open"),
        ("Whole", "Second", "open"),
    ]
    areas = read_rows(changed, ask(Content.AREAS, known_at=THEN))
    assert "New district" not in {row.get("district") for row in areas}


def test_what_was_not_registered_cannot_be_asked_for(changed: Session) -> None:
    place = changed.scalars(select(PlaceRow.id).where(PlaceRow.name == "New district")).one()
    read_rows(changed, ask(Content.LONG, place_id=place))
    with pytest.raises(NotYetRegistered) as refused:
        read_rows(changed, ask(Content.LONG, place_id=place, known_at=THEN))
    assert refused.value.message.startswith("New district was not registered yet")


def test_what_would_tell_of_a_secret_shelter_by_either_register_is_hidden(
    changed: Session,
) -> None:
    hidden = update(ShelterRow).where(ShelterRow.place_id == FIRST)
    changed.execute(hidden.values(do_not_publish=True))
    now = read_rows(changed, ask(audience=Audience.PUBLIC))
    assert "Second" in {row.get("shelter") for row in now}
    then = read_rows(changed, ask(audience=Audience.PUBLIC, known_at=THEN))
    # By the registers of then Split is First, Second and what lies outside.
    assert {row.get("shelter") for row in then}.isdisjoint({"First", "Second", "New"})
    with pytest.raises(InvalidField):
        read_rows(changed, ask(audience=Audience.PUBLIC, place_id=SECOND, known_at=THEN))
    assert find(then, district="Split", level="district", indicator="present", day=on(0))


def test_a_total_that_would_tell_of_it_today_is_hidden_in_files_of_earlier_moments(
    reported: Session,
) -> None:
    hidden = update(ShelterRow).where(ShelterRow.place_id == FIRST)
    reported.execute(hidden.values(do_not_publish=True))
    whole = {"level": "district", "indicator": "present", "day": on(0)}
    then = read_rows(reported, ask(audience=Audience.PUBLIC, known_at=THEN))
    assert find(then, district="Split", **whole)
    put_shelter_right(reported, SECOND, WHOLE, BY)
    then = read_rows(reported, ask(audience=Audience.PUBLIC, known_at=THEN))
    assert "Split" not in {row.get("district") for row in then if row["level"] == "district"}
