"""`flask --app wsgi example create` from the terminal."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tracker.app import create_app
from tracker.config import Settings
from tracker.domain.days import OperationClock
from tracker.example.calendar import START
from tracker.example.people import SIGN_INS
from tracker.extensions import current_database, use_database
from tracker.registry.operation import create_operation
from tracker.store.database import Database

Run = Callable[[Database], Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the command on a database."""
    app = create_app(Settings(instance=tmp_path, testing=True))
    with app.app_context():
        current_database().dispose()

    def run_on(database: Database) -> Result:
        use_database(app, database)
        return app.test_cli_runner().invoke(args=["example", "create"])

    return run_on


def test_it_prints_the_sign_ins(example: Database, run: Run) -> None:
    result = run(example)
    assert result.exit_code == 0
    for sign_in in SIGN_INS:
        assert f"{sign_in.email}, password {sign_in.password}" in result.output


def test_it_says_why_it_leaves_an_operation_alone(own_database: Database, run: Run) -> None:
    clock = OperationClock(start=START, time_zone="Europe/Moscow", deadline_hour=10)
    with own_database.writer() as session, session.begin():
        create_operation(session, name="Flood", clock=clock)
    result = run(own_database)
    assert result.exit_code == 1
    assert "holds the operation Flood, which is not an example" in result.output
