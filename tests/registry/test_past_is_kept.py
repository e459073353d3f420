"""Every change of a place keeps what the register said of it before."""

import ast
from collections.abc import Iterator
from pathlib import Path

import tracker.registry
from tracker.registry import operation

PACKAGE = Path(tracker.registry.__file__).parent
SETTINGS = Path(operation.__file__)
"""The settings have no past: places that begin with the operation begin on its new start."""


def find_calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "reweigh":
            yield node


def test_each_change_of_a_place_says_when_it_is_made() -> None:
    calls = {path: [*find_calls(path)] for path in PACKAGE.rglob("*.py") if path != SETTINGS}
    found = [(path, call) for path, of_path in calls.items() for call in of_path]
    assert len(found) >= 10
    for path, call in found:
        assert "moment" in {given.arg for given in call.keywords}, (path, call.lineno)
