"""A program's long file waits for others as well, and is told to."""

from tests.web.api.conftest import Caller, _noon
from tests.web.api.test_imports import anna
from tests.web.api.test_long_imports import folder, post
from tests.web.imports.conftest import ROWS, places
from tests.web.imports.test_files_at_once import Gate, gate, until
from tracker.web.shared.courses import AT_ONCE

__all__ = ["_noon", "anna", "folder", "gate", "places"]


def test_one_file_too_many_waits_and_says_so_and_then_goes_on(anna: Caller, gate: Gate) -> None:
    first, *others = [
        post(anna, ROWS + "2024-08-08,Sudzha,4,\n" * number, dry_run="true")
        for number in range(AT_ONCE)
    ]
    until(lambda: gate.inside == AT_ONCE)
    last = post(anna, dry_run="true", mapping="")
    until(lambda: bool(anna.get(last)["waits"]))
    assert anna.get(last)["state"] == "under way"
    assert not anna.get(first)["waits"]
    gate.let_through()
    told = [anna.get(address) for address in (first, *others, last)]
    assert [found["state"] for found in told] == ["done"] * AT_ONCE + ["given up"]
    assert not any(found["waits"] for found in told)
    assert gate.most == AT_ONCE
