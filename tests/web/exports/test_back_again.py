"""Our own files with hashtags are taken back as they are: nothing is asked, nothing changes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask

from tests.web.api.conftest import call_as
from tests.web.entry.conftest import TODAY, YESTERDAY, Places, Reporter
from tests.web.fixtures import PersonMaker, Writer
from tests.web.imports.steps import upload
from tests.web.strict_client import StrictClient
from tracker.domain.counts import Count, Form, Part, Sex
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.registry.people import Role

GIRLS = Part(sex=Sex.FEMALE, age_from=0, age_to=17, value=1)
MEN = Part(sex=Sex.MALE, age_from=18, age_to=None, value=2)
FILES = [
    (content, kind)
    for content in ("day-values", "day-values-wide")
    for kind in ("hxl-csv", "hxl-json")
]


@pytest.fixture
def told(places: Places, report: Reporter) -> Places:
    """Levels, and what happens in the forms in which it travels: with parts and with doubt."""
    present = Count(indicator=Indicator.PRESENT, form=Form.LEVEL, value=40, parts=(GIRLS, MEN))
    arrived = Count(indicator=Indicator.ARRIVALS, form=Form.NEW, value=7, parts=(GIRLS, MEN))
    report(places.whole, YESTERDAY, present, arrived, so_far(Indicator.KILLED, 2))
    doubt = {"qualifier": Qualifier.ABOUT}
    report(places.whole, TODAY, so_far(Indicator.EVACUATED, 9, **doubt))
    injured = so_far(Indicator.INJURED, 4, parts=(GIRLS, MEN))
    report(places.outside, TODAY, injured, so_far(Indicator.KILLED, 1), present=5)
    report(places.hall, TODAY, present=12, sheltered=12, capacity=30)
    return places


def so_far(indicator: Indicator, value: int, **more: Any) -> Count:
    return Count(indicator=indicator, form=Form.TOTAL, value=value, **more)


@pytest.fixture
def administrator(client_of: Callable[..., StrictClient]) -> StrictClient:
    return client_of(Role.ADMINISTRATOR, name="Anna")


@pytest.fixture(params=FILES, ids=" ".join)
def exported(app: Flask, told: Places, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    content, kind = request.param
    path = tmp_path / ("values.csv" if kind == "hxl-csv" else "values.json")
    options = ("--format", kind, "--rows", "units", "--audience", "internal")
    made = app.test_cli_runner().invoke(args=["export", content, str(path), *options])
    assert made.exit_code == 0, made.output
    return path


def test_the_command_takes_an_own_export_back(
    app: Flask, exported: Path, make_person: PersonMaker
) -> None:
    anna = make_person(Role.ADMINISTRATOR, name="Anna")
    words = ("import", str(exported), "--person", anna.email)
    found = app.test_cli_runner().invoke(args=words)
    assert found.exit_code == 0, found.output
    assert "4 reports unchanged." in found.output
    assert "everything in the file is known already" in found.output
    assert "question" not in found.output


def test_a_program_sends_an_own_export_back(
    app: Flask, exported: Path, make_person: PersonMaker, writer: Writer
) -> None:
    caller = call_as(app, writer, make_person(Role.ADMINISTRATOR, name="Mirror"))
    query = urlencode({"file_name": exported.name, "dry_run": "true"})
    response = caller.send("POST", f"/imports?{query}", data=exported.read_bytes())
    found = response.get_json(force=True)
    assert response.status_code == 200, found
    assert (found["unchanged"], found["added"], found["refused"]) == (4, 0, 0)


def test_the_page_goes_straight_to_the_look_at_an_own_export(
    exported: Path, administrator: StrictClient
) -> None:
    page = upload(administrator, exported.read_bytes(), exported.name)
    assert page.find("h1").text == "What will be recorded"
