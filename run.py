#!/usr/bin/env python3
"""Prepare the project's virtual environment and run one of its commands there.

Standard library only, in the syntax of Python 3.6, so that an interpreter that is too old reaches
the sentence saying so instead of stopping at a syntax error.
"""

import argparse
import errno
import hashlib
import importlib.util
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NoReturn

OLDEST_PYTHON = (3, 11)
if sys.version_info < OLDEST_PYTHON:  # before the first annotation that an old Python cannot read
    sys.exit(
        "The tracker needs Python %d.%d or newer; this is Python %d.%d. Install a newer one and "
        "start this script with it, for example: python3.11 run.py demo"
        % (OLDEST_PYTHON + tuple(sys.version_info[:2]))
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "installed-locks.json"
TRACKER_LOCK = "requirements.txt"
DEVELOPMENT_LOCK = "requirements-dev.txt"
LINES_OF_A_FAILURE = 15


def stop(message: str, *, status: int = 1) -> NoReturn:
    """End the run with a sentence for the person who started it."""
    sys.stdout.flush()
    sys.stderr.write(message + "\n")
    sys.exit(status)


class Progress:
    """Shows a long step: a line that moves on a terminal, plain lines anywhere else."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.state = ""
        self._moves = sys.stdout.isatty()
        self._started = time.monotonic()
        self._shown = 0
        self._ended = threading.Event()
        self._painter = threading.Thread(target=self._paint, daemon=True)

    def __enter__(self) -> "Progress":
        if self._moves:
            self._painter.start()
        else:
            print(self.title + " ...", flush=True)
        return self

    def __exit__(self, problem: type[BaseException] | None, *details: object) -> None:
        self._ended.set()
        if self._moves:
            self._painter.join()
            self._show("")
            sys.stdout.write("\r")
        if problem is None:
            print(f"{self.title}: done in {self._seconds()} s", flush=True)

    def say(self, state: str) -> None:
        """Show `state` beside the title."""
        self.state = state
        if not self._moves:
            print(f"  {state}", flush=True)

    def _seconds(self) -> int:
        return round(time.monotonic() - self._started)

    def _paint(self) -> None:
        turn = 0
        while not self._ended.wait(0.1):
            turn += 1
            mark = "|/-\\"[turn % 4]
            self._show(f"{mark} {self.title}  {self.state}  {self._seconds()} s")

    def _show(self, text: str) -> None:
        """Write over the line: with spaces, since not every Windows console knows escape codes."""
        text = text[: shutil.get_terminal_size().columns - 1]
        sys.stdout.write("\r" + text.ljust(self._shown))
        sys.stdout.flush()
        self._shown = len(text)


class PackageCount:
    """Reads pip's lines and says how many of the locked packages it has come to."""

    def __init__(self, lock: str, progress: Progress) -> None:
        pins = (ROOT / lock).read_text(encoding="utf-8")
        self.total = len(re.findall(r"^[A-Za-z0-9][^=\s]*==", pins, re.MULTILINE))
        self._progress = progress
        self._seen: set[str] = set()

    def read(self, line: str) -> None:
        """Take one line of pip's output into account."""
        found = re.match(r"(?:Collecting|Requirement already satisfied:) ([\w.-]+)", line)
        if found is not None and found.group(1) not in self._seen:
            self._seen.add(found.group(1))
            count = len(self._seen)
            if sys.stdout.isatty() or count % 25 == 0:
                self._progress.say(f"{count} of {self.total} packages")
        elif line.startswith("Ignoring "):  # meant for another platform
            self.total -= 1
        elif line.startswith("Installing collected packages"):
            self._progress.say(f"unpacking {line.count(',') + 1} packages")


def fingerprint(lock: str) -> str:
    """Give the hash by which an installed lock file is recognised."""
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def installed_locks() -> dict[str, str]:
    """Give the fingerprints of the lock files whose packages the environment holds."""
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def record_installed(lock: str) -> None:
    """Remember `lock`, and the tracker's own, whose pins the development lock repeats."""
    locks = {each: fingerprint(each) for each in (TRACKER_LOCK, lock)}
    STAMP.write_text(json.dumps(locks), encoding="utf-8")


def environment_version() -> str:
    """Give "3.11" for a usable environment made by Python 3.11, "" where there is none."""
    try:
        settings = (VENV / "pyvenv.cfg").read_text(encoding="utf-8")
    except OSError:
        return ""
    found = re.search(r"^version(?:_info)? = (\d+\.\d+)", settings, re.MULTILINE)
    return found.group(1) if found and VENV_PYTHON.exists() else ""


def refuse_missing_modules() -> None:
    """End the run when Python came without what makes virtual environments."""
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        package = "python%d.%d-venv" % sys.version_info[:2]
        stop(
            f"This Python has no module named {' and none named '.join(missing)}, which virtual "
            f"environments need. On Debian or Ubuntu: sudo apt install {package}"
        )


def ensure_environment() -> None:
    """Make .venv, or make it anew when another version of Python made it."""
    version = "%d.%d" % sys.version_info[:2]
    standing = environment_version()
    if standing == version:
        return
    refuse_missing_modules()
    if standing:
        print(f"The virtual environment was made by Python {standing}; making it for {version}.")
    with Progress("Making the virtual environment"):
        run_quietly([sys.executable, "-m", "venv", "--clear", str(VENV)])


def ensure_packages(lock: str) -> None:
    """Install what `lock` names, unless the environment holds exactly that already."""
    if installed_locks().get(lock) == fingerprint(lock):
        return
    STAMP.unlink(missing_ok=True)  # an installation that breaks off leaves neither state
    python = str(VENV_PYTHON)
    if subprocess.call([python, "-c", "import pip"], stderr=subprocess.DEVNULL) != 0:
        run_quietly([python, "-m", "ensurepip"])
    options = [
        "--require-hashes",
        # The lock names every package there is to install. Left to look for more, pips up to 23.2
        # take a newer "coverage[toml]" than the locked "coverage" and then refuse it for its hash.
        "--no-deps",
        "--no-input",
        "--progress-bar=off",
        "--disable-pip-version-check",
    ]
    with Progress(f"Installing {lock}") as progress:
        count = PackageCount(lock, progress)
        run_quietly([python, "-m", "pip", "install", *options, "-r", str(ROOT / lock)], count)
    record_installed(lock)


def run_quietly(command: list[str], count: PackageCount | None = None) -> None:
    """Run a step whose output matters only when it fails."""
    lines: list[str] = []
    pipe, merged = subprocess.PIPE, subprocess.STDOUT
    with subprocess.Popen(command, stdout=pipe, stderr=merged, text=True, errors="replace") as step:
        for line in step.stdout or ():
            lines.append(line.rstrip())
            if count is not None:
                count.read(line)
    if step.returncode != 0:
        said = "\n".join(lines[-LINES_OF_A_FAILURE:])
        stop(
            f"\n{said}\n\nThis step failed: {' '.join(command)}\n"
            "Start the same command again once the cause is mended; it goes on from here."
        )


def refuse_taken_port(host: str, port: int) -> None:
    """End the run, before any work, when the server could not listen on this address."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        with socket.socket(family, kind, protocol) as probe:
            # Not on Windows, where this option lets two programs listen on the same port.
            if os.name != "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            reason = f"Port {port} is taken by another program on {host}. Stop that program or"
        else:  # a host of another machine, or a port that Windows keeps for itself
            reason = (
                f"The server cannot listen on port {port} of {host} ({problem}). Change --host or"
            )
        stop(f"{reason} name another port with --port.", status=2)


def hand_over(arguments: list[str]) -> int:
    """Go on as the environment's Python; on Windows wait for it, as nothing replaces a process."""
    command = [str(VENV_PYTHON), *arguments]
    os.chdir(ROOT)
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    # Into a pipe Windows writes in its own code page, which has no letters for many names.
    process = subprocess.Popen(command, env={"PYTHONUTF8": "1", **os.environ})
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # The child was told as well and is ending; its own status is the answer.
            continue


def port_number(text: str) -> int:
    """Read the argument of --port."""
    port = int(text)
    if not 0 < port < 2**16:
        raise argparse.ArgumentTypeError("enter a port between 1 and 65535")
    return port


def make_parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    parser = argparse.ArgumentParser(prog="run.py", description="Run the displacement tracker.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    demo = commands.add_parser("demo", help="serve the example operation, made at the first call")
    demo.add_argument("--fresh", action="store_true", help="start over with new example data")
    serve = commands.add_parser("serve", help="serve without example data")
    for server in (demo, serve):
        server.add_argument("--host", default="127.0.0.1", help="address (%(default)s)")
        server.add_argument("--port", type=port_number, default=8000, help="port (%(default)s)")
    commands.add_parser("test", help="run the tests (takes pytest's arguments)", add_help=False)
    commands.add_parser("bench", help="run the benchmark (takes its arguments)", add_help=False)
    commands.add_parser("screens", help="take pictures of all pages", add_help=False)
    commands.add_parser("setup", help="only install what tests and checks need")
    return parser


def run_server(arguments: argparse.Namespace, *, example: bool) -> int:
    """Serve the tracker until it is stopped."""
    refuse_taken_port(arguments.host, arguments.port)
    ensure_environment()
    ensure_packages(TRACKER_LOCK)
    options = ["--host", arguments.host, "--port", str(arguments.port)]
    if example:
        options += ["--example", "--fresh"] if arguments.fresh else ["--example"]
    return hand_over(["-m", "tracker.serve", *options])


def run_with_development_packages(command: str, rest: list[str]) -> int:
    """Run the tests, the benchmark or the pictures, or stop when only packages were asked for."""
    ensure_environment()
    ensure_packages(DEVELOPMENT_LOCK)
    if command == "setup":
        return 0
    if command == "bench":
        return hand_over(["-m", "bench", *rest])
    if command == "screens":
        return hand_over(["-m", "tests.journeys.screens", *rest])
    # The whole suite pays for one worker per core; a chosen part mostly does not.
    return hand_over(["-m", "pytest", *(rest or ["-n", "auto", "--dist", "worksteal"])])


def main(argv: list[str]) -> int:
    """Run one command and give its exit status."""
    parser = make_parser()
    arguments, rest = parser.parse_known_args(argv)
    if rest and arguments.command not in {"test", "bench", "screens"}:
        parser.error("unknown argument: " + " ".join(rest))
    try:
        if arguments.command in {"demo", "serve"}:
            return run_server(arguments, example=arguments.command == "demo")
        return run_with_development_packages(arguments.command, rest)
    except KeyboardInterrupt:
        stop("\nStopped.", status=130)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
