"""ODK Validate, the check of the apps' own engine, which pyxform brings along, finds no fault."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pyxform

from tests.availability import refuse
from tracker.exchange.openrosa import make_form

JAR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
SECONDS = 120


def validate(path: Path) -> tuple[bool, str]:
    java = shutil.which("java")
    if java is None:
        refuse("no Java here to run ODK Validate")
    command = [java, "-Xmx256m", "-jar", str(JAR), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    return done.returncode == 0, done.stdout + done.stderr


def test_the_form_is_valid_and_a_broken_one_is_not(tmp_path: Path) -> None:
    form = tmp_path / "daily-report.xml"
    form.write_bytes(make_form("Border region, Приграничье", date(2024, 8, 6), 2.5).xml)
    passed, told = validate(form)
    assert passed, told
    assert "Xform is valid" in told
    assert "arning" not in told
    form.write_bytes(form.read_bytes().replace(b"max(", b"most("))
    passed, told = validate(form)
    assert not passed
    assert "most" in told
