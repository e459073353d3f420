"""What is done with a file beside the pages can be stopped; nothing of it is kept then."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import event, text

from tests.databases import Databases
from tests.web.fixtures import NOW, PersonMaker
from tests.web.imports.conftest import ROWS
from tests.web.imports.sites import Site, site
from tests.web.imports.steps import follow
from tests.web.imports.test_long_files import client, read_long, record, token_of, wait
from tests.web.strict_client import StrictClient
from tracker.exchange.importing import list_imports
from tracker.registry.people import Role
from tracker.store.database import Database
from tracker.web.shared import long_undoings
from tracker.web.shared.course_kinds import Kind
from tracker.web.shared.courses import stop_course

__all__ = ["client", "site"]


@pytest.fixture(params=["sqlite", "postgresql"])
def web_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """What is rolled back is so on both engines."""
    databases: Databases = request.getfixturevalue(f"{request.param}_databases")
    with databases.own() as database:
        yield database


def act_at_totals(database: Database, act: Callable[[], object]) -> None:
    """Act once, as soon as all reports are written and the first totals are asked for."""

    seen: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "FROM area_change" in statement and not seen:
            seen.append(statement)
            act()

    event.listen(database.write, "before_cursor_execute", listen)


def test_recording_is_stopped_in_the_middle_and_taken_back(site: Site, saved: str) -> None:
    client = site.client
    page = read_long(client, ROWS, saved)
    file = site.find_file(page.response.request.path)
    told: list[bool] = []

    def stop() -> None:
        by = stop_course(file, Kind.RECORDING, person_id=site.anna.id, name="Anna", moment=NOW)
        told.append(by)

    act_at_totals(site.database, stop)
    address = record(client, page)
    wait()
    assert told == [True]
    page = client.see(address)
    assert page.title.startswith("daily.csv is not recorded")
    assert "Nothing was recorded: Anna stopped it." in page.text
    assert "Refresh" not in page.response.headers
    assert site.list_values() == []
    with site.database.reader() as session:
        assert list_imports(session) == ()
    site.check_nothing()
    named = {"name": "the import of daily.csv"}
    assert site.read_last_link() == ("import_stopped", site.anna.id, named)
    assert "stopped the import of daily.csv, and nothing" in client.see("audit.show_trail").text
    # It can be recorded all the same, by the page that it was looked at on.
    again = follow(client, client.get(page.links()["Back to what will be recorded"]))
    record(client, again)
    wait()
    assert "The file is imported." in follow(client, client.get(address)).text
    assert site.list_values() == [7, 5]


def test_who_waits_for_the_page_is_told_that_it_is_being_stopped(site: Site, saved: str) -> None:
    client = site.client
    page = read_long(client, ROWS, saved)
    with site.database.writer() as session:
        session.execute(text("SELECT 1"))
        address = record(client, page)
        assert "Stop it" in client.see(address).text
        assert client.send("imports.stop", token=token_of(address)).location == address
        page = client.see(address)
        assert "It is being stopped" in page.text
        assert "Stop it" not in page.text
        assert page.response.headers["Refresh"] == "3"
    wait()
    assert "Nothing was recorded: Anna stopped it." in client.see(address).text
    client.send("imports.discard", token=token_of(address))
    client.see(address, status=404)
    assert site.list_values() == []


def test_undoing_is_stopped_by_anybody_who_may_undo(
    site: Site, saved: str, make_person: PersonMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = site.client
    record(client, read_long(client, ROWS, saved))
    wait()
    monkeypatch.setattr(long_undoings, "LONG", 1)
    rita = make_person(Role.REVIEWER, name="Rita")
    other = site.app.test_client()
    assert isinstance(other, StrictClient)
    other.sign_in_as(rita)
    with site.database.writer() as session:
        session.execute(text("SELECT 1"))
        address = client.send("imports.undo", {"reason": "wrong"}, import_id=1).location
        assert other.send("imports.stop_undoing_import", import_id=1).location == address
        assert "It is being stopped" in client.see(address).text
    wait()
    page = client.see(address)
    assert page.title.startswith("Import 1 is not undone")
    assert "Nothing was undone: Rita stopped it." in page.text
    assert site.list_values() == [7, 5]
    site.check_nothing()
    assert site.read_last_link() == ("import_stopped", rita.id, {"name": "undoing import 1"})
    page = client.fill_in("imports.undo", {"reason": "wrong"}, import_id=1)
    wait()
    assert "The import is undone." in follow(client, client.get(address)).text
    assert site.list_values() == []
    assert other.send("imports.stop_undoing_import", import_id=1).location == address
