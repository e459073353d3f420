"""Our own exports without hashtags change nothing at home, and elsewhere all is equal."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from tests.databases import Databases
from tests.exchange.exporting.asking import ask, on, send
from tests.exchange.importing.acts import draft, mapped, take_in
from tests.histories import FIRST, REGION, SECOND, SPLIT, START, WHOLE, make_operation
from tests.recording.drafts import NOW, level, new, noon_of, report, so_far
from tracker.domain.counts import Count, Form
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.windows import ReportingMode
from tracker.exchange.detecting import survey_table
from tracker.exchange.exporting import Audience, Content, Format, Rows
from tracker.exchange.importing import Outcome, Plan, plan_import, record_import
from tracker.exchange.importing.leaving_out import NOT_TOLD, OWN_SUM
from tracker.exchange.mapping import begin_mapping, read_mapping, write_mapping
from tracker.exchange.reading import Limits, open_file
from tracker.recording.history import list_place_reports
from tracker.recording.reports import record_report
from tracker.registry.reporting_modes import set_reporting_mode
from tracker.totals.read import read_days

ONE_ENGINE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
CONTENTS = pytest.mark.parametrize("content", [Content.LONG, Content.WIDE])
KINDS = pytest.mark.parametrize("kind", [Format.CSV, Format.XLSX, Format.JSON])
EVERY = pytest.mark.parametrize("rows", [Rows.BOTH, Rows.UNITS])
NAMES = {Format.CSV: "export.csv", Format.XLSX: "export.xlsx", Format.JSON: "export.json"}


@pytest.fixture
def told(reported: Session) -> Session:
    """With households, words, ranges, a rival, and two reports of a source about one day."""
    households = Count(
        indicator=Indicator.PRESENT,
        form=Form.LEVEL,
        value=26,
        households=10,
        household_size=2.6,
    )
    record_report(reported, report(households, place_id=FIRST, on=2), now=noon_of(2))
    words = level(Indicator.MISSING, None, qualifier=Qualifier.IN_WORDS, words="+300, a great many")
    span = new(Indicator.ARRIVALS, None, qualifier=Qualifier.BETWEEN, low=15, high=30)
    record_report(reported, report(words, span, place_id=SECOND, on=2), now=noon_of(2))
    low = level(Indicator.PRESENT, 25, qualifier=Qualifier.AT_LEAST)
    sure = frozenset({"already_reported", "jump", "gap", "reconciliation_gap", "fall"})
    record_report(reported, report(low, place_id=SECOND, on=2, confirmed=sure), now=noon_of(2))
    rival = report(so_far(Indicator.KILLED, 11), on=3, source_id=3, confirmed=sure)
    record_report(reported, rival, now=noon_of(3))
    claim = report(so_far(Indicator.KILLED, 100), on=3, place_id=REGION)
    record_report(reported, claim, now=noon_of(3))
    return reported


def make_plan(session: Session, content: bytes, kind: Format) -> Plan:
    survey = survey_table(open_file(content, NAMES[kind], Limits()).tables[0])
    mapping = begin_mapping(survey)
    assert read_mapping(write_mapping(mapping)).columns == {
        name: meaning for name, meaning in mapping.columns.items() if meaning.words != "not used"
    }
    plan = plan_import(session, survey, mapping, now=NOW)
    assert (plan.refused, plan.open_places, plan.open_sources, plan.questions) == ((), (), (), ())
    assert not any(plan.left_aside.values())
    return plan


def make_empty(session: Session) -> None:
    make_operation(session)
    set_reporting_mode(session, SPLIT, since=START, mode=ReportingMode.BY_SHELTER)


def read_totals(session: Session) -> dict[str, list[tuple[int | None, ...]]]:
    days = read_days(session, None, START, date(2024, 8, 20), list(Indicator))
    return {
        str(key): [(day.value, day.new, day.without_value) for day in found]
        for key, found in days.items()
    }


@ONE_ENGINE
@CONTENTS
@KINDS
@EVERY
def test_nothing_changes_in_the_operation_that_an_export_comes_from(
    told: Session, content: Content, kind: Format, rows: Rows
) -> None:
    plan = make_plan(told, send(told, ask(content, format=kind, rows=rows, last=on(10))), kind)
    assert {planned.outcome for planned in plan.planned} == {Outcome.UNCHANGED}
    assert len(plan.planned) > 5


@ONE_ENGINE
@CONTENTS
@KINDS
def test_an_empty_operation_has_the_same_totals_afterwards(
    told: Session, databases: Databases, content: Content, kind: Format
) -> None:
    sent = send(told, ask(content, format=kind, last=on(10)))
    with databases.own() as other, other.writer() as empty:
        make_empty(empty)
        plan = make_plan(empty, sent, kind)
        assert [why for why, _ in plan.left_out_for] == [NOT_TOLD, OWN_SUM]
        record_import(empty, plan, draft(), now=NOW)
        assert read_totals(empty) == read_totals(told)
        again = make_plan(empty, sent, kind)
        assert {planned.outcome for planned in again.planned} == {Outcome.UNCHANGED}


@ONE_ENGINE
def test_what_was_told_comes_back_in_its_form_with_its_words_and_parts(
    told: Session, databases: Databases
) -> None:
    sent = send(told, ask(last=on(10)))
    with databases.own() as other, other.writer() as empty:
        make_empty(empty)
        record_import(empty, make_plan(empty, sent, Format.CSV), draft(), now=NOW)
        for place, day in ((WHOLE, on(0)), (WHOLE, on(1)), (SECOND, on(2))):
            (here, *more), (there, *none) = (
                sorted(list_place_reports(one, place, day, day), key=lambda r: r.source_name)
                for one in (told, empty)
            )
            assert none == [] or len(none) == len(more)
            counts = [*here.counts, *(c for one in more for c in one.counts)]
            assert {*there.counts, *(c for one in none for c in one.counts)} == {*counts}


@ONE_ENGINE
@CONTENTS
def test_what_an_import_brought_stays_as_it_is(told: Session, content: Content) -> None:
    rows = "Date,District,HH,Girls,All\n2024-08-12,Whole,10,3,9\n"
    columns = {"Date": "day", "District": "area", "HH": "present in households"}
    columns |= {"Girls": "sheltered, female, 0 to 17", "All": "sheltered"}
    take_in(told, rows, mapped(columns), submission_id=uuid4())
    plan = make_plan(told, send(told, ask(content, last=on(10))), Format.CSV)
    assert {planned.outcome for planned in plan.planned} == {Outcome.UNCHANGED}


@ONE_ENGINE
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b",10,10,10,,,,,observed,level,exact", b",12,12,12,,,,,observed,level,exact"),
        (b",f,5,11,3,3,3,", b",f,5,11,2,2,2,"),
    ],
    ids=["number", "part"],
)
def test_what_changed_meanwhile_is_corrected(
    told: Session, databases: Databases, before: bytes, after: bytes
) -> None:
    sent = send(told, ask(last=on(10)))
    with databases.own() as other, other.writer() as empty:
        make_empty(empty)
        record_import(empty, make_plan(empty, sent, Format.CSV), draft(), now=NOW)
        assert before in sent
        changed = sent.replace(before, after)
        plan = make_plan(empty, changed, Format.CSV)
        (corrected,) = (p for p in plan.planned if p.outcome is not Outcome.UNCHANGED)
        assert corrected.outcome is Outcome.CORRECTED


@ONE_ENGINE
@CONTENTS
def test_a_public_export_leaves_hidden_parts_behind(
    told: Session, databases: Databases, content: Content
) -> None:
    sent = send(told, ask(content, last=on(10), audience=Audience.PUBLIC, smallest=5))
    with databases.own() as other, other.writer() as empty:
        make_empty(empty)
        record_import(empty, make_plan(empty, sent, Format.CSV), draft(), now=NOW)
        assert read_totals(empty) == read_totals(told)
