"""From a file to recorded reports, step by step, without scripts."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.web.fixtures import NOW, Writer
from tests.web.imports.conftest import ROWS, Places
from tests.web.imports.steps import client, refuse, said, send, upload
from tests.web.strict_client import StrictClient
from tracker.exchange.importing import list_imports
from tracker.exchange.mapping import list_mapping_names
from tracker.registry.people import Person, Role
from tracker.registry.places import list_children
from tracker.registry.shelters import list_shelters
from tracker.web.shared.kept_files import keep_file

__all__ = ["client"]


def test_a_file_goes_from_upload_to_its_page_and_back(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    assert "Nothing was imported yet" in client.see("imports.list_all").text
    page = upload(client, ROWS + "2024-08-09,Sudzha,x,1\n")
    assert "daily.csv: text in UTF-8, separated by commas, 3 rows in 4 columns" in page.text
    page = send(client, page, {"source": "Headquarters", "column_2": "arrivals new"})
    assert page.title.startswith("What will be recorded")
    assert "To be added2" in page.text
    assert "Enter a number, this is “x”" in page.text
    page = send(client, page, {"edition": "as of Monday", "mapping_name": "Daily"})
    assert "The file is imported." in page.text
    assert "as of Monday" in page.text
    chart = f"/places/{places.district}?from=2024-08-07&to=2024-08-08"
    assert page.links()["See it in the chart"] == chart
    client.see(chart)
    assert said(writer, places.district) == [7, 5]
    with writer() as session:
        assert list_mapping_names(session) == ("Daily",)
    refused = client.get(client.address("imports.save_refused", import_id=1))
    assert "2024-08-09,Sudzha,x,1" in refused.get_data(as_text=True)
    mapping = client.get(client.address("imports.save_mapping_file", import_id=1))
    assert '"Arrivals" = "arrivals new"' in mapping.get_data(as_text=True)
    assert "daily.csv" in client.see("imports.list_all").text
    page = client.fill_in("imports.undo", {"reason": ""}, status=422, import_id=1)
    assert page.errors() == ["Enter the reason for undoing"]
    page = client.fill_in("imports.undo", {"reason": "wrong file"}, import_id=1)
    assert "Anna undid it" in page.text
    assert "See it in the chart" not in page.links()
    assert said(writer, places.district) == []
    assert client.fill_in(
        "imports.undo", {"reason": "again"}, status=422, import_id=1
    ).errors() == ["This import is undone already"]


def test_a_saved_mapping_leads_straight_to_the_preview(
    client: StrictClient, saved: str, places: Places, writer: Writer
) -> None:
    page = upload(client, ROWS, mapping=saved)
    assert page.title.startswith("What will be recorded")
    assert page.value("mapping_name") == "Daily"
    seen = upload(client, ROWS, mapping=saved)
    send(client, page, {})
    page = send(client, seen, {}, status=422)
    assert page.errors() == ["Nothing was recorded: everything in the file is known already."]
    with writer() as session:
        assert len(list_imports(session)) == 1


def test_what_is_known_already_is_not_offered_to_be_recorded(
    client: StrictClient, saved: str
) -> None:
    send(client, upload(client, ROWS, mapping=saved), {})
    page = upload(client, ROWS, mapping=saved)
    assert "Unchanged2" in page.text
    assert "There is nothing to record Everything in this file is known already." in page.text
    assert page.links()["see import 1"] == "/imports/1"
    assert "Record it" not in page.text
    assert 'name="submission_id"' not in page.response.text
    page = upload(client, f"{ROWS}2024-08-09,Sudzha,x,1\n", mapping=saved)
    assert "Correct the rows that are refused, and import them." in page.text
    assert "see import 1" not in page.links()
    page = upload(client, ROWS.replace("Sudzha", "Nowhere"), mapping=saved)
    assert page.title.startswith("What the names stand for")
    page = upload(client, "Date,District,Arrivals,Present\n2024-08-09,Sudzha,-,-\n", mapping=saved)
    assert "No row says anything that can be taken in." in page.text


def test_the_preview_of_a_later_edition_says_what_becomes_what(
    client: StrictClient, saved: str
) -> None:
    send(client, upload(client, ROWS, mapping=saved), {})
    page = upload(client, ROWS.replace("Sudzha,5,", "Sudzha,>9,"), mapping=saved)
    assert "Arrivals: 5 → more than 9" in page.text


def test_an_import_that_is_sent_twice_is_recorded_once(
    client: StrictClient, saved: str, places: Places, writer: Writer
) -> None:
    page = upload(client, ROWS, mapping=saved)
    first = send(client, page)
    again = send(client, page)
    assert first.response.request.path == again.response.request.path == "/imports/1"
    with writer() as session:
        assert len(list_imports(session)) == 1


def test_a_saved_mapping_that_does_not_fit_leads_to_the_columns(
    client: StrictClient, saved: str
) -> None:
    page = upload(client, "Day,People\n2024-08-07,5\n", mapping=saved)
    assert page.title.startswith("What the columns mean")


def test_what_is_missing_is_said_and_nothing_chosen_is_lost(client: StrictClient) -> None:
    page = upload(client, "Date,Beds,Rooms\n03/04/2024,5,2\n04/05/2024,7,3\n")
    assert "rooms are neither people nor places" in page.text
    page = send(client, page, {"column_1": "sheltered", "column_2": "present"}, status=422)
    assert page.errors() == ["Select one of the answers"]
    assert page.value("column_1") == "sheltered"
    page = send(client, page, {"answer_0": "day first"}, status=422)
    assert page.errors() == [
        "Do not use “Rooms” as present: it counts rooms, which are neither people nor places",
        "Choose the column with the places, or the place of all rows",
        "Select the source of the numbers",
    ]
    seen = client.see(page.response.request.path)
    assert (seen.value("column_1"), seen.value("answer_0")) == ("sheltered", "day first")
    assert "Nothing says whether the day or the month comes first" in seen.text


def test_the_order_of_days_is_asked_for(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    page = upload(client, "Date,Arrivals\n08/09/2024,5\n08/10/2024,7\n")
    page = send(client, page, {"answer_0": "month first", "source": "Headquarters"}, status=422)
    page = send(client, page, {"area": "Russia / Kursk region / Sudzha"})
    assert "9 Aug 2024" in page.text


def test_every_question_is_answered_on_the_page_and_kept(
    client: StrictClient, places: Places
) -> None:
    rows = "Date,District,Level,Present\n2024-08-06T21:00:00Z,Sudzha,2,5\n"
    rows += "2024-08-06T21:00:00Z,Kursk region,1,9\n2024-08-07T21:00:00Z,Sudzha,2,6\n"
    rows += "2024-08-07T21:00:00Z,Total,2,6\n"
    page = upload(client, rows)
    assert "midnight in Europe/Moscow" in page.text
    assert page.value("answer_1") == "skip"
    answers = {"answer_0": "Europe/Moscow", "answer_1": "skip", "answer_2": "2"}
    preview = send(client, page, answers | {"source": "Headquarters"})
    assert "4 rows, 2 of them left out" in preview.text
    assert "7 Aug 2024" in preview.text
    seen = client.see(page.response.request.path)
    assert {name: seen.value(name) for name in answers} == answers


def test_names_that_are_not_found_are_asked_for(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    rows = "Date,District,Shelter,By,Present\n2024-08-07,Sudzha,Hall,HQ,5\n"
    rows += "2024-08-07,Sudzha,Tent,HQ,7\n2024-08-07,Sudzha,Barn,HQ,9\n"
    page = send(client, upload(client, rows), {"column_3": "source"})
    assert page.title.startswith("What the names stand for")
    typed = {
        "source_0": "Headquarters",
        "place_1": "skip",
        "others": "new shelter",
        "by_shelter": "y",
        "shelter_type": "school",
    }
    page = send(client, page, typed)
    assert "2 shelters will be registered" in page.text
    assert "Hall (new)" in page.text, page.text
    page = send(client, page, {})
    with writer() as session:
        names = {s.place.name: s.shelter_type for s in list_shelters(session)}
        kinds = [p.kind for p in list_children(session, places.district)]
    assert set(names) == {"Hall", "Barn"}
    assert "outside" in kinds
    asked = client.see("imports.undo", import_id=1).text
    assert "2 shelters that it registered or brought back count and are expected to" in asked
    assert "Barn, SudzhaHall, Sudzha" in asked
    assert "Sudzha, Kursk region reports as a whole again." in asked
    assert "What stays" not in asked
    client.fill_in("imports.undo", {"reason": "wrong file"}, import_id=1)
    page = send(client, send(client, upload(client, rows), {"column_3": "source"}), typed)
    assert "2 shelters that count on no day, as after an import was undone, will be" in page.text
    assert "registered" not in page.text
    send(client, page, {})
    with writer() as session:
        assert {s.place.valid_until for s in list_shelters(session)} == {None}


def test_places_may_be_left_out_or_left_open(client: StrictClient, places: Places) -> None:
    rows = "Date,District,Present\n2024-08-07,Sudzha,5\n2024-08-07,Nowhere,7\n"
    page = send(client, upload(client, rows), {"source": "Headquarters"})
    kept = send(client, page, {})
    assert "Choose the place that “Nowhere” stands for" in kept.text
    refused = client.get(kept.response.request.path.replace("preview", "refused.csv"))
    assert "2024-08-07,Nowhere,7" in refused.get_data(as_text=True)
    left = send(client, page, {"others": "skip"})
    assert "1 of them left out" in left.text


def test_a_row_for_each_count_is_mapped_by_its_words(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    rows = "Date,District,Indicator,Value\n2024-08-07,Sudzha,Arrivals,5\n2024-08-07,Sudzha,Rain,7\n"
    page = upload(client, rows)
    assert page.value("word_0") == "arrivals new"
    page = send(client, page, {"source": "Headquarters"})
    assert "1 of them left out" in page.text
    assert "1 row: the indicator is not used" in page.text


def test_another_sheet_or_head_begins_anew(client: StrictClient, places: Places) -> None:
    from tests.exchange.workbooks import xlsx  # noqa: PLC0415

    content = xlsx(
        {"Notes": [["Nothing", "here"]], "Data": [["Date", "Killed"], ["7.8.2024", 5.0]]}
    )
    page = upload(client, content, "book.xlsx")
    form = page.find("main").findall(".//form")[0]
    typed = dict(page.form_data(number=0)) | {"table-sheet": "Data", "table-head_row": "1"}
    response = client.post(form.get("action"), data=typed)
    seen = client.see(response.location)
    assert "“Data”" in seen.text
    assert seen.value("column_1") == "killed new"
    response = client.post(form.get("action"), data=typed | {"table-head_row": "999"})
    assert "Enter the row as a number from 0 to 60" in client.see(response.location).text
    response = client.post(form.get("action"), data=typed | {"table-head_rows": "9"})
    assert "Enter the number of rows, from 1 to 6" in client.see(response.location).text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "this one is empty"),
        (b"%PDF-1.7", "this is a PDF"),
        (b"PK\x03\x04broken", "damaged or cut off"),
        (bytes(range(32)) * 9, "neither a table nor text"),
    ],
)
def test_a_bad_file_gets_one_sentence_and_is_not_kept(
    client: StrictClient, app: Flask, content: bytes, words: str
) -> None:
    folder = Path(app.instance_path) / "imports"
    before = set(folder.glob("*"))
    (error,) = refuse(client, content)
    assert words in error
    assert set(folder.glob("*")) == before


def test_a_file_is_its_owners_and_gone_after_a_day(
    app: Flask, client: StrictClient, make_person: Callable[..., Person], places: Places
) -> None:
    page = upload(client, ROWS)
    address = page.response.request.path
    other = app.test_client()
    assert isinstance(other, StrictClient)
    other.sign_in_as(make_person(Role.REVIEWER, name="Rita"))
    other.see(address, status=404)
    client.see(address)
    with app.app_context():
        keep_file(b"x", "..\\..\\new.csv", person_id=1, now=NOW + timedelta(days=900))
    client.see(address, status=404)


def test_a_preview_without_a_mapping_leads_back(client: StrictClient, places: Places) -> None:
    page = upload(client, "a,b\n1,2\n")
    columns = page.response.request.path
    for step in ("places", "preview", "refused.csv"):
        response = client.get(columns.replace("columns", step))
        assert response.location == columns


def test_a_large_file_may_be_sent_to_imports_only(app: Flask, client: StrictClient) -> None:
    large = b"a" * (17 * 1024 * 1024)
    assert client.post("/sign-in", data={"x": large}).status_code == 413
