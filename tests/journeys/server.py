"""The application on a free port, on copies of an example operation that is made once."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from flask import Flask
from waitress.server import create_server

from tests.tracing import unwatched
from tracker import example
from tracker.extensions import limiter, use_database
from tracker.store.database import open_database
from tracker.store.migrate import upgrade

NOW = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)
THREADS = 4


def keep_example(path: Path) -> None:
    """Make the example in this file, unless another worker of the run has already."""
    if path.exists():
        return
    part = path.with_name(f"{path.name}.{os.getpid()}")
    database = open_database(f"sqlite:///{part.as_posix()}")
    upgrade(database)
    unwatched(example.create)(database, now=NOW)
    # The last connection to close moves all that was written into this one file.
    database.dispose()
    part.replace(path)


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
def use_copy(app: Flask, original: Path, copy: Path) -> Iterator[None]:
    """Let the application work on a copy of a database file."""
    shutil.copyfile(original, copy)
    database = open_database(f"sqlite:///{copy.as_posix()}")
    use_database(app, database)
    yield
    database.dispose()
    with app.app_context():
        limiter.reset()
