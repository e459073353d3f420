"""Preview and command say that a file is an older edition of what was imported since."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.web.imports.conftest import ROWS, Places
from tests.web.imports.steps import client, follow, send, upload
from tests.web.imports.test_command import run
from tests.web.imports.test_long_files import wait
from tests.web.strict_client import StrictClient
from tracker.web.shared import long_files

__all__ = ["client"]

NEWER = ROWS.replace("5,120", "6,130")
SAID = "This very file was imported before, as import 1 of "
NUMBERS = "2 numbers would go back to what they were before import 2 of "
LINE = "row 2: Sudzha, Kursk region, 7 Aug 2024, arrivals 6 → 5"
REMEDY = "Record it only if the earlier numbers are right after all"


def take_in(client: StrictClient, rows: str, saved: str) -> None:
    assert "The file is imported." in send(client, upload(client, rows, mapping=saved)).text


def test_the_preview_says_so_and_it_can_be_recorded_all_the_same(
    client: StrictClient, saved: str, places: Places
) -> None:
    take_in(client, ROWS, saved)
    page = upload(client, NEWER, mapping=saved)
    assert "go back" not in page.text
    send(client, page)
    page = upload(client, ROWS, mapping=saved)
    assert "Numbers that go back to an earlier edition" in page.text
    assert SAID in page.text
    assert NUMBERS in page.text
    assert LINE in page.text
    assert REMEDY in page.text
    assert "The file is imported." in send(client, page).text


def test_the_preview_of_a_long_file_says_so(
    client: StrictClient, saved: str, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(client, ROWS, saved)
    take_in(client, NEWER, saved)
    monkeypatch.setattr(long_files, "LONG", 1)
    page = upload(client, ROWS, mapping=saved)
    wait()
    page = follow(client, client.get(page.response.request.path))
    assert SAID in page.text
    assert LINE in page.text


def test_the_command_says_so(
    app: Flask, saved: str, places: Places, write: Callable[..., str]
) -> None:
    for rows in (ROWS, NEWER):
        run(app, write(rows), "--mapping", saved)
    code, words = run(app, write(ROWS), "--mapping", saved, "--dry-run")
    assert code == 0
    assert f"Numbers that go back to an earlier edition. {SAID}" in words
    assert LINE in words
    assert REMEDY in words
