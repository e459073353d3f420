"""Totals so far that fall against what stands already are told before a file is recorded."""

from itertools import pairwise

from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import mapped, plan, take_in
from tests.histories import FIRST, WHOLE
from tests.properties import holds_for
from tests.recording.drafts import new, noon_of, report, so_far, withdrawal
from tracker.domain.indicators import Indicator
from tracker.exchange.importing import PlanWarning, WarningKind, list_warnings
from tracker.recording.corrections import withdraw_report
from tracker.recording.reports import record_report

KILLED = mapped({"Date": "day", "District": "area", "Killed": "killed total so far"})
HEAD = "Date,District,Killed\n"


def rows(*told: tuple[int, int | str]) -> str:
    return HEAD + "".join(f"2024-08-{day:02},Whole,{value}\n" for day, value in told)


def list_falls(session: Session, text: str) -> list[PlanWarning]:
    found = list_warnings(session, plan(session, text, KILLED))
    return [warning for warning in found if warning.kind is WarningKind.FALLS]


def list_lines(session: Session, text: str) -> list[str]:
    falls = list_falls(session, text)
    return [line.partition(": ")[2] for warning in falls for line in warning.lines]


def test_a_file_of_the_next_day_is_held_against_the_one_before(operation: Session) -> None:
    take_in(operation, rows((7, 10)), KILLED)
    (warning,) = list_falls(operation, rows((8, 8)))
    assert warning.heading == "1 total so far falls against what stands already"
    words = "the total of killed falls from 10 (7 Aug 2024, stands already) to 8 (8 Aug 2024)"
    assert warning.lines == [f"Whole, Region: {words}"]
    assert list_falls(operation, rows((8, 10))) == []
    assert list_falls(operation, rows((6, 9))) == []


def test_a_later_day_that_is_already_lower_is_told_too(operation: Session) -> None:
    take_in(operation, rows((9, 8)), KILLED)
    assert list_lines(operation, rows((8, 10))) == [
        "the total of killed falls from 10 (8 Aug 2024) to 8 (9 Aug 2024, stands already)"
    ]


def test_what_a_person_reported_stands_as_well_until_it_is_withdrawn(operation: Session) -> None:
    receipt = record_report(
        operation, report(so_far(Indicator.KILLED, 10), on=1, place_id=WHOLE), now=noon_of(1)
    )
    (line,) = list_lines(operation, rows((9, 8)))
    assert line.startswith("the total of killed falls from 10 (7 Aug 2024, stands already)")
    withdraw_report(operation, withdrawal(receipt.report_id), now=noon_of(2))
    assert list_lines(operation, rows((9, 8))) == []


def test_of_what_stands_between_days_of_a_file_each_step_is_told(operation: Session) -> None:
    take_in(operation, rows((8, 12)), KILLED)
    assert list_lines(operation, rows((7, 10), (9, 11))) == [
        "the total of killed falls from 12 (8 Aug 2024, stands already) to 11 (9 Aug 2024)"
    ]


def test_what_the_file_changes_itself_does_not_stand(operation: Session) -> None:
    take_in(operation, rows((7, 10), (8, 12)), KILLED)
    assert list_lines(operation, rows((7, 6), (8, 8))) == []
    assert list_lines(operation, rows((7, 10), (8, 12))) == []
    assert list_lines(operation, rows((7, 13))) == [
        "the total of killed falls from 13 (7 Aug 2024) to 12 (8 Aug 2024, stands already)"
    ]


def test_other_sources_places_and_what_is_new_are_no_series_with_it(operation: Session) -> None:
    others = (
        report(so_far(Indicator.KILLED, 90), on=1, place_id=FIRST),
        report(so_far(Indicator.KILLED, 90), on=1, place_id=WHOLE, source_id=2),
        report(new(Indicator.KILLED, 90), so_far(Indicator.INJURED, 90), on=1, place_id=WHOLE),
    )
    for one in others:
        record_report(operation, one, now=noon_of(1))
    assert list_lines(operation, rows((9, 8))) == []


TOTALS = st.dictionaries(st.integers(6, 14), st.integers(0, 3), max_size=5)


@holds_for(25, before=TOTALS, told=TOTALS.filter(bool))
def test_a_fall_is_told_wherever_the_series_that_stands_afterwards_has_one_more(
    operation: Session, before: dict[int, int], told: dict[int, int]
) -> None:
    with operation.begin_nested() as point:
        if before:
            take_in(operation, rows(*before.items()), KILLED)
        warnings = list_falls(operation, rows(*told.items()))
        point.rollback()
    after = sorted({**before, **told}.items())
    steps = {
        (one, other)
        for one, other in pairwise(after)
        if other[1] < one[1]
        and (one[0] in told) != (other[0] in told)
        and any(before.get(day) != value and day in told for day, value in (one, other))
    }
    lines = [line for w in warnings if "stands already" in w.heading for line in w.lines]
    assert len(lines) == len(steps)
    for (day, value), (later, lower) in steps:
        assert any(f" {value:,} ({day} Aug" in x and f" {lower:,} ({later} Aug" in x for x in lines)
