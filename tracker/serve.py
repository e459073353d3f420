"""Serve the tracker on this machine: `python -m tracker.serve [--example [--fresh]] [--port N]`."""

from __future__ import annotations

import argparse
import errno
import gc
import socket
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from typing import NoReturn, Protocol

import waitress
from flask import Flask

from tracker.config import InvalidSetting, Settings, read_settings
from tracker.domain.errors import Refusal

THREADS = 8
USAGE_ERROR = 2


class SignIn(Protocol):
    """An account of the example operation."""

    @property
    def role(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def password(self) -> str: ...


def main(arguments: Sequence[str] | None = None) -> None:
    """Bring the database up to date, say where the pages are, serve until stopped."""
    options = parse_arguments(arguments)
    try:
        settings = read_settings()
    except InvalidSetting as problem:
        stop(str(problem))
    listener = listen(options.host, options.port)
    app, lines = start(settings, options)
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
    serve(app, listener, proxy_count=settings.proxy_count)


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tracker.serve", description=__doc__)
    parser.add_argument("--example", action="store_true", help="make and serve the example")
    parser.add_argument("--fresh", action="store_true", help="make the example anew")
    parser.add_argument("--host", default="127.0.0.1", help="address (%(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port (%(default)s)")
    return parser.parse_args(arguments)


def listen(host: str, port: int) -> socket.socket:
    """Take the port before any work is done; ends with status 2 when it cannot be had."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            stop(f"Port {port} is taken by another program. Choose another one with --port.")
        stop(f"The server cannot listen on port {port} of {host}: {problem}.")


def start(settings: Settings, options: argparse.Namespace) -> tuple[Flask, list[str]]:
    """Load the tracker and make its database ready; gives the lines to print.

    All that is loaded stays. The collector of garbage would look through it time and again, which
    takes a tenth of a start, and need not do so later either.
    """
    gc.disable()
    from tracker.app import create_app  # noqa: PLC0415

    app = create_app(settings)
    try:
        lines = prepare(app, options)
    except Refusal as refusal:
        stop(refusal.message)
    gc.freeze()
    gc.enable()
    return app, lines


def prepare(app: Flask, options: argparse.Namespace) -> list[str]:
    """Make the database ready; gives the lines to print."""
    # Here, since they load all of SQLAlchemy.
    from tracker.extensions import current_database  # noqa: PLC0415
    from tracker.store.migrate import upgrade  # noqa: PLC0415

    address = f"http://{options.host}:{options.port}"
    with app.app_context():
        database = current_database()
        upgrade(database)
        lines = [f"The tracker is at {address} (Ctrl+C stops it)."]
        if options.example:
            # Only here, since the example's data are of no use to a server in earnest.
            example = import_module("tracker.example")
            sign_ins = example.create(
                database, now=datetime.now(UTC), fresh=options.fresh, progress=show_progress
            )
            lines += describe_sign_ins(sign_ins)
    return lines


def show_progress(done: int, total: int) -> None:
    """Say on one line of a terminal how far the example is."""
    if sys.stdout.isatty() and (done == total or done % 20 == 0):
        end = "\n" if done == total else ""
        sys.stdout.write(f"\rMaking the example operation: {100 * done // total} %{end}")
        sys.stdout.flush()


def describe_sign_ins(sign_ins: Sequence[SignIn]) -> list[str]:
    """One line for each account of the example."""
    rows = [(each.role, each.email, each.password) for each in sign_ins]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return ["Sign in as one of:", *(f"  {line}" for line in lines)]


def serve(app: Flask, listener: socket.socket, *, proxy_count: int = 0) -> None:
    """Answer requests until the process is stopped.

    Behind proxies the application reads what they say of the client, and trusts only the number of
    them that the settings name; without any, Waitress drops what clients say of themselves.
    """
    waitress.serve(
        app,
        sockets=[listener],
        threads=THREADS,
        ident=None,
        clear_untrusted_proxy_headers=not proxy_count,
    )


def stop(message: str) -> NoReturn:
    """End with a sentence and the status of wrong usage."""
    sys.stderr.write(message + "\n")
    sys.exit(USAGE_ERROR)


if __name__ == "__main__":
    main()
