"""A published file goes from the upload to the chart, in a browser."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.databases import Databases
from tests.journeys.acts import press, read_figure, read_line
from tests.journeys.conftest import Visitor
from tests.journeys.server import use
from tracker.domain.days import OperationClock
from tracker.domain.selection import Grade
from tracker.example.people import SignIn
from tracker.registry.areas import add_area
from tracker.registry.operation import create_operation
from tracker.registry.people import Role, add_person
from tracker.registry.sources import add_source
from tracker.store.database import open_database
from tracker.store.migrate import upgrade

PATIENCE = 120_000
"""Milliseconds for thousands of rows, on a machine whose cores are busy with other tests."""

FIRST, LAST = date(2024, 1, 1), date(2024, 2, 18)
ADMIN = SignIn(
    email="toronto@example.org",
    password="correct horse battery",
    display_name="Toronto administrator",
    role=Role.ADMINISTRATOR,
)


@pytest.fixture(scope="module")
def toronto(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An operation with one district and nothing reported."""
    path = tmp_path_factory.mktemp("toronto") / "toronto.sqlite3"
    database = open_database(f"sqlite:///{path.as_posix()}")
    upgrade(database)
    clock = OperationClock(start=FIRST, time_zone="America/Toronto", deadline_hour=12)
    with database.writer() as session:
        create_operation(session, name="Toronto's shelters", clock=clock)
        country = add_area(session, name="Canada", parent_id=None)
        region = add_area(session, name="Ontario", parent_id=country)
        add_area(session, name="Toronto", parent_id=region)
        add_source(session, name="City of Toronto", grade=Grade.B)
        add_person(
            session,
            email=ADMIN.email,
            display_name=ADMIN.display_name,
            roles=[Role.ADMINISTRATOR],
            password=ADMIN.password,
            now=datetime(2024, 2, 19, tzinfo=UTC),
        )
        session.commit()
    database.dispose()
    return path


@pytest.fixture
def example(served_app: Flask, toronto: Path, sqlite_databases: Databases) -> Iterator[None]:
    """In place of the example: the published file is older than it."""
    original = f"sqlite:///{toronto.as_posix()}"
    with sqlite_databases.own(original) as database, use(served_app, database):
        yield


def choose_columns(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("What the columns mean")
    expect(page.get_by_role("main")).to_contain_text("rooms are neither people nor places")
    expect(page.get_by_label("All rows", exact=True)).to_be_checked()
    page.get_by_label("Only Bed Based Capacity").check()
    page.get_by_label("What CAPACITY_ACTUAL_ROOM is").select_option(label="Usable capacity")
    page.get_by_label("Place of all rows").select_option(label="Canada / Ontario / Toronto")
    press(page, "Go on")
    expect(page.get_by_role("alert")).to_contain_text("it counts rooms")
    expect(page.get_by_role("alert")).to_contain_text("Select the source")
    page.get_by_label("What CAPACITY_ACTUAL_ROOM is").select_option(label="Not used")
    page.get_by_label("Source of all rows").select_option(label="City of Toronto")
    press(page, "Go on")


def add_up(rows: Iterable[dict[str, str]]) -> tuple[int, int]:
    """People and beds."""
    kept = list(rows)
    people = sum(int(row["SERVICE_USER_COUNT"]) for row in kept)
    return people, sum(int(row["CAPACITY_ACTUAL_BED"]) for row in kept)


def test_the_toronto_file_goes_from_mapping_to_chart(visit: Visitor, shared_data: Path) -> None:
    file = shared_data / "toronto_shelter_occupancy_2024.csv"
    rows = [
        row
        for row in csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))
        if row["CAPACITY_TYPE"] == "Bed Based Capacity"
    ]
    last = [row for row in rows if row["OCCUPANCY_DATE"] == LAST.isoformat()]
    people, beds = add_up(last)
    # The chart carries the last numbers of a programme that fell silent.
    carried, carried_beds = add_up({row["PROGRAM_ID"]: row for row in rows}.values())

    page = visit(ADMIN)
    page.set_default_timeout(PATIENCE)
    page.goto("/imports")
    page.get_by_role("link", name="Import a file").click()
    page.get_by_label("File", exact=True).set_input_files(file)
    press(page, "Go on")
    choose_columns(page)

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "What the names stand for", timeout=PATIENCE
    )
    page.get_by_label("Register them as new shelters, where their district is known").check()
    page.get_by_label("Let the districts of new shelters report by their shelters").check()
    press(page, "Go on")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "What will be recorded", timeout=PATIENCE
    )
    sums = page.get_by_role("region", name="Sums to hold against the file, the last days")
    expect(sums).to_contain_text(f"{people:,}")
    expect(sums).to_contain_text(f"{beds:,}")
    page.get_by_label("Edition").fill("18 February 2024")
    page.get_by_label("Save the mapping as").fill("Toronto, bed-based programmes")
    press(page, "Record")

    expect(page.get_by_role("main")).to_contain_text("The file is imported.", timeout=PATIENCE)
    expect(page.get_by_role("main")).to_contain_text(f"{len(rows):,} reports were added")
    page.goto(f"/overview/capacity?from={FIRST}&to={LAST}")
    figure = read_figure(page)
    assert read_line(figure, "Sheltered")[-1] == carried
    expect(page.get_by_role("main")).to_contain_text(f"{carried:,} of {carried_beds:,}")
