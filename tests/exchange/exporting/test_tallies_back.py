"""What happens is exported day by day and imported again with the doubt that it had."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.databases import Databases
from tests.exchange.exporting.asking import ask, on, send
from tests.exchange.importing.acts import draft
from tests.histories import SPLIT, START, WHOLE, make_operation
from tests.recording.drafts import NOW, level, new, noon_of, report, so_far
from tracker.domain.counts import Count, Form
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.windows import ReportingMode
from tracker.exchange.detecting import survey_table
from tracker.exchange.exporting import Content, Format, Rows
from tracker.exchange.importing import plan_import, record_import
from tracker.exchange.mapping import begin_mapping
from tracker.exchange.reading import Limits, open_file
from tracker.recording.history import list_place_reports
from tracker.recording.reports import record_report
from tracker.registry.reporting_modes import set_reporting_mode
from tracker.totals.read import read_days

ONE_ENGINE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
TAGGED = [(Content.LONG, Format.HXL_CSV), (Content.LONG, Format.HXL_JSON)]
PLAIN = [(Content.LONG, Format.CSV), (Content.WIDE, Format.JSON)]
KINDS = pytest.mark.parametrize("kind", [*TAGGED, *PLAIN], ids=" ".join)
Kind = tuple[Content, Format]
KILLED, ARRIVALS = Indicator.KILLED, Indicator.ARRIVALS
Triple = tuple[int | None, int | None, int | None]
SPAN: dict[str, Any] = {"qualifier": Qualifier.BETWEEN, "low": 3, "high": 5}
MANY: dict[str, Any] = {"qualifier": Qualifier.IN_WORDS, "words": "several"}
DOZENS: dict[str, Any] = {"qualifier": Qualifier.IN_WORDS, "words": "dozens", "low": 24}
WIDE = so_far(KILLED, 10, qualifier=Qualifier.BETWEEN, low=8, high=15)
TEN = so_far(KILLED, 10)


def read_bounds(session: Session, indicator: Indicator, last: int) -> list[Triple]:
    days = read_days(session, None, START, on(last), [indicator])[indicator]
    return [(day.value, day.low, day.high) for day in days]


def tell(session: Session, *days: tuple[Count, ...]) -> None:
    """One report a day of one place; an empty day has none."""
    for at, counts in enumerate(days):
        if counts:
            record_report(session, report(*counts, on=at), now=noon_of(at))


def take_back(session: Session, empty: Session, kind: Kind = TAGGED[0]) -> None:
    """Export everything, and import it into an empty operation with the same register."""
    content = send(session, ask(kind[0], format=kind[1], rows=Rows.UNITS, last=on(5)))
    make_operation(empty)
    set_reporting_mode(empty, SPLIT, since=START, mode=ReportingMode.BY_SHELTER)
    survey = survey_table(open_file(content, "export", Limits()).tables[0])
    plan = plan_import(empty, survey, begin_mapping(survey), now=NOW)
    assert plan.refused == ()
    record_import(empty, plan, draft(), now=NOW)


@ONE_ENGINE
@KINDS
@pytest.mark.parametrize(
    "days",
    [
        pytest.param(((TEN,), (new(KILLED, None, **SPAN),)), id="a range on a known total"),
        pytest.param(((WIDE,), (new(KILLED, 2),)), id="an exact number on a wide total"),
        pytest.param(
            ((WIDE,), (new(KILLED, 2, qualifier=Qualifier.AT_LEAST),)), id="at least on a wide one"
        ),
        pytest.param(
            ((TEN,), (new(KILLED, 3, qualifier=Qualifier.MORE_THAN),)), id="more than on a total"
        ),
        pytest.param(
            ((TEN,), (new(KILLED, 3, qualifier=Qualifier.LESS_THAN),)), id="less than on a total"
        ),
        pytest.param(((TEN,), (new(KILLED, None, **MANY),)), id="words on a total"),
        pytest.param(((TEN,), (new(KILLED, None, **DOZENS),)), id="words with a bound on a total"),
        pytest.param(((new(KILLED, None, **MANY),), (new(KILLED, 2),)), id="words at first"),
        pytest.param(
            ((new(KILLED, None, **MANY),), (new(KILLED, None, **SPAN),)), id="words, then a range"
        ),
        pytest.param(((TEN,), (so_far(KILLED, None, **SPAN),)), id="a lower total as a range"),
    ],
)
def test_a_tally_of_some_days_has_the_same_total_and_bounds_again(
    operation: Session, databases: Databases, days: tuple[tuple[Count, ...], ...], kind: Kind
) -> None:
    for at, counts in enumerate(days):
        if counts:
            told = report(*counts, on=at, confirmed=frozenset({"fall"}))
            record_report(operation, told, now=noon_of(at))
    with databases.own() as other, other.writer() as empty:
        take_back(operation, empty, kind)
        assert read_bounds(empty, KILLED, 5) == read_bounds(operation, KILLED, 5)


@ONE_ENGINE
def test_a_value_below_its_bounds_stays_and_its_bounds_never_narrow(
    operation: Session, databases: Databases
) -> None:
    tell(operation, (new(KILLED, None, **SPAN),), (new(KILLED, 2),))
    assert read_bounds(operation, KILLED, 1) == [(None, 3, 5), (2, 5, 7)]
    with databases.own() as other, other.writer() as empty:
        take_back(operation, empty)
        assert read_bounds(empty, KILLED, 1) == [(None, 3, 5), (2, 3, 7)]


@ONE_ENGINE
def test_a_report_of_the_day_is_not_refused_for_one_range(
    operation: Session, databases: Databases
) -> None:
    tell(operation, (TEN,), (new(KILLED, None, **SPAN), level(Indicator.PRESENT, 70)))
    with databases.own() as other, other.writer() as empty:
        take_back(operation, empty)
        (found,) = list_place_reports(empty, WHOLE, on(1), on(1))
        assert {count.indicator: count.said for count in found.counts} == {
            KILLED: "between 13 and 15",
            Indicator.PRESENT: "70",
        }


@ONE_ENGINE
@KINDS
def test_words_beside_and_instead_of_numbers_come_back_as_words(
    operation: Session, databases: Databases, kind: Kind
) -> None:
    told = (
        level(Indicator.PRESENT, 3000, qualifier=Qualifier.IN_WORDS, words="several thousand"),
        level(Indicator.MISSING, None, qualifier=Qualifier.IN_WORDS, words="more than 300: many"),
        level(Indicator.SHELTERED, None, **DOZENS),
        level(Indicator.CAPACITY, None, **MANY | {"low": 15, "high": 30}),
        so_far(Indicator.INJURED, 40, **MANY),
        new(ARRIVALS, None, **SPAN | {"words": "three to five"}),
        new(Indicator.DEPARTURES, None, **DOZENS),
    )
    plain = (
        level(Indicator.MISSING, 5),
        level(Indicator.SHELTERED, 7),
        level(Indicator.CAPACITY, 90),
        new(ARRIVALS, 1),
        new(Indicator.DEPARTURES, 2),
    )
    for at, counts in enumerate((plain, told)):
        draft_of_day = report(*counts, on=at, confirmed=frozenset({"over_capacity"}))
        record_report(operation, draft_of_day, now=noon_of(at))
    with databases.own() as other, other.writer() as empty:
        take_back(operation, empty, kind)
        (found,) = list_place_reports(empty, WHOLE, on(1), on(1))
        assert sorted(found.counts, key=repr) == sorted(told, key=repr)


@ONE_ENGINE
def test_a_tally_told_first_as_a_range_comes_back(operation: Session, databases: Databases) -> None:
    told = {"qualifier": Qualifier.BETWEEN, "low": 10, "high": 20}
    tell(operation, (new(KILLED, None, **told), new(ARRIVALS, None, **told)))
    with databases.own() as other, other.writer() as empty:
        take_back(operation, empty)
        (found,) = list_place_reports(empty, WHOLE, on(0), on(0))
        assert {(count.indicator, count.form, count.said) for count in found.counts} == {
            (KILLED, Form.TOTAL, "between 10 and 20"),
            (ARRIVALS, Form.NEW, "between 10 and 20"),
        }


@ONE_ENGINE
def test_both_forms_of_a_report_have_rows_of_their_own(
    operation: Session, databases: Databases
) -> None:
    told = (level(Indicator.PRESENT, 9), new(ARRIVALS, 4), so_far(Indicator.INJURED, 6))
    tell(operation, told)
    content = send(operation, ask(format=Format.HXL_CSV, rows=Rows.UNITS)).decode("utf-8-sig")
    rows = [line for line in content.splitlines() if ",observed,exactly," in line]
    assert [row.split("exactly,")[1].split(",")[0] for row in rows] == ["new", "total"]
    with databases.own() as other, other.writer() as empty:
        take_back(operation, empty)
        (found,) = list_place_reports(empty, WHOLE, on(0), on(0))
        assert sorted(found.counts, key=repr) == sorted(told, key=repr)
