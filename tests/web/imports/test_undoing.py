"""The page that undoes an import says at once where it cannot be undone."""

from tests.web.fixtures import Writer
from tests.web.imports.conftest import ROWS, Places
from tests.web.imports.steps import client, said, send, upload
from tests.web.strict_client import StrictClient

__all__ = ["client"]

NEXT = ROWS.replace("08-08,Sudzha,7", "08-08,Sudzha,8")
FIRST = "Undo import 2 first: it corrected reports of this one."


def take_in(client: StrictClient, rows: str, saved: str) -> None:
    page = send(client, upload(client, rows, mapping=saved))
    assert "The file is imported." in page.text


def test_the_later_import_is_named_with_a_link_and_no_button(
    client: StrictClient, saved: str, places: Places, writer: Writer
) -> None:
    take_in(client, ROWS, saved)
    take_in(client, NEXT, saved)
    page = client.see("imports.undo", import_id=1)
    assert FIRST in page.text
    assert page.links()["Undo import 2"] == "/imports/2/undo"
    assert not page.find("main").findall(".//form")
    refused = client.send("imports.undo", {"reason": "wrong"}, status=422, import_id=1)
    assert FIRST in refused.get_data(as_text=True).replace("</a>", "")
    assert said(writer, places.district) == [8, 5]
    client.fill_in("imports.undo", {"reason": "wrong edition"}, import_id=2)
    page = client.see("imports.undo", import_id=1)
    assert FIRST not in page.text
    assert "2 reports that it added are withdrawn" in page.text
    client.fill_in("imports.undo", {"reason": "wrong file"}, import_id=1)
    assert said(writer, places.district) == []
