"""What is refused is summed up before it is recorded, with what has to be done about it."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.web.imports.conftest import ROWS, Places
from tests.web.imports.steps import send, upload
from tests.web.strict_client import StrictClient
from tracker.registry.people import Person, Role


@pytest.fixture
def client(app: Flask, anna: Person) -> StrictClient:
    made = app.test_client()
    assert isinstance(made, StrictClient)
    made.sign_in_as(anna)
    return made


def test_rows_refused_for_one_reason_are_counted_together(client: StrictClient, saved: str) -> None:
    rows = ROWS + "".join(f"2024-08-{day:02},Sudzha,x,1\n" for day in range(9, 14))
    page = upload(client, rows + "2024-08-14,Sudzha,y,1\n", mapping=saved)
    table = page.find_all("div[@aria-label='Why rows cannot be taken in']")[0]
    lines = [" ".join("".join(row.itertext()).split()) for row in table.iter("tr")]
    assert lines[1].startswith("Enter a number, this is “x” 5 row 4, column C; row 5")
    assert lines[1].endswith("…")
    assert lines[2].startswith("Enter a number, this is “y” 1 row 9")
    assert "…" not in lines[2]
    assert "Show all" in page.text
    assert "Row 8, column C" in page.text


def test_the_file_of_refused_rows_is_called_by_the_file(client: StrictClient, saved: str) -> None:
    page = upload(client, ROWS + "2024-08-09,Sudzha,x,1\n", mapping=saved)
    sent = client.get(page.links()["Save refused rows as a file"])
    assert sent.headers["Content-Disposition"] == (
        'attachment; filename="refused rows of daily.csv"'
    )
    assert ",row 4," in sent.text


def test_reasons_that_differ_in_a_number_are_one(client: StrictClient, saved: str) -> None:
    rows = "".join(f"2024-08-{day:02},Sudzha,{day}.5,1\n" for day in (9, 10, 11))
    page = upload(client, ROWS + rows, mapping=saved)
    table = page.find_all("div[@aria-label='Why rows cannot be taken in']")[0]
    _, line = [" ".join("".join(row.itertext()).split()) for row in table.iter("tr")]
    assert "9.5" in line
    assert "(or another number, by the row) 3 row 4" in line


def test_where_each_row_has_its_reason_nothing_is_told_twice(
    client: StrictClient, saved: str
) -> None:
    page = upload(client, ROWS + "2024-08-09,Sudzha,x,1\n", mapping=saved)
    assert "Enter a number" in page.text
    assert "Show all" not in page.text


def test_of_many_rows_the_first_are_listed(client: StrictClient, saved: str) -> None:
    rows = ROWS + "2024-08-09,Sudzha,x,1\n" * 201
    page = upload(client, rows, mapping=saved)
    assert "Show the first 200" in page.text
    assert "Row 203, column C" in page.text
    assert "Row 204" not in page.text


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.REVIEWER])
def test_rows_before_the_operation_lead_to_its_first_day(
    app: Flask, saved: str, make_person: Callable[..., Person], role: Role
) -> None:
    client = app.test_client()
    assert isinstance(client, StrictClient)
    client.sign_in_as(make_person(role, name="Rita"))
    early = "2024-08-04,Sudzha,1,1\n2024-08-05,Sudzha,1,1\n"
    page = upload(client, ROWS + early, mapping=saved)
    assert "2 rows are refused since the operation begins on 6 Aug 2024" in page.text
    assert "and the file on 4 Aug 2024" in page.text
    is_linked = page.links().get("settings") == client.address("admin.change_settings")
    assert is_linked is (role is Role.ADMINISTRATOR)
    assert "begins later" not in upload(client, ROWS, mapping=saved).text


def test_shelters_without_a_district_are_told_what_is_missing(
    client: StrictClient, places: Places
) -> None:
    rows = "Date,District,Shelter,Present\n2024-08-07,Sudzha,Hall,5\n"
    page = send(client, upload(client, rows), {"source": "Headquarters"})
    assert "needs a district" not in page.text
    rows = "Date,Shelter,Present\n2024-08-07,Hall,5\n2024-08-07,Barn,5\n"
    page = send(client, upload(client, rows), {"source": "Headquarters"})
    assert "A shelter needs a district to be in Of 2 shelters the file does not say" in page.text
    assert page.links()["Say what the columns mean"].endswith("/columns")
    page = send(client, upload(client, rows.replace(",Barn", ",Hall")), {"source": "Headquarters"})
    assert "Of 1 shelter the file does not say in which registered district it lies" in page.text
