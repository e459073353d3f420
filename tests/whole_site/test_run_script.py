"""The script that starts the project: what it prepares, hands over and refuses."""

import ast
import hashlib
import json
import re
import runpy
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import run

PROJECT = Path(__file__).resolve().parents[2]
OWN_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with lock files and an environment that nobody made yet."""
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "VENV_PYTHON", tmp_path / ".venv" / "python")
    monkeypatch.setattr(run, "STAMP", tmp_path / ".venv" / "installed-locks.json")
    (tmp_path / "requirements.txt").write_text("one==1 \\\n    --hash=sha256:0\n")
    (tmp_path / "requirements-dev.txt").write_text("one==1 \\\n    --hash=sha256:0\ntwo==2\n")
    return tmp_path


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would have been run to prepare the environment."""
    seen: list[list[str]] = []

    def note(command: list[str], count: object = None) -> None:
        seen.append(command)

    monkeypatch.setattr(run, "run_quietly", note)
    return seen


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The arguments given to the environment's Python."""
    seen: list[list[str]] = []

    def note(arguments: list[str]) -> int:
        seen.append(arguments)
        return 0

    monkeypatch.setattr(run, "hand_over", note)
    return seen


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def stand_environment(project: Path, version: str = OWN_VERSION) -> None:
    (project / ".venv").mkdir()
    (project / ".venv" / "pyvenv.cfg").write_text(f"home = /nowhere\nversion = {version}.7\n")
    (project / ".venv" / "python").symlink_to(sys.executable)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str]:
    with pytest.raises(SystemExit) as ended:
        run.main(list(arguments))
    return ended.value.code, capsys.readouterr().err


# --- old and incomplete Pythons -------------------------------------------------------------------


def test_an_old_python_can_read_the_script() -> None:
    ast.parse((PROJECT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_which_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(PROJECT / "run.py"))
    assert "needs Python 3.11 or newer; this is Python 3.9" in str(ended.value.code)


def test_only_the_standard_library_is_imported() -> None:
    tree = ast.parse((PROJECT / "run.py").read_text(encoding="utf-8"))
    plain = {
        name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    from_others = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported = {str(name).partition(".")[0] for name in plain | from_others}
    assert imported <= sys.stdlib_module_names


def test_a_python_without_venv_names_the_debian_package(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if "pip" in name else name)
    status, message = refused(capsys, "setup")
    assert status == 1
    assert "no module named ensurepip" in message
    assert f"apt install python{OWN_VERSION}-venv" in message


# --- the environment ------------------------------------------------------------------------------


def test_the_first_call_makes_the_environment_and_installs_by_hash(
    project: Path, steps: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "VENV_PYTHON", Path(sys.executable))
    (project / ".venv").mkdir()
    assert run.main(["setup"]) == 0
    made, installed = steps
    assert made[1:] == ["-m", "venv", "--clear", str(project / ".venv")]
    assert installed[1:4] == ["-m", "pip", "install"]
    assert "--require-hashes" in installed
    assert installed[-2:] == ["-r", str(project / "requirements-dev.txt")]


def test_a_second_call_installs_nothing(project: Path, steps: list[list[str]]) -> None:
    stand_environment(project)
    run.record_installed("requirements.txt")
    run.ensure_environment()
    run.ensure_packages("requirements.txt")
    assert steps == []


def test_a_changed_lock_file_is_installed(project: Path, steps: list[list[str]]) -> None:
    stand_environment(project)
    run.record_installed("requirements.txt")
    (project / "requirements.txt").write_text("one==1.1 \\\n    --hash=sha256:1\n")
    run.ensure_packages("requirements.txt")
    assert steps[-1][-1] == str(project / "requirements.txt")
    assert run.installed_locks() == {"requirements.txt": run.fingerprint("requirements.txt")}


def test_the_development_packages_are_enough_for_the_demo(project: Path) -> None:
    stand_environment(project)
    run.record_installed("requirements-dev.txt")
    assert run.installed_locks().keys() == {"requirements.txt", "requirements-dev.txt"}


def test_the_trackers_packages_are_not_enough_for_the_tests(
    project: Path, steps: list[list[str]]
) -> None:
    stand_environment(project)
    run.record_installed("requirements.txt")
    run.ensure_packages("requirements-dev.txt")
    assert steps[-1][-1] == str(project / "requirements-dev.txt")


def test_an_installation_that_broke_off_is_not_remembered(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_environment(project)
    run.record_installed("requirements.txt")
    before = (project / "requirements.txt").read_text()
    (project / "requirements.txt").write_text("one==2\n")

    def break_off(command: list[str], count: object = None) -> None:
        raise SystemExit(1)

    monkeypatch.setattr(run, "run_quietly", break_off)
    with pytest.raises(SystemExit):
        run.ensure_packages("requirements.txt")
    (project / "requirements.txt").write_text(before)
    assert run.installed_locks() == {}


def test_an_environment_of_another_python_is_made_anew(
    project: Path, steps: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    stand_environment(project, version="3.10")
    run.ensure_environment()
    assert len(steps) == 1
    assert "made by Python 3.10" in capsys.readouterr().out


def test_an_environment_whose_python_is_gone_is_made_anew(
    project: Path, steps: list[list[str]]
) -> None:
    stand_environment(project)
    (project / ".venv" / "python").unlink()
    run.ensure_environment()
    assert len(steps) == 1


def test_a_damaged_stamp_counts_as_none(project: Path) -> None:
    stand_environment(project)
    run.STAMP.write_text("{")
    assert run.installed_locks() == {}


def test_the_development_lock_repeats_every_pin_of_the_trackers() -> None:
    def pins(lock: str) -> set[str]:
        text = (PROJECT / lock).read_text(encoding="utf-8")
        return set(re.findall(r"^[a-z0-9][^\\\n]*==[^\\\n]*", text, re.MULTILINE))

    assert pins("requirements.txt") <= pins("requirements-dev.txt")


def test_the_locks_name_no_package_index() -> None:
    for lock in ("requirements.txt", "requirements-dev.txt"):
        assert "://" not in (PROJECT / lock).read_text(encoding="utf-8")


# --- progress and failures ------------------------------------------------------------------------


def test_pips_lines_are_counted(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pins = "".join(f"p{number}==1\n" for number in range(26)) + "colorama==1 ; sys_platform\n"
    (project / "requirements.txt").write_text(pins)
    with run.Progress("Installing") as progress:
        count = run.PackageCount("requirements.txt", progress)
        count.read("Ignoring colorama: markers 'sys_platform' don't match your environment")
        for number in range(26):
            count.read(f"Collecting p{number}==1 (from -r requirements.txt)")
            count.read(f"Collecting p{number}==1 (from -r requirements.txt)")
        count.read("Installing collected packages: p0, p1")
    assert capsys.readouterr().out.splitlines() == [
        "Installing ...",
        "  25 of 26 packages",
        "  unpacking 2 packages",
        "Installing: done in 0 s",
    ]


def test_a_terminal_sees_a_line_that_moves(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with run.Progress("Installing") as progress:
        progress.say("3 of 9 packages")
        progress._ended.wait(0.3)
    out = capsys.readouterr().out
    assert "Installing  3 of 9 packages  0 s" in out
    assert out.endswith("\r\033[KInstalling: done in 0 s\n")


def test_a_failed_step_shows_what_it_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run.run_quietly([sys.executable, "-c", "print('no route to host'); raise SystemExit(3)"])
    assert ended.value.code == 1
    assert "no route to host" in capsys.readouterr().err


# --- commands -------------------------------------------------------------------------------------


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
