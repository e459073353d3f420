"""Long files of programs are taken in beside the answers, and told of where the answer says."""

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from flask import Flask

from tests.web.api.conftest import Caller, CallerMaker, _noon
from tests.web.api.test_imports import BAD_ROW, anna
from tests.web.fixtures import NOW, Writer
from tests.web.imports.conftest import ROWS, places
from tracker.exchange.importing import list_imports
from tracker.exchange.reading import Book, open_file
from tracker.registry.people import Role
from tracker.web.shared import course_kinds, long_files, opened_files
from tracker.web.shared.kept_files import find_file, list_files

__all__ = ["_noon", "anna", "places"]


@pytest.fixture(autouse=True)
def folder(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where files are kept: nothing that other tests left."""
    monkeypatch.setattr(long_files, "LONG", 1)
    kept = Path(app.instance_path) / "imports"
    for path in kept.glob("*"):
        path.unlink()
    return kept


def post(caller: Caller, content: str = ROWS, *, status: int = 202, **query: Any) -> str:
    """Send a file; the address where to ask how far it is."""
    asked = {"file_name": "daily.csv", "mapping": "Daily", **query}
    if not asked["mapping"]:
        del asked["mapping"]
    response = caller.send(
        "POST",
        f"/imports?{urlencode(asked)}",
        data=content,
        content_type="application/octet-stream",
    )
    assert response.status_code == status, response.get_data(as_text=True)
    return response.headers.get("Location", "")


def wait() -> None:
    for thread in threading.enumerate():
        if thread.name.startswith("import "):
            thread.join(timeout=60)


def test_a_long_file_is_recorded_once_as_a_whole(anna: Caller, writer: Writer) -> None:
    submission = uuid4()
    address = post(anna, ROWS + BAD_ROW, submission_id=submission)
    assert address.endswith(f"/api/v1/imports/under-way?submission_id={submission}")
    wait()
    told = anna.get(address)
    assert (told["state"], told["per_cent"], told["problem"]) == ("done", 100, None)
    assert (told["result"]["added"], told["result"]["refused"]) == (2, 1)
    assert told["import"] == told["result"]["import"] == 1
    assert post(anna, ROWS + BAD_ROW, submission_id=submission) == address
    post(anna, ROWS, submission_id=submission, status=409)
    with writer() as session:
        assert len(list_imports(session)) == 1


def test_an_older_edition_is_told_of_a_long_file(anna: Caller) -> None:
    for rows in (ROWS, ROWS.replace("120", "130")):
        post(anna, rows, submission_id=uuid4())
        wait()
    told = []
    for dry_run in ("true", "false"):
        address = post(anna, submission_id=uuid4(), dry_run=dry_run)
        wait()
        told.append(anna.get(address)["result"]["warnings"])
    assert told[0] == told[1]
    assert told[0][0]["detail"].startswith("This very file was imported before, as import 1 of")


def test_how_far_it_is_can_be_asked_for(anna: Caller, folder: Path) -> None:
    submission = uuid4()
    address = post(anna, submission_id=submission, dry_run="true")
    wait()
    (note,) = folder.glob("*.reading")
    now = datetime.now(UTC).timestamp()
    note.write_text(json.dumps({"started": now - 60, "heard": now, "part": 0.5}), encoding="utf-8")
    told = anna.get(address)
    assert (told["state"], told["per_cent"], told["seconds_left"]) == ("under way", 50, 60)
    assert (told["import"], told["result"]) == (None, None)
    assert post(anna, submission_id=submission, dry_run="true") == address
    assert anna.get(address)["state"] == "under way"
    other = post(anna, ROWS + BAD_ROW, submission_id=submission, dry_run="true", status=409)
    assert not other


def test_what_is_known_already_is_no_import(anna: Caller) -> None:
    post(anna, submission_id=uuid4())
    wait()
    address = post(anna, submission_id=uuid4())
    wait()
    told = anna.get(address)
    assert (told["state"], told["import"], told["result"]["unchanged"]) == ("done", None, 2)


def test_a_long_dry_run_records_nothing_and_needs_no_id(anna: Caller) -> None:
    address = post(anna, dry_run="true")
    assert post(anna, dry_run="true") == address
    wait()
    told = anna.get(address)
    assert (told["state"], told["import"], told["result"]["added"]) == ("done", None, 2)
    assert anna.get("/reports")["items"] == []
    anna.get(address.replace("&dry_run=true", ""), status=404)


def test_what_was_given_up_is_told_and_can_be_sent_again(anna: Caller, folder: Path) -> None:
    submission = uuid4()
    address = post(anna, submission_id=submission, dry_run="true")
    wait()
    (note,) = folder.glob("*.reading")
    given_up = {
        "started": 1,
        "heard": 1,
        "problem": course_kinds.PROBLEMS[course_kinds.Kind.READING].failed,
    }
    note.write_text(json.dumps(given_up), encoding="utf-8")
    told = anna.get(address)
    assert (told["state"], told["problem"]) == (
        "given up",
        course_kinds.PROBLEMS[course_kinds.Kind.READING].failed,
    )
    assert post(anna, submission_id=submission, dry_run="true") == address
    wait()
    assert anna.get(address)["state"] == "done"


def test_what_is_recorded_is_so_whatever_was_told_last(anna: Caller, folder: Path) -> None:
    submission = uuid4()
    address = post(anna, submission_id=submission)
    wait()
    (note,) = folder.glob("*.hash")
    with anna.app.app_context():
        find_file(note.stem, anna.person.id).drop_note("course")
        # It is no file that a person began on the pages.
        assert list_files(anna.person.id, NOW) == ()
    told = anna.get(address)
    assert (told["state"], told["import"]) == ("done", 1)


def test_others_and_narrowed_tokens_do_not_see_it(anna: Caller, caller_of: CallerMaker) -> None:
    address = post(anna, submission_id=UUID(int=7))
    wait()
    other = caller_of(Role.REVIEWER, name="Other")
    assert "There is no import under way" in other.get(address, status=404)["detail"]
    narrow = caller_of(Role.REVIEWER, name="Narrow", areas=(1,))
    narrow.get(address, status=403)
    anna.get("/imports/under-way?submission_id=" + str(UUID(int=8)), status=404)


@pytest.mark.parametrize("heavy", [1, 1_000_000])
def test_a_long_file_is_opened_once(
    anna: Caller, monkeypatch: pytest.MonkeyPatch, heavy: int
) -> None:
    opened: list[str] = []

    def tell(*given: Any) -> Book:
        opened.append(given[1])
        return open_file(*given)

    monkeypatch.setattr(opened_files, "open_file", tell)
    monkeypatch.setattr(opened_files, "HEAVY", heavy)
    for dry_run in ("true", "false"):
        address = post(anna, submission_id=uuid4(), dry_run=dry_run)
        wait()
        assert anna.get(address)["result"]["added"] == 2
    assert opened == ["daily.csv"] * 2


def test_a_heavy_file_is_opened_beside_the_answers(
    anna: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_files, "LONG", 1_000)
    monkeypatch.setattr(opened_files, "HEAVY", 1)
    address = post(anna, submission_id=uuid4())
    wait()
    told = anna.get(address)
    assert (told["state"], told["result"]["added"]) == ("done", 2)
    tagged = "#date,#adm2,#meta+source,#affected+idps+ind+stock\n2024-08-09,Sudzha,Headquarters,7\n"
    address = post(anna, tagged, dry_run="true", mapping="")
    wait()
    assert anna.get(address)["result"]["added"] == 1


@pytest.mark.parametrize(
    ("content", "mapping", "problem"),
    [
        ("%PDF-1.7", "Daily", "this is a PDF"),
        ("Date,People\n2024-08-07,5\n", "Daily", "There is no column “Arrivals” in this file"),
        (ROWS, "", "Name a mapping"),
    ],
)
def test_a_heavy_file_that_cannot_be_opened_is_given_up(
    anna: Caller, monkeypatch: pytest.MonkeyPatch, content: str, mapping: str, problem: str
) -> None:
    monkeypatch.setattr(opened_files, "HEAVY", 1)
    address = post(anna, content, submission_id=uuid4(), mapping=mapping)
    wait()
    told = anna.get(address)
    assert told["state"] == "given up"
    assert problem in told["problem"]


def test_each_problem_of_a_mapping_in_a_long_file_is_told_by_itself(
    anna: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "Day,People\n2024-08-07,5\n"
    told_at_once = anna.send(
        "POST",
        f"/imports?file_name=a.csv&mapping=Daily&submission_id={uuid4()}",
        data=rows,
        content_type="application/octet-stream",
    ).get_json(force=True)
    monkeypatch.setattr(opened_files, "HEAVY", 1)
    address = post(anna, rows, submission_id=uuid4())
    wait()
    told = anna.get(address)
    assert (told["state"], len(told["errors"])) == ("given up", 4)
    assert told["errors"] == told_at_once["errors"]
    assert told["errors"][0] == {
        "parameter": "mapping",
        "in_mapping": "/columns/Arrivals",
        "detail": "There is no column “Arrivals” in this file",
    }
    assert anna.get(post(anna, submission_id=uuid4()))["errors"] == []
    wait()


def test_a_heavy_file_whose_hashtags_leave_a_question_open_is_given_up_with_it(
    anna: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened_files, "HEAVY", 1)
    rows = "#date,#adm2,#meta+source,#affected+idps\n2024-08-06T21:00:00Z,Sudzha,A,7\n"
    address = post(anna, rows, submission_id=uuid4(), mapping="")
    wait()
    told = anna.get(address)
    assert (told["state"], "Name a mapping that answers" in told["problem"]) == ("given up", True)
    (error,) = told["errors"]
    assert (error["in_mapping"], "midnight in Europe/Moscow" in error["detail"]) == ("/zone", True)
