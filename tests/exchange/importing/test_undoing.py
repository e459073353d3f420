"""What undoing an import would do to its reports is said before, in numbers."""

from datetime import date

from sqlalchemy.orm import Session

from tests.exchange.importing.acts import NOW, take_in
from tests.exchange.importing.test_recording import FIRST_EDITION, HEAD
from tests.histories import FIRST, WHOLE
from tests.recording.drafts import correction, level, noon_of, report
from tracker.domain.indicators import Indicator
from tracker.exchange.importing import find_built_upon, foresee_undoing, undo_import
from tracker.recording.corrections import correct_report
from tracker.recording.history import list_place_reports
from tracker.recording.reports import record_report

LATER = HEAD + "2024-08-07,Whole,6,120\n2024-08-08,Whole,8,\n2024-08-09,Whole,1,99\n"
DAY = date(2024, 8, 7)


def correct_first_day(session: Session, based_on: int) -> None:
    (stored,) = list_place_reports(session, WHOLE, DAY, DAY)
    mended = correction(stored.report_id, level(Indicator.PRESENT, 111), based_on=based_on)
    correct_report(session, mended, now=NOW)


def numbers(session: Session, import_id: int) -> tuple[int, int, int, int]:
    found = foresee_undoing(session, import_id)
    return found.withdrawn, found.taken_back, found.left, found.again


def test_each_report_is_counted_by_what_becomes_of_it(operation: Session) -> None:
    other = report(level(Indicator.PRESENT, 9), on=1, place_id=FIRST)
    record_report(operation, other, now=noon_of(1))
    first = take_in(operation, FIRST_EDITION)
    assert numbers(operation, first) == (2, 0, 0, 0)
    correct_first_day(operation, 1)
    # Also what a person corrected since is withdrawn, and counted once.
    assert numbers(operation, first) == (2, 0, 0, 0)


def test_what_an_edition_corrected_is_counted_by_whether_it_stands(operation: Session) -> None:
    take_in(operation, FIRST_EDITION)
    second = take_in(operation, LATER)
    assert numbers(operation, second) == (1, 2, 0, 0)
    correct_first_day(operation, 2)
    assert numbers(operation, second) == (1, 1, 1, 0)
    assert undo_import(operation, second, reason="wrong", person_id=1, now=NOW) == 2


def test_the_last_import_that_corrected_is_undone_first(operation: Session) -> None:
    first = take_in(operation, FIRST_EDITION)
    assert find_built_upon(operation, first) is None
    second = take_in(operation, LATER)
    take_in(operation, HEAD + "2024-08-10,Whole,2,\n")
    third = take_in(operation, HEAD + "2024-08-07,Whole,7,120\n")
    assert find_built_upon(operation, first) == find_built_upon(operation, second) == third
    undo_import(operation, third, reason="wrong", person_id=1, now=NOW)
    assert find_built_upon(operation, first) == second
    assert find_built_upon(operation, second) is None


def test_how_far_it_is_grows_and_leaves_room_for_the_registers(operation: Session) -> None:
    take_in(operation, FIRST_EDITION)
    second = take_in(operation, LATER)
    told: list[tuple[int, int]] = []
    undo_import(
        operation,
        second,
        reason="wrong",
        person_id=1,
        now=NOW,
        progress=lambda done, every: told.append((done, every)),
    )
    # Three reports are written, and taken into the totals of their one unit.
    assert told == [(3, 21), (18, 21)]
