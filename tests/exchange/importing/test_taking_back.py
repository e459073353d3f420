"""Undoing an import takes back what it registered, where nobody else relies on it."""

import json
from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import NOW, draft, mapped, outcomes, plan, said, take_in
from tests.histories import START, WHOLE
from tests.recording.drafts import LATE, level, noon_of, report
from tracker.audit.verify import find_break
from tracker.domain.audit import Act, Author
from tracker.domain.indicators import Indicator
from tracker.domain.windows import ReportingMode, ShelterStatus
from tracker.exchange.importing import (
    Covered,
    Outcome,
    find_covered,
    foresee_undoing,
    record_import,
    undo_import,
)
from tracker.exchange.importing.taking_back import (
    ASSIGNED,
    CHANGED,
    CHANGED_BENEATH,
    HAS_SHELTERS,
    REPORTED,
    REPORTED_BENEATH,
    SET_LATER,
    find_taking_back,
)
from tracker.recording.knowledge import Knowledge
from tracker.recording.reports import record_report
from tracker.registry.keeping import keep_change
from tracker.registry.places import list_children, load_place
from tracker.registry.reporting_modes import list_modes, set_reporting_mode
from tracker.registry.retirement import restore_place, retire_place
from tracker.registry.shelter_changes import ShelterDetails, add_shelter, set_shelter_status
from tracker.registry.shelters import ShelterType, load_shelter
from tracker.store.accounts import AssignmentRow
from tracker.store.audit import LINK
from tracker.totals.check import find_differences

SITES = mapped(
    {"Date": "day", "District": "area", "Site": "shelter", "Present": "present"},
    places={f"Whole / {name}": "new shelter" for name in ("Hall", "Barn")},
    report_by_shelter=True,
)
HEAD = "Date,District,Site,Present\n"
ROWS = HEAD + "2024-08-09,Whole,Hall,5\n2024-08-08,Whole,Hall,6\n2024-08-08,Whole,Barn,7\n"
BY = Author(person_id=1, at=NOW)
BEFORE = Author(person_id=1, at=noon_of(19))
DAY = date(2024, 8, 9)


def find(session: Session, name: str, district: int = WHOLE) -> int:
    return next(p.id for p in list_children(session, district) if p.name == name)


def undo(session: Session, number: int) -> None:
    undo_import(session, number, reason="wrong file", person_id=1, now=NOW)
    assert list(find_differences(session)) == []
    assert find_break(session) is None


def foreseen(session: Session, number: int) -> tuple[list[str], list[str], dict[str, str]]:
    """Names of shelters and of districts that are taken back, and why others stay."""
    found = foresee_undoing(session, number).registers
    return (
        [place.name for place in found.shelters],
        [one.place.name for one in found.districts],
        {one.place.name: one.why for one in found.staying},
    )


def acts_of(session: Session, place_id: int) -> list[str]:
    query = select(LINK.c.act).where(LINK.c.subject_id == place_id).order_by(LINK.c.number)
    places = [act.value for act in Act if act.value.startswith(("shelter", "place", "reporting"))]
    return [act for act in session.scalars(query) if act in places]


def test_shelters_count_on_no_day_and_the_district_reports_as_before(operation: Session) -> None:
    number = take_in(operation, ROWS, SITES)
    assert foreseen(operation, number) == (["Barn", "Hall"], ["Whole"], {})
    undo(operation, number)
    assert list_modes(operation, WHOLE) == ()
    for name in ("Hall", "Barn"):
        place = load_place(operation, find(operation, name))
        assert place.valid_until == place.valid_from
        assert acts_of(operation, place.id) == ["shelter_added", "place_retired"]
        assert said(operation, place.id, DAY) == []
    assert acts_of(operation, WHOLE) == ["reporting_mode_set"] * 2


def test_the_same_file_brings_its_shelters_back(operation: Session) -> None:
    undo(operation, take_in(operation, ROWS, SITES))
    hall = find(operation, "Hall")
    for _ in range(2):
        number = take_in(operation, ROWS, SITES)
        assert load_place(operation, hall).valid_until is None
        assert said(operation, hall, DAY) == [{Indicator.PRESENT: 5}]
        assert [mode.since.day for mode in list_modes(operation, WHOLE)] == [8]
        undo(operation, number)
    again = plan(operation, ROWS, SITES)
    assert outcomes(again) == [Outcome.ADDED] * 3
    assert sorted(m.key.shelter for m in again.restored) == ["Barn", "Hall"]
    assert again.created == ()
    names = [p.name for p in list_children(operation, WHOLE)]
    assert sorted(names) == ["Barn", "Hall", "Outside shelters"]
    acts = ["shelter_added", "place_retired", *["place_restored", "place_retired"] * 2]
    assert acts_of(operation, hall) == acts


def test_a_shelter_that_comes_back_earlier_is_open_from_then_on(operation: Session) -> None:
    undo(operation, take_in(operation, ROWS, SITES))
    earlier = HEAD + "2024-08-07,Whole,Hall,4\n"
    record_import(operation, plan(operation, earlier, SITES), draft(), now=NOW)
    shelter = load_shelter(operation, find(operation, "Hall"))
    assert [entry.since.day for entry in shelter.statuses] == [7, 8]
    assert [mode.since.day for mode in list_modes(operation, WHOLE)] == [7]
    assert load_place(operation, find(operation, "Barn")).valid_until is not None
    assert list(find_differences(operation)) == []


def test_shelters_of_a_district_retired_since_count_on_no_day_and_stay_so(
    operation: Session,
) -> None:
    number = take_in(operation, ROWS, SITES)
    hall = find(operation, "Hall")
    retire_place(operation, WHOLE, DAY, BY)
    undo(operation, number)
    link = select(LINK.c.details).where(LINK.c.subject_id == hall, LINK.c.act == Act.PLACE_RETIRED)
    changed = json.loads(operation.execute(link).scalar_one() or "")["changes"]
    assert changed == {"Retired from": [DAY.isoformat(), START.isoformat()]}
    restore_place(operation, WHOLE, BY)
    place = load_place(operation, hall)
    assert place.valid_until == place.valid_from
    assert list(find_differences(operation)) == []


def report_nine(session: Session, place_id: int) -> None:
    sent = report(level(Indicator.PRESENT, 9), on=10, place_id=place_id, confirmed=LATE)
    record_report(session, sent, now=NOW)


def rely_by_report(session: Session, hall: int) -> None:
    report_nine(session, hall)


def rely_by_change(session: Session, hall: int) -> None:
    with keep_change(session, Act.SHELTER_STATUS_SET, BY, hall):
        set_shelter_status(session, hall, since=DAY, status=ShelterStatus.STANDBY)


def rely_by_assignment(session: Session, hall: int) -> None:
    session.add(AssignmentRow(person_id=1, place_id=hall, since=DAY))
    session.flush()


@pytest.mark.parametrize(
    ("rely", "why"),
    [(rely_by_report, REPORTED), (rely_by_change, CHANGED), (rely_by_assignment, ASSIGNED)],
)
def test_a_shelter_that_somebody_relies_on_stays_with_its_district(
    operation: Session, rely: object, why: str
) -> None:
    number = take_in(operation, ROWS, SITES)
    hall = find(operation, "Hall")
    assert callable(rely)
    rely(operation, hall)
    assert foreseen(operation, number) == (["Barn"], [], {"Hall": why, "Whole": HAS_SHELTERS})
    undo(operation, number)
    assert load_place(operation, hall).valid_until is None
    assert [mode.since.day for mode in list_modes(operation, WHOLE)] == [8]
    assert said(operation, hall, DAY) == []


def test_a_shelter_in_a_later_import_stays_with_what_that_said(operation: Session) -> None:
    number = take_in(operation, ROWS, SITES)
    take_in(operation, HEAD + "2024-08-10,Whole,Hall,8\n", SITES)
    assert foreseen(operation, number)[2] == {"Hall": REPORTED, "Whole": HAS_SHELTERS}


def set_mode(session: Session) -> None:
    with keep_change(session, Act.REPORTING_MODE_SET, BY, WHOLE):
        mode = ReportingMode.WHOLE
        set_reporting_mode(session, WHOLE, since=date(2024, 8, 12), mode=mode)


def report_outside(session: Session) -> None:
    outside = find(session, "Outside shelters")
    report_nine(session, outside)


def add_other(session: Session, by: Author = BY) -> None:
    details = ShelterDetails(name="Tent", shelter_type=ShelterType.OTHER)
    with keep_change(session, Act.SHELTER_ADDED, by) as added:
        added.id = add_shelter(session, parent_id=WHOLE, details=details)


@pytest.mark.parametrize(
    ("rely", "why"),
    [
        (set_mode, SET_LATER),
        (report_outside, REPORTED_BENEATH),
        (add_other, CHANGED_BENEATH),
    ],
)
def test_a_district_stays_as_it_is_where_somebody_relies_on_it(
    operation: Session, rely: object, why: str
) -> None:
    number = take_in(operation, ROWS, SITES)
    assert callable(rely)
    rely(operation)
    assert foreseen(operation, number) == (["Barn", "Hall"], [], {"Whole": why})
    before = list_modes(operation, WHOLE)
    undo(operation, number)
    assert list_modes(operation, WHOLE) == before


def test_what_the_register_said_before_the_import_stays(operation: Session) -> None:
    mode = ReportingMode.BY_SHELTER
    with keep_change(operation, Act.REPORTING_MODE_SET, BEFORE, WHOLE):
        set_reporting_mode(operation, WHOLE, since=date(2024, 8, 7), mode=mode)
    add_other(operation, BEFORE)
    number = take_in(operation, ROWS, SITES)
    assert foreseen(operation, number) == (["Barn", "Hall"], [], {})
    undo(operation, number)
    assert [entry.since.day for entry in list_modes(operation, WHOLE)] == [7]
    assert load_place(operation, find(operation, "Tent")).valid_until is None


def test_an_import_older_than_the_trail_takes_nothing_back_in_the_registers(
    operation: Session,
) -> None:
    assert foreseen_of_unknown(operation) == ()


def foreseen_of_unknown(session: Session) -> tuple[object, ...]:
    found = find_taking_back(session, 77)
    return (*found.shelters, *found.districts, *found.staying)


def test_other_imports_are_not_taken_for_ones_own(operation: Session) -> None:
    take_in(operation, ROWS, SITES)
    number = take_in(operation, HEAD + "2024-08-09,Whole,,5\n", SITES)
    assert foreseen(operation, number) == ([], [], {})


def test_an_import_covers_the_place_or_area_of_all_its_reports(operation: Session) -> None:
    first = take_in(operation, HEAD + "2024-08-08,Whole,Hall,5\n", SITES)
    hall = find(operation, "Hall")
    assert find_covered(operation, first) == Covered(
        first=date(2024, 8, 8), last=date(2024, 8, 8), place_id=hall
    )
    second = take_in(operation, ROWS, SITES)
    covered = find_covered(operation, second)
    assert covered == Covered(first=date(2024, 8, 8), last=DAY, place_id=WHOLE)
    third = take_in(operation, HEAD + "2024-08-10,Whole,Hall,5\n2024-08-10,Split,,5\n", SITES)
    covered = find_covered(operation, third)
    assert covered is not None
    assert covered.place_id is None
    assert find_covered(operation, third + 1) is None


def test_what_was_known_before_stays_as_it_was_known(operation: Session) -> None:
    number = take_in(operation, ROWS, SITES)
    keys = ("present", "coverage")

    def look(known_at: datetime | None) -> dict[str, list[object]]:
        days = Knowledge(operation, known_at).read_days([WHOLE], START, DAY, keys)
        return {key: [(d.value, d.known, d.expected) for d in found] for key, found in days.items()}

    before = look(NOW)
    assert before == look(None)
    undo_import(operation, number, reason="wrong file", person_id=1, now=noon_of(21))
    assert look(NOW) == before
    assert look(None) != before
    assert look(noon_of(22)) == look(None)
