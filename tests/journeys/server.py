"""The application on a free port, on a copy of the example operation."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from flask import Flask
from waitress.server import create_server

from tests.tracing import unwatched
from tracker.extensions import limiter, use_database
from tracker.store.database import Database, open_database

THREADS = 4


@contextmanager
def serve(app: Flask) -> Iterator[str]:
    """Answer requests in a thread; gives the address."""
    server = create_server(unwatched(app), host="127.0.0.1", port=0, threads=THREADS)
    thread = Thread(target=unwatched(server.run))
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    # Its loop ends when nothing is left to listen to; only the loop itself may close that.
    server.trigger.pull_trigger(lambda: [channel.close() for channel in [*server._map.values()]])
    thread.join()
    server.task_dispatcher.shutdown()


@contextmanager
def use(app: Flask, database: Database) -> Iterator[None]:
    """Let the application work on a database."""
    use_database(app, database)
    yield
    with app.app_context():
        limiter.reset()


@contextmanager
def use_copy(app: Flask, original: Path, copy: Path) -> Iterator[None]:
    """Let the application work on a copy of a database file."""
    shutil.copyfile(original, copy)
    database = open_database(f"sqlite:///{copy.as_posix()}")
    with use(app, database):
        yield
    database.dispose()
