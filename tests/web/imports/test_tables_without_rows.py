"""A table with the names of its columns only is refused in one sentence, whatever the file."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from xlsxwriter import Workbook

from tests.web.imports.conftest import ROWS
from tests.web.imports.steps import client, refuse, upload
from tests.web.strict_client import StrictClient, check_page

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
