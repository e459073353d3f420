"""What is noted beside a kept file goes with it."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from tests.web.fixtures import NOW
from tracker.domain.errors import NotFound
from tracker.registry.people import Person
from tracker.web.shared.kept_files import KeptFile, keep_file


@pytest.fixture
def file(app: Flask, anna: Person) -> KeptFile:
    with app.app_context():
        return keep_file(b"x", "daily.csv", person_id=anna.id, now=NOW)


def left(file: KeptFile, token: str = "") -> list[str]:
    """What is left of a file, without its token."""
    start = token or file.token
    return sorted(path.name.removeprefix(start) for path in file.folder.glob(f"{start}*"))


def test_beside_a_discarded_file_nothing_is_noted(file: KeptFile) -> None:
    file.write_note("course", "half")
    assert (file.read_note("course"), file.is_kept) == ("half", True)
    assert file.claim("course", 1)
    file.discard()
    assert left(file) == []
    file.write_note("course", "done")
    assert not file.claim("course", 2)
    assert left(file) == []
    assert (file.read_note("course"), file.find_claim("course")) == (None, None)
    with pytest.raises(NotFound, match="here any more"):
        assert file.content


@pytest.mark.parametrize(
    "discard",
    [
        lambda file: file.discard(),
        # Whoever discards is at its first step.
        lambda file: (file.folder / f"{file.token}.json").unlink(),
    ],
)
def test_a_file_discarded_while_something_is_noted_keeps_no_note(
    file: KeptFile, discard: Callable[[KeptFile], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def discard_first(path: Path, target: Path) -> Path:
        discard(file)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", discard_first)
    file.write_note("course", "done")
    assert not [name for name in left(file) if "course" in name]


def test_what_cannot_be_noted_beside_a_kept_file_is_told(
    file: KeptFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _target: Path) -> Path:
        raise OSError("the disk is full")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="full"):
        file.write_note("course", "half")
    assert left(file) == ["", ".json"]


def test_old_notes_without_their_file_go_with_the_next_upload(
    file: KeptFile, app: Flask, anna: Person
) -> None:
    old, new = "a" * 32, "b" * 32
    two_days_ago = datetime.now(UTC).timestamp() - 2 * 86_400
    file.write_note("course", "half")
    names = [f"{old}.course", f"{old}.course-turn-1", old, *map(file.token.__add__, left(file))]
    (file.folder / f"{new}.course").touch()
    for name in names:
        (file.folder / name).touch()
        os.utime(file.folder / name, (two_days_ago, two_days_ago))
    with app.app_context():
        keep_file(b"y", "daily.csv", person_id=anna.id, now=NOW)
    assert left(file) == ["", ".course", ".json"]
    assert (left(file, old), left(file, new)) == ([], [".course"])
