"""The page takes our own exports back as they are, or says why it cannot."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.recording.drafts import withdrawal
from tests.web.entry.conftest import TODAY, YESTERDAY, Places, Reporter
from tests.web.fixtures import NOW, START, PersonMaker, Writer
from tests.web.imports.steps import send, upload
from tests.web.strict_client import Page, StrictClient
from tracker.domain.counts import Count, Form, Part, Sex
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.recording.corrections import withdraw_report
from tracker.recording.history import list_place_reports
from tracker.registry.people import Role
from tracker.totals.read import read_days

GIRLS = Part(sex=Sex.FEMALE, age_from=0, age_to=17, value=1)
KINDS = pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
Exporter = Callable[[str, str], Path]


def count(indicator: Indicator, form: Form, value: int | None, **more: Any) -> Count:
    return Count(indicator=indicator, form=form, value=value, **more)


@pytest.fixture
def told(places: Places, report: Reporter) -> Places:
    """What happens in both forms, with levels that are carried, reckoned and in words."""
    injured = count(Indicator.INJURED, Form.NEW, 4, parts=(GIRLS,))
    report(places.whole, YESTERDAY, injured, count(Indicator.KILLED, Form.TOTAL, 2), present=40)
    more = count(Indicator.INJURED, Form.NEW, 3, qualifier=Qualifier.MORE_THAN, words="more than 3")
    report(places.whole, TODAY, more, count(Indicator.ARRIVALS, Form.NEW, 7))
    report(places.outside, YESTERDAY, count(Indicator.KILLED, Form.TOTAL, 1), present=5)
    report(places.hall, TODAY, present=12, sheltered=12, capacity=30)
    return places


@pytest.fixture
def administrator(client_of: Callable[..., StrictClient]) -> StrictClient:
    return client_of(Role.ADMINISTRATOR, name="Anna")


@pytest.fixture
def export(app: Flask, told: Places, tmp_path: Path) -> Exporter:
    def make(content: str, kind: str) -> Path:
        path = tmp_path / f"values.{kind}"
        options = ("--format", kind, "--audience", "internal")
        made = app.test_cli_runner().invoke(args=["export", content, str(path), *options])
        assert made.exit_code == 0, made.output
        return path

    return make


def take(client: StrictClient, path: Path) -> Page:
    return upload(client, path.read_bytes(), path.name)


def read_totals(writer: Writer) -> dict[str, list[tuple[int | None, ...]]]:
    with writer() as session:
        days = read_days(session, None, START, TODAY, list(Indicator))
    return {
        str(key): [(day.value, day.new, day.low) for day in found] for key, found in days.items()
    }


def withdraw_all(writer: Writer, places: Places) -> None:
    with writer() as session:
        for place_id in (places.whole, places.outside, places.hall):
            for one in list_place_reports(session, place_id, START, date(2024, 9, 1)):
                withdraw_report(session, withdrawal(one.report_id), now=NOW)


@KINDS
@pytest.mark.parametrize("content", ["day-values", "day-values-wide"])
def test_nothing_changes_where_an_export_comes_from(
    export: Exporter, administrator: StrictClient, content: str, kind: str
) -> None:
    page = take(administrator, export(content, kind))
    if content == "day-values-wide":
        assert "These are our own day values." in page.text
        page = send(administrator, page)
    assert page.find("h1").text == "What will be recorded"
    assert "Everything in this file is known already." in page.text


@KINDS
@pytest.mark.parametrize("content", ["day-values", "day-values-wide"])
def test_totals_are_the_same_where_nothing_else_is_known(  # noqa: PLR0917
    export: Exporter,
    told: Places,
    administrator: StrictClient,
    writer: Writer,
    content: str,
    kind: str,
) -> None:
    path, before = export(content, kind), read_totals(writer)
    withdraw_all(writer, told)
    assert read_totals(writer) != before
    page = take(administrator, path)
    if content == "day-values-wide":
        page = send(administrator, page)
    assert page.find("h1").text == "What will be recorded"
    send(administrator, page)
    assert read_totals(writer) == before


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        ("reports", "csv", "our own reports with each of their versions"),
        ("reports", "json", "our own reports with each of their versions"),
        ("areas", "geojson", "our own areas with the numbers of one day"),
        ("areas", "xlsx", "one of our own registers"),
        ("sources", "csv", "one of our own registers"),
    ],
)
def test_what_cannot_be_taken_back_is_said_in_place_of_suggestions(  # noqa: PLR0917
    app: Flask,
    export: Exporter,
    administrator: StrictClient,
    make_person: PersonMaker,
    content: str,
    kind: str,
    words: str,
) -> None:
    path = export(content, kind)
    page = take(administrator, path)
    assert page.find("h1").text == "What the columns mean"
    assert words in page.text
    chosen = dict(page.form_data(number=1))
    assert {v for k, v in chosen.items() if k.startswith("column_")} == {"not used"}
    assert not [name for name in chosen if name.startswith("answer_")]
    email = make_person(Role.ADMINISTRATOR, name="Berta").email
    found = app.test_cli_runner().invoke(args=("import", str(path), "--person", email))
    assert found.exit_code == 1
    assert words in found.output


def test_the_command_takes_day_values_back_without_a_mapping(
    app: Flask, export: Exporter, make_person: PersonMaker
) -> None:
    email = make_person(Role.ADMINISTRATOR, name="Berta").email
    words = ("import", str(export("day-values-wide", "csv")), "--person", email)
    found = app.test_cli_runner().invoke(args=words)
    assert found.exit_code == 0, found.output
    assert "4 reports unchanged." in found.output
