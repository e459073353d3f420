"""Starting the server."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from types import ModuleType

import pytest

from tracker import serve
from tracker.app import create_app
from tracker.config import PROJECT


@dataclass(frozen=True)
class SignIn:
    role: str
    email: str
    password: str


def test_a_taken_port_ends_the_start_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit) as ended:
            serve.main(["--port", str(port)])
    assert ended.value.code == 2
    assert f"Port {port} is taken by another program." in capsys.readouterr().err


def test_a_host_that_is_not_here_ends_the_start(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        serve.main(["--host", "192.0.2.1", "--port", "0"])
    assert ended.value.code == 2
    assert "cannot listen on port 0 of 192.0.2.1" in capsys.readouterr().err


def test_a_wrong_setting_ends_the_start_with_its_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRACKER_PROXY_COUNT", "many")
    with pytest.raises(SystemExit) as ended:
        serve.main(["--port", "0"])
    assert ended.value.code == 2
    assert "TRACKER_PROXY_COUNT takes a whole number" in capsys.readouterr().err


def test_the_sign_ins_of_the_example_stand_in_columns() -> None:
    lines = serve.describe_sign_ins(
        [SignIn("official", "olga@example.org", "one"), SignIn("reviewer", "r@example.org", "two")]
    )
    assert lines == [
        "Sign in as one of:",
        "  official  olga@example.org  one",
        "  reviewer  r@example.org     two",
    ]


@contextmanager
def running(instance: Path, *command: str, **settings: str) -> Iterator[HTTPConnection]:
    """A connection to a server that runs on its own as long as the block does."""
    assets = PROJECT / ".cache" / "assets"
    (instance / "assets").symlink_to(assets, target_is_directory=True)
    environment = {**os.environ, "TRACKER_INSTANCE": str(instance), "TRACKER_DATABASE_URL": ""}
    arguments = [sys.executable, *command, "--port", str(find_free_port())]
    with subprocess.Popen(
        arguments, cwd=PROJECT, env=environment | settings, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://(\S+)", server.stdout.readline())
            assert found is not None
            connection = HTTPConnection(found[1], timeout=10)
            yield connection
            connection.close()
        finally:
            server.terminate()


def test_the_server_answers_on_a_new_database(tmp_path: Path, shared_app: object) -> None:
    with running(tmp_path, "-m", "tracker.serve") as connection:
        connection.request("GET", "/health")
        answer = connection.getresponse()
        assert answer.read() == b'{"status":"ok"}\n'
        assert answer.headers["Server"] is None


WHO = """
import sys
from flask import request
from tracker import app as tracker_app, serve

def create_app(settings, create=tracker_app.create_app):
    app = create(settings)
    app.add_url_rule("/who", "who", lambda: f"{request.remote_addr} {request.url}")
    return app

tracker_app.create_app = create_app
serve.main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    ("count", "seen"),
    [("", "127.0.0.1 http://camp.example/who"), ("1", "7.7.7.7 https://camp.example/who")],
)
def test_the_server_believes_only_the_proxy_that_the_settings_name(
    tmp_path: Path, shared_app: object, count: str, seen: str
) -> None:
    said_by_proxy = {"X-Forwarded-For": "6.6.6.6, 7.7.7.7", "X-Forwarded-Proto": "https"}
    headers = {**said_by_proxy, "Host": "camp.example", "X-Forwarded-Host": "forged.example"}
    with running(tmp_path, "-c", WHO, TRACKER_PROXY_COUNT=count) as connection:
        connection.request("GET", "/who", headers=headers)
        assert connection.getresponse().read().decode() == seen


STARTED = """
import gc, sys
from tracker import app as tracker_app, serve

NAMES = {"alembic", "plotly", "pyxform", "segno", "shapely", "xlsxwriter"}

def tell():
    return [gc.isenabled(), gc.get_freeze_count() > 0, *NAMES & {*sys.modules}]

def create_app(settings, create=tracker_app.create_app):
    app = create(settings)
    app.add_url_rule("/started", "started", tell)
    return app

tracker_app.create_app = create_app
serve.main(sys.argv[1:])
"""


def test_a_start_loads_nothing_that_only_some_pages_need_and_collects_garbage_after_it(
    tmp_path: Path, shared_app: object
) -> None:
    with running(tmp_path, "-c", STARTED) as connection:
        # The first database of an instance is made by Alembic; the others come from pages.
        connection.request("GET", "/started")
        is_on, is_frozen, *loaded = json.loads(connection.getresponse().read())
    assert is_on
    assert is_frozen
    assert loaded == ["alembic"]


def find_free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def test_the_example_is_made_on_request(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shared_app: object
) -> None:
    made = []

    def create(_database: object, *, fresh: bool, **_given: object) -> list[SignIn]:
        made.append(fresh)
        return [SignIn("official", "olga@example.org", "one")]

    example = ModuleType("tracker.example")
    example.create = create  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tracker.example", example)
    (tmp_path / "assets").symlink_to(PROJECT / ".cache" / "assets", target_is_directory=True)
    monkeypatch.setenv("TRACKER_INSTANCE", str(tmp_path))
    app = create_app()
    lines = serve.prepare(app, serve.parse_arguments(["--example", "--fresh", "--port", "8123"]))
    assert made == [True]
    assert lines[0] == "The tracker is at http://127.0.0.1:8123 (Ctrl+C stops it)."
    assert lines[-1] == "  official  olga@example.org  one"
