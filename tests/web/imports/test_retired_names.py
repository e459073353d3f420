"""A shelter that somebody retired is asked about; it is neither brought back nor made anew."""

from datetime import date

from tests.web.fixtures import Writer
from tests.web.imports.conftest import Places
from tests.web.imports.steps import client, send, upload
from tests.web.strict_client import StrictClient
from tracker.registry.retirement import retire_place
from tracker.registry.shelter_changes import ShelterDetails, add_shelter
from tracker.registry.shelters import ShelterType, load_shelter

__all__ = ["client"]

ROWS = "Date,District,Shelter,Present\n2024-08-08,Sudzha,Hall,5\n2024-08-07,Sudzha,Barn,7\n"
TAKEN = "There is a retired shelter called Hall here. Bring it back instead"
DAY = date(2024, 8, 6)


def test_a_shelter_of_a_retired_ones_name_is_asked_about(
    client: StrictClient, places: Places, writer: Writer
) -> None:
    with writer() as session:
        details = ShelterDetails(name="Hall", shelter_type=ShelterType.SCHOOL)
        hall = add_shelter(session, parent_id=places.district, details=details)
        retire_place(session, hall, DAY)
    page = send(client, upload(client, ROWS), {"source": "Headquarters"})
    assert TAKEN in page.text
    assert page.text.count("Register it as a new shelter") == 1
    preview = send(client, page, {"others": "new shelter"})
    assert TAKEN in preview.text
    assert "1 shelter will be registered" in preview.text
    assert "brought back" not in preview.text
    send(client, preview, {})
    with writer() as session:
        assert load_shelter(session, hall).place.valid_until == DAY
