"""The command takes counts in, shows what it would do, and says what is wrong."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from tests.web.fixtures import Writer
from tests.web.imports.conftest import MAPPING, ROWS, Places
from tracker.exchange.importing import list_imports
from tracker.recording.history import list_place_reports
from tracker.registry.people import Person, Role

Write = Callable[..., str]


def run(app: Flask, *options: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["import", *options])
    return result.exit_code, result.output


def count_reports(writer: Writer, places: Places) -> int:
    with writer() as session:
        found = list_place_reports(session, places.district, date(2024, 8, 6), date(2024, 9, 1))
    return len(found)


def test_a_file_is_recorded_by_a_saved_mapping(
    app: Flask, saved: str, places: Places, write: Write, writer: Writer
) -> None:
    code, words = run(app, write(ROWS), "--mapping", saved, "--edition", "as of Monday")
    assert code == 0, words
    assert "2 rows, of which 0 are left out." in words
    assert "2 reports to be added." in words
    assert "2024-08-07: Arrivals 5 in 1 report" in words
    assert "Recorded as import 1." in words
    assert count_reports(writer, places) == 2
    with writer() as session:
        (made,) = list_imports(session)
    assert (made.edition, made.mapping_name, made.person_name) == ("as of Monday", "Daily", "Anna")
    code, words = run(app, write(ROWS), "--mapping", saved)
    assert (code, "everything in the file is known already" in words) == (0, True)


def test_a_dry_run_records_nothing(
    app: Flask, saved: str, places: Places, write: Write, writer: Writer
) -> None:
    code, words = run(app, write(ROWS), "--mapping", saved, "--dry-run")
    assert (code, "2 reports to be added." in words, "Recorded" in words) == (0, True, False)
    assert count_reports(writer, places) == 0


def test_one_report_is_told_as_one(app: Flask, saved: str, places: Places, write: Write) -> None:
    code, words = run(app, write("\n".join(ROWS.splitlines()[:2])), "--mapping", saved)
    assert code == 0, words
    assert "1 row, of which 0 are left out." in words
    assert "1 report to be added." in words


def test_refused_rows_are_listed_and_kept_in_a_file(
    app: Flask, saved: str, write: Write, tmp_path: Path
) -> None:
    refused = tmp_path / "refused.csv"
    rows = ROWS + "2024-08-09,Nowhere,1,1\n" * 25
    code, words = run(app, write(rows), "--mapping", saved, "--refused", str(refused))
    assert code == 0, words
    said = "Refused, 25 rows: Choose the place that “Nowhere” stands for (row 4, column B; row 5, "
    assert f"{said}column B; row 6, column B …)." in words
    lines = refused.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].endswith("why it was refused")
    assert len(lines) == 26


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("A,x\nB,1\n", "none of the 2 rows can be taken in, for the reasons that are given."),
        ("A,x\n", "the only row cannot be taken in, for the reasons that are given."),
        (
            "A,x\nSudzha,\n",
            (
                "1 of the 2 rows is refused, for the reasons that are given, and the others are "
                "left out or say nothing."
            ),
        ),
        (
            "Sudzha,5\nA,x\nB,x\n",
            (
                "2 rows are refused, for the reasons that are given, and everything else in the "
                "file is known already."
            ),
        ),
        ("Sudzha,\n", "no row says anything that can be taken in."),
        ("Sudzha,5\n", "everything in the file is known already."),
    ],
)
def test_where_nothing_is_recorded_it_is_said_why(
    app: Flask, saved: str, write: Write, rows: str, said: str
) -> None:
    head = "Date,District,Arrivals,Present\n"
    if "5" in rows:
        run(app, write(f"{head}2024-08-07,Sudzha,5,\n"), "--mapping", saved)
    lines = "".join(f"2024-08-07,{row},\n" for row in rows.splitlines())
    code, words = run(app, write(head + lines), "--mapping", saved)
    assert (code, words.splitlines()[-1]) == (0, f"Nothing was recorded: {said}")


def test_the_command_line_says_what_the_file_lacks(
    app: Flask, anna: Person, places: Places, write: Write, writer: Writer
) -> None:
    mapping = write('[columns]\nArrivals = "arrivals total so far"\n', "mapping.toml")
    file = write("Arrivals,Note\n5,x\n")
    options = ("--area", "Sudzha", "--source", "headquarters", "--day", "2024-08-09")
    code, words = run(app, file, "--mapping", mapping, *options, "--person", anna.email)
    assert code == 0, words
    assert count_reports(writer, places) == 1


def test_falling_totals_are_told(app: Flask, anna: Person, places: Places, write: Write) -> None:
    mapping = write('[columns]\nDay = "day"\nKilled = "killed total so far"\n', "mapping.toml")
    file = write("Day,Killed\n2024-08-07,5\n2024-08-08,3\n")
    options = ("--mapping", mapping, "--area", "Sudzha", "--source", "Headquarters", "--dry-run")
    code, words = run(app, file, *options)
    assert code == 0, words
    told = "1 total so far falls. Kept, marked as a correction:\n  Sudzha, Kursk region: the total"
    assert f"{told} of killed falls" in words
    assert "2024-08-08: Killed so far 3 in 1 report\n" in words


SITES = """
report_by_shelter = true
[columns]
Day = "day"
District = "area"
Shelter = "shelter"
Present = "present"
[constants]
source = "Headquarters"
[places]
"Sudzha / Hall" = "new shelter"
"""


def test_a_dry_run_warns_of_what_the_preview_warns_of(
    app: Flask, places: Places, saved: str, write: Write, writer: Writer
) -> None:
    run(app, write(ROWS), "--mapping", saved)
    rows = "Day,District,Shelter,Present\n2024-08-08,Sudzha,Hall,>5\n2024-01-02,Sudzha,Hall,5\n"
    file, mapping = write(rows + "2024-08-08,,Barn,7\n"), write(SITES, "sites.toml")
    code, words = run(app, file, "--mapping", mapping, "--dry-run")
    assert code == 0, words
    assert "1 shelter will be registered." in words
    assert "  Sudzha / Hall\n" in words
    assert "A district will report by shelters. What it reported" in words
    assert "  Sudzha, Kursk region, from 8 Aug 2024 on: last as a whole arrivals" in words
    assert "  report_by_shelter = false in the mapping" in words
    assert "The operation begins later. 1 row is refused since" in words
    assert "A shelter needs a district to be in. Of 1 shelter" in words
    assert (
        "2024-08-08: People present 5 in 1 report (1 as “about”, “more than” or the like)" in words
    )
    assert count_reports(writer, places) == 2


def test_what_is_wrong_is_said_in_words(
    app: Flask,
    saved: str,
    write: Write,
    make_person: Callable[..., Person],
) -> None:
    file = write(ROWS)
    assert "Error: There is no mapping Other.\n" in run(app, file, "--mapping", "Other")[1]
    sheet = write(f'sheet = "Data"\n{MAPPING}', "mapping.toml")
    assert "There is no sheet Data" in run(app, file, "--mapping", sheet)[1]
    assert "is empty" in run(app, write("", "empty.csv"), "--mapping", saved)[1]
    wrong = run(app, file, "--mapping", saved, "--person", "nobody@example.org")
    assert (wrong[0], "Nobody has the e-mail address" in wrong[1]) == (1, True)
    make_person(Role.ADMINISTRATOR, name="Boris")
    assert "Say who imports" in run(app, file, "--mapping", saved)[1]
