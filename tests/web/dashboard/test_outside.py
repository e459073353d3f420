"""The page of the outside of a district's shelters, which has no numbers of shelters."""

from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.dashboard.reading import NUMBERS, rows, tiles
from tests.web.strict_client import StrictClient, read


def test_it_tells_of_people_present_and_of_no_shelters(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.outside, day(20), present=14, arrivals=2)
    page = official.see("dashboard.show_place", place_id=register.outside)
    assert "Displaced people present outside shelters on 20 August: 14." in page.text
    assert "how many people shelters hold" not in page.text.lower()
    assert list(tiles(page)) == ["Present", "Arrivals", "Departures", "Evacuated so far"]
    assert "Capacity against arrivals" not in page.text
    heads = [read(head) for head in page.find(f"section[@{NUMBERS}]").findall(".//thead/tr/th")]
    assert heads[:6] == ["Day", "Present", "Arrivals", "Departures", "Gap", "Units reported"]
    assert rows(page, NUMBERS)["20 Aug 2024"][5] == "100%"
    assert "Unreviewed: the part of people present that nobody has verified." in page.text


def test_what_is_old_is_said_to_be(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.outside, day(12), present=14)
    page = official.see("dashboard.show_place", place_id=register.outside)
    assert "The last count of them is from 12 August. Stale (silent for more" in page.text


def test_without_a_count_of_people_that_is_said(
    official: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.outside, day(20), departures=2)
    page = official.see("dashboard.show_place", place_id=register.outside)
    said = "How many displaced people were present outside shelters on 20 August is not reported."
    assert said in page.text
