"""How the script prepares: old Pythons, the environment, its packages, and what it shows."""

import ast
import os
import re
import runpy
import sys
from pathlib import Path

import pytest

import run
from tests.whole_site.run_script.conftest import OWN_VERSION, PROJECT, refused, stand_environment


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
    assert "\033" not in out  # old consoles of Windows would show it
    *_, last, blank, end = out.split("\r")
    assert (blank.strip(), end) == ("", "Installing: done in 0 s\n")
    assert len(blank) >= len(last.rstrip())


def test_a_moving_line_stays_on_its_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((20, 24)))
    with run.Progress("Installing requirements-dev.txt") as progress:
        progress._ended.wait(0.3)
    assert max(map(len, capsys.readouterr().out.splitlines()[0].split("\r"))) < 20


def test_a_failed_step_shows_what_it_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run.run_quietly([sys.executable, "-c", "print('no route to host'); raise SystemExit(3)"])
    assert ended.value.code == 1
    assert "no route to host" in capsys.readouterr().err
