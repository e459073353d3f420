"""A busy database and one out of reach: a page in plain words, and nothing typed is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from tests.web.strict_client import StrictClient, check_page
from tracker.app import create_app
from tracker.config import Settings
from tracker.extensions import use_database
from tracker.store.database import Database, open_database
from tracker.store.driver import driver_of
from tracker.web.shared import access
from tracker.web.shared.unit_of_work import reading, writing


@access.public
def read() -> ResponseReturnValue:
    return str(reading().execute(text("SELECT 1")).scalar_one())


@access.public
def write() -> ResponseReturnValue:
    row = "INSERT INTO source (name, grade, retired) VALUES ('Written', 'A', false)"
    writing().execute(text(row))
    return "saved"


@pytest.fixture
def own_app(shared_app: Flask) -> Flask:
    app = create_app(Settings(instance=Path(shared_app.instance_path), secret_key="for tests"))
    app.test_client_class = StrictClient
    app.add_url_rule("/read", "read", read)
    app.add_url_rule("/write", "write", write, methods=["POST"])
    return app


@pytest.fixture
def impatient(own_app: Flask, web_database: Database) -> Iterator[Database]:
    """The database of the application, which waits for a moment only."""
    url = web_database.write.url.render_as_string(hide_password=False)
    database = open_database(url, wait=0.1)
    use_database(own_app, database)
    yield database
    database.dispose()


def make_client(app: Flask) -> StrictClient:
    client = app.test_client()
    assert isinstance(client, StrictClient)
    return client


TYPED = {"arrivals": "<120>", "submission_id": "1234", "note": "two\nlines"}


@pytest.mark.usefixtures("operation")
def test_whoever_waits_too_long_gets_the_form_back_and_sends_it_again(
    own_app: Flask, impatient: Database, web_database: Database
) -> None:
    client = make_client(own_app)
    with web_database.writer() as rebuilding:
        rebuilding.execute(text("SELECT 1"))
        response = client.post("/write", data={**TYPED, "csrf_token": client.token()})
        assert client.get("/read").get_data(as_text=True) == "1"
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "10"
    page = check_page(response)
    assert page.heading == "Not saved yet"
    assert "busy with a large change" in page.text
    assert "Arrivals <120>" in page.text
    assert "1234" not in page.text
    kept = dict(page.form_data())
    assert {name: kept[name] for name in TYPED} == TYPED
    assert client.post("/write", data=kept).get_data(as_text=True) == "saved"


@pytest.fixture
def out_of_reach(own_app: Flask, tmp_path: Path) -> Iterator[None]:
    database = open_database(f"sqlite:///{(tmp_path / 'gone' / 'tracker.sqlite3').as_posix()}")
    use_database(own_app, database)
    yield
    database.dispose()


@pytest.mark.usefixtures("out_of_reach")
def test_without_the_database_what_was_typed_is_kept(own_app: Flask) -> None:
    client = make_client(own_app)
    response = client.post("/write", data={**TYPED, "csrf_token": client.token()})
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    page = check_page(response)
    assert "cannot reach its data" in page.text
    assert page.value("arrivals") == "<120>"


@pytest.mark.usefixtures("out_of_reach")
def test_a_page_that_cannot_be_read_says_when_to_come_back(own_app: Flask) -> None:
    response = make_client(own_app).get("/read")
    page = check_page(response)
    assert response.status_code == 503
    assert page.heading == "Please wait a moment"
    assert "load the page again" in page.text


@pytest.mark.usefixtures("out_of_reach")
def test_a_password_is_not_kept_in_the_page(own_app: Flask) -> None:
    client = make_client(own_app)
    typed = {"email": "a@example.org", "password": "secret", "csrf_token": client.token()}
    response = client.post("/sign-in", data=typed)
    assert response.status_code == 503
    assert "secret" not in response.get_data(as_text=True)


def test_a_commit_that_is_lost_offers_the_form_again(
    own_app: Flask, impatient: Database, operation: None
) -> None:
    @access.public
    def fill_the_disk() -> str:
        writing().execute(text("PRAGMA max_page_count = 1"))
        writing().execute(text("UPDATE operation SET name = 'x'"))
        writing().execute(text("CREATE TABLE more AS SELECT zeroblob(1000000) AS one"))
        return "saved"

    own_app.add_url_rule("/fill", "fill", fill_the_disk, methods=["POST"])
    client = make_client(own_app)
    response = client.post("/fill", data={**TYPED, "csrf_token": client.token()})
    assert response.status_code == 503
    assert check_page(response).value("arrivals") == "<120>"


def test_a_full_disk_in_the_middle_of_a_report_offers_the_form_again(
    own_app: Flask, impatient: Database, operation: None
) -> None:
    @access.public
    def record() -> str:
        driver = driver_of(writing()).connection
        driver.execute("PRAGMA max_page_count = 1")
        driver.execute("CREATE TABLE more AS SELECT zeroblob(1000000) AS one")
        return "saved"

    own_app.add_url_rule("/record", "record", record, methods=["POST"])
    client = make_client(own_app)
    response = client.post("/record", data={**TYPED, "csrf_token": client.token()})
    assert response.status_code == 503
    assert check_page(response).value("arrivals") == "<120>"
