"""A project that nobody prepared yet, and what the script would do to it."""

import sys
from pathlib import Path

import pytest

import run

PROJECT = Path(__file__).resolve().parents[3]
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


def stand_environment(project: Path, version: str = OWN_VERSION) -> None:
    (project / ".venv").mkdir()
    (project / ".venv" / "pyvenv.cfg").write_text(f"home = /nowhere\nversion = {version}.7\n")
    (project / ".venv" / "python").symlink_to(sys.executable)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str]:
    with pytest.raises(SystemExit) as ended:
        run.main(list(arguments))
    return ended.value.code, capsys.readouterr().err
