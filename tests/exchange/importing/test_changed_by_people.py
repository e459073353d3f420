"""What an edition changes is told from what people changed in between, cell by cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import NOW, draft, mapped, outcomes, plan, said, take_in
from tests.exchange.importing.test_recording import ARRIVALS, DAY, HEAD, PRESENT
from tests.exchange.importing.test_uncounted_and_totals import taken_back
from tests.histories import FIRST, WHOLE, make_operation
from tests.properties import holds_for
from tests.recording.drafts import correction, level, new, noon_of, report, withdrawal
from tracker.audit.verify import find_break
from tracker.domain.counts import Count
from tracker.domain.errors import NothingToReport
from tracker.domain.indicators import Indicator
from tracker.exchange.importing import (
    Outcome,
    PlanWarning,
    list_warnings,
    load_import,
    record_import,
    undo_import,
)
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.history import list_place_reports
from tracker.recording.reports import record_report
from tracker.store.imports import ImportWordsRow
from tracker.totals.check import find_differences

ON_THE_DAY = HEAD + "2024-08-07,Whole,{},{}\n"


def edition(arrivals: int | str, present: int | str) -> str:
    return ON_THE_DAY.format(arrivals, present)


def count_words(session: Session) -> int:
    """How often what imports said of a report is kept apart from it."""
    return session.scalar(select(func.count()).select_from(ImportWordsRow)) or 0


def find_standing(session: Session) -> tuple[int, int]:
    """The report of the day that is not withdrawn, and how many revisions it has."""
    stored = list_place_reports(session, WHOLE, DAY, DAY)
    (one,) = (report for report in stored if not report.standing.withdrawn)
    return one.report_id, len(one.revisions)


def correct(session: Session, *counts: Count) -> None:
    report_id, seq = find_standing(session)
    correct_report(session, correction(report_id, *counts, based_on=seq), now=NOW)


def withdraw(session: Session) -> None:
    report_id, seq = find_standing(session)
    withdraw_report(session, withdrawal(report_id, based_on=seq), now=NOW)


def tell(session: Session, rows: str, kind: str) -> PlanWarning | None:
    warnings = list_warnings(session, plan(session, rows))
    return next((warning for warning in warnings if warning.kind == kind), None)


def test_what_a_person_corrected_stays_through_every_edition_that_repeats_it(
    operation: Session,
) -> None:
    take_in(operation, edition(1, 2))
    correct(operation, new(ARRIVALS, 5), level(PRESENT, 2))
    take_in(operation, edition(1, 3))
    assert said(operation, WHOLE, DAY) == [{ARRIVALS: 5, PRESENT: 3}]
    assert outcomes(plan(operation, edition(1, 3))) == [Outcome.UNCHANGED]
    take_in(operation, edition(1, 4))
    assert said(operation, WHOLE, DAY) == [{ARRIVALS: 5, PRESENT: 4}]
    assert count_words(operation) == 2
    take_in(operation, edition(6, 4))
    assert said(operation, WHOLE, DAY) == [{ARRIVALS: 6, PRESENT: 4}]
    assert count_words(operation) == 2  # from then on the report says itself what files said
    assert find_break(operation) is None
    assert list(find_differences(operation)) == []


def test_what_an_edition_confirms_is_a_change_once_the_next_one_says_otherwise(
    operation: Session,
) -> None:
    take_in(operation, edition(1, 2))
    correct(operation, new(ARRIVALS, 5), level(PRESENT, 2))
    told = tell(operation, edition(5, 2), "confirmed")
    assert told is not None
    assert told.words.startswith("1 report stays as somebody corrected it: ")
    assert told.lines == ["row 2: Whole, Region, 7 Aug 2024"]
    confirming = take_in(operation, edition(5, 2))
    run = load_import(operation, confirming)
    assert (run.added, run.corrected, run.unchanged) == (0, 0, 1)
    assert tell(operation, edition(5, 2), "confirmed") is None
    with pytest.raises(NothingToReport):
        take_in(operation, edition(5, 2))
    take_in(operation, edition(1, 2))
    assert said(operation, WHOLE, DAY) == [{ARRIVALS: 1, PRESENT: 2}]
    assert find_break(operation) is None


def test_what_an_import_that_was_undone_confirmed_counts_no_more(operation: Session) -> None:
    take_in(operation, edition(1, 2))
    correct(operation, new(ARRIVALS, 5), level(PRESENT, 2))
    confirming = take_in(operation, edition(5, 2))
    assert undo_import(operation, confirming, reason="wrong", person_id=1, now=NOW) == 0
    assert outcomes(plan(operation, edition(1, 2))) == [Outcome.UNCHANGED]
    assert said(operation, WHOLE, DAY) == [{ARRIVALS: 5, PRESENT: 2}]
    assert find_break(operation) is None


def test_what_only_a_person_added_was_never_said_by_a_file(operation: Session) -> None:
    take_in(operation, edition(1, ""))
    correct(operation, new(ARRIVALS, 1), level(PRESENT, 7))
    take_in(operation, edition(2, ""))
    assert said(operation, WHOLE, DAY) == [{ARRIVALS: 2, PRESENT: 7}]
    correct(operation, new(ARRIVALS, 2), level(PRESENT, 8))
    take_in(operation, edition(2, 7))
    assert said(operation, WHOLE, DAY) == [{ARRIVALS: 2, PRESENT: 7}]


def test_what_a_person_took_away_and_a_file_repeats_stays_away(operation: Session) -> None:
    take_in(operation, edition(1, 2))
    correct(operation, level(PRESENT, 2))
    take_in(operation, edition(1, 3))
    assert said(operation, WHOLE, DAY) == [{PRESENT: 3}]
    # The last number goes, and what the person took away still is what the file said before.
    take_in(operation, edition(1, ""))
    assert said(operation, WHOLE, DAY) == []
    assert outcomes(plan(operation, edition(1, ""))) == [Outcome.LEFT]


def test_what_a_person_withdrew_stays_withdrawn_while_files_repeat_it(operation: Session) -> None:
    take_in(operation, edition(1, 2))
    withdraw(operation)
    assert outcomes(plan(operation, edition(1, 2))) == [Outcome.LEFT]
    with pytest.raises(NothingToReport):
        take_in(operation, edition(1, 2))
    told = tell(operation, edition(1, 2), "stay withdrawn")
    assert told is not None
    assert told.words.startswith("1 report stays withdrawn, since the file says nothing of it that")
    assert told.lines == ["row 2: Whole, Region, 7 Aug 2024"]
    assert tell(operation, edition(1, 2), "confirmed") is None
    take_in(operation, edition(1, 3))
    assert said(operation, WHOLE, DAY) == [{ARRIVALS: 1, PRESENT: 3}]
    withdraw(operation)
    assert outcomes(plan(operation, edition(1, 3))) == [Outcome.LEFT]
    assert outcomes(plan(operation, edition(1, 2))) == [Outcome.ADDED]


def test_what_became_blank_after_a_person_withdrew_it_is_said_anew(operation: Session) -> None:
    take_in(operation, edition(1, 2))
    withdraw(operation)
    rows = edition("", "") + "2024-08-08,Whole,1,1\n"
    assert outcomes(plan(operation, rows)) == [Outcome.LEFT, Outcome.ADDED]
    run = load_import(operation, take_in(operation, rows))
    assert (run.added, run.unchanged) == (1, 1)
    assert outcomes(plan(operation, rows)) == [Outcome.UNCHANGED]
    assert outcomes(plan(operation, edition(1, 2))) == [Outcome.ADDED]


def test_what_an_import_withdrew_comes_back_with_the_file_of_before(operation: Session) -> None:
    take_in(operation, edition(1, 2))
    gone = take_in(operation, edition("", ""))
    assert outcomes(plan(operation, edition(1, 2))) == [Outcome.ADDED]
    undo_import(operation, gone, reason="wrong", person_id=1, now=NOW)
    assert outcomes(plan(operation, edition(1, 2))) == [Outcome.ADDED]


def test_a_persons_own_report_that_was_withdrawn_keeps_no_file_out(operation: Session) -> None:
    record_report(operation, report(new(ARRIVALS, 1), on=1), now=noon_of(1))
    withdraw(operation)
    assert outcomes(plan(operation, edition(1, ""))) == [Outcome.ADDED]


def test_an_import_that_was_undone_leaves_nothing_withdrawn_behind(operation: Session) -> None:
    first = take_in(operation, edition(1, 2))
    correct(operation, new(ARRIVALS, 5), level(PRESENT, 2))
    take_in(operation, edition(5, 2))
    undo_import(operation, first, reason="wrong", person_id=1, now=NOW)
    assert said(operation, WHOLE, DAY) == []
    assert outcomes(plan(operation, edition(5, 2))) == [Outcome.ADDED]


def test_a_number_goes_back_past_the_edition_that_confirmed_a_correction(
    operation: Session,
) -> None:
    take_in(operation, edition(1, 2))
    correct(operation, new(ARRIVALS, 5), level(PRESENT, 2))
    confirming = take_in(operation, edition(5, 2))
    told = tell(operation, edition(1, 2), "older edition")
    assert told is not None
    assert told.lines[0].startswith(f"as before import {confirming} of")
    assert told.lines[0].endswith("arrivals 5 → 1")


def test_a_number_that_stayed_corrected_does_not_go_back(operation: Session) -> None:
    take_in(operation, edition(1, 2))
    correct(operation, new(ARRIVALS, 5), level(PRESENT, 2))
    take_in(operation, edition(1, 3))
    take_in(operation, edition(6, 3))
    told = tell(operation, edition(1, 2), "older edition")
    assert told is not None
    # The last edition but one had said 1 of arrivals, though 5 stood.
    assert [line.partition("; ")[0].rpartition(", ")[2] for line in told.lines] == ["1 number"] * 2


SHELTERS = "Date,District,Site,Present\n"
SITES = mapped({"Date": "day", "District": "area", "Site": "shelter", "Present": "present"})
CELLS = (ARRIVALS, PRESENT, Indicator.DEPARTURES)
WITH_DEPARTURES = mapped(
    {
        "Date": "day",
        "District": "area",
        "Arrivals": "arrivals new",
        "Present": "present",
        "Departures": "departures new",
    }
)
Cells = Mapping[Indicator, int]
Act = tuple[str, Cells]
FEW = st.dictionaries(st.sampled_from(CELLS), st.integers(1, 2))
ACTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["edition", "edition", "correction", "undone"]), FEW),
        st.tuples(st.just("withdrawal"), st.just({})),
    ),
    min_size=2,
    max_size=8,
)


@dataclass
class Cellwise:
    """The day as it has to be: each cell by itself, what stands and what files said of it last."""

    stands: dict[Indicator, int] = field(default_factory=dict)
    said: dict[Indicator, int] = field(default_factory=dict)
    withdrawn: bool = False

    def take_in(self, cells: Cells) -> None:
        if cells == self.said:
            return
        if self.withdrawn and cells:
            self.stands, self.withdrawn = dict(cells), False
        elif not self.withdrawn:
            for cell in CELLS:
                if cells.get(cell) == self.said.get(cell):
                    continue
                self.stands.pop(cell, None)
                if cell in cells:
                    self.stands[cell] = cells[cell]
            self.withdrawn = not self.stands
        self.said = dict(cells)

    def correct(self, cells: Cells) -> None:
        self.stands = dict(cells)

    def withdraw(self) -> None:
        self.stands, self.withdrawn = {}, True


def write(cells: Cells) -> str:
    values = [str(cells.get(cell, "")) for cell in CELLS]
    return f"Date,District,Arrivals,Present,Departures\n2024-08-07,Whole,{','.join(values)}\n"


def count(cells: Cells) -> list[Count]:
    return [(level if cell.is_level else new)(cell, value) for cell, value in cells.items()]


@holds_for(150, acts=ACTS)
def test_each_cell_is_as_the_last_to_change_it_said(session: Session, acts: list[Act]) -> None:
    with taken_back(session):
        make_operation(session)
        day = Cellwise()
        for act, cells in acts:
            play(session, day, act, cells)
            stood = [counts for counts in said(session, WHOLE, DAY) if counts]
            assert stood == ([day.stands] if day.stands else [])
        assert find_break(session) is None


def play(session: Session, day: Cellwise, act: str, cells: Cells) -> None:
    if act == "correction":
        if day.stands and cells and cells != day.stands:
            correct(session, *count(cells))
            day.correct(cells)
        return
    if act == "withdrawal":
        if day.stands:
            withdraw(session)
            day.withdraw()
        return
    made = plan(session, write(cells), WITH_DEPARTURES)
    if not made.keeps_anything:
        return
    if act == "undone":
        if Outcome.WITHDRAWN in outcomes(made):
            return  # what it withdraws stays so
        undone = record_import(session, made, draft(), now=NOW)
        undo_import(session, undone, reason="wrong", person_id=1, now=NOW)
        return
    day.take_in(cells)
    record_import(session, made, draft(), now=NOW)


def test_a_report_that_stays_withdrawn_is_not_told_to_count_in_no_total(
    operation: Session,
) -> None:
    take_in(operation, SHELTERS + "2024-08-07,Split,First,5\n", SITES)
    (stored,) = list_place_reports(operation, FIRST, DAY, DAY)
    withdraw_report(operation, withdrawal(stored.report_id), now=NOW)
    made = plan(operation, SHELTERS + "2024-08-07,Split,First,5\n2024-08-08,Split,First,6\n", SITES)
    told = {str(warning.kind): warning for warning in list_warnings(operation, made)}
    assert told["count in no total"].words.startswith("1 report about shelters is about")
    assert "8 Aug 2024 (1 report)" in told["count in no total"].lines[0]


def test_a_whole_that_stays_withdrawn_keeps_no_district_from_its_shelters(
    operation: Session,
) -> None:
    whole = SHELTERS + "2024-08-07,Whole,,5\n"
    take_in(operation, whole, SITES)
    withdraw(operation)
    by_shelters = replace(SITES, other_places="new shelter", report_by_shelter=True)
    made = plan(operation, whole + "2024-08-07,Whole,Hall,6\n", by_shelters)
    assert "report by shelters" in {one.kind for one in list_warnings(operation, made)}
