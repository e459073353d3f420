"""Shelters that are not to be published: on the page, and in no file and no feed."""

import csv
import io
from typing import Any

import pytest
from sqlalchemy import update

from tests.web.corrections.conftest import Corrector
from tests.web.corrections.test_feed import make_address, strip_host
from tests.web.entry.conftest import YESTERDAY, Places, Reporter
from tests.web.fixtures import Writer
from tests.web.strict_client import StrictClient
from tracker.store.places import ShelterRow


@pytest.fixture
def secret(writer: Writer, report: Reporter, correct: Corrector, places: Places) -> int:
    """A shelter that is not to be published, about which a late report was corrected."""
    with writer() as session:
        of_hall = update(ShelterRow).where(ShelterRow.place_id == places.hall)
        session.execute(of_hall.values(do_not_publish=True))
    made = report(places.hall, YESTERDAY, killed=4)
    correct(made.report_id, 3)
    return places.hall


def save(client: StrictClient, **query: Any) -> list[dict[str, str]]:
    text = client.send("corrections.save_corrections", status=200, bom="no", **query).get_data()
    assert b"Hall" not in text
    return list(csv.DictReader(io.StringIO(text.decode(), newline="")))


def test_the_page_names_it_and_the_file_tells_of_the_totals_only(
    official: StrictClient, secret: int
) -> None:
    assert "Hall" in official.see("corrections.show_corrections").text
    rows = save(official, kind="correction")
    assert [row["place"] for row in rows] == ["Country"]
    assert "about a shelter that is not to be published was corrected" in rows[0]["what"]
    assert (rows[0]["value_before"], rows[0]["value_after"]) == ("4", "3")


def test_no_file_is_about_it_alone(official: StrictClient, secret: int) -> None:
    page = official.send("corrections.save_corrections", status=422, place=str(secret))
    assert "this shelter is in no file" in page.get_data(as_text=True)


def test_a_feed_does_not_name_it(
    client: StrictClient, official: StrictClient, secret: int, places: Places
) -> None:
    address = strip_host(make_address(official))
    feed = client.get(address).get_data(as_text=True)
    assert "Hall" not in feed
    assert "a shelter that is not to be published" in feed
    assert client.get(f"{address}?place={secret}").status_code == 404


def test_who_reports_for_it_takes_its_numbers_along(olga: StrictClient, secret: int) -> None:
    response = olga.send("corrections.save_corrections", status=200, place=str(secret))
    assert ",Hall,killed," in response.get_data(as_text=True)
    feed = olga.get(strip_host(make_address(olga))).get_data(as_text=True)
    assert "Hall" in feed
