"""The commands that no layer of its own owns."""

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text, update
from sqlalchemy.exc import OperationalError

from tests.audit.links import read_links
from tests.histories import make_operation
from tests.recording.drafts import level, noon_of, report
from tests.web.fixtures import PASSWORD
from tracker.domain.indicators import Indicator
from tracker.extensions import use_database
from tracker.recording.reports import record_report
from tracker.registry.people import Role, find_by_email
from tracker.store.database import Database, open_database
from tracker.store.totals import AreaChangeRow

ANNA = ["create-admin", "--email", "Anna@example.org", "--name", "Anna"]


def test_create_admin_makes_an_account_that_can_sign_in(app: Flask, web_database: Database) -> None:
    result = app.test_cli_runner().invoke(args=ANNA, input=f"{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code == 0, result.output
    assert "Anna can sign in as anna@example.org." in result.output
    assert PASSWORD not in result.output
    with web_database.reader() as session:
        found = find_by_email(session, "anna@example.org")
    assert found is not None
    assert found.person.roles == {Role.ADMINISTRATOR}


def test_create_admin_takes_the_password_from_the_environment(app: Flask) -> None:
    environment = {"TRACKER_ADMIN_PASSWORD": PASSWORD}
    assert app.test_cli_runner().invoke(args=ANNA, env=environment).exit_code == 0


def test_create_admin_says_what_is_wrong(app: Flask, web_database: Database) -> None:
    result = app.test_cli_runner().invoke(args=ANNA, env={"TRACKER_ADMIN_PASSWORD": "short"})
    assert result.exit_code == 1
    assert "Enter a password of at least 12 characters." in result.output
    with web_database.reader() as session:
        assert find_by_email(session, "anna@example.org") is None


def test_db_upgrade_may_be_called_at_any_time(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["db", "upgrade"])
    assert result.output == "The schema is up to date.\n"


@pytest.fixture
def reported(web_database: Database) -> Database:
    """A database with an operation and one report."""
    with web_database.writer() as session:
        make_operation(session)
        record_report(session, report(level(Indicator.PRESENT, 40)), now=noon_of(0))
        session.commit()
    return web_database


def test_totals_that_agree_are_said_to(app: Flask, reported: Database) -> None:
    result = app.test_cli_runner().invoke(args=["totals", "check"])
    assert (result.exit_code, "agree with the reports" in result.output) == (0, True)


def test_totals_that_differ_are_listed_and_mended(app: Flask, reported: Database) -> None:
    with reported.writer() as session:
        session.execute(update(AreaChangeRow).values(low=AreaChangeRow.low + 1))
        session.commit()
    found = app.test_cli_runner().invoke(args=["totals", "check"])
    assert found.exit_code == 1
    assert "present, 2024-08-06: stored" in found.output
    mended = app.test_cli_runner().invoke(args=["totals", "rebuild"])
    assert mended.exit_code == 0
    assert "made anew from 2 unit days" in mended.output
    assert app.test_cli_runner().invoke(args=["totals", "check"]).exit_code == 0


@pytest.mark.parametrize("command", ["check", "rebuild"])
def test_without_an_operation_there_are_no_totals(app: Flask, command: str) -> None:
    result = app.test_cli_runner().invoke(args=["totals", command])
    assert result.exit_code == 1
    assert "There is no operation yet" in result.output


def test_a_trail_that_holds_is_said_to_and_held_against_a_kept_head(
    app: Flask, reported: Database
) -> None:
    head = app.test_cli_runner().invoke(args=["audit", "head"]).output.strip()
    assert head.startswith("2:")
    result = app.test_cli_runner().invoke(args=["audit", "verify", "--expect", head])
    assert result.exit_code == 0, result.output
    assert "The audit trail holds from link 1 to the last." in result.output
    assert head in result.output
    other = "2:" + "0" * 64
    result = app.test_cli_runner().invoke(
        args=["audit", "verify", "--from", "3", "--expect", other]
    )
    assert result.exit_code == 1
    assert "Link 2 is not the one that was kept" in result.output


def test_a_trail_that_does_not_hold_ends_with_the_first_broken_link(
    app: Flask, reported: Database
) -> None:
    with reported.writer() as session:
        session.execute(text("DROP TRIGGER tr_report_count_no_update"))
        session.execute(text("UPDATE report_count SET value = 41"))
        session.commit()
    result = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert result.exit_code == 1
    assert "Link 2 (version 1 of report 1, 6 Aug 2024 15:00 UTC, by Someone)" in result.output


@pytest.mark.parametrize("head", ["2", "2:abc", "x:" + "0" * 64, "0:" + "0" * 64])
def test_a_head_that_is_none_is_refused(app: Flask, head: str) -> None:
    result = app.test_cli_runner().invoke(args=["audit", "verify", "--expect", head])
    assert result.exit_code == 2
    assert "as `audit head` prints it" in result.output


def test_commands_that_write_leave_their_link(
    app: Flask, reported: Database, tmp_path: Path
) -> None:
    runner = app.test_cli_runner()
    areas = tmp_path / "areas.csv"
    areas.write_text("name\nElsewhere\n", encoding="utf-8")
    assert runner.invoke(args=ANNA, env={"TRACKER_ADMIN_PASSWORD": PASSWORD}).exit_code == 0
    assert runner.invoke(args=["import-areas", str(areas), "--parent", "Region"]).exit_code == 0
    assert runner.invoke(args=["totals", "rebuild"]).exit_code == 0
    with reported.reader() as session:
        links = read_links(session)[2:]
    assert [link["act"] for link in links] == ["person_added", "areas_imported", "totals_rebuilt"]
    assert {link["person_id"] for link in links} == {None}
    details = [json.loads(link["details"]) for link in links]
    assert details[0]["changes"]["Roles"] == [None, ["administrator"]]
    assert details[1]["names"] == ["Elsewhere"]
    assert details[2] == {"unit_days": 2}


def test_a_command_that_is_refused_leaves_no_link(app: Flask, reported: Database) -> None:
    result = app.test_cli_runner().invoke(args=ANNA, env={"TRACKER_ADMIN_PASSWORD": "short"})
    assert result.exit_code == 1
    with reported.reader() as session:
        assert len(read_links(session)) == 2


def test_a_command_that_waits_too_long_ends_with_a_sentence(
    app: Flask, web_database: Database
) -> None:
    impatient = open_database(web_database.write.url.render_as_string(), wait=0.1)
    use_database(app, impatient)
    with web_database.writer() as other:
        other.execute(text("SELECT 1"))
        result = app.test_cli_runner().invoke(args=ANNA, input=f"{PASSWORD}\n{PASSWORD}\n")
    impatient.dispose()
    assert result.exit_code == 1
    assert "Others are writing. Nothing was changed" in result.output


def test_a_fault_of_a_command_is_no_sentence(app: Flask, web_database: Database) -> None:
    with web_database.writer() as session:
        session.execute(text("DROP TABLE assignment"))
        session.commit()
    result = app.test_cli_runner().invoke(args=ANNA, input=f"{PASSWORD}\n{PASSWORD}\n")
    assert isinstance(result.exception, OperationalError)
