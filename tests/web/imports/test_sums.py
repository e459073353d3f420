"""Parts by sex and age, and the sums to hold against a file, as they are shown before recording."""

from collections.abc import Callable
from datetime import date, timedelta

from flask import Flask

from tests.web.imports.conftest import Places
from tests.web.imports.steps import client, send, upload
from tests.web.imports.test_command import run
from tests.web.imports.test_people import PARTS, ROWS
from tests.web.strict_client import Page, StrictClient, read

__all__ = ["client"]

CHOSEN = PARTS | {"column_5": "present"}
AGES = ("0_4", "5_11", "12_17", "18_59", "60plus")
TAGS = "".join(f",#affected+idps+{sex}+age_{age}" for age in AGES for sex in ("f", "m"))
HEAD = f"#date,#adm2,#meta+source,#affected+idps{TAGS}\n"


def list_days(number: int) -> str:
    days = (date(2024, 8, 6) + timedelta(days=at) for at in range(number))
    return HEAD + "".join(f"{day},Sudzha,Headquarters,90{',3' * 10}\n" for day in days)


def look(client: StrictClient, rows: str = ROWS) -> Page:
    return send(client, upload(client, rows), CHOSEN)


def list_lines(page: Page, caption: str) -> list[list[str]]:
    table = next(
        one for one in page.find_all("table") if caption in read(one.findall("caption")[0])
    )
    return [[read(cell) for cell in row] for row in table.findall("./tbody/tr")]


def test_the_first_reports_and_the_sums_have_their_parts(
    client: StrictClient, places: Places
) -> None:
    page = look(client, ROWS + "2024-08-08,Sudzha,1,,2,9,5\n2024-08-07,Kursk region,,4,,10,1\n")
    (first, *_) = list_lines(page, "The first reports as they will be recorded")
    assert "People present: 90 (female, 18 and older: 30; male, 18 and older: 20; children" in (
        " ".join(first)
    )
    sums = list_lines(page, "Sums to hold against the file")
    assert [line[:4] + line[-1:] for line in sums] == [
        ["8 Aug 2024", "People present", "9", "1", "0"],
        ["8 Aug 2024", "People present: male, 18 and older", "1", "1", "0"],
        ["8 Aug 2024", "People present: children (0 to 17)", "2", "1", "0"],
        ["8 Aug 2024", "Usable capacity", "5", "1", "0"],
        ["7 Aug 2024", "People present", "100", "2", "0"],
        ["7 Aug 2024", "People present: female, 18 and older", "34", "2", "0"],
        ["7 Aug 2024", "People present: male, 18 and older", "20", "1", "1"],
        ["7 Aug 2024", "People present: children (0 to 17)", "40", "1", "1"],
        ["7 Aug 2024", "Usable capacity", "6", "2", "0"],
    ]
    assert "Parts by sex and age stand below" in page.text
    assert "Not shown here" not in page.text


def test_of_a_changed_report_the_parts_that_change_are_shown(
    client: StrictClient, places: Places
) -> None:
    send(client, look(client))
    rows = ROWS.replace(",40,", ",,").replace(",20,", ",25,") + "2024-08-08,Sudzha,1,1,1,9,5\n"
    changed, _new = list_lines(look(client, rows), "The first reports")
    assert "People present: 90 (male, 18 and older: 20 → 25; children (0 to 17): 40 → not" in (
        " ".join(changed)
    )
    (changed,) = list_lines(look(client, ROWS.replace(",90,", ",95,")), "The first reports")
    assert "People present: 90 → 95 " in f"{' '.join(changed)} "


def test_long_lists_of_parts_and_sums_say_what_they_leave_out(
    client: StrictClient, places: Places
) -> None:
    page = upload(client, list_days(32))
    page = page if page.title.startswith("What will") else send(client, page)
    first = " ".join(list_lines(page, "The first reports as they will be recorded")[0])
    assert "and 2 further parts)" in first
    assert len(list_lines(page, "Sums to hold against the file")) == 30 + 60
    assert "Not shown here: 2 earlier sums and 240 sums of parts." in page.text


def test_the_command_prints_parts_and_all_sums_on_demand(
    app: Flask, saved: str, write: Callable[..., str]
) -> None:
    file = write(list_days(22))
    code, words = run(app, file, "--dry-run")
    assert code == 0, words
    last = "2024-08-27: People present 90 in 1 report\n  female, 0 to 4: 3 in 1 report\n"
    assert last in words
    assert "Not shown: 2 earlier sums and 140 sums of parts. See them with --all-sums.\n" in words
    assert "2024-08-06: People" not in words
    code, words = run(app, file, "--dry-run", "--all-sums")
    assert "2024-08-06: People present 90 in 1 report\n  female, 0 to 4: 3 in 1 report\n" in words
    assert (words.count("female, 0 to 4: 3"), "Not shown" in words) == (22, False)
    rows = HEAD + f"2024-08-06,Sudzha,Headquarters,90{',3' * 10}\n"
    code, words = run(app, write(f"{rows}2024-08-06,Kursk region,Headquarters,9\n"), "--dry-run")
    assert "  male, 60 and older: 3 in 1 report (1 left blank)\n" in words
