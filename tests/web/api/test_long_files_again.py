"""A long file that is sent again is looked at again, unless it was recorded."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from flask import Flask

from tests.web.api.conftest import Caller, _noon
from tests.web.api.test_imports import BAD_ROW, anna
from tests.web.api.test_long_imports import folder, post, wait
from tests.web.fixtures import NOW, Writer
from tests.web.imports.conftest import MAPPING, ROWS, places
from tracker.domain.audit import Author
from tracker.exchange.importing import list_imports
from tracker.exchange.mapping import read_mapping, save_mapping
from tracker.registry.areas import add_area
from tracker.registry.places import list_areas
from tracker.web.api import long_imports
from tracker.web.shared import course_kinds
from tracker.web.shared.kept_files import KeptFile

__all__ = ["_noon", "anna", "folder", "places"]

UNKNOWN = "Date,District,Arrivals,Present\n2024-08-07,Rylsk,3,\n2024-08-08,Rylsk,4,\n"


def add_rylsk(writer: Writer) -> None:
    with writer() as session:
        region = next(area for area in list_areas(session) if area.name == "Kursk region")
        by = Author(person_id=None, at=NOW)
        add_area(session, name="Rylsk", parent_id=region.id, by=by)


@pytest.mark.parametrize("query", [{}, {"submission_id": uuid4()}])
def test_a_dry_run_is_planned_by_what_stands_when_it_is_sent(
    anna: Caller, writer: Writer, query: dict[str, Any]
) -> None:
    content = ROWS + "2024-08-08,Rylsk,4,\n"
    asked: dict[str, Any] = {**query, "dry_run": "true"}

    def plan() -> tuple[int, int, int]:
        address = post(anna, content, **asked)
        wait()
        result = anna.get(address)["result"]
        return result["added"], result["unchanged"], result["refused"]

    assert plan() == (2, 0, 1)
    add_rylsk(writer)
    assert plan() == (3, 0, 0)
    post(anna, content, submission_id=uuid4())
    wait()
    assert plan() == (0, 3, 0)


@pytest.mark.parametrize("query", [{}, {"submission_id": uuid4()}])
def test_a_dry_run_is_read_by_the_mapping_as_it_is_saved_now(
    anna: Caller, writer: Writer, query: dict[str, Any]
) -> None:
    def plan() -> tuple[str, int]:
        address = post(anna, ROWS, dry_run="true", **query)
        wait()
        return address, anna.get(address)["result"]["added"]

    before, added = plan()
    assert added == 2
    with writer() as session:
        mapping = read_mapping(MAPPING.replace('Arrivals = "arrivals new"\n', ""))
        save_mapping(session, "Daily", mapping, person_id=anna.person.id, now=NOW)
    after, added = plan()
    assert added == 1
    assert (before == after) is bool(query)


def test_a_file_that_is_being_read_by_another_mapping_is_not_mixed_up(
    anna: Caller, writer: Writer, folder: Path
) -> None:
    submission = uuid4()
    post(anna, submission_id=submission, dry_run="true")
    wait()
    (note,) = folder.glob("*.reading")
    now = datetime.now(UTC).timestamp()
    note.write_text(json.dumps({"started": now, "heard": now}), encoding="utf-8")
    with writer() as session:
        mapping = read_mapping(MAPPING.replace('Arrivals = "arrivals new"\n', ""))
        save_mapping(session, "Daily", mapping, person_id=anna.person.id, now=NOW)
    post(anna, submission_id=submission, dry_run="true", status=409)


def test_what_was_refused_in_full_can_be_sent_again_under_its_id(
    anna: Caller, writer: Writer
) -> None:
    submission = uuid4()
    address = post(anna, UNKNOWN, submission_id=submission)
    wait()
    told = anna.get(address)
    assert (told["import"], told["result"]["refused"]) == (None, 2)
    add_rylsk(writer)
    assert post(anna, UNKNOWN, submission_id=submission) == address
    wait()
    told = anna.get(address)
    assert (told["state"], told["result"]["added"]) == ("done", 2)
    assert told["import"] is not None
    with writer() as session:
        assert len(list_imports(session)) == 1


def test_it_is_told_for_a_day_after_it_was_sent_last(anna: Caller, app: Flask) -> None:
    address = post(anna, ROWS + BAD_ROW, dry_run="true")
    wait()

    def is_told(after: timedelta) -> bool:
        with time_machine.travel(NOW + after, tick=False), app.app_context():
            status = anna.send("GET", address.split("/api/v1")[-1]).status_code
        assert status in {200, 404}
        return status == 200

    assert is_told(timedelta(hours=23))
    assert not is_told(timedelta(hours=25))
    with time_machine.travel(NOW + timedelta(hours=20), tick=False):
        post(anna, ROWS + BAD_ROW, dry_run="true")
        wait()
    assert is_told(timedelta(hours=43))
    assert not is_told(timedelta(hours=45))


def test_what_is_recorded_is_told_so_where_the_result_cannot_be_kept(
    anna: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_note = KeptFile.write_note

    def fill_disk(file: KeptFile, kind: str, text: str) -> None:
        if kind == long_imports._RESULT:
            raise OSError("the disk is full")
        write_note(file, kind, text)

    monkeypatch.setattr(KeptFile, "write_note", fill_disk)
    address = post(anna, submission_id=uuid4())
    wait()
    told = anna.get(address)
    assert (told["state"], told["problem"], told["result"]) == ("done", None, None)
    assert told["import"] is not None
    address = post(anna, dry_run="true")
    wait()
    told = anna.get(address)
    assert (told["state"], told["problem"]) == (
        "given up",
        course_kinds.PROBLEMS[course_kinds.Kind.READING].failed,
    )
