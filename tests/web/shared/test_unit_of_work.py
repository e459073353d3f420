"""What a request writes is kept together or not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from tracker.app import create_app
from tracker.config import Settings
from tracker.domain.errors import InUse, SubmissionConflict
from tracker.extensions import current_database, use_database
from tracker.store.database import Database
from tracker.web.shared import access
from tracker.web.shared.pages import render_again
from tracker.web.shared.unit_of_work import choose_session, reading, writing

End = Callable[[], ResponseReturnValue]


def write() -> None:
    row = "INSERT INTO source (name, grade, retired) VALUES ('Written', 'A', false)"
    writing().execute(text(row))


def refuse() -> ResponseReturnValue:
    raise InUse("Not like this.")


def conflict() -> ResponseReturnValue:
    raise SubmissionConflict("1", 1, 1)


def fail() -> ResponseReturnValue:
    raise ZeroDivisionError


ENDS: dict[str, End] = {
    "page": lambda: "saved",
    "redirect": lambda: ("", 303),
    "problems": lambda: render_again("errors/400.html", message=None),
    "refusal": refuse,
    "conflict": conflict,
    "failure": fail,
}


@pytest.fixture
def own_app(shared_app: Flask, web_database: Database, operation: None) -> Flask:
    """An application with views that write, and then end in one way each."""
    instance = Path(shared_app.instance_path)
    app = create_app(Settings(instance=instance, secret_key="for tests"))
    app.config["WTF_CSRF_ENABLED"] = False
    use_database(app, web_database)
    for name, end in ENDS.items():
        app.add_url_rule(f"/{name}", name, make_view(end), methods=["POST"])
    return app


def make_view(end: End) -> Callable[[], ResponseReturnValue]:
    @access.public
    def view() -> ResponseReturnValue:
        write()
        return end()

    return view


def is_written(database: Database) -> bool:
    with database.reader() as session:
        return session.execute(text("SELECT count(*) FROM source")).scalar_one() == 1


@pytest.mark.parametrize(
    ("end", "status", "kept"),
    [
        ("page", 200, True),
        ("redirect", 303, True),
        ("problems", 422, False),
        ("refusal", 400, False),
        ("conflict", 409, True),
        ("failure", 500, False),
    ],
)
def test_what_was_written_is_kept_when_the_answer_is_no_error(
    own_app: Flask, web_database: Database, end: str, status: int, *, kept: bool
) -> None:
    response = own_app.test_client().post(f"/{end}")
    assert response.status_code == status
    assert is_written(web_database) == kept
    # The next writer does not wait for this one.
    with web_database.writer() as session:
        session.execute(text("SELECT 1"))


def test_a_commit_that_fails_answers_with_the_page_of_failures(
    own_app: Flask, web_database: Database
) -> None:
    with web_database.writer() as session:
        session.execute(
            text(
                "CREATE TABLE late "
                "(id INTEGER REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED)"
            )
        )
        session.commit()

    @access.public
    def view() -> str:
        write()
        writing().execute(text("INSERT INTO late VALUES (404)"))
        return "saved"

    own_app.add_url_rule("/late", "late", view, methods=["POST"])
    response = own_app.test_client().post("/late")
    assert response.status_code == 500
    assert "something went wrong" in response.get_data(as_text=True)
    assert not is_written(web_database)


def test_the_session_for_reading_cannot_write(app: Flask, web_database: Database) -> None:
    with app.test_request_context(), pytest.raises(OperationalError, match="readonly"):
        reading().execute(text("DELETE FROM source"))


def test_a_request_has_one_session_of_each_kind(app: Flask) -> None:
    with app.test_request_context(method="POST"):
        assert reading() is reading()
        assert writing() is writing()
        assert choose_session() is writing()
    with app.test_request_context(method="GET"):
        assert choose_session() is reading()


def test_sessions_are_closed_with_the_request(app: Flask) -> None:
    with app.test_request_context(method="POST"):
        reading().execute(text("SELECT 1"))
        write()
    with app.app_context():
        database = current_database()
    assert database.read.pool.checkedout() == 0  # type: ignore[attr-defined]
    assert database.write.pool.checkedout() == 0  # type: ignore[attr-defined]
