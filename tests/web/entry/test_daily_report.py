"""The daily report: what the page shows, what it records, what it asks and refuses."""

from tests.web.entry.conftest import Places
from tests.web.strict_client import StrictClient


def test_blank_fields_are_not_reported_and_zero_is(olga: StrictClient, places: Places) -> None:
    page = olga.fill_in(
        "entry.report", {"present-value": "412", "arrivals-value": "0"}, place_id=places.whole
    )
    assert page.heading == "Report received"
    assert "People present: 412" in page.text
    assert "Arrivals: 0 new" in page.text
    assert "Departures" not in page.text
