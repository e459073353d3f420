"""Files that were begun and not recorded are found again on the list of imports."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.web.fixtures import NOW
from tests.web.imports.conftest import ROWS, Places
from tests.web.imports.steps import send, upload
from tests.web.strict_client import StrictClient
from tracker.registry.people import Person, Role
from tracker.web.shared.kept_files import find_file, keep_file, list_files

BEGUN = "Files that you began and have not recorded"


@pytest.fixture(autouse=True)
def nothing_kept(app: Flask) -> None:
    """Other tests leave files of people with the same ids."""
    for path in (Path(app.instance_path) / "imports").glob("*"):
        path.unlink()


@pytest.fixture
def client(app: Flask, anna: Person) -> StrictClient:
    made = app.test_client()
    assert isinstance(made, StrictClient)
    made.sign_in_as(anna)
    return made


def steps(client: StrictClient) -> dict[str, str]:
    links = client.see("imports.list_all").links()
    return {words: url for words, url in links.items() if "/drafts/" in url}


def test_a_file_is_found_at_the_step_that_comes_next(client: StrictClient, places: Places) -> None:
    page = upload(client, ROWS)
    (address,) = [page.response.request.path]
    assert steps(client) == {"Say what the columns mean: daily.csv": address}
    preview = send(client, page, {"source": "Headquarters"})
    # All places of it are known.
    (found,) = steps(client).items()
    assert found == ("Look at what will be recorded: daily.csv", preview.response.request.path)
    send(client, preview)
    assert BEGUN not in client.see("imports.list_all").text


def test_after_the_places_comes_the_preview(client: StrictClient, places: Places) -> None:
    rows = ROWS + "2024-08-07,Nowhere,5,7\n"
    asked = send(client, upload(client, rows), {"source": "Headquarters"})
    assert list(steps(client)) == ["Say what the names stand for: daily.csv"]
    # Who looks ahead without an answer still has to give it.
    client.see(asked.response.request.path.replace("places", "preview"))
    assert list(steps(client)) == ["Say what the names stand for: daily.csv"]
    client.send("imports.discard", token=asked.response.request.path.split("/")[-2])
    send(client, send(client, upload(client, rows), {"source": "Headquarters"}), {"others": "skip"})
    assert list(steps(client)) == ["Look at what will be recorded: daily.csv"]


def test_a_file_is_thrown_away_by_its_owner_alone(
    app: Flask, client: StrictClient, make_person: Callable[..., Person], places: Places
) -> None:
    address = upload(client, ROWS).response.request.path
    token = address.split("/")[-2]
    other = app.test_client()
    assert isinstance(other, StrictClient)
    other.sign_in_as(make_person(Role.REVIEWER, name="Rita"))
    assert BEGUN not in other.see("imports.list_all").text
    other.send("imports.discard", token=token, status=404)
    assert "Throw away daily.csv" in client.see("imports.list_all").text
    client.send("imports.discard", token=token)
    page = client.see("imports.list_all")
    assert "daily.csv is thrown away. Nothing of it was recorded." in page.text
    assert BEGUN not in page.text
    client.see(address, status=404)


def test_a_file_that_is_being_recorded_stays(
    app: Flask, client: StrictClient, anna: Person, places: Places
) -> None:
    token = upload(client, ROWS).response.request.path.split("/")[-2]
    with app.app_context():
        file = find_file(token, anna.id)
        heard = datetime.now(UTC).timestamp()
        file.write_note("course", json.dumps({"started": heard, "heard": heard}))
    assert list(steps(client)) == ["See how far it is: daily.csv"]
    assert "Stop it" in client.see("imports.list_all").text
    client.send("imports.discard", token=token)
    assert "is being recorded: stop it" in client.see("imports.list_all").text
    with app.app_context():
        file.write_note("course", json.dumps({"started": 0, "heard": 0, "problem": "no"}))
    assert list(steps(client)) == ["See why it was not done: daily.csv"]
    client.send("imports.discard", token=token)
    assert steps(client) == {}


def test_the_latest_file_comes_first_and_old_ones_are_gone(app: Flask, anna: Person) -> None:
    with app.app_context():
        for hours in (3, 1, 2):
            keep_file(b"x", f"{hours}.csv", person_id=anna.id, now=NOW + timedelta(hours=hours))
        names = [file.name for file in list_files(anna.id, NOW + timedelta(hours=4))]
        assert names == ["3.csv", "2.csv", "1.csv"]
        late = list_files(anna.id, NOW + timedelta(hours=26, minutes=30))
        assert [file.name for file in late] == ["3.csv"]
        assert list_files(anna.id + 1, NOW) == ()
