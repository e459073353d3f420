"""A table with the names of its columns only is refused in one sentence, whatever the file."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from xlsxwriter import Workbook

from tests.web.fixtures import Writer
from tests.web.imports.conftest import ROWS, Places
from tests.web.imports.steps import client, refuse, upload
from tests.web.strict_client import StrictClient, check_page
from tracker.exchange.exporting import make_blank, send_blank
from tracker.web.shared.opened_files import NOT_FILLED_IN

__all__ = ["client"]

SENTENCE = "Choose a table with rows: nothing stands below the names of the columns in this one"
HEAD = ROWS.splitlines()[0]


def make_workbook(sheets: dict[str, list[str]]) -> bytes:
    """A workbook with lines of a CSV in each sheet."""
    kept = BytesIO()
    with Workbook(kept) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for at, line in enumerate(lines):
                sheet.write_row(at, 0, line.split(","))
    return kept.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        HEAD,
        f"{HEAD}\n",
        f"The region\n{HEAD}\n\n\n",
        "#date,#adm2+name\n",
        f"{HEAD}\n#date,#adm2\n",
    ],
)
def test_a_head_alone_is_told_in_one_sentence(client: StrictClient, content: str) -> None:
    assert refuse(client, content.encode()) == [SENTENCE]


@pytest.mark.parametrize("tags", ["#date,#adm2,#affected+idps,#capacity"])
def test_a_table_in_which_nothing_is_filled_in_is_told_so(
    client: StrictClient, app: Flask, write: Callable[..., str], tags: str
) -> None:
    rows = f"Day,District,Present,Beds\n{tags}\n2024-08-07,Sudzha,,\n2024-08-08,Sudzha,,\n"
    assert refuse(client, rows.encode()) == [NOT_FILLED_IN]
    said = app.test_cli_runner().invoke(args=["import", write(rows)]).output
    assert f"Error: {NOT_FILLED_IN}." in said
    assert upload(client, rows.replace("Sudzha,,\n", "Sudzha,,0\n", 1)).title.startswith("What")
    untagged = rows.replace("#capacity", "").replace("Sudzha,,\n", "Sudzha,,5\n")
    uncounted = "Day,District\n#date,#adm2\n2024-08-07,Sudzha\n"
    assert upload(client, uncounted).title.startswith("What the columns mean")
    assert upload(client, untagged).title.startswith("What the columns mean")


def test_a_workbook_to_fill_in_without_a_number_is_told_so(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    with writer() as session:
        day = date(2024, 8, 7)
        blank = make_blank(session, places.district, day, day, source_id=places.source)
        content = b"".join(send_blank(blank))
    assert refuse(client, content, "to fill in.xlsx") == [NOT_FILLED_IN]


def test_one_row_of_counts_is_taken(client: StrictClient) -> None:
    assert upload(client, "2024-08-07,Sudzha,5\n").title.startswith("What the columns mean")
    assert "1 row in" in upload(client, '[{"District": "Sudzha"}]', "daily.json").text


def test_of_a_workbook_the_first_sheet_with_rows_is_opened(
    client: StrictClient, saved: str
) -> None:
    book = make_workbook({"Empty": [HEAD], "Full": ROWS.splitlines()})
    page = upload(client, book, "daily.xlsx")
    assert "“Full”, 2 rows" in page.text
    page = upload(client, book, "daily.xlsx", mapping=saved)
    assert "To be added2" in page.text
    assert refuse(client, make_workbook({"A": [HEAD], "B": [HEAD]}), "daily.xlsx") == [SENTENCE]


def test_a_sheet_or_head_without_rows_is_not_gone_to(client: StrictClient) -> None:
    book = make_workbook({"Full": ROWS.splitlines(), "Empty": [HEAD]})
    page = upload(client, book, "daily.xlsx")
    data = dict(page.form_data(number=0)) | {"table-sheet": "Empty", "table-head_row": ""}
    sent = client.post(page.response.request.path.replace("columns", "sheet"), data=data)
    page = check_page(client.get(sent.location))
    assert SENTENCE in page.text
    assert "“Full”, 2 rows" in page.text


def test_the_command_says_the_same(app: Flask, saved: str, write: Callable[[str], str]) -> None:
    result = app.test_cli_runner().invoke(args=["import", write(HEAD), "--mapping", saved])
    assert result.exit_code == 1
    assert SENTENCE in result.output
