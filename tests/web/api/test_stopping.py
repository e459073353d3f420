"""Programs stop what is done with long imports; nothing of it is kept then."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from tests.audit.links import read_links
from tests.web.api.conftest import Caller, CallerMaker, _noon
from tests.web.api.test_imports import anna, send
from tests.web.api.test_long_imports import folder, post, wait
from tests.web.imports.conftest import places
from tracker.registry.people import Role
from tracker.store.database import Database
from tracker.web.shared import long_undoings

__all__ = ["_noon", "anna", "folder", "places"]

UNDOING = "/imports/1/undoing"


@contextmanager
def held(database: Database) -> Iterator[None]:
    """Whoever wants to write waits meanwhile."""
    with database.writer() as session:
        session.execute(text("SELECT 1"))
        yield


def stop(caller: Caller, address: str, *, status: int) -> Any:
    """Ask to stop what is told of at an address."""
    path, _, query = address.partition("?")
    response = caller.send("POST", f"{path}/stopping?{query}")
    assert response.status_code == status, response.get_data(as_text=True)
    told = response.get_json(force=True)
    if status == 202:
        assert response.headers["Location"].endswith(address)
    return told


def test_recording_is_stopped_and_can_be_sent_again(anna: Caller, web_database: Database) -> None:
    submission = uuid4()
    with held(web_database):
        address = post(anna, submission_id=submission)
        assert anna.get(address)["stopping"] is False
        for _ in range(2):
            told = stop(anna, address, status=202)
            assert (told["state"], told["stopping"]) == ("under way", True)
        assert anna.get(address)["stopping"] is True
    wait()
    told = anna.get(address)
    assert (told["state"], told["stopping"], told["import"]) == ("given up", False, None)
    assert told["problem"] == "Nothing was recorded: Anna stopped it."
    assert stop(anna, address, status=200) == told
    assert anna.get("/reports")["items"] == []
    with web_database.reader() as session:
        last = read_links(session)[-1]
    assert (last["act"], last["person_id"]) == ("import_stopped", anna.person.id)
    assert post(anna, submission_id=submission) == address
    wait()
    assert anna.get(address)["state"] == "done"


def test_a_dry_run_is_another_thing_than_the_import(anna: Caller, web_database: Database) -> None:
    submission = uuid4()
    looked = post(anna, submission_id=submission, dry_run="true")
    wait()
    with held(web_database):
        recorded = post(anna, submission_id=submission)
        assert stop(anna, looked, status=200)["state"] == "done"
        assert anna.get(recorded)["stopping"] is False
    wait()
    assert anna.get(recorded)["state"] == "done"


def test_what_is_recorded_before_it_could_be_stopped_stays(anna: Caller) -> None:
    address = post(anna, submission_id=uuid4())
    wait()
    told = stop(anna, address, status=200)
    assert (told["state"], told["import"]) == ("done", 1)
    assert anna.get(address) == told


def test_undoing_is_stopped_by_anybody_who_may_undo(
    anna: Caller,
    caller_of: CallerMaker,
    web_database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tracker.web.shared.long_files.LONG", 1_000)
    send(anna)
    monkeypatch.setattr(long_undoings, "LONG", 1)
    stop(anna, UNDOING, status=404)
    rita = caller_of(Role.REVIEWER, name="Rita")
    with held(web_database):
        anna.post(UNDOING, {"reason": "The wrong file"}, status=202)
        assert stop(rita, UNDOING, status=202)["stopping"] is True
    wait()
    told = anna.get(UNDOING)
    assert (told["state"], told["problem"]) == (
        "given up",
        "Nothing was undone: Rita stopped it.",
    )
    assert stop(rita, UNDOING, status=200) == told
    assert anna.get("/imports/1")["undone"] is None
    anna.post(UNDOING, {"reason": "The wrong file"}, status=202)
    wait()
    assert stop(anna, UNDOING, status=200)["state"] == "done"
    assert anna.get("/imports/1")["undone"]["reason"] == "The wrong file"


def test_only_ones_own_files_are_stopped_and_by_tokens_that_write(
    anna: Caller, caller_of: CallerMaker, web_database: Database
) -> None:
    others = {
        404: caller_of(Role.REVIEWER, name="Other"),
        403: caller_of(Role.REVIEWER, name="Reads", may_write=False),
    }
    narrow = caller_of(Role.ADMINISTRATOR, name="Narrow", areas=(1,))
    official = caller_of(Role.OFFICIAL, name="Olga")
    with held(web_database):
        address = post(anna, submission_id=uuid4())
        for status, caller in others.items():
            stop(caller, address, status=status)
        for caller in (narrow, official):
            stop(caller, address, status=403)
    wait()
    assert anna.get(address)["state"] == "done"
