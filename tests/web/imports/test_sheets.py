"""Of a workbook the sheet with counts is read, and others like it are named."""

from collections.abc import Callable

import pytest

from tests.exchange.workbooks import Rows, ods, xlsx
from tests.web.imports.steps import client, follow, upload
from tests.web.strict_client import StrictClient
from tracker.exchange.detecting import choose_sheet, list_other_sheets
from tracker.exchange.reading import Limits, open_file

__all__ = ["client"]

COVER: Rows = [["Situation of the shelters"], ["Made by", "the desk"], ["Version", 3]]
COUNTS: Rows = [
    ["Date", "District", "Arrivals", "Present"],
    ["2024-08-08", "Sudzha", 5, 120],
    ["2024-08-09", "Sudzha", 6, 121],
]
DAYS: Rows = [
    ["District", "2024-08-08", "2024-08-09", "2024-08-10"],
    ["Sudzha", 5, 120, 7],
    ["Rylsk", 5, 120, 7],
]
CODES: Rows = [["Code", "Meaning"], ["IDP", "Displaced people"], ["CAP", "Capacity"]]
PLACES: Rows = [["District", "P-code"], ["Sudzha", "RU38001"], ["Rylsk", "RU38002"]]


@pytest.mark.parametrize(
    ("sheets", "chosen", "others"),
    [
        ({"Read me": COVER, "Data": COUNTS}, "Data", ()),
        ({"Read me": COVER, "By day": DAYS}, "By day", ()),
        ({"Codes": CODES, "Places": PLACES, "Data": COUNTS}, "Data", ()),
        ({"8 Aug": COUNTS, "Codes": CODES, "9 Aug": COUNTS}, "8 Aug", ("9 Aug",)),
        ({"Read me": COVER, "Codes": CODES}, "Read me", ()),
        ({"Names": COUNTS[:1], "Data": COUNTS}, "Data", ()),
    ],
)
@pytest.mark.parametrize("write", [xlsx, ods])
def test_the_first_sheet_with_counts_is_chosen(
    write: Callable[..., bytes], sheets: dict[str, Rows], chosen: str, others: tuple[str, ...]
) -> None:
    name = "book.xlsx" if write is xlsx else "book.ods"
    book = open_file(write(sheets), name, Limits())
    table = choose_sheet(book.tables)
    assert (table.name, list_other_sheets(book.tables, table)) == (chosen, others)


def test_other_sheets_are_named_until_one_is_chosen(client: StrictClient, saved: str) -> None:
    days = {"8 Aug": COUNTS, "9 Aug": COUNTS}
    page = upload(client, xlsx(days), "book.xlsx", mapping=saved)
    assert "Sheets that are not read" in page.text
    assert "Only the sheet “8 Aug” is read. “9 Aug” looks like counts too" in page.text
    assert "Choose another sheet" in page.links()
    page = upload(client, xlsx(days), "book.xlsx")
    assert "Only the sheet “8 Aug” is read." in page.text
    typed = dict(page.form_data(number=0)) | {"table-sheet": "9 Aug"}
    sent = client.post(page.find("main").findall(".//form")[0].get("action"), data=typed)
    assert "is read." not in follow(client, sent).text
    page = upload(client, xlsx({"Read me": COVER, "Data": COUNTS}), "book.xlsx", mapping=saved)
    assert "Sheets that are not read" not in page.text
