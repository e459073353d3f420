"""One of all who ask at once records a long file, and is heard as long as it lives."""

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from tests.web.fixtures import NOW, Writer
from tests.web.imports.conftest import ROWS, Places
from tests.web.imports.steps import follow, said
from tests.web.imports.test_long_files import client, read_long, record, token_of, wait
from tests.web.strict_client import StrictClient
from tracker.exchange.importing import ImportDraft, list_imports
from tracker.exchange.reading import Limits
from tracker.registry.people import Person
from tracker.web.imports.drafts import Draft, find_draft
from tracker.web.imports.outlooks import sign_mapping
from tracker.web.imports.previewing import begin_recording
from tracker.web.shared import course_notes
from tracker.web.shared.course_kinds import PROBLEMS, Kind
from tracker.web.shared.course_notes import Course, find_course
from tracker.web.shared.kept_files import KeptFile, find_file

__all__ = ["client"]

Start = Callable[..., bool]
"""Begins to record the draft in a submission, by its number; answers whether it did."""


@pytest.fixture
def draft(client: StrictClient, saved: str, app: Flask, anna: Person) -> Draft:
    page = read_long(client, ROWS, saved)
    with app.app_context():
        file = find_file(token_of(page.response.request.path), anna.id)
    found = find_draft(file, Limits())
    assert found is not None
    return found


@contextmanager
def others_writing(writer: Writer) -> Iterator[None]:
    with writer() as session:
        session.execute(text("SELECT 1"))
        yield


@pytest.fixture
def begin(app: Flask, draft: Draft) -> Start:
    def begin_it(submission: int = 1) -> bool:
        sent = ImportDraft(
            submission_id=UUID(int=submission),
            file_name=draft.file.name,
            file_hash=b"",
            person_id=draft.file.person_id,
        )
        with app.app_context():
            shown = sign_mapping(draft.mapping)
            return begin_recording(draft.file, sent, shown, NOW) is not None

    return begin_it


def course_of(file: KeptFile) -> Course:
    found = find_course(file)
    assert found is not None
    return found


def test_one_of_many_gets_each_turn(draft: Draft) -> None:
    together = threading.Barrier(8)

    def take(_number: int) -> bool:
        together.wait()
        return draft.file.claim("course", 1)

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(take, range(8))) == [False] * 7 + [True]
    assert draft.file.claim("course", 2)


def test_a_file_that_is_sent_twice_is_recorded_by_one_thread(
    draft: Draft, begin: Start, writer: Writer
) -> None:
    with others_writing(writer):
        assert begin()
        assert not begin()
        assert not begin(2)
    wait()
    assert course_of(draft.file).import_id == 1
    # Sent twice, and the second time came to this only after the first was through.
    assert not begin()
    assert (course_of(draft.file).turn, course_of(draft.file).import_id) == (1, 1)


def test_what_was_given_up_can_be_begun_again(draft: Draft, begin: Start, writer: Writer) -> None:
    assert begin()
    wait()
    assert begin(2)
    wait()
    assert "known already" in (course_of(draft.file).problem or "")
    assert begin(3)
    wait()
    assert course_of(draft.file).turn == 3
    with writer() as session:
        assert len(list_imports(session)) == 1


def test_who_was_silent_too_long_no_longer_has_the_word(
    draft: Draft, begin: Start, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with others_writing(writer):
        assert begin()
        monkeypatch.setattr(course_notes, "SILENT", -1)
        assert course_of(draft.file).problem == PROBLEMS[Kind.RECORDING].stopped
        assert begin()
        monkeypatch.undo()
        assert course_of(draft.file).turn == 2
    wait()
    assert (course_of(draft.file).turn, course_of(draft.file).import_id) == (2, 1)
    with writer() as session:
        assert len(list_imports(session)) == 1


def test_a_thread_that_lost_its_turn_tells_nothing_more(
    draft: Draft, begin: Start, writer: Writer
) -> None:
    with others_writing(writer):
        assert begin()
        assert draft.file.claim("course", 2)
        assert (course_of(draft.file).turn, course_of(draft.file).is_under_way) == (2, True)
        now = datetime.now(UTC).timestamp()
        told = Course(started=now, heard=now, turn=2, part=0.5)
        draft.file.write_note("course", json.dumps(asdict(told)))
    wait()
    assert course_of(draft.file) == told


def test_a_turn_without_a_word_is_waited_for_and_then_over(
    client: StrictClient, draft: Draft, writer: Writer, places: Places
) -> None:
    file = draft.file
    page = client.see("imports.preview", token=file.token)
    address = page.response.request.path.replace("preview", "recording")
    assert file.claim("course", 1)
    assert "0% done. How long it takes is not known yet." in client.see(address).text
    assert record(client, page) == address
    assert said(writer, places.district) == []
    long_ago = datetime.now(UTC).timestamp() - 1_000
    os.utime(file.folder / f"{file.token}.course-turn-1", (long_ago, long_ago))
    assert PROBLEMS[Kind.RECORDING].stopped in client.see(address).text
    record(client, page)
    wait()
    assert "The file is imported." in follow(client, client.get(address)).text
    assert said(writer, places.district) == [7, 5]
    assert not list(file.folder.glob(f"{file.token}*"))


def test_a_thread_is_heard_also_in_steps_that_tell_nothing(
    draft: Draft, begin: Start, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course_notes, "BEAT", 0.02)
    with others_writing(writer):
        assert begin()
        first = course_of(draft.file)
        until = time.monotonic() + 10
        while course_of(draft.file).heard <= first.heard:
            assert time.monotonic() < until, "nothing is heard"
            time.sleep(0.02)
        assert course_of(draft.file).is_under_way
    wait()
    assert course_of(draft.file).import_id == 1
    assert not [t for t in threading.enumerate() if t.name == "beat of an import"]


def test_what_cannot_be_told_is_recorded_all_the_same(
    draft: Draft, begin: Start, writer: Writer, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _target: Path) -> Path:
        raise FileNotFoundError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        assert begin()
        wait()
    assert said(writer, places.district) == [7, 5]
    left = [path.suffix for path in draft.file.folder.glob(f"{draft.file.token}.*")]
    assert ".course" not in left
    assert ".course-turn-1" in left
