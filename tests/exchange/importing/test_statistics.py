"""Once much was imported or undone, PostgreSQL knows of it, and plans what is asked next."""

from datetime import timedelta

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from tests.exchange.importing.acts import NOW, take_in
from tests.recording.drafts import noon_of
from tracker.exchange.importing import undo_import
from tracker.recording import bulk, touched

HEAD = "Date,District,Arrivals,Present\n"


def rows(*days: int, arrivals: int = 5) -> str:
    return HEAD + "".join(f"2024-08-{6 + day:02},Whole,{arrivals},120\n" for day in days)


@pytest.fixture
def gathered(operation: Session) -> list[str]:
    """The statements by which statistics are gathered."""
    seen: list[str] = []
    connection = operation.connection()

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("ANALYZE"):
            seen.append(statement)

    event.listen(connection, "before_cursor_execute", listen)
    return seen


def knows(session: Session, table: str) -> bool:
    """Whether the engine knows how the reports' table is filled."""
    found = session.execute(
        text("SELECT count(*) FROM pg_stats WHERE tablename = :table"), {"table": table}
    )
    return bool(found.scalar())


def test_the_engine_is_told_of_many_reports(
    operation: Session, gathered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(touched, "MANY", 3)
    monkeypatch.setattr(bulk, "_BATCH", 2)
    is_postgresql = operation.get_bind().dialect.name == "postgresql"
    take_in(operation, rows(1, 2))
    assert gathered == []
    first = take_in(operation, rows(3, 4, 5), now=NOW + timedelta(hours=1))
    assert len(gathered) == is_postgresql
    if is_postgresql:
        for table in ("report", "revision", "report_count", "unit_day", "import_report"):
            assert knows(operation, table), table
    take_in(operation, rows(3, 4, 5, arrivals=6), now=NOW + timedelta(hours=2))
    assert len(gathered) == 2 * is_postgresql
    later = take_in(operation, rows(1, arrivals=7), now=NOW + timedelta(hours=3))
    undo_import(operation, later, reason="wrong", person_id=1, now=noon_of(21))
    assert len(gathered) == 2 * is_postgresql
    undo_import(operation, first + 1, reason="wrong", person_id=1, now=noon_of(22))
    assert len(gathered) == 3 * is_postgresql
