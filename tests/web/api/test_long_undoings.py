"""Long imports are undone beside the answers, and told of where the answer says."""

import threading
from pathlib import Path

import pytest
from flask import Flask

from tests.web.api.conftest import Caller, CallerMaker, _noon
from tests.web.api.test_imports import anna, send
from tests.web.imports.conftest import ROWS, places
from tests.web.imports.test_long_files import wait
from tracker.registry.people import Role
from tracker.web.shared import long_undoings

__all__ = ["_noon", "anna", "places"]

PATH = "/imports/1/undoing"


@pytest.fixture(autouse=True)
def _long(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every import is long, and no notes are left of others of its number."""
    monkeypatch.setattr(long_undoings, "LONG", 1)
    for path in (Path(app.instance_path) / "imports").glob("*"):
        path.unlink()


def test_a_long_import_is_undone_as_a_whole(anna: Caller) -> None:
    send(anna)
    anna.get(PATH, status=404)
    response = anna.send("POST", PATH, json={"reason": "The wrong file"})
    assert response.status_code == 202
    assert response.headers["Location"].endswith(f"/api/v1{PATH}")
    wait()
    told = anna.get(PATH)
    assert (told["state"], told["per_cent"], told["problem"]) == ("done", 100, None)
    assert (told["import"], told["result"]) == (1, None)
    assert anna.get("/imports/1")["undone"]["reason"] == "The wrong file"
    assert all(report["withdrawn"] for report in anna.get("/reports")["items"])
    again = anna.post(PATH, {"reason": "The wrong file"}, status=200)
    assert again == anna.get("/imports/1")
    problem = anna.post(PATH, {"reason": "Again"}, status=422)
    assert problem["errors"][0]["detail"] == "This import is undone already"


def test_what_others_build_upon_is_refused_at_once(anna: Caller) -> None:
    send(anna)
    send(anna, ROWS.replace(",5,120", ",6,120"))
    assert anna.post(PATH, {"reason": "Wrong"}, status=409)["type"].endswith("#in-use")
    assert not [one for one in threading.enumerate() if one.name.startswith("import ")]
    anna.get(PATH, status=404)


def test_how_far_it_is_is_told_to_those_who_may_undo(anna: Caller, caller_of: CallerMaker) -> None:
    send(anna)
    caller_of(Role.OFFICIAL, name="Olga").get(PATH, status=403)
    caller_of(Role.REVIEWER, name="Boris").get(PATH, status=404)
