"""Servers in processes of their own: the tracker as it is served in earnest, and the bare one."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

HOST = "127.0.0.1"
PROJECT = Path(__file__).resolve().parent.parent
WAIT_SECONDS = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """A server that answers; `started_in` are the seconds from its start to its first answer."""

    port: int
    process_id: int
    started_in: float

    @property
    def address(self) -> str:
        """Where its pages begin."""
        return f"http://{HOST}:{self.port}"


@contextmanager
def serve_tracker(url: str, instance: Path) -> Iterator[Server]:
    """The tracker on a database."""
    environment = {"TRACKER_DATABASE_URL": url, "TRACKER_INSTANCE": str(instance)}
    with _serve(["-m", "tracker.serve"], environment, instance) as server:
        yield server


@contextmanager
def serve_bare(url: str, instance: Path) -> Iterator[Server]:
    """The bare application on a database."""
    with _serve(["-m", "bench.bare_app", url], {}, instance) as server:
        yield server


@contextmanager
def serve_floor(url: str, instance: Path) -> Iterator[Server]:
    """The floor on a database with places; sessions of the tracker hold at it."""
    environment = {"TRACKER_INSTANCE": str(instance)}
    with _serve(["-m", "bench.floor_app", url], environment, instance) as server:
        yield server


@contextmanager
def _serve(arguments: Sequence[str], environment: dict[str, str], folder: Path) -> Iterator[Server]:
    folder.mkdir(parents=True, exist_ok=True)
    port = _find_free_port()
    started = time.perf_counter()
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, *arguments, "--port", str(port)],
            cwd=PROJECT,
            env=os.environ | environment,
            stdout=log,
            stderr=log,
        )
    try:
        _wait_until_healthy(process, port, folder)
        seconds = time.perf_counter() - started
        yield Server(port=port, process_id=process.pid, started_in=seconds)
    finally:
        process.terminate()
        process.wait()


def _find_free_port() -> int:
    with socket.create_server((HOST, 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    for _ in range(WAIT_SECONDS * 100):
        if process.poll() is not None:
            break
        if _is_healthy(port):
            return
        time.sleep(0.01)
    log = (folder / "server.log").read_text(encoding="utf-8", errors="replace")
    raise RuntimeError(f"The server did not start:\n{log[-2000:]}")


def _is_healthy(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
