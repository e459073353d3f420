"""Columns gathered into lists."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.histories import DAYS, GRADES, make_operation
from tracker.store.base import table_of
from tracker.store.gathered import gather, read_gathered
from tracker.store.places import SourceRow


def test_the_values_of_a_group_come_as_one_list(session: Session) -> None:
    make_operation(session)
    table = table_of(SourceRow)
    columns = [gather(session, column, table.c.id) for column in (table.c.id, table.c.grade)]
    (row,) = session.execute(select(*columns).where(table.c.id < DAYS))
    assert [read_gathered(found) for found in row] == [list(GRADES), list(GRADES.values())]
