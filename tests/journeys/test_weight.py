"""What pages weigh on the wire."""

from typing import Any

from playwright.sync_api import Page

from tests.journeys.acts import open_report
from tests.journeys.conftest import PHONE, Visitor
from tracker.example.people import COORDINATOR, OFFICIAL
from tracker.example.places import RECEPTION_1

MOST_OF_A_REPORT = 60_000
MOST_OF_THE_OVERVIEW = 120_000
MOST_AGAIN = 30_000


def weigh(page: Page, address: str) -> dict[str, float]:
    """Bytes that come over the wire for a page, headers included, by address."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    addresses: dict[str, str] = {}
    weights: dict[str, float] = {}

    def note_response(event: dict[str, Any]) -> None:
        if not event["response"].get("fromDiskCache"):
            addresses[event["requestId"]] = event["response"]["url"]

    def note_weight(event: dict[str, Any]) -> None:
        if event["requestId"] in addresses:
            weights[addresses[event["requestId"]]] = event["encodedDataLength"]

    network.on("Network.responseReceived", note_response)
    network.on("Network.loadingFinished", note_weight)
    page.goto(address, wait_until="networkidle")
    network.detach()
    assert address in weights
    return weights


def test_a_first_visit_to_the_daily_report_weighs_under_60_kilobytes(visit: Visitor) -> None:
    page = visit(COORDINATOR, size=PHONE)
    open_report(page, RECEPTION_1)
    weights = weigh(visit(COORDINATOR, size=PHONE), page.url)
    assert not [url for url in weights if "plotly" in url]
    assert sum(weights.values()) < MOST_OF_A_REPORT, weights


def test_the_overview_is_light_before_the_chart_is_drawn_and_when_seen_again(
    visit: Visitor, base_url: str
) -> None:
    page = visit(OFFICIAL, size=PHONE)
    first = weigh(page, f"{base_url}/overview")
    (drawing,) = (url for url in first if "plotly" in url)
    assert sum(first.values()) - first[drawing] < MOST_OF_THE_OVERVIEW, first
    again = weigh(page, f"{base_url}/overview")
    assert sum(again.values()) < MOST_AGAIN, again
