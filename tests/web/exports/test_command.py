"""The command that writes an export to a file."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.web.entry.conftest import Places
from tracker.audit.trail import Wanted, list_links
from tracker.domain.audit import Act
from tracker.store.database import Database
from tracker.web.audit.sentences import describe_act


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["export", *words])


def test_a_file_is_written_for_the_public_unless_said_otherwise(
    app: Flask, reported: Places, tmp_path: Path, web_database: Database
) -> None:
    path = tmp_path / "values.csv"
    result = run(app, "day-values", str(path))
    assert result.exit_code == 0, result.output
    assert result.output.startswith(f"Day values, a row for each number: {path}, ")
    assert "Public: safe to publish" in path.read_text(encoding="utf-8-sig")
    with web_database.reader() as session:
        links = list_links(session, Wanted(acts=frozenset({Act.EXPORTED})), limit=9)
    assert [describe_act(link) for link in links] == [
        "A command exported day-values, Whole operation, 2024-08-06 to 2024-08-08, public.csv"
    ]


def test_options_narrow_it(app: Flask, reported: Places, tmp_path: Path) -> None:
    path = tmp_path / "values.txt"
    options = ("--format", "hxl-csv", "--audience", "internal", "--place", "Sheltering district")
    days = ("--from", "2024-08-07", "--to", "2024-08-08", "--known-at", "2024-08-08T12:00")
    rows = ("--rows", "units", "--indicator", "present", "--no-bom")
    result = run(app, "day-values", str(path), *options, *days, *rows)
    assert result.exit_code == 0, result.output
    text = path.read_text(encoding="utf-8")
    assert text.startswith("What this file holds")
    assert "#affected+idps+ind+stock" in text
    assert "#affected+killed" not in text
    assert "Hall" in text
    assert "Whole district" not in text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("values.exe",), "Say what kind of file it is"),
        (("values.csv", "--place", "Nowhere"), "no place is called Nowhere"),
        (("values.csv", "--known-at", "abc"), "Mend --known-at"),
        (("values.csv", "--known-at", "2030-01-01T00:00"), "not in the future"),
        (("values.csv", "--from", "2024-08-09", "--to", "2024-08-07"), "not before the first"),
    ],
)
def test_what_is_wrong_is_said(
    app: Flask, reported: Places, tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    file, *options = words
    result = run(app, "day-values", str(tmp_path / file), *options)
    assert result.exit_code == 1
    assert message in result.output
    assert not (tmp_path / file).exists()
