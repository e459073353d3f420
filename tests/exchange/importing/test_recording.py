"""An import is recorded whole, corrected by later editions, and undone as a whole."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import NOW, WIDE, draft, mapped, outcomes, plan, said, take_in
from tests.histories import JUDGE, WHOLE
from tests.recording.drafts import correction, level, noon_of, report, same_id, withdrawal
from tracker.audit.verify import find_break
from tracker.domain.audit import Act
from tracker.domain.errors import (
    InvalidReport,
    NotFound,
    OutdatedRevision,
    ReasonMissing,
    ReportWithdrawn,
)
from tracker.domain.indicators import Indicator
from tracker.domain.reports import Channel, DecisionDraft, RevisionKind
from tracker.domain.review import DecisionKind, ReviewState
from tracker.exchange.importing import (
    Outcome,
    list_imported,
    list_imports,
    load_import,
    record_import,
    undo_import,
)
from tracker.exchange.mapping import (
    Constants,
    ImportMapping,
    list_mapping_names,
    load_mapping,
    read_mapping,
    save_mapping,
)
from tracker.recording.bulk_changes import ChangeDraft, change_many
from tracker.recording.corrections import correct_report
from tracker.recording.decisions import decide
from tracker.recording.history import list_place_reports, load_report
from tracker.recording.reports import record_report
from tracker.registry.places import list_children
from tracker.registry.reporting_modes import list_modes
from tracker.store.audit import LINK
from tracker.store.reports import ReportRow, RevisionRow
from tracker.totals.check import find_differences

DAY = date(2024, 8, 7)
HEAD = "Date,District,Arrivals,Present\n"
FIRST_EDITION = HEAD + "2024-08-07,Whole,5,120\n2024-08-08,Whole,7,\n"
ARRIVALS, PRESENT = Indicator.ARRIVALS, Indicator.PRESENT


def count_revisions(session: Session) -> int:
    return int(session.scalar(select(func.count()).select_from(RevisionRow)) or 0)


def test_an_import_is_recorded_with_its_rows(operation: Session) -> None:
    number = take_in(operation, FIRST_EDITION + "2024-08-09,Whole,x,1\n", edition="as of Monday")
    assert said(operation, WHOLE, DAY) == [{ARRIVALS: 5, PRESENT: 120}]
    run = load_import(operation, number)
    assert (run.added, run.corrected, run.unchanged, run.refused) == (2, 0, 0, 1)
    assert (run.file_name, run.edition, run.person_name) == ("made.csv", "as of Monday", "Someone")
    assert read_mapping(run.mapping) == WIDE
    every, reports = list_imported(operation, number, limit=1, offset=1)
    assert every == 2
    assert [(r.place_name, r.day.day, r.kind, r.file_rows) for r in reports] == [
        ("Whole", 8, "original", "3")
    ]
    assert load_report(operation, reports[0].report_id).revisions[0].channel is Channel.BULK
    assert list(find_differences(operation)) == []
    assert [run.id for run in list_imports(operation)] == [number]


def test_the_same_file_twice_changes_nothing(operation: Session) -> None:
    take_in(operation, FIRST_EDITION)
    before = count_revisions(operation)
    assert outcomes(plan(operation, FIRST_EDITION)) == [Outcome.UNCHANGED] * 2
    assert count_revisions(operation) == before


def test_the_same_submission_is_recorded_once(operation: Session) -> None:
    sent = draft(same_id(7))
    made = plan(operation, FIRST_EDITION)
    first = record_import(operation, made, sent, now=NOW)
    assert record_import(operation, made, sent, now=NOW) == first
    assert operation.scalar(select(func.count()).select_from(ReportRow)) == 2


def test_a_later_edition_records_exactly_the_changed_cells(operation: Session) -> None:
    take_in(operation, FIRST_EDITION)
    later = HEAD + "2024-08-07,Whole,6,120\n2024-08-08,Whole,7,\n2024-08-09,Whole,1,99\n"
    number = take_in(operation, later, edition="as of Tuesday")
    run = load_import(operation, number)
    assert (run.added, run.corrected, run.unchanged) == (1, 1, 1)
    (corrected,) = list_place_reports(operation, WHOLE, DAY, DAY)
    assert [revision.kind for revision in corrected.revisions] == [
        RevisionKind.ORIGINAL,
        RevisionKind.CORRECTION,
    ]
    assert corrected.revisions[1].reason == "Changed in made.csv, as of Tuesday"
    assert said(operation, WHOLE, DAY) == [{ARRIVALS: 6, PRESENT: 120}]
    assert said(operation, WHOLE, date(2024, 8, 9)) == [{ARRIVALS: 1, PRESENT: 99}]
    assert list(find_differences(operation)) == []
    assert outcomes(plan(operation, later)) == [Outcome.UNCHANGED] * 3


def test_what_a_person_corrected_and_the_file_repeats_stays(operation: Session) -> None:
    take_in(operation, FIRST_EDITION)
    (stored,) = list_place_reports(operation, WHOLE, DAY, DAY)
    mended = correction(
        stored.report_id,
        *[c for c in stored.counts if c.indicator is ARRIVALS],
        level(PRESENT, 111),
    )
    correct_report(operation, mended, now=NOW)
    assert outcomes(plan(operation, FIRST_EDITION)) == [Outcome.UNCHANGED] * 2
    take_in(operation, HEAD + "2024-08-07,Whole,6,120\n")
    assert said(operation, WHOLE, DAY) == [{ARRIVALS: 6, PRESENT: 111}]


def test_a_cell_that_became_blank_takes_its_count_away(operation: Session) -> None:
    take_in(operation, FIRST_EDITION)
    number = take_in(operation, HEAD + "2024-08-07,Whole,,120\n2024-08-08,Whole,n/a,\n")
    run = load_import(operation, number)
    assert (run.corrected, run.withdrawn) == (1, 1)
    assert said(operation, WHOLE, DAY) == [{PRESENT: 120}]
    assert said(operation, WHOLE, date(2024, 8, 8)) == []
    assert list(find_differences(operation)) == []


def test_an_indicator_that_a_file_does_not_speak_of_stays(operation: Session) -> None:
    take_in(operation, FIRST_EDITION)
    only = mapped({"Date": "day", "District": "area", "Arrivals": "arrivals new"})
    take_in(operation, "Date,District,Arrivals\n2024-08-07,Whole,9\n", only)
    assert said(operation, WHOLE, DAY) == [{ARRIVALS: 9, PRESENT: 120}]


def test_a_correction_by_a_file_asks_for_verification_anew(operation: Session) -> None:
    take_in(operation, FIRST_EDITION)
    (stored,) = list_place_reports(operation, WHOLE, DAY, DAY)
    verified = DecisionDraft(
        report_id=stored.report_id, seq=1, kind=DecisionKind.VERIFIED, person_id=JUDGE
    )
    decide(operation, verified, now=NOW)
    take_in(operation, HEAD + "2024-08-07,Whole,6,120\n")
    (stored,) = list_place_reports(operation, WHOLE, DAY, DAY)
    assert stored.standing.review is ReviewState.CHANGED


def test_what_imports_do_is_in_the_audit_trail(operation: Session) -> None:
    number = take_in(operation, FIRST_EDITION)
    take_in(operation, HEAD + "2024-08-08,Whole,8,\n")
    undo_import(operation, number + 1, reason="wrong", person_id=1, now=NOW)
    acts = operation.execute(select(LINK.c.act, LINK.c.subject_id)).all()
    assert (Act.IMPORTED, number) in acts
    assert (Act.IMPORT_UNDONE, number + 1) in acts
    assert find_break(operation) is None


NEW_SITES = mapped(
    {"Date": "day", "District": "area", "Site": "shelter", "Present": "present"},
    places={"Whole / Hall": "new shelter", "Split / Tent": "new shelter"},
    report_by_shelter=True,
)
SITES = "Date,District,Site,Present\n2024-08-09,Whole,Hall,5\n2024-08-08,Whole,Hall,6\n"


def test_new_shelters_are_registered_with_the_import(operation: Session) -> None:
    take_in(operation, SITES + "2024-08-08,Split,Tent,3\n", NEW_SITES)
    shelters = {p.name: p for p in list_children(operation, WHOLE)}
    assert set(shelters) == {"Hall", "Outside shelters"}
    assert said(operation, shelters["Hall"].id, date(2024, 8, 8)) == [{PRESENT: 6}]
    assert [mode.since.day for mode in list_modes(operation, WHOLE)] == [8]
    assert outcomes(plan(operation, SITES, NEW_SITES)) == [Outcome.UNCHANGED] * 2
    assert list(find_differences(operation)) == []
    more = replace(NEW_SITES, places={**NEW_SITES.places, "Whole / Barn": "new shelter"})
    take_in(operation, SITES + "2024-08-07,Whole,Barn,1\n", more)
    assert [mode.since.day for mode in list_modes(operation, WHOLE)] == [7, 8]


def test_progress_counts_what_is_added_and_what_is_changed(operation: Session) -> None:
    take_in(operation, FIRST_EDITION)
    seen: list[tuple[int, int]] = []
    later = plan(operation, HEAD + "2024-08-07,Whole,6,120\n2024-08-09,Whole,1,99\n")
    record_import(
        operation, later, draft(), now=NOW, progress=lambda done, every: seen.append((done, every))
    )
    # Two are written, and all three of the unit are folded and queued.
    every = 2 * 5 + 3 * (10 + 2)
    assert seen == [(5, every), (10, every), (40, every)]


def test_districts_keep_reporting_as_a_whole_unless_a_person_says_otherwise(
    operation: Session,
) -> None:
    mapping = mapped(
        {"Date": "day", "District": "area", "Site": "shelter", "Present": "present"},
        places={"Whole / Hall": "new shelter"},
    )
    take_in(operation, SITES, mapping)
    assert list_modes(operation, WHOLE) == ()
    assert list(find_differences(operation)) == []


def test_mappings_are_saved_under_a_name(operation: Session) -> None:
    assert list_mapping_names(operation) == ()
    assert save_mapping(operation, "  Daily  table ", WIDE, person_id=1, now=NOW) == "Daily table"
    save_mapping(operation, "Daily table", NEW_SITES, person_id=1, now=NOW)
    assert list_mapping_names(operation) == ("Daily table",)
    assert load_mapping(operation, "Daily table") == NEW_SITES
    with pytest.raises(NotFound):
        load_mapping(operation, "Other")
    with pytest.raises(Exception, match="name of the mapping"):
        save_mapping(operation, " ", ImportMapping(constants=Constants()), person_id=1, now=NOW)


def test_many_changes_are_checked_like_single_ones(operation: Session) -> None:
    one = record_report(operation, report(level(PRESENT, 9), on=1), now=noon_of(1))
    other = record_report(operation, report(level(PRESENT, 9), on=2), now=noon_of(2))
    with pytest.raises(NotFound):
        change_many(operation, [withdrawal(999)], now=NOW)
    with pytest.raises(OutdatedRevision):
        change_many(operation, [withdrawal(one.report_id, based_on=2)], now=NOW)
    with pytest.raises(ReasonMissing):
        change_many(operation, [withdrawal(one.report_id, reason=" ")], now=NOW)
    wrong = correction(one.report_id, level(PRESENT, -1))
    with pytest.raises(InvalidReport):
        change_many(operation, [wrong], now=NOW)
    seen: list[int] = []
    changes: list[ChangeDraft] = [
        withdrawal(one.report_id),
        correction(other.report_id, level(PRESENT, 8)),
    ]
    assert change_many(operation, changes, now=NOW, progress=seen.append) == 2
    assert seen == [2]
    with pytest.raises(ReportWithdrawn):
        change_many(operation, [withdrawal(one.report_id, based_on=2)], now=NOW)
    assert change_many(operation, [], now=NOW) == 0
    assert list(find_differences(operation)) == []
