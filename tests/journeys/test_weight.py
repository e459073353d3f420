"""What pages weigh on the wire."""

from typing import Any

from tests.journeys.acts import open_report
from tests.journeys.conftest import PHONE, Visitor
from tracker.example.people import COORDINATOR
from tracker.example.places import RECEPTION_1

MOST = 60_000


def test_a_first_visit_to_the_daily_report_weighs_under_60_kilobytes(visit: Visitor) -> None:
    page = visit(COORDINATOR, size=PHONE)
    open_report(page, RECEPTION_1)
    address = page.url
    first = visit(COORDINATOR, size=PHONE)
    network = first.context.new_cdp_session(first)
    network.send("Network.enable")
    addresses: dict[str, str] = {}
    weights: dict[str, float] = {}

    def note_response(event: dict[str, Any]) -> None:
        addresses[event["requestId"]] = event["response"]["url"]

    def note_weight(event: dict[str, Any]) -> None:
        weights[addresses[event["requestId"]]] = event["encodedDataLength"]

    network.on("Network.responseReceived", note_response)
    network.on("Network.loadingFinished", note_weight)
    first.goto(address, wait_until="networkidle")
    assert address in weights
    assert not [url for url in weights if "plotly" in url]
    assert sum(weights.values()) < MOST, weights
