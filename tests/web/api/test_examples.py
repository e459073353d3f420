"""The examples of docs/api.md run as they are written, against a server on this machine."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.availability import refuse
from tests.journeys.server import serve
from tests.web.api.conftest import Caller, CallerMaker, Register, Reporter, day
from tests.web.fixtures import NOW, Writer
from tests.web.imports.conftest import MAPPING
from tracker.config import PROJECT
from tracker.exchange.mapping import read_mapping, save_mapping
from tracker.registry.people import Role

PAGE = (PROJECT / "docs" / "api.md").read_text(encoding="utf-8")
Run = Callable[..., str]


def find_examples(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def program(
    caller_of: CallerMaker, register: Register, report: Reporter, sources: dict[str, int]
) -> Caller:
    report(register.whole, day(18), present=100, sheltered=40, capacity=50)
    report(register.hall, day(19), sheltered=12, capacity=20)
    assigned, source = (register.country,), sources["Office"]
    return caller_of(*Role, name="Olga", assigned=assigned, source_id=source)


@pytest.fixture
def run(program: Caller, tmp_path: Path) -> Iterator[Run]:
    """Runs a command with the address and the token in its environment; gives what it prints."""
    with serve(program.app) as address:

        def start(*command: str) -> str:
            told = {"API_URL": address, "API_TOKEN": program.token, "NO_PROXY": "*"}
            done = subprocess.run(
                command,
                env=os.environ | told,
                cwd=tmp_path,
                capture_output=True,
                text=True,
                check=False,
                timeout=60,
            )
            assert done.returncode == 0, done.stderr
            return done.stdout

        yield start


@pytest.fixture
def curl(run: Run) -> Callable[[str], Any]:
    """Runs an example of curl; gives the JSON that it prints."""
    if shutil.which("curl") is None:
        refuse("No curl")

    def start(example: str) -> Any:
        return json.loads(run("sh", "-c", example))

    return start


def test_the_example_in_python_prints_the_last_values(run: Run) -> None:
    (example,) = find_examples("python")
    assert len([line for line in example.splitlines() if line]) <= 10
    printed = run(sys.executable, "-c", example).splitlines()
    assert "Whole sheltered 40 carried" in printed
    assert "Hall capacity 20 carried" in printed
    assert "School capacity None gap" in printed


def test_the_first_example_of_curl_reads_series(
    curl: Callable[[str], Any], register: Register
) -> None:
    answer = curl(find_examples("sh")[0])
    last = {(one["place"]["id"], one["indicator"]): one["days"][-1] for one in answer["items"]}
    assert last[register.whole, "present"]["value"] == 100
    assert last[register.by_shelter, "sheltered"]["value"] == 12


def test_the_second_example_of_curl_sends_the_report_once(
    curl: Callable[[str], Any], program: Caller, register: Register, tmp_path: Path
) -> None:
    (body,) = find_examples("json")
    assert json.loads(body)["place"] == register.whole
    (tmp_path / "report.json").write_text(body, encoding="utf-8")
    example = find_examples("sh")[1]
    asked = curl(example)
    assert asked["warnings"]
    confirmed = {**json.loads(body), "confirmation": asked["confirmation"]}
    (tmp_path / "report.json").write_text(json.dumps(confirmed), encoding="utf-8")
    first = curl(example)
    assert curl(example) == {**first, "repeated": True}
    said = program.get(f"/reports/{first['report']}")["counts"]
    assert {count["said"] for count in said} == {"412", "more than 300"}


def test_the_third_example_of_curl_says_what_a_file_would_do(
    curl: Callable[[str], Any], program: Caller, writer: Writer, tmp_path: Path
) -> None:
    rows = "Date,District,Arrivals,Present\n2024-08-19,Whole,5,120\n"
    (tmp_path / "daily.csv").write_text(rows, encoding="utf-8")
    with writer() as session:
        mapping = read_mapping(MAPPING.replace("Headquarters", "Office"))
        save_mapping(session, "Daily", mapping, person_id=program.person.id, now=NOW)
    planned = curl(find_examples("sh")[2])
    assert (planned["import"], planned["added"]) == (None, 1)
