"""The commands of the script: what it hands over, and what it refuses before."""

import hashlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

import run
from tests.whole_site.run_script.conftest import PROJECT, refused, stand_environment


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


@pytest.fixture
def prepared(project: Path) -> Path:
    stand_environment(project)
    run.record_installed("requirements-dev.txt")
    return project


@pytest.mark.parametrize(
    ("command", "options"),
    [
        (["demo"], ["--example"]),
        (["demo", "--fresh"], ["--example", "--fresh"]),
        (["serve"], []),
    ],
)
def test_a_server_is_one_process_of_the_environments_python(
    prepared: Path,
    handed_over: list[list[str]],
    free_port: int,
    command: list[str],
    options: list[str],
) -> None:
    assert run.main([*command, "--port", str(free_port)]) == 0
    address = ["--host", "127.0.0.1", "--port", str(free_port)]
    assert handed_over == [["-m", "tracker.serve", *address, *options]]


def test_serve_has_no_example_to_start_over(capsys: pytest.CaptureFixture[str]) -> None:
    status, message = refused(capsys, "serve", "--fresh")
    assert status == 2
    assert "unknown argument: --fresh" in message


def test_a_taken_port_is_refused_before_any_work(
    project: Path, steps: list[list[str]], taken_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    status, message = refused(capsys, "demo", "--port", str(taken_port))
    assert status == 2
    assert f"Port {taken_port} is taken by another program on 127.0.0.1" in message
    assert "--port" in message
    assert steps == []


def test_a_host_that_is_not_this_machine_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, message = refused(capsys, "demo", "--host", "192.0.2.1", "--port", "8000")
    assert status == 2
    assert "cannot listen on port 8000 of 192.0.2.1" in message
    assert "Change --host or name another port with --port" in message


@pytest.mark.parametrize("port", ["0", "65536", "eight"])
def test_a_port_is_a_number_between_1_and_65535(
    port: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, message = refused(capsys, "demo", "--port", port)
    assert status == 2
    assert "--port" in message


def test_a_chosen_part_of_the_tests_runs_with_the_arguments_given(
    prepared: Path, handed_over: list[list[str]]
) -> None:
    run.main(["test", "-x", "tests/domain", "--help"])
    assert handed_over == [["-m", "pytest", "-x", "tests/domain", "--help"]]


def test_the_whole_suite_uses_every_core(prepared: Path, handed_over: list[list[str]]) -> None:
    run.main(["test"])
    assert handed_over == [["-m", "pytest", "-n", "auto", "--dist", "worksteal"]]


def test_the_benchmark_takes_its_own_arguments(
    prepared: Path, handed_over: list[list[str]]
) -> None:
    run.main(["bench", "--quick"])
    assert handed_over == [["-m", "bench", "--quick"]]


def test_the_pictures_of_pages_take_their_own_arguments(
    prepared: Path, handed_over: list[list[str]]
) -> None:
    run.main(["screens", "--role", "official"])
    assert handed_over == [["-m", "tests.journeys.screens", "--role", "official"]]


def test_windows_waits_for_the_child_through_ctrl_c_and_speaks_utf_8(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows nothing replaces a process: the child is told of Ctrl+C itself, and ends."""
    stand_environment(project)
    started: list[tuple[list[str], str]] = []

    class Child:
        answers: ClassVar[list[int | type[BaseException]]] = [KeyboardInterrupt, 3]

        def __init__(self, command: list[str], env: dict[str, str]) -> None:
            started.append((command, env["PYTHONUTF8"]))

        def wait(self) -> int:
            answer = self.answers.pop(0)
            if isinstance(answer, int):
                return answer
            raise answer

    monkeypatch.setattr(subprocess, "Popen", Child)
    monkeypatch.setattr(os, "name", "nt")
    monkeypatch.chdir(project)
    status = run.hand_over(["-m", "tracker.serve"])
    monkeypatch.undo()
    assert status == 3
    assert started == [([str(project / ".venv" / "python"), "-m", "tracker.serve"], "1")]


def test_ctrl_c_ends_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "ensure_environment", interrupt)
    status, message = refused(capsys, "setup")
    assert (status, message) == (130, "\nStopped.\n")


def test_the_status_of_the_command_is_that_of_the_script(tmp_path: Path) -> None:
    """A real hand-over: the script becomes the environment's Python in the project's folder."""
    (tmp_path / "run.py").write_bytes((PROJECT / "run.py").read_bytes())
    (tmp_path / "bench.py").write_text("import sys\nprint(sys.argv[1:])\nsys.exit(7)\n")
    for lock in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / lock).write_text("")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / ".venv"], check=True)
    nothing = hashlib.sha256(b"").hexdigest()
    locks = json.dumps({"requirements-dev.txt": nothing})
    (tmp_path / ".venv" / "installed-locks.json").write_text(locks)
    done = subprocess.run(
        [sys.executable, tmp_path / "run.py", "bench", "a b"],
        check=False,
        capture_output=True,
        text=True,
        cwd=Path.home(),
    )
    assert (done.returncode, done.stdout, done.stderr) == (7, "['a b']\n", "")
