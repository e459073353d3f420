"""When something fails the form stays on the phone, and the app says why."""

from collections.abc import Callable, Iterator
from typing import NoReturn
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import BadRequest

from tests.web.collect.conftest import Phone, read_message
from tests.web.entry.conftest import Places, Revisions
from tracker.extensions import use_database
from tracker.store.database import Database, open_database
from tracker.web.collect import submitting

Failing = Callable[[Exception], None]


@pytest.fixture
def failing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Failing]:
    """Lets the reading of a form fail, in an application that answers failures as in earnest."""

    def let_fail(problem: Exception) -> None:
        def fail() -> NoReturn:
            raise problem

        monkeypatch.setattr(submitting, "read_part", fail)

    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield let_fail
    app.config["PROPAGATE_EXCEPTIONS"] = None


@pytest.fixture
def impatient(app: Flask, web_database: Database) -> Iterator[Database]:
    """The database, which waits for other writers for a moment only."""
    url = web_database.write.url.render_as_string(hide_password=False)
    database = open_database(url, wait=0.1)
    use_database(app, database)
    yield database
    database.dispose()


def test_a_busy_database_takes_the_form_later(
    phone: Phone, places: Places, impatient: Database, web_database: Database, revisions: Revisions
) -> None:
    xml = phone.fill_in(places.hall, present=5).write(str(uuid4()))
    with web_database.writer() as other:
        other.execute(text("UPDATE source SET name = 'Busy'"))
        response = phone.send(xml)
        assert response.status_code == 503
        assert "send it again later" in read_message(response)
        other.rollback()
    assert not revisions()
    assert phone.send(xml).status_code == 201


def test_a_fault_of_the_tracker_is_told_without_a_trace(phone: Phone, failing: Failing) -> None:
    failing(IntegrityError("INSERT", {}, ValueError("secret detail")))
    response = phone.send(b"")
    assert response.status_code == 500
    assert "stays on the phone" in read_message(response)
    assert "secret detail" not in response.get_data(as_text=True)


def test_what_the_framework_refuses_is_told_in_words(phone: Phone, failing: Failing) -> None:
    failing(BadRequest())
    response = phone.send(b"")
    assert response.status_code == 400
    assert "did not understand the app" in read_message(response)
