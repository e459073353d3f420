"""Rows inserted by the thousand are those that SQLAlchemy would have written."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from tests.histories import WHOLE, make_operation
from tracker.store.base import table_of
from tracker.store.insertion import insert_rows, reserve_ids
from tracker.store.reports import ReportRow, RevisionRow

NOW = datetime(2024, 8, 8, 9, 30, 15, 123456, tzinfo=UTC)


def report_row(report_id: int, day: int) -> dict[str, Any]:
    return {
        "id": report_id,
        "place_id": WHOLE,
        "day": date(2024, 8, day),
        "source_id": 1,
        "grade": "B",
        "head_seq": 1,
        "withdrawn": False,
        "review": "unreviewed",
        "is_late": True,
    }


def revision_row(report_id: int, **values: Any) -> dict[str, Any]:
    row = {
        "id": report_id,
        "report_id": report_id,
        "seq": 1,
        "kind": "original",
        "channel": "bulk",
        "submission_id": UUID(int=report_id),
        "body_hash": bytes(range(250, 256)),
        "reason": None,
        "note": 'tab\there, "quotes", back\\slash\nand a new line',
        "confirmed": None,
        "falls": None,
        "person_id": 1,
        "recorded_at": NOW,
    }
    return row | values


def test_values_of_every_type_come_back_as_they_went_in(session: Session) -> None:
    make_operation(session)
    confirmed = [{"code": "late", "indicator": None, "message": "“late”"}]
    reports = [report_row(7, 6), report_row(8, 7)]
    revisions = [revision_row(7), revision_row(8, confirmed=confirmed, note=None)]
    insert_rows(session, table_of(ReportRow), reports)
    insert_rows(session, table_of(RevisionRow), revisions)
    for row_type, rows in ((ReportRow, reports), (RevisionRow, revisions)):
        found = session.execute(select(table_of(row_type)).order_by(row_type.id)).mappings()
        assert [dict(row) for row in found] == rows


def test_no_value_is_stored_as_null(session: Session) -> None:
    make_operation(session)
    insert_rows(session, table_of(ReportRow), [report_row(1, 6)])
    insert_rows(session, table_of(RevisionRow), [revision_row(1)])
    nulls = select(func.count()).where(table_of(RevisionRow).c.confirmed.is_(None))
    assert session.execute(nulls).scalar_one() == 1


def test_no_rows_are_no_statement(session: Session) -> None:
    insert_rows(session, table_of(ReportRow), [])
    assert session.execute(select(func.count()).select_from(ReportRow)).scalar_one() == 0


def test_reserved_ids_are_not_given_again(session: Session) -> None:
    make_operation(session)
    table = table_of(ReportRow)
    first = list(reserve_ids(session, table, 2))
    insert_rows(session, table, [report_row(number, 6) for number in first])
    row = {name: value for name, value in report_row(0, 7).items() if name != "id"}
    single = session.execute(insert(table).returning(table.c.id), row).scalar_one()
    assert single not in first
    assert set(reserve_ids(session, table, 2)).isdisjoint([*first, single])
