"""Parts by sex and age of our own exports are read as such."""

import pytest
from sqlalchemy.orm import Session

from tests.databases import Databases
from tests.exchange.exporting.asking import ask, on, send
from tests.exchange.importing.acts import draft
from tests.histories import SPLIT, START, WHOLE, make_operation
from tests.recording.drafts import NOW, level, noon_of, report
from tracker.domain.counts import Part, Sex
from tracker.domain.indicators import Indicator
from tracker.domain.windows import ReportingMode
from tracker.exchange.detecting import survey_table
from tracker.exchange.exporting import Format, Rows
from tracker.exchange.importing import Outcome, plan_import, record_import
from tracker.exchange.mapping import begin_mapping
from tracker.exchange.reading import Limits, open_file
from tracker.recording.history import list_place_reports
from tracker.recording.reports import record_report
from tracker.registry.reporting_modes import set_reporting_mode

PARTS = (
    Part(sex=Sex.FEMALE, age_from=5, age_to=11, value=3),
    Part(sex=Sex.MALE, age_from=5, age_to=11, value=1),
    Part(sex=Sex.UNKNOWN, age_from=5, age_to=11, value=2),
    Part(sex=Sex.FEMALE, age_from=None, age_to=None, value=2),
    Part(sex=Sex.MALE, age_from=0, age_to=None, value=9),
    Part(sex=Sex.UNKNOWN, age_from=None, age_to=None, value=4),
)


SUBTOTALS = (
    Part(sex=Sex.FEMALE, age_from=0, age_to=17, value=9),
    Part(sex=Sex.FEMALE, age_from=0, age_to=4, value=2),
    Part(sex=Sex.FEMALE, age_from=5, age_to=11, value=3),
    Part(sex=Sex.FEMALE, age_from=12, age_to=17, value=4),
    # Of whom one is of unknown age below 18: as somebody entered them.
    Part(sex=Sex.MALE, age_from=0, age_to=17, value=6),
    Part(sex=Sex.MALE, age_from=0, age_to=11, value=3),
    Part(sex=Sex.MALE, age_from=12, age_to=17, value=2),
)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("kind", [Format.CSV, Format.HXL_CSV, Format.HXL_JSON])
@pytest.mark.parametrize(
    "parts", [PARTS, PARTS[2:3], PARTS[3:4], PARTS[4:5], PARTS[5:], SUBTOTALS], ids=len
)
def test_parts_in_our_own_exports_come_back(
    operation: Session, databases: Databases, kind: Format, parts: tuple[Part, ...]
) -> None:
    told = level(Indicator.PRESENT, 40, parts=parts)
    record_report(operation, report(told, level(Indicator.MISSING, 1)), now=noon_of(0))
    content = send(operation, ask(rows=Rows.UNITS, format=kind))
    name = "export.json" if kind is Format.HXL_JSON else "export.csv"
    survey = survey_table(open_file(content, name, Limits()).tables[0])
    mapping = begin_mapping(survey)
    with databases.own() as other, other.writer() as empty:
        make_operation(empty)
        set_reporting_mode(empty, SPLIT, since=START, mode=ReportingMode.BY_SHELTER)
        plan = plan_import(empty, survey, mapping, now=NOW)
        assert plan.refused == ()
        record_import(empty, plan, draft(), now=NOW)
        (found,) = list_place_reports(empty, WHOLE, on(0), on(0))
        counts = {count.indicator: count for count in found.counts}
        assert set(counts[Indicator.PRESENT].parts) == set(parts)
        assert counts[Indicator.MISSING].parts == ()
        again = plan_import(empty, survey, mapping, now=NOW)
        assert {planned.outcome for planned in again.planned} == {Outcome.UNCHANGED}
