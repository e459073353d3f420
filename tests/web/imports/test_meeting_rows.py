"""Whether rows about the same place and day add up is asked on the page of columns."""

from tests.web.fixtures import Writer
from tests.web.imports.conftest import Places
from tests.web.imports.steps import client, said, send, upload
from tests.web.strict_client import StrictClient

__all__ = ["client"]

EVENTS = "Date,District,Event,Killed\n" + "".join(
    f"2024-08-07,Sudzha,{event},1\n" for event in ("Shelling", "Mine", "Drone")
)
DAILY = """
[columns]
Date = "day"
District = "area"
Killed = "killed new"
[constants]
source = "Headquarters"
"""
SOURCE = {"source": "Headquarters"}
WORDS = "Rows 2 and 3 are about the same place and day, and differ in “Event”"


def test_the_page_of_columns_asks_and_goes_on_with_an_answer_only(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    page = upload(client, EVENTS)
    assert f"{WORDS}. Do such rows add up?" in page.text
    assert "Add rows up that are about the same place and day" not in page.text
    assert page.value("add_rows") is None
    unanswered = send(client, page, SOURCE, status=422)
    assert unanswered.errors() == ["Select one of the answers"]
    preview = send(client, unanswered, SOURCE | {"add_rows": "add"})
    assert "Killed: 3" in preview.text
    assert "without an answer" not in preview.text
    send(client, preview)
    assert said(writer, places.district) == [3]


def test_that_they_repeat_each_other_is_an_answer_too(client: StrictClient) -> None:
    page = upload(client, EVENTS)
    preview = send(client, page, SOURCE | {"add_rows": "once"})
    assert "2 that say the same again" in preview.text
    assert "Killed: 1" in preview.text


def test_the_preview_leads_to_the_question_wherever_in_the_file_rows_meet(
    client: StrictClient, saved: str, places: Places, writer: Writer
) -> None:
    days = [f"2024-08-{n:02},Sudzha,5,120," for n in range(7, 12)]
    rows = "\n".join(
        ["Date,District,Arrivals,Present,Note", *days * 90, "2024-08-10,Sudzha,5,121,x", ""]
    )
    preview = upload(client, rows, mapping=saved)
    assert "1 question without an answer" in preview.text
    words = "Rows 5 and 452 are about the same place and day, and differ in “Present” and “Note”"
    assert words in preview.text
    (link,) = [a for a in preview.find("main").findall(".//a") if a.text == "Answer it"]
    page = client.see(link.get("href") or "")
    assert words in page.text
    assert page.value("add_rows") is None
    added = send(client, page, {"add_rows": "add"})
    assert "without an answer" not in added.text
    send(client, added)
    assert said(writer, places.district) == [5, 10, 5, 5, 5]


def test_a_box_that_was_ticked_can_be_cleared_and_a_no_stays(
    client: StrictClient, saved: str
) -> None:
    rows = "Date,District,Arrivals,Present\n2024-08-07,Sudzha,5,120\n"
    preview = upload(client, rows, mapping=saved)
    address = preview.response.request.path.replace("preview", "columns")
    ticked = client.see(address)
    send(client, ticked, {"add_rows": "y"})
    page = client.see(address)
    assert page.value("add_rows") is not None
    cleared = {name: told for name, told in page.form_data(number=1) if name != "add_rows"}
    client.post(address, data=cleared)
    assert client.see(address).value("add_rows") is None
