"""What the pages say of work that somebody asked to stop, in each state that it can be in."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import text

from tests.web.fixtures import NOW
from tests.web.imports.conftest import ROWS
from tests.web.imports.sites import Site, site
from tests.web.imports.steps import follow
from tests.web.imports.test_long_files import client, read_long, record, token_of, wait
from tracker.exchange.reading import Book, open_file
from tracker.web.shared import courses, opened_files
from tracker.web.shared.course_kinds import Kind
from tracker.web.shared.stopping import Stop, ask_to_stop

__all__ = ["client", "site"]


def test_what_is_over_is_told_as_if_nobody_had_asked(site: Site, saved: str) -> None:
    client = site.client
    page = read_long(client, ROWS, saved)
    path, token = page.response.request.path, token_of(page.response.request.path)
    page = follow(client, client.send("imports.stop", token=token))
    assert page.response.request.path == path
    address = record(client, page)
    wait()
    assert client.send("imports.stop", token=token).location == address
    assert "The file is imported." in follow(client, client.get(address)).text


def ask(site: Site, address: str, at: str = NOW.isoformat()) -> None:
    """Ask to stop the first turn of recording, whether or not it is over."""
    stop = Stop(turn=1, person_id=site.anna.id, name="Anna", at=at)
    ask_to_stop(site.find_file(address), Kind.RECORDING, stop)


def test_what_could_not_be_stopped_any_more_is_said(site: Site, saved: str) -> None:
    address = record(site.client, read_long(site.client, ROWS, saved))
    wait()
    ask(site, address)
    page = follow(site.client, site.client.get(address))
    assert "The file was recorded before it could be stopped." in page.text


def test_a_file_that_waits_for_others_is_stopped_at_once(
    site: Site, saved: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courses, "STOP_EVERY", 0.02)
    page = read_long(site.client, ROWS, saved)
    with courses._room, courses._room:
        address = record(site.client, page)
        until = time.monotonic() + 10
        while "waits until other files are done" not in site.client.see(address).text:
            assert time.monotonic() < until, "it does not wait"
            time.sleep(0.02)
        site.client.send("imports.stop", token=token_of(address))
        wait()
        assert "Nothing was recorded: Anna stopped it." in site.client.see(address).text
    assert site.read_last_link()[0] == "import_stopped"


def test_that_it_was_stopped_is_told_also_where_it_cannot_be_kept(
    site: Site, saved: str, caplog: pytest.LogCaptureFixture
) -> None:
    page = read_long(site.client, ROWS, saved)
    with site.database.writer() as session:
        session.execute(text("SELECT 1"))
        address = record(site.client, page)
        ask(site, address, at="no moment")
    wait()
    assert "Nothing was recorded: Anna stopped it." in site.client.see(address).text
    assert "could not be kept" in caplog.text


@contextmanager
def opening_slowly(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The page of a file that is being opened until the block is left."""
    go_on = threading.Event()

    def take_long(*given: Any) -> Book:
        assert go_on.wait(10)
        return open_file(*given)

    monkeypatch.setattr(opened_files, "HEAVY", 1)
    monkeypatch.setattr(opened_files, "open_file", take_long)
    form = dict(site.client.see("imports.upload").form_data())
    data = form | {"file": (BytesIO(ROWS.encode()), "daily.csv")}
    address = site.client.post(site.client.address("imports.upload"), data=data).location
    assert address.endswith("/opening")
    try:
        yield address
    finally:
        go_on.set()
        wait()


def test_opening_is_stopped_and_can_be_begun_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = site.client
    with opening_slowly(site, monkeypatch) as address:
        assert client.send("imports.stop", token=token_of(address)).location == address
        assert "It is being stopped" in client.see(address).text
    page = client.see(address)
    assert page.title.startswith("daily.csv is not opened")
    assert "The file was not opened: Anna stopped it." in page.text
    assert client.get(page.links()["Open it again"]).location == address
    wait()
    assert follow(client, client.get(address)).title.startswith("What the columns mean")


def test_what_is_thrown_away_is_not_opened_to_the_end(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opening_slowly(site, monkeypatch) as address:
        file = site.find_file(address)
        site.client.send("imports.discard", token=token_of(address))
    assert not list(file.folder.glob(f"{file.token}*"))


def test_reading_is_stopped(site: Site, saved: str) -> None:
    client = site.client
    with courses._room, courses._room:
        form = dict(client.see("imports.upload").form_data()) | {"mapping": saved}
        data = form | {"file": (BytesIO(ROWS.encode()), "daily.csv")}
        places = client.post(client.address("imports.upload"), data=data).location
        reading = client.get(places).location
        assert client.send("imports.stop", token=token_of(reading)).location == reading
    wait()
    page = client.see(reading)
    assert "The file was not read: Anna stopped it." in page.text
    assert "Read it again" in page.links()
