"""What a file says of shelters is held against how their districts report on these days."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import NOW, WIDE, mapped, plan, take_in
from tests.histories import SPLIT, WHOLE
from tests.recording.drafts import noon_of, withdrawal
from tracker.domain.audit import Act, Author
from tracker.domain.indicators import Indicator
from tracker.domain.windows import ReportingMode
from tracker.exchange.importing import (
    PlanWarning,
    foresee_undoing,
    list_warnings,
    undo_import,
)
from tracker.exchange.mapping import ImportMapping
from tracker.recording.corrections import withdraw_report
from tracker.recording.history import list_place_reports
from tracker.registry.keeping import keep_change
from tracker.registry.reporting_modes import list_modes, set_reporting_mode
from tracker.totals.check import find_differences
from tracker.totals.read import read_days

SITES = mapped(
    {"Date": "day", "District": "area", "Site": "shelter", "Present": "present"},
    other_places="new shelter",
)
TICKED = replace(SITES, report_by_shelter=True)
HEAD = "Date,District,Site,Present\n"
ROWS = HEAD + "2024-08-09,Whole,Hall,5\n2024-08-08,Whole,Hall,6\n2024-08-08,Whole,Barn,7\n"
LATER = date(2024, 8, 12)
KIND = "count in no total"


def warned(session: Session, rows: str, mapping: ImportMapping) -> dict[str, PlanWarning]:
    return {w.kind: w for w in list_warnings(session, plan(session, rows, mapping))}


def set_mode(session: Session, since: date, mode: ReportingMode, district: int = WHOLE) -> None:
    by = Author(person_id=1, at=noon_of(13))
    with keep_change(session, Act.REPORTING_MODE_SET, by, district):
        set_reporting_mode(session, district, since=since, mode=mode)


def modes(session: Session) -> list[int]:
    return [entry.since.day for entry in list_modes(session, WHOLE)]


def undoing(session: Session, number: int) -> list[str]:
    """How the districts report whose days an import brought, once it is undone."""
    return [one.how for one in foresee_undoing(session, number).registers.districts]


def present(session: Session, day: date) -> int | None:
    (found,) = read_days(session, [WHOLE], day, day, [Indicator.PRESENT])[Indicator.PRESENT]
    return found.value if found.known else None


def test_a_district_that_reports_as_a_whole_is_named_with_its_days(operation: Session) -> None:
    told = warned(operation, ROWS, SITES)[KIND]
    assert told.words.startswith("3 reports about shelters are about days on which their district")
    assert told.lines == [
        (
            "Whole, Region, 2 days from 8 Aug 2024 to 9 Aug 2024 (3 reports): it reports as a "
            "whole, since nobody ever said that it does not"
        )
    ]
    assert told.by_mapping
    assert "report_by_shelter = true" in told.remedy
    assert KIND not in warned(operation, ROWS, TICKED)


def test_days_of_several_shelters_are_told_from_the_first_to_the_last(operation: Session) -> None:
    rows = "2024-08-09,Split,First,5\n2024-08-10,Split,Second,6\n2024-08-08,Split,Second,7\n"
    told = warned(operation, HEAD + rows + "2024-08-11,Split,First,7\n", SITES)[KIND]
    assert "4 days from 8 Aug 2024 to 11 Aug 2024 (4 reports)" in told.lines[0]


def test_the_days_before_it_reports_by_its_shelters_count_once_it_is_ticked(
    operation: Session,
) -> None:
    set_mode(operation, LATER, ReportingMode.BY_SHELTER)
    told = warned(operation, ROWS + "2024-08-12,Whole,Hall,9\n", SITES)[KIND]
    assert told.lines == [
        (
            "Whole, Region, 2 days from 8 Aug 2024 to 9 Aug 2024 (3 reports): it reports by its "
            "shelters from 12 Aug 2024 on"
        )
    ]
    ticked = warned(operation, ROWS, TICKED)
    assert KIND not in ticked
    assert ticked["report by shelters"].lines == [
        (
            "Whole, Region, from 8 Aug 2024 on and not only from 12 Aug 2024 on: nothing was "
            "counted of it as a whole so far"
        )
    ]
    number = take_in(operation, ROWS, TICKED)
    assert (modes(operation), present(operation, date(2024, 8, 9))) == ([8, 12], 12)
    assert undoing(operation, number) == [
        "as a whole again until 11 Aug 2024, and still by its shelters from 12 Aug 2024 on"
    ]
    undo_import(operation, number, reason="wrong file", person_id=1, now=NOW)
    assert (modes(operation), present(operation, date(2024, 8, 9))) == ([12], None)
    assert list(find_differences(operation)) == []


def test_each_import_takes_back_its_own_day_only(operation: Session) -> None:
    first = take_in(operation, ROWS, TICKED)
    assert undoing(operation, first) == ["as a whole again"]
    second = take_in(operation, HEAD + "2024-08-07,Whole,Tent,4\n", TICKED)
    assert modes(operation) == [7, 8]
    assert undoing(operation, second) == [
        "as a whole again until 7 Aug 2024, and still by its shelters from 8 Aug 2024 on"
    ]
    undo_import(operation, second, reason="wrong file", person_id=1, now=NOW)
    assert (modes(operation), present(operation, date(2024, 8, 9))) == ([8], 12)
    third = take_in(operation, HEAD + "2024-08-08,Whole,Shed,4\n", TICKED)
    undo_import(operation, third, reason="wrong file", person_id=1, now=NOW)
    assert modes(operation) == [8]
    assert undoing(operation, first) == ["as a whole again"]
    undo_import(operation, first, reason="wrong file", person_id=1, now=NOW)
    assert modes(operation) == []


def test_what_was_reported_as_a_whole_is_not_put_out_of_the_totals(operation: Session) -> None:
    set_mode(operation, LATER, ReportingMode.BY_SHELTER)
    take_in(operation, "Date,District,Arrivals,Present\n2024-08-10,Whole,5,120\n", WIDE)
    told = warned(operation, ROWS, TICKED)[KIND]
    assert told.lines[0].endswith(
        "by its shelters from 12 Aug 2024 on, and reports about it as a whole are about 10 Aug 2024"
    )
    assert not told.by_mapping
    assert "An administrator" in told.remedy
    take_in(operation, ROWS, TICKED)
    assert modes(operation) == [12]


def test_a_report_as_a_whole_on_the_first_day_of_the_file_is_against_it(operation: Session) -> None:
    set_mode(operation, LATER, ReportingMode.BY_SHELTER)
    take_in(operation, "Date,District,Arrivals,Present\n2024-08-08,Whole,5,120\n", WIDE)
    told = warned(operation, ROWS, TICKED)[KIND]
    assert told.lines[0].endswith("and reports about it as a whole are about 8 Aug 2024")
    (stored,) = list_place_reports(operation, WHOLE, date(2024, 8, 8), date(2024, 8, 8))
    withdraw_report(operation, withdrawal(stored.report_id), now=NOW)
    assert KIND not in warned(operation, ROWS, TICKED)


def test_reports_as_a_whole_are_held_against_the_days_of_their_own_district(
    operation: Session,
) -> None:
    set_mode(operation, LATER, ReportingMode.BY_SHELTER)
    set_mode(operation, date(2024, 8, 15), ReportingMode.BY_SHELTER, SPLIT)
    rows = HEAD + "2024-08-10,Whole,Hall,5\n2024-08-08,Split,Barn,5\n"
    assert KIND not in warned(operation, rows, TICKED)
    for day in ("09", "13"):
        own = f"Date,District,Arrivals,Present\n2024-08-{day},Split,5,120\n"
        number = take_in(operation, own + f"2024-08-{day},Whole,5,120\n", WIDE)
        (line,) = warned(operation, rows, TICKED)[KIND].lines
        assert line.startswith("Split, Region")
        assert line.endswith(f"about {int(day)} Aug 2024")
        undo_import(operation, number, reason="wrong file", person_id=1, now=NOW)


def test_what_the_file_itself_says_of_the_whole_is_against_it_too(operation: Session) -> None:
    set_mode(operation, LATER, ReportingMode.BY_SHELTER)
    told = warned(operation, ROWS + "2024-08-10,Whole,,40\n", TICKED)[KIND]
    assert told.lines[0].endswith("as a whole are about 10 Aug 2024")
    # The first day by shelters, and days before the file, are no reason against it.
    apart = ROWS + "2024-08-12,Whole,,40\n2024-08-07,Whole,,40\n2024-08-09,Split,,40\n"
    assert KIND not in warned(operation, apart, TICKED)


@pytest.mark.parametrize(
    ("since", "mode", "why"),
    [
        (date(2024, 8, 7), ReportingMode.WHOLE, "as a whole from 7 Aug 2024 on, as somebody set"),
        (LATER, ReportingMode.WHOLE, "as a whole from 12 Aug 2024 on, as somebody set it"),
    ],
)
def test_what_somebody_set_is_not_overruled(
    operation: Session, since: date, mode: ReportingMode, why: str
) -> None:
    set_mode(operation, since, mode)
    told = warned(operation, ROWS, TICKED)[KIND]
    assert why in told.lines[0]
    assert not told.by_mapping


def test_the_box_is_told_where_it_helps_any_district(operation: Session) -> None:
    set_mode(operation, LATER, ReportingMode.WHOLE, SPLIT)
    told = warned(operation, ROWS + "2024-08-09,Split,First,5\n", SITES)[KIND]
    assert [line.split(",")[0] for line in told.lines] == ["Split", "Whole"]
    assert told.by_mapping


def test_days_after_it_went_back_to_the_whole_do_not_count(operation: Session) -> None:
    set_mode(operation, date(2024, 8, 8), ReportingMode.BY_SHELTER)
    set_mode(operation, date(2024, 8, 9), ReportingMode.WHOLE)
    (line,) = warned(operation, ROWS, TICKED)[KIND].lines
    assert line == (
        "Whole, Region, 9 Aug 2024 (1 report): it reports by its shelters from 8 Aug 2024 on, then "
        "as a whole from 9 Aug 2024 on, as somebody set it"
    )


def test_registered_shelters_are_held_against_it_and_known_reports_too(operation: Session) -> None:
    rows = HEAD + "2024-08-09,Split,First,5\n"
    told = warned(operation, rows, TICKED)[KIND]
    assert told.lines[0].endswith("that it does not, and the file has no new shelter of it")
    take_in(operation, rows, SITES)
    again = warned(operation, rows, SITES)
    assert set(again) == {KIND}
    set_mode(operation, date(2024, 8, 9), ReportingMode.BY_SHELTER, SPLIT)
    assert warned(operation, rows, SITES) == {}


def test_reports_that_are_withdrawn_are_not_warned_of(operation: Session) -> None:
    take_in(operation, HEAD + "2024-08-09,Split,First,5\n", SITES)
    assert KIND not in warned(operation, HEAD + "2024-08-09,Split,First,\n", SITES)


def test_a_report_that_is_withdrawn_is_not_the_first_day_by_shelters(operation: Session) -> None:
    take_in(operation, HEAD + "2024-08-07,Split,First,5\n2024-08-07,Whole,,5\n", SITES)
    set_mode(operation, LATER, ReportingMode.BY_SHELTER)
    rows = "2024-08-07,Split,First,\n2024-08-10,Split,Hall,5\n"
    rows += "2024-08-07,Whole,,\n2024-08-07,Whole,Barn,5\n"
    told = warned(operation, HEAD + rows, TICKED)
    lines = told["report by shelters"].lines
    assert [line.partition(":")[0] for line in lines] == ["Split, Region, from 10 Aug 2024 on"]
    # The report as a whole that the file withdraws stands until then.
    assert told[KIND].lines[0].startswith("Whole, Region, 7 Aug 2024 (1 report)")
