"""The command holds nobody up while it opens a file."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.web.fixtures import Writer
from tests.web.imports.conftest import ROWS
from tests.web.imports.test_command import run
from tracker.domain.selection import Grade
from tracker.exchange.reading import Book, Limits, open_file
from tracker.registry.sources import add_source, list_sources
from tracker.web.shared import opened_files


@pytest.fixture
def others(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else records a source while a file is being opened."""

    def open_among_others(content: bytes, name: str, limits: Limits) -> Book:
        with writer() as session:
            add_source(session, name="Somebody else's", grade=Grade.B)
        return open_file(content, name, limits)

    monkeypatch.setattr(opened_files, "open_file", open_among_others)


@pytest.mark.usefixtures("others")
def test_others_record_while_the_command_opens_a_file(
    app: Flask, saved: str, write: Callable[..., str], writer: Writer
) -> None:
    code, words = run(app, write(ROWS), "--mapping", saved)
    assert (code, "Recorded as import 1." in words) == (0, True), words
    with writer() as session:
        assert "Somebody else's" in {source.name for source in list_sources(session)}
