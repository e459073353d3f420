"""Reports are warned of before an import exactly where the totals do not take them in after it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import NOW, draft, mapped, plan
from tests.histories import COUNTRY, FIRST, OUTSIDE, SECOND, SPLIT, START, WHOLE, make_operation
from tests.properties import holds_for
from tests.recording.drafts import withdrawal
from tracker.domain.windows import ReportingMode, ShelterStatus
from tracker.exchange.importing import Plan, list_imported, record_import
from tracker.exchange.importing.uncounted import Cause, find_uncounted
from tracker.recording.corrections import withdraw_report
from tracker.registry.reporting_modes import set_reporting_mode
from tracker.registry.shelter_changes import set_shelter_status
from tracker.store.base import table_of
from tracker.store.places import PlaceRow
from tracker.store.totals import AreaChangeRow
from tracker.totals.check import find_differences
from tracker.totals.update import reweigh

COLUMNS = {
    "Date": "day",
    "District": "area",
    "Site": "shelter",
    "Present": "present",
    "Arrivals": "arrivals new",
    "Places": "capacity",
}
ABOUT = (
    ("Region", ""),
    ("Whole", ""),
    ("Split", ""),
    ("Whole", "Hall"),
    *[("Split", "First")] * 3,
    ("Split", "Second"),
    ("Split", "Outside"),
)
DAYS = st.integers(0, 9).map(lambda at: START + timedelta(days=at))
MODES = st.lists(st.tuples(DAYS, st.sampled_from(ReportingMode)), max_size=2)
STATUSES = st.lists(st.tuples(DAYS, st.sampled_from(ShelterStatus)), max_size=3)
ROWS = st.dictionaries(
    st.tuples(st.sampled_from(ABOUT), DAYS),
    st.sampled_from(["1,,", ",1,", ",,1", "1,1,", "1,,1", "1,1,1"]),
    min_size=4,
    max_size=14,
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """How districts and a shelter are by day, the first day of another, and the rows of a file."""

    whole: Sequence[tuple[date, ReportingMode]]
    split: Sequence[tuple[date, ReportingMode]]
    statuses: Sequence[tuple[date, ShelterStatus]]
    first: date
    rows: Mapping[tuple[tuple[str, str], date], str]
    ticked: bool


CASES = st.builds(
    Case,
    whole=MODES,
    split=MODES,
    statuses=STATUSES,
    first=DAYS,
    rows=ROWS,
    ticked=st.booleans(),
)


def set_registers(session: Session, case: Case) -> None:
    make_operation(session)
    for district, entries in ((WHOLE, case.whole), (SPLIT, case.split)):
        for since, mode in entries:
            set_reporting_mode(session, district, since=since, mode=mode)
    for since, status in case.statuses:
        set_shelter_status(session, FIRST, since=since, status=status)
    with reweigh(session, [SECOND, OUTSIDE]):
        later = update(PlaceRow).where(PlaceRow.id.in_([SECOND, OUTSIDE]))
        session.execute(later.values(valid_from=case.first))


def plan_case(session: Session, case: Case) -> Plan:
    mapping = mapped(COLUMNS, other_places="new shelter", report_by_shelter=case.ticked)
    lines = [f"{day},{area},{site},{said}" for ((area, site), day), said in case.rows.items()]
    return plan(session, "\n".join([",".join(COLUMNS), *lines]), mapping)


def read_totals(session: Session) -> set[tuple[Any, ...]]:
    table = table_of(AreaChangeRow)
    query = select(table).where(table.c.place_id == COUNTRY)
    return {tuple(row) for row in session.execute(query)}


def list_left_out(session: Session, import_id: int) -> Counter[date]:
    """Days of the reports without which the totals are as they are with them."""
    totals, found = read_totals(session), Counter[date]()
    for one in list_imported(session, import_id, limit=99)[1]:
        inner = session.begin_nested()
        withdraw_report(session, withdrawal(one.report_id), now=NOW)
        found[one.day] += read_totals(session) == totals
        inner.rollback()
        session.expire_all()
    return +found


@contextmanager
def taken_back(session: Session) -> Iterator[None]:
    """Take back what is done, whether it holds or not: the next case begins anew."""
    outer = session.begin_nested()
    try:
        yield
    finally:
        outer.rollback()
        session.expunge_all()


@holds_for(40, shrinks=False, case=CASES)
def test_as_many_reports_are_warned_of_as_no_total_takes_in(session: Session, case: Case) -> None:
    with taken_back(session):
        set_registers(session, case)
        made = plan_case(session, case)
        warned = [one for one in find_uncounted(session, made) if one.cause is not Cause.PARTLY]
        number = record_import(session, made, draft(), now=NOW)
        assert Counter(day for one in warned for day in one.days) == list_left_out(session, number)
        assert list(find_differences(session)) == []
