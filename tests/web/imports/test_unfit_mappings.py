"""A saved mapping beside a file that has other columns than the one it was made for."""

from tests.web.fixtures import Writer
from tests.web.imports.conftest import Places
from tests.web.imports.steps import client, said, send, upload
from tests.web.strict_client import StrictClient
from tracker.exchange.mapping import load_mapping

__all__ = ["client"]

HEAD = "Date,District,Arrivals,Present,Killed\n"
NEW_COLUMN = HEAD + "2024-08-08,Sudzha,5,120,1\n"
RENAMED = NEW_COLUMN.replace("Present", "People present")
UNFIT = "does not fit this file"


def test_a_column_that_has_another_name_now_is_told(
    client: StrictClient, saved: str, places: Places, writer: Writer
) -> None:
    page = upload(client, RENAMED, mapping=saved)
    assert f"The mapping “Daily” {UNFIT}" in page.text
    assert "It names a column that the file does not have: “Present”." in page.text
    columns = {name: value for name, value in page.form_data(number=1) if "column_" in name}
    assert [columns[f"column_{at}"] for at in (2, 3, 4)] == [
        *("arrivals new", "present", "killed new")
    ]
    page = send(client, page)
    assert UNFIT not in page.text
    send(client, page)
    assert said(writer, places.district) == [5]


def test_a_mapping_that_fits_is_left_as_it_is(client: StrictClient, saved: str) -> None:
    page = upload(client, NEW_COLUMN, mapping=saved)
    assert UNFIT not in page.text
    assert "Columns that are new to the mapping" in page.text
    assert "“Killed”, which could be killed new" in page.text


def test_what_was_left_out_is_kept_and_not_told_again(
    client: StrictClient, saved: str, writer: Writer
) -> None:
    page = upload(client, RENAMED, mapping=saved)
    page = send(client, page, {"column_4": "not used"})
    send(client, page, {"mapping_name": "Daily"})
    with writer() as session:
        words = {name: one.words for name, one in load_mapping(session, "Daily").columns.items()}
    assert words["Killed"] == "not used"
    assert "Present" not in words
    page = upload(client, RENAMED.replace("120", "121"), mapping=saved)
    assert "new to the mapping" not in page.text
