"""A process works on few files at once: each takes much memory while it is opened."""

import threading
import time
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest

from tests.web.imports.conftest import ROWS, Places
from tests.web.imports.steps import client, follow
from tests.web.imports.test_long_files import wait
from tests.web.strict_client import StrictClient
from tracker.exchange.reading import Book, Limits, open_file
from tracker.web.imports.courses import WAITS
from tracker.web.shared import opened_files
from tracker.web.shared.courses import AT_ONCE

__all__ = ["client"]


class Gate:
    """Holds up whoever opens a file, until it is let through."""

    def __init__(self, opener: Callable[[bytes, str, Limits], Book]) -> None:
        self.inside = 0
        self.most = 0
        self._opener, self._open, self._count = opener, threading.Event(), threading.Lock()

    def pass_through(self, content: bytes, name: str, limits: Limits) -> Book:
        with self._count:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self._open.wait(20)
        try:
            return self._opener(content, name, limits)
        finally:
            with self._count:
                self.inside -= 1

    def let_through(self) -> None:
        self._open.set()
        wait()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate(open_file)
    monkeypatch.setattr(opened_files, "HEAVY", 1)
    monkeypatch.setattr(opened_files, "open_file", made.pass_through)
    yield made
    made.let_through()


def begin(client: StrictClient, number: int) -> str:
    """Choose a file; the address of the page that tells how far it is opened."""
    form = dict(client.see("imports.upload").form_data())
    data = form | {"file": (BytesIO(ROWS.encode()), f"{number}.csv")}
    return client.post(client.address("imports.upload"), data=data).location or ""


def until(holds: Callable[[], bool]) -> None:
    late = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < late
        time.sleep(0.02)


def test_one_file_too_many_waits_and_says_so_and_then_goes_on(
    client: StrictClient, places: Places, gate: Gate
) -> None:
    first = [begin(client, number) for number in range(AT_ONCE)]
    until(lambda: gate.inside == AT_ONCE)
    last = begin(client, AT_ONCE)
    until(lambda: WAITS in client.see(last).text)
    assert all(WAITS not in client.see(address).text for address in first)
    gate.let_through()
    for address in (*first, last):
        page = follow(client, client.get(address))
        assert page.title.startswith("What the columns mean")
    assert gate.most == AT_ONCE
