"""Questions that are open where a file goes past the page of columns: told, and answered there."""

from collections.abc import Callable

from flask import Flask

from tests.web.fixtures import NOW, Writer
from tests.web.imports.conftest import Places
from tests.web.imports.steps import client, said, send, upload
from tests.web.imports.test_command import run
from tests.web.strict_client import StrictClient
from tracker.exchange.mapping import read_mapping, save_mapping
from tracker.registry.people import Person

__all__ = ["client"]

Write = Callable[..., str]
STAMPS = "Date,District,Arrivals,Present\n2024-08-06T21:00:00Z,Sudzha,5,120\n"
TAGGED = "#date,#adm2,#meta+source,#affected+idps\n"
TAGGED_STAMPS = f"{TAGGED}2024-08-06T21:00:00Z,Sudzha,Headquarters,120\n"
QUESTION = "The days are moments such as 2024-08-06 21:00 UTC, which is midnight in Europe/Moscow."


def test_a_saved_mapping_that_leaves_a_question_open_leads_to_it_from_the_preview(
    client: StrictClient, saved: str, places: Places, writer: Writer
) -> None:
    preview = upload(client, STAMPS, mapping=saved)
    assert "1 question without an answer" in preview.text
    assert QUESTION in preview.text
    (link,) = [a for a in preview.find("main").findall(".//a") if a.text == "Answer it"]
    page = client.see(link.get("href") or "")
    assert page.value("answer_0") is None
    answered = send(client, page, {"answer_0": "Europe/Moscow"})
    assert "without an answer" not in answered.text
    assert "7 Aug 2024" in answered.text
    # As it is written is an answer too, and kept as one.
    written = send(client, page, {"answer_0": ""})
    assert "without an answer" not in written.text
    assert "6 Aug 2024" in written.text
    assert client.see(link.get("href") or "").value("answer_0") == ""
    send(client, written, {"mapping_name": "Daily"})
    assert said(writer, places.district) == [5]
    again = upload(client, STAMPS.replace("5,120", "6,120"), mapping=saved)
    assert "without an answer" not in again.text


def test_hashtags_that_leave_a_question_open_lead_to_the_page_of_columns(
    client: StrictClient, places: Places
) -> None:
    page = upload(client, TAGGED_STAMPS)
    assert page.find("h1").text == "What the columns mean"
    assert QUESTION in page.text


def test_the_command_tells_of_questions_that_a_mapping_leaves_open(
    app: Flask, saved: str, places: Places, write: Write
) -> None:
    code, words = run(app, write(STAMPS), "--mapping", saved, "--dry-run")
    assert code == 0, words
    assert f"  Column “Date”: {QUESTION}" in words
    assert 'They are read as they are written. Key: zone = "Europe/Moscow" or "".' in words


def test_the_command_asks_for_a_mapping_where_hashtags_leave_a_question_open(
    app: Flask, anna: Person, places: Places, write: Write, writer: Writer
) -> None:
    code, words = run(app, write(TAGGED_STAMPS))
    assert code == 1
    assert "Name a mapping that answers what this file does not say:\n- Column “#date”: " in words
    assert words.strip().endswith('Key of a mapping: zone = "Europe/Moscow" or "".')
    assert said(writer, places.district) == []
    plain = TAGGED_STAMPS.replace("2024-08-06T21:00:00Z", "2024-08-07")
    assert run(app, write(plain))[0] == 0
    assert said(writer, places.district) == [120]


UNITS = """
layout = "one row per count"
[columns]
Date = "day"
District = "area"
Indicator = "indicator"
Value = "number"
[words]
IDPs = "present"
[constants]
source = "Headquarters"
"""


def test_households_of_a_column_of_units_are_told_until_it_is_read(
    app: Flask, anna: Person, places: Places, write: Write, writer: Writer
) -> None:
    rows = "Date,District,Indicator,Unit,Value\n2024-08-07,Sudzha,IDPs,households,100\n"
    file, mapping = write(rows), write(UNITS, "units.toml")
    code, words = run(app, file, "--mapping", mapping, "--dry-run")
    assert code == 0, words
    assert "Households are read as people." in words
    assert "“Unit” says that numbers count households" in words
    read = write(UNITS.replace("[words]", 'Unit = "unit"\n[words]'), "read.toml")
    code, words = run(app, file, "--mapping", read)
    assert (code, "Households" in words) == (0, False)
    ((value,),) = ([value] for value in said(writer, places.district))
    assert value
    assert value > 100


def test_the_page_of_columns_takes_a_column_of_units_for_one(
    client: StrictClient, places: Places
) -> None:
    rows = "Date,District,Unit,Present\n2024-08-07,Sudzha,households,100\n"
    page = upload(client, rows)
    assert page.value("column_2") == "unit"
    preview = send(client, page, {"column_2": "not used", "source": "Headquarters"})
    assert "Households are read as people" in preview.text
    assert "People present: 100" in preview.text
    preview = send(client, page, {"source": "Headquarters"})
    assert "Households are read as people" not in preview.text
    assert "People present: 100" not in preview.text


def test_the_command_tells_of_rows_that_say_the_same_again(
    app: Flask, saved: str, places: Places, write: Write
) -> None:
    row = "2024-08-07,Sudzha,5,120\n"
    head = "Date,District,Arrivals,Present\n"
    _, words = run(app, write(head + row * 3), "--mapping", saved, "--dry-run")
    assert "2 rows say the same again." in words
    _, words = run(app, write(head + row * 2), "--mapping", saved, "--dry-run")
    assert "1 row says the same again." in words
    _, words = run(app, write(head + row), "--mapping", saved, "--dry-run")
    assert "the same again" not in words


WRITTEN = """
[columns]
"#date" = "day"
"#adm2" = "area"
"#meta+source" = "source"
"#affected+killed+cumulative" = "killed total so far"
"""
KILLED = "#date,#adm2,#meta+source,#affected+killed+cumulative\n2024-08-07,Sudzha,Headquarters,3\n"


def test_a_mapping_names_hashtags_as_the_file_writes_them(
    app: Flask, client: StrictClient, anna: Person, writer: Writer, write: Write
) -> None:
    with writer() as session:
        name = save_mapping(session, "Tags", read_mapping(WRITTEN), person_id=anna.id, now=NOW)
    page = upload(client, KILLED, mapping=name)
    assert page.find("h1").text == "What will be recorded"
    assert "Killed" in page.text
    code, words = run(app, write(KILLED), "--mapping", write(WRITTEN, "tags.toml"), "--dry-run")
    assert code == 0, words
    assert "2024-08-07: Killed so far 3 in 1 report" in words
