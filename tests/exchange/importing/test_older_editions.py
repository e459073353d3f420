"""A file whose numbers a later import corrected is told from one that is newer."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import NOW, plan, take_in
from tests.exchange.importing.test_taking_back_together import counted
from tests.exchange.importing.test_uncounted_and_totals import taken_back
from tests.histories import WHOLE, make_operation
from tests.properties import holds_for
from tests.recording.drafts import correction, level, noon_of, withdrawal
from tracker.domain.indicators import Indicator
from tracker.exchange.importing import PlanWarning, list_warnings, undo_import
from tracker.exchange.importing.older_editions import find_older_edition
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.history import list_place_reports

HEAD = "Date,District,Arrivals,Present\n"
OLD = HEAD + "2024-08-07,Whole,5,120\n2024-08-08,Whole,8,90\n2024-08-08,Split,1,2\n"
NEWER = OLD.replace("5,120", "6,130").replace("8,90", "8,95")
KIND = "older edition"


def tell(session: Session, rows: str, file_hash: bytes | None = None) -> PlanWarning | None:
    warnings = list_warnings(session, plan(session, rows), file_hash)
    return next((warning for warning in warnings if warning.kind == KIND), None)


def read(session: Session, rows: str, file_hash: bytes | None = None) -> PlanWarning:
    told = tell(session, rows, file_hash)
    assert told is not None
    return told


def take_editions(session: Session, *editions: str) -> list[int]:
    return [
        take_in(session, rows, now=noon_of(20 + at), edition=f"edition {at}")
        for at, rows in enumerate(editions)
    ]


def test_an_edition_before_the_one_that_was_imported_last_is_told(operation: Session) -> None:
    _, second = take_editions(operation, OLD, NEWER)
    told = read(operation, OLD)
    assert told.words == (
        f"This looks like an older edition of the file of import {second} of 27 Aug 2024. "
        f"3 numbers would go back to what they were before import {second} of 27 Aug 2024."
    )
    assert told.lines == [
        (
            f"as before import {second} of 27 Aug 2024 (made.csv, edition 1), 3 numbers; the first "
            "stands in row 2: Whole, Region, 7 Aug 2024, arrivals 6 → 5"
        )
    ]
    assert told.remedy.startswith("Record it only if the earlier numbers are right after all")
    assert tell(operation, NEWER) is None
    one = read(operation, OLD.replace("5,120", "6,130"))
    assert "1 number would go back to what it was before import" in one.words
    assert "1 number; it stands in row 3: Whole, Region, 8 Aug 2024, people present" in one.lines[0]


def test_a_newer_edition_is_not_told(operation: Session) -> None:
    take_editions(operation, OLD)
    assert tell(operation, NEWER) is None
    take_editions(operation, NEWER)
    assert tell(operation, NEWER.replace("6,130", "7,131") + "2024-08-09,Whole,5,120\n") is None
    # What another district, or the same one on another day, said before is none of its own.
    assert tell(operation, NEWER.replace("Split,1,2", "Split,5,120")) is None
    assert tell(operation, NEWER.replace("Whole,6,130", "Whole,8,90")) is None


def test_what_changes_besides_is_told_apart(operation: Session) -> None:
    _, second = take_editions(operation, OLD, NEWER)
    mixed = OLD.replace("Split,1,2", "Split,1,3") + "2024-08-09,Split,4,\n"
    told = read(operation, mixed)
    assert told.words == (
        "3 of the 5 numbers that the file changes or adds would go back to what they were before "
        f"import {second} of 27 Aug 2024."
    )


def test_each_import_that_changed_numbers_is_named_the_last_one_first(operation: Session) -> None:
    last = NEWER.replace("Split,1,2", "Split,1,3")
    _, second, third = take_editions(operation, OLD, NEWER, last)
    told = read(operation, OLD)
    assert told.words == (
        f"This looks like an older edition of the files of import {third} of 28 Aug 2024 and 1 "
        f"other. 4 numbers would go back to what they were before import {third} of 28 Aug 2024 "
        "and 1 other."
    )
    assert [line.partition(";")[0] for line in told.lines] == [
        f"as before import {third} of 28 Aug 2024 (made.csv, edition 2), 1 number",
        f"as before import {second} of 27 Aug 2024 (made.csv, edition 1), 3 numbers",
    ]
    between = read(operation, NEWER)
    assert between.lines[0].endswith("in row 4: Split, Region, 8 Aug 2024, people present 3 → 2")


def test_a_number_that_came_and_went_is_as_before_the_last_change(operation: Session) -> None:
    *_, third = take_editions(operation, OLD, NEWER, OLD)
    assert f"as before import {third} " in read(operation, NEWER).lines[0]
    assert tell(operation, OLD) is None


def test_the_very_same_file_is_named_with_its_import(operation: Session) -> None:
    first = take_in(operation, OLD, file_hash=b"old")
    second = take_in(operation, NEWER, file_hash=b"newer")
    told = read(operation, OLD, b"old")
    assert told.words.startswith(
        f"This very file was imported before, as import {first} of 26 Aug 2024. 3 numbers would go "
        f"back to what they were before import {second}"
    )
    assert read(operation, OLD, b"other").words.startswith("This looks like an older edition")
    assert tell(operation, NEWER, b"newer") is None


def test_what_the_very_same_file_left_blank_goes_back_to_blank(operation: Session) -> None:
    rows = OLD + "2024-08-09,Whole,,\n"
    take_in(operation, rows, file_hash=b"old")
    take_in(operation, OLD + "2024-08-09,Whole,3,4\n", file_hash=b"newer")
    # Another file may be a newer edition, in which the cells became blank.
    assert tell(operation, rows, b"other") is None
    told = read(operation, rows, b"old")
    assert "2 numbers would go back" in told.words
    assert told.lines[0].endswith("9 Aug 2024, arrivals 3 → not reported")
    take_in(operation, OLD + "2024-08-10,Whole,,5\n", file_hash=b"third")
    assert tell(operation, OLD + "2024-08-10,Whole,,\n", b"third") is None


def test_a_number_that_an_edition_had_left_blank_goes_back_to_blank(operation: Session) -> None:
    blank = OLD.replace("5,120", "5,")
    take_editions(operation, blank, OLD)
    assert read(operation, blank).lines[0].endswith("people present 120 → not reported")
    assert tell(operation, OLD.replace("5,120", ",120")) is None


def test_what_a_later_import_withdrew_comes_back(operation: Session) -> None:
    _, second = take_editions(operation, OLD, OLD.replace("8,90", ","))
    told = read(operation, OLD)
    assert f"2 numbers would go back to what they were before import {second} of" in told.words
    assert told.lines[0].endswith("8 Aug 2024, arrivals not reported → 8")
    changed = read(operation, OLD.replace("8,90", "8,91"))
    assert changed.words.startswith(
        "1 of the 2 numbers that the file changes or adds would go back"
    )
    assert tell(operation, OLD.replace("8,90", "9,91")) is None
    elsewhere = OLD.replace("2024-08-08,Whole,8,90", "2024-08-10,Whole,8,90")
    assert tell(operation, elsewhere) is None


def test_what_was_withdrawn_several_times_is_as_before_the_last(operation: Session) -> None:
    gone, other = OLD.replace("8,90", ","), OLD.replace("8,90", "9,91")
    _, second, _, fourth = take_editions(operation, OLD, gone, other, gone)
    assert read(operation, OLD).lines[0].startswith(f"as before import {second} of")
    assert read(operation, other).lines[0].startswith(f"as before import {fourth} of")
    *_, last = take_editions(operation, OLD, gone)
    told = read(operation, OLD)
    assert [line.split(" of")[0] for line in told.lines] == [f"as before import {last}"]
    assert told.lines[0].partition("; ")[0].endswith("2 numbers")


def test_what_was_withdrawn_comes_back_as_it_was_last(operation: Session) -> None:
    gone = NEWER.replace("6,130", ",")
    *_, third = take_editions(operation, OLD, NEWER, gone)
    assert read(operation, NEWER).lines[0].startswith(f"as before import {third} of")


def test_what_a_person_withdrew_is_no_edition(operation: Session) -> None:
    take_editions(operation, OLD, NEWER.replace("8,95", ","))
    (stored,) = list_place_reports(operation, WHOLE, date(2024, 8, 7), date(2024, 8, 7))
    withdraw_report(operation, withdrawal(stored.report_id, based_on=2), now=NOW)
    assert tell(operation, OLD.replace("8,90", ",")) is None


def test_an_import_is_named_with_its_day_in_the_zone_of_the_operation(operation: Session) -> None:
    take_in(operation, OLD)
    take_in(operation, NEWER, now=noon_of(20) + timedelta(hours=7))
    assert " of 27 Aug 2024 (" in read(operation, OLD).lines[0]


def test_what_was_undone_is_no_edition(operation: Session) -> None:
    first, second = take_editions(operation, OLD, NEWER)
    third = take_in(operation, NEWER.replace("6,130", "7,131"))
    undo_import(operation, third, reason="wrong", person_id=1, now=NOW)
    assert tell(operation, NEWER.replace("6,130", "7,131")) is None
    assert f"before import {second} of" in read(operation, OLD).words
    undo_import(operation, second, reason="wrong", person_id=1, now=NOW)
    assert tell(operation, NEWER) is None
    later = take_in(operation, NEWER.replace("6,130", "7,131"))
    told = read(operation, NEWER.replace("8,95", "8,90"))
    assert told.words.startswith("1 of the 3 numbers that the file changes or adds")
    assert told.lines[0].startswith(f"as before import {later} of")
    undo_import(operation, later, reason="wrong", person_id=1, now=NOW)
    blank = take_in(operation, OLD.replace("8,90", ","))
    undo_import(operation, blank, reason="wrong", person_id=1, now=NOW)
    assert tell(operation, OLD) is None
    undo_import(operation, first, reason="wrong", person_id=1, now=NOW)
    assert tell(operation, OLD, b"hash") is None


def test_what_a_person_said_is_no_edition(operation: Session) -> None:
    take_editions(operation, OLD)
    (stored,) = list_place_reports(operation, WHOLE, date(2024, 8, 7), date(2024, 8, 7))
    for at, number in enumerate((111, 112), start=1):
        mended = correction(stored.report_id, level(Indicator.PRESENT, number), based_on=at)
        correct_report(operation, mended, now=NOW)
    assert tell(operation, OLD.replace("5,120", "5,111")) is None
    take_in(operation, NEWER)
    assert tell(operation, NEWER.replace("6,130", "6,111")) is None
    # What the import of the earlier edition said is one, whatever a person said in between.
    assert read(operation, OLD.replace("5,120", "6,120")).lines[0].endswith("present 130 → 120")


def test_statements_do_not_grow_with_rows(operation: Session) -> None:
    asked = []
    for year, many in enumerate((2, 12)):
        days = [f"2024-08-{6 + at:02}" for at in range(many)]
        places = ("Whole", "Split")[: year + 1]
        old = HEAD + "".join(f"{day},{place},5,120\n" for day in days for place in places)
        gone = HEAD + "".join(f"{day},{place},,\n" for day in days[1:] for place in places)
        take_in(operation, old)
        take_in(operation, old.replace("5,120", "6,130"))
        take_in(operation, gone)
        made = plan(operation, old)
        operation.expire_all()
        with counted(operation) as said:
            assert find_older_edition(operation, made, None) is not None
        asked.append(len(said))
    assert 0 < asked[0] == asked[1]


def test_nothing_is_read_of_what_was_not_changed_before(operation: Session) -> None:
    take_editions(operation, OLD)
    for rows, statements in ((OLD, 0), (NEWER, 1), (OLD + "2024-08-09,Whole,1,1\n", 1)):
        made = plan(operation, rows)
        with counted(operation) as said:
            assert find_older_edition(operation, made, None) is None
        assert len(said) == statements


Edition = Mapping[tuple[str, int], int]
EDITIONS = st.lists(
    st.fixed_dictionaries(
        {(name, at): st.integers(1, 3) for name in ("Whole", "Split") for at in (7, 8)}
    ),
    min_size=2,
    max_size=5,
)


def write(edition: Edition) -> str:
    rows = (f"2024-08-{at:02},{name},,{value}\n" for (name, at), value in edition.items())
    return HEAD + "".join(rows)


def expect(editions: Sequence[tuple[int, Edition]], last: Edition) -> dict[int, int]:
    """How many cells of an edition are as before which import: looked for cell by cell."""
    found: dict[int, int] = defaultdict(int)
    for cell, value in last.items():
        said = [(number, edition[cell]) for number, edition in editions]
        if said[-1][1] == value:
            continue
        for (_, earlier), (number, _) in zip(said[-2::-1], said[:0:-1], strict=True):
            if earlier == value:
                found[number] += 1
                break
    return found


@holds_for(30, shrinks=False, editions=EDITIONS)
def test_numbers_go_back_where_an_earlier_file_had_them(
    session: Session, editions: list[Edition]
) -> None:
    *recorded, last = editions
    with taken_back(session):
        make_operation(session)
        kept: list[tuple[int, Edition]] = []
        for edition in recorded:
            if not kept or edition != kept[-1][1]:
                kept.append((take_in(session, write(edition)), edition))
        told = find_older_edition(session, plan(session, write(last)), None)
        going_back = told.going_back if told else ()
        assert {one.before.import_id: one.numbers for one in going_back} == expect(kept, last)
