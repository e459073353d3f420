"""The commands that no layer of its own owns."""

from flask import Flask

from tests.web.fixtures import PASSWORD
from tracker.registry.people import Role, find_by_email
from tracker.store.database import Database

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
