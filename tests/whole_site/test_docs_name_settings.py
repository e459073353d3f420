"""The pages in docs/ name every setting and every command, and none that does not exist."""

import re
from pathlib import Path

import click
from flask import Flask

from tracker.cli import COMMANDS
from tracker.config import VARIABLES, Settings

PROJECT = Path(__file__).resolve().parents[2]
READ_ELSEWHERE = {"TRACKER_ADMIN_PASSWORD", "TRACKER_TEST_POSTGRESQL_URL", "TRACKER_BROWSER"}


def read(page: str) -> str:
    return (PROJECT / "docs" / page).read_text(encoding="utf-8")


def list_commands(command: click.Command, above: str = "") -> list[str]:
    """Commands as they are typed; a group is its commands."""
    name = f"{above} {command.name}".strip()
    if isinstance(command, click.Group):
        return [each for below in command.commands.values() for each in list_commands(below, name)]
    return [name]


def test_every_setting_has_a_variable() -> None:
    assert set(VARIABLES) == set(Settings.__dataclass_fields__) - {"testing"}


def test_the_page_of_settings_names_each_variable_and_no_other() -> None:
    named = set(re.findall(r"^\| `(TRACKER_\w+)`", read("settings.md"), re.MULTILINE))
    assert named == set(VARIABLES.values()) | READ_ELSEWHERE


def test_no_variable_is_read_that_the_page_does_not_name() -> None:
    sources = [*(PROJECT / "tracker").rglob("*.py"), *(PROJECT / "tests").rglob("*.py")]
    used = {
        name
        for path in sources
        for name in re.findall(r"\bTRACKER_[A-Z_]+[A-Z]\b", path.read_text(encoding="utf-8"))
    }
    named = set(re.findall(r"TRACKER_\w+", read("settings.md")))
    assert used - named - {"TRACKER_LOCK"} == set()


def test_the_page_of_settings_gives_the_defaults() -> None:
    page, defaults = read("settings.md"), Settings()
    assert f"| `TRACKER_SESSION_DAYS` | `{defaults.session_days}` |" in page
    assert f"| `TRACKER_RATE_LIMIT_STORAGE` | `{defaults.rate_limit_storage}` |" in page
    assert f"| `TRACKER_PROXY_COUNT` | `{defaults.proxy_count}` |" in page


def test_the_page_of_commands_names_each_command_and_no_other(shared_app: Flask) -> None:
    named = set(re.findall(r"^\| `([^`]+)`", read("commands.md"), re.MULTILINE))
    registered = {each for command in COMMANDS for each in list_commands(command)}
    assert {" ".join(re.findall(r"^[a-z -]+[a-z]", name)) for name in named} == registered
    assert all(command.name in shared_app.cli.commands for command in COMMANDS)
